package goja

import (
	"strings"
	"testing"
)

// Ticks come before the jobs of promises, ticks of jobs after all of them, and
// a native job that calls into the runtime does not make others overtake.
func TestNextTick(t *testing.T) {
	r := New()
	var got []string
	_ = r.Set("note", func(s string) { got = append(got, s) })
	_ = r.Set("tick", func(c FunctionCall) Value {
		f, _ := AssertFunction(c.Argument(0))
		r.NextTick(func() { _, _ = f(_undefined) })
		return _undefined
	})
	_ = r.Set("native", func(f Callable) Value {
		return r.ToValue(func(FunctionCall) Value {
			_, _ = f(_undefined)
			return _undefined
		})
	})
	_, err := r.RunString(`
		const job = (f) => Promise.resolve().then(f);
		job(native(() => { note("a"); job(() => note("c")); tick(() => { note("e"); job(() => note("g")); tick(() => note("f")); }); }));
		job(() => { note("b"); job(() => note("d")); });
		tick(() => note("1"));
	`)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(got, " "), "1 a b c d e f g"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What is queued when code is interrupted is dropped, and the next call starts
// afresh.
func TestNextTickInterrupted(t *testing.T) {
	r := New()
	ran := 0
	_ = r.Set("tick", func(FunctionCall) Value {
		r.NextTick(func() { ran++ })
		return _undefined
	})
	_ = r.Set("stop", func() { r.Interrupt("enough") })
	if _, err := r.RunString(`tick(); stop(); for (;;);`); err == nil {
		t.Fatal("the code was not interrupted")
	}
	if ran != 0 {
		t.Errorf("%d ticks ran after the interrupt", ran)
	}
	if _, err := r.RunString(`tick()`); err != nil || ran != 1 {
		t.Errorf("%d ticks ran, want 1: %v", ran, err)
	}
}
