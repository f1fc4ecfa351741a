// Package registry puts images where a cluster pulls them from: a container
// registry such as GHCR.
//
// It reads and writes no Docker configuration. A credential is taken from the
// first source that has one and that the registry accepts; it is held in
// memory, goes to the registry's own host and nowhere else, and appears in no
// message.
package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// Options say which repository and as whom.
type Options struct {
	// Repository is where images go: "ghcr.io/owner/system-bus-worker".
	Repository string
	// User is the name that goes with the token; empty means the
	// repository's owner, which is what GHCR expects.
	User string
	// Sources are where a token is looked for, in this order: see [Sources].
	Sources []Source
	// Pause is how long to wait before a request that failed for a moment is
	// repeated; each further pause is three times as long. 0 means a second.
	Pause time.Duration
	// Transport is the way to the network; nil means the usual one.
	Transport http.RoundTripper
	// Note is told of what a person wants to see: which credential was
	// refused, and which is tried next. Nil means nobody.
	Note func(text string)
}

// A Client talks to one repository of a registry. Its methods may be called
// from several goroutines.
type Client struct {
	repo    name.Repository
	user    string
	sources []Source
	guard   *guard
	backoff remote.Backoff
	note    func(string)

	mu      sync.Mutex
	at      int      // the source in use
	token   *Token   // what it gave
	tried   []string // what became of those before
	refusal *Error   // why the registry did not take the last one
	secrets []string // all that were leased, to be kept out of messages
}

// Open makes a client. It asks nobody for anything yet.
func Open(o Options) (*Client, error) {
	if scheme, _, ok := strings.Cut(o.Repository, "://"); ok {
		return nil, fmt.Errorf("repository %q: leave %s:// out", o.Repository, scheme)
	}
	repo, err := name.NewRepository(o.Repository, name.StrictValidation)
	if err != nil {
		return nil, fmt.Errorf("repository %q: want something like ghcr.io/owner/system-bus-worker: %w", o.Repository, err)
	}
	c := &Client{repo: repo, user: o.User, sources: o.Sources, note: o.Note}
	c.guard = &guard{registry: repo.RegistryStr(), next: o.Transport}
	if c.guard.next == nil {
		c.guard.next = patient()
	}
	c.backoff = remote.Backoff{Duration: cmp.Or(o.Pause, time.Second), Factor: 3, Jitter: 0.1, Steps: 3}
	if c.user == "" {
		c.user, _, _ = strings.Cut(repo.RepositoryStr(), "/")
	}
	if c.note == nil {
		c.note = func(string) {}
	}
	return c, nil
}

// answerTimeout is how long a registry may take to begin its answer, once it has
// the whole request.
const answerTimeout = 2 * time.Minute

// patient is the usual way to the network, but that it does not wait forever.
func patient() http.RoundTripper {
	usual, ok := remote.DefaultTransport.(*http.Transport)
	if !ok {
		return remote.DefaultTransport
	}
	usual = usual.Clone()
	usual.ResponseHeaderTimeout = answerTimeout
	return usual
}

// Repository is the one that it talks to, "ghcr.io/owner/system-bus-worker".
func (c *Client) Repository() string { return c.repo.Name() }

// Host is the registry's, "ghcr.io".
func (c *Client) Host() string { return c.repo.RegistryStr() }

// Reference is an image of the repository by its digest.
func (c *Client) Reference(digest string) string { return c.repo.Name() + "@" + digest }

// Credential is where the credential in use comes from: "GHCR_TOKEN",
// "secrets lease ghcr_pat", "gh auth token", "none", or "" before the first
// request.
func (c *Client) Credential() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token == nil {
		return ""
	}
	return c.token.Source
}

// Check makes sure that images may be pushed, which changes nothing: it begins
// an upload and gives it up. Credentials that the registry refuses are passed
// over for the next source.
func (c *Client) Check(ctx context.Context) error {
	return c.as(ctx, "push to "+c.repo.Name(), func(auth authn.Authenticator) error {
		patient := transport.NewRetry(c.guard, transport.WithRetryBackoff(c.backoff), transport.WithRetryStatusCodes(passing...))
		t, err := transport.NewWithContext(ctx, c.repo.Registry, auth, patient, []string{c.repo.Scope(transport.PushScope)})
		if err != nil {
			return err
		}
		client := &http.Client{Transport: t, CheckRedirect: noRedirect}
		return beginUpload(ctx, client, c.repo)
	})
}

// Resolve gives the digest that a tag has, or that an image has which is
// named by its digest; found is false when the registry has no such image.
func (c *Client) Resolve(ctx context.Context, tagOrDigest string) (digest string, found bool, err error) {
	ref := c.ref(tagOrDigest)
	err = c.as(ctx, "read "+ref.Name(), func(auth authn.Authenticator) error {
		d, err := remote.Head(ref, c.options(ctx, auth)...)
		if missing(err) {
			return nil
		}
		if err == nil {
			digest, found = d.Digest.String(), true
		}
		return err
	})
	return digest, found, err
}

// Tag lets a tag stand for an image that is in the repository. A deploy moves
// "latest" only after it has verified what it deployed.
func (c *Client) Tag(ctx context.Context, digest, tag string) error {
	to, err := name.NewTag(c.repo.Name()+":"+tag, name.StrictValidation)
	if err != nil {
		return fmt.Errorf("tag %q: %w", tag, err)
	}
	return c.as(ctx, "tag "+to.Name(), func(auth authn.Authenticator) error {
		d, err := remote.Get(c.repo.Digest(digest), c.options(ctx, auth)...)
		if err != nil {
			return err
		}
		return remote.Tag(to, d, c.options(ctx, auth)...)
	})
}

// Image reads an image of the repository for a platform, "linux/arm64", with
// its configuration and labels.
func (c *Client) Image(ctx context.Context, digest, platform string) (img v1.Image, err error) {
	want, err := v1.ParsePlatform(platform)
	if err != nil {
		return nil, err
	}
	ref := c.ref(digest)
	err = c.as(ctx, "read "+ref.Name(), func(auth authn.Authenticator) error {
		img, err = remote.Image(ref, append(c.options(ctx, auth), remote.WithPlatform(*want))...)
		return err
	})
	return img, err
}

// ref is an image by digest or tag.
func (c *Client) ref(tagOrDigest string) name.Reference {
	if strings.HasPrefix(tagOrDigest, "sha256:") {
		return c.repo.Digest(tagOrDigest)
	}
	return c.repo.Tag(tagOrDigest)
}

func (c *Client) options(ctx context.Context, auth authn.Authenticator) []remote.Option {
	return []remote.Option{
		remote.WithContext(ctx), remote.WithAuth(auth), remote.WithTransport(c.guard), remote.WithUserAgent("host"),
		remote.WithRetryBackoff(c.backoff), remote.WithRetryStatusCodes(passing...),
	}
}

// passing are the answers after which a request is repeated.
var passing = []int{
	http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
	http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
}

// missing says that a registry does not have what was asked for.
func missing(err error) bool {
	var e *transport.Error
	return errors.As(err, &e) && e.StatusCode == http.StatusNotFound
}
