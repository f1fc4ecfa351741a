package inngest_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"systembus/bundler/shims"
	"systembus/host/inngest"
	"systembus/host/isolate"
	"systembus/jsapi"
	"systembus/jsapi/console"
	"systembus/jsapi/process"
	"systembus/jsapi/step"
	"systembus/jsapi/timers"
)

// endpoint serves the functions of one script, written as CommonJS with a
// client of each dialect at hand: fn3(options, trigger, handler) and
// fn4(options, handler).
type endpoint struct {
	http.Handler
	pool *isolate.Pool
}

const preamble = `const { Inngest, NonRetriableError, RetryAfterError, StepError } = require("inngest");
const app = new Inngest({ id: "app" });
let made = 0;
const fn3 = (o, t, h) => exports["f" + made++] = app.createFunction(o, t, h);
const fn4 = (o, h) => exports["f" + made++] = app.createFunction({ checkpointing: false, triggers: [{ event: "x/y" }], ...o }, h);
const flush = () => new Promise((resolve) => setTimeout(resolve, 5));
`

func newEndpoint(t testing.TB, code string) *endpoint {
	t.Helper()
	modules := []*jsapi.Module{
		step.Module(), timers.Module(), process.Module(process.Options{}),
		console.Module(slog.New(slog.DiscardHandler), func(*jsapi.VM) []slog.Attr { return nil }),
		{Name: "host:internal/client", Open: func(*jsapi.VM) jsapi.Exports { return jsapi.Exports{} }},
	}
	for _, name := range shims.Specifiers() {
		text, _ := shims.Source(name)
		modules = append(modules, &jsapi.Module{Name: name, Source: text})
	}
	p := isolate.NewPool(isolate.Options{
		Library: jsapi.NewLibrary(modules...), Setup: []func(*jsapi.VM) error{timers.Globals, console.Global},
		CallTimeout: 3 * time.Second, Grace: 100 * time.Millisecond,
	})
	src := isolate.Source{Path: "x.ts", Hash: "1", Root: "/app", Code: func() ([]byte, []byte, error) {
		return []byte(preamble + code), nil, nil
	}}
	d, err := p.Evaluate(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	p.Serve([]isolate.Source{src})
	t.Cleanup(p.Close)
	h := &inngest.Handler{Player: p}
	h.Env.Mode = inngest.Dev
	h.Client = &inngest.Client{}
	var served []inngest.Served
	for _, f := range d.Functions {
		served = append(served, inngest.Served{Script: "x.ts", Function: f})
	}
	if err := h.Serve("app", served); err != nil {
		t.Fatal(err)
	}
	return &endpoint{Handler: h, pool: p}
}

// call is a call request in the making.
type call struct {
	fn, step string
	event    string
	attempt  int
	max      int
	planned  bool // disable_immediate_execution
	stack    []string
	steps    map[string]string
}

// answer is what came back.
type answer struct {
	Status  int
	NoRetry string
	Retry   string
	Version string
	Body    json.RawMessage
}

// ops gives the answer's steps as "Op name=data" or "Op name!error".
func (a answer) ops(t testing.TB) []string {
	t.Helper()
	if a.Status != http.StatusPartialContent {
		t.Fatalf("status %d, want 206: %s", a.Status, a.Body)
	}
	var ops []step.Op
	if err := json.Unmarshal(a.Body, &ops); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, op := range ops {
		s := op.Op + " " + op.DisplayName
		if op.Error != nil {
			s += "!" + op.Error.Error()
		} else if string(op.Data) != "null" {
			s += "=" + string(op.Data)
		}
		out = append(out, s)
	}
	return out
}

func (e *endpoint) call(t testing.TB, c call) answer {
	t.Helper()
	if c.event == "" {
		c.event = `{"name":"x/y","data":{}}`
	}
	if c.step == "" {
		c.step = "step"
	}
	steps := map[string]json.RawMessage{}
	for id, v := range c.steps {
		steps[id] = json.RawMessage(v)
	}
	ctx := map[string]any{
		"run_id": "01RUN", "fn_id": "f", "attempt": c.attempt, "disable_immediate_execution": c.planned,
		"stack": map[string]any{"stack": c.stack, "current": len(c.stack)},
	}
	if c.max > 0 {
		ctx["max_attempts"] = c.max
	}
	body, err := json.Marshal(map[string]any{
		"ctx": ctx, "event": json.RawMessage(c.event), "events": []json.RawMessage{json.RawMessage(c.event)},
		"steps": steps, "version": -1,
	})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/api/inngest?fnId=app-"+c.fn+"&stepId="+c.step, strings.NewReader(string(body)))
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return answer{Status: w.Code, NoRetry: w.Header().Get("X-Inngest-No-Retry"), Retry: w.Header().Get("Retry-After"),
		Version: w.Header().Get("X-Inngest-Req-Version"), Body: w.Body.Bytes()}
}

// drive calls a function until it answers with something other than the
// result of a step, as a server would for a function of sequential steps.
func (e *endpoint) drive(t testing.TB, fn, event string) (answer, []string) {
	t.Helper()
	c := call{fn: fn, event: event, steps: map[string]string{}}
	var log []string
	for range 50 {
		a := e.call(t, c)
		if a.Status != http.StatusPartialContent {
			return a, log
		}
		var ops []step.Op
		if err := json.Unmarshal(a.Body, &ops); err != nil {
			t.Fatal(err)
		}
		log = append(log, a.ops(t)...)
		for _, op := range ops {
			switch {
			case op.Op == "StepRun":
				c.steps[op.ID] = fmt.Sprintf(`{"data":%s}`, op.Data)
			case op.Op == "Sleep" || op.Op == "WaitForEvent":
				c.steps[op.ID] = "null"
			case op.Op == "StepFailed":
				text, _ := json.Marshal(op.Error)
				c.steps[op.ID] = fmt.Sprintf(`{"error":%s}`, text)
			default:
				return a, log
			}
			c.stack = append(c.stack, op.ID)
		}
	}
	t.Fatal("the function does not come to an end")
	return answer{}, nil
}

func TestSlice(t *testing.T) {
	e := newEndpoint(t, `
fn3({ id: "one" }, { event: "x/y" }, async ({ event, step }) => {
  const a = await step.run("a", async () => { await flush(); return { n: 1 }; });
  await step.sleep("nap", "1s");
  const b = await step.run("a", () => a.n + 1);
  return { a, b, name: event.name };
});`)
	a, log := e.drive(t, "one", "")
	t.Log(log, a.Status, string(a.Body))
}
