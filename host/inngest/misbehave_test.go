package inngest_test

import (
	"strings"
	"testing"
)

// Functions that misbehave get an error that says what they did, and their
// neighbours keep working.
func TestMisbehaving(t *testing.T) {
	const neighbour = `fn3({ id: "neighbour" }, { event: "x/y" }, async ({ step }) => step.run("fine", () => "fine"));`
	for _, c := range []struct {
		name, code string
		status     int
		noRetry    string
		want       []string
	}{
		{"infinite loop", `fn3({ id: "bad" }, { event: "x/y" }, async () => { for (;;); });`,
			500, "false", []string{"TimeoutError", `function \"bad\" did not answer within 3s`, "callTimeout"}},
		{"infinite microtasks", `fn3({ id: "bad" }, { event: "x/y" }, async () => { for (;;) await null; });`,
			500, "false", []string{"did not answer within 3s"}},
		{"unbounded recursion", `const f = (n) => f(n + 1) + 1; fn3({ id: "bad" }, { event: "x/y" }, async () => f(0));`,
			500, "false", []string{"Maximum call stack size exceeded"}},
		{"unbounded recursion in a step", `const f = (n) => [n].map(f); fn3({ id: "bad" }, { event: "x/y" }, async ({ step }) => step.run("deep", async () => f(0)));`,
			500, "false", []string{"Maximum call stack size exceeded"}},
		{"a promise that never settles", `fn3({ id: "bad" }, { event: "x/y" }, async () => { await new Promise(() => {}); });`,
			500, "false", []string{"NeverSettledError", "the function waits for something that can never happen"}},
		{"a step that never settles", `fn3({ id: "bad" }, { event: "x/y" }, async ({ step }) => { await step.run("stuck", () => new Promise(() => {})); });`,
			206, "false", []string{"StepError", "NeverSettledError", `step \"stuck\" waits for something that can never happen`}},
		{"a step inside a step", `fn3({ id: "bad" }, { event: "x/y" }, async ({ step }) => {
  await step.run("outer", async () => { await step.run("inner", () => 1); });
});`,
			206, "true", []string{"StepFailed", "NestedStepError", `step \"inner\" (`, `was called inside step \"outer\" (`}},
		{"throwing a string", `fn3({ id: "bad" }, { event: "x/y" }, async () => { throw "plain"; });`,
			500, "false", []string{"plain"}},
		{"throwing an object", `fn3({ id: "bad" }, { event: "x/y" }, async () => { throw { code: 7 }; });`,
			500, "false", []string{`{\"code\":7}`}},
		{"throwing undefined in a step", `fn3({ id: "bad" }, { event: "x/y" }, async ({ step }) => { await step.run("s", () => { throw undefined; }); });`,
			206, "false", []string{"StepError", "undefined"}},
		{"a rejection without a handler", `fn3({ id: "bad" }, { event: "x/y" }, async () => { Promise.reject(new Error("lost")); return 1; });`,
			200, "", []string{"1"}},
		{"a result that throws when serialised", `fn3({ id: "bad" }, { event: "x/y" }, async ({ step }) => step.run("s", () => ({ toJSON() { throw new TypeError("no json"); } })));`,
			206, "false", []string{"StepError", "TypeError", "no json"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := newEndpoint(t, neighbour+"\n"+c.code)
			done := make(chan answer, 1)
			go func() { done <- e.call(t, call{fn: "neighbour"}) }()
			a := e.call(t, call{fn: "bad"})
			if a.Status != c.status || a.NoRetry != c.noRetry {
				t.Errorf("status %d, no-retry %q; want %d, %q: %s", a.Status, a.NoRetry, c.status, c.noRetry, a.Body)
			}
			for _, want := range c.want {
				if !strings.Contains(string(a.Body), want) {
					t.Errorf("the answer lacks %q:\n%s", want, a.Body)
				}
			}
			// One that shared the isolate is retried by the server when the
			// isolate ends; the next call finds a fresh one.
			if first := <-done; first.Status != 206 && first.Status != 500 {
				t.Errorf("neighbour meanwhile: status %d: %s", first.Status, first.Body)
			}
			if got := e.call(t, call{fn: "neighbour"}).ops(t); got[0] != `StepRun fine="fine"` {
				t.Errorf("neighbour afterwards: %v", got)
			}
		})
	}
}
