package jsapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/google/go-cmp/cmp"
)

// script runs code on a VM with the members of native at hand, until what it
// returns is settled, and gives that as JSON: {"value":...} or {"error":...}.
func script(t *testing.T, native func(*VM) Exports, code string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	vm := New(NewLibrary(&Module{Name: "native", Open: native}))
	done := make(chan string, 1)
	task := NewTask(ctx, "test", nil)
	vm.PostTask(task, func() {
		v, err := vm.rt.RunString(`(async (require) => { const native = require("native"); ` + code + ` })`)
		if err != nil {
			done <- err.Error()
			return
		}
		f, _ := goja.AssertFunction(v)
		v, err = vm.Call(f, goja.Undefined(), vm.rt.ToValue(vm.scriptRequire))
		if err != nil {
			done <- err.Error()
			return
		}
		report := func(kind string) func(goja.Value) {
			return func(v goja.Value) {
				if o, ok := v.(*goja.Object); ok && kind == "error" {
					done <- fmt.Sprintf("%v %v: %v", o.Get("constructor").ToObject(vm.rt).Get("name"), o.Get("name"), o.Get("message"))
					return
				}
				text, err := vm.JSON(v)
				if err != nil {
					done <- err.Error()
					return
				}
				done <- string(text)
			}
		}
		if err := vm.Then(v, report("value"), report("error")); err != nil {
			done <- err.Error()
		}
	})
	go func() { _ = vm.Run() }()
	defer vm.Close(nil)
	select {
	case s := <-done:
		return s
	case <-ctx.Done():
		t.Fatal("the script does not end")
		return ""
	}
}

type point struct {
	X int     `json:"x"`
	Y float64 `json:"y,omitempty"`
}

// coded is an error with Node's code.
type coded struct{}

func (coded) Error() string { return "no such thing" }
func (coded) Code() string  { return "ENOENT" }

func natives(vm *VM) Exports {
	return Exports{
		"text":    vm.Sync("n.text", func(s string) string { return s + "!" }),
		"number":  vm.Sync("n.number", func(n int) int { return n + 1 }),
		"float":   vm.Sync("n.float", func(f float64) float64 { return f / 2 }),
		"flag":    vm.Sync("n.flag", func(b bool) bool { return !b }),
		"bytes":   vm.Sync("n.bytes", func(b []byte) []byte { b[0]++; return b }),
		"size":    vm.Sync("n.size", func(b []byte) int { return len(b) }),
		"raw":     vm.Sync("n.raw", func(v json.RawMessage) json.RawMessage { return v }),
		"object":  vm.Sync("n.object", func(p point) point { p.X++; return p }),
		"maybe":   vm.Sync("n.maybe", func(s *string) bool { return s == nil }),
		"many":    vm.Sync("n.many", func(first string, rest ...int) int { return len(rest) }),
		"nothing": vm.Sync("n.nothing", func() {}),
		"fails":   vm.Sync("n.fails", func() error { return coded{} }),
		"typed": vm.Sync("n.typed", func() error {
			return &Error{Name: "RangeError", Message: "too far", Props: map[string]any{"limit": 3}, Cause: fs.ErrNotExist}
		}),
		"later": vm.Async("n.later", func(_ context.Context, n int) (int, error) {
			if n < 0 {
				return 0, errors.New("negative")
			}
			return n * 2, nil
		}),
		"panics":   vm.Async("n.panics", func() { panic("oh no") }),
		"deadline": vm.Async("n.deadline", func() error { return context.DeadlineExceeded }),
		"plain":    map[string]any{"list": []int{1, 2}},
	}
}

func TestValues(t *testing.T) {
	for code, want := range map[string]string{
		`return native.text("a")`:   `"a!"`,
		`return native.number(41)`:  `42`,
		`return native.float(3)`:    `1.5`,
		`return native.flag(false)`: `true`,
		`const b = new Uint8Array([1, 2]); const c = native.bytes(b); return [b[0], c[0], c instanceof Uint8Array]`: `[1,2,true]`,
		`return native.bytes(new Uint8Array([9, 1, 2]).subarray(1, 2)).length`:                                      `1`,
		`return native.raw([...new Uint8Array(new ArrayBuffer(4), 4)])`:                                             `[]`,
		`return native.size(new Uint8Array(new ArrayBuffer(4), 4))`:                                                 `0`,
		`return native.size(new DataView(new ArrayBuffer(4), 1))`:                                                   `3`,
		`return native.bytes(new Uint8Array([5]).buffer)[0]`:                                                        `6`,
		`return native.raw({ b: [1, "x"], a: null })`:                                                               `{"b":[1,"x"],"a":null}`,
		`return native.object({ x: 1, y: 2.5 })`:                                                                    `{"x":2,"y":2.5}`,
		`return [native.maybe(), native.maybe(null), native.maybe("")]`:                                             `[true,true,false]`,
		`return native.many("a", 1, 2, 3)`:                                                                          `3`,
		`return String(native.nothing())`:                                                                           `"undefined"`,
		`return native.plain.list`:                                                                                  `[1,2]`,
		`return await native.later(21)`:                                                                             `42`,
		`return native.text(1)`:                                                                                     `TypeError TypeError: n.text: argument 1: want a string, got a number`,
		`return native.text()`:                                                                                      `TypeError TypeError: n.text: argument 1: want a string, got undefined`,
		`return native.number("1")`:                                                                                 `TypeError TypeError: n.number: argument 1: want a number, got a string`,
		`return native.number(1.5)`:                                                                                 `TypeError TypeError: n.number: argument 1: want a whole number, got 1.5`,
		`return native.flag({})`:                                                                                    `TypeError TypeError: n.flag: argument 1: want a boolean, got an object`,
		`return native.bytes("x")`:                                                                                  `TypeError TypeError: n.bytes: argument 1: want bytes (a Uint8Array or ArrayBuffer), got a string`,
		`return native.object({ x: 1, z: 2 })`:                                                                      `TypeError TypeError: n.object: argument 1: json: unknown field "z"`,
		`return native.object([])`:                                                                                  `TypeError TypeError: n.object: argument 1: json: cannot unmarshal array into Go value of type jsapi.point`,
		`return native.many("a", "b")`:                                                                              `TypeError TypeError: n.many: argument 2: want a number, got a string`,
		`return await native.later("x").catch((e) => e.message)`:                                                    `"n.later: argument 1: want a number, got a string"`,
		`return await native.later(-1)`:                                                                             `Error Error: negative`,
		`return await native.deadline()`:                                                                            `Error TimeoutError: context deadline exceeded`,
		`return await native.panics()`:                                                                              `Error Error: panic in native code: oh no`,
		`try { native.fails() } catch (e) { return [e.code, e instanceof Error] }`:                                  `["ENOENT",true]`,
		`try { native.typed() } catch (e) { return [e instanceof RangeError, e.limit, e.cause.message] }`: `[true,3,"file does not exist"]`,
	} {
		t.Run(code, func(t *testing.T) {
			if got := script(t, natives, code); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// What a script throws comes back as itself through native code.
func TestIdentity(t *testing.T) {
	native := func(vm *VM) Exports {
		return Exports{"call": func(c goja.FunctionCall) goja.Value {
			f, _ := goja.AssertFunction(c.Argument(0))
			v, err := vm.Call(f, goja.Undefined())
			if err != nil {
				vm.Throw(fmt.Errorf("native: %w", err))
			}
			return v
		}}
	}
	got := script(t, native, `const mine = new Error("mine");
try { native.call(() => { throw mine; }) } catch (e) { return e === mine; }`)
	if diff := cmp.Diff("true", got); diff != "" {
		t.Error(diff)
	}
}
