package deploy

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"systembus/deploy/image"
)

// Publish makes the image and pushes it, and leaves every cluster alone: what
// is published is deployed with its reference, from anywhere. The result is
// complete whatever the error; the error is a *PhaseError.
func (d *Deploy) Publish(ctx context.Context) (*Result, error) {
	err := d.phase(ctx, Preflight, func(ctx context.Context, p *progress) error {
		p.detail = "the commit, the scripts and the registry"
		return d.require(ctx, p, "source", "scripts", "registry")
	})
	if err == nil {
		err = d.phase(ctx, Build, d.build)
	}
	if err == nil {
		err = d.phase(ctx, Push, d.push)
	}
	d.result.OK = err == nil
	d.result.UpToDate = err == nil && d.result.Pushed == 0
	d.settle(err)
	return &d.result, err
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
