// Package redis lends the library connections to Redis servers. The host keeps
// one pool of connections for each server, shared by all isolates; a script's
// client is a queue in front of it, which keeps the order of its commands as a
// connection of its own would. What belongs to one connection (WATCH, SELECT,
// blocking commands, subscriptions) gets one of its own.
//
// "host:redis" is the host's own server, without clients: commands with a
// deadline, and subscriptions that end with the call.
//
// The JavaScript halves are bundler/shims/ioredis and bundler/shims/host/redis.ts.
package redis

import (
	"crypto/sha1"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dop251/goja"

	hostredis "systembus/host/redis"
	"systembus/jsapi"
)

// Types is the TypeScript declaration of "host:redis".
//
//go:embed redis.d.ts
var Types string

// Options say how servers are reached.
type Options struct {
	// Pools hold the connections; pools of the module's own when nil.
	Pools *hostredis.Pools
	// Server is the one that "host:redis" is about; localhost when nil.
	Server *hostredis.Server
}

// Module lends "host:internal/redis". Its pools are shared by all VMs.
func Module(o Options) *jsapi.Module {
	if o.Pools == nil {
		o.Pools = hostredis.NewPools(nil)
	}
	if o.Server == nil {
		o.Server = &hostredis.Server{Target: hostredis.Target{Host: "localhost", Port: hostredis.DefaultPort}, Pools: o.Pools}
	}
	return &jsapi.Module{Name: "host:internal/redis", Types: Types, Open: func(vm *jsapi.VM) jsapi.Exports {
		m := &module{vm: vm, pools: o.Pools, server: o.Server, used: map[*hostredis.Pool]struct{}{}, clients: map[*client]struct{}{}, listening: map[*subscription]struct{}{}}
		vm.OnClose(m.end)
		return jsapi.Exports{
			"client": m.client, "call": m.call, "listen": m.listen, "hold": m.hold, "apart": m.apart,
			"parse": vm.Sync("parse", hostredis.Parse),
			"sha1": vm.Sync("sha1", func(text string) string {
				return fmt.Sprintf("%x", sha1.Sum([]byte(text))) // how Redis names a script
			}),
		}
	}}
}

// milliseconds is a duration that a script gave.
func milliseconds(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }

// module is the capability in one VM.
type module struct {
	vm     *jsapi.VM
	pools  *hostredis.Pools
	server *hostredis.Server

	mu      sync.Mutex
	used    map[*hostredis.Pool]struct{}
	clients map[*client]struct{}
	// listening are the subscriptions of "host:redis".
	listening map[*subscription]struct{}
	ended     bool
}

var errEnded = errors.New("the isolate ended")

// pool is the pool for a target, held until the VM ends.
func (m *module) pool(t hostredis.Target) (*hostredis.Pool, error) {
	p, err := m.pools.Acquire(t)
	if err != nil {
		return nil, jsapi.TypeErrorf("%s", err.Error())
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, held := m.used[p]; held || m.ended {
		go p.Release()
	} else {
		m.used[p] = struct{}{}
	}
	if m.ended {
		return nil, errEnded
	}
	return p, nil
}

// end lets go of everything that the VM's clients hold.
func (m *module) end() {
	m.mu.Lock()
	m.ended = true
	clients, used := m.clients, m.used
	m.clients, m.used = nil, nil
	for s := range m.listening {
		s.end()
	}
	m.mu.Unlock()
	go func() {
		for c := range clients {
			c.close()
		}
		for p := range used {
			p.Release()
		}
	}()
}

// hold(): the current task is waiting for something of the library, until the
// function that it gives is called.
func (m *module) hold(goja.FunctionCall) goja.Value {
	op := m.vm.Begin()
	return m.vm.Runtime().ToValue(func(goja.FunctionCall) goja.Value {
		op.Cancel()
		return goja.Undefined()
	})
}

// apart(f) calls f as part of no task: what it begins outlives the call that
// it was begun in.
func (m *module) apart(call goja.FunctionCall) goja.Value {
	f, _ := goja.AssertFunction(call.Argument(0))
	m.vm.Restore(jsapi.Snapshot{}, func() { m.callback(f) })
	return goja.Undefined()
}

// callback calls a function of the library that has no caller to throw to.
func (m *module) callback(f goja.Callable, args ...goja.Value) {
	if _, err := m.vm.Call(f, goja.Undefined(), args...); err != nil {
		m.vm.Uncaught(err)
	}
}

// keep and forget say which clients hold connections of their own.
func (m *module) keep(c *client) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.clients != nil {
		m.clients[c] = struct{}{}
	}
}

func (m *module) forget(c *client) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.clients, c)
}

// client(target, {replyError, lost, message, resend}) makes the native half of a
// client. resend is whether commands that were sent and not answered are sent
// again when the connection was lost.
func (m *module) client(call goja.FunctionCall) goja.Value {
	var t hostredis.Target
	text, err := m.vm.JSON(call.Argument(0))
	if err == nil {
		err = json.Unmarshal(text, &t)
	}
	if err != nil {
		m.vm.Throw(err)
	}
	p, err := m.pool(t)
	if err != nil {
		m.vm.Throw(err)
	}
	c := &client{module: m, pool: p, db: t.DB}
	hooks := call.Argument(1).ToObject(m.vm.Runtime())
	c.replyError, _ = goja.AssertFunction(hooks.Get("replyError"))
	c.lost, _ = goja.AssertFunction(hooks.Get("lost"))
	c.message, _ = goja.AssertFunction(hooks.Get("message"))
	c.resend = hooks.Get("resend") == nil || hooks.Get("resend").ToBoolean()
	return m.vm.Value(jsapi.Exports{
		"open":      c.open,
		"send":      c.send,
		"fail":      c.fail,
		"close":     m.vm.Sync("close", c.close),
		"subscribe": c.subscribe,
	})
}
