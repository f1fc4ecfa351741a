package step

import (
	"encoding/json"
	"fmt"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Module lends the step natives to the library's own JavaScript, under
// "host:internal/step". Scripts reach them through "inngest".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/step", Open: open}
}

func open(vm *jsapi.VM) jsapi.Exports {
	rt := vm.Runtime()
	of := func(c goja.FunctionCall) *Replay {
		h, ok := c.Argument(0).Export().(*handle)
		if !ok {
			vm.Throw(jsapi.TypeErrorf("step tools: not a call"))
		}
		return h.replay
	}
	current := func() *Replay {
		r, _ := vm.ContextValue(replayKey{}).(*Replay)
		return r
	}
	return jsapi.Exports{
		"find": func(c goja.FunctionCall) goja.Value { return of(c).find(c) },
		"claim": func(c goja.FunctionCall) goja.Value {
			r := of(c)
			id := c.Argument(1).String()
			hashed, index := r.ids.Next(id)
			return vm.Value(claim{ID: hashed, Index: index, Memoized: r.engine.Memoized(hashed), Userland: id})
		},
		"keep": func(c goja.FunctionCall) goja.Value {
			of(c).kept = c.Argument(1)
			return goja.Undefined()
		},
		"kept": func(c goja.FunctionCall) goja.Value {
			if v := of(c).kept; v != nil {
				return v
			}
			return goja.Undefined()
		},
		"app":       func(c goja.FunctionCall) goja.Value { return rt.ToValue(of(c).in.App) },
		"replaying": func(c goja.FunctionCall) goja.Value { return rt.ToValue(of(c).engine.Replaying()) },
		"current": func(goja.FunctionCall) goja.Value {
			if r := current(); r != nil {
				return r.handle
			}
			return goja.Undefined()
		},
		"inStep": func(goja.FunctionCall) goja.Value { return rt.ToValue(vm.ContextValue(stepKey{}) != nil) },
		"withMode": func(c goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(c.Argument(1))
			if !ok {
				vm.Throw(jsapi.TypeErrorf("withMode: argument 2: want a function"))
			}
			var v goja.Value
			var err error
			vm.With(modeKey{}, c.Argument(0), func() { v, err = vm.Call(f, goja.Undefined()) })
			if err != nil {
				vm.Throw(err)
			}
			return v
		},
		"mode": func(goja.FunctionCall) goja.Value {
			if v, ok := vm.ContextValue(modeKey{}).(goja.Value); ok {
				return v
			}
			return goja.Undefined()
		},
		"beforeAnswer": func(c goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(c.Argument(1))
			if !ok {
				vm.Throw(jsapi.TypeErrorf("beforeAnswer: argument 2: want a function"))
			}
			r := of(c)
			r.before = append(r.before, f)
			return goja.Undefined()
		},
		"record": func(c goja.FunctionCall) goja.Value {
			registry := registryOf(vm)
			registry.created = append(registry.created, Created{Object: c.Argument(0).ToObject(rt), Line: callSite(vm)})
			return goja.Undefined()
		},
	}
}

// Event is the JSON of the event that the code running in the VM handles; nil
// outside a call of a function.
func Event(vm *jsapi.VM) json.RawMessage {
	if r, _ := vm.ContextValue(replayKey{}).(*Replay); r != nil {
		return r.in.Event
	}
	return nil
}

// claim is an id reserved ahead of its step.
type claim struct {
	ID       string `json:"id"`
	Index    int    `json:"index"`
	Memoized bool   `json:"memoized"`
	Userland string `json:"userland"`
}

// Created is a function object that a script made with createFunction.
type Created struct {
	Object *goja.Object
	// Line is where, "scripts/functions/x.ts:12:7". Any goroutine may ask; it
	// costs the reading of the bundle's source map.
	Line func() string
}

type (
	registry    struct{ created []Created }
	registryKey struct{}
)

func registryOf(vm *jsapi.VM) *registry {
	r, ok := vm.Load(registryKey{}).(*registry)
	if !ok {
		r = &registry{}
		vm.Store(registryKey{}, r)
	}
	return r
}

// Registered are the function objects created in the VM so far, in order.
func Registered(vm *jsapi.VM) []Created { return registryOf(vm).created }

// Describe is the JSON form of a bundler.Function for a function object, and
// false for any other value.
func Describe(vm *jsapi.VM, v goja.Value) (json.RawMessage, bool, error) {
	s, err := load(vm)
	if err != nil {
		return nil, false, err
	}
	is, err := vm.Call(s.is, goja.Undefined(), v)
	if err != nil || !is.ToBoolean() {
		return nil, false, err
	}
	text, err := vm.Call(s.describe, goja.Undefined(), v)
	if err != nil {
		return nil, true, err
	}
	return json.RawMessage(text.String()), true, nil
}

// shim is the JavaScript half: __host of the "inngest" module.
type shim struct {
	describe, is, invoke, toError, toStepError, toJSON goja.Callable
	// input is the prototype of what invoke is given.
	input *goja.Object
}

type shimKey struct{}

func load(vm *jsapi.VM) (*shim, error) {
	if s, ok := vm.Load(shimKey{}).(*shim); ok {
		return s, nil
	}
	exports, err := vm.Require("inngest")
	if err != nil {
		return nil, err
	}
	host := exports.ToObject(vm.Runtime()).Get("__host")
	if host == nil {
		return nil, fmt.Errorf("module %q has no __host", "inngest")
	}
	s := &shim{input: inputPrototype(vm)}
	for name, f := range map[string]*goja.Callable{
		"describe": &s.describe, "is": &s.is, "invoke": &s.invoke,
		"error": &s.toError, "stepError": &s.toStepError, "stringify": &s.toJSON,
	} {
		var ok bool
		if *f, ok = goja.AssertFunction(host.ToObject(vm.Runtime()).Get(name)); !ok {
			return nil, fmt.Errorf("module %q: __host.%s is not a function", "inngest", name)
		}
	}
	vm.Store(shimKey{}, s)
	return s, nil
}

// error is a thrown value in wire form.
func (s *shim) error(r *Replay, thrown goja.Value) *Error {
	text, err := r.vm.Call(s.toError, goja.Undefined(), thrown)
	if err != nil {
		return &Error{Name: "Error", Message: fmt.Sprintf("an error that cannot be serialized: %v", err), Serialized: true}
	}
	var wire struct {
		Error      Error  `json:"error"`
		NoRetry    bool   `json:"noRetry"`
		RetryAfter string `json:"retryAfter"`
		Memoized   string `json:"memoized"`
	}
	if err := json.Unmarshal([]byte(text.String()), &wire); err != nil {
		return &Error{Name: "Error", Message: "an error that cannot be serialized: " + err.Error(), Serialized: true}
	}
	e := wire.Error
	e.Stack = jsapi.Stack(e.Stack)
	e.Cause = readable(e.Cause)
	e.NoRetry, e.RetryAfter, e.Memoized = wire.NoRetry, wire.RetryAfter, wire.Memoized
	return &e
}

// readable is a serialised cause with its stacks, and those of its own causes,
// as Node writes them.
func readable(cause json.RawMessage) json.RawMessage {
	var e map[string]json.RawMessage
	if json.Unmarshal(cause, &e) != nil || e == nil {
		return cause
	}
	var stack string
	if json.Unmarshal(e["stack"], &stack) == nil && stack != "" {
		// A string always encodes.
		e["stack"], _ = json.Marshal(jsapi.Stack(stack))
	}
	if inner := e["cause"]; inner != nil {
		e["cause"] = readable(inner)
	}
	text, err := json.Marshal(e)
	if err != nil {
		return cause
	}
	return text
}

// stepError is the StepError that a recorded failure rejects with.
func (s *shim) stepError(r *Replay, failed *Step, recorded *Error) goja.Value {
	text, err := json.Marshal(recorded)
	if err != nil {
		return r.vm.ErrorValue(err)
	}
	v, err := r.vm.Call(s.toStepError, goja.Undefined(),
		r.vm.Value(failed.Op.Userland.Indexed()), r.vm.Value(failed.Op.ID), r.vm.Value(json.RawMessage(text)))
	if err != nil {
		return r.vm.ErrorValue(err)
	}
	return v
}

// stringify is JSON text with what JSON cannot hold left out.
func (s *shim) stringify(r *Replay, v goja.Value) (json.RawMessage, error) {
	text, err := r.vm.Call(s.toJSON, goja.Undefined(), v)
	if err != nil || goja.IsUndefined(text) {
		return nil, err
	}
	return json.RawMessage(text.String()), nil
}
