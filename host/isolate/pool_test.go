package isolate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/isolate"
	"systembus/jsapi"
	"systembus/jsapi/step"
)

// answer is an engine that waits for the handler and runs no steps.
type answer struct {
	host    step.Host
	res     step.Result
	stalled bool
}

func (a *answer) Memoized(string) bool               { return false }
func (a *answer) Found(*step.Step, *step.Step) error { return errors.New("no steps here") }
func (a *answer) Drained(int)                        {}
func (a *answer) Replaying() bool                    { return false }
func (a *answer) Answer() step.Answer                { return step.Answer{} }
func (a *answer) Settled(res step.Result)            { a.res = res; a.host.Finish() }
func (a *answer) Stalled()                           { a.stalled = true; a.host.Finish() }

// run calls a function and gives what it returned, as JSON.
func run(ctx context.Context, p *isolate.Pool, fn string, data string) (string, error) {
	a := &answer{}
	event := `{"name":"x/y","data":` + data + `}`
	in := step.Input{Function: fn, RunID: "r", Event: json.RawMessage(event), Events: json.RawMessage("[" + event + "]")}
	err := p.Play(ctx, "scripts/functions/x.ts", in, func(h step.Host) step.Engine {
		a.host = h
		return a
	})
	switch {
	case err != nil:
		return "", err
	case a.stalled:
		return "stalled", nil
	case a.res.Err != nil:
		return "", a.res.Err
	}
	return string(a.res.Data), nil
}

const prelude = client + `
const def = (id, h) => exports[id] = app.createFunction({ id }, { event: "x/y" }, h);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let count = 0;
`

// Many calls share one isolate and its module state, as in one Node process.
func TestCallsInterleave(t *testing.T) {
	p := pool(t, prelude+`
let waiting = [];
def("meet", async ({ event }) => {
  count++;
  if (count === event.data.n) waiting.forEach((go) => go());
  else await new Promise((resolve) => { waiting.push(resolve); setTimeout(() => {}, 1000); });
  return count;
});`)
	const n = 8
	var calls sync.WaitGroup
	for range n {
		calls.Go(func() {
			got, err := run(t.Context(), p, "meet", fmt.Sprintf(`{"n":%d}`, n))
			if err != nil || got != fmt.Sprint(n) {
				t.Errorf("got %s, %v; want %d", got, err, n)
			}
		})
	}
	calls.Wait()
	if st := p.Stats(); st.Isolates != 1 || st.Calls != 0 {
		t.Errorf("%+v, want one idle isolate", st)
	}
}

func TestFreshIsolates(t *testing.T) {
	p := pool(t, prelude+`exports.isolate = { fresh: true }; def("count", async () => ++count);`)
	for range 3 {
		if got, err := run(t.Context(), p, "count", `{}`); err != nil || got != "1" {
			t.Errorf("got %s, %v; want 1 in every call", got, err)
		}
	}
	if st := p.Stats(); st.Isolates != 0 {
		t.Errorf("%+v, want none left", st)
	}
}

func TestSeveralInstances(t *testing.T) {
	p := pool(t, prelude+`exports.isolate = { instances: 2 }; def("wait", async () => { count++; await sleep(100); return count; });`)
	var calls sync.WaitGroup
	for range 4 {
		calls.Go(func() {
			if _, err := run(t.Context(), p, "wait", `{}`); err != nil {
				t.Error(err)
			}
		})
	}
	calls.Wait()
	if st := p.Stats(); st.Isolates != 2 {
		t.Errorf("%+v, want two isolates", st)
	}
}

// A call that waits past its deadline ends alone; its isolate goes on.
func TestDeadlineWhileWaiting(t *testing.T) {
	p := pool(t, prelude+`exports.isolate = { callTimeout: { slow: "50ms" } };
def("slow", async () => { await sleep(5000); });
def("count", async () => ++count);`)
	_, err := run(t.Context(), p, "slow", `{}`)
	var deadline *isolate.DeadlineError
	if !errors.As(err, &deadline) || deadline.Function != "slow" || deadline.After != 50*time.Millisecond {
		t.Errorf("error %v, want the deadline's", err)
	}
	for want := 1; want <= 2; want++ {
		if got, err := run(t.Context(), p, "count", `{}`); err != nil || got != fmt.Sprint(want) {
			t.Errorf("got %s, %v; want %d", got, err, want)
		}
	}
	if st := p.Stats(); st.Condemned != 0 || st.Isolates != 1 {
		t.Errorf("%+v, want the one isolate", st)
	}
}

// A call that computes past its deadline takes its isolate with it: the other
// calls there end too, and a fresh isolate takes the next.
func TestDeadlineWhileComputing(t *testing.T) {
	p := pool(t, prelude+`exports.isolate = { callTimeout: { spin: "100ms" } };
def("spin", async () => { await null; for (;;); });
def("wait", async () => { await sleep(60000); });
def("count", async () => ++count);`)
	if got, err := run(t.Context(), p, "count", `{}`); err != nil || got != "1" {
		t.Fatalf("got %s, %v", got, err)
	}
	other := make(chan error, 1)
	go func() {
		_, err := run(t.Context(), p, "wait", `{}`)
		other <- err
	}()
	for p.Stats().Calls == 0 {
		time.Sleep(time.Millisecond)
	}
	var deadline *isolate.DeadlineError
	if _, err := run(t.Context(), p, "spin", `{}`); !errors.As(err, &deadline) {
		t.Errorf("error %v, want the deadline's", err)
	}
	var condemned *isolate.CondemnedError
	if err := <-other; !errors.As(err, &condemned) || !strings.Contains(err.Error(), `"spin" did not answer within 100ms`) {
		t.Errorf("the other call: %v, want that its isolate ended, and why", err)
	}
	if got, err := run(t.Context(), p, "count", `{}`); err != nil || got != "1" {
		t.Errorf("got %s, %v; want 1 from a fresh isolate", got, err)
	}
	if st := p.Stats(); st.Condemned != 1 || st.Abandoned != 0 {
		t.Errorf("%+v, want one condemned", st)
	}
}

// Code that never lets its microtasks end is caught between two of them.
func TestDeadlineInMicrotasks(t *testing.T) {
	p := pool(t, prelude+`exports.isolate = { callTimeout: "250ms" };
def("spin", async () => { for (;;) await null; });
def("count", async () => ++count);`)
	for range 10 {
		if _, err := run(t.Context(), p, "spin", `{}`); err == nil {
			t.Fatal("the call did not end")
		}
		if got, err := run(t.Context(), p, "count", `{}`); err != nil || got != "1" {
			t.Fatalf("got %s, %v; want 1 from a fresh isolate", got, err)
		}
	}
	if st := p.Stats(); st.Condemned != 10 {
		t.Errorf("%+v, want 10 condemned", st)
	}
}

// Native code that cannot be interrupted is left behind and counted.
func TestAbandoned(t *testing.T) {
	release := make(chan struct{})
	p := isolate.NewPool(isolate.Options{
		Library: library(t, &jsapi.Module{Name: "host:stuck", Open: func(vm *jsapi.VM) jsapi.Exports {
			return jsapi.Exports{"forever": vm.Sync("stuck.forever", func() { <-release })}
		}}),
		CallTimeout: 50 * time.Millisecond, Grace: 20 * time.Millisecond,
	})
	p.Serve([]isolate.Source{source(client + `exports.f = app.createFunction({ id: "stuck" }, { event: "x/y" }, async () => require("host:stuck").forever());`)})
	t.Cleanup(p.Close)
	if _, err := run(t.Context(), p, "stuck", `{}`); err == nil {
		t.Error("the call did not end")
	}
	wait := func(abandoned int64) {
		t.Helper()
		for end := time.Now().Add(5 * time.Second); p.Stats().Abandoned != abandoned; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%+v, want %d abandoned", p.Stats(), abandoned)
			}
		}
	}
	wait(1)
	close(release)
	wait(0)
}

// Work that a call did not wait for goes on after its answer.
func TestLeftBehind(t *testing.T) {
	p := pool(t, prelude+`
def("leave", async () => { setTimeout(() => count++, 20); return "left"; });
def("count", async () => { await sleep(1); return count; });`)
	if got, err := run(t.Context(), p, "leave", `{}`); err != nil || got != `"left"` {
		t.Fatalf("got %s, %v", got, err)
	}
	for end := time.Now().Add(5 * time.Second); ; {
		got, err := run(t.Context(), p, "count", `{}`)
		if err != nil {
			t.Fatal(err)
		}
		if got == "1" {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("count %s: the timer was lost", got)
		}
	}
}

// Swapping the scripts leaves calls in flight alone, and takes new ones to the
// new code.
func TestServeSwaps(t *testing.T) {
	version := func(v string) []isolate.Source {
		return []isolate.Source{source(prelude + `def("slow", async () => { await sleep(100); return "` + v + `"; });`)}
	}
	p := pool(t, "")
	p.Serve(version("old"))
	got := make(chan string, 1)
	go func() {
		s, err := run(t.Context(), p, "slow", `{}`)
		if err != nil {
			s = err.Error()
		}
		got <- s
	}()
	for p.Stats().Calls == 0 {
		time.Sleep(time.Millisecond)
	}
	p.Serve(version("new"))
	s, err := run(t.Context(), p, "slow", `{}`)
	if diff := cmp.Diff([]string{`"old"`, `"new"`}, []string{<-got, s}); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := run(t.Context(), p, "gone", `{}`); err == nil || !strings.Contains(err.Error(), `no longer defines function "gone"`) {
		t.Errorf("error %v", err)
	}
}

// An error that nothing catches is logged and ends nothing.
func TestUncaughtInTimer(t *testing.T) {
	p := pool(t, prelude+`def("f", async () => { setTimeout(() => { throw new Error("in a timer"); }, 1); await sleep(20); return "fine"; });`)
	if got, err := run(t.Context(), p, "f", `{}`); err != nil || got != `"fine"` {
		t.Errorf("got %s, %v", got, err)
	}
}

// When memory runs short, idle isolates are given up, and loaded again when
// they are called.
func TestMemoryPressure(t *testing.T) {
	p := isolate.NewPool(isolate.Options{Library: library(t), MemoryLimit: 1})
	p.Serve([]isolate.Source{source(prelude + `def("count", async () => ++count);`)})
	t.Cleanup(p.Close)
	if got, err := run(t.Context(), p, "count", `{}`); err != nil || got != "1" {
		t.Fatalf("got %s, %v", got, err)
	}
	if st := p.Stats(); st.Evicted != 1 || st.Isolates != 0 {
		t.Errorf("%+v, want the idle isolate evicted", st)
	}
	if got, err := run(t.Context(), p, "count", `{}`); err != nil || got != "1" {
		t.Errorf("got %s, %v; want 1 from a fresh isolate", got, err)
	}
}

// A script that takes its time to load keeps only its own callers waiting, and
// these no longer than they want to.
func TestLoadingHoldsUpNothing(t *testing.T) {
	p := pool(t, "")
	begun, proceed := make(chan struct{}), make(chan struct{})
	ready := source(prelude + `def("ping", async () => "pong");`)
	slow := isolate.Source{Path: "scripts/functions/slow.ts", Hash: "1", Root: "/app", Code: func() ([]byte, []byte, error) {
		close(begun)
		<-proceed
		return []byte(client + `exports.f = fn("f");`), nil, nil
	}}
	p.Serve([]isolate.Source{ready, slow})
	loaded := make(chan error, 1)
	go func() { loaded <- p.Warm(t.Context(), slow.Path) }()
	<-begun

	if got, err := run(t.Context(), p, "ping", `{}`); err != nil || got != `"pong"` {
		t.Errorf("the neighbour gave %s, %v", got, err)
	}
	if st := p.Stats(); st.Scripts != 2 || st.Isolates != 1 {
		t.Errorf("%+v, want two scripts and the neighbour's isolate", st)
	}
	gone := errors.New("the caller has left")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	if err := p.Warm(ctx, slow.Path); !errors.Is(err, gone) {
		t.Errorf("a caller that left got %v", err)
	}

	// What is not served any more when it is loaded does not stay.
	p.Serve([]isolate.Source{ready})
	close(proceed)
	if err := <-loaded; err != nil {
		t.Error(err)
	}
	if st := p.Stats(); st.Scripts != 1 || st.Isolates != 1 {
		t.Errorf("%+v, want the neighbour alone", st)
	}
}
