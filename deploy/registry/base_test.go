package registry_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"

	"systembus/deploy/registry"
	"systembus/deploy/registry/registrytest"
)

// platforms is an index with an image of each platform, and their digests.
func platforms(t *testing.T, names ...string) (v1.ImageIndex, map[string]string) {
	t.Helper()
	digests := map[string]string{}
	var adds []mutate.IndexAddendum
	for _, name := range names {
		img, err := random.Image(100, 1)
		if err != nil {
			t.Fatal(err)
		}
		d, err := img.Digest()
		if err != nil {
			t.Fatal(err)
		}
		platform, err := v1.ParsePlatform(name)
		if err != nil {
			t.Fatal(err)
		}
		digests[name] = d.String()
		adds = append(adds, mutate.IndexAddendum{Add: img, Descriptor: v1.Descriptor{Platform: platform}})
	}
	return mutate.AppendManifests(empty.Index, adds...), digests
}

// A base in the project's own registry is read with its credential: it is the
// image of the platform, and is named by its digest.
func TestBase(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
	c := open(t, s, from("a", "unknown"), from("b", canary))
	base, digests := platforms(t, "linux/amd64", "linux/arm64")
	if _, err := c.Push(t.Context(), base, "tools", nil); err != nil {
		t.Fatal(err)
	}
	for platform, want := range digests {
		img, err := c.Base(t.Context(), c.Reference(digest(t, base)), platform)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := img.Digest(); err != nil || got.String() != want {
			t.Errorf("%s: got %s, %v, want %s", platform, got, err, want)
		}
	}
	tests := []struct{ name, ref, platform, want string }{
		{"a platform that it lacks", c.Reference(digest(t, base)), "linux/s390x", "linux/s390x"},
		{"a tag", s.Host + "/owner/worker:tools", "linux/arm64", "name it by its digest"},
		{"no registry", "debian@sha256:" + strings.Repeat("1", 64), "linux/arm64", "name it by its digest"},
		{"one that is not there", s.Host + "/owner/worker@sha256:" + strings.Repeat("1", 64), "linux/arm64", "404"},
	}
	for _, tt := range tests {
		_, err := c.Base(t.Context(), tt.ref, tt.platform)
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), canary) {
			t.Errorf("%s: got %v, want an error with %q", tt.name, err, tt.want)
		}
	}
}

// A base in another registry is read without the credential, even when that
// registry asks for one.
func TestBaseOfAnotherRegistry(t *testing.T) {
	own := registrytest.New(map[string]registrytest.Access{canary: registrytest.Push})
	own.Realm = "https://ghcr.test/token"
	open := registrytest.New(map[string]registrytest.Access{"": registrytest.Push})
	open.Realm = "https://open.test/token"
	closed := registrytest.New(map[string]registrytest.Access{canary: registrytest.Push})
	closed.Realm = "https://closed.test/token"
	n := newInternet(t, map[string]http.Handler{"ghcr.test": own, "open.test": open, "closed.test": closed})
	base, digests := platforms(t, "linux/arm64")
	filler, err := registry.Open(registry.Options{Repository: "open.test/owner/tools", Transport: n.transport(), Pause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := filler.Push(t.Context(), base, "tools", nil); err != nil {
		t.Fatal(err)
	}

	c := openOn(t, n, "ghcr.test/owner/worker")
	if err := c.Check(t.Context()); err != nil || !strings.Contains(n.sent("ghcr.test"), canary) {
		t.Fatalf("its own registry takes the credential: %v", err)
	}
	img, err := c.Base(t.Context(), "open.test/owner/tools@"+digest(t, base), "linux/arm64")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := img.Digest(); err != nil || got.String() != digests["linux/arm64"] {
		t.Errorf("got %s, %v, want %s", got, err, digests["linux/arm64"])
	}
	if _, err := c.Base(t.Context(), "closed.test/owner/tools@"+digest(t, base), "linux/arm64"); err == nil || !strings.Contains(err.Error(), "closed.test/owner/tools") {
		t.Errorf("a registry that wants a credential: got %v", err)
	}
	for _, host := range []string{"open.test", "closed.test"} {
		if sent := n.sent(host); sent == "" || strings.Contains(sent, canary) {
			t.Errorf("%s was sent: %s", host, sent)
		}
	}
}
