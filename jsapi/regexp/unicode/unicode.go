// Package unicode knows the Unicode properties that regular expressions of
// ECMAScript can name (ECMA-262 22.2.1, tables 67 to 69), as of the version
// that Node has.
package unicode

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:generate node generate.mjs

//go:embed unicode.txt
var data string

// MaxRune is the last code point.
const MaxRune = 0x10ffff

// A Set is a set of code points: ranges in ascending order that neither
// overlap nor touch.
type Set []Range

// A Range is a range of code points, both ends included.
type Range struct{ From, To rune }

// index finds a property's encoded ranges by kind and by any of its names.
var index = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(data) {
		f := strings.Fields(line)
		if len(f) != 4 || f[0] == "#" {
			continue
		}
		table[f[0]+"="+f[1]] = f[3]
		if f[2] == "-" {
			continue
		}
		for alias := range strings.SplitSeq(f[2], ",") {
			table[f[0]+"="+alias] = f[3]
		}
	}
	return table
})

var (
	mu      sync.Mutex
	decoded = map[string]Set{}
)

// Property gives the code points that an expression such as "L", "Letter",
// "gc=Lu", "Script=Greek" or "Emoji" names, as it stands between the braces
// of \p. ok is false for one that does not exist.
func Property(expression string) (set Set, ok bool) {
	name, value, pair := strings.Cut(expression, "=")
	var keys []string
	switch {
	case !pair:
		keys = []string{"gc=" + name, "is=" + name}
	case name == "gc" || name == "General_Category":
		keys = []string{"gc=" + value}
	case name == "sc" || name == "Script":
		keys = []string{"sc=" + value}
	case name == "scx" || name == "Script_Extensions":
		keys = []string{"scx=" + value}
	}
	for _, key := range keys {
		if text, ok := index()[key]; ok {
			return decode(key, text), true
		}
	}
	return nil, false
}

func decode(key, text string) Set {
	mu.Lock()
	defer mu.Unlock()
	if set, ok := decoded[key]; ok {
		return set
	}
	var set Set
	at := rune(0)
	for part := range strings.SplitSeq(strings.Trim(text, "-"), ",") {
		if part == "" {
			continue
		}
		gap, length, _ := strings.Cut(part, ".")
		from := at + base36(gap)
		to := from + base36(length)
		set = append(set, Range{from, to})
		at = to + 1
	}
	decoded[key] = set
	return set
}

func base36(s string) rune {
	n, err := strconv.ParseUint(s, 36, 32)
	if err != nil {
		return 0 // an absent length
	}
	return rune(n)
}

// Of makes a set of ranges in any order.
func Of(ranges ...Range) Set {
	if len(ranges) == 0 {
		return nil
	}
	list := slices.Clone(ranges)
	slices.SortFunc(list, func(a, b Range) int { return int(a.From - b.From) })
	out := Set{list[0]}
	for _, r := range list[1:] {
		if last := &out[len(out)-1]; r.From <= last.To+1 {
			last.To = max(last.To, r.To)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// Complement is every code point that is not in the set.
func (s Set) Complement() Set {
	var out Set
	at := rune(0)
	for _, r := range s {
		if r.From > at {
			out = append(out, Range{at, r.From - 1})
		}
		at = r.To + 1
	}
	if at <= MaxRune {
		out = append(out, Range{at, MaxRune})
	}
	return out
}

// Union is what is in either set.
func (s Set) Union(t Set) Set { return Of(slices.Concat(s, t)...) }

// Intersect is what is in both.
func (s Set) Intersect(t Set) Set { return s.Complement().Union(t.Complement()).Complement() }

// Minus is what is in s and not in t.
func (s Set) Minus(t Set) Set { return s.Intersect(t.Complement()) }

// Contains says whether the set has r.
func (s Set) Contains(r rune) bool {
	_, ok := slices.BinarySearchFunc(s, r, func(one Range, r rune) int {
		switch {
		case one.To < r:
			return -1
		case one.From > r:
			return 1
		}
		return 0
	})
	return ok
}
