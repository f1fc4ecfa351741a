package jsapi

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// engineParse is the engine's own JSON.parse, in strict equality with which
// ours is held: same value, or an error from both.
func engineParse(t testing.TB, vm *VM, text string) (string, bool) {
	t.Helper()
	parse, _ := goja.AssertFunction(vm.rt.Get("JSON").ToObject(vm.rt).Get("parse"))
	v, err := parse(goja.Undefined(), vm.rt.ToValue(text))
	if err != nil {
		return "", false
	}
	return inspect(t, vm, v), true
}

func ourParse(t testing.TB, vm *VM, text string) (string, bool) {
	t.Helper()
	v, err := vm.ParseJSON([]byte(text))
	if err != nil {
		return "", false
	}
	return inspect(t, vm, v), true
}

// inspect shows a value with what JSON.stringify would hide: the types of
// numbers, -0, the order and the kind of properties.
func inspect(t testing.TB, vm *VM, v goja.Value) string {
	t.Helper()
	f, err := vm.rt.RunString(`(function show(v) {
  if (Array.isArray(v)) return "[" + v.map(show).join() + "]" + v.length;
  if (v && typeof v === "object") return "{" + Object.keys(v).map((k) => JSON.stringify(k) + ":" + show(Object.getOwnPropertyDescriptor(v, k).value)).join() + "}" + (Object.getPrototypeOf(v) === Object.prototype);
  return typeof v + " " + (Object.is(v, -0) ? "-0" : typeof v === "string" ? [...v].map((c) => c.codePointAt(0).toString(16)).join(" ") + "/" + v.length : String(v));
})`)
	if err != nil {
		t.Fatal(err)
	}
	show, _ := goja.AssertFunction(f)
	text, err := show(goja.Undefined(), v)
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}

var jsonTexts = []string{
	`null`, `true`, `false`, `0`, `-0`, `-0.0`, `1`, `-1`, `12345678901234567890`, `999999999999999`, `1e3`, `1E+3`, `1e-400`, `0.1`, `123.456e-7`,
	`""`, `"a"`, `"é"`, `"😀"`, `"\ud83d\ude00"`, `"\u0041\n\t\"\\\/\b\f\r"`,
	`[]`, `[1]`, `[1,[2,[3,{}]]]`, `{}`, `{"a":1}`, `{"b":1,"a":2}`, `{"2":1,"1":2,"a":3}`, `{"a":1,"a":2}`, `{"__proto__":{"x":1}}`, `{"constructor":1,"toString":2}`,
	` { "a" : [ 1 , 2 ] } `, "\t\n\r 1",
	``, ` `, `{`, `[`, `[1`, `[1,`, `[1,]`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{a:1}`, `'a'`, `01`, `-`, `1.`, `.5`, `1e`, `+1`, `tru`, `nul`, `truex`, `1 2`, `"a`, `"\x"`, `"\u12"`, "\"\n\"", "\"\x01\"", `NaN`, `Infinity`, `undefined`, `[,]`, `{"a":1 "b":2}`,
}

func TestParseJSON(t *testing.T) {
	vm := New(nil)
	for _, text := range jsonTexts {
		want, wantOK := engineParse(t, vm, text)
		got, ok := ourParse(t, vm, text)
		if text == `` { // no text is undefined: the absence of a value
			want, wantOK = "undefined undefined", true
		}
		if ok != wantOK || got != want {
			t.Errorf("%q: got %s, %v; want %s, %v", text, got, ok, want, wantOK)
		}
	}
}

// The engine's own parser replaces lone surrogates, which JavaScript keeps, and
// refuses numbers beyond the range, which are infinite there.
func TestParseJSONBeyondEngine(t *testing.T) {
	vm := New(nil)
	for text, want := range map[string]string{
		`"\ud800"`:        "string d800/1",
		`"x\udc00y"`:      "string 78 dc00 79/3",
		`"\ud800\u0041"`:  "string d800 41/2",
		`"é\ud800😀"`:      "string e9 d800 1f600/4",
		`"\ud83d\ude00x"`: "string 1f600 78/3",
		`1e400`:           "number Infinity",
		`-1e400`:          "number -Infinity",
	} {
		got, ok := ourParse(t, vm, text)
		if !ok || got != want {
			t.Errorf("%s: got %s, %v; want %s", text, got, ok, want)
		}
	}
}

func TestParseJSONDepth(t *testing.T) {
	vm := New(nil)
	if _, err := vm.ParseJSON([]byte(strings.Repeat("[", 1000) + strings.Repeat("]", 1000))); err != nil {
		t.Error(err)
	}
	_, err := vm.ParseJSON([]byte(strings.Repeat("[", 1e6)))
	if err == nil || !strings.Contains(err.Error(), "nests deeper") {
		t.Errorf("error %v, want one about the depth", err)
	}
}

func FuzzParseJSON(f *testing.F) {
	for _, text := range jsonTexts {
		f.Add(text)
	}
	vm := New(nil)
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" || strings.Contains(text, `\u`) || strings.ToValidUTF8(text, "") != text || len(text) > 1<<12 {
			t.Skip() // the engine differs there; see TestParseJSONBeyondEngine
		}
		want, wantOK := engineParse(t, vm, text)
		got, ok := ourParse(t, vm, text)
		if ok && !wantOK && json.Valid([]byte(text)) {
			return // a number beyond the range, which the engine refuses
		}
		if ok != wantOK || got != want {
			t.Errorf("%q: got %s, %v; want %s, %v", text, got, ok, want, wantOK)
		}
	})
}
