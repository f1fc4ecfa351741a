package webhook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/host/inngest"
	"systembus/host/isolate"
	"systembus/host/outbox"
	"systembus/host/signature"
	"systembus/host/webhook"
)

// plays answers for a provider's script.
type plays func(c isolate.WebhookCall) (string, error)

func (f plays) Webhook(_ context.Context, _ string, c isolate.WebhookCall) (json.RawMessage, error) {
	if c.Method == "normalize" && !json.Valid(c.Body) {
		return nil, &isolate.BodyError{Err: errors.New("it is not")}
	}
	text, err := f(c)
	if text == "" {
		return nil, err
	}
	return json.RawMessage(text), err
}

// one answers with a single event, whose key is the header x-id.
func one(c isolate.WebhookCall) (string, error) {
	return `[{"name":"it","data":{"a":1},"idempotencyKey":"` + c.Headers["x-id"] + `"}]`, nil
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// acme is a provider that is verified by a token.
func acme(change ...func(*bundler.Webhook)) []bundler.Script {
	w := &bundler.Webhook{ID: "acme", EventPrefix: "acme", Verify: &signature.Scheme{
		Scheme: "token", Header: "x-token", Secrets: []string{"ACME_SECRET"},
	}}
	for _, f := range change {
		f(w)
	}
	return []bundler.Script{{Path: "scripts/webhooks/acme.ts", Webhook: w}}
}

func secret(name string) []string {
	if name == "ACME_SECRET" {
		return []string{"s3cret"}
	}
	return nil
}

// post delivers a body with headers, "name: value".
func post(r http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, "/webhooks/acme", strings.NewReader(body))
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "remote" {
			req.RemoteAddr = value
			continue
		}
		req.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	return w
}

func TestAnswers(t *testing.T) {
	var out sent
	now := time.UnixMilli(1_760_000_000_000)
	r := webhook.New(webhook.Options{Scripts: plays(one), Secrets: secret, Send: out.send, Log: quiet(), Now: func() time.Time { return now }})
	r.Serve(acme())
	tests := []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/webhooks", 200, ""},
		{"GET", "/webhooks/", 200, ""},
		{"POST", "/webhooks", 405, "GET"},
		{"GET", "/webhooks/nobody", 404, ""},
		{"POST", "/webhooks/nobody", 404, ""},
		{"POST", "/webhooks/acme/more", 404, ""},
		{"POST", "/webhooks/..%2facme", 404, ""},
		{"GET", "/webhooks/acme", 405, "POST"},
		{"PUT", "/webhooks/acme", 405, "GET, POST"},
		{"DELETE", "/webhooks/acme", 405, "GET, POST"},
	}
	for _, tt := range tests {
		w := httptest.NewRecorder()
		r.ServeHTTP(w, httptest.NewRequest(tt.method, tt.path, nil))
		if w.Code != tt.status || w.Header().Get("Allow") != tt.allow {
			t.Errorf("%s %s: %d, Allow %q, want %d, %q", tt.method, tt.path, w.Code, w.Header().Get("Allow"), tt.status, tt.allow)
		}
		var doc struct {
			Error struct {
				Status  int
				Message string
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || tt.status != 200 && (doc.Error.Status != tt.status || doc.Error.Message == "") {
			t.Errorf("%s %s: %s, %v", tt.method, tt.path, w.Body, err)
		}
	}
	w := post(r, "{}", "x-token: s3cret", "x-id: 1")
	if diff := cmp.Diff(value(t, []byte(`{"ok":true,"status":200,"events":1,"duplicates":0,"ids":["1"]}`)), value(t, w.Body.Bytes())); diff != "" {
		t.Errorf("accepted (-want +got):\n%s", diff)
	}
	if got := string(bytes.Join(raws(out.take()), nil)); got != `{"name":"acme/it","data":{"a":1},"id":"1","ts":1760000000000}` {
		t.Errorf("sent %s", got)
	}
	w = post(r, "{}", "x-token: s3cret", "x-id: 1")
	if !strings.Contains(w.Body.String(), `"duplicates":1`) || len(out.take()) != 0 {
		t.Errorf("delivered again: %s", w.Body)
	}
}

func raws(in []json.RawMessage) [][]byte {
	var out [][]byte
	for _, m := range in {
		out = append(out, m)
	}
	return out
}

func TestScriptsMistakes(t *testing.T) {
	tests := []struct {
		name, answer string
		err          error
		status       int
	}{
		{"throws", "", &isolate.ScriptError{Message: "TypeError: s3cret is no function", Stack: "at /home/x"}, 500},
		{"refuses", "", &isolate.ScriptError{Message: "InvalidDelivery: no such customer"}, 400},
		{"hangs", "", errors.New("normalize did not answer within 5s"), 503},
		{"nothing", "", nil, 500},
		{"no list", `{"name":"x"}`, nil, 500},
		{"no name", `[{"data":{}}]`, nil, 500},
		{"no object", `[{"name":"x","data":[]}]`, nil, 500},
		{"one key twice", `[{"name":"x","idempotencyKey":"k"},{"name":"y","idempotencyKey":"k"}]`, nil, 500},
		{"no data", `[{"name":"x","data":null}]`, nil, 200},
		{"none", `[]`, nil, 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out sent
			r := webhook.New(webhook.Options{
				Scripts: plays(func(isolate.WebhookCall) (string, error) { return tt.answer, tt.err }), Secrets: secret, Send: out.send, Log: quiet(),
			})
			r.Serve(acme())
			w := post(r, "{}", "x-token: s3cret")
			if w.Code != tt.status {
				t.Errorf("%d %s, want %d", w.Code, w.Body, tt.status)
			}
			if strings.Contains(w.Body.String(), "s3cret") || strings.Contains(w.Body.String(), "/home") {
				t.Errorf("the answer tells too much: %s", w.Body)
			}
		})
	}
}

// A script that has too many deliveries to do is not held to have failed: they
// wait for their turn, without its time running, and are sent away only when
// that does not come.
func TestDeliveriesWaitForTheirTurn(t *testing.T) {
	seen := webhook.NewSeen(nil, quiet()) // it has a goroutine for as long as it lives
	synctest.Test(t, func(t *testing.T) {
		var atOnce, most atomic.Int64
		r := webhook.New(webhook.Options{
			Secrets: secret, Send: (&sent{}).send, Log: quiet(), Seen: seen, Scripts: plays(func(c isolate.WebhookCall) (string, error) {
				for n := atOnce.Add(1); n > most.Load(); {
					most.Store(n)
				}
				defer atOnce.Add(-1)
				time.Sleep(3 * time.Second)
				return one(c)
			}),
		})
		r.Serve(acme())
		var all sync.WaitGroup
		answers := make(chan int, 1000)
		for n := range 600 {
			all.Go(func() {
				w := post(r, "{}", "x-token: s3cret", fmt.Sprintf("x-id: %d", n))
				if w.Code == 503 && w.Header().Get("Retry-After") == "" {
					t.Error("it does not say when to come again")
				}
				answers <- w.Code
			})
		}
		all.Wait()
		close(answers)
		got := map[int]int{}
		for code := range answers {
			got[code]++
		}
		if diff := cmp.Diff(map[int]int{200: 512, 503: 88}, got); diff != "" || most.Load() != 256 {
			t.Errorf("%d at once; answers (-want +got):\n%s", most.Load(), diff)
		}
	})
}

func TestSecretsThatAreMissing(t *testing.T) {
	values := map[string][]string{}
	r := webhook.New(webhook.Options{
		Scripts: plays(one), Secrets: func(name string) []string { return values[name] }, Log: quiet(), Enabled: []string{"acme", "gone"},
		Send: (&sent{}).send,
	})
	r.Serve(acme())
	want := []string{"webhook acme: ACME_SECRET is not set: set it, or name those to serve in --providers (HOST_WEBHOOK_PROVIDERS)",
		"webhook gone: it is enabled, and there is no file of that name"}
	if diff := cmp.Diff(want, r.Unready()); diff != "" {
		t.Errorf("unready (-want +got):\n%s", diff)
	}
	for _, token := range []string{"", "x"} {
		if w := post(r, "{}", "x-token: "+token); w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("token %q: %d %s", token, w.Code, w.Body)
		}
	}
	values["ACME_SECRET"] = []string{"\n"}
	if w := post(r, "{}", "x-token: "); w.Code != 503 {
		t.Errorf("an empty secret: %d", w.Code)
	}
	r.Serve(acme(func(w *bundler.Webhook) { w.Verify.Scheme = "ed25519" }))
	values["ACME_SECRET"] = []string{"no key"}
	if got := r.Unready()[0]; !strings.HasPrefix(got, "webhook acme: ACME_SECRET: the secret is not an Ed25519 public key") {
		t.Errorf("a key that is none: %s", got)
	}
	if w := post(r, "{}", "x-token: AAAA"); w.Code != 503 {
		t.Errorf("a key that is none: %d", w.Code)
	}
	r.Serve(nil)
	if diff := cmp.Diff(want[1:], r.Unready()[1:]); diff != "" {
		t.Error(diff)
	}
}

func TestFailuresAreLimited(t *testing.T) {
	now := time.Unix(1_760_000_000, 0)
	proxies, err := webhook.ParseProxies([]string{"10.0.0.0/8", "::1"})
	if err != nil {
		t.Fatal(err)
	}
	r := webhook.New(webhook.Options{
		Scripts: plays(one), Secrets: secret, Send: (&sent{}).send, Log: quiet(), Proxies: proxies, Now: func() time.Time { return now },
	})
	r.Serve(acme())
	fail := func(n int, headers ...string) (last int) {
		for range n {
			last = post(r, "{}", append(headers, "x-token: wrong")...).Code
		}
		return last
	}
	good := func(headers ...string) int { return post(r, "{}", append(headers, "x-token: s3cret")...).Code }

	direct := "remote: 203.0.113.7:1"
	if got := fail(20, direct); got != 401 {
		t.Errorf("the 20th failure: %d", got)
	}
	if got := fail(1, direct); got != 429 {
		t.Errorf("the 21st: %d", got)
	}
	if got := good(direct, "X-Forwarded-For: 198.51.100.1"); got != 429 {
		t.Errorf("a header got it past the limit: %d", got)
	}
	if got := good("remote: 203.0.113.8:1"); got != 200 {
		t.Errorf("another client: %d", got)
	}
	now = now.Add(time.Minute)
	if got := good(direct); got != 200 {
		t.Errorf("a minute later: %d", got)
	}

	proxied := "remote: 10.1.2.3:1"
	if got := fail(21, proxied, "X-Forwarded-For: 6.6.6.6, 198.51.100.9, 10.9.9.9"); got != 429 {
		t.Errorf("through proxies: %d", got)
	}
	if got := good(proxied, "X-Forwarded-For: 7.7.7.7, 198.51.100.9"); got != 429 {
		t.Errorf("the same client, who writes another address in front: %d", got)
	}
	if got := good(proxied, "X-Forwarded-For: 198.51.100.10"); got != 200 {
		t.Errorf("another client of the proxy: %d", got)
	}
	if got := fail(21, "remote: [2001:db8::1]:1"); got != 429 {
		t.Errorf("IPv6: %d", got)
	}
	if got := good("remote: [2001:db8::2]:1"); got != 429 {
		t.Errorf("a neighbour in the same network: %d", got)
	}
	// A proxy that nobody named: others must not suffer for one.
	unknown := []string{"remote: 192.168.0.1:1", "X-Forwarded-For: 198.51.100.20"}
	if got := fail(21, unknown...); got != 429 {
		t.Errorf("through an unknown proxy: %d", got)
	}
	if got := good(unknown...); got != 200 {
		t.Errorf("a good delivery through it: %d", got)
	}
	if _, err := webhook.ParseProxies([]string{"proxy"}); err == nil {
		t.Error("a name was taken for an address")
	}
}

func TestChallenges(t *testing.T) {
	r := webhook.New(webhook.Options{
		Secrets: secret, Send: (&sent{}).send, Log: quiet(), Scripts: plays(func(c isolate.WebhookCall) (string, error) {
			return map[string]string{"text": `{"body":"<b>","status":202}`, "json": `{"body":{"a":1}}`, "bad": `{"status":7}`}[c.Query["as"]], nil
		}),
	})
	get := func(query string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/webhooks/acme?"+query, nil))
		return w
	}
	r.Serve(acme(func(w *bundler.Webhook) {
		w.Verify = &signature.Scheme{Scheme: "hmac-sha256", Header: "x-sig", Prefix: "sha256=", Encoding: "base64", Secrets: []string{"ACME_SECRET"}}
		w.Challenge = &bundler.Challenge{Kind: "hmac", Parameter: "crc_token", Field: "response_token", Prefix: "sha256="}
	}))
	for query, status := range map[string]int{
		"crc_token=abc-DEF_1": 200, "": 400, "crc_token=": 400, "crc_token=%7B%7D": 400, "crc_token=a.b": 400, "crc_token=1%0A": 400,
		"crc_token=" + strings.Repeat("a", 129): 400,
	} {
		if w := get(query); w.Code != status {
			t.Errorf("%q: %d %s, want %d", query, w.Code, w.Body, status)
		}
	}
	// What the challenge gives away is no signature of a delivery.
	var answer map[string]string
	if err := json.Unmarshal(get("crc_token=12345").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if w := post(r, "12345", "x-sig: "+answer["response_token"]); w.Code != 401 {
		t.Errorf("a delivery signed by the challenge: %d %s", w.Code, w.Body)
	}
	limited := 0
	for range 70 {
		if get("crc_token=a").Code == 429 {
			limited++
		}
	}
	if limited == 0 {
		t.Error("challenges without end")
	}

	r.Serve(acme(func(w *bundler.Webhook) { w.ID, w.Challenge = "other", &bundler.Challenge{Kind: "script"} }))
	r2 := httptest.NewRequest(http.MethodGet, "/webhooks/acme?as=text", nil)
	r2.RemoteAddr = "203.0.113.99:1"
	w := httptest.NewRecorder()
	r.ServeHTTP(w, r2)
	if w.Code != 202 || w.Body.String() != "<b>" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("a text: %d %s %s", w.Code, w.Header(), w.Body)
	}
}

// TestOutbox has the server away, and then unwilling.
func TestOutbox(t *testing.T) {
	box, err := outbox.Open(t.TempDir(), outbox.Options{MaxItems: 3})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	out := &sent{err: errors.New("connection refused")}
	now := time.UnixMilli(1_760_000_000_000)
	r := webhook.New(webhook.Options{Scripts: plays(one), Secrets: secret, Send: out.send, Log: quiet(), Now: func() time.Time { return now }})
	r.Serve(acme())
	r.Use(box, nil)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = r.Run(ctx)
	}()
	defer func() { stop(); <-done }()
	for _, id := range []string{"1", "2", "3"} {
		if w := post(r, "{}", "x-token: s3cret", "x-id: "+id); w.Code != 200 {
			t.Errorf("%s: %d %s", id, w.Code, w.Body)
		}
	}
	if w := post(r, "{}", "x-token: s3cret", "x-id: 4"); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("a full outbox and no server: %d %s", w.Code, w.Body)
	}
	if s := r.Outbox(); len(s) != 1 || s[0].Queue != "webhook/acme" || s[0].Waiting != 3 {
		t.Errorf("outbox: %+v", s)
	}
	out.mu.Lock()
	out.err = nil
	out.mu.Unlock()
	await(t, func() bool { return r.Outbox()[0].Waiting == 0 })
	// Their time is that of their delivery, however long they waited.
	want := `{"name":"acme/it","data":{"a":1},"id":"1","ts":1760000000000}{"name":"acme/it","data":{"a":1},"id":"2","ts":1760000000000}{"name":"acme/it","data":{"a":1},"id":"3","ts":1760000000000}`
	if got := string(bytes.Join(raws(out.take()), nil)); got != want {
		t.Errorf("sent %s", got)
	}
	if w := post(r, "{}", "x-token: s3cret", "x-id: 4"); w.Code != 200 {
		t.Errorf("what was not accepted, delivered again: %d %s", w.Code, w.Body)
	}
	await(t, func() bool { return len(out.take()) == 1 })

	out.mu.Lock()
	out.err = &inngest.APIError{Status: 400}
	out.mu.Unlock()
	if w := post(r, "{}", "x-token: s3cret", "x-id: 5"); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	await(t, func() bool { s := r.Outbox(); return len(s) == 1 && s[0].Dead == 1 })
}

func await(t *testing.T, ready func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ready(); {
		if time.Now().After(end) {
			t.Fatal("it did not come")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// FuzzReceive: whatever a stranger sends, nothing is accepted and nothing
// fails; what the provider sends never fails for its form alone.
func FuzzReceive(f *testing.F) {
	f.Add("sha256=00", "application/json", "1760000000", []byte("{}"))
	f.Add("", "text/plain; charset=\xff", "-1", []byte("\xff\xfe"))
	f.Add("t=1,v1=2", "application/x+json", "2025-10-09T08:53:20Z", bytes.Repeat([]byte("["), 300))
	router := webhook.New(webhook.Options{Scripts: plays(one), Secrets: secret, Send: (&sent{}).send, Log: quiet()})
	router.Serve(acme(func(w *bundler.Webhook) {
		w.Verify = &signature.Scheme{Scheme: "hmac-sha256", Header: "x-sig", Signed: "{timestamp}.{raw}", TimestampHeader: "x-time", Secrets: []string{"ACME_SECRET"}}
	}))
	provider := router.Providers()[0]
	var client atomic.Uint32 // another each time: nobody is sent away for what others did
	f.Fuzz(func(t *testing.T, sig, kind, stamp string, body []byte) {
		n := client.Add(1)
		stranger := netip.AddrPortFrom(netip.AddrFrom4([4]byte{100, byte(n >> 16), byte(n >> 8), byte(n)}), 1).String()
		req := httptest.NewRequest(http.MethodPost, "/webhooks/acme", bytes.NewReader(body))
		req.Header = http.Header{"X-Sig": {sig}, "Content-Type": {kind}, "X-Time": {stamp}}
		req.RemoteAddr = stranger
		w := httptest.NewRecorder()
		router.ServeHTTP(w, req)
		if w.Code < 400 || w.Code >= 500 {
			t.Fatalf("a stranger was answered %d %s", w.Code, w.Body)
		}
		h, err := provider.Sign(webhook.Example{Header: http.Header{}, Body: body}, secret, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		req = httptest.NewRequest(http.MethodPost, "/webhooks/acme", bytes.NewReader(body))
		req.Header, req.RemoteAddr = h, "203.0.113.1:1"
		w = httptest.NewRecorder()
		router.ServeHTTP(w, req)
		want := http.StatusOK
		switch {
		case len(body) > webhook.DefaultMaxBody:
			want = http.StatusRequestEntityTooLarge
		case !json.Valid(body) || strings.Contains(w.Body.String(), "nested"):
			want = http.StatusBadRequest
		}
		if w.Code != want {
			t.Fatalf("%q was answered %d %s, want %d", body, w.Code, w.Body, want)
		}
	})
}
