package inngest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"systembus/jsapi/step"
)

func apiEnvironment() Environment {
	return Environment{Mode: Cloud, API: "http://api", SigningKey: keyOne, SigningKeyFallback: keyTwo}
}

func TestFetchRun(t *testing.T) {
	c, s := scripted(apiEnvironment(), `200 [{"name":"a","data":{"z":1}}]`, `200 {"ae21":{"data":"A"}}`)
	got, err := c.FetchRun(t.Context(), "01/X")
	if err != nil {
		t.Fatal(err)
	}
	if string(got.Events) != `[{"name":"a","data":{"z":1}}]` || string(got.Steps) != `{"ae21":{"data":"A"}}` {
		t.Errorf("got %s, %s", got.Events, got.Steps)
	}
	for i, want := range []string{"http://api/v0/runs/01%2FX/batch", "http://api/v0/runs/01%2FX/actions"} {
		if r := s.requests[i]; r.Method != "GET" || r.URL.String() != want || r.Header.Get("Authorization") != "Bearer "+keyOne.Bearer() {
			t.Errorf("%s %s, %v", r.Method, r.URL, r.Header)
		}
	}

	for _, answers := range [][]string{
		{`410 {"error":"runtime state is no longer available"}`},
		{`200 {}`},
		{`200 [`},
		{`200 [{}]`, `200 []`},
		{``},
	} {
		c, _ := scripted(apiEnvironment(), answers...)
		if got, err := c.FetchRun(t.Context(), "X"); err == nil {
			t.Errorf("%v gave %s, %s", answers, got.Events, got.Steps)
		}
	}
}

func TestAPIFallbackKey(t *testing.T) {
	for _, refusal := range []string{"401 no", "403 no"} {
		c, s := scripted(apiEnvironment(), refusal, `404 {"error":"No signal found"}`)
		if _, err := c.Signal(t.Context(), "s", nil); err != nil {
			t.Error(err)
		}
		if len(s.requests) != 2 || s.requests[1].Header.Get("Authorization") != "Bearer "+keyTwo.Bearer() || s.bodies[0] != s.bodies[1] {
			t.Errorf("%d requests", len(s.requests))
		}
	}
	c, s := scripted(apiEnvironment(), "401 no")
	_, err := c.Signal(t.Context(), "s", nil)
	var refused *APIError
	if !errors.As(err, &refused) || refused.Status != 401 || len(s.requests) != 2 {
		t.Errorf("got %v after %d requests", err, len(s.requests))
	}
	c, s = scripted(devEnvironment, "404 no")
	if _, err := c.Signal(t.Context(), "s", nil); err != nil || s.requests[0].Header.Get("Authorization") != "" {
		t.Errorf("without a key: %v, %v", err, s.requests[0].Header)
	}
}

func TestSignal(t *testing.T) {
	c, s := scripted(apiEnvironment(), `200 {"data":{"run_id":"R"}}`)
	run, err := c.Signal(t.Context(), "sig <1>", raw(`{"z":1,"a":2}`))
	if err != nil || run != "R" {
		t.Errorf("got %q, %v", run, err)
	}
	if s.requests[0].URL.String() != "http://api/v1/signals" || s.bodies[0] != `{"signal":"sig <1>","data":{"z":1,"a":2}}` {
		t.Errorf("%s %s", s.requests[0].URL, s.bodies[0])
	}
	c, _ = scripted(apiEnvironment(), `404 {"error":"No signal found","status":404}`)
	if run, err := c.Signal(t.Context(), "s", nil); run != "" || err != nil {
		t.Errorf("nobody waits: %q, %v", run, err)
	}
	for _, answer := range []string{`500 {"error":"broken"}`, `200 {}`, `200 <html>`} {
		c, _ = scripted(apiEnvironment(), answer)
		if run, err := c.Signal(t.Context(), "s", nil); err == nil {
			t.Errorf("%s gave run %q", answer, run)
		}
	}
}

func TestPublish(t *testing.T) {
	c, s := scripted(apiEnvironment(), "200 ")
	to := Publication{Channel: "user:1", Topics: []string{"a", "b c"}, RunID: "R"}
	for data, body := range map[string]string{`{"z":1,"a":2}`: `{"z":1,"a":2}`, `"a \"text\""`: `a "text"`, `[1]`: `[1]`} {
		if err := c.Publish(t.Context(), to, raw(data)); err != nil {
			t.Fatal(err)
		}
		if got := s.bodies[len(s.bodies)-1]; got != body {
			t.Errorf("%s was sent as %s", data, got)
		}
	}
	if got := s.requests[0].URL.String(); got != "http://api/v1/realtime/publish?channel=user%3A1&run_id=R&topic=a&topic=b+c" {
		t.Errorf("url %s", got)
	}
	c, _ = scripted(apiEnvironment(), "500 broken")
	if err := c.Publish(t.Context(), to, raw(`1`)); err == nil || !strings.Contains(err.Error(), "publish to user:1: the server at http://api answered 500: broken") {
		t.Errorf("got %v", err)
	}
}

func TestCheckpoint(t *testing.T) {
	p := Checkpoint{
		RunID: "R", FunctionID: "F", QueueItem: "Q=", RequestID: "REQ", Generation: 2, Started: time.UnixMilli(1795306480894),
		Steps: []step.Op{{ID: "e099", Op: "StepRun", Name: "first", Userland: &step.Userland{ID: "first"}, Data: raw(`{"n":5}`), Timing: &step.Timing{Start: 1, Duration: 2}}},
	}
	c, s := scripted(apiEnvironment(), "200 ")
	if err := c.Checkpoint(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if got := s.requests[0].URL.String(); got != "http://api/v1/checkpoint/R/async" {
		t.Errorf("url %s", got)
	}
	body := regexp.MustCompile(`"ts":\d{13}`).ReplaceAllString(s.bodies[0], `"ts":0`)
	const want = `{"run_id":"R","fn_id":"F","qi_id":"Q=","request_id":"REQ","generation_id":2,"request_started_at":1795306480894,` +
		`"steps":[{"id":"e099","op":"StepRun","name":"first","userland":{"id":"first"},"data":{"n":5},"timing":{"a":1,"b":2}}],"ts":0}`
	if body != want {
		t.Errorf("body\n%s\nwant\n%s", body, want)
	}

	for answer, want := range map[string]error{
		`409 {"error":"stale dispatch"}`:               ErrStale,
		`413 {"error":"too large"}`:                    ErrTooLarge,
		`400 {"error":"run not found in state store"}`: nil,
		`500 broken`: nil,
		``:           nil,
	} {
		c, _ := scripted(apiEnvironment(), answer)
		err := c.Checkpoint(t.Context(), p)
		if err == nil || errors.Is(err, ErrStale) != (want == ErrStale) || errors.Is(err, ErrTooLarge) != (want == ErrTooLarge) {
			t.Errorf("%s: got %v", answer, err)
		}
	}
}

func TestAPIErrorText(t *testing.T) {
	for body, want := range map[string]string{
		`500 {"error":"broken","data":null}`:       "broken",
		`500 {"message":"sad"}`:                    "sad",
		`500 {"error":{"code":1},"message":"sad"}`: "sad",
		"500 plain\n  text\x00\xff":                "plain text\x00",
		"500 ":                                     "Internal Server Error",
		"500 " + strings.Repeat("é", 400):          strings.Repeat("é", 100) + "...",
	} {
		c, _ := scripted(apiEnvironment(), body)
		_, err := c.Signal(t.Context(), "s", nil)
		if got := strings.TrimPrefix(err.Error(), "send a signal: the server at http://api answered 500: "); got != want {
			t.Errorf("%q: got %q, want %q", body, got, want)
		}
	}
}

// Over a real connection: a client gives up when its context does, with the
// context's cause.
func TestAPIContext(t *testing.T) {
	arrived := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	}))
	defer server.Close()
	env := apiEnvironment()
	env.API = server.URL
	why := errors.New("the call ended")
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() {
		<-arrived
		cancel(why)
	}()
	if _, err := (&Client{Env: env}).FetchRun(ctx, "R"); !errors.Is(err, why) {
		t.Errorf("got %v", err)
	}
}
