package local_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/local"
)

// ask makes a request to the executor's API.
func ask(e http.Handler, method, target, body string, header ...string) (int, map[string]any) {
	code, text := askText(e, method, target, body, header...)
	var out map[string]any
	_ = json.Unmarshal(text, &out)
	return code, out
}

// askText gives the answer as it came.
func askText(e http.Handler, method, target, body string, header ...string) (int, []byte) {
	r := httptest.NewRequestWithContext(context.Background(), method, target, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

func TestRegister(t *testing.T) {
	e := local.New(local.Options{})
	body := string(payload(map[string]m{"fn": {"on": "go"}}))
	code, out := ask(e, "POST", "/fn/register?deployId=x", body)
	if code != 200 || out["ok"] != true || out["modified"] != true {
		t.Errorf("first: %d %v", code, out)
	}
	if code, out = ask(e, "POST", "/fn/register", body); code != 200 || out["modified"] != false {
		t.Errorf("again: %d %v", code, out)
	}
	if code, out = ask(e, "GET", "/v2/apps/app/functions", ""); code != 200 {
		t.Errorf("functions: %d %v", code, out)
	}
	fn := out["data"].([]any)[0].(map[string]any)
	want := map[string]any{"id": "fn", "name": "fn", "slug": "app-fn", "app": map[string]any{"id": "app"},
		"triggers": []any{map[string]any{"type": "EVENT", "value": "go"}}}
	if diff := cmp.Diff(want, fn); diff != "" || out["metadata"] == nil {
		t.Error(diff)
	}
	if code, out = ask(e, "GET", "/v2/apps", ""); code != 200 || len(out["data"].([]any)) != 1 {
		t.Errorf("apps: %d %v", code, out)
	}
	if code, _ = ask(e, "GET", "/v2/apps/none/functions", ""); code != 404 {
		t.Errorf("an unknown app: %d", code)
	}
	if code, out = ask(e, "GET", "/dev", ""); code != 200 || len(out["functions"].([]any)) != 1 || len(out["handlers"].([]any)) != 1 {
		t.Errorf("dev: %d %v", code, out)
	}
	if code, _ = ask(e, "GET", "/health", ""); code != 200 {
		t.Errorf("health: %d", code)
	}
	if code, _ = ask(e, "POST", "/fn/register", body, "X-Inngest-Expected-Server-Kind", "cloud"); code != 400 {
		t.Errorf("another kind of server expected: %d", code)
	}
}

func TestRegisterRefuses(t *testing.T) {
	one := func(f m) string {
		f["id"] = "app-fn"
		f["steps"] = m{"step": m{"runtime": m{"url": "http://fake/?fnId=app-fn&stepId=step"}}}
		text, _ := json.Marshal(m{"appName": "app", "functions": []m{f}})
		return string(text)
	}
	tests := map[string]struct{ body, want string }{
		"no JSON":             {`{`, "not a sync"},
		"no app":              {`{"functions":[]}`, "appName"},
		"no id":               {`{"appName":"app","functions":[{}]}`, "no id"},
		"no url":              {`{"appName":"app","functions":[{"id":"app-x"}]}`, "steps.step.runtime.url"},
		"a bad cron":          {one(m{"triggers": []m{{"cron": "sometimes"}}}), `function app-fn: cron "sometimes"`},
		"a bad expression":    {one(m{"triggers": []m{{"event": "a", "expression": "event.data."}}}), "app-fn: triggers"},
		"a bad period":        {one(m{"debounce": m{"period": "soon"}}), "debounce.period"},
		"a rate of no time":   {one(m{"throttle": m{"limit": 1}}), "throttle.period"},
		"a bad mode":          {one(m{"singleton": m{"mode": "maybe"}}), "singleton.mode"},
		"a bad scope":         {one(m{"concurrency": m{"limit": 1, "scope": "world"}}), "concurrency.scope"},
		"a bad concurrency":   {one(m{"concurrency": "many"}), "concurrency"},
		"a bad cancel period": {one(m{"cancel": []m{{"event": "a", "timeout": "x"}}}), "cancel.timeout"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			code, out := ask(local.New(local.Options{}), "POST", "/fn/register", tt.body)
			if message, _ := out["error"].(string); code != 400 || !strings.Contains(message, tt.want) {
				t.Errorf("got %d %v, want %s", code, out, tt.want)
			}
		})
	}
	e := local.New(local.Options{})
	register(t, e, map[string]m{"fn": {}})
	other := bytes.Replace(payload(map[string]m{"fn": {}}), []byte(`"appName":"app"`), []byte(`"appName":"two"`), 1)
	if err := e.Register(bytes.ReplaceAll(other, []byte("http://fake"), []byte("http://elsewhere"))); err == nil {
		t.Error("another app's function: want an error")
	}
	// The same worker under another name takes the place of what it was.
	if err := e.Register(other); err != nil {
		t.Error(err)
	}
	if _, out := ask(e, "GET", "/v2/apps", ""); len(out["data"].([]any)) != 1 {
		t.Errorf("apps: %v", out)
	}
}

func TestEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply { return result(c.Event) }})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{"fn": {"on": "x/*"}})

		code, out := ask(e, "POST", "/e/any", `[{"name":"x/one","data":{"a":1},"ts":1795306481026},{"name":"x/two","ts":1795306481026,"data":{}}]`,
			"x-inngest-event-id-seed", "1795306481026,VJBegQhQqfrGYA==")
		want := map[string]any{"status": 200.0, "ids": []any{"01M809NSC2AJ85X088A2MZNHK0", "01M809NSC2AJ85X088A2MZNHK1"}}
		if diff := cmp.Diff(want, out); code != 200 || diff != "" {
			t.Errorf("%d %s", code, diff)
		}
		// The client sends them again, not knowing whether they arrived.
		_, again := ask(e, "POST", "/e/any", `[{"name":"x/one"},{"name":"x/two"}]`, "x-inngest-event-id-seed", "1795306481026,VJBegQhQqfrGYA==")
		if diff := cmp.Diff(want, again); diff != "" {
			t.Error(diff)
		}
		if code, out = ask(e, "POST", "/e/any", `{"name":"x/three","id":"mine"}`); code != 200 || out["ids"].([]any)[0] != "mine" {
			t.Errorf("one event: %d %v", code, out)
		}
		ask(e, "POST", "/e/any", `{"name":"x/three","id":"mine"}`)
		synctest.Wait()
		var got []string
		for _, r := range e.Runs() {
			var v local.Event
			_ = json.Unmarshal(r.Output, &v)
			got = append(got, v.Name+" "+string(v.Data))
		}
		if diff := cmp.Diff([]string{`x/one {"a":1}`, "x/two {}", "x/three {}"}, got); diff != "" {
			t.Error(diff)
		}
		for _, bad := range []string{`{`, `[{"data":{}}]`, `{"name":"x","data":[1]}`, `{"name":"x","data":"s"}`, `{"name":"inngest/function.failed"}`} {
			if code, _ := ask(e, "POST", "/e/any", bad); code != 400 {
				t.Errorf("%s: got %d, want 400", bad, code)
			}
		}
		if code, out = ask(e, "POST", "/e/any", `[]`); code != 200 || len(out["ids"].([]any)) != 0 {
			t.Errorf("no events: %d %v", code, out)
		}
	})
}

func TestTriggers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(call) reply { return result(nil) }})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{"fn": {"triggers": []m{
			{"event": "user/*", "expression": "event.data.k != 'no'"}, {"event": "user/created"}, {"event": "other"}}}})
		for _, tt := range []struct {
			name, data string
			want       int
		}{
			{"user/created", `{}`, 1}, // two triggers, one run
			{"user/deleted", `{"k":"no"}`, 0},
			{"user/deleted", `{"k":"yes"}`, 1},
			{"other", `{}`, 1},
			{"others", `{}`, 0},
		} {
			before := len(e.Runs())
			send(t, e, tt.name, tt.data)
			if got := len(e.Runs()) - before; got != tt.want {
				t.Errorf("%s %s: %d runs, want %d", tt.name, tt.data, got, tt.want)
			}
		}
	})
}

func TestCheckpoint(t *testing.T) {
	var e *local.Executor
	var codes []int
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		post := func(change m, steps ...m) int {
			body := m{"run_id": c.Ctx.RunID, "fn_id": c.Ctx.FnID, "qi_id": c.Ctx.QueueItem, "request_id": c.Ctx.RequestID,
				"generation_id": c.Ctx.Generation, "steps": steps}
			maps.Copy(body, change)
			text, _ := json.Marshal(body)
			code, _ := ask(e, "POST", "/v1/checkpoint/"+c.Ctx.RunID+"/async", string(text))
			return code
		}
		if len(c.Steps) > 0 {
			return ops(m{"op": "RunComplete", "id": hash("complete"), "data": c.stack("a", "b")})
		}
		codes = append(codes,
			post(nil, ran("a", 1)),
			post(m{"generation_id": 9}, ran("late", 1)),
			post(m{"request_id": "another"}, ran("late", 1)),
			post(m{"qi_id": "another"}, ran("late", 1)),
			post(nil, sleep("nap", "1s")),
			post(nil, ran("big", strings.Repeat("x", 5<<20))),
			post(nil, ran("b", 2)))
		return reply{status: 206, body: "[]"}
	}})
	e = start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {}})
	r := finishRun(t, e, "fn", `{}`)
	if diff := cmp.Diff([]int{200, 409, 409, 409, 400, 413, 200}, codes); diff != "" {
		t.Error(diff)
	}
	if string(r.Output) != `["a","b"]` || len(r.Steps) != 2 {
		t.Errorf("got %s %s %v", r.Status, r.Output, r.Error)
	}
	// The call has been answered: what it still sends is stale.
	first := s.seen()[0]
	text, _ := json.Marshal(m{"request_id": first.Ctx.RequestID, "steps": []m{ran("late", 1)}})
	if code, _ := ask(e, "POST", "/v1/checkpoint/"+r.ID+"/async", string(text)); code != 409 {
		t.Errorf("after the answer: got %d, want 409", code)
	}
	if code, _ := ask(e, "POST", "/v1/checkpoint/none/async", `{"steps":[]}`); code != 404 {
		t.Errorf("an unknown run: got %d, want 404", code)
	}
}

// The key is hex; what signs is its text, without the prefix.
func TestSigned(t *testing.T) {
	const key = "deadbeef"
	var faults []string
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		q, _ := url.ParseQuery(c.Header.Get("X-Inngest-Signature"))
		mac := hmac.New(sha256.New, []byte(key))
		mac.Write(c.Raw)
		mac.Write([]byte(q.Get("t")))
		if q.Get("s") != hex.EncodeToString(mac.Sum(nil)) {
			faults = append(faults, "signature "+c.Header.Get("X-Inngest-Signature"))
		}
		return result(nil)
	}})
	e := start(t, s, local.Options{SigningKey: "signkey-test-" + key})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{"b":1,"a":2}`); r.Status != local.Completed || len(faults) > 0 {
		t.Errorf("%s %v", r.Status, faults)
	}
	raw, _ := hex.DecodeString(key)
	hashed := sha256.Sum256(raw)
	for auth, want := range map[string]int{
		"":                               401,
		"Bearer wrong":                   401,
		"Bearer " + key:                  200,
		"Bearer signkey-test-" + key:     200,
		fmt.Sprintf("Bearer %x", hashed): 200,
		fmt.Sprintf("Bearer signkey-test-%x", hashed): 200,
	} {
		if code, _ := ask(e, "GET", "/v2/apps", "", "Authorization", auth); code != want {
			t.Errorf("%q: got %d, want %d", auth, code, want)
		}
	}
	if code, _ := ask(e, "GET", "/dev", "", "Authorization", "Bearer "+key); code != 404 {
		t.Errorf("a self-hosted server has no /dev: got %d", code)
	}
	if code, _ := ask(e, "POST", "/e/key", `{"name":"x"}`); code != 200 {
		t.Errorf("events are sent with an event key: got %d", code)
	}
}

// What a call request looks like: see the recordings.
func TestCallRequest(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn/with.dots": func(call) reply { return result(nil) }})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn/with.dots": {"retries": 1}})
	finishRun(t, e, "fn/with.dots", `{"z":1,"a":{"y":1.0,"b":2}}`)
	c := s.seen()[0]
	for name, want := range map[string]string{
		"Content-Type": "application/json", "User-Agent": "Inngest", "X-Run-Id": c.Ctx.RunID,
		"X-Request-Id": c.Ctx.RequestID, "X-Inngest-Job-Id": c.Ctx.JobID, "X-Inngest-Generation-Id": "1",
		"X-Inngest-Step-Id": "step", "X-Inngest-Req-Version": "-1", "X-Inngest-Signature": "",
	} {
		if got := c.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	want := fmt.Sprintf(`{"ctx":{"attempt":0,"disable_immediate_execution":false,"env":"","fn_id":%q,"generation_id":1,"job_id":%q,`+
		`"max_attempts":2,"qi_id":%q,"request_id":%q,"run_id":%q,"stack":{"current":0,"stack":[]},"step_id":"step","use_api":false},"defers":{},`,
		c.Ctx.FnID, c.Ctx.JobID, c.Ctx.QueueItem, c.Ctx.RequestID, c.Ctx.RunID)
	if !strings.HasPrefix(string(c.Raw), want) {
		t.Errorf("got  %s\nwant %s...", c.Raw, want)
	}
	if !strings.Contains(string(c.Raw), `"data":{"_inngest":{"fn_id":"app-fn/with.dots"},"a":{"b":2,"y":1},"z":1}`) {
		t.Errorf("data is not canonical: %s", c.Raw)
	}
}

// A JavaScript string may hold half a surrogate pair, which has no canonical
// form.
func TestHalfACharacter(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply { return result(c.Event.Data) }})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {"on": "go"}})
	send(t, e, "go", `{"half":"a\ud800b","n":1}`)
	if r := waitRun(t, e, runsOf(e, "app-fn")[0].ID); string(r.Output) != "{\"half\":\"a\uFFFDb\",\"n\":1}" {
		t.Errorf("got %s %v", r.Output, r.Error)
	}
}

// Functions may be behind a URL.
func TestURL(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(call) reply { return result("over the network") }})
	var path string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.Path
		s.ServeHTTP(w, r)
	}))
	defer server.Close()
	e := start(t, nil, local.Options{URL: server.URL + "/elsewhere", Client: server.Client()})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{}`); string(r.Output) != `"over the network"` || path != "/elsewhere" {
		t.Errorf("got %s %v at %s", r.Output, r.Error, path)
	}
	server.Close()
	e2 := start(t, nil, local.Options{URL: server.URL, Clock: local.SkipClock()})
	register(t, e2, map[string]m{"fn": {"retries": 1}})
	if r := finishRun(t, e2, "fn", `{}`); r.Status != local.Failed || !strings.Contains(r.Error.Message, "error performing request") {
		t.Errorf("got %s %v", r.Status, r.Error)
	}
}

func TestRunQueries(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply { return result(c.Event.Data) }})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {}})
	code, out := ask(e, "POST", "/v2/apps/app/functions/fn/invoke", `{"data":{"a":1}}`)
	if code != 200 {
		t.Fatalf("invoke: %d %v", code, out)
	}
	id := out["data"].(map[string]any)["runId"].(string)
	waitRun(t, e, id)
	code, out = ask(e, "GET", "/v2/runs/"+id+"?includeOutput=true", "")
	data := out["data"].(map[string]any)
	if code != 200 || data["status"] != "COMPLETED" || data["function"].(map[string]any)["id"] != "fn" ||
		data["output"].(map[string]any)["data"].(map[string]any)["a"] != 1.0 {
		t.Errorf("run: %d %v", code, out)
	}
	if _, out = ask(e, "GET", "/v2/runs?status=FAILED", ""); len(out["data"].([]any)) != 0 {
		t.Errorf("failed runs: %v", out)
	}
	if _, out = ask(e, "GET", "/v2/runs?app_id=app&function_id=fn&status=COMPLETED", ""); len(out["data"].([]any)) != 1 {
		t.Errorf("completed runs: %v", out)
	}
	if code, out = ask(e, "GET", "/v2/runs", ""); code != 200 || len(out["data"].([]any)) != 1 {
		t.Errorf("runs: %d %v", code, out)
	}
	event := data["trigger"].(map[string]any)["eventIds"].([]any)[0].(string)
	if code, out = ask(e, "GET", "/v2/events/"+event+"/runs", ""); code != 200 || out["data"].([]any)[0].(map[string]any)["id"] != id {
		t.Errorf("runs of the event: %d %v", code, out)
	}
	if code, _ = ask(e, "POST", "/v2/runs/"+id+"/cancel", ""); code != 200 {
		t.Errorf("cancel: %d", code)
	}
	for _, path := range []string{"/v2/runs/none", "/v0/runs/none/actions"} {
		if code, _ := ask(e, "GET", path, ""); code != 404 {
			t.Errorf("%s: got %d, want 404", path, code)
		}
	}
	if code, _ = ask(e, "POST", "/v2/apps/app/functions/none/invoke", `{}`); code != 404 {
		t.Errorf("invoke nothing: %d", code)
	}
}

func TestPublish(t *testing.T) {
	w := &watcher{}
	e := start(t, newSDK(t, nil), local.Options{Observer: w.observe})
	if code, _ := ask(e, "POST", "/v1/realtime/publish?channel=room&topic=news&run_id=r", `{"hello":1}`); code != 200 {
		t.Errorf("got %d", code)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := w.notices[0]; n.Kind != local.Published || n.Message != "room news" || string(n.Output) != `{"hello":1}` {
		t.Errorf("got %+v", n)
	}
}

// When Run ends, the calls in flight are told and waited for.
func TestShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			<-c.ctx.Done()
			time.Sleep(time.Second) // it takes a moment to stop
			ended = true
			return failure(500, "stopped")
		}})
		e := local.New(local.Options{Handler: s})
		register(t, e, map[string]m{"fn": {}})
		ctx, cancel := context.WithCancelCause(t.Context())
		cause := errors.New("time to go")
		done := make(chan error)
		go func() { done <- e.Run(ctx) }()
		id, err := e.Invoke(t.Context(), "fn", nil)
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		cancel(cause)
		if err := <-done; !errors.Is(err, cause) || !ended {
			t.Errorf("got %v, the call ended: %v", err, ended)
		}
		if r, err := e.Wait(t.Context(), id); !errors.Is(err, local.ErrStopped) || r.Status != local.Running {
			t.Errorf("got %s, %v", r.Status, err)
		}
		if err := e.Run(t.Context()); err == nil {
			t.Error("a second Run: want an error")
		}
	})
}

// An observer may use the executor.
func TestObserverCallsBack(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		if !c.has("wait") {
			return ops(wait("wait", "go on", "1h", ""))
		}
		return result("went on")
	}})
	var e *local.Executor
	e = start(t, s, local.Options{Observer: func(n local.Notice) {
		if n.Kind == local.StepWaiting {
			if _, err := e.Send(context.Background(), local.Event{Name: n.Message}); err != nil {
				t.Error(err)
			}
		}
	}})
	register(t, e, map[string]m{"fn": {}})
	if r := finishRun(t, e, "fn", `{}`); string(r.Output) != `"went on"` {
		t.Errorf("got %s %v", r.Output, r.Error)
	}
}

// Start runs one function with an event, and none of the others that the event
// would trigger.
func TestStart(t *testing.T) {
	named := func(c call) reply { return result(c.Event.Name) }
	e := start(t, newSDK(t, map[string]script{"app-one": named, "app-two": named}), local.Options{})
	trigger := []m{{"event": "thing/happened"}}
	register(t, e, map[string]m{"one": {"triggers": trigger}, "two": {"triggers": trigger}})
	id, err := e.Start(t.Context(), "one", local.Event{Name: "thing/happened", Data: json.RawMessage(`{}`)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Wait(t.Context(), id)
	if err != nil || string(r.Output) != `"thing/happened"` {
		t.Errorf("got %s, %v", r.Output, err)
	}
	if runs := e.Runs(); len(runs) != 1 {
		t.Errorf("%d runs, want the one", len(runs))
	}
	if _, err := e.Start(t.Context(), "none", local.Event{Name: "x/y"}); !errors.Is(err, local.ErrUnknownFunction) {
		t.Errorf("got %v", err)
	}
	if _, err := e.Start(t.Context(), "one", local.Event{}); err == nil {
		t.Error("an event without a name was taken")
	}
}

func TestInvokeErrors(t *testing.T) {
	e := start(t, newSDK(t, nil), local.Options{})
	register(t, e, map[string]m{"fn": {"rateLimit": m{"limit": 1, "period": "1h"}}})
	if _, err := e.Invoke(t.Context(), "none", nil); !errors.Is(err, local.ErrUnknownFunction) {
		t.Errorf("got %v", err)
	}
	if _, err := e.Invoke(t.Context(), "fn", json.RawMessage(`[1]`)); err == nil {
		t.Error("data must be an object")
	}
	if _, err := e.Invoke(t.Context(), "fn", nil); err != nil {
		t.Error(err)
	}
	if _, err := e.Invoke(t.Context(), "fn", nil); err == nil || err.Error() != "app-fn did not start: rate limit: 1 in 1h0m0s" {
		t.Errorf("got %v", err)
	}
	if _, err := e.Wait(t.Context(), "none"); !errors.Is(err, local.ErrUnknownRun) {
		t.Errorf("got %v", err)
	}
}

func TestRerun(t *testing.T) {
	s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
		var memo struct{ Input []int }
		_ = json.Unmarshal(c.Steps[hash("b")], &memo)
		switch {
		case !c.has("a"):
			return ops(ran("a", c.Ctx.RunID))
		case !c.has("b"):
			return ops(ran("b", "original"))
		case memo.Input != nil:
			return ops(ran("b", memo.Input))
		}
		return result([]string{c.memo("a"), c.memo("b")})
	}})
	e := start(t, s, local.Options{})
	register(t, e, map[string]m{"fn": {"debounce": m{"period": "1h"}}})
	first := finishRun(t, e, "fn", `{"n":1}`)
	rerun := func(body string) local.Run {
		t.Helper()
		code, out := ask(e, "POST", "/v2/runs/"+first.ID+"/rerun", body)
		if code != 200 {
			t.Fatalf("%d %v", code, out)
		}
		return waitRun(t, e, out["data"].(map[string]any)["runId"].(string))
	}
	whole := rerun(`{}`)
	if string(whole.Output) == string(first.Output) || string(whole.Events[0].Data) != string(first.Events[0].Data) {
		t.Errorf("got %s of %s", whole.Output, whole.Events[0].Data)
	}
	if r := rerun(`{"fromStep":{"stepId":"b"}}`); string(r.Output) != string(first.Output) || len(r.Steps) != 2 {
		t.Errorf("from b: got %s, want a kept: %s", r.Output, first.Output)
	}
	want := strings.Replace(string(first.Output), `\"original\"`, `[7,8]`, 1)
	if r := rerun(`{"fromStep":{"stepId":"b","input":[7,8]}}`); string(r.Output) != want {
		t.Errorf("with input: got %s, want %s", r.Output, want)
	}
	for _, bad := range []string{`{"fromStep":{"stepId":"none"}}`, `{"fromStep":{"stepId":"b","input":1}}`} {
		if code, _ := ask(e, "POST", "/v2/runs/"+first.ID+"/rerun", bad); code != 400 {
			t.Errorf("%s: got %d, want 400", bad, code)
		}
	}
	if code, _ := ask(e, "POST", "/v2/runs/none/rerun", `{}`); code != 404 {
		t.Errorf("got %d, want 404", code)
	}
}
