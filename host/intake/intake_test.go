package intake_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"systembus/host/intake"
)

// desk is a handler, what it has sent, and its inbox.
type desk struct {
	http.Handler
	sent     []string
	away     error
	draining bool
	inbox    string
}

func open(t *testing.T) *desk {
	d := &desk{inbox: filepath.Join(t.TempDir(), "inbox")}
	d.Handler = intake.Handler(intake.Options{
		Inbox: intake.Inbox(d.inbox), Log: slog.New(slog.DiscardHandler), Draining: func() bool { return d.draining },
		Send: func(_ context.Context, events json.RawMessage) ([]string, error) {
			d.sent = append(d.sent, string(events))
			return []string{"01"}, d.away
		},
	})
	return d
}

func (d *desk) ask(method, path, body string) (int, string) {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func TestEnqueue(t *testing.T) {
	tests := []struct {
		name, body string
		code       int
		sent, says string
	}{
		{"an event", `{"name":"a/b","source":"cli","data":{"n":1},"eventId":"e1","priority":2,"metadata":{"k":"v"}}`, 202,
			`[{"name":"a/b","data":{"n":1},"id":"e1","user":{"metadata":{"k":"v"},"priority":2,"source":"cli"}}]`, `"eventIds":["01"]`},
		{"the least", `{"name":"a/b"}`, 202, `[{"name":"a/b","data":{}}]`, `"ok":true`},
		{"no name", `{"data":{}}`, 400, "", `\"name\": want`},
		{"the server's name", `{"name":"Inngest/function.failed"}`, 400, "", "the server's own"},
		{"data that is no object", `{"name":"a/b","data":[1]}`, 400, "", "the body: json"},
		{"a misspelled key", `{"name":"a/b","eventid":"x","dta":{}}`, 400, "", "dta"},
		{"two values", `{"name":"a/b"}{"name":"c/d"}`, 400, "", "more than one"},
		{"not JSON", `name=a`, 400, "", "the body"},
		{"too large", `{"name":"` + strings.Repeat("a", 5<<20) + `"}`, 413, "", "larger than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t)
			code, text := d.ask("POST", "/internal/queue/enqueue", tt.body)
			if code != tt.code || !strings.Contains(text, tt.says) {
				t.Errorf("got %d %s, want %d with %s", code, text, tt.code, tt.says)
			}
			if got := strings.Join(d.sent, ""); got != tt.sent {
				t.Errorf("sent %s, want %s", got, tt.sent)
			}
		})
	}
	d := open(t)
	d.away = errors.New("http://server.invalid: connection refused")
	if code, text := d.ask("POST", "/internal/queue/enqueue", `{"name":"a/b"}`); code != 503 || strings.Contains(text, "server.invalid") {
		t.Errorf("without a server: %d %s", code, text)
	}
}

// A page of a stranger can make a browser post text, but not JSON.
func TestJSONAlone(t *testing.T) {
	d := open(t)
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "text/plain; application/json"} {
		r := httptest.NewRequest("POST", "/internal/queue/enqueue", strings.NewReader(`{"name":"a/b"}`))
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		if w.Code != 415 || len(d.sent) > 0 {
			t.Errorf("%q: %d %s", kind, w.Code, w.Body)
		}
	}
}

func TestDispatch(t *testing.T) {
	d := open(t)
	code, text := d.ask("POST", "/internal/agent-dispatch", `{"requestId":"r-1","task":"look"}`)
	if code != 202 || !strings.Contains(text, `"deduped":false`) {
		t.Errorf("got %d %s", code, text)
	}
	if want := `[{"name":"system/agent.requested","data":{"requestId":"r-1","task":"look"},"id":"agent-request-r-1"}]`; len(d.sent) != 1 || d.sent[0] != want {
		t.Errorf("sent %s, want %s", d.sent, want)
	}

	// Once there is a result, read or not, the same request asks for nothing.
	if code, text := d.ask("POST", "/internal/agent-result", `{"requestId":"r-1","status":"completed","text":"seen"}`); code != 200 {
		t.Fatalf("result: %d %s", code, text)
	}
	for _, folder := range []string{"", "ack"} {
		if folder != "" {
			if err := os.Mkdir(filepath.Join(d.inbox, folder), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(filepath.Join(d.inbox, "r-1.json"), filepath.Join(d.inbox, folder, "r-1.json")); err != nil {
				t.Fatal(err)
			}
		}
		code, text := d.ask("POST", "/internal/agent-dispatch", `{"requestId":"r-1"}`)
		if code != 200 || !strings.Contains(text, `"deduped":true`) || !strings.Contains(text, `"completed"`) || len(d.sent) != 1 {
			t.Errorf("again, with the result in %q: %d %s, sent %d", folder, code, text, len(d.sent))
		}
		if code, text := d.ask("GET", "/internal/agent-result/r-1", ""); code != 200 || !strings.Contains(text, `"text":"seen"`) {
			t.Errorf("reading it from %q: %d %s", folder, code, text)
		}
	}
}

// No id leads out of the inbox.
func TestIDs(t *testing.T) {
	d := open(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(d.inbox), "secret.json"), []byte(`{"requestId":"secret","status":"completed"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", "..", "../secret", "a/b", ".hidden", "a\x00b", "ü", strings.Repeat("a", 129)} {
		body, err := json.Marshal(map[string]string{"requestId": id, "status": "completed"})
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/internal/agent-dispatch", "/internal/agent-result"} {
			if code, text := d.ask("POST", path, string(body)); code != 400 {
				t.Errorf("%s with %q: %d %s", path, id, code, text)
			}
		}
	}
	for _, path := range []string{"/internal/agent-result/..%2Fsecret", "/internal/agent-await/..%2Fsecret?timeoutMs=0", "/internal/agent-result/%2e%2e"} {
		if code, text := d.ask("GET", path, ""); code == 200 || strings.Contains(text, "completed") {
			t.Errorf("%s: %d %s", path, code, text)
		}
	}
	if entries, err := os.ReadDir(d.inbox); err == nil && len(entries) > 0 {
		t.Errorf("files were written: %v", entries)
	}
}

func TestAwait(t *testing.T) {
	tests := []struct {
		name, path string
		results    []string
		drain      bool
		code       int
		says       string
		took       time.Duration
	}{
		{"it is there", "/internal/agent-await/r", []string{`{"requestId":"r","status":"completed","n":1}`}, false, 200, `"n":1`, 0},
		{"it comes", "/internal/agent-await/r", []string{"", `{"requestId":"r","status":"running"}`, `{"requestId":"r","status":"completed"}`}, false, 200, "completed", 2 * time.Second},
		{"it fails", "/internal/agent-await/r", []string{"", `{"requestId":"r","status":"failed","error":"no"}`}, false, 500, `"error":"no"`, time.Second},
		{"it does not come", "/internal/agent-await/r?timeoutMs=3000", nil, false, 504, "within 3s", 3 * time.Second},
		{"the worker stops", "/internal/agent-await/r", nil, true, 503, "ask the next one", 0},
		{"a bad time", "/internal/agent-await/r?timeoutMs=soon", nil, false, 400, "milliseconds", 0},
		{"too long a time", "/internal/agent-await/r?timeoutMs=3600001", nil, false, 400, "3600000", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := open(t)
				d.draining = tt.drain
				go func() {
					for i, text := range tt.results {
						if i > 0 {
							time.Sleep(time.Second)
						}
						if text != "" {
							d.ask("POST", "/internal/agent-result", text)
						}
					}
				}()
				synctest.Wait()
				begin := time.Now()
				code, text := d.ask("GET", tt.path, "")
				if code != tt.code || !strings.Contains(text, tt.says) {
					t.Errorf("got %d %s, want %d with %s", code, text, tt.code, tt.says)
				}
				if took := time.Since(begin); took < tt.took || took > tt.took+300*time.Millisecond {
					t.Errorf("it took %v, want %v", took, tt.took)
				}
			})
		})
	}
}

func TestRoutes(t *testing.T) {
	d := open(t)
	for path, code := range map[string]int{"/internal/nothing": 404, "/internal/agent-result": 405} {
		if got, text := d.ask("DELETE", path, ""); got != code {
			t.Errorf("DELETE %s: %d %s, want %d", path, got, text, code)
		}
	}
	if code, text := d.ask("GET", "/internal/agent-result/unknown", ""); code != 404 {
		t.Errorf("an unknown result: %d %s", code, text)
	}
}
