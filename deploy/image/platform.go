package image

import (
	"fmt"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// A Platform is what an image runs on: "linux/arm64" or "linux/amd64".
type Platform string

// The platforms that a worker's image can have.
const (
	ARM64 Platform = "linux/arm64"
	AMD64 Platform = "linux/amd64"
)

// Platforms are all of them, the usual one first.
func Platforms() []Platform { return []Platform{ARM64, AMD64} }

// UnmarshalText accepts "linux/arm64", or "arm64" alone.
func (p *Platform) UnmarshalText(text []byte) error {
	for _, known := range Platforms() {
		if string(text) == string(known) || string(text) == known.Arch() {
			*p = known
			return nil
		}
	}
	return fmt.Errorf("no image is made for platform %q: want linux/arm64 or linux/amd64", text)
}

// Arch is the architecture as Go and Kubernetes name it.
func (p Platform) Arch() string { return strings.TrimPrefix(string(p), "linux/") }

// oci is the platform as an image index names it.
func (p Platform) oci() *v1.Platform {
	o := &v1.Platform{OS: "linux", Architecture: p.Arch()}
	if p == ARM64 {
		o.Variant = "v8"
	}
	return o
}
