package goja

import (
	"strconv"

	"github.com/dop251/goja/unistring"
)

// A lastMatch is what the legacy static properties of RegExp tell of: the last
// successful match. https://github.com/tc39/proposal-regexp-legacy-features
type lastMatch struct {
	input   String // nil before the first
	indexes []int
	given   String // what RegExp.input is: the input, or what was assigned
}

// matched remembers a successful match.
func (r *Runtime) matched(input String, result regexpResult) {
	r.lastMatch = lastMatch{input, result.indexes, input}
}

// matchedAll remembers the last of several matches, if there is one.
func (r *Runtime) matchedAll(input String, results []regexpResult) {
	if len(results) > 0 {
		r.matched(input, results[len(results)-1])
	}
}

// group is the text of a group, or "" when there is none.
func (m *lastMatch) group(n int) Value {
	if 2*n+1 >= len(m.indexes) || m.indexes[2*n] < 0 {
		return stringEmpty
	}
	return m.input.Substring(m.indexes[2*n], m.indexes[2*n+1])
}

// putLegacyProperties gives RegExp what tells of the last match. As in V8 the
// getters heed no receiver, input can be set until the next match, and an
// assignment to the others has no effect.
func (r *Runtime) putLegacyProperties(rx *Object) {
	ignore := r.newNativeFunc(func(FunctionCall) Value { return _undefined }, "", 1)
	accessor := func(get func(m *lastMatch) Value, set *Object, names ...string) {
		getter := r.newNativeFunc(func(FunctionCall) Value {
			if r.lastMatch.input == nil {
				return stringEmpty
			}
			return get(&r.lastMatch)
		}, unistring.NewFromString("get "+names[0]), 0)
		for _, name := range names {
			rx.self.setOwnStr(unistring.NewFromString(name), &valueProperty{accessor: true, configurable: true, getterFunc: getter, setterFunc: set}, false)
		}
	}
	accessor(func(m *lastMatch) Value { return m.given }, r.newNativeFunc(func(call FunctionCall) Value {
		if r.lastMatch.input == nil {
			r.lastMatch = lastMatch{input: stringEmpty, indexes: []int{0, 0}}
		}
		r.lastMatch.given = call.Argument(0).toString()
		return _undefined
	}, "set input", 1), "input", "$_")
	accessor(func(m *lastMatch) Value { return m.group(0) }, ignore, "lastMatch", "$&")
	accessor(func(m *lastMatch) Value {
		if len(m.indexes) <= 2 {
			return stringEmpty
		}
		return m.group(len(m.indexes)/2 - 1)
	}, ignore, "lastParen", "$+")
	accessor(func(m *lastMatch) Value { return m.input.Substring(0, m.indexes[0]) }, ignore, "leftContext", "$`")
	accessor(func(m *lastMatch) Value { return m.input.Substring(m.indexes[1], m.input.Length()) }, ignore, "rightContext", "$'")
	for n := 1; n <= 9; n++ {
		accessor(func(m *lastMatch) Value { return m.group(n) }, ignore, "$"+strconv.Itoa(n))
	}
}
