package jsapi

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/google/go-cmp/cmp"
)

// watcher notes what it is told.
type watcher struct {
	drained []int
	stalled int
	onDrain func()
}

func (w *watcher) Drained(n int) {
	w.drained = append(w.drained, n)
	if f := w.onDrain; f != nil {
		w.onDrain = nil
		f()
	}
}

func (w *watcher) Stalled() { w.stalled++ }

// loopTest runs f on the loop of a VM and gives what Run ended with.
func loopTest(t *testing.T, f func(vm *VM, end func())) error {
	t.Helper()
	vm := New(nil)
	vm.Post(func() { f(vm, func() { vm.Close(nil) }) })
	ended := make(chan error, 1)
	go func() { ended <- vm.Run() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("the loop does not end")
		return nil
	}
}

func eval(t *testing.T, vm *VM, code string) goja.Value {
	t.Helper()
	v, err := vm.rt.RunString(code)
	if err != nil {
		t.Error(err)
		return goja.Undefined()
	}
	return v
}

// A watcher is told when its task's code can go no further: with what is in
// flight, and again when that has come to an end and has been used up.
func TestDrained(t *testing.T) {
	w := &watcher{}
	err := loopTest(t, func(vm *VM, end func()) {
		task := NewTask(t.Context(), "t", w)
		vm.PostTask(task, func() {
			vm.Open(task)
			_ = vm.rt.Set("sleep", func(goja.FunctionCall) goja.Value {
				return vm.Go(func(context.Context) (func() goja.Value, error) {
					return func() goja.Value { return goja.Undefined() }, nil
				})
			})
			f, _ := goja.AssertFunction(eval(t, vm, `(async () => { await sleep(); await null; await sleep(); })`))
			if _, err := vm.Call(f, goja.Undefined()); err != nil {
				t.Error(err)
			}
		})
		go func() {
			for done := false; !done; time.Sleep(time.Millisecond) {
				answer := make(chan bool, 1)
				vm.Post(func() { answer <- w.stalled > 0 })
				done = <-answer
			}
			end()
		}()
	})
	if !errors.Is(err, ErrClosed) {
		t.Errorf("ended with %v", err)
	}
	if diff := cmp.Diff([]int{1, 1, 0}, w.drained); diff != "" {
		t.Errorf("drained: %s", diff)
	}
}

// The asynchronous context follows code across awaits, native work and
// timers, and two flows do not mix.
func TestContextValues(t *testing.T) {
	type key struct{}
	var got []string
	err := loopTest(t, func(vm *VM, end func()) {
		left := 2
		_ = vm.rt.Set("note", func(label string) { got = append(got, label+"="+vm.ContextValue(key{}).(string)) })
		_ = vm.rt.Set("finish", func() {
			if left--; left == 0 {
				end()
			}
		})
		_ = vm.rt.Set("later", func(c goja.FunctionCall) goja.Value {
			f, _ := goja.AssertFunction(c.Argument(0))
			vm.After(time.Millisecond, func() { _, _ = vm.Call(f, goja.Undefined()) })
			return goja.Undefined()
		})
		f, _ := goja.AssertFunction(eval(t, vm, `(async (name) => {
  note(name);
  await null;
  note(name);
  await new Promise((resolve) => later(resolve));
  note(name);
  later(() => { note(name); finish(); });
})`))
		for _, name := range []string{"a", "b"} {
			vm.With(key{}, name, func() {
				if _, err := vm.Call(f, goja.Undefined(), vm.rt.ToValue(name)); err != nil {
					t.Error(err)
				}
			})
		}
	})
	if !errors.Is(err, ErrClosed) {
		t.Errorf("ended with %v", err)
	}
	for _, s := range got {
		if s != "a=a" && s != "b=b" {
			t.Errorf("context %s", s)
		}
	}
	if len(got) != 8 {
		t.Errorf("notes %v, want 8", got)
	}
}

func TestEnds(t *testing.T) {
	for name, c := range map[string]struct {
		run  func(t *testing.T, vm *VM)
		want func(error) bool
	}{
		"closed": {func(_ *testing.T, vm *VM) { vm.Close(errors.New("no longer wanted")) },
			func(err error) bool { return err.Error() == "no longer wanted" }},
		"a panic in native code": {func(*testing.T, *VM) { panic("oh no") },
			func(err error) bool { var p *PanicError; return errors.As(err, &p) && len(p.Stack) > 0 }},
		"recursion": {func(t *testing.T, vm *VM) {
			f, _ := goja.AssertFunction(eval(t, vm, `(function f() { f(); })`))
			_, _ = vm.Call(f, goja.Undefined())
		}, func(err error) bool { return errors.Is(err, ErrStackOverflow) }},
		"an interrupt": {func(t *testing.T, vm *VM) {
			task := NewTask(t.Context(), "t", nil)
			go func() {
				for !vm.Interrupt(task, errors.New("enough")) {
					time.Sleep(time.Millisecond)
				}
			}()
			f, _ := goja.AssertFunction(eval(t, vm, `(async () => { for (;;) await null; })`))
			vm.within(task.root, func() { _, _ = vm.Call(f, goja.Undefined()) })
		}, func(err error) bool { return err.Error() == "enough" }},
	} {
		t.Run(name, func(t *testing.T) {
			vm := New(nil)
			vm.Post(func() { c.run(t, vm) })
			err := vm.Run()
			if err == nil || !c.want(err) {
				t.Errorf("ended with %v", err)
			}
			if vm.Post(func() { t.Error("ran after the end") }) {
				t.Error("Post succeeded after the end")
			}
		})
	}
}

func TestUncaught(t *testing.T) {
	var got []string
	_ = loopTest(t, func(vm *VM, end func()) {
		vm.OnUncaught(func(_ *Task, reason goja.Value) { got = append(got, reason.String()) })
		eval(t, vm, `Promise.reject(new Error("lost")); Promise.reject(new Error("found")).catch(() => {});`)
		vm.Post(end)
	})
	if diff := cmp.Diff([]string{"Error: lost"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStack(t *testing.T) {
	engine := "Error: m\n\tat f (scripts/x.ts:3:9(4))\n\tat native (native)\n\tat host:inngest:16:19(37)\n\tat scripts/x.ts:9:1(2)\n"
	want := "Error: m\n    at f (scripts/x.ts:3:9)\n    at scripts/x.ts:9:1"
	if diff := cmp.Diff(want, Stack(engine)); diff != "" {
		t.Error(diff)
	}
}

// Each round of the loop has its timers, then what was posted, then its
// immediates, and what one of them adds waits for the next round.
func TestRounds(t *testing.T) {
	var got []string
	err := loopTest(t, func(vm *VM, end func()) {
		note := func(s string) func() { return func() { got = append(got, s) } }
		vm.Immediate(func() {
			got = append(got, "immediate 1")
			vm.Immediate(func() { got = append(got, "immediate of an immediate"); end() })
			vm.Post(note("posted by an immediate"))
		})
		vm.Immediate(note("stopped"))()
		vm.Immediate(note("immediate 2"))
		vm.Post(note("posted"))
		vm.After(0, note("timer"))
		stop := vm.After(time.Hour, note("an hour later"))
		if got, want := vm.InFlight(), 4; got != want {
			t.Errorf("%d in flight, want %d", got, want)
		}
		stop()
		stop()
		if got, want := vm.InFlight(), 3; got != want {
			t.Errorf("%d in flight, want %d", got, want)
		}
	})
	if !errors.Is(err, ErrClosed) {
		t.Errorf("ended with %v", err)
	}
	want := []string{"immediate 1", "immediate 2", "timer", "posted", "posted by an immediate", "immediate of an immediate"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Timers are called by their time, those of one millisecond as they were set,
// and none before its time.
func TestTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got []string
		err := loopTest(t, func(vm *VM, end func()) {
			began := time.Now()
			note := func(s string) func() {
				return func() { got = append(got, fmt.Sprintf("%s %v", s, time.Since(began))) }
			}
			vm.After(3*time.Millisecond, note("c"))
			vm.After(time.Millisecond+time.Microsecond, note("a"))
			vm.After(time.Millisecond, note("b"))
			vm.After(2*time.Millisecond, note("stopped"))()
			vm.After(4*time.Millisecond, end)
		})
		if !errors.Is(err, ErrClosed) {
			t.Errorf("ended with %v", err)
		}
		want := []string{"a 1.001ms", "b 1.001ms", "c 3ms"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// What is queued when the VM is closed does not run.
func TestClosedWithinARound(t *testing.T) {
	ran := false
	_ = loopTest(t, func(vm *VM, end func()) {
		vm.Immediate(end)
		vm.Immediate(func() { ran = true })
	})
	if ran {
		t.Error("a turn ran after the VM was closed")
	}
}
