package goja

import (
	"fmt"
	"math/rand"
	"sort"
	"strconv"
	"strings"
	"testing"
)

func TestProps(t *testing.T) {
	tests := []struct{ name, script, want string }{
		{"order", `Object.keys({b: 1, a: 2, 10: 3, 2: 4}).join()`, "2,10,b,a"},
		{"integer-like names come late", `const o = {b: 1}; o[7] = 1; o.a = 2; o[3] = 1; JSON.stringify(o)`, `{"3":1,"7":1,"b":1,"a":2}`},
		{"delete and add again", `const o = {a: 1, b: 2, c: 3}; delete o.a; o.a = 4; JSON.stringify(o)`, `{"b":2,"c":3,"a":4}`},
		{"a deleted property is gone", `const o = {a: 1}; delete o.a; [o.a, "a" in o, Object.keys(o).length].join()`, ",false,0"},
		{"objects of one shape are independent", `const f = () => ({a: 1, b: 2}); const x = f(), y = f(); x.c = 3; delete y.a; JSON.stringify([x, y, f()])`,
			`[{"a":1,"b":2,"c":3},{"b":2},{"a":1,"b":2}]`},
		{"accessor after data", `const o = {a: 1, b: 2}; Object.defineProperty(o, "a", {get() { return this.b + 1 }}); [o.a, JSON.stringify(o)].join()`, `3,{"a":3,"b":2}`},
		{"hidden", `const o = {a: 1}; Object.defineProperty(o, "h", {value: 2}); [Object.keys(o), Object.getOwnPropertyNames(o), o.h, JSON.stringify(o), JSON.stringify({...o})].join()`, `a,a,h,2,{"a":1},{"a":1}`},
		{"read-only", `"use strict"; const o = Object.freeze({a: 1}); let e = ""; try { o.a = 2 } catch (x) { e = x.name } [o.a, e].join()`, "1,TypeError"},
		{"not extensible", `const o = Object.preventExtensions({a: 1}); o.b = 2; o.a = 3; JSON.stringify(o)`, `{"a":3}`},
		{"spread", `const o = {a: 1, b: [2]}; const p = {...o, c: 3, a: 0}; p.b.push(4); JSON.stringify([o, p])`, `[{"a":1,"b":[2,4]},{"a":0,"b":[2,4],"c":3}]`},
		{"a copy is independent", `const o = {a: 1}; const p = {...o}; p.a = 2; p.z = 1; o.y = 3; delete p.a; JSON.stringify([o, p])`, `[{"a":1,"y":3},{"z":1}]`},
		{"spread calls getters", `let n = 0; const o = {get a() { return ++n }, b: 1}; JSON.stringify([{...o}, {...o}])`, `[{"a":1,"b":1},{"a":2,"b":1}]`},
		{"spread of symbols", `const s = Symbol("s"); const p = {...{a: 1, [s]: 2}}; [p.a, p[s]].join()`, "1,2"},
		{"spread over properties", `JSON.stringify({b: 1, ...{a: 2, b: 3}})`, `{"b":3,"a":2}`},
		{"spread of a class instance has no prototype", `class A { x = 1; m() {} } const p = {...new A()}; [p.x, p.m, p instanceof A].join()`, "1,,false"},
		{"rest", `const {a, ...rest} = {a: 1, b: 2, c: 3}; JSON.stringify([a, rest])`, `[1,{"b":2,"c":3}]`},
		{"deletes while iterating", `const o = {a: 1, b: 2, c: 3}; const seen = []; for (const k in o) { seen.push(k); delete o.b } seen.join()`, "a,c"},
		{"adds while iterating", `const o = {a: 1, b: 2}; const seen = []; for (const k in o) { seen.push(k); o[k + "x"] = 1 } seen.join() + Object.keys(o).join()`, "a,ba,b,ax,bx"},
		{"changes while iterating", `const o = {a: 1, b: 2}; const seen = []; for (const [k, v] of Object.entries(o)) { seen.push(k + v); o.b = 9 } seen.join()`, "a1,b2"},
		{"toJSON changes its siblings", `const o = {a: {toJSON() { delete o.b; o.c = 7; return 1 }}, b: 2, c: 3}; JSON.stringify(o)`, `{"a":1,"c":7}`},
		{"toJSON makes an accessor of a sibling", `const o = {a: {toJSON() { Object.defineProperty(o, "b", {get: () => 5}); return 1 }}, b: 2}; JSON.stringify(o)`, `{"a":1,"b":5}`},
		{"toJSON gets its key", `const k = {toJSON(key) { return typeof key + key }}; JSON.stringify({x: k, y: [0, k]})`, `{"x":"stringx","y":[0,"string1"]}`},
		{"replacer gets holder and key", `JSON.stringify({a: [5, 6]}, function (k, v) { return k === "1" ? typeof k + this.length : v })`, `{"a":[5,"string2"]}`},
		{"holes", `JSON.stringify([, 1, undefined, () => 1])`, `[null,1,null,null]`},
		{"a hole shows the prototype", `Array.prototype[1] = "p"; const r = JSON.stringify([1, , 3]); delete Array.prototype[1]; r`, `[1,"p",3]`},
		{"an array that shrinks", `const a = [{toJSON() { a.length = 1; return 0 }}, 1, 2]; JSON.stringify(a)`, `[0,null,null]`},
		{"quoting", `JSON.stringify({'"\\\n\u0001é\ud800\u{1f600}': 'a"\\\b\f\n\r\t\u001f\u007fé\udc00\u{1f600}'})`, `{"\"\\\n\u0001é\ud800😀":"a\"\\\b\f\n\r\t\u001f` + "\u007f" + `é\udc00😀"}`},
		{"quoting with a gap", `JSON.stringify({a: {b: [1, {}]}}, null, 1)`, "{\n \"a\": {\n  \"b\": [\n   1,\n   {}\n  ]\n }\n}"},
		{"circular", `const o = {a: {}}; o.a.o = o; try { JSON.stringify(o) } catch (e) { e.name }`, "TypeError"},
		{"the same twice is no circle", `const p = {x: 1}; JSON.stringify({a: p, b: [p, p]})`, `{"a":{"x":1},"b":[{"x":1},{"x":1}]}`},
		{"numbers", `JSON.stringify([0, -0, 1.5, 1e21, -7, NaN, Infinity, 123456789012])`, `[0,0,1.5,1e+21,-7,null,null,123456789012]`},
		{"class fields", `class A { a = 1; #p = 2; b = this.#p } class B extends A { a = 3; c = 4 } JSON.stringify(new B())`, `{"a":3,"b":2,"c":4}`},
		{"functions", `function f(a, b) {} f.x = 1; [Object.keys(f), f.length, f.name, Object.getOwnPropertyNames(f).sort()].join()`, "x,2,f,length,name,prototype,x"},
		{"error stack comes first", `const e = new Error("m"); e.code = 1; e.stack; [Object.keys(e), Object.getOwnPropertyNames(e)[0]].join()`, "code,stack"},
		{"many", `const o = {}; for (let i = 0; i < 200; i++) o["k" + i] = i; delete o.k7; [Object.keys(o).length, o.k0, o.k47, o.k48, o.k199, o.k7].join()`, "199,0,47,48,199,"},
		{"own __proto__", `const o = JSON.parse('{"__proto__": {"x": 1}}'); [o.x, Object.keys(o)].join()`, ",__proto__"},
		{"empty name", `const o = {"": 1, a: 2}; [o[""], JSON.stringify({...o})].join()`, `1,{"":1,"a":2}`},
		{"names beyond ASCII", `const o = {"é": 1, "\u{1f600}": 2, "\ud800": 3}; o.x = 4; [o["é"], o["😀"], o["\ud800"], Object.keys({...o}).length].join()`, "1,2,3,4"},
		{"setter of the prototype", `let got; const p = {set a(v) { got = v }}; const o = Object.create(p); o.a = 1; const q = {__proto__: p, ...{a: 2}}; [got, Object.keys(o).length, Object.keys(q)].join()`, "1,0,a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v, err := New().RunString(test.script)
			if err != nil {
				t.Fatal(err)
			}
			if got := v.String(); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestPropsRandomly compares objects with a plain model of them through thousands of random changes, so that every
// way from a shape to a dictionary and between shapes is walked.
func TestPropsRandomly(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	vm := New()
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "0", "7", "10", "é", "", strings.Repeat("long", 20)}
	for i := range 60 {
		names = append(names, "n"+strconv.Itoa(i))
	}
	for round := range 400 {
		few := names[:4+random.Intn(len(names)-4)]
		o, values, order := vm.NewObject(), map[string]int{}, []string(nil)
		for step := range random.Intn(80) {
			name := few[random.Intn(len(few))]
			switch _, exists := values[name]; {
			case random.Intn(8) == 0:
				if err := o.Delete(name); err != nil {
					t.Fatal(err)
				}
				if exists {
					delete(values, name)
					for i, n := range order {
						if n == name {
							order = append(order[:i:i], order[i+1:]...)
						}
					}
				}
				continue
			case !exists:
				order = append(order, name)
			}
			values[name] = step
			if random.Intn(2) == 0 {
				Record{val: o, base: o.self.(*baseObject)}.Define([]byte(name), vm.ToValue(step))
			} else if err := o.Set(name, step); err != nil {
				t.Fatal(err)
			}
			if random.Intn(10) == 0 {
				o = vm.copyOf(t, o)
			}
		}
		want := append([]string(nil), order...)
		index := func(s string) int {
			if n, err := strconv.Atoi(s); err == nil && s != "" {
				return n
			}
			return 1 << 30
		}
		sort.SliceStable(want, func(i, j int) bool { return index(want[i]) < index(want[j]) })
		if got := o.Keys(); fmt.Sprint(got) != fmt.Sprint(want) && len(got)+len(want) > 0 {
			t.Fatalf("round %d: keys\ngot  %q\nwant %q", round, got, want)
		}
		for _, name := range names {
			v, exists := values[name]
			got := o.Get(name)
			if exists != (got != nil) || exists && got.ToInteger() != int64(v) {
				t.Fatalf("round %d: %q is %v, want %v (%v)", round, name, got, v, exists)
			}
		}
	}
}

// copyOf is {...o}.
func (r *Runtime) copyOf(t *testing.T, o *Object) *Object {
	t.Helper()
	f, ok := AssertFunction(mustRun(t, r, `(o => ({...o}))`))
	if !ok {
		t.Fatal("not a function")
	}
	v, err := f(_undefined, o)
	if err != nil {
		t.Fatal(err)
	}
	return v.(*Object)
}

func mustRun(t *testing.T, r *Runtime, script string) Value {
	t.Helper()
	v, err := r.RunString(script)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestShapesAreBounded checks that objects used as dictionaries leave only so much behind.
func TestShapesAreBounded(t *testing.T) {
	vm := New()
	mustRun(t, vm, `for (let i = 0; i < 20000; i++) { const o = {}; o["k" + i] = 1; o["l" + i] = 2 }`)
	if n := vm.shapes.count; n > maxShapes {
		t.Errorf("%d shapes, want at most %d", n, maxShapes)
	}
	if got := mustRun(t, vm, `const o = {}; o.fresh1 = 1; o.fresh2 = 2; JSON.stringify({...o})`).String(); got != `{"fresh1":1,"fresh2":2}` {
		t.Errorf("past the bound: %s", got)
	}
}

func BenchmarkProps(b *testing.B) {
	for name, script := range map[string]string{
		"literal":   `(n => { for (let i = 0; i < n; i++) ({a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}) })`,
		"spread":    `(n => { const o = {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}; for (let i = 0; i < n; i++) ({...o, g: 7}) })`,
		"read":      `(n => { const o = {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}; let s = 0; for (let i = 0; i < n; i++) s += o.f; return s })`,
		"closure":   `(n => { for (let i = 0; i < n; i++) (() => i) })`,
		"stringify": `(n => { const o = {a: 1, b: "two", c: [3], d: {e: 5}}; for (let i = 0; i < n; i++) JSON.stringify(o) })`,
	} {
		b.Run(name, func(b *testing.B) {
			vm := New()
			v, err := vm.RunString(script)
			if err != nil {
				b.Fatal(err)
			}
			f, _ := AssertFunction(v)
			b.ReportAllocs()
			b.ResetTimer()
			if _, err := f(_undefined, vm.ToValue(b.N)); err != nil {
				b.Fatal(err)
			}
		})
	}
}
