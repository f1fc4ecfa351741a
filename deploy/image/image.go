// Package image makes a worker's container image in process, with no container
// engine: a base, the host's binary and the built scripts, each a layer of its
// own. The same input gives the same digest, on any machine.
//
// The layers are ordered by how seldom they change, so that a deploy that
// changes only scripts pushes one small layer. Building touches no network:
// what it needs of a registry, such as a base image, it is given.
package image

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Options say what an image is made of.
type Options struct {
	// Binaries are the host's binaries, one for each platform of the image:
	// see [FindBinary]. Each must be a static binary of its platform.
	Binaries map[Platform]string
	// Build is the folder that `host build` wrote.
	Build string
	// Settings is the project's host.json; a file that is missing is none.
	Settings string
	// Base gives the image to stand on for each platform; nil means the base
	// of our own.
	Base map[Platform]v1.Image
	// BaseName and BaseDigest tell what Base is.
	BaseName, BaseDigest string
	// Cache is a folder in which the binary's layer is kept as it is compressed,
	// for the next image with the same; empty for none.
	Cache string
	// Role is the role that is served when the environment names no other,
	// and whose functions' programs must be in the base; empty means cluster.
	Role string
	// Source tells what the image was built from.
	Source Source
}

// A Source says what an image was built from.
type Source struct {
	// Revision is the commit's full id, Dirty that the folder differs from it.
	Revision string `json:"revision,omitempty"`
	Dirty    bool   `json:"dirty,omitempty"`
	// URL is the repository's address for people, which GHCR links the
	// package to: "https://github.com/owner/name".
	URL string `json:"url,omitempty"`
	// Version is that of the host.
	Version string `json:"version,omitempty"`
	// Time is the commit's. It is the image's time, so that building it again
	// gives the same digest; zero means 1970.
	Time time.Time `json:"time,omitzero"`
}

// An Image is an index of images, one for each platform.
type Image struct {
	// Index is what is pushed.
	Index v1.ImageIndex `json:"-"`
	// Digest is the index's, "sha256:...": what is deployed.
	Digest   string    `json:"digest"`
	Variants []Variant `json:"variants"`
	// Functions are the ids of the role's functions, sorted.
	Functions []string `json:"functions"`
	// SBOM lists the Go modules and npm packages in it, as SPDX 2.3 JSON.
	SBOM []byte `json:"-"`
	// Warnings are things to know that do not stop a deploy.
	Warnings []string `json:"warnings,omitempty"`
}

// A Variant is the image for one platform.
type Variant struct {
	Platform Platform `json:"platform"`
	Digest   string   `json:"digest"`
	// Size is what a node that has nothing of it pulls, in bytes: the layers
	// as they are compressed, the configuration and the manifest.
	Size   int64   `json:"size"`
	Layers []Layer `json:"layers"`
}

// A Layer is a part of an image.
type Layer struct {
	// Name is base, host or scripts.
	Name   string `json:"name"`
	Digest string `json:"digest"`
	// Size is its compressed size in bytes.
	Size int64 `json:"size"`
}

// Platforms are those that the image has.
func (i *Image) Platforms() []Platform {
	var platforms []Platform
	for _, v := range i.Variants {
		platforms = append(platforms, v.Platform)
	}
	return platforms
}

// Build makes the image. It reads the binaries and the build, and writes into
// the cache's folder alone. Everything that is found wrong with the input is told at once.
func Build(ctx context.Context, o Options) (*Image, error) {
	if len(o.Binaries) == 0 {
		return nil, errors.New("an image needs a host binary for at least one platform")
	}
	if o.Role == "" {
		o.Role = "cluster"
	}
	if o.Source.Time.IsZero() {
		o.Source.Time = time.Unix(0, 0)
	}
	o.Source.Time = o.Source.Time.UTC().Truncate(time.Second)
	scripts, err := readScripts(o)
	if err != nil {
		return nil, err
	}
	built := &Image{Functions: scripts.functions}
	var wrong []error
	var adds []mutate.IndexAddendum
	binaries := map[Platform]*Binary{}
	for _, platform := range slices.Sorted(maps.Keys(o.Binaries)) {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		binary, err := InspectBinary(o.Binaries[platform], platform)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		if !binary.Stripped {
			built.Warnings = append(built.Warnings, fmt.Sprintf("%s has its debug information, which doubles its size: build it with -ldflags \"-s -w\"", binary.Path))
		}
		binaries[platform] = binary
		img, variant, err := buildVariant(o, platform, binary, scripts)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", platform, err))
			continue
		}
		built.Variants = append(built.Variants, variant)
		adds = append(adds, mutate.IndexAddendum{Add: img, Descriptor: v1.Descriptor{Platform: platform.oci()}})
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	index := mutate.AppendManifests(mutate.IndexMediaType(empty.Index, types.OCIImageIndex), adds...)
	built.Index = mutate.Annotations(index, o.annotations()).(v1.ImageIndex)
	digest, err := built.Index.Digest()
	if err != nil {
		return nil, fmt.Errorf("the image's digest: %w", err)
	}
	built.Digest = digest.String()
	if built.SBOM, err = sbom(o, built, binaries, scripts); err != nil {
		return nil, fmt.Errorf("the list of what is in the image: %w", err)
	}
	return built, nil
}
