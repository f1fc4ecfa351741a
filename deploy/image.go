package deploy

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"systembus/deploy/image"
	"systembus/deploy/registry"
)

// build makes the image.
func (d *Deploy) build(ctx context.Context, p *progress) error {
	if d.Image != "" {
		d.result.Image = d.Image
		p.skip("deploying " + d.Image)
		return nil
	}
	o := image.Options{
		Binaries: map[image.Platform]string{}, Build: d.bundle.Dir, Settings: d.bundle.Settings,
		Cache: d.Search.Out, BaseName: d.Base, Source: image.Source{
			Revision: d.state.Revision, Dirty: d.state.Dirty(), URL: d.state.URL, Version: d.Version, Time: d.state.Time,
		},
	}
	for _, platform := range d.platforms() {
		p.say("the host for " + string(platform))
		found, err := image.FindBinary(ctx, platform, d.Search)
		if err != nil {
			return err
		}
		p.note("the host for " + string(platform) + ": " + found.How)
		o.Binaries[platform] = found.Path
		if err := d.base(ctx, &o, platform); err != nil {
			return err
		}
	}
	p.say("the image")
	built, err := image.Build(ctx, o)
	if err != nil {
		return err
	}
	for _, w := range built.Warnings {
		d.warn(Build, w)
	}
	d.image = built
	d.result.Digest, d.result.Image = built.Digest, d.Registry.Reference(built.Digest)
	p.detail = fmt.Sprintf("%s, %s", short(built.Digest), megabytes(built.Variants[0].Size))
	d.result.Size = built.Variants[0].Size
	return nil
}

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

// push brings the image to the registry, unless it is there.
func (d *Deploy) push(ctx context.Context, p *progress) error {
	if d.image == nil {
		p.skip("nothing to push")
		return nil
	}
	tag := cmp.Or(d.Tag, d.state.Tag())
	d.result.Tag = tag
	said := int64(-1)
	pushed, err := d.Registry.Push(ctx, d.image.Index, tag, func(u registry.Progress) {
		if tenth := u.Complete * 10 / max(u.Total, 1); tenth > said {
			said = tenth
			p.say(megabytes(u.Complete) + " of " + megabytes(u.Total))
		}
	})
	d.result.Credential = d.Registry.Credential()
	if err != nil {
		return err
	}
	d.result.Pushed = pushed.Sent
	p.detail = fmt.Sprintf("%s:%s, sent %s", d.Registry.Repository(), shortTag(tag), megabytes(pushed.Sent))
	if pushed.Sent == 0 {
		p.detail = fmt.Sprintf("%s:%s was there", d.Registry.Repository(), shortTag(tag))
	}
	return d.inventory(ctx)
}

// inventory writes the list of what is in the image, and attaches it when that
// is asked for.
func (d *Deploy) inventory(ctx context.Context) error {
	if d.SBOM == "none" || d.Inventory == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(d.Inventory), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(d.Inventory, d.image.SBOM, 0o644); err != nil {
		return err
	}
	if d.SBOM != "referrer" {
		return nil
	}
	_, digest, _ := strings.Cut(d.result.Image, "@")
	return d.Registry.Attach(ctx, digest, image.SBOMType, d.image.SBOM)
}

// publish moves the tag "latest", which only verified images get.
func (d *Deploy) publish(ctx context.Context, p *progress) error {
	if err := d.prune(ctx, p); err != nil {
		return err
	}
	if d.image == nil {
		p.detail, p.skipped = "no tag to move", len(d.result.Pruned) == 0
		return nil
	}
	at, found, err := d.Registry.Resolve(ctx, "latest")
	if err == nil && found && at == d.image.Digest {
		p.detail = "latest is this image"
		return nil
	}
	if err == nil {
		err = d.Registry.Tag(ctx, d.image.Digest, "latest")
	}
	if err != nil {
		return err
	}
	p.detail = "latest is this image now"
	return nil
}
