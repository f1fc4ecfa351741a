// Package gateway lends scripts the way to the people and agents who watch
// them: the `gateway` of every handler's argument, and "host:gateway". What is
// done with a message is in host/gateway; the JavaScript half is in
// bundler/shims/host.
package gateway

import (
	"context"
	_ "embed"
	"encoding/json"

	"github.com/dop251/goja"

	"systembus/host/gateway"
	"systembus/jsapi"
)

// Types is the TypeScript declaration of "host:gateway".
//
//go:embed gateway.d.ts
var Types string

// Options say what the module works with.
type Options struct {
	// Sender takes the messages.
	Sender *gateway.Sender
	// Event gives the JSON of the event that the running code handles, or nil
	// outside a call of a function.
	Event func(*jsapi.VM) json.RawMessage
}

// Module lends "host:internal/gateway":
//
//	send(type, payload, source, origin?)  a promise of a Result; it never rejects
//	event()                               {name, originSession?} of the call, or undefined
func Module(o Options) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/gateway", Types: Types, Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"send": vm.Async("gateway.send", func(ctx context.Context, kind string, payload json.RawMessage, source string, origin *string) (gateway.Result, error) {
				m := gateway.Message{Type: kind, Source: source, Payload: payload}
				if origin != nil {
					m.Origin = *origin
				}
				return o.Sender.Send(ctx, m), nil
			}),
			"event": func(goja.FunctionCall) goja.Value {
				if o.Event == nil {
					return goja.Undefined()
				}
				var e struct {
					Name string `json:"name"`
					Data struct {
						OriginSession json.RawMessage `json:"originSession"`
					} `json:"data"`
				}
				text := o.Event(vm)
				if text == nil || json.Unmarshal(text, &e) != nil {
					return goja.Undefined()
				}
				out := jsapi.Exports{"name": e.Name}
				if origin := ""; json.Unmarshal(e.Data.OriginSession, &origin) == nil {
					out["originSession"] = origin
				}
				return vm.Value(out)
			},
		}
	}}
}
