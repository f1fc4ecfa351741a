// Package client lends the library the way to an Inngest server: events,
// signals and realtime messages that scripts send. Scripts reach it through
// "inngest".
package client

import (
	"context"
	"encoding/json"
	"fmt"

	"systembus/jsapi"
)

// A Server takes what scripts send. client is the JSON form of the settings
// that a script gave its client: {id, eventKey?, baseUrl?, env?, isDev?};
// what is absent comes from the environment.
type Server interface {
	// Send sends a JSON array of events and gives their ids. options is the
	// JSON form of {env?, headers?}, or empty.
	Send(ctx context.Context, client, events, options json.RawMessage) ([]string, error)
	// Signal sends the JSON form of {signal, data}, and gives the id of the
	// run that took it, or "".
	Signal(ctx context.Context, client, body json.RawMessage) (runID string, err error)
	// Publish sends data, JSON, to a topic of a realtime channel.
	Publish(ctx context.Context, client json.RawMessage, channel, topic string, data json.RawMessage) error
	// Config is the registration of a function, the JSON form of a
	// bundler.Function, as a JSON array.
	Config(function json.RawMessage, baseURL, appPrefix string) (json.RawMessage, error)
}

// Module lends server under "host:internal/client".
func Module(server Server) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/client", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"send": vm.Async("inngest.send", func(ctx context.Context, client, events string, options *string) (string, error) {
				var opts json.RawMessage
				if options != nil {
					opts = json.RawMessage(*options)
				}
				ids, err := server.Send(ctx, json.RawMessage(client), json.RawMessage(events), opts)
				if err != nil {
					return "", err
				}
				return text(map[string]any{"ids": ids})
			}),
			"signal": vm.Async("step.sendSignal", func(ctx context.Context, client, body string) (string, error) {
				run, err := server.Signal(ctx, json.RawMessage(client), json.RawMessage(body))
				if err != nil {
					return "", err
				}
				if run == "" {
					return text(map[string]any{})
				}
				return text(map[string]any{"runId": run})
			}),
			"publish": vm.Async("realtime.publish", func(ctx context.Context, client, channel, topic, data string) error {
				return server.Publish(ctx, json.RawMessage(client), channel, topic, json.RawMessage(data))
			}),
			"config": vm.Sync("getConfig", func(function, baseURL, appPrefix string) (string, error) {
				out, err := server.Config(json.RawMessage(function), baseURL, appPrefix)
				return string(out), err
			}),
		}
	}}
}

func text(v any) (string, error) {
	out, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("answer: %w", err)
	}
	return string(out), nil
}
