package webhook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/bundler/shims"
	"systembus/host/isolate"
	"systembus/host/library"
	"systembus/host/webhook"
	"systembus/jsapi"
	"systembus/jsapi/client"
	"systembus/jsapi/step"
)

var update = flag.Bool("update", false, "write what deliveries come to into the fixtures")

const root = "../.."

// lent is what the repository's providers may import.
type lent struct{ shims.Modules }

// built are the repository's providers, loaded, once for all tests.
var built = sync.OnceValues(func() (*isolate.Pool, []bundler.Script) {
	entries, problems := bundler.Discover(root, []string{"scripts/webhooks"})
	if len(problems) > 0 {
		panic(problems)
	}
	lib := jsapi.NewLibrary(append(library.Modules(library.Options{Lookup: func(string) (string, bool) { return "", false }}),
		step.Module(), client.Module(nil))...)
	pool := isolate.NewPool(isolate.Options{Library: lib, Setup: library.Setup()})
	var sources []isolate.Source
	var scripts []bundler.Script
	for _, r := range bundler.New(bundler.Options{Root: root, Modules: lent{}}).Build(context.Background(), entries) {
		if !r.OK() {
			panic(r.Problems)
		}
		src := isolate.Source{Path: r.Path, Hash: r.Hash, Root: root, Code: func() ([]byte, []byte, error) { return r.Code, r.Map, nil }}
		def, err := pool.Evaluate(context.Background(), src)
		if err != nil {
			panic(err)
		}
		sources = append(sources, src)
		scripts = append(scripts, bundler.Script{Path: r.Path, Hash: r.Hash, Webhook: def.Webhook})
	}
	pool.Serve(sources)
	return pool, scripts
})

// sent collects what a router sends.
type sent struct {
	mu     sync.Mutex
	events []json.RawMessage
	err    error
}

func (s *sent) send(_ context.Context, text json.RawMessage) error {
	var events []json.RawMessage
	if err := json.Unmarshal(text, &events); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.events = append(s.events, events...)
	}
	return s.err
}

func (s *sent) take() []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.events
	s.events = nil
	return taken
}

// TestFixtures delivers every case of every provider's fixtures.
func TestFixtures(t *testing.T) {
	pool, scripts := built()
	for _, script := range scripts {
		t.Run(script.Route(), func(t *testing.T) {
			file := filepath.Join(root, strings.TrimSuffix(script.Path, ".ts")+".txtar")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("every provider has fixtures: %v", err)
			}
			fixture, err := webhook.ParseFixture(text)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range fixture.Deliveries {
				t.Run(e.Name, func(t *testing.T) {
					got, answer := deliver(t, pool, script, fixture, webhook.Case{Name: e.Name, Delivery: e.Name})
					if answer.Status != http.StatusOK {
						t.Fatalf("answered %d %s", answer.Status, answer.Reason)
					}
					if *update {
						text = bytes.Replace(text, e.Events, pretty(t, got), 1)
						return
					}
					if diff := cmp.Diff(value(t, e.Events), value(t, pretty(t, got))); diff != "" {
						t.Errorf("events (-want +got):\n%s", diff)
					}
				})
			}
			for _, c := range fixture.Cases {
				t.Run(c.Name, func(t *testing.T) {
					got, answer := deliver(t, pool, script, fixture, c)
					if answer.Status != c.Status || answer.Reason != c.Reason {
						t.Errorf("answered %d %s, want %d %s", answer.Status, answer.Reason, c.Status, c.Reason)
					}
					if c.Status != http.StatusOK && len(got) > 0 {
						t.Errorf("sent %s", got)
					}
				})
			}
			for _, want := range []string{"valid", "tampered", "wrong secret", "rotated secret", "missing header", "wrong algorithm", "multiple signatures", "non-UTF-8", "oversized", "empty", "duplicate"} {
				has(t, fixture, want)
			}
			if v := script.Webhook.Verify; v.TimestampHeader != "" || v.Fields != nil {
				has(t, fixture, "stale")
				has(t, fixture, "future")
			}
			if *update {
				if err := os.WriteFile(file, text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func has(t *testing.T, f *webhook.Fixture, name string) {
	t.Helper()
	for _, c := range f.Cases {
		if c.Name == name {
			return
		}
	}
	t.Errorf("the table has no case %q", name)
}

// deliver makes a case's request to a router of its own.
func deliver(t *testing.T, pool *isolate.Pool, script bundler.Script, f *webhook.Fixture, c webhook.Case) ([]json.RawMessage, webhook.Delivery) {
	t.Helper()
	var out sent
	var answer webhook.Delivery
	now := time.Now()
	router := webhook.New(webhook.Options{
		Scripts: pool, Secrets: func(name string) []string { return f.Secrets[name] }, Send: out.send,
		Observe: func(d webhook.Delivery) { answer = d }, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return now },
	})
	router.Serve([]bundler.Script{script})
	provider := router.Providers()[0]
	r, err := provider.Prepare(f, c, now)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < 1 || r.Twice && n < 2; n++ {
		req := httptest.NewRequest(http.MethodPost, "/webhooks/"+script.Route(), bytes.NewReader(r.Body))
		req.Header = r.Header
		w := httptest.NewRecorder()
		router.ServeHTTP(w, req)
		if w.Code != answer.Status {
			t.Errorf("answered %d, and observed %d", w.Code, answer.Status)
		}
		for _, secrets := range f.Secrets {
			for _, secret := range secrets {
				if strings.Contains(w.Body.String(), secret) {
					t.Errorf("the answer holds a secret: %s", w.Body)
				}
			}
		}
	}
	events := out.take()
	for i, e := range events { // The time at which it came is in no fixture.
		events[i] = bytes.Replace(e, fmt.Appendf(nil, `,"ts":%d`, now.UnixMilli()), nil, 1)
	}
	return events, answer
}

func pretty(t *testing.T, events []json.RawMessage) []byte {
	t.Helper()
	if events == nil {
		events = []json.RawMessage{}
	}
	text, err := json.MarshalIndent(events, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

func value(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return v
}
