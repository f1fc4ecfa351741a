package inngest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"systembus/bundler"
	"systembus/host/inngest"
	"systembus/jsapi/step"
)

// scripted is a Player whose functions do what f says.
type scripted func(in step.Input, e step.Engine)

func (f scripted) Play(_ context.Context, _ string, in step.Input, start func(step.Host) step.Engine) error {
	f(in, start(instant{}))
	return nil
}

// instant is a Host without a loop: what is asked of it happens at once.
type instant struct{}

func (instant) After(time.Duration, func()) func()         { return func() {} }
func (instant) Go(work func(context.Context), then func()) { work(context.Background()); then() }
func (instant) Finish()                                    {}

func handler(t *testing.T, env inngest.Environment, play scripted) *inngest.Handler {
	t.Helper()
	client := &inngest.Client{Env: env}
	h := &inngest.Handler{Edges: inngest.Edges{Env: env, Registrar: inngest.NewRegistrar(client, inngest.App{ID: "app"}, nil)}, Player: play, Client: client}
	err := h.Serve("app", []inngest.Served{{Script: "x.ts", Function: bundler.Function{ID: "f", Dialect: 3, Failure: true}}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func returns(text string) scripted {
	return func(_ step.Input, e step.Engine) { e.Settled(step.Result{Data: json.RawMessage(text)}) }
}

const goodCall = `{"ctx":{"run_id":"r","stack":{"stack":[]}},"event":{"name":"a/b","data":{}},"events":[{"name":"a/b","data":{}}],"steps":{}}`

// replied is an answer that was read to its end.
type replied struct {
	status int
	header http.Header
	body   string
}

func post(h http.Handler, url, body string, header ...string) replied {
	r := httptest.NewRequest("POST", url, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return replied{w.Code, w.Header(), w.Body.String()}
}

// A run is over when its function has returned, however the answer says so:
// with 200, or among the steps of a checkpointed call.
func TestReturned(t *testing.T) {
	const call = `{"ctx":{"run_id":"r","fn_id":"f","stack":{"stack":[]}},"event":{"name":"a/b","data":{}},"events":[{"name":"a/b","data":{}}],"steps":{}}`
	waits := func(_ step.Input, e step.Engine) {
		if err := e.Found(&step.Step{Op: step.Op{ID: "1", Op: "Sleep"}}, nil); err != nil {
			t.Error(err)
		}
		e.Drained(0)
	}
	for _, c := range []struct {
		name     string
		dialect  int
		play     scripted
		status   int
		returned bool
	}{
		{"it returned", 3, returns(`1`), 200, true},
		{"it returned in a checkpointed call", 4, returns(`1`), 206, true},
		{"it waits", 3, waits, 206, false},
		{"it threw", 3, func(_ step.Input, e step.Engine) { e.Settled(step.Result{Err: &step.Error{Name: "Error"}}) }, 500, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := handler(t, inngest.Environment{Mode: inngest.Dev}, c.play)
			if err := h.Serve("app", []inngest.Served{{Script: "x.ts", Function: bundler.Function{ID: "f", Dialect: c.dialect}}}); err != nil {
				t.Fatal(err)
			}
			var got inngest.CallReport
			h.Observe = func(r inngest.CallReport) { got = r }
			post(h, "/api/inngest?fnId=app-f&stepId=step", call)
			if got.Status != c.status || got.Returned != c.returned {
				t.Errorf("status %d, returned %t; want %d, %t", got.Status, got.Returned, c.status, c.returned)
			}
		})
	}
}

// Whatever is wrong with a request, the answer says so with the right status,
// and tells a stranger nothing of the host.
func TestBadRequests(t *testing.T) {
	const key = "signkey-test-0123456789abcdef"
	cloud := inngest.Environment{Mode: inngest.Cloud, SigningKey: key, API: "http://server.invalid"}
	dev := inngest.Environment{Mode: inngest.Dev, API: "http://server.invalid"}
	now := time.Now()
	sign := func(body string, at time.Time, k inngest.Key) string { return inngest.SignRequest([]byte(body), k, at) }
	for _, c := range []struct {
		name, url, body, signature string
		env                        inngest.Environment
		status                     int
		want                       string
	}{
		{"good", "/?fnId=app-f&stepId=step", goodCall, "", dev, 200, `"ok"`},
		{"good without a step", "/?fnId=app-f", goodCall, "", dev, 200, `"ok"`},
		{"good and signed", "/?fnId=app-f&stepId=step", goodCall, sign(goodCall, now, key), cloud, 200, `"ok"`},
		{"failure handler", "/?fnId=app-f-failure&stepId=step", goodCall, "", dev, 200, `"ok"`},
		{"truncated JSON", "/?fnId=app-f", goodCall[:40], "", dev, 400, `not a call request: unexpected end of JSON input`},
		{"empty", "/?fnId=app-f", "", "", dev, 400, `not a call request`},
		{"not an object", "/?fnId=app-f", `[1]`, "", dev, 400, `not a call request`},
		{"no context", "/?fnId=app-f", `{"event":{}}`, "", dev, 400, `has no \"ctx\"`},
		{"no event", "/?fnId=app-f", `{"ctx":{}}`, "", dev, 400, `has no \"event\"`},
		{"a context of another kind", "/?fnId=app-f", `{"ctx":{"attempt":"x"},"event":{}}`, "", dev, 400, `\"ctx\"`},
		{"unknown function", "/?fnId=app-nope", goodCall, "", dev, 404, `no function \"app-nope\" is served here`},
		{"no function", "/", goodCall, "", dev, 404, `no function \"\" is served here`},
		{"unsigned", "/?fnId=app-f", goodCall, "", cloud, 401, `Unauthorized`},
		{"malformed signature", "/?fnId=app-f", goodCall, "t=x", cloud, 401, `Unauthorized`},
		{"wrong key", "/?fnId=app-f", goodCall, sign(goodCall, now, "signkey-test-ffff"), cloud, 401, `Unauthorized`},
		{"another body", "/?fnId=app-f", goodCall + " ", sign(goodCall+"x", now, key), cloud, 401, `Unauthorized`},
		{"stale", "/?fnId=app-f", goodCall, sign(goodCall, now.Add(-6*time.Minute), key), cloud, 401, `Unauthorized`},
		{"from the future", "/?fnId=app-f", goodCall, sign(goodCall, now.Add(6*time.Minute), key), cloud, 401, `Unauthorized`},
		{"unsigned and unknown", "/?fnId=app-nope", "{", "", cloud, 401, `Unauthorized`},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := post(handler(t, c.env, returns(`"ok"`)), c.url, c.body, inngest.HeaderSignature, c.signature)
			if res.status != c.status || !strings.Contains(res.body, c.want) {
				t.Errorf("%d %s; want %d with %q", res.status, res.body, c.status, c.want)
			}
			if c.status == 401 {
				if strings.Contains(res.body, "app") || res.header.Get(inngest.HeaderSDK) != "" {
					t.Errorf("a stranger learns too much: %v %s", res.header, res.body)
				}
			}
			if c.env.Mode == inngest.Cloud && c.status == 200 {
				if _, err := inngest.Verify(res.header.Get(inngest.HeaderSignature), []byte(res.body), []inngest.Key{key}, time.Now()); err != nil {
					t.Errorf("the answer's signature: %v", err)
				}
			}
		})
	}
}

func TestOversized(t *testing.T) {
	h := handler(t, inngest.Environment{Mode: inngest.Dev}, returns(`1`))
	for name, r := range map[string]*http.Request{
		"announced": httptest.NewRequest("POST", "/?fnId=app-f", io.LimitReader(zeros{}, inngest.MaxCallBody+1)),
		"chunked":   httptest.NewRequest("POST", "/?fnId=app-f", io.LimitReader(zeros{}, inngest.MaxCallBody+1)),
		"cut short": httptest.NewRequest("POST", "/?fnId=app-f", strings.NewReader("{")),
	} {
		want := http.StatusRequestEntityTooLarge
		switch name {
		case "announced":
			r.ContentLength = inngest.MaxCallBody + 1
		case "chunked":
			r.ContentLength = -1
		case "cut short":
			r.ContentLength = 10
			want = http.StatusBadRequest
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", name, w.Code, want)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestMethods(t *testing.T) {
	h := handler(t, inngest.Environment{Mode: inngest.Cloud}, returns(`1`))
	for _, method := range []string{"PATCH", "DELETE", "OPTIONS", "HEAD"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, "/", nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, POST, PUT" {
			t.Errorf("%s: %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

// A call that is too large carries neither events nor results: they are read
// from the server.
func TestUseAPI(t *testing.T) {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/v0/runs/r/batch":
			_, _ = io.WriteString(w, `[{"name":"big/one","data":{"n":1}},{"name":"big/two"}]`)
		case "/v0/runs/r/actions":
			_, _ = fmt.Fprintf(w, `{%q:{"data":"A"}}`, step.Hash("a"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer api.Close()
	call := func(run string) (string, replied) {
		var got string
		h := handler(t, inngest.Environment{Mode: inngest.Dev, API: api.URL}, func(in step.Input, e step.Engine) {
			got = fmt.Sprintf("%s %s memoized=%v", in.Event, in.Events, e.Memoized(step.Hash("a")))
			e.Settled(step.Result{})
		})
		res := post(h, "/?fnId=app-f&stepId=step", `{"ctx":{"run_id":"`+run+`","use_api":true,"stack":{"stack":["`+step.Hash("a")+`"]}},"events":[],"steps":{}}`)
		return got, res
	}
	got, res := call("r")
	want := `{"name":"big/one","data":{"n":1}} [{"name":"big/one","data":{"n":1}},{"name":"big/two"}] memoized=true`
	if res.status != 200 || got != want {
		t.Errorf("status %d, function got %s; want %s", res.status, got, want)
	}
	got, res = call("gone")
	if res.status != 500 || res.header.Get(inngest.HeaderNoRetry) != "false" || got != "" {
		t.Errorf("state that cannot be read: status %d, no-retry %q, function got %q; want a retried 500 and no call",
			res.status, res.header.Get(inngest.HeaderNoRetry), got)
	}
}

// A step that the function does not have is told with those that it has.
func TestMissingStep(t *testing.T) {
	h := handler(t, inngest.Environment{Mode: inngest.Dev}, func(_ step.Input, e step.Engine) {
		s := &step.Step{Op: step.Op{ID: "other", Op: "StepPlanned", Name: "other", DisplayName: "other", Userland: &step.Userland{ID: "other"}}}
		s.Run = func([]json.RawMessage, func(step.Result)) { t.Error("a step that was not asked for ran") }
		if err := e.Found(s, nil); err != nil {
			t.Error(err)
		}
		e.Drained(0)
		e.Stalled()
	})
	res := post(h, "/?fnId=app-f&stepId=wanted", goodCall)
	var body struct {
		Error     string
		Requested string    `json:"requestedStep"`
		Found     []step.Op `json:"foundSteps"`
		Total     int       `json:"totalFoundSteps"`
	}
	if err := json.Unmarshal([]byte(res.body), &body); err != nil {
		t.Fatal(err)
	}
	if res.status != 500 || body.Requested != "wanted" || body.Total != 1 || len(body.Found) != 1 ||
		!strings.Contains(body.Error, `Could not find step "wanted"`) || !strings.Contains(body.Error, "other (other)") {
		t.Errorf("%d %+v", res.status, body)
	}
}
