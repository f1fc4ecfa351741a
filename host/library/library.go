// Package library is the parts list of what every script is lent beyond the
// language: the modules that it can import and the globals that it finds. To
// add a capability, add a line to Modules; to add a global, add a line to
// globals.go.
package library

import (
	"log/slog"
	"os"
	"slices"

	"systembus/bundler/shims"
	"systembus/host/dial"
	hostgateway "systembus/host/gateway"
	asking "systembus/host/infer"
	"systembus/host/observe"
	hostredis "systembus/host/redis"
	"systembus/host/secrets"
	"systembus/jsapi"
	"systembus/jsapi/console"
	"systembus/jsapi/gateway"
	"systembus/jsapi/infer"
	"systembus/jsapi/language"
	"systembus/jsapi/otel"
	"systembus/jsapi/process"
	"systembus/jsapi/redis"
	jsecrets "systembus/jsapi/secrets"
	"systembus/jsapi/step"
	"systembus/jsapi/subprocess"
	"systembus/jsapi/timers"
	"systembus/jsapi/webhook"
)

// Options say what the library works with. The zero value is good for tests.
type Options struct {
	// Lookup reads the environment; os.LookupEnv when nil.
	Lookup func(string) (string, bool)
	// Log takes what scripts write to the console; nothing when nil.
	Log *slog.Logger
	// Children lists the programs that scripts run; a table of its own when
	// nil.
	Children *subprocess.Table
	// Infer asks language models; when nil, an engine of the library's own
	// that runs pi.
	Infer *asking.Engine
	// Redis is the server of "host:redis", whose pools all clients share;
	// localhost when nil.
	Redis *hostredis.Server
	// Gateway takes what scripts tell; one through Redis when nil.
	Gateway *hostgateway.Sender
	// Events takes what scripts emit; events are logged when nil.
	Events otel.Emitter
	// Dialer connects to the network; the default policy when nil.
	Dialer *dial.Dialer
	// Environ lists the environment that scripts see and their programs get;
	// os.Environ when nil.
	Environ func() []string
	// Secrets are what "host:secrets" lends, and what is kept out of what
	// scripts write to standard output; none when nil.
	Secrets *secrets.Store
}

// Modules are the library's modules, native and compiled, for every VM of a
// process.
func Modules(o Options) []*jsapi.Module {
	watch() // before anything is compiled
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Lookup == nil {
		o.Lookup = os.LookupEnv
	}
	if o.Children == nil {
		o.Children = &subprocess.Table{}
	}
	if o.Redis == nil {
		o.Redis = &hostredis.Server{Target: hostredis.Target{Host: "localhost", Port: hostredis.DefaultPort}, Pools: hostredis.NewPools(o.Dialer)}
	}
	if o.Gateway == nil {
		o.Gateway = hostgateway.New(o.Redis, hostgateway.Options{Log: o.Log})
	}
	if o.Events == nil {
		o.Events = observe.New(observe.Options{Log: o.Log})
	}
	return append(slices.Concat(shimModules(), nodeModules(o.Children), webModules(o.Dialer)),
		console.Module(o.Log, step.Attrs),
		process.Module(process.Options{Lookup: o.Lookup, Environ: o.Environ, Redact: o.Secrets.Redactor().Bytes}),
		jsecrets.Module(o.Secrets),
		infer.Module(infer.Options{Engine: o.Infer, Children: o.Children, Attrs: step.Attrs, Log: o.Log}),
		gateway.Module(gateway.Options{Sender: o.Gateway, Event: step.Event}),
		redis.Module(redis.Options{Pools: o.Redis.Pools, Server: o.Redis}),
		otel.Module(o.Events),
		timers.Module(),
		language.Module(),
		webhook.Module(func(name string) []string { return secretValues(o, name) }),
	)
}

// shimModules are the modules that are compiled from TypeScript: Node's and
// Bun's names, npm packages, the web's classes.
func shimModules() []*jsapi.Module {
	var all []*jsapi.Module
	for _, name := range shims.Specifiers() {
		source, _ := shims.Source(name)
		all = append(all, &jsapi.Module{Name: name, Source: source})
	}
	return all
}

// secretValues gives what counts as a secret: as the store has it, or else as
// the environment does.
func secretValues(o Options, name string) []string {
	if o.Secrets != nil {
		return o.Secrets.Get(name)
	}
	if value, ok := o.Lookup(name); ok {
		return []string{value}
	}
	return nil
}
