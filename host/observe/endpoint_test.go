package observe

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEndpoint(t *testing.T) {
	good := string(input("e", Info))
	tests := []struct {
		name, token, header, kind, body string
		status                          int
		answer                          string
	}{
		{"the token", "secret", "X-Otel-Emit-Token: secret", "application/json", good, 200, `{"ok":true,"stored":true,"eventId":"e"}`},
		{"the token by its other name", "secret", "X-Internal-Token: secret", "application/json; charset=utf-8", good, 200, `{"ok":true,"stored":true,"eventId":"e"}`},
		{"no token wanted", "", "", "", good, 200, `{"ok":true,"stored":true,"eventId":"e"}`},
		{"no token", "secret", "", "application/json", good, 401, `{"error":"the token is missing or wrong: send it as x-otel-emit-token","ok":false}`},
		{"half a token", "secret", "X-Otel-Emit-Token: sec", "application/json", good, 401, `{"error":"the token is missing or wrong: send it as x-otel-emit-token","ok":false}`},
		{"no token to compare with", "", "", "", good, 404, `{"error":"events are not taken here: the worker has no OTEL_EMIT_TOKEN","ok":false}`},
		{"no event", "", "", "application/json", `{"level":"info"}`, 400,
			`{"ok":false,"stored":false,"dropped":true,"dropReason":"invalid","error":"event: source: want a text, got nothing"}`},
		{"several", "", "", "application/json", "[" + good + "," + good + "]", 200,
			`{"ok":true,"receipts":[{"stored":true,"eventId":"e"},{"stored":true,"eventId":"e"}]}`},
		{"none", "", "", "application/json", "[]", 200, `{"ok":true,"receipts":[]}`},
		{"one of several is none", "", "", "application/json", "[" + good + ",7]", 400,
			`{"ok":false,"receipts":[{"stored":true,"eventId":"e"},{"stored":false,"dropped":true,"dropReason":"invalid","error":"event: want a JSON object"}]}`},
		{"a form", "", "", "application/x-www-form-urlencoded", good, 415, `{"error":"want application/json","ok":false}`},
		{"too much", "", "", "application/json", strings.Repeat(" ", maxBody) + good, 413, `{"error":"the body is larger than 1048576 bytes","ok":false}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := New(Options{Sinks: []Sink{&memory{}}, Log: quiet()})
			defer p.Close(t.Context())
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/observability/emit", strings.NewReader(tt.body))
			if tt.kind != "" {
				r.Header.Set("Content-Type", tt.kind)
			}
			if name, value, ok := strings.Cut(tt.header, ": "); ok {
				r.Header.Set(name, value)
			}
			w := httptest.NewRecorder()
			(&Endpoint{Pipeline: p, Token: func() string { return tt.token }, Open: tt.status != 404}).ServeHTTP(w, r)
			if w.Code != tt.status {
				t.Errorf("status %d, want %d", w.Code, tt.status)
			}
			if diff := cmp.Diff(tt.answer+"\n", w.Body.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestEndpointAfterTheEnd(t *testing.T) {
	p := New(Options{Sinks: []Sink{&memory{}}, Log: quiet()})
	p.Close(t.Context())
	w := httptest.NewRecorder()
	(&Endpoint{Pipeline: p, Token: func() string { return "" }, Open: true}).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(string(input("e", Info)))))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d, want 503", w.Code)
	}
}
