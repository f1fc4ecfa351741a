package inngest

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

func TestApps(t *testing.T) {
	c, s := scripted(apiEnvironment(), `200 {"data":{"apps":[
		{"name":"bus","url":"http://bus/api/inngest","error":"unreachable","functions":[
			{"slug":"bus-b","triggers":[{"type":"EVENT","value":"b/y"},{"type":"CRON","value":"0 9 * * *"}]},
			{"slug":"bus-a","triggers":[{"type":"EVENT","value":"a/x","condition":"event.data.n > 1"}]}]},
		{"name":"empty","url":""}]}}`)
	got, err := c.Apps(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []RegisteredApp{
		{Name: "bus", URL: "http://bus/api/inngest", Error: "unreachable", Functions: []RegisteredFunction{
			{ID: "bus-a", Triggers: []string{"EVENT a/x if event.data.n > 1"}},
			{ID: "bus-b", Triggers: []string{"CRON 0 9 * * * if ", "EVENT b/y if "}},
		}},
		{Name: "empty"},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
	if r := s.requests[0]; r.Method != "POST" || r.URL.String() != "http://api/v0/gql" || r.Header.Get("Authorization") != "Bearer "+keyOne.Bearer() {
		t.Errorf("%s %s", r.Method, r.URL)
	}
}

func TestAppsErrors(t *testing.T) {
	for answer, want := range map[string]string{
		"200 <html>": "the answer is not GraphQL",
		`200 {"errors":[{"message":"no such field"}]}`: "no such field",
		`200 {"data":null}`:                            "the server's answer is empty",
		"500 broken":                                   "broken",
		"":                                             "the server at http://api",
	} {
		c, _ := scripted(apiEnvironment(), answer)
		if _, err := c.Apps(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", answer, err, want)
		}
	}
}

func TestDeleteApp(t *testing.T) {
	c, s := scripted(apiEnvironment(), `200 {"data":{"deleteAppByName":true}}`, `200 {"errors":[{"message":"no app"}]}`)
	if err := c.DeleteApp(t.Context(), "old"); err != nil {
		t.Error(err)
	}
	if !strings.Contains(s.bodies[0], `"variables":{"name":"old"}`) {
		t.Errorf("sent %s", s.bodies[0])
	}
	var refused *APIError
	if err := c.DeleteApp(t.Context(), "old"); !errors.As(err, &refused) || refused.Message != "no app" {
		t.Errorf("got %v", err)
	}
}

// TestExpected wants the failure handler of a function among what a server
// must have.
func TestExpected(t *testing.T) {
	got := Expected("bus", []bundler.Function{
		{ID: "b", App: "bus", Triggers: []bundler.Trigger{{Cron: "0 9 * * *"}, {Event: "b/y"}}},
		{ID: "a", App: "bus", Triggers: []bundler.Trigger{{Event: "a/x", Expression: "event.data.n > 1"}}, Failure: true},
	})
	var ids []string
	for _, f := range got {
		ids = append(ids, f.ID)
	}
	if diff := cmp.Diff(ids, []string{"bus-a", "bus-a" + FailureSuffix, "bus-b"}); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
	if diff := cmp.Diff(got[0].Triggers, []string{"EVENT a/x if event.data.n > 1"}); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
	if diff := cmp.Diff(got[2].Triggers, []string{"CRON 0 9 * * * if ", "EVENT b/y if "}); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
}

func TestCompare(t *testing.T) {
	const at = "http://bus:3111/api/inngest"
	a := RegisteredFunction{"bus-a", []string{"EVENT a/x if "}}
	b := RegisteredFunction{"bus-b", []string{"CRON 0 9 * * * if ", "EVENT b/y if "}}
	tests := []struct {
		name string
		live RegisteredApp
		url  string
		want string
	}{
		{"the same", RegisteredApp{URL: at, Functions: []RegisteredFunction{b, a}}, at, ""},
		{"at any URL", RegisteredApp{URL: "http://other", Functions: []RegisteredFunction{a, b}}, "", ""},
		{"nothing", RegisteredApp{}, at, "bus-a is not registered\nbus-b is not registered"},
		{"one more", RegisteredApp{URL: at, Functions: []RegisteredFunction{a, b, {ID: "bus-z"}, {ID: "bus-c"}}}, at,
			"bus-c is registered and not in this build\nbus-z is registered and not in this build"},
		{"another trigger", RegisteredApp{URL: at, Functions: []RegisteredFunction{{ID: "bus-a"}, b}}, at, "bus-a starts by nothing, not by EVENT a/x"},
		{"one trigger of two", RegisteredApp{URL: at, Functions: []RegisteredFunction{a, {"bus-b", b.Triggers[:1]}}}, at,
			"bus-b starts by CRON 0 9 * * *, not by CRON 0 9 * * *, EVENT b/y"},
		{"another URL", RegisteredApp{URL: "http://other", Functions: []RegisteredFunction{a, b}}, at, "the server calls http://other"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := tt.live.Compare([]RegisteredFunction{a, b}, tt.url)
			if diff := cmp.Diff(d.String(), tt.want); diff != "" || d.Empty() != (tt.want == "") {
				t.Errorf("got - want +:\n%s", diff)
			}
		})
	}
}

func TestActiveRuns(t *testing.T) {
	c, s := scripted(apiEnvironment(),
		`200 {"data":[{"id":"R1","app":{"id":"bus"},"function":{"id":"slow"},"status":"RUNNING"},{"id":"R2","app":{"id":"other"},"function":{"id":"x"},"status":"RUNNING"}]}`,
		`200 {"data":[{"id":"R3","app":{"id":"bus"},"function":{"id":"next"},"status":"QUEUED"}]}`,
		`200 {"data":{"rootSpan":{"status":"RUNNING","children":[
			{"name":"nap","status":"RUNNING","stepOp":"SLEEP","startedAt":"2026-01-02T03:04:05Z"},
			{"name":"charge","status":"RUNNING","stepOp":"RUN","children":[{"name":"Attempt 0","status":"RUNNING","startedAt":"2026-01-02T03:04:06Z"}]}]}}}`)
	got, err := c.ActiveRuns(t.Context(), "bus")
	if err != nil {
		t.Fatal(err)
	}
	want := []ActiveRun{
		{ID: "R1", Function: "slow", Status: "RUNNING", Executing: true, Step: "charge", Since: time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC)},
		{ID: "R3", Function: "next", Status: "QUEUED"},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
	if got := s.requests[2].URL.String(); got != "http://api/v2/runs/R1/trace" {
		t.Errorf("asked %s", got)
	}
}

// TestLastFailure reads traces as a server of version 1.43 has them.
func TestLastFailure(t *testing.T) {
	const step = `{"name":"charge","status":"FAILED","stepOp":"RUN","output":{"message":"no"},"children":[
		{"name":"Attempt 0","status":"FAILED","stepOp":"RUN","output":{"message":"first","name":"Error"}},
		{"name":"Attempt 1","status":"FAILED","stepOp":"RUN","output":{"message":"the card service\nsays no","name":"Error","stack":"..."}}]}`
	const between = `{"name":"Finalization","status":"FAILED","children":[{"name":"Attempt 0","status":"FAILED","output":{"message":"bare","name":"TypeError"}}]}`
	for spans, want := range map[string]string{
		`{"name":"first","status":"COMPLETED","stepOp":"RUN","children":[{"name":"Attempt 0","status":"COMPLETED"}]},` + step: `try 2 of the step "charge" failed: Error: the card service`,
		between: "try 1 of the function failed: TypeError: bare",
		`{"name":"Finalization","status":"FAILED","children":[{"name":"Attempt 0","status":"FAILED"}]}`: "try 1 of the function failed: without a word",
		`{"name":"charge","status":"RUNNING","stepOp":"RUN"}`:                                           "",
	} {
		c, s := scripted(apiEnvironment(), `200 {"data":{"rootSpan":{"status":"RUNNING","name":"Run","children":[`+spans+`]}}}`)
		last, err := c.LastFailure(t.Context(), "R/1")
		got := ""
		if last != nil {
			got = last.String()
		}
		if err != nil || got != want || s.requests[0].URL.String() != "http://api/v2/runs/R%2F1/trace?includeOutput=true" {
			t.Errorf("got %q, %v of %s, want %q", got, err, s.requests[0].URL, want)
		}
	}
	c, _ := scripted(apiEnvironment(), "404 no run")
	if _, err := c.LastFailure(t.Context(), "R"); err == nil {
		t.Error("no error")
	}
}

func TestEndedRuns(t *testing.T) {
	c, s := scripted(apiEnvironment(),
		`200 {"data":[{"id":"R1","app":{"id":"bus"},"function":{"id":"a"},"status":"COMPLETED","endedAt":"2026-01-02T03:00:02Z"},
			{"id":"R0","app":{"id":"bus"},"function":{"id":"a"},"status":"COMPLETED","endedAt":"2026-01-02T02:59:59Z"}]}`,
		`200 {"data":[{"id":"R2","app":{"id":"bus"},"function":{"id":"b"},"status":"FAILED","endedAt":"2026-01-02T03:00:00Z"},
			{"id":"R3","app":{"id":"other"},"function":{"id":"b"},"status":"FAILED","endedAt":"2026-01-02T03:00:01Z"}]}`)
	since := time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)
	got, err := c.EndedRuns(t.Context(), "bus", since)
	if err != nil {
		t.Fatal(err)
	}
	want := []Run{{"R1", "a", "COMPLETED", since.Add(2 * time.Second)}, {"R2", "b", "FAILED", since}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
	if q := s.requests[1].URL.Query(); q.Get("status") != "FAILED" || q.Get("app_id") != "bus" || q.Get("order") != "DESC" {
		t.Errorf("asked %s", s.requests[1].URL)
	}
}

func TestEventRuns(t *testing.T) {
	c, s := scripted(apiEnvironment(), `200 {"data":[{"id":"R1","app":{"id":"bus"},"function":{"id":"a"},"status":"RUNNING"}]}`, "404 no event")
	got, err := c.EventRuns(t.Context(), "bus", "E/1")
	if err != nil || len(got) != 1 || got[0].Ended() || s.requests[0].URL.String() != "http://api/v2/events/E%2F1/runs" {
		t.Errorf("got %+v, %v of %s", got, err, s.requests[0].URL)
	}
	if _, err := c.EventRuns(t.Context(), "bus", "E"); err == nil {
		t.Error("no error")
	}
}

// TestPatience: a server that takes a request and does not answer is given up
// by a client that has no time for it.
func TestPatience(t *testing.T) {
	stop := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-stop }))
	t.Cleanup(s.Close)
	t.Cleanup(func() { close(stop) })
	c := &Client{Env: Environment{API: s.URL}, HTTP: &http.Client{Timeout: 50 * time.Millisecond}}
	if _, err := c.Apps(t.Context()); err == nil || !strings.HasSuffix(err.Error(), s.URL+": no answer within 50ms") {
		t.Errorf("got %v", err)
	}
}
