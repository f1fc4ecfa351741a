package step

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"

	"github.com/dop251/goja"
	"go.opentelemetry.io/otel/trace"

	"systembus/jsapi"
	"systembus/jsapi/rawjson"
)

// A Replay is one call of a function's handler, under an engine that decides
// about the steps it finds. It belongs to its VM's loop.
type Replay struct {
	vm     *jsapi.VM
	shim   *shim
	engine Engine
	ids    IDs
	handle goja.Value
	in     Input
	fn     goja.Value
	before []goja.Callable
	kept   goja.Value // the library's own state of the call
	over   bool
}

// handle is what the JavaScript half holds of a Replay. It has no members that
// a script could reach.
type handle struct{ replay *Replay }

// stepKey binds the step whose body is running in the asynchronous context,
// replayKey the replay.
type (
	stepKey   struct{}
	replayKey struct{}
	modeKey   struct{}
)

// New is a replay of a function, a function object of this VM.
func New(vm *jsapi.VM, fn goja.Value, in Input, engine Engine) (*Replay, error) {
	shim, err := load(vm)
	if err != nil {
		return nil, err
	}
	r := &Replay{vm: vm, shim: shim, engine: engine, in: in, fn: fn}
	r.handle = vm.Runtime().ToValue(&handle{r})
	return r, nil
}

// Start calls the handler, or the onFailure handler. What becomes of it is
// told to the engine.
func (r *Replay) Start() error {
	arg, err := r.input(r.in)
	if err != nil {
		return err
	}
	r.vm.With(replayKey{}, r, func() {
		v, err := r.vm.Call(r.shim.invoke, goja.Undefined(), r.fn, r.handle, arg)
		if err != nil {
			if r.vm.Fatal() == nil {
				r.engine.Settled(Result{Err: r.thrown(err)})
			}
			return
		}
		r.await(v, r.engine.Settled)
	})
	return r.vm.Fatal()
}

// An Answer is what the call will be answered with.
type Answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

// BeforeAnswer lets the middleware that asked for it look at the answer, one
// after the other, and then calls done.
func (r *Replay) BeforeAnswer(answer func() Answer, done func()) {
	if len(r.before) == 0 {
		done()
		return
	}
	next := r.before[0]
	r.before = r.before[1:]
	goOn := func(goja.Value) { r.BeforeAnswer(answer, done) }
	failed := func(reason goja.Value) {
		r.vm.Uncaught(r.vm.Exception(reason))
		r.BeforeAnswer(answer, done)
	}
	r.vm.With(replayKey{}, r, func() {
		v, err := r.vm.Call(next, goja.Undefined(), r.vm.Value(answer()))
		if err == nil {
			err = r.vm.Then(v, goOn, failed)
		}
		if err != nil && r.vm.Fatal() == nil {
			failed(r.vm.ErrorValue(err))
		}
	})
}

// Leave ends the replay: nothing that its code still does reaches the engine.
func (r *Replay) Leave() { r.over = true }

// input is the object that the handler's context is made of. The list of
// events and the recorded results are parsed when they are read: most
// functions read neither.
func (r *Replay) input(in Input) (goja.Value, error) {
	rt := r.vm.Runtime()
	event, err := r.event(in.Event)
	if err != nil {
		return nil, fmt.Errorf("event: %w", err)
	}
	o := rt.CreateObject(r.shim.input)
	set := func(name string, v any) { _ = o.Set(name, v) } // a fresh object takes any property
	set("call", r.handle)
	set("event", event)
	set("failure", in.Failure)
	set("runId", in.RunID)
	set("attempt", in.Attempt)
	if in.MaxAttempts > 0 {
		set("maxAttempts", in.MaxAttempts)
	}
	set("requestId", in.RequestID)
	set("jobId", in.JobID)
	return o, nil
}

// inputPrototype has the members of an input that are made when they are read.
func inputPrototype(vm *jsapi.VM) *goja.Object {
	rt := vm.Runtime()
	proto := rt.NewObject()
	define := func(name string, value func(r *Replay) goja.Value) {
		getter := rt.ToValue(func(c goja.FunctionCall) goja.Value {
			h, ok := c.This.ToObject(rt).Get("call").Export().(*handle)
			if !ok {
				return goja.Undefined()
			}
			return value(h.replay)
		})
		_ = proto.DefineAccessorProperty(name, getter, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	define("events", func(r *Replay) goja.Value { return r.parsed(r.in.Events) })
	define("stack", func(r *Replay) goja.Value {
		if len(r.in.Stack) == 0 {
			return goja.Undefined()
		}
		return vm.Value(r.in.Stack)
	})
	define("steps", func(r *Replay) goja.Value {
		if len(r.in.Stack) == 0 {
			return goja.Undefined()
		}
		return vm.Value(recorded(r.in.Steps))
	})
	return proto
}

// largeEvent is the size from which an event's data is parsed only when it is
// read: in a replay, often no step does that any more.
const largeEvent = 16 << 10

// event makes the event object.
func (r *Replay) event(text json.RawMessage) (goja.Value, error) {
	if len(text) < largeEvent {
		return r.vm.ParseJSON(text)
	}
	o := r.vm.Runtime().NewObject()
	err := rawjson.Members(text, func(name string, value json.RawMessage) error {
		if name == "data" {
			r.lazily(o, name, func() goja.Value { return r.parsed(value) })
			return nil
		}
		v, err := r.vm.ParseJSON(value)
		if err != nil {
			return err
		}
		return o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	})
	return o, err
}

// lazily defines a property whose value is made when it is first read.
func (r *Replay) lazily(o *goja.Object, name string, value func() goja.Value) {
	rt := r.vm.Runtime()
	keep := func(v goja.Value) goja.Value {
		_ = o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		return v
	}
	getter := rt.ToValue(func(goja.FunctionCall) goja.Value { return keep(value()) })
	setter := rt.ToValue(func(c goja.FunctionCall) goja.Value { return keep(c.Argument(0)) })
	_ = o.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

func (r *Replay) parsed(text json.RawMessage) goja.Value {
	v, err := r.vm.ParseJSON(text)
	if err != nil {
		r.vm.Throw(err)
	}
	return v
}

// recorded is the wire form of recorded results.
func recorded(steps map[string]Result) map[string]any {
	out := make(map[string]any, len(steps))
	for id, s := range steps {
		if s.Err != nil {
			out[id] = map[string]any{"error": s.Err}
			continue
		}
		data := s.Data
		if data == nil {
			data = json.RawMessage("null")
		}
		out[id] = map[string]any{"data": data}
	}
	return out
}

// find is the native half of every step tool; see host.d.ts.
func (r *Replay) find(c goja.FunctionCall) goja.Value {
	promise, resolve, reject := r.vm.Runtime().NewPromise()
	s := &Step{Op: Op{Op: c.Argument(1).String(), Name: c.Argument(3).String(), DisplayName: c.Argument(4).String()}}
	r.name(s, c.Argument(2))
	if opts := c.Argument(5); !goja.IsUndefined(opts) && !goja.IsNull(opts) {
		text, err := r.vm.JSON(opts)
		if err != nil {
			r.vm.Throw(fmt.Errorf("options of step %q: %w", s.Op.Userland.ID, err))
		}
		s.Op.Opts = text
	}
	s.Settle = func(res Result) {
		if res.Err != nil {
			r.fail(promise, reject, r.shim.stepError(r, s, res.Err))
			return
		}
		r.vm.Touch()
		v, err := r.vm.ParseJSON(res.Data)
		if err != nil {
			r.fail(promise, reject, r.vm.ErrorValue(fmt.Errorf("recorded result of step %q: %w", s.Op.Userland.ID, err)))
			return
		}
		if goja.IsUndefined(v) {
			v = goja.Null()
		}
		r.vm.Check(resolve(v))
	}
	if body, ok := goja.AssertFunction(c.Argument(6)); ok {
		input, around := c.Argument(7), r.vm.Capture()
		s.Run = func(edited []json.RawMessage, done func(Result)) {
			r.vm.Restore(around, func() { r.run(s, body, input, edited, done) })
		}
	}
	inside, _ := r.vm.ContextValue(stepKey{}).(*Step)
	if r.over {
		return r.vm.Runtime().ToValue(promise) // the call was answered: nothing settles this
	}
	if inside != nil || !r.engine.Memoized(s.Op.ID) {
		s.Line = callSite(r.vm)
	}
	if err := r.engine.Found(s, inside); err != nil {
		r.fail(promise, reject, r.vm.ErrorValue(err))
	}
	return r.vm.Runtime().ToValue(promise)
}

// name fills the step's ids from the author's id or from a claim.
func (r *Replay) name(s *Step, id goja.Value) {
	if o, ok := id.(*goja.Object); ok {
		if c, ok := o.Get("userland").(goja.String); ok {
			s.Op.ID = o.Get("id").String()
			s.Op.Userland = &Userland{ID: c.String(), Index: int(o.Get("index").ToInteger())}
			return
		}
	}
	u := id.String()
	hashed, index := r.ids.Next(u)
	s.Op.ID, s.Op.Userland = hashed, &Userland{ID: u, Index: index}
}

// fail rejects a step's promise. A script may await the step later, so the
// rejection counts as handled.
func (r *Replay) fail(p *goja.Promise, reject func(any) error, reason goja.Value) {
	r.vm.Touch()
	r.vm.Handled(p)
	r.vm.Check(reject(reason))
}

// run calls a step's body.
func (r *Replay) run(s *Step, body goja.Callable, input goja.Value, edited []json.RawMessage, done func(Result)) {
	var args []goja.Value
	if edited != nil {
		for _, text := range edited {
			v, err := r.vm.ParseJSON(text)
			if err != nil {
				done(Result{Err: &Error{Name: "Error", Message: "input of the step: " + err.Error()}})
				return
			}
			args = append(args, v)
		}
	} else if o, ok := input.(*goja.Object); ok {
		for i := range int(o.Get("length").ToInteger()) {
			args = append(args, o.Get(fmt.Sprint(i)))
		}
	}
	if span := trace.SpanFromContext(r.vm.Context()); span.IsRecording() {
		ctx, done := r.trace(span, s, done)
		r.vm.WithContext(ctx, func() { r.call(s, body, args, done) })
		return
	}
	r.call(s, body, args, done)
}

// call calls a step's body with its arguments.
func (r *Replay) call(s *Step, body goja.Callable, args []goja.Value, done func(Result)) {
	r.vm.With(stepKey{}, s, func() {
		v, err := r.vm.Call(body, goja.Undefined(), args...)
		if err != nil {
			if r.vm.Fatal() == nil {
				done(Result{Err: r.thrown(err)})
			}
			return
		}
		r.await(v, done)
	})
}

// await calls done with what v is, or comes to be when it is a promise.
func (r *Replay) await(v goja.Value, done func(Result)) {
	err := r.vm.Then(v,
		func(v goja.Value) { done(r.result(v)) },
		func(reason goja.Value) { done(Result{Err: r.shim.error(r, reason)}) })
	if err != nil && r.vm.Fatal() == nil {
		done(Result{Err: r.thrown(err)})
	}
}

// result is a value in its JSON form. What JSON cannot hold is left out, as
// the TypeScript SDK does; a toJSON that throws is the step's error.
func (r *Replay) result(v goja.Value) Result {
	text, err := r.vm.JSON(v)
	if err != nil && r.vm.Fatal() == nil {
		text, err = r.shim.stringify(r, v)
	}
	if err != nil {
		return Result{Err: r.thrown(err)}
	}
	return Result{Data: text}
}

// thrown is what a call threw.
func (r *Replay) thrown(err error) *Error { return r.shim.error(r, r.vm.ErrorValue(err)) }

// Attrs mark a line of the log with the call that wrote it: function, run,
// attempt, and step inside a step's body.
func Attrs(vm *jsapi.VM) []slog.Attr {
	r, ok := vm.ContextValue(replayKey{}).(*Replay)
	if !ok {
		return nil
	}
	attrs := []slog.Attr{
		slog.String("function", r.in.Function), slog.String("run", r.in.RunID), slog.Int("attempt", r.in.Attempt),
	}
	if s, ok := vm.ContextValue(stepKey{}).(*Step); ok {
		attrs = append(attrs, slog.String("step", s.Op.Userland.Indexed()))
	}
	return attrs
}

// callSite notes where a tool was called; the place is worked out when asked
// for.
func callSite(vm *jsapi.VM) func() string {
	frames := vm.Runtime().CaptureCallStack(12, nil)
	return func() string {
		for _, f := range frames {
			p := f.Position()
			if p.Line > 0 && p.Filename != "" && !strings.HasPrefix(p.Filename, "host:") {
				return fmt.Sprintf("%s:%d:%d", p.Filename, p.Line, p.Column)
			}
		}
		return ""
	}
}
