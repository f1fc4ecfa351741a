package registry

import (
	"context"
	"fmt"
	"sync"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// A Push is what Push did.
type Push struct {
	// Reference is the image by digest, which is what a deploy applies:
	// "ghcr.io/owner/name@sha256:...".
	Reference string `json:"reference"`
	Digest    string `json:"digest"`
	Tag       string `json:"tag"`
	// Sent is how many bytes were uploaded: what the registry had already is
	// not.
	Sent int64 `json:"sent"`
	// Already says that the registry had the image under the tag.
	Already bool `json:"already"`
	// Credential is where the one came from that was used.
	Credential string `json:"credential"`
}

// Progress is how far a push is.
type Progress struct {
	// Complete counts what is in the registry, with what it had already;
	// Total is all of it. Both are in bytes.
	Complete, Total int64
}

// Push puts an image and a tag into the repository. What the registry has
// already is not sent. Requests that fail for a moment are repeated. Then the
// tag is read back: it must have the image's digest. report may be nil; it is
// called from another goroutine, and not after Push has returned.
func (c *Client) Push(ctx context.Context, index v1.ImageIndex, tag string, report func(Progress)) (Push, error) {
	want, err := index.Digest()
	if err != nil {
		return Push{}, fmt.Errorf("the image's digest: %w", err)
	}
	to, err := name.NewTag(c.repo.Name()+":"+tag, name.StrictValidation)
	if err != nil {
		return Push{}, fmt.Errorf("tag %q: %w", tag, err)
	}
	before := c.guard.sent.Load()
	done := Push{Reference: c.Reference(want.String()), Digest: want.String(), Tag: tag}
	has, found, err := c.Resolve(ctx, tag)
	if err != nil {
		return Push{}, err
	}
	if found && has == want.String() {
		done.Already, done.Credential = true, c.Credential()
		return done, nil
	}
	err = c.as(ctx, "push to "+to.Name(), func(auth authn.Authenticator) error {
		return c.write(ctx, to, index, auth, report)
	})
	if err != nil {
		return Push{}, err
	}
	done.Sent, done.Credential = c.guard.sent.Load()-before, c.Credential()
	has, _, err = c.Resolve(ctx, tag)
	if err == nil && has != want.String() {
		err = &Error{Doing: "push to " + to.Name(), Class: Mismatch, Err: fmt.Errorf("the registry has %s, and %s was pushed", has, want)}
	}
	return done, err
}

// write uploads everything, and tells how far it is.
func (c *Client) write(ctx context.Context, to name.Tag, index v1.ImageIndex, auth authn.Authenticator, report func(Progress)) error {
	options := c.options(ctx, auth)
	if report == nil {
		return remote.WriteIndex(to, index, options...)
	}
	updates := make(chan v1.Update, 16)
	var reporter sync.WaitGroup
	reporter.Go(func() {
		for u := range updates {
			if u.Error == nil {
				report(Progress{Complete: u.Complete, Total: u.Total})
			}
		}
	})
	err := remote.WriteIndex(to, index, append(options, remote.WithProgress(updates))...)
	reporter.Wait()
	return err
}
