package goja

import (
	"fmt"
	"math/rand"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
)

// everyUse is what a script can do with a string: its results for a string that was appended to and for a flat
// one must be the same.
const everyUse = `(function(s, t, flat) {
	const seen = new Map([[s, 1]]), set = new Set([t]), object = {[s]: "value", [t]: 2};
	const r = [
		s.length, s.charAt(3), s[5], s.at(-1), s.charCodeAt(s.length - 1), s.codePointAt(0),
		s === t, s == t, s < t, s > t, s <= t, Object.is(s, t), s === flat, flat === s, s == flat, flat == s,
		Object.is(s, flat), s < flat, s.localeCompare(flat),
		seen.get(flat), seen.get(t), set.has(s), object[flat], Object.keys(object), flat in object,
		[t, s].indexOf(flat), [t, s].includes(flat), [s, t].sort(),
		s.indexOf(t), s.indexOf("b"), s.lastIndexOf("a"), s.includes(t), s.startsWith(t), s.endsWith(t),
		t.indexOf(s), t.includes(s),
		s.slice(2, 40), s.substring(1, 300), s.split("b", 5), s.split("", 5), s.toUpperCase(), s.toLowerCase(),
		s.trim(), s.padStart(s.length + 3, t), s.padEnd(s.length + 3, "xy"), ("ab" + s).repeat(2),
		s.replace("a", t), s.replaceAll("b", "-"), s.replace(/[a-c]+/g, "<$&>"), /b(.)/u.exec(s), s.match(/a/g),
		s.search(/\u00e9/), s.normalize(), s.concat(t, 1), t.concat(s), s.isWellFormed && s.isWellFormed(),
		[...s].length, [s, t].join(s), JSON.stringify(s), JSON.stringify({[s]: [t, s]}), JSON.parse(JSON.stringify(s)),
		s + t, t + s, s + 1, 1 + s, s + "", "" + s, ` + "`${s}`, `${s}-${t}`, `<${t}${s}>`" + `,
		typeof s, !s, !!s, Number(s), parseInt(s), isNaN(s), s == 5, Object(s) == flat, new String(s).length,
		encodeURIComponent(s.replace(/[\ud800-\udfff]/g, "")), escape(s), String(Symbol(s)), new Error(s).message,
		(() => { switch (s) { case t: return "t"; case flat: return "flat"; default: return "none" } })(),
		(() => { let n = 0; for (const i in Object(s)) n += i.length; return n })(),
		(() => { try { return new RegExp(s.replace(/[^a-z]/g, "")).source } catch (e) { return e.message } })(),
		(() => { try { return String(BigInt(s)) } catch (e) { return e.name } })(),
	];
	return JSON.stringify(r);
})`

// TestAppendedModel makes random strings out of each other, and compares all that can be done with them with what
// can be done with the same strings that no concatenation made.
func TestAppendedModel(t *testing.T) {
	for seed := range int64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { appendedModel(t, rand.New(rand.NewSource(seed))) })
	}
}

func appendedModel(t *testing.T, rnd *rand.Rand) {
	vm := New()
	function := func(src string) func(args ...Value) String {
		f := callable(t, vm, src)
		return func(args ...Value) String {
			v, err := f(_undefined, args...)
			if err != nil {
				t.Fatal(err)
			}
			return v.(String)
		}
	}
	joins := []func(args ...Value) String{
		function("(a, b) => a + b"),
		function("(a, b) => { a += b; return a }"),
		function("(a, b) => `${a}${b}`"),
		function("(a, b) => a.concat(b)"),
	}
	use := function(everyUse)

	type made struct {
		v     String
		model []uint16
	}
	var all []made
	add := func(v String, model []uint16) { all = append(all, made{v, model}) }
	for _, s := range []string{"a", "b1", "é", "日本", "\U0001f600", strings.Repeat("abc ", 60), strings.Repeat("caf\u00e9", 70), "12"} {
		add(newStringValue(s), utf16.Encode([]rune(s)))
		add(vm.ToValue(s).(String), utf16.Encode([]rune(s)))
	}
	add(StringFromUTF16([]uint16{0xd83d}), []uint16{0xd83d})
	add(StringFromUTF16([]uint16{0xde00}), []uint16{0xde00})
	add(stringEmpty, nil)

	appended := 0
	for range 400 {
		a, b := all[rnd.Intn(len(all))], all[rnd.Intn(len(all))]
		if rnd.Intn(3) > 0 { // as a loop has it: the newest one grows by a short one
			a, b = all[len(all)-1], all[rnd.Intn(19)]
		}
		if len(a.model)+len(b.model) > 5000 {
			a = all[rnd.Intn(19)]
		}
		if len(a.model)+len(b.model) > 5000 {
			b = all[rnd.Intn(19)]
		}
		if rnd.Intn(12) == 0 && len(a.model) > 0 {
			from := rnd.Intn(len(a.model))
			to := from + rnd.Intn(len(a.model)-from+1)
			add(a.v.Substring(from, to), a.model[from:to])
			continue
		}
		v := joins[rnd.Intn(len(joins))](a.v, b.v)
		if _, ok := v.(*appendedString); ok {
			appended++
		}
		add(v, slices.Concat(a.model, b.model))
	}
	if appended < 50 {
		t.Fatalf("%d of the strings were appended to", appended)
	}

	for i, m := range all { // after all of them are made: none may have been changed by another
		if got := slices.Collect(units(m.v)); !slices.Equal(got, m.model) {
			t.Fatalf("string %d (%T) is %q, want %q", i, m.v, string(utf16.Decode(got)), string(utf16.Decode(m.model)))
		}
		if got, want := m.v.Export(), string(utf16.Decode(m.model)); got != want {
			t.Fatalf("string %d (%T) exports %q, want %q", i, m.v, got, want)
		}
		if i%4 != 0 {
			continue
		}
		other := all[rnd.Intn(len(all))]
		flat, otherFlat := StringFromUTF16(m.model), StringFromUTF16(other.model)
		got, want := use(m.v, other.v, flat), use(flat, otherFlat, flat)
		if !reflect.DeepEqual(got.Export(), want.Export()) {
			t.Fatalf("string %d (%T) and %T: got\n%s\nwant\n%s", i, m.v, other.v, got, want)
		}
	}
}

func units(s String) func(yield func(uint16) bool) {
	return func(yield func(uint16) bool) {
		for i := range s.Length() {
			if !yield(s.CharAt(i)) {
				return
			}
		}
	}
}

// TestAppendedByMany: strings may be passed between runtimes, and each may append to the same one.
func TestAppendedByMany(t *testing.T) {
	for _, start := range []string{strings.Repeat("start ", 60), strings.Repeat("début ", 60)} {
		shared := newStringValue(start).Concat(newStringValue("x")).Concat(newStringValue("y"))
		var g sync.WaitGroup
		for i := range 8 {
			g.Go(func() {
				want, s := start+"xy", shared
				for j := range 200 {
					piece := fmt.Sprint(i, " ", j, ";")
					s, want = s.Concat(newStringValue(piece)), want+piece
				}
				if s.String() != want {
					t.Errorf("goroutine %d has another string than it made", i)
				}
			})
		}
		g.Wait()
		if got, want := shared.String(), start+"xy"; got != want {
			t.Errorf("the shared string became %q", got)
		}
	}
}

// TestAppendedInPlace: a loop of concatenations does not copy what it has.
func TestAppendedInPlace(t *testing.T) {
	for _, piece := range []string{"abcdefghij", "abcdeé日ij"} {
		for name, src := range map[string]string{
			"+=":       "(p) => { let s = ''; for (let i = 0; i < 20000; i++) s += p; return s }",
			"+ +":      "(p) => { let s = ''; for (let i = 0; i < 20000; i++) s = s + p.slice(0, 5) + p.slice(5); return s }",
			"template": "(p) => { let s = ''; for (let i = 0; i < 20000; i++) s = `${s}${p}`; return s }",
			"concat":   "(p) => { let s = ''; for (let i = 0; i < 20000; i++) s = s.concat(p); return s }",
			"imported": "(p, big) => { let s = ''; for (let i = 0; i < 20000 / 4; i++) s = s + big; return s }",
		} {
			vm := New()
			f := callable(t, vm, src)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s, err := f(_undefined, vm.ToValue(piece), vm.ToValue(strings.Repeat(piece, 4)))
			if err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if got := s.String(); got != strings.Repeat(piece, 20000) {
				t.Errorf("%s %q: the string is wrong", name, piece)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 100 { // 2,000 and more if each one is a copy
				t.Errorf("%s %q: allocated %d MB for a string of 200,000 characters", name, piece, mb)
			}
		}
	}
}

func callable(t *testing.T, vm *Runtime, src string) Callable {
	t.Helper()
	v, err := vm.RunString(src)
	if err != nil {
		t.Fatal(err)
	}
	f, ok := AssertFunction(v)
	if !ok {
		t.Fatalf("%s is not a function", src)
	}
	return f
}
