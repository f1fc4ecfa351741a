package goja

import "testing"

// TestRegexpAsInNode holds what Go's matcher, regexp2 or the way between them had otherwise. The answers are Node's.
func TestRegexpAsInNode(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		// Each repetition forgets what the one before it captured.
		{`/(?:(a)|(b))+/.exec("ab")`, `["ab",null,"b"]`},
		{`/(?:(a)|b)*/.exec("ab")`, `["ab",null]`},
		{`/((a)|(b)){2}/.exec("ab")`, `["ab","b",null,"b"]`},
		{`"k=v; w".match(/(?:(\w+)(?:=(\w+))?;?\s*)+/)`, `["k=v; w","w",null]`},
		// A repetition that matches nothing is not taken.
		{`/(a*)*/.exec("b")`, `["",null]`},
		{`/(-??)+/.exec("-")`, `["-","-"]`},
		{`/(a*|x){1,2}/.exec("ab")`, `["a","a"]`},
		{`/(?:$|[A-Z]??){1,2}/i.exec("a\nb")`, `["a"]`},
		{`/x(a*)?/.exec("x")`, `["x",null]`},
		{`/(a+)+b/.exec("aab")`, `["aab","aa"]`},
		// The flag y.
		{`"éx".replace(/x/y, "-")`, `"éx"`},
		{`"xé".replace(/x/y, "-")`, `"-é"`},
		{`"ab".replace(/x?/gy, "-")`, `"-a-b-"`},
		{`"éa".match(/\b/gy)`, `null`},
		{`"é1".match(/\d*/gy)`, `["","1",""]`},
		{`"👍1".match(/\d*/guy)`, `["","1",""]`},
		// Letters that are others in another case, or are not.
		{`["ſ", "\u212a"].map((s) => [/s|k/i.test(s), /s|k/iu.test(s), /\w/i.test(s), /\w/iu.test(s), /[A-Z]/i.test(s)])`, `[[false,true,false,true,false],[false,true,false,true,false]]`},
		{`"xſ1".split(/\b/iu)`, `["xſ1"]`},
		// Surrogates, without the flag u.
		{`"s👍".split(/\w👍/)`, `["",""]`},
		{`/(?=.)\w👍/.exec("K-👍s👍").index`, `4`},
		{`/(?=.)[\ud800-\udbff][\udc00-\udfff]/.exec("a👍").index`, `1`},
		{`/(?=.)(?:\ud83c[\udf00-\udfff]|\ud83d[\udc00-\ude4f])/.exec("a👍").index`, `1`},
		{`"a👍b\ue000".replace(/(?=.)[\u0100-\uffff]/g, "-")`, `"a--b-"`},
		{`"a👍b".replace(/(?=.)[^\ud83d]/g, "-")`, `"-\ud83d--"`},
		{`"👍👍".replace(/(?=.)(?:[\ud83d\ud83c]\udc4d)+/, "-")`, `"-"`},
		// What the flag u refuses.
		{`["\\-", "\\a", "\\é", "(a)\\2", "\\00", "[\\1]", "\\-[\\-]"].map((p) => { try { new RegExp(p, "u"); return 0 } catch (e) { return e.name } })`,
			`["SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError"]`},
		{`["[\\-]", "\\/", "(a)\\1", "\\1(?<n>a)", "\\0", "(?<!x)[(]\\$"].map((p) => new RegExp(p, "u").source.length > 0)`, `[true,true,true,true,true,true]`},
	} {
		v, err := New().RunString("JSON.stringify(" + c.src + ")")
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got := v.String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.src, got, c.want)
		}
	}
}
