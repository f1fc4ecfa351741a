package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"systembus/bundler"
	"systembus/bundler/shims"
	"systembus/host/library"
	"systembus/host/redis"
	"systembus/jsapi"
	"systembus/jsapi/uses"
)

// inHost runs a test file in a VM as the host makes them.
func inHost(ctx context.Context, builder *bundler.Builder, lib jsapi.Library, file string, c config) (report, error) {
	built := builder.Build(ctx, []bundler.Entry{{Path: file}})[0]
	if !built.OK() {
		var text strings.Builder
		for _, p := range built.Problems {
			_ = p.Format(&text, false) // a strings.Builder does not fail
		}
		return report{}, errors.New(text.String())
	}
	program, err := jsapi.Compile(filepath.Base(file)+".js", built.Code, built.Map)
	if err != nil {
		return report{}, err
	}
	vm := jsapi.New(lib)
	var uncaught []string
	collect(vm.OnUncaught, &uncaught)
	return drive(ctx, vm, program, file, c, &uncaught)
}

// collect notes what nothing caught. Its shape spares this package the
// engine's name.
func collect[V fmt.Stringer](onUncaught func(func(*jsapi.Task, V)), into *[]string) {
	onUncaught(func(_ *jsapi.Task, reason V) { *into = append(*into, reason.String()) })
}

// drive evaluates the program, runs its tests and waits for the last.
func drive(ctx context.Context, vm *jsapi.VM, program *jsapi.Program, file string, c config, uncaught *[]string) (report, error) {
	var mu sync.Mutex
	var lines []string
	finished := make(chan error, 2)
	say := func(line string) {
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, line)
		if line == `{"done":true}` {
			finished <- nil
		}
	}
	settings, err := json.Marshal(c)
	if err != nil {
		return report{}, err
	}
	before, err := jsapi.Compile("before.js", fmt.Appendf(nil, "globalThis.__conformance = %s;", settings), nil)
	if err != nil {
		return report{}, err
	}
	after, err := jsapi.Compile("after.js", []byte("__conformance.run(__say);"), nil)
	if err != nil {
		return report{}, err
	}
	task := jsapi.NewTask(ctx, file, nil)
	vm.PostTask(task, func() {
		err := vm.Runtime().Set("__say", say)
		for _, setup := range library.Setup() {
			if err == nil {
				err = setup(vm)
			}
		}
		root := c.Root
		for _, p := range []*jsapi.Program{before, program, after} {
			if err == nil {
				_, err = vm.Evaluate(p, root+"/"+file, root)
			}
		}
		if err != nil {
			finished <- explain(err)
		}
	})
	ended := make(chan error, 1)
	go func() { ended <- vm.Run() }()
	defer vm.Close(nil)
	select {
	case err = <-finished:
	case err = <-ended:
	case <-ctx.Done():
		vm.Interrupt(task, context.Cause(ctx))
		err = context.Cause(ctx)
	}
	mu.Lock()
	defer mu.Unlock()
	r, parseErr := parse(lines)
	r.uncaught = *uncaught
	return r, errors.Join(err, parseErr)
}

// explain gives a script's exception its stack.
func explain(err error) error {
	var exception interface{ String() string }
	if errors.As(err, &exception) {
		return errors.New(exception.String())
	}
	return err
}

func newBuilder(root string) *bundler.Builder {
	return bundler.New(bundler.Options{
		Root: root, Modules: lent{}, Concurrency: 1,
		TSConfig: "host/conformance/tsconfig.json",
		Alias:    map[string]string{"host:test": "host/conformance/harness.ts"},
		Check: func(name string, code []byte) ([]uses.Use, error) {
			_, err := jsapi.Compile(name, code, nil)
			return nil, err
		},
	})
}

// lent are the modules that tests can import: all shims, and native modules
// under their own names.
type lent struct{ shims.Modules }

// Exports implements bundler.Modules.
func (l lent) Exports(specifier string) ([]string, bool) {
	if names, ok := l.Modules.Exports(specifier); ok {
		return names, true
	}
	return nil, false
}

// timeout bounds one file in all runtimes. With the race detector, on a machine
// that runs other tests too, the longest takes more than two minutes.
const timeout = 10 * time.Minute

// newLibrary is what scripts are lent, with database 9 of the run's Redis
// server as the host's own: tests of clients empty database 0.
func newLibrary(t *testing.T, redisURL string) jsapi.Library {
	t.Helper()
	target, err := redis.Parse(redisURL)
	if err != nil {
		t.Fatal(err)
	}
	target.DB = 9
	server := &redis.Server{Target: target, Pools: redis.NewPools(nil)}
	t.Cleanup(server.Close)
	return jsapi.NewLibrary(library.Modules(library.Options{Redis: server})...)
}
