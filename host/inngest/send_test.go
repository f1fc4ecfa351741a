package inngest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A script answers requests with one answer after the other, and with the
// last one ever after. "" is a refused connection, "200 text" an answer.
type script struct {
	answers  []string
	requests []*http.Request
	bodies   []string
	times    []time.Time
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	answer := s.answers[min(len(s.requests), len(s.answers)-1)]
	s.requests, s.bodies, s.times = append(s.requests, r), append(s.bodies, string(body)), append(s.times, time.Now())
	status, text, ok := strings.Cut(answer, " ")
	if !ok {
		return nil, errors.New("connection refused")
	}
	code, err := strconv.Atoi(status)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text)), Request: r}, nil
}

func scripted(env Environment, answers ...string) (*Client, *script) {
	s := &script{answers: answers}
	return &Client{Env: env, HTTP: &http.Client{Transport: s}}, s
}

var devEnvironment = Environment{Mode: Dev, API: "http://api", Events: "http://events"}

func TestNormaliseEvents(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"one event", `{"name":"a"}`, `[{"name":"a","data":{},"ts":7}]`},
		{"an array", ` [{"name":"a","ts":5,"data":{"z":1,"a":2}},{"name":"b"}] `, `[{"name":"a","ts":5,"data":{"z":1,"a":2}},{"name":"b","data":{},"ts":7}]`},
		{"everything else goes as it is", `{"v":"2","name":"a","user":{"x":1},"id":"i","meta":{"sessions":{"s":"1"}},"data":{"big":12345678901234567890,"s":"<&>"},"ts":5}`,
			`[{"v":"2","name":"a","user":{"x":1},"id":"i","meta":{"sessions":{"s":"1"}},"data":{"big":12345678901234567890,"s":"<&>"},"ts":5}]`},
		{"what JavaScript takes for nothing", `{"name":"a","data":null,"ts":0,"id":null}`, `[{"name":"a","data":{},"ts":7}]`},
		{"what the SDK keeps", `{"name":"a","sessions":{},"ctx":{},"data":{"ctx":1},"ts":5}`, `[{"name":"a","data":{"ctx":1},"ts":5}]`},
		{"none", `[]`, `[]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, err := normaliseEvents(raw(tt.in), 7)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %s, %v; want %s", got, err, tt.want)
			}
		})
	}
	for in, want := range map[string]string{
		``:                          "got nothing",
		`7`:                         "event 1 of 1: want an object, got 7",
		`[{"name":"a"},{"data":7}]`: "event 2 of 2: data of \"\": want an object, got 7",
		`[{"name":"a"},{"ts":7}]`:   "event 2 of 2: it has no name",
		`{"name":7}`:                "name: want a string, got 7",
		`{"name":"a"`:               "unexpected end",
		`[null]`:                    "want an object, got null",
	} {
		if _, _, err := normaliseEvents(raw(in), 7); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", in, err, want)
		}
	}
}

func TestSend(t *testing.T) {
	env := devEnvironment
	env.EventKey, env.Branch = "k/1", "branch"
	c, s := scripted(env, `200 {"ids":["A","B"],"status":200}`)
	ids, err := c.Send(t.Context(), raw(`[{"name":"a","ts":1},{"name":"b","ts":1}]`), SendOptions{Header: http.Header{"traceparent": {"tp"}}})
	if err != nil || !slices.Equal(ids, []string{"A", "B"}) {
		t.Fatalf("got %v, %v", ids, err)
	}
	r := s.requests[0]
	if r.Method != "POST" || r.URL.String() != "http://events/e/k%2F1" {
		t.Errorf("%s %s", r.Method, r.URL)
	}
	if s.bodies[0] != `[{"name":"a","ts":1,"data":{}},{"name":"b","ts":1,"data":{}}]` {
		t.Errorf("body %s", s.bodies[0])
	}
	if !regexp.MustCompile(`^\d{13},[A-Za-z0-9+/]{14}==$`).MatchString(r.Header.Get(HeaderEventIDSeed)) {
		t.Errorf("seed %q", r.Header.Get(HeaderEventIDSeed))
	}
	if r.Header.Get(HeaderEnv) != "branch" || r.Header.Get("Traceparent") != "tp" || r.Header.Get(HeaderSDK) != "host:v0.0.0" ||
		r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Authorization") != "" {
		t.Errorf("headers %v", r.Header)
	}

	if _, err := c.Send(t.Context(), raw(`{"name":"a"}`), SendOptions{Branch: "other"}); err != nil {
		t.Fatal(err)
	}
	if got := s.requests[1].Header.Get(HeaderEnv); got != "other" {
		t.Errorf("env %q", got)
	}
	if ids, err := c.Send(t.Context(), raw(`[]`), SendOptions{}); err != nil || ids == nil || len(ids) != 0 || len(s.requests) != 2 {
		t.Errorf("an empty array: %v, %v, %d requests", ids, err, len(s.requests))
	}
}

func TestSendWithoutKey(t *testing.T) {
	c, s := scripted(devEnvironment, `200 {"ids":["A"],"status":200}`)
	if _, err := c.Send(t.Context(), raw(`{"name":"a"}`), SendOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := s.requests[0].URL.Path; got != "/e/NO_EVENT_KEY_SET" {
		t.Errorf("path %s", got)
	}
	c.Env.Mode = Cloud
	if _, err := c.Send(t.Context(), raw(`{"name":"a"}`), SendOptions{}); !errors.Is(err, ErrNoEventKey) || !strings.Contains(err.Error(), "INNGEST_EVENT_KEY") {
		t.Errorf("got %v", err)
	}
}

func TestSendRetries(t *testing.T) {
	tests := []struct {
		name     string
		answers  []string
		requests int
		err      string
	}{
		{"comes back", []string{"", "503 busy", `200 {"ids":["A"],"status":200}`}, 3, ""},
		{"gives up", []string{""}, 5, "send events: the server at http://events: connection refused"},
		{"too many requests", []string{"429 slow down"}, 5, "answered 429: slow down"},
		{"a failure inside a success", []string{`200 {"ids":[],"status":500,"error":"no"}`}, 5, "answered 500: no"},
		{"not an event API", []string{`200 <html>`}, 5, "not that of an event API: <html>"},
		{"a wrong key does not become right", []string{`401 {"status":401,"error":"Event key not found"}`}, 1, "answered 401: Event key not found; check INNGEST_EVENT_KEY"},
		{"a bad event does not become good", []string{`400 {"status":400,"error":"event name is empty"}`}, 1, "answered 400: event name is empty"},
		{"a refusal inside a success", []string{`200 {"status":400,"error":"bad"}`}, 1, "answered 400: bad"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				env := devEnvironment
				env.EventKey = "sekrit"
				c, s := scripted(env, tt.answers...)
				_, err := c.Send(t.Context(), raw(`{"name":"a"}`), SendOptions{})
				if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
					t.Errorf("got %v, want %q", err, tt.err)
				}
				if err != nil && strings.Contains(err.Error(), "sekrit") {
					t.Errorf("the error shows the key: %v", err)
				}
				if len(s.requests) != tt.requests {
					t.Fatalf("%d requests, want %d", len(s.requests), tt.requests)
				}
				for i := 1; i < len(s.times); i++ {
					least := 100 * time.Millisecond << (i - 1)
					if gap := s.times[i].Sub(s.times[i-1]); gap < least || gap > least+100*time.Millisecond {
						t.Errorf("attempt %d after %s, want %s to 100ms more", i+1, gap, least)
					}
					if s.requests[i].Header.Get(HeaderEventIDSeed) != s.requests[0].Header.Get(HeaderEventIDSeed) || s.bodies[i] != s.bodies[0] {
						t.Error("a repeat is not the same events")
					}
				}
			})
		})
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(devEnvironment, "")
		why := errors.New("the call ended")
		ctx, cancel := context.WithTimeoutCause(t.Context(), 250*time.Millisecond, why)
		defer cancel()
		_, err := c.Send(ctx, raw(`{"name":"a"}`), SendOptions{})
		if !errors.Is(err, why) || !strings.Contains(err.Error(), "connection refused") {
			t.Errorf("got %v", err)
		}
		if len(s.requests) != 2 {
			t.Errorf("%d requests", len(s.requests))
		}
	})
}
