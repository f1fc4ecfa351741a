// Package otel lends scripts the way to emit events. The functions that they
// import, from "host:otel", are in bundler/shims/host/otel.ts, their declarations
// in otel.d.ts.
package otel

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"

	"systembus/host/observe"
	"systembus/jsapi"
)

// types are the declarations of "host:otel".
//
//go:embed otel.d.ts
var types string

// An Emitter takes events. *observe.Pipeline is one.
type Emitter interface {
	// Emit takes the JSON form of an event. It never fails.
	Emit(ctx context.Context, text []byte) observe.Receipt
}

// Module lends "host:internal/otel": emit takes an event as JSON text, and
// promises the receipt as JSON text.
func Module(emitter Emitter) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/otel", Types: types, Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"emit": vm.Async("emitOtelEvent", func(ctx context.Context, event string) (string, error) {
				receipt, err := json.Marshal(emitter.Emit(ctx, []byte(event)))
				if err != nil {
					return "", fmt.Errorf("receipt: %w", err)
				}
				return string(receipt), nil
			}),
		}
	}}
}
