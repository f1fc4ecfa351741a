package regexp_test

import (
	"errors"
	"testing"
	"time"

	"systembus/jsapi"
	"systembus/jsapi/regexp"
)

// run evaluates code in a VM of the watch, and gives how its loop ended.
func run(t *testing.T, w *regexp.Watch, code string) error {
	t.Helper()
	vm := jsapi.New(nil)
	program, err := jsapi.Compile("x.js", []byte(code), nil)
	if err != nil {
		t.Fatal(err)
	}
	task := jsapi.NewTask(t.Context(), "test", nil)
	vm.PostTask(task, func() {
		if err := w.Setup(vm); err != nil {
			t.Error(err)
		}
		_, err := vm.Evaluate(program, "/x.js", "/")
		vm.Close(err)
	})
	return vm.Run()
}

func TestWatch(t *testing.T) {
	w := regexp.Bound(800 * time.Millisecond)
	t.Run("a match that does not end", func(t *testing.T) {
		for _, code := range []string{
			`/(?=a)(a+)+$/.test("a".repeat(40) + "b");`,
			`const r = /(a+)+$/g; r.lastIndex = 1; r.exec("a".repeat(40) + "b");`,
			`"a".repeat(40).concat("b").replace(/(?=a)(a+)+$/g, "");`,
		} {
			err := run(t, w, code)
			if _, ok := errors.AsType[*regexp.TimeoutError](err); !ok {
				t.Errorf("%s: ended with %v, want a TimeoutError", code, err)
			}
		}
	})
	t.Run("many matches that do", func(t *testing.T) {
		code := `const end = Date.now() + 1500; const r = /(?=a)a+b/; const s = "a".repeat(500) + "b";
			while (Date.now() < end) if (!r.test(s)) throw new Error("no match");`
		if err := run(t, w, code); !errors.Is(err, jsapi.ErrClosed) {
			t.Errorf("ended with %v", err)
		}
	})
}
