package isolate_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/host/isolate"
	"systembus/host/signature"
)

const provider = `
let seen = 0;
exports.default = {
  id: "acme", eventPrefix: "acme/",
  verify: async (raw, headers) => raw instanceof Uint8Array && raw[0] === 255 && headers["x-sig"] === "good",
  secrets: ["ACME_SECRET"], maxBody: 10,
  async normalize(body, headers) {
    seen++;
    if (body.spin) for (;;);
    if (body.hang) await new Promise(() => {});
    if (body.wait) await new Promise((done) => setTimeout(done, 5000));
    if (body.fail) throw new TypeError("no such thing");
    return [{ name: "it", data: { body, seen, self: this.id }, idempotencyKey: headers["x-id"] }];
  },
  challenge: (query) => ({ body: query.echo }),
};`

func TestWebhook(t *testing.T) {
	p := pool(t, provider)
	call := func(method, body string, headers map[string]string) (string, error) {
		got, err := p.Webhook(t.Context(), "scripts/functions/x.ts", isolate.WebhookCall{
			Method: method, Body: []byte(body), Headers: headers, Query: map[string]string{"echo": "hello"}, Timeout: 300 * time.Millisecond,
		})
		return string(got), err
	}
	tests := []struct {
		method, body string
		headers      map[string]string
		want         string
	}{
		{"verify", "\xff{}", map[string]string{"x-sig": "good"}, "true"},
		{"verify", "{}", map[string]string{"x-sig": "good"}, "false"},
		{"normalize", `{"b":1,"a":2}`, map[string]string{"x-id": "7"},
			`[{"name":"it","data":{"body":{"b":1,"a":2},"seen":1,"self":"acme"},"idempotencyKey":"7"}]`},
		{"challenge", "", nil, `{"body":"hello"}`},
	}
	for _, tt := range tests {
		if got, err := call(tt.method, tt.body, tt.headers); err != nil || got != tt.want {
			t.Errorf("%s %q: got %s, %v, want %s", tt.method, tt.body, got, err, tt.want)
		}
	}
	failures := []struct{ body, want string }{
		{`{"fail":true}`, "no such thing"},
		{`{"hang":true}`, "it waits for something that nothing in flight will bring"},
		{`{"wait":true}`, "normalize did not answer within 300ms"},
		{`nothing`, "unexpected token"},
	}
	for _, tt := range failures {
		if _, err := call("normalize", tt.body, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.body, err, tt.want)
		}
	}
	var thrown *isolate.ScriptError
	if _, err := call("normalize", `{"fail":true}`, nil); !errors.As(err, &thrown) || !strings.Contains(thrown.Message, "TypeError: no such thing") {
		t.Errorf("what was thrown: %v", err)
	}
	if got := p.Stats(); got.Condemned != 0 || got.Loads != 1 {
		t.Errorf("waiting has condemned an isolate: %+v", got)
	}
	if _, err := call("normalize", `{"spin":true}`, nil); err == nil || !strings.Contains(err.Error(), "did not answer within") {
		t.Errorf("an endless loop: %v", err)
	}
	if got, err := call("normalize", `{}`, nil); err != nil || !strings.Contains(got, `"seen":1`) {
		t.Errorf("after it: %s, %v, want a fresh isolate", got, err)
	}
	if got := p.Stats(); got.Condemned != 1 {
		t.Errorf("an endless loop: %+v", got)
	}
}

func TestWebhookDefinition(t *testing.T) {
	tests := []struct {
		name, code string
		want       *bundler.Webhook
		fault      string
	}{
		{"a function verifies", provider, &bundler.Webhook{
			ID: "acme", EventPrefix: "acme", Secrets: []string{"ACME_SECRET"}, MaxBody: 10, Challenge: &bundler.Challenge{Kind: "script"},
		}, ""},
		{"a scheme", `exports.default = { id: "x", eventPrefix: "", normalize() {}, challenge: { kind: "echo", header: "h" },
			verify: { scheme: "hmac-sha1", header: "s", secrets: ["A"], tolerance: 90 } }`, &bundler.Webhook{
			ID:        "x",
			Verify:    &signature.Scheme{Scheme: "hmac-sha1", Header: "s", Secrets: []string{"A"}, Tolerance: signature.Duration(90 * time.Second)},
			Challenge: &bundler.Challenge{Kind: "echo", Header: "h"},
		}, ""},
		{"the older form, under any name", `
			exports.acmeProvider = { id: "acme", eventPrefix: "acme", verifySignature() {}, normalizePayload() {}, buildChallengeResponse() {} };
			exports.other = 1; exports.again = exports.acmeProvider; exports.nothing = null;`, &bundler.Webhook{
			ID: "acme", EventPrefix: "acme", Challenge: &bundler.Challenge{Kind: "script"},
		}, ""},
		{"none", `exports.default = { id: "x" }; exports.f = () => {}`, nil, ""},
		{"two", `exports.a = { id: "a", eventPrefix: "", verifySignature() {}, normalizePayload() {} }; exports.b = { ...exports.a };`,
			nil, "the exports a and b are all webhooks: a file holds one"},
		{"no verification", `exports.default = { id: "x", eventPrefix: "", normalize() {} }`, nil, "say how its deliveries are signed"},
		{"a misspelled member", `exports.default = { id: "x", eventPrefix: "", normalize() {}, verify: { scheme: "token", heder: "h" } }`,
			nil, `unknown field "heder"`},
		{"no id", `exports.default = { eventPrefix: "", normalize() {}, verify() {} }`, nil, "no id or eventPrefix"},
		{"a tolerance that is none", `exports.default = { id: "x", eventPrefix: "", normalize() {}, verify: { scheme: "token", tolerance: "soon" } }`,
			nil, `"soon" is not a duration`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := pool(t, "").Evaluate(t.Context(), source(tt.code))
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("got %v, want %q", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.Webhook); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOlderWebhook(t *testing.T) {
	p := pool(t, `exports.x = { id: "x", eventPrefix: "x",
		verifySignature(raw, headers) { return this.id + raw + headers.a === "x\ufffd!b" },
		normalizePayload: (body) => body.list, buildChallengeResponse: (query) => ({ status: 400, body: query }) }`)
	for _, tt := range []struct{ method, body, want string }{
		{"verify", "\xff!", "true"},
		{"normalize", `{"list":[]}`, "[]"},
		{"normalize", `{}`, ""},
		{"challenge", "", `{"status":400,"body":{"q":"1"}}`},
	} {
		got, err := p.Webhook(t.Context(), "scripts/functions/x.ts", isolate.WebhookCall{
			Method: tt.method, Body: []byte(tt.body), Headers: map[string]string{"a": "b"}, Query: map[string]string{"q": "1"}, Timeout: time.Second,
		})
		if err != nil || string(got) != tt.want {
			t.Errorf("%s %q: got %s, %v, want %s", tt.method, tt.body, got, err, tt.want)
		}
	}
}
