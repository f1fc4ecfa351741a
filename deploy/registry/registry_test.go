package registry_test

import (
	"io"
	"log"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/random"

	ours "systembus/deploy/registry"
)

func TestPushToAnOpenRegistry(t *testing.T) {
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	client, err := ours.Open(ours.Options{Repository: strings.TrimPrefix(server.URL, "http://") + "/owner/worker"})
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	index, err := random.Index(1024, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, already := range []bool{false, true} {
		push, err := client.Push(t.Context(), index, "abc", nil)
		if err != nil {
			t.Fatal(err)
		}
		if push.Already != already || (push.Sent > 0) == already || push.Credential != "none" {
			t.Errorf("push %d: %+v", i+1, push)
		}
	}
	if err := client.Tag(t.Context(), mustDigest(t, index), "latest"); err != nil {
		t.Fatal(err)
	}
	if got, found, err := client.Resolve(t.Context(), "latest"); err != nil || !found || got != mustDigest(t, index) {
		t.Errorf("latest is %q, %v, %v", got, found, err)
	}
	if _, found, err := client.Resolve(t.Context(), "other"); err != nil || found {
		t.Errorf("a tag that is not there: %v, %v", found, err)
	}
}

func mustDigest(t *testing.T, x interface{ Digest() (v1.Hash, error) }) string {
	t.Helper()
	d, err := x.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}
