package registry_test

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"systembus/deploy/registry"
	"systembus/deploy/registry/registrytest"
)

func TestAttach(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{"": registrytest.Push, canary: registrytest.Push})
	c := open(t, s, from("a", canary))
	image := index(t, 100)
	if _, err := c.Push(t.Context(), image, "abc", nil); err != nil {
		t.Fatal(err)
	}
	const document = `{"spdxVersion":"SPDX-2.3"}`
	if err := c.Attach(t.Context(), digest(t, image), "application/spdx+json", []byte(document)); err != nil {
		t.Fatal(err)
	}
	if got, found, err := c.Resolve(t.Context(), "abc"); err != nil || !found || got != digest(t, image) {
		t.Errorf("the image is now %s, %v, %v", got, found, err)
	}
	subject, err := name.NewDigest(c.Reference(digest(t, image)))
	if err != nil {
		t.Fatal(err)
	}
	referrers, err := remote.Referrers(subject)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := referrers.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	if len(manifest.Manifests) != 1 || manifest.Manifests[0].ArtifactType != "application/spdx+json" {
		t.Fatalf("referrers: %+v", manifest.Manifests)
	}
	attached, err := remote.Image(subject.Context().Digest(manifest.Manifests[0].Digest.String()))
	if err != nil {
		t.Fatal(err)
	}
	layers, err := attached.Layers()
	if err != nil {
		t.Fatal(err)
	}
	r, err := layers[0].Compressed()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if text, err := io.ReadAll(r); err != nil || string(text) != document {
		t.Errorf("attached: %s, %v", text, err)
	}
	err = c.Attach(t.Context(), "sha256:"+strings.Repeat("0", 64), "application/spdx+json", []byte(document))
	if kind(err) != registry.NotFound {
		t.Errorf("attaching to what is not there: %v", err)
	}
}
