package subprocess

import (
	"context"
	_ "embed"
	"encoding/json"
	"time"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Types is the TypeScript declaration of "host:subprocess".
//
//go:embed subprocess.d.ts
var Types string

// decoded reads the options of a call.
func (m *module) decoded(v goja.Value) options {
	var o options
	text, err := m.vm.JSON(v)
	if err == nil {
		err = json.Unmarshal(text, &o)
	}
	if err != nil {
		m.vm.Throw(err)
	}
	return o
}

// run(options, input) runs a program to its end, once the limit of its name
// lets it, and gives a promise of {exit, output, ms}.
func (m *module) run(call goja.FunctionCall) goja.Value {
	o := m.decoded(call.Argument(0))
	input, piped := jsapi.BytesOf(call.Argument(1))
	input = append([]byte{}, input...) // the script may change it meanwhile
	command := m.command(o, true)
	return m.vm.Go(func(ctx context.Context) (func() goja.Value, error) {
		release, err := m.table.Acquire(ctx, o.File)
		if err != nil {
			return nil, err
		}
		defer release()
		child, err := m.table.Start(ctx, command)
		if err != nil {
			return nil, startError(o, err)
		}
		m.tie(child)
		defer m.untie(child)
		if in := child.Stdin(); in != nil && piped {
			go func() {
				_, _ = in.Write(input) // the child need not read it all
				in.close()
			}()
		}
		<-child.Done()
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		took := time.Since(child.Started).Milliseconds()
		return func() goja.Value {
			output := make([]any, len(o.Stdio))
			for fd := range output {
				output[fd] = goja.Null()
				if out := child.Output(fd); out != nil {
					output[fd] = m.vm.Bytes(out.Collected())
				}
			}
			return m.vm.Value(jsapi.Exports{"exit": m.vm.Value(told(child.Exit())), "output": m.vm.Runtime().NewArray(output...), "ms": took})
		}, nil
	})
}

// start(options, onExit) starts a program, once the limit of its name lets it,
// and gives a promise of its handle.
func (m *module) start(call goja.FunctionCall) goja.Value {
	o := m.decoded(call.Argument(0))
	onExit, _ := goja.AssertFunction(call.Argument(1))
	command := m.command(o, false)
	return m.vm.Go(func(ctx context.Context) (func() goja.Value, error) {
		release, err := m.table.Acquire(ctx, o.File)
		if err != nil {
			return nil, err
		}
		child, err := m.table.Start(ctx, command)
		if err != nil {
			release()
			return nil, startError(o, err)
		}
		m.tie(child)
		go func() {
			<-child.Done()
			m.untie(child)
			release()
		}()
		return func() goja.Value {
			op := m.vm.Begin()
			go func() {
				<-child.Done()
				op.End(func() {
					if _, err := m.vm.Call(onExit, goja.Undefined(), m.vm.Value(told(child.Exit()))); err != nil {
						m.vm.Uncaught(err)
					}
				})
			}()
			return m.handle(child, op)
		}, nil
	})
}
