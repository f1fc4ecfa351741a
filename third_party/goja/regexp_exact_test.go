package goja

import "testing"

// What each expression gives in Node and in Bun.
func TestRegexpExact(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		// An empty match right after another one counts.
		{`"1".match(/[\d.]*/g)`, `["1",""]`},
		{`"abc".replace(/[a-c]*/g, "<$&>")`, `"<abc><>"`},
		{`"a1é".replace(/\d*/gu, "-")`, `"-a--é-"`},
		{`"k  \n".replace(/\s*$/g, "!")`, `"k!!"`},
		{`"-a1".replace(/A*$/gi, "!")`, `"-a1!"`},
		// split looks for separators between the pieces, not within them.
		{`"-s a\v ".split(/b?[^ab]*/)`, `["","a",""]`},
		{`"one two".split(/\b/)`, `["one"," ","two"]`},
		{`"abc".split(/(?:)/)`, `["a","b","c"]`},
		{`"".split(/x*/)`, `[]`},
		// Without g, one is replaced.
		{`"aaé".replace(/(?<!x)a/u, "-")`, `"-aé"`},
		{`"ſé".replace(/(?!k)/u, "-")`, `"-ſé"`},
		// Word characters are those of ASCII.
		{`"naïve café".match(/\b\w+/g)`, `["na","ve","caf"]`},
		{`"naïve".replace(/\bve(?=$)/, "-")`, `"naï-"`},
		{`/(?=.)\Bï/.test("aï")`, `false`},
		{`"É_".search(/(?<=É)\b/)`, `1`},
		// Line terminators are four.
		{`"a\r\nb\r\nc".match(/^b$/m)`, `["b"]`},
		{`"a\r\nb\r\nc".match(/^\w$/gm)`, `["a","b","c"]`},
		{`"a\u2028b".match(/^b/m)`, `["b"]`},
		{`"a\u2029é".replace(/$/gm, ";").replace("\u2029", "|")`, `"a;|é;"`},
		{`"k: v\r\nq: w\r\n".replace(/^q: (.*)$/m, "[$1]")`, `"k: v\r\n[w]\r\n"`},
		{`"ab\u2028c".match(/(?=a).+/)`, `["ab"]`},
		{`"ab\u2028c".match(/(?=a).+/s)[0].length`, `4`},
		// Letters that mean something to other matchers only.
		{`"AzZGae".match(/(?=A)\A\z\Z\G\a\e/)`, `["AzZGae"]`},
		// What an alternative begins with takes nothing from what another excludes.
		{`'é,"a,b",c'.match(/"[^"]*"|[^,]+/g)`, `["é","\"a,b\"","c"]`},
		{`"é--a->".match(/-*?>|[^>]/g)`, `["é","-","-","a","->"]`},
		// Names of groups survive.
		{`"é12".match(/(?<y>\d+)/u).groups.y`, `"12"`},
	} {
		v, err := New().RunString("JSON.stringify(" + tt.code + ")")
		if err != nil {
			t.Errorf("%s: %v", tt.code, err)
			continue
		}
		if got := v.String(); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.code, got, tt.want)
		}
	}
}
