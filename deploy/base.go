package deploy

import (
	"context"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"systembus/deploy/image"
)

// base gets the image to stand on, when the settings name one.
func (d *Deploy) base(ctx context.Context, o *image.Options, platform image.Platform) error {
	if d.Base == "" {
		return nil
	}
	img, err := d.Registry.Base(ctx, d.Base, string(platform))
	if err != nil {
		return err
	}
	if o.Base == nil {
		o.Base = map[image.Platform]v1.Image{}
	}
	o.Base[platform] = img
	o.BaseName, o.BaseDigest, _ = strings.Cut(d.Base, "@")
	return nil
}
