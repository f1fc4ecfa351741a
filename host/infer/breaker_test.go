package infer

import (
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// of gives a request a circuit.
func of(action string) func(*Request) {
	return func(r *Request) { r.Component, r.Action = "c", action }
}

func TestACircuitOpensAndHeals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad, good := play{print: "nonsense\n"}, play{print: says("x")}
		e, f := newEngine(t, Options{}, bad, bad, bad, good, bad, good)
		state := func() string {
			for _, c := range e.Stats().Circuits {
				if c.Key == "c:a" {
					return c.State
				}
			}
			return "clean"
		}
		expect := func(step, wantCode, wantState string) {
			t.Helper()
			if _, err := ask(e, of("a")); code(err) != wantCode {
				t.Errorf("%s: %v, want %s", step, err, wantCode)
			}
			if got := state(); got != wantState {
				t.Errorf("%s: the circuit is %s, want %s", step, got, wantState)
			}
		}
		expect("first", CodeOutput, "closed")
		expect("second", CodeOutput, "closed")
		expect("third", CodeOutput, "open")
		expect("open", CodeCircuit, "open")
		if _, err := ask(e, of("b")); err != nil { // the good one
			t.Errorf("another action: %v", err)
		}
		time.Sleep(30*time.Minute - time.Second)
		expect("almost", CodeCircuit, "open")
		time.Sleep(time.Second)
		if state() != "half-open" {
			t.Errorf("after its time it is %s", state())
		}
		expect("a probe that fails", CodeOutput, "open")
		expect("open again", CodeCircuit, "open")
		time.Sleep(30 * time.Minute)
		expect("a probe that succeeds", "", "clean")
		expect("healed", "", "clean")
		if n := len(f.models()); n != 7 {
			t.Errorf("%d programs were run", n)
		}
	})
}

func TestOneProbeAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, f := newEngine(t, Options{}, play{print: "x\n"}, play{print: "x\n"}, play{print: "x\n"}, play{wait: time.Second, print: says("x")})
		for range 3 {
			_, _ = ask(e, of("a")) // nonsense
		}
		time.Sleep(30 * time.Minute)
		probe := make(chan error)
		go func() {
			_, err := ask(e, of("a"))
			probe <- err
		}()
		synctest.Wait()
		if _, err := ask(e, of("a")); code(err) != CodeCircuit {
			t.Errorf("beside the probe: %v", err)
		}
		if err := <-probe; err != nil {
			t.Errorf("the probe: %v", err)
		}
		if len(f.models()) != 4 {
			t.Errorf("%d programs were run", len(f.models()))
		}
	})
}

func TestOldFailuresDoNotCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, _ := newEngine(t, Options{}, play{print: "nonsense\n"})
		for range 10 {
			if _, err := ask(e, of("a")); code(err) != CodeOutput {
				t.Fatal(err)
			}
			time.Sleep(8 * time.Minute)
		}
	})
}

func TestWhatSaysNothingAboutTheModelDoesNotTrip(t *testing.T) {
	e, _ := newEngine(t, Options{}, play{status: 1})
	for range 5 {
		if _, err := ask(e, of("a")); code(err) != CodeFailed {
			t.Fatal(err)
		}
	}
	if s := e.Stats(); s.Open != 0 || len(s.Circuits) != 0 {
		t.Errorf("%+v", s.Circuits)
	}
}

func TestAnOpenCircuitStopsTheFallbacksAndWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, f := newEngine(t, Options{Concurrency: 1, Routes: Routes{"default": {"a/1", "a/2", "a/3"}}}, play{wait: time.Second, print: "nonsense\n"})
		var errs [2]chan error
		for i := range errs {
			errs[i] = make(chan error, 1)
			go func() {
				_, err := ask(e, of("a"))
				errs[i] <- err
			}()
			synctest.Wait()
		}
		if err := <-errs[0]; code(err) != CodeOutput {
			t.Errorf("the first: %v", err)
		}
		if err := <-errs[1]; code(err) != CodeCircuit {
			t.Errorf("the one that waited: %v", err)
		}
		if n := len(f.models()); n != 3 {
			t.Errorf("%d programs were run", n)
		}
	})
}

func TestOpenCircuitsOutliveTheProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	e, _ := newEngine(t, Options{State: dir}, play{print: "nonsense\n"})
	for range 3 {
		_, _ = ask(e, of("a")) // nonsense
	}
	next, f := newEngine(t, Options{State: dir}, play{print: says("x")})
	_, err := ask(next, of("a"))
	var own *Error
	if !errors.As(err, &own) || own.Kind != CodeCircuit || own.RetryAt.IsZero() || len(f.models()) != 0 {
		t.Errorf("after a restart: %v", err)
	}
	if diff := cmp.Diff(next.Stats().Open, 1); diff != "" {
		t.Error(diff)
	}
}

func TestCircuitsAreBounded(t *testing.T) {
	cs := circuits{Breaker: Breaker{}.withDefaults(), all: map[string]*circuit{}}
	for i := range 3 * maxCircuits {
		done, err := cs.allow("c:" + time.Duration(i).String())
		if err != nil {
			t.Fatal(err)
		}
		done(bad, "x")
	}
	if len(cs.all) > maxCircuits {
		t.Errorf("%d circuits", len(cs.all))
	}
}
