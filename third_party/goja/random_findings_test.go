package goja

import "testing"

// TestFoundByRandomPrograms has one expression for each kind of wrong answer
// that comparing random programs with Node found.
func TestFoundByRandomPrograms(t *testing.T) {
	for _, test := range []struct{ expression, want string }{
		{`"é".replaceAll("", "-")`, "-é-"},
		{`["\ud83dé", "\ud83dÉ"].map(s => [s.trim() === s, s.toLowerCase() === "\ud83dé", s.toUpperCase() === "\ud83dÉ"]).join()`, "true,true,true,true,true,true"},
		{`["\u00a0é\ufeff".trim(), "\u00a0é ".trimStart(), "\u2029é\u3000".trimEnd(), "\u00a0".trim()].map(s => s.length).join()`, "1,2,2,0"},
		{`[isNaN("\u00a012\ufeff"), Math.max("\u00a012")].join()`, "false,12"},
		{`"é".anchor('"')`, `<a name="&quot;">é</a>`},
		{`[1e21 | 0, 1e21 >>> 0, -1e21 | 0, 2 ** 63 | 0, Math.clz32(1e21), NaN | 0, -Infinity >>> 0].join()`, "-559939584,3735027712,559939584,0,0,0,0"},
		{`[-2 * 0, 0 * -3, 0 * 3].map(n => Object.is(n, -0)).join()`, "true,true,false"},
		{`[Number(2n ** 70n), Number(-(10n ** 30n)), Number(2n ** 2000n), Number(Object(2n ** 64n))].join()`, "1.1805916207174113e+21,-1e+30,Infinity,18446744073709552000"},
		{`[5n == new Date(5), 5n == { valueOf: () => 5 }].join()`, "false,true"},
		{`BigInt({ valueOf: () => "12345678901234567890" })`, "12345678901234567890"},
		{`[1n >> 2n ** 64n, -1n >> 2n ** 64n, 1n << -(2n ** 64n), 5n << 3n, -5n >> 1n, 0n << 2n ** 64n].join()`, "0,-1,0,40,-3,0"},
		{`[1n ** 2n ** 70n, (-1n) ** (2n ** 70n + 1n), 0n ** 0n, 0n ** 2n ** 70n].join()`, "1,-1,1,0"},
		{`[BigInt.asIntN(2 ** 40, -3n), BigInt.asUintN(2 ** 40, 3n), BigInt.asIntN(3, 5n), BigInt.asUintN(3, -1n)].join()`, "-3,3,-3,7"},
		{`[(-99720.57).toPrecision(2), (-9839.857142857143).toExponential(0), (99720.57).toPrecision(2)].join()`, "-1.0e+5,-1e+4,1.0e+5"},
		{`[parseInt("123456789012345678901234567890"), parseInt("-0"), 1 / parseInt("-0x10", 10), parseInt("-" + "1".repeat(400))].join()`, "1.2345678901234568e+29,0,-Infinity,-Infinity"},
		{`[new Float32Array([1, -0]).indexOf(0), new Float64Array([-0]).lastIndexOf(0), new Float64Array([0]).includes(-0), new Float32Array([0.1]).indexOf(0.1), new Float32Array([NaN]).includes(NaN)].join()`, "1,0,true,-1,true"},
		{`JSON.stringify({ a: [], b: { c: 1 }, d: {}, e: [[], [1]] }, null, 1)`, "{\n \"a\": [],\n \"b\": {\n  \"c\": 1\n },\n \"d\": {},\n \"e\": [\n  [],\n  [\n   1\n  ]\n ]\n}"},
		{`[JSON.parse("1e999"), JSON.parse("[-1e999, 1]")].join()`, "Infinity,-Infinity,1"},
		{`[new Date(-1).setMilliseconds(5), new Date(-1).setUTCMilliseconds(-1), new Date(1234).setMilliseconds(5)].join()`, "-995,-1001,1005"},
		{`[new Date(-62198755200000), new Date(-62167219200000), new Date(317000000000000)].map(d => d.toISOString()).join()`, "-000001-01-01T00:00:00.000Z,0000-01-01T00:00:00.000Z,+012015-05-01T11:33:20.000Z"},
		{`Object.keys(/b/.exec("abc")).join()`, "0,index,input,groups"},
	} {
		got, err := New().RunString(test.expression)
		if err != nil {
			t.Errorf("%s: %v", test.expression, err)
		} else if got.String() != test.want {
			t.Errorf("%s: got %s, want %s", test.expression, got, test.want)
		}
	}
}

func TestBigIntTooBig(t *testing.T) {
	for _, expression := range []string{"1n << 2n ** 40n", "1n >> -(2n ** 64n)", "3n ** 2n ** 40n", "2n ** 2n ** 70n", "BigInt.asUintN(2 ** 40, -1n)", "(x => x * x)(1n << 40000000n)"} {
		got, err := New().RunString("try { " + expression + "; 'none' } catch (e) { e.name + ': ' + e.message }")
		if err != nil {
			t.Errorf("%s: %v", expression, err)
		} else if want := "RangeError: Maximum BigInt size exceeded"; got.String() != want {
			t.Errorf("%s: got %s, want %s", expression, got, want)
		}
	}
}
