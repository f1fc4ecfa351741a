package library_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/library"
	"systembus/jsapi"
)

// newVM is a VM with all that scripts are lent, driven until the test ends.
func newVM(t testing.TB, lib jsapi.Library) *jsapi.VM {
	t.Helper()
	vm := jsapi.New(lib)
	done := make(chan error, 1)
	go func() { done <- vm.Run() }()
	t.Cleanup(func() {
		vm.Close(nil)
		<-done
	})
	on(t, vm, func() error {
		for _, setup := range library.Setup() {
			if err := setup(vm); err != nil {
				return err
			}
		}
		return nil
	})
	return vm
}

// on runs f on the VM's loop and waits for it.
func on(t testing.TB, vm *jsapi.VM, f func() error) {
	t.Helper()
	done := make(chan error, 1)
	if !vm.PostTask(jsapi.NewTask(context.Background(), "test", nil), func() { done <- f() }) {
		t.Fatal("the VM has ended")
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func evaluate(t testing.TB, vm *jsapi.VM, code string) {
	t.Helper()
	p, err := jsapi.Compile("x.js", []byte(code), nil)
	if err != nil {
		t.Fatal(err)
	}
	on(t, vm, func() error {
		_, err := vm.Evaluate(p, "/x.js", "/")
		return err
	})
}

func newLibrary(t testing.TB) jsapi.Library {
	t.Helper()
	return jsapi.NewLibrary(library.Modules(library.Options{})...)
}

// Every global must load, and be what it says.
func TestGlobalsLoad(t *testing.T) {
	vm := newVM(t, newLibrary(t))
	evaluate(t, vm, `for (const name of [...Object.getOwnPropertyNames(globalThis), ...`+string(jsonText(t, library.Globals()))+`]) {
		if (!(name in globalThis)) throw new Error(name + " is not there");
		const value = globalThis[name];
		if (value === undefined && name !== "undefined") throw new Error(name + " is undefined");
		if (typeof value === "function" && /^[A-Z]/.test(name) && value.name !== name) throw new Error(name + " is named " + value.name);
		if (!Object.hasOwn(globalThis, name)) throw new Error(name + " is not the global object's own");
	}`)
}

// A script may have a global of its own in place of the host's.
func TestGlobalsCanBeReplaced(t *testing.T) {
	vm := newVM(t, newLibrary(t))
	evaluate(t, vm, `"use strict";
		globalThis.fetch = () => "mine";
		if (fetch() !== "mine" || globalThis.fetch() !== "mine") throw new Error("fetch was not replaced");
		globalThis.URL = 5;
		if (URL !== 5) throw new Error("URL was not replaced");
		if (typeof notThere !== "undefined") throw new Error("typeof an unknown global");
		try { notThere; throw 1 } catch (e) { if (!(e instanceof ReferenceError)) throw new Error("an unknown global: " + e); }
	`)
}

func TestModulesLoad(t *testing.T) {
	lib := newLibrary(t)
	vm := newVM(t, lib)
	for name := range lib {
		if name == "inngest" || strings.HasPrefix(name, "inngest/") {
			continue // made of what the worker lends besides
		}
		on(t, vm, func() error {
			if _, err := vm.Require(name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
}

// What a callback throws is told to whoever watches for it, with the other
// callbacks called nevertheless.
func TestThrownByCallbacks(t *testing.T) {
	vm := newVM(t, newLibrary(t))
	var got []string
	noteUncaught(vm.OnUncaught, &got)
	done := make(chan struct{})
	on(t, vm, func() error {
		return vm.Runtime().Set("note", func(s string) {
			if got = append(got, s); s == "last" {
				close(done)
			}
		})
	})
	evaluate(t, vm, `
		for (const f of [process.nextTick, queueMicrotask, setImmediate, setTimeout]) {
			f(() => { throw new Error("in " + f.name); });
			f(() => note("after " + f.name));
		}
		setTimeout(() => note("last"), 2);`)
	<-done
	want := []string{"Error: in nextTick", "after nextTick", "Error: in queueMicrotask", "after queueMicrotask",
		"Error: in setImmediate", "after setImmediate", "Error: in setTimeout", "after setTimeout", "last"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// noteUncaught notes what nothing caught. Its shape spares this package the
// engine's name.
func noteUncaught[V fmt.Stringer](onUncaught func(func(*jsapi.Task, V)), into *[]string) {
	onUncaught(func(_ *jsapi.Task, reason V) { *into = append(*into, reason.String()) })
}

func BenchmarkSetup(b *testing.B) {
	lib := newLibrary(b)
	setup := library.Setup()
	b.ReportAllocs()
	for b.Loop() {
		vm := jsapi.New(lib)
		for _, s := range setup {
			if err := s(vm); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// everything is a script whose round uses what keeps state.
const everything = `const { AsyncLocalStorage } = require("node:async_hooks");
	const { execFile } = require("node:child_process");
	const storage = new AsyncLocalStorage();
	globalThis.lasting = new AbortController();
	globalThis.once = async (url) => {
		const u = new URL("?a=1&b=2", url);
		u.searchParams.append("c", "d");
		const controller = new AbortController();
		const signal = AbortSignal.any([controller.signal, lasting.signal, AbortSignal.timeout(60000)]);
		const r = await fetch(u, { signal, headers: { "x-a": "b" } });
		await r.json();
		await new Promise((done) => setTimeout(done, 0));
		new TextDecoder().decode(new TextEncoder().encode("é"));
		structuredClone({ a: new Map([[1, 2]]) });
		new RegExp("[\\p{L}]+", "u").test("é");
		await new Blob(["x"]).text();
		new Response("x").clone();
		new EventTarget().addEventListener("x", () => {}, { signal: lasting.signal });
		await storage.run(u, async () => {
			await null;
			if (storage.getStore() !== u) throw new Error("the store is lost");
		});
		await new Promise((done, fail) => execFile("true", (error) => error ? fail(error) : done()));
		controller.abort();
	};
	globalThis.many = async (url, n) => {
		for (let i = 0; i < n; i++) await once(url);
	};`

// rounds gives a function that plays rounds of everything, each time as a
// task of its own, in one VM.
func rounds(t testing.TB) func(n int) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"a":1}`)) }))
	t.Cleanup(server.Close)
	vm := newVM(t, newLibrary(t))
	finished := make(chan string, 1)
	on(t, vm, func() error { return vm.Runtime().Set("finished", func(s string) { finished <- s }) })
	evaluate(t, vm, everything)
	return func(n int) {
		t.Helper()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		p, err := jsapi.Compile("round.js", fmt.Appendf(nil, `many(%q, %d).then(() => finished(""), (e) => finished(String(e.stack)));`, server.URL, n), nil)
		if err != nil {
			t.Fatal(err)
		}
		vm.PostTask(jsapi.NewTask(ctx, "round", nil), func() {
			if _, err := vm.Evaluate(p, "/x.js", "/"); err != nil {
				finished <- err.Error()
			}
		})
		select {
		case s := <-finished:
			if s != "" {
				t.Fatal(s)
			}
		case <-time.After(5 * time.Minute):
			t.Fatal("the rounds did not finish")
		}
	}
}

func heap() int64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc) //nolint:gosec // far from its bounds
}

// Many rounds leave heap and goroutines as they were.
func TestNothingIsLeft(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	round := rounds(t)
	round(200)
	before, goroutines := heap(), runtime.NumGoroutine()
	const n = 300
	round(n)
	if grown := heap() - before; grown > 400*n {
		t.Errorf("the heap grew by %d bytes in %d rounds, %d each", grown, n, grown/n)
	}
	if now := runtime.NumGoroutine(); now > goroutines+10 {
		t.Errorf("%d goroutines, %d before", now, goroutines)
	}
}

// BenchmarkRounds tells how many bytes of heap a round leaves: run it with
// -benchtime 10000x.
func BenchmarkRounds(b *testing.B) {
	round := rounds(b)
	round(200)
	before, goroutines := heap(), runtime.NumGoroutine()
	n := b.N
	b.ResetTimer()
	round(n)
	b.StopTimer()
	b.ReportMetric(float64(heap()-before)/float64(n), "heap-B/op")
	b.ReportMetric(float64(runtime.NumGoroutine()-goroutines), "goroutines")
}

// A signal that nobody waits for must not hold up the call that made it, and
// a request that is under way must.
func TestWhatCountsAsInFlight(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer server.CloseClientConnections()
	vm := newVM(t, newLibrary(t))
	for _, tt := range []struct {
		code string
		want int
	}{
		{`AbortSignal.timeout(60000)`, 0},
		{`structuredClone({}); new URL("http://h"); new AbortController().abort()`, 0},
		{`globalThis.c = new AbortController(); fetch(` + string(jsonText(t, server.URL)) + `, { signal: c.signal }).catch(() => {})`, 1},
	} {
		evaluate(t, vm, tt.code)
		on(t, vm, func() error {
			if got := vm.InFlight(); got != tt.want {
				return fmt.Errorf("%s: %d in flight, want %d", tt.code, got, tt.want)
			}
			return nil
		})
	}
	evaluate(t, vm, `c.abort()`)
}

func jsonText(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
