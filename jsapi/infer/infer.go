// Package infer lends the library the host's way to ask language models. The
// engine that does it, with its queue, circuits and budgets, is host/infer;
// the function that scripts call is in bundler/shims/host/infer.ts.
package infer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/dop251/goja"

	"systembus/host/infer"
	"systembus/host/spelling"
	"systembus/jsapi"
	"systembus/jsapi/process"
	"systembus/jsapi/subprocess"
)

// Options say what the module works with.
type Options struct {
	// Engine answers; when nil, one of the module's own that runs pi.
	Engine *infer.Engine
	// Children lists the programs of that one.
	Children *subprocess.Table
	// Attrs tells of the code that runs now for which function, run and step
	// it does. May be nil.
	Attrs func(*jsapi.VM) []slog.Attr
	// Log takes warnings; nothing when nil.
	Log *slog.Logger
}

// Module lends "host:internal/infer".
func Module(o Options) *jsapi.Module {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Engine == nil {
		engine, err := infer.New(infer.Options{Runner: Programs{o.Children}, Log: o.Log})
		if err != nil {
			panic(err) // nothing in these options can be wrong
		}
		o.Engine = engine
	}
	shared := &shared{Options: o}
	return &jsapi.Module{Name: "host:internal/infer", Open: func(vm *jsapi.VM) jsapi.Exports {
		m := &module{vm: vm, shared: shared}
		return jsapi.Exports{"infer": m.infer}
	}}
}

// shared is what the modules of all VMs have in common.
type shared struct {
	Options
	warned sync.Map // functions that ask outside their steps
}

type module struct {
	vm *jsapi.VM
	*shared
}

// infer(prompt, options) gives {promise, cancel}.
func (m *module) infer(call goja.FunctionCall) goja.Value {
	request, err := m.request(call)
	if err != nil {
		m.vm.Throw(err)
	}
	aborted, abort := context.WithCancelCause(context.Background())
	promise := m.vm.Go(func(ctx context.Context) (func() goja.Value, error) {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		defer context.AfterFunc(aborted, func() { cancel(context.Cause(aborted)) })()
		result, err := m.Engine.Infer(ctx, request)
		if err != nil {
			return nil, scriptError(err)
		}
		text, err := json.Marshal(result)
		if err != nil {
			return nil, err
		}
		return func() goja.Value { return m.vm.Value(json.RawMessage(text)) }, nil
	})
	return m.vm.Value(jsapi.Exports{
		"promise": promise,
		"cancel":  m.vm.Sync("cancel", func(reason string) { abort(errors.New(reason)) }),
	})
}

// request reads the arguments, and on whose account they are.
func (m *module) request(call goja.FunctionCall) (infer.Request, error) {
	var r infer.Request
	prompt, ok := call.Argument(0).(goja.String)
	if !ok {
		return r, jsapi.TypeErrorf("infer: argument 1: want the prompt, a string, got %s", kind(call.Argument(0)))
	}
	if v := call.Argument(1); !goja.IsUndefined(v) && !goja.IsNull(v) {
		text, err := m.vm.JSON(v)
		if err != nil {
			return r, err
		}
		if err := decode(text, &r); err != nil {
			return r, jsapi.TypeErrorf("infer: argument 2: %s", err.Error())
		}
	}
	r.Prompt = prompt.String()
	r.Environ = process.Environ(m.vm)
	if r.Environ == nil {
		r.Environ = os.Environ()
	}
	if m.Attrs != nil {
		for _, a := range m.Attrs(m.vm) {
			switch a.Key {
			case "function":
				r.Function = a.Value.String()
			case "run":
				r.Run = a.Value.String()
			case "step":
				r.Step = a.Value.String()
			}
		}
	}
	if r.Function != "" && r.Step == "" {
		if _, before := m.warned.LoadOrStore(r.Function, true); !before {
			m.Log.Warn("infer is called outside of step.run: it asks, and pays, again whenever the function goes on", "function", r.Function)
		}
	}
	return r, nil
}

func kind(v goja.Value) string {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return v.String()
	}
	if t := v.ExportType(); t != nil {
		return "a " + t.Kind().String()
	}
	return "an object"
}

// decode reads options. The errors are in the words of a script.
func decode(text []byte, r *infer.Request) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(text, &given); err != nil {
		return errors.New("want an object of options")
	}
	names := optionNames()
	for name := range given { // encoding/json would not mind the case
		if !slices.Contains(names, name) {
			return fmt.Errorf("there is no option %q%s", name, spelling.DidYouMean(name, names))
		}
	}
	err := json.Unmarshal(text, r)
	if mismatch, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("option %q: got a %s, want a %s", mismatch.Field, mismatch.Value, typeName(mismatch.Type.Kind().String()))
	}
	return err
}

// optionNames are the options that there are.
var optionNames = sync.OnceValue(func() []string {
	var names []string
	for field := range reflect.TypeFor[infer.Request]().Fields() {
		if name := field.Tag.Get("json"); name != "-" {
			names = append(names, name)
		}
	}
	return names
})

func typeName(kind string) string {
	switch kind {
	case "bool":
		return "boolean"
	case "slice":
		return "list"
	case "map", "struct":
		return "object"
	case "float64", "int":
		return "number"
	}
	return kind
}

// scriptError is an engine's error with the fields that scripts look at.
func scriptError(err error) error {
	var e *infer.Error
	if !errors.As(err, &e) {
		return err
	}
	out := &jsapi.Error{Name: "InferError", Message: e.Message, Code: e.Kind, Props: map[string]any{}}
	if e.Kind == infer.CodeCancelled {
		out.Name = "AbortError"
	}
	for name, value := range map[string]string{"program": e.Program, "model": e.Model, "signal": e.Signal, "stderr": e.Stderr} {
		if value != "" {
			out.Props[name] = value
		}
	}
	if e.ExitCode != nil {
		out.Props["exitCode"] = *e.ExitCode
	}
	if !e.RetryAt.IsZero() {
		out.Props["retryAt"] = e.RetryAt.UTC().Format(time.RFC3339Nano)
	}
	if len(e.Attempts) > 0 {
		out.Props["attempts"] = e.Attempts
	}
	return out
}
