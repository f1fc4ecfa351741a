package main_test

import (
	"cmp"
	"time"
)

// A scenario is one function's story: the event that starts it, what happens
// to it meanwhile, and what is looked at besides the run itself.
type scenario struct {
	// function is the function's own id; the event starts it.
	function, event string
	// name tells two scenarios of a function apart; the function, if empty.
	name string
	// data is merged into the event's data, which has a key of its own for
	// each run, and the URL of the test's web server.
	data map[string]any
	// dialects limits the scenario, "" for all.
	dialect string
	// instead is what the host must do in a dialect whose SDK is at fault.
	instead map[string]record
	// during acts on the run while it waits.
	during func(r *runner)
	// after checks more than the record.
	after func(r *runner)
}

// title is what the scenario is called in the book and in failures.
func (s scenario) title() string { return cmp.Or(s.name, s.function) }

var scenarios = []scenario{
	{function: "plain", event: "e2e/plain.requested", data: map[string]any{"n": 1}},
	{function: "plain", name: "plain, no result", event: "e2e/plain.requested", data: map[string]any{"silent": true}},
	{function: "steps/sequence", event: "e2e/sequence.requested", data: map[string]any{"n": 20}},
	{function: "steps/round-trip", event: "e2e/round-trip.requested"},
	{function: "steps/loop", event: "e2e/loop.requested"},

	{function: "parallel/all", event: "e2e/all.requested"},
	{function: "parallel/race", event: "e2e/race.requested"},
	{function: "parallel/all-settled", event: "e2e/all-settled.requested"},
	{function: "parallel/chains", event: "e2e/chains.requested"},
	{function: "parallel/started-early", event: "e2e/started-early.requested"},
	{function: "parallel/async-between", event: "e2e/async-between.requested"},
	{function: "parallel/fan-out", event: "e2e/fan-out.requested", data: map[string]any{"count": 12}},
	{function: "group/races", event: "e2e/group.requested", dialect: "v4"},
	{function: "group/typed", event: "e2e/typed.requested", data: map[string]any{"n": 3}},
	{function: "parallel/optimized", event: "e2e/typed.requested", dialect: "v3", data: map[string]any{"n": 3}},
	{function: "parallel/unoptimized", event: "e2e/unoptimized.requested", dialect: "v4"},
	{function: "group/no-checkpoints", event: "e2e/no-checkpoints.requested", dialect: "v4"},

	{function: "errors/caught", event: "e2e/caught.requested"},
	{function: "errors/retried", event: "e2e/retried.requested"},
	{function: "errors/retried-body", event: "e2e/retried-body.requested"},
	{function: "errors/exhausted", event: "e2e/exhausted.requested", after: func(r *runner) {
		noted := r.awaitEvent("e2e/failure.noted", func(data map[string]any) bool { return true })
		r.page("errors/exhausted, onFailure", noted)
	}},
	{function: "errors/uncaught-step", event: "e2e/uncaught-step.requested"},
	{function: "errors/non-retriable-step", event: "e2e/non-retriable-step.requested"},
	{function: "errors/non-retriable", event: "e2e/non-retriable.requested"},
	{function: "errors/retry-after", event: "e2e/retry-after.requested"},
	{function: "errors/thrown-text", event: "e2e/thrown-text.requested"},

	{function: "events/waits", event: "e2e/waits.requested", during: func(r *runner) {
		r.awaitStep("wait for the answer")
		r.send("e2e/answer.given", map[string]any{"key": "somebody else's", "answer": 1})
		r.send("e2e/answer.given", map[string]any{"key": r.key, "answer": 42})
	}},
	{function: "events/sends", event: "e2e/sends.requested", after: func(r *runner) {
		r.page("events/sends, the events", []any{
			r.awaitEvent("e2e/sent.one", r.mine),
			r.awaitEvent("e2e/sent.two", func(data map[string]any) bool { return r.mine(data) && data["n"] == 1.0 }),
			r.awaitEvent("e2e/sent.two", func(data map[string]any) bool { return r.mine(data) && data["n"] == 2.0 }),
		})
	}},
	{function: "events/invokes", event: "e2e/invokes.requested"},
	{function: "events/waits-for-signal", event: "e2e/waits-for-signal.requested", data: map[string]any{"signal": "e2e/approval"}, during: func(r *runner) {
		r.awaitStep("approval")
		sender := r.send("e2e/sends-signal.requested", map[string]any{"signal": "e2e/approval"})
		r.record("events/sends-signal", sender, "events/sends-signal")
	}},
	{function: "events/cancelled", event: "e2e/cancelled.requested", during: func(r *runner) {
		r.awaitStep("long")
		r.send("e2e/cancel.requested", map[string]any{"key": "somebody else's"})
		r.send("e2e/cancel.requested", map[string]any{"key": r.key})
	}},
	{function: "events/batched", event: "e2e/batched.requested", data: map[string]any{"n": 1}, during: func(r *runner) {
		r.send("e2e/batched.requested", map[string]any{"n": 2})
		r.send("e2e/batched.requested", map[string]any{"n": 3})
	}},

	{function: "ai/wraps", event: "e2e/ai-wrap.requested"},
	{function: "ai/infers", event: "e2e/ai-infer.requested"},
	{function: "network/fetches", event: "e2e/fetch.requested"},
	{function: "realtime/publishes", event: "e2e/publish.requested", instead: map[string]record{
		// The SDK's v3 hands out its client's internal {"ok": true} in place of
		// the published data, which its types promise.
		"v3": {
			Status: "COMPLETED",
			Output: map[string]any{"percent": 50},
			Steps: []recordStep{{
				Name: "tell", Op: "RUN", Status: "COMPLETED", Attempts: 1, Output: map[string]any{"percent": 50},
			}},
		},
	}},

	{function: "middleware/hooked", event: "e2e/hooked.requested"},
	{function: "middleware/stamped", event: "e2e/stamped.requested"},
	{function: "middleware/logs", event: "e2e/logs.requested", after: func(r *runner) {
		for _, line := range []string{"e2e before the step", "e2e inside the step", "e2e after the step"} {
			if n := r.worker.said.count(line); n != 1 {
				r.t.Errorf("the worker logged %q %d times, want once: replayed code is silent", line, n)
			}
		}
	}},

	{function: "crash/survives", event: "e2e/crash.requested", during: func(r *runner) {
		r.awaitEvent("e2e/body.ran", func(data map[string]any) bool { return r.mine(data) && data["body"] == "second" })
		r.worker.kill()
		r.worker.boot(r.t)
	}, after: func(r *runner) {
		// The events of all three bodies arrive in the order they were sent in.
		if ran := r.countEvents("e2e/body.ran", "body", 3); ran["first"] != 1 || ran["second"] != 2 {
			r.t.Errorf("the bodies ran %v times, want the first once and the second, which was killed, twice", ran)
		}
	}},
}

// patience is how long a run may take, retries and restarts included.
const patience = 90 * time.Second
