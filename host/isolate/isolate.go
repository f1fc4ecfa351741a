// Package isolate keeps the loaded bundles: each in a runtime of its own, with
// an event loop on a goroutine of its own, serving many calls at once as one
// Node process would. A script that blocks, blocks its own isolate and nothing
// else; one that must be interrupted is condemned and a fresh isolate takes
// the next call.
package isolate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"systembus/bundler"
	"systembus/jsapi"
	"systembus/jsapi/process"
	"systembus/jsapi/step"
)

// A Source is a script's bundle, ready to be loaded any number of times.
type Source struct {
	// Path names the script: "scripts/functions/digest.ts".
	Path string
	// Hash identifies the code; isolates of another hash are replaced.
	Hash string
	// Root is the absolute folder that Path is in, where the script's
	// import.meta.url and __dirname point to.
	Root string
	// Code and Map give the bundle; they are called when it is first loaded.
	Code func() (code, sourceMap []byte, err error)
}

// Definition is what a script said when it was evaluated.
type Definition struct {
	// Functions are those that the script created and exported.
	Functions []bundler.Function
	// Webhook is the provider that the script exports; nil for none.
	Webhook *bundler.Webhook
	// Unexported are the places of functions that the script's own file
	// created and did not export: they cannot be called. Those of files that
	// it imports are those files' affair.
	Unexported []string
	// Roles is the script's `export const roles`; nil when there is none.
	Roles []string
	// Requires is the script's `export const requires`.
	Requires []string
	// AllowNoRetries is the script's `export const allowNoRetries`.
	AllowNoRetries bundler.Reasons
	// Env are the environment variables that were read; nil for unset ones.
	Env map[string]*string
	// Settings is the script's `export const isolate`.
	Settings Settings
}

// Settings are what a script asks of its isolates, with
// `export const isolate = {...}`.
type Settings struct {
	// Instances is how many isolates serve the script at most; 1 unless said.
	Instances int `json:"instances"`
	// Fresh gives every call an isolate of its own.
	Fresh bool `json:"fresh"`
	// CallTimeout is the deadline of a call, "90s": for all functions, or by
	// function id.
	CallTimeout Timeouts `json:"callTimeout"`
}

// Timeouts are deadlines by function id; "" holds for the others.
type Timeouts map[string]time.Duration

// UnmarshalJSON reads a duration string, or an object of them.
func (t *Timeouts) UnmarshalJSON(text []byte) error {
	var by map[string]string
	var all string
	if json.Unmarshal(text, &all) == nil {
		by = map[string]string{"": all}
	} else if err := json.Unmarshal(text, &by); err != nil {
		return errors.New(`callTimeout: want a duration such as "90s", or an object of them by function id`)
	}
	*t = Timeouts{}
	for id, s := range by {
		d, err := time.ParseDuration(s)
		if err != nil || d <= 0 {
			return fmt.Errorf("callTimeout: %q is not a positive duration such as \"90s\"", s)
		}
		(*t)[id] = d
	}
	return nil
}

// Isolate is one loaded bundle.
type Isolate struct {
	source    *loaded
	vm        *jsapi.VM
	functions map[string]goja.Value
	provider  *provider
	defined   Definition
	// lines are where the defined functions were created, and unexported where
	// others were: they are worked out for whoever asks for the definition.
	lines, unexported []func() string
	logger            *slog.Logger

	// dead is closed when the loop has ended; cause says why.
	dead  chan struct{}
	cause error
	// condemned is set once no further call may be given to the isolate.
	condemned atomic.Bool
	noted     sync.Once // that it was condemned
	calls     atomic.Int64
	lastUsed  atomic.Int64
}

// loaded is a source compiled once for all its isolates.
type loaded struct {
	Source
	program *jsapi.Program
}

func compile(s Source) (*loaded, error) {
	code, sourceMap, err := s.Code()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Path, err)
	}
	// Stacks name sources relative to the bundle's own name.
	p, err := jsapi.Compile(path.Base(s.Path)+".js", code, sourceMap)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Path, err)
	}
	return &loaded{Source: s, program: p}, nil
}

// open evaluates the bundle in a new isolate.
func open(ctx context.Context, src *loaded, o Options) (*Isolate, error) {
	i := &Isolate{source: src, logger: o.Logger, functions: map[string]goja.Value{}, dead: make(chan struct{})}
	i.vm = jsapi.New(o.Library)
	i.vm.OnUncaught(i.uncaught)
	done := make(chan error, 1)
	task := jsapi.NewTask(ctx, "loading "+src.Path, loading(done))
	go func() {
		i.cause = i.vm.Run()
		close(i.dead)
	}()
	i.vm.PostTask(task, func() { i.evaluate(task, o, func(err error) { done <- err }) })
	select {
	case err := <-done:
		if err == nil && i.vm.Fatal() == nil {
			i.lastUsed.Store(time.Now().UnixNano())
			return i, nil
		}
		i.vm.Close(err)
		return nil, fmt.Errorf("%s: %w", src.Path, err)
	case <-i.dead:
		return nil, fmt.Errorf("%s: while loading: %w", src.Path, i.cause)
	case <-ctx.Done():
		i.vm.Interrupt(task, context.Cause(ctx))
		i.vm.Close(context.Cause(ctx))
		return nil, fmt.Errorf("%s: while loading: %w", src.Path, context.Cause(ctx))
	}
}

// evaluate runs the bundle's code, to the end of its top-level awaits, and
// reads what it defined.
func (i *Isolate) evaluate(task *jsapi.Task, o Options, done func(error)) {
	for _, setup := range o.Setup {
		if err := setup(i.vm); err != nil {
			done(err)
			return
		}
	}
	exports, err := i.vm.Evaluate(i.source.program, i.source.Root+"/"+i.source.Path, i.source.Root)
	if err != nil {
		done(i.unloadable(err))
		return
	}
	ready := exports.Get(hostReady)
	if ready == nil {
		done(i.define(exports))
		return
	}
	i.vm.Open(task)
	err = i.vm.Then(ready, func(exports goja.Value) {
		i.vm.Forget(task)
		done(i.define(exports.ToObject(i.vm.Runtime())))
	}, func(reason goja.Value) {
		i.vm.Forget(task)
		done(i.unloadable(i.vm.Exception(reason)))
	})
	if err != nil {
		done(i.explain(err))
	}
}

// hostReady is where the bundler leaves the promise of the exports of a script
// that has a top-level await.
const hostReady = "__hostReady"

// loading watches a script's top level.
type loading chan error

// Drained implements jsapi.Watcher.
func (loading) Drained(int) {}

// Stalled implements jsapi.Watcher: an await that nothing will end.
func (l loading) Stalled() {
	select {
	case l <- errors.New("its top level awaits a promise that nothing in flight will settle"):
	default: // it has ended meanwhile
	}
}

// define collects the functions among the exports.
func (i *Isolate) define(exports *goja.Object) error {
	i.defined.Env = process.EnvRead(i.vm)
	lines := map[*goja.Object]func() string{}
	created := step.Registered(i.vm)
	for _, c := range created {
		lines[c.Object] = c.Line
	}
	exported := map[*goja.Object]bool{}
	if len(created) > 0 {
		if err := i.collect(exports, lines, exported, 0); err != nil {
			return err
		}
	}
	for _, c := range created {
		if !exported[c.Object] {
			i.unexported = append(i.unexported, c.Line)
		}
	}
	if err := i.findWebhook(exports); err != nil {
		return err
	}
	if err := i.constant(exports, "roles", &i.defined.Roles); err != nil {
		return err
	}
	if err := i.constant(exports, "requires", &i.defined.Requires); err != nil {
		return err
	}
	if err := i.constant(exports, "allowNoRetries", &i.defined.AllowNoRetries); err != nil {
		return err
	}
	return i.constant(exports, "isolate", &i.defined.Settings)
}

// definition is what the script defined, with the places.
func (i *Isolate) definition() Definition {
	d := i.defined
	for n, line := range i.lines {
		d.Functions[n].Line = line()
	}
	for _, line := range i.unexported {
		if place := line(); strings.HasPrefix(place, i.source.Path+":") {
			d.Unexported = append(d.Unexported, place)
		}
	}
	return d
}

// collect adds the functions in v: one, or an array or object of them.
func (i *Isolate) collect(v goja.Value, lines map[*goja.Object]func() string, exported map[*goja.Object]bool, depth int) error {
	o, ok := v.(*goja.Object)
	if !ok || depth > 3 || exported[o] {
		return nil
	}
	if line, ok := lines[o]; ok {
		exported[o] = true
		return i.add(o, line)
	}
	if class := o.ClassName(); class != "Array" && class != "Object" {
		return nil
	}
	for _, key := range o.Keys() {
		if err := i.collect(o.Get(key), lines, exported, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (i *Isolate) add(o *goja.Object, line func() string) error {
	text, _, err := step.Describe(i.vm, o)
	if err != nil {
		return fmt.Errorf("%s: %w", line(), i.explain(err))
	}
	var f bundler.Function
	if err := json.Unmarshal(text, &f); err != nil {
		return fmt.Errorf("%s: definition: %w", line(), err)
	}
	i.lines = append(i.lines, line)
	if _, twice := i.functions[f.ID]; !twice {
		i.functions[f.ID] = o
	}
	i.defined.Functions = append(i.defined.Functions, f)
	return nil
}

// constant reads an export that must be plain data.
func (i *Isolate) constant(exports *goja.Object, name string, into any) error {
	v := exports.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	text, err := i.vm.JSON(v)
	if err != nil {
		return i.explain(err)
	}
	if text == nil {
		return fmt.Errorf("export %q is not plain data", name)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("export %q: %w", name, err)
	}
	return nil
}

// explain gives a script's exception its stack.
func (i *Isolate) explain(err error) error {
	if thrown, ok := errors.AsType[*jsapi.Thrown](err); ok {
		return &ScriptError{Message: thrown.Value.String(), Stack: thrown.Error()}
	}
	var exception *goja.Exception
	if !errors.As(err, &exception) {
		return err
	}
	return &ScriptError{Message: strings.TrimSpace(exception.Error()), Stack: jsapi.Stack(exception.String())}
}

// unloadable explains what a script's top level threw: most often it is
// something that the machine does not have, and only its causes, or what the
// script had read before, say what.
func (i *Isolate) unloadable(err error) error {
	explained := i.explain(err)
	script, ok := errors.AsType[*ScriptError](explained)
	if !ok {
		return explained
	}
	script.Causes = causes(err)
	for name, value := range process.EnvRead(i.vm) {
		if value == nil {
			script.Unset = append(script.Unset, name)
		}
	}
	slices.Sort(script.Unset)
	return script
}

// causes are the texts of the errors behind one that a script threw.
func causes(err error) []string {
	const most = 5 // deeper ones tell nobody anything, and may go in a circle
	var v goja.Value
	if thrown, ok := errors.AsType[*jsapi.Thrown](err); ok {
		v = thrown.Value
	} else if exception, ok := errors.AsType[*goja.Exception](err); ok {
		v = exception.Value()
	}
	var out []string
	for range most {
		o, ok := v.(*goja.Object)
		if !ok {
			break
		}
		if v = o.Get("cause"); v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
			break
		}
		out = append(out, v.String())
	}
	return out
}

// ScriptError is what a script threw while it was being loaded.
type ScriptError struct {
	Message string
	// Stack is source-mapped.
	Stack string
	// Causes are the errors that led to it, the nearest first, and Unset the
	// variables of the environment that the script had asked for in vain.
	// Both are of what a script's top level threw.
	Causes, Unset []string
}

// Error implements error: the message and the stack.
func (e *ScriptError) Error() string { return e.Stack }

// uncaught logs what nothing caught.
func (i *Isolate) uncaught(task *jsapi.Task, reason goja.Value) {
	name := "no call"
	if task != nil {
		name = task.Name
	}
	text := reason.String()
	if o, ok := reason.(*goja.Object); ok {
		if stack := o.Get("stack"); stack != nil && !goja.IsUndefined(stack) {
			text = jsapi.Stack(stack.String())
		}
	}
	i.logger.Error("an error was not caught",
		"script", i.source.Path, "call", name, "error", text)
}

// give ends a call for which the isolate was taken.
func (i *Isolate) give() {
	i.lastUsed.Store(time.Now().UnixNano())
	i.calls.Add(-1)
}

// play runs one call on the isolate. What the call's code leaves in flight when
// it has answered, such as an event it did not wait for, goes on until ctx
// ends; release is called when there is no more of it.
func (i *Isolate) play(ctx context.Context, release context.CancelFunc, in step.Input, start func(step.Host) step.Engine) error {
	c := &call{isolate: i, finished: make(chan error, 1), release: release}
	c.task = jsapi.NewTask(ctx, in.Function+" run "+in.RunID, c)
	if !i.vm.PostTask(c.task, func() { c.start(in, start) }) {
		return i.deathCause()
	}
	select {
	case err := <-c.finished:
		return err
	case <-i.dead:
		return i.deathCause()
	case <-ctx.Done():
		return i.overdue(c.task, c.finished, c.leave, context.Cause(ctx))
	}
}

// overdue leaves a call that is past its deadline. If its own code is what
// keeps the loop, the isolate is interrupted and thereby condemned. Between
// two microtasks no code runs for an instant, so one look is not enough.
func (i *Isolate) overdue(task *jsapi.Task, finished <-chan error, leave func(), cause error) error {
	select {
	case err := <-finished: // it made it after all
		return err
	default:
	}
	gone := make(chan struct{})
	i.vm.PostTask(task, func() {
		leave()
		close(gone)
	})
	for range overdueLooks {
		if i.vm.Interrupt(task, fmt.Errorf("%s: %w", task.Name, cause)) {
			i.condemned.Store(true)
			return cause
		}
		select {
		case <-gone:
			return cause
		case <-i.dead:
			return cause
		case <-time.After(time.Millisecond):
		}
	}
	return cause // other code keeps the loop, and has a deadline of its own
}

// overdueLooks is how often, a millisecond apart, it is looked whether an
// overdue call keeps the loop.
const overdueLooks = 100

func (i *Isolate) deathCause() error {
	<-i.dead
	return &CondemnedError{Script: i.source.Path, Cause: i.cause}
}

// CondemnedError is why a call ended with its isolate.
type CondemnedError struct {
	Script string
	Cause  error
}

// Error implements error.
func (e *CondemnedError) Error() string {
	return fmt.Sprintf("the isolate of %s ended: %v", e.Script, e.Cause)
}

// Unwrap is the cause.
func (e *CondemnedError) Unwrap() error { return e.Cause }
