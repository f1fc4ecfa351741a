package subprocess

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"

	"systembus/jsapi"
	"systembus/jsapi/fs"
	"systembus/jsapi/process"
)

// Module lends "host:internal/subprocess". The table lists the children of all
// VMs.
func Module(t *Table) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/subprocess", Types: Types, Open: func(vm *jsapi.VM) jsapi.Exports {
		m := &module{vm: vm, table: t, tied: map[*Child]struct{}{}}
		vm.OnClose(m.end)
		return jsapi.Exports{
			"spawn":     m.spawn,
			"run":       m.run,
			"start":     m.start,
			"spawnSync": vm.Sync("spawnSync", m.spawnSync),
			"which":     vm.Sync("Bun.which", m.which),
		}
	}}
}

// module is the capability in one VM.
type module struct {
	vm    *jsapi.VM
	table *Table

	mu   sync.Mutex
	tied map[*Child]struct{}
}

// errIsolate is why the children of an isolate that ended were stopped.
var errIsolate = errors.New("the isolate that started it ended")

func (m *module) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for c := range m.tied {
		go c.Stop(errIsolate)
	}
}

// options are what the library asks for.
type options struct {
	File       string            `json:"file"`
	Args       []string          `json:"args"`
	CWD        string            `json:"cwd"`
	Env        map[string]string `json:"env"`
	Stdio      []stdio           `json:"stdio"`
	Detached   bool              `json:"detached"`
	KillSignal int               `json:"killSignal"`
	Timeout    float64           `json:"timeout"`
	MaxBuffer  int               `json:"maxBuffer"`
}

type stdio struct {
	Kind  string `json:"kind"`
	Path  string `json:"path"`
	Flags int    `json:"flags"`
	FD    int    `json:"fd"`
}

func (m *module) command(o options, collect bool) Command {
	c := Command{File: o.File, Args: o.Args, Dir: o.CWD, Detached: o.Detached, KillSignal: syscall.Signal(o.KillSignal),
		Timeout: time.Duration(o.Timeout * float64(time.Millisecond))}
	if o.Env == nil {
		c.Env = process.Environ(m.vm)
	} else {
		for k, v := range o.Env {
			c.Env = append(c.Env, k+"="+v)
		}
	}
	for i, s := range o.Stdio {
		one := Stdio{Kind: s.Kind, Path: s.Path, Flags: s.Flags, FD: s.FD, Inherited: i, Collect: collect, Limit: o.MaxBuffer}
		if s.Kind == "fd" && s.FD >= 0 && s.FD <= 2 {
			one.Kind, one.Inherited = "inherit", s.FD
		} else if s.Kind == "fd" && !fs.Opened(m.vm, s.FD) {
			one.FD = -1 // the host's own: EBADF
		}
		c.Stdio = append(c.Stdio, one)
	}
	if t := m.vm.Task(); t != nil {
		c.Owner = t.Name
	}
	return c
}

// spawn(options, onExit) starts a program and gives its handle.
func (m *module) spawn(call goja.FunctionCall) goja.Value {
	var o options
	text, err := m.vm.JSON(call.Argument(0))
	if err == nil {
		err = json.Unmarshal(text, &o)
	}
	if err != nil {
		m.vm.Throw(err)
	}
	onExit, _ := goja.AssertFunction(call.Argument(1))
	op := m.vm.Begin()
	child, err := m.table.Start(op.Context(), m.command(o, false))
	if err != nil {
		op.Cancel()
		m.vm.Throw(startError(o, err))
	}
	if o.Detached {
		op.Cancel()
	} else {
		m.tie(child)
	}
	go func() {
		<-child.Done()
		m.untie(child)
		op.End(func() {
			if _, err := m.vm.Call(onExit, goja.Undefined(), m.vm.Value(told(child.Exit()))); err != nil {
				m.vm.Uncaught(err)
			}
		})
	}()
	return m.handle(child, op)
}

func (m *module) tie(c *Child) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tied[c] = struct{}{}
}

func (m *module) untie(c *Child) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tied, c)
}

// handle is what the library holds of a child.
func (m *module) handle(c *Child, op *jsapi.Operation) goja.Value {
	vm := m.vm
	return vm.Value(jsapi.Exports{
		"pid":  c.PID,
		"kill": vm.Sync("kill", func(signal int) bool { return c.Kill(syscall.Signal(signal)) }),
		"write": vm.Async("stdin.write", func(b []byte) (int, error) {
			n, err := c.Stdin().Write(b)
			return n, pipeError(err)
		}),
		"closeStdin": vm.Sync("stdin.end", func() error { return c.Stdin().Close() }),
		"read":       m.read(c),
		"discard":    vm.Sync("discard", func(fd int) { c.Output(fd).Discard() }),
		// unref lets the child live on when the call ends; the isolate's end
		// is still its own.
		"unref": func(goja.FunctionCall) goja.Value {
			c.Free()
			op.Cancel()
			return goja.Undefined()
		},
	})
}

// read gives a promise of what a pipe has next; null at its end.
func (m *module) read(c *Child) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		o := c.Output(int(call.Argument(0).ToInteger()))
		return m.vm.Go(func(context.Context) (func() goja.Value, error) {
			b, err := o.Read()
			if errors.Is(err, io.EOF) {
				return goja.Null, nil
			}
			return func() goja.Value { return m.vm.Bytes(b) }, err
		})
	}
}

func pipeError(err error) error {
	if err == nil {
		return nil
	}
	var number syscall.Errno
	if !errors.As(err, &number) {
		number = syscall.EPIPE
	}
	code := unix.ErrnoName(number)
	return &jsapi.Error{Message: "write " + code, Code: code, Props: map[string]any{"errno": -int64(number), "syscall": "write"}}
}

// startError is why a program did not start, with Node's fields.
func startError(o options, err error) error {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return err
	}
	code := unix.ErrnoName(number)
	args := append([]string{}, o.Args...)
	return &jsapi.Error{Message: "spawn " + o.File + " " + code, Code: code, Props: map[string]any{
		"errno": -int64(number), "syscall": "spawn " + o.File, "path": o.File, "spawnargs": args[min(1, len(args)):]}}
}

// exit is how a child ended, as the library is told.
type exit struct {
	Code    *int    `json:"code"`
	Signal  *string `json:"signal"`
	Number  int     `json:"number"`
	Stopped string  `json:"stopped,omitempty"`
	Reason  string  `json:"reason,omitempty"`
	User    int64   `json:"user"`
	System  int64   `json:"system"`
	MaxRSS  int64   `json:"maxRSS"`
}

func told(e Exit) exit {
	out := exit{User: e.User.Microseconds(), System: e.System.Microseconds(), MaxRSS: e.MaxRSS, Number: int(e.Signal)}
	if e.Signal != 0 {
		name := unix.SignalName(e.Signal)
		out.Signal = &name
	} else {
		out.Code = &e.Code
	}
	var timeout *TimeoutError
	switch {
	case e.Stopped == nil:
	case errors.As(e.Stopped, &timeout):
		out.Stopped, out.Reason = "timeout", e.Stopped.Error()
	case errors.Is(e.Stopped, ErrMaxBuffer):
		out.Stopped, out.Reason = "maxBuffer", e.Stopped.Error()
	default:
		out.Stopped, out.Reason = "cancelled", e.Stopped.Error()
	}
	return out
}

// result is what spawnSync gives.
type result struct {
	exit
	PID int `json:"pid"`
}

// spawnSync runs a program to its end. Only this isolate waits for it.
func (m *module) spawnSync(ctx context.Context, o options, input *[]byte) (jsapi.Exports, error) {
	child, err := m.table.Start(ctx, m.command(o, true))
	if err != nil {
		return nil, startError(o, err)
	}
	m.tie(child)
	defer m.untie(child)
	if in := child.Stdin(); in != nil {
		go func() {
			if input != nil {
				_, _ = in.Write(*input) // the child need not read it all
			}
			in.close()
		}()
	}
	<-child.Done()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	output := make([]any, len(o.Stdio))
	for fd := range output {
		if out := child.Output(fd); out != nil {
			output[fd] = m.vm.Bytes(out.Collected())
		}
	}
	text, err := json.Marshal(result{told(child.Exit()), child.PID})
	if err != nil {
		return nil, err
	}
	list := make([]any, len(output))
	for i, v := range output {
		if list[i] = v; v == nil {
			list[i] = goja.Null()
		}
	}
	return jsapi.Exports{"exit": json.RawMessage(text), "output": m.vm.Runtime().NewArray(list...)}, nil
}

// which finds a program; null when there is none.
func (m *module) which(name string, path, dir *string) *string {
	env := process.Environ(m.vm)
	if path != nil {
		env = []string{"PATH=" + *path}
	}
	folder := ""
	if dir != nil {
		folder = *dir
	}
	found, err := LookPath(name, folder, env)
	if err != nil {
		return nil
	}
	return &found
}
