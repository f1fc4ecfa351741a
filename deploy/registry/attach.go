package registry

import (
	"context"
	"fmt"

	"github.com/google/go-containerregistry/pkg/authn"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Attach puts a document, such as the list of what is in an image, beside an
// image of the repository, as a referrer (OCI distribution specification 1.1,
// "Referrers"). A registry without that part of the specification, as GHCR is,
// gets a tag in its place, which is named for the image's digest:
// "sha256-...".
func (c *Client) Attach(ctx context.Context, digest, mediaType string, document []byte) error {
	subject := c.repo.Digest(digest)
	return c.as(ctx, "attach to "+subject.Name(), func(auth authn.Authenticator) error {
		of, err := remote.Head(subject, c.options(ctx, auth)...)
		if err != nil {
			return err
		}
		artifact, err := artifact(mediaType, document, *of)
		if err != nil {
			return err
		}
		own, err := artifact.Digest()
		if err != nil {
			return err
		}
		return remote.Write(c.repo.Digest(own.String()), artifact, c.options(ctx, auth)...)
	})
}

// artifact is a document as a manifest that names what it belongs to.
func artifact(mediaType string, document []byte, subject v1.Descriptor) (v1.Image, error) {
	kind := types.MediaType(mediaType)
	img := mutate.MediaType(mutate.ConfigMediaType(empty.Image, kind), types.OCIManifestSchema1)
	img, err := mutate.Append(img, mutate.Addendum{Layer: static.NewLayer(document, kind), MediaType: kind})
	if err != nil {
		return nil, err
	}
	subject.Annotations, subject.Platform, subject.URLs, subject.Data = nil, nil, nil, nil
	with, ok := mutate.Subject(img, subject).(v1.Image)
	if !ok {
		return nil, fmt.Errorf("a manifest of %s cannot name what it belongs to", mediaType)
	}
	return with, nil
}
