package registry_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/random"

	"systembus/deploy/registry"
	"systembus/deploy/registry/registrytest"
)

// canary is what no message, file or foreign host may ever see.
const canary = "canary-ghp_0123456789abcdefghijklmnopqrstuvwxyz"

// from is a source that has a token, or none when it is empty.
func from(name, token string) registry.Source {
	return registry.Source{Name: name, Lease: func(context.Context) (registry.Token, error) {
		if token == "" {
			return registry.Token{}, errors.New("not set")
		}
		return registry.NewToken(name, token), nil
	}}
}

func open(t *testing.T, s *registrytest.Server, sources ...registry.Source) *registry.Client {
	t.Helper()
	c, err := registry.Open(registry.Options{Repository: s.Host + "/owner/worker", Sources: sources, Pause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// index is an image of random bytes.
func index(t *testing.T, size int64) v1.ImageIndex {
	t.Helper()
	i, err := random.Index(size, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func digest(t *testing.T, i v1.ImageIndex) string {
	t.Helper()
	d, err := i.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

func TestPush(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
	c := open(t, s, from("first", canary))
	if err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := s.Received(); n != 0 {
		t.Errorf("the check sent %d bytes", n)
	}
	image := index(t, 50_000)
	var last registry.Progress
	push, err := c.Push(t.Context(), image, "abc", func(p registry.Progress) { last = p })
	if err != nil {
		t.Fatal(err)
	}
	want := registry.Push{
		Reference: s.Host + "/owner/worker@" + digest(t, image), Digest: digest(t, image), Tag: "abc", Credential: "first", Sent: s.Received(),
	}
	if diff := cmp.Diff(push, want); diff != "" {
		t.Errorf("push (-got +want):\n%s", diff)
	}
	if last.Complete != last.Total || last.Total < 100_000 || push.Sent < 100_000 {
		t.Errorf("progress ended at %+v, %d bytes were sent", last, push.Sent)
	}

	before := s.Received()
	again, err := c.Push(t.Context(), image, "abc", nil)
	if err != nil || !again.Already || again.Sent != 0 || s.Received() != before {
		t.Errorf("the second push: %+v, %v; %d bytes", again, err, s.Received()-before)
	}
	// Under another tag, only what the tag stands for is sent.
	other, err := c.Push(t.Context(), image, "def", nil)
	if err != nil || other.Already || other.Sent > 2000 {
		t.Errorf("another tag: %+v, %v", other, err)
	}
}

func TestTags(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
	c := open(t, s, from("first", canary))
	image := index(t, 100)
	if _, err := c.Push(t.Context(), image, "abc", nil); err != nil {
		t.Fatal(err)
	}
	if _, found, err := c.Resolve(t.Context(), "latest"); err != nil || found {
		t.Errorf("a push moved latest: %v, %v", found, err)
	}
	if err := c.Tag(t.Context(), digest(t, image), "latest"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"latest", digest(t, image)} {
		if got, found, err := c.Resolve(t.Context(), name); err != nil || !found || got != digest(t, image) {
			t.Errorf("%s is %q, %v, %v", name, got, found, err)
		}
	}
	if err := c.Tag(t.Context(), digest(t, index(t, 100)), "latest"); kind(err) != registry.NotFound {
		t.Errorf("tagging what is not there: %v", err)
	}
	if err := c.Tag(t.Context(), digest(t, image), "not a tag"); err == nil {
		t.Error("any text is a tag")
	}
}

// kind is the class of a registry's error.
func kind(err error) registry.Class {
	if e, ok := errors.AsType[*registry.Error](err); ok {
		return e.Class
	}
	return ""
}

// Each case has credentials in three sources; want is which one is used in the
// end, or the message.
func TestCredentials(t *testing.T) {
	const good, scopeless, reader, unknown = canary + "-good", canary + "-scopeless", canary + "-reader", canary + "-unknown"
	tests := []struct {
		name    string
		sources []registry.Source
		used    string
		class   registry.Class
		message string
	}{
		{"the first", []registry.Source{from("a", good), from("b", unknown)}, "a", "", ""},
		{"the first that there is", []registry.Source{from("a", ""), from("b", good)}, "b", "", ""},
		{"one that has expired", []registry.Source{from("a", unknown), from("b", good)}, "b", "", ""},
		{"one without the scope", []registry.Source{from("a", scopeless), from("b", ""), from("c", good)}, "c", "", ""},
		{"one that may only read", []registry.Source{from("a", reader), from("b", good)}, "b", "", ""},
		{"none that may", []registry.Source{from("a", unknown), from("b", ""), from("c", reader)}, "", registry.Forbidden,
			"push to HOST/owner/worker: 403 Forbidden: denied: permission_denied: The token provided does not match expected scopes.\n" +
				"tried:\n" +
				"  a: refused: 403 Forbidden: denied: denied\n" +
				"  b: not set\n" +
				"  c: refused: 403 Forbidden: denied: permission_denied: The token provided does not match expected scopes."},
		{"none at all", []registry.Source{from("a", ""), from("b", "")}, "", registry.Forbidden,
			"push to HOST/owner/worker: 403 Forbidden: denied: denied\ntried:\n  a: not set\n  b: not set"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := registrytest.Start(t, map[string]registrytest.Access{
				good: registrytest.Push, scopeless: registrytest.Nothing, reader: registrytest.Pull,
			})
			for what, do := range map[string]func(*registry.Client) error{
				"check": func(c *registry.Client) error { return c.Check(t.Context()) },
				"push": func(c *registry.Client) error {
					_, err := c.Push(t.Context(), index(t, 1000), "abc", nil)
					return err
				},
			} {
				c := open(t, s, tt.sources...)
				err := do(c)
				if tt.used != "" {
					if err != nil || c.Credential() != tt.used {
						t.Errorf("%s: %v with %q, want %q", what, err, c.Credential(), tt.used)
					}
					continue
				}
				if kind(err) != tt.class {
					t.Fatalf("%s: %v is of the class %q", what, err, kind(err))
				}
				if got := strings.ReplaceAll(err.Error(), s.Host, "HOST"); what == "check" && got != tt.message {
					t.Errorf("%s: got\n%s\nwant\n%s", what, got, tt.message)
				}
				if strings.Contains(err.Error(), canary) {
					t.Errorf("%s: the message has the token", what)
				}
			}
		})
	}
}

func TestCredentialThatExpiresDuringAPush(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{canary + "-1": registrytest.Push, canary + "-2": registrytest.Push})
	var notes []string
	c, err := registry.Open(registry.Options{
		Repository: s.Host + "/owner/worker", Sources: []registry.Source{from("a", canary+"-1"), from("b", canary+"-2")},
		Note: func(text string) { notes = append(notes, text) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Check(t.Context()); err != nil || c.Credential() != "a" {
		t.Fatalf("%v with %q", err, c.Credential())
	}
	s.Revoke(canary + "-1")
	if _, err := c.Push(t.Context(), index(t, 1000), "abc", nil); err != nil || c.Credential() != "b" {
		t.Errorf("%v with %q", err, c.Credential())
	}
	if diff := cmp.Diff(notes, []string{"a: refused: 403 Forbidden: denied: denied; trying b"}); diff != "" {
		t.Errorf("notes (-got +want):\n%s", diff)
	}
}

func TestOpenRegistryWantsNoCredential(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{"": registrytest.Push})
	c := open(t, s)
	if _, err := c.Push(t.Context(), index(t, 10), "abc", nil); err != nil || c.Credential() != "none" {
		t.Errorf("%v with %q", err, c.Credential())
	}
}

func TestFailuresThatPass(t *testing.T) {
	for _, status := range []int{503, 502, 429, 500} {
		s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
		c := open(t, s, from("a", canary))
		s.Fail(http.MethodPost, "/blobs/uploads/", status, 1, nil)
		if err := c.Check(t.Context()); err != nil {
			t.Errorf("check: %d: %v", status, err)
		}
		s.Fail(http.MethodPost, "/blobs/uploads/", status, 2, nil)
		s.Fail(http.MethodPut, "/manifests/", status, 1, nil)
		if _, err := c.Push(t.Context(), index(t, 1000), "abc", nil); err != nil {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestFailuresThatStay(t *testing.T) {
	tests := []struct {
		status int
		class  registry.Class
		hint   string
	}{
		{503, registry.Broken, "The registry has trouble"},
		{429, registry.Limited, "Wait a few minutes"},
		{404, registry.NotFound, "Check the repository's name"},
		{403, registry.Forbidden, "lacks the scope write:packages"},
		{400, registry.Other, ""},
	}
	for _, tt := range tests {
		s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
		c := open(t, s, from("a", canary))
		s.Fail(http.MethodPost, "/blobs/uploads/", tt.status, 1000, nil)
		_, err := c.Push(t.Context(), index(t, 1000), "abc", nil)
		e, ok := errors.AsType[*registry.Error](err)
		if !ok || e.Class != tt.class || !strings.Contains(e.Hint(), tt.hint) || (e.Hint() == "") != (tt.hint == "") {
			t.Errorf("%d: %v, %+v", tt.status, err, e)
		}
	}
}

// A HEAD that is refused has no reason in its body. The message is that of the
// check, which asks in a way that is answered with one.
func TestForbiddenHead(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
	c := open(t, s, from("a", canary))
	s.Fail(http.MethodHead, "/blobs/", 403, 1000, nil)
	_, err := c.Push(t.Context(), index(t, 1000), "abc", nil)
	if kind(err) != registry.Forbidden || !strings.Contains(err.Error(), "403 Forbidden") {
		t.Errorf("got %v", err)
	}
}

// TestUntrusted tells a certificate that nobody here signed from a registry that
// is not there.
func TestUntrusted(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	c, err := registry.Open(registry.Options{Repository: strings.TrimPrefix(s.URL, "https://") + "/owner/bus", Pause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	err = c.Check(t.Context())
	if e, ok := errors.AsType[*registry.Error](err); !ok || !strings.HasPrefix(e.Hint(), "This machine does not trust the registry's certificate") {
		t.Errorf("got %#v", err)
	}
}

func TestUnreachable(t *testing.T) {
	s := registrytest.Start(t, nil)
	c, err := registry.Open(registry.Options{Repository: "127.0.0.1:1/owner/worker", Sources: []registry.Source{from("a", canary)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Check(t.Context()); kind(err) != registry.Unreachable || strings.Contains(err.Error(), canary) {
		t.Errorf("got %v, a %q", err, kind(err))
	}
	if _, err := registry.Open(registry.Options{Repository: "worker"}); err == nil {
		t.Error("a repository without a registry was accepted")
	}
	_ = s
}

func TestEnd(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
	stop := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(stop)
	c := open(t, s, from("a", canary))
	if err := c.Check(ctx); !errors.Is(err, stop) {
		t.Errorf("check: %v", err)
	}
	if _, err := c.Push(ctx, index(t, 10), "abc", nil); !errors.Is(err, stop) {
		t.Errorf("push: %v", err)
	}
	waiting := registry.Source{Name: "slow", Lease: func(ctx context.Context) (registry.Token, error) {
		<-ctx.Done()
		return registry.Token{}, ctx.Err()
	}}
	ctx, stopLater := context.WithCancelCause(t.Context())
	time.AfterFunc(10*time.Millisecond, func() { stopLater(stop) })
	if err := open(t, s, waiting).Check(ctx); !errors.Is(err, stop) {
		t.Errorf("while a source is asked: %v", err)
	}
}
