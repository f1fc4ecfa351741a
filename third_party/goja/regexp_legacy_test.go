package goja

import "testing"

func TestRegexpLegacyProperties(t *testing.T) {
	const SCRIPT = `
	assert.sameValue(RegExp.$1 + RegExp.lastMatch + RegExp.input + RegExp.leftContext, "", "before any match");
	/(a)(b)?/.exec("xaby");
	assert.sameValue(RegExp.$1 + "," + RegExp.$2 + "," + RegExp.$3, "a,b,");
	assert.sameValue(RegExp["$&"] + RegExp["$+"] + RegExp["$` + "`" + `"] + RegExp["$'"] + RegExp.$_, "abbxyxaby");
	/nope/.test("none");
	assert.sameValue(RegExp.$1, "a", "a match that fails changes nothing");
	"a1b2".replace(/(\d)/g, "-");
	assert.sameValue(RegExp.$1, "2", "replace");
	"c3d4".match(/(\d)/g);
	assert.sameValue(RegExp.$1, "4", "match");
	"e-f_g".split(/([-_])/);
	assert.sameValue(RegExp.$1, "_", "split");
	RegExp.lastMatch = "x";
	assert.sameValue(RegExp.lastMatch, "_", "an assignment has no effect");
	RegExp.input = 1;
	assert.sameValue(RegExp.$_, "1", "but on input");
	`
	testScriptWithTestLib(SCRIPT, _undefined, t)
}
