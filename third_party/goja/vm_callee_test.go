package goja

import "testing"

// TestErrorMessages has what V8 says of the mistakes that scripts make most: libraries and tests look for its words. The
// messages are Node's.
func TestErrorMessages(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`let d; d.x = 1`, `TypeError: Cannot set properties of undefined (setting 'x')`},
		{`const o = { a: null }; o.a.b = 1`, `TypeError: Cannot set properties of null (setting 'b')`},
		{`let d; d[0] = 1`, `TypeError: Cannot set properties of undefined (setting '0')`},
		{`'use strict'; let d; d.x = 1`, `TypeError: Cannot set properties of undefined (setting 'x')`},
		{`'use strict'; let d, k = 'key'; d[k] = 1`, `TypeError: Cannot set properties of undefined (setting 'key')`},
		{`let d; d.nope()`, `TypeError: Cannot read properties of undefined (reading 'nope')`},
		{`const d = {}; d.nope()`, `TypeError: d.nope is not a function`},
		{`const d = { a: {} }; d.a.nope()`, `TypeError: d.a.nope is not a function`},
		{`const n = 5; n()`, `TypeError: n is not a function`},
		{`let f; f()`, `TypeError: f is not a function`},
		{`const f = null; f()`, `TypeError: f is not a function`},
		{`const o = {}; o()`, `TypeError: o is not a function`},
		{`const d = {}; d['no pe']()`, `TypeError: d.no pe is not a function`},
		{`const d = {}, k = 'kk'; d[k]()`, `TypeError: d[k] is not a function`},
		{`const d = []; d[0]()`, `TypeError: d[0] is not a function`},
		{`const f = () => 1; f()()`, `TypeError: f(...) is not a function`},
		{`(function () { this.nope() }).call({})`, `TypeError: this.nope is not a function`},
		{`const a = { b: { c: 1 } }; a.b.c()`, `TypeError: a.b.c is not a function`},
		{`const a = { b: () => ({}) }; a.b().c()`, `TypeError: a.b(...).c is not a function`},
		{`const a = { b: (x) => ({}) }; a
  .b('x')
  .c(1)`, `TypeError: a.b(...).c is not a function`},
		{`const a = [{}]; a[0].x()`, `TypeError: a[0].x is not a function`},
		{`const o = { a: 1 }; o.a?.()`, `TypeError: o.a is not a function`},
		{`const o = { a: {} }; o?.a.b()`, `TypeError: o?.a.b is not a function`},
		{`class A {} class B extends A { m() { super.m() } } new B().m()`, `TypeError: (intermediate value).m is not a function`},
		{`let s = 'x'; s.foo()`, `TypeError: s.foo is not a function`},
		{`let a; (a)()`, `TypeError: a is not a function`},
		{`const i = {}; (0, i.foo)()`, `TypeError: (0 , i.foo) is not a function`},
		{`const f = () => undefined; return f()()`, `TypeError: f(...) is not a function`},
		{`const o = {}; return o.f(...[1])`, `TypeError: o.f is not a function`},
		{`const it = {}; it[Symbol.iterator]()`, `TypeError: it[Symbol.iterator] is not a function`},
		{`let items; items.map((x) => x)`, `TypeError: Cannot read properties of undefined (reading 'map')`},
		{`if (true) { const $a_1 = {}; $a_1.é() }`, `TypeError: $a_1.é is not a function`},
		{`const f = 1; new f()`, `TypeError: f is not a constructor`},
		{`const f = () => 1; new f()`, `TypeError: f is not a constructor`},
		{`const o = {}; new o.Foo()`, `TypeError: o.Foo is not a constructor`},
		{`const o = { m() {} }; new o.m()`, `TypeError: o.m is not a constructor`},
		{`(function () { new this.X() }).call({})`, `TypeError: this.X is not a constructor`},
		{`class A {} A()`, `TypeError: Class constructor A cannot be invoked without 'new'`},
		{`const c = 1; c = 2`, `TypeError: Assignment to constant variable.`},
		{`nope1`, `ReferenceError: nope1 is not defined`},
		{`nope2()`, `ReferenceError: nope2 is not defined`},
		{`'use strict'; nope3 = 1`, `ReferenceError: nope3 is not defined`},
		{`null.x`, `TypeError: Cannot read properties of null (reading 'x')`},
		{`let d; d.x`, `TypeError: Cannot read properties of undefined (reading 'x')`},
		{`[].reduce((a) => a)`, `TypeError: Reduce of empty array with no initial value`},
		{`'a'.repeat(-1)`, `RangeError: Invalid count value: -1`},
		{`'a'.repeat(Infinity)`, `RangeError: Invalid count value: Infinity`},
		{`decodeURIComponent('%')`, `URIError: URI malformed`},
		{`(1).toFixed(101)`, `RangeError: toFixed() digits argument must be between 0 and 100`},
		{`(1).toPrecision(0)`, `RangeError: toPrecision() argument must be between 1 and 100`},
		{`'a'.normalize('x')`, `RangeError: The normalization form should be one of NFC, NFD, NFKC, NFKD.`},
		{`JSON.parse("")`, `SyntaxError: Unexpected end of JSON input`},
		{`JSON.parse("  ")`, `SyntaxError: Unexpected end of JSON input`},
		{`JSON.parse("{")`, `SyntaxError: Expected property name or '}' in JSON at position 1`},
		{`JSON.parse("{a:1}")`, `SyntaxError: Expected property name or '}' in JSON at position 1`},
		{`JSON.parse("[1,]")`, `SyntaxError: Unexpected token ']', "[1,]" is not valid JSON`},
		{`JSON.parse("undefined")`, `SyntaxError: "undefined" is not valid JSON`},
		{`JSON.parse("<html>")`, `SyntaxError: Unexpected token '<', "<html>" is not valid JSON`},
		{`JSON.parse("{\"a\":1,}")`, `SyntaxError: Expected double-quoted property name in JSON at position 7`},
		{`JSON.parse("nope")`, `SyntaxError: Unexpected token 'o', "nope" is not valid JSON`},
		{`JSON.parse("\"abc")`, `SyntaxError: Unterminated string in JSON at position 4`},
		{`JSON.parse("[1 2]")`, `SyntaxError: Expected ',' or ']' after array element in JSON at position 3`},
		{`JSON.parse("{\"a\" 1}")`, `SyntaxError: Expected ':' after property name in JSON at position 5`},
		{`JSON.parse("1 2")`, `SyntaxError: Unexpected non-whitespace character after JSON at position 2`},
		{`JSON.parse("{\"a\":tru}")`, `SyntaxError: Unexpected token '}', "{"a":tru}" is not valid JSON`},
		{`JSON.parse("Internal Server Error, please try again later on this page")`, `SyntaxError: Unexpected token 'I', "Internal S"... is not valid JSON`},
		{`JSON.parse("\"a\nb\"")`, `SyntaxError: Bad control character in string literal in JSON at position 2`},
		{`JSON.parse("\"\\x\"")`, `SyntaxError: Bad escaped character in JSON at position 2`},
		{`JSON.parse("\"\\u12g4\"")`, `SyntaxError: Bad Unicode escape in JSON at position 5`},
		{`JSON.parse("01")`, `SyntaxError: Unexpected number in JSON at position 1`},
		{`JSON.parse("-")`, `SyntaxError: No number after minus sign in JSON at position 1`},
		{`JSON.parse("1.")`, `SyntaxError: Unterminated fractional number in JSON at position 2`},
		{`JSON.parse("1e")`, `SyntaxError: Exponent part is missing a number in JSON at position 2`},
		{`JSON.parse("{'a':1}")`, `SyntaxError: Expected property name or '}' in JSON at position 1`},
		{`JSON.parse("[1,2")`, `SyntaxError: Expected ',' or ']' after array element in JSON at position 4`},
		{`JSON.parse("{\"a\":1")`, `SyntaxError: Expected ',' or '}' after property value in JSON at position 6`},
		{`JSON.parse("{\"a\":1 \"b\":2}")`, `SyntaxError: Expected ',' or '}' after property value in JSON at position 7`},
		{`JSON.parse("{\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\": 1, bbbbbbbbbb}")`, `SyntaxError: Expected double-quoted property name in JSON at position 48`},
		{`JSON.parse("{\"a\": [1, 2, {\"b\": oops and more text behind it that is long}]}")`, `SyntaxError: Unexpected token 'o', ..." 2, {"b": oops and m"... is not valid JSON`},
		{`JSON.parse("[1,2]]")`, `SyntaxError: Unexpected non-whitespace character after JSON at position 5`},
		{`JSON.parse("{}x")`, `SyntaxError: Unexpected non-whitespace character after JSON at position 2`},
		{`JSON.parse("tru")`, `SyntaxError: Unexpected end of JSON input`},
		{`JSON.parse("[\"é👍\", nope]")`, `SyntaxError: Unexpected token 'o', "["é👍", nope]" is not valid JSON`},
		{`JSON.parse("{\"a\":")`, `SyntaxError: Unexpected end of JSON input`},
		{`JSON.parse("[")`, `SyntaxError: Unexpected end of JSON input`},
		{`JSON.parse("[1,")`, `SyntaxError: Unexpected end of JSON input`},
		{`JSON.parse("{\"a\":1,")`, `SyntaxError: Expected double-quoted property name in JSON at position 7`},
		{`JSON.parse("\"\\")`, `SyntaxError: Unexpected end of JSON input`},
		{`JSON.parse({})`, `SyntaxError: "[object Object]" is not valid JSON`},
		{`JSON.parse()`, `SyntaxError: "undefined" is not valid JSON`},
	} {
		_, err := New().RunString("(function() {" + c.src + "\n})()")
		got := "none"
		if ex, ok := err.(*Exception); ok {
			got = ex.Value().String()
		} else if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.src, got, c.want)
		}
	}
}
