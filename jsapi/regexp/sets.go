package regexp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	std "unicode"
	"unicode/utf8"

	"systembus/jsapi/regexp/unicode"
)

// setClass reads a class in the notation of the v flag (ECMA-262 22.2.1,
// ClassSetExpression): nested classes, -- and &&, and \q{...}.
func (r *rewriter) setClass() (setValue, error) {
	r.at++ // [
	negated := r.take("^")
	var v setValue
	var operator string
	for operands := 0; ; operands++ {
		first := operands == 0
		if r.at >= len(r.pattern) {
			return v, fmt.Errorf("Unterminated character class")
		}
		if r.take("]") {
			break
		}
		switch {
		case strings.HasPrefix(r.pattern[r.at:], "--"), strings.HasPrefix(r.pattern[r.at:], "&&"):
			next := r.pattern[r.at : r.at+2]
			if first || operator == "" && operands > 1 || operator != "" && operator != next {
				return v, fmt.Errorf("Invalid set operation in character class")
			}
			operator = next
			r.at += 2
		case operator != "" && !first:
			// Each further operand follows an operator of its own.
			if !strings.HasSuffix(r.pattern[:r.at], operator) {
				return v, fmt.Errorf("Invalid set operation in character class")
			}
		}
		one, single, err := r.setOperand()
		if err != nil {
			return v, err
		}
		if operator == "" && single >= 0 && r.at+1 < len(r.pattern) && r.pattern[r.at] == '-' && r.pattern[r.at+1] != '-' {
			r.at++
			_, to, err := r.setOperand()
			if err != nil {
				return v, err
			}
			if to < single {
				return v, fmt.Errorf("Range out of order in character class")
			}
			one.chars = r.folded(unicode.Set{{From: single, To: to}})
		}
		v = combine(v, one, operator, first)
	}
	if !negated {
		return v, nil
	}
	if len(v.strings) > 0 {
		return v, fmt.Errorf("Negated character class may contain strings")
	}
	v.chars = v.chars.Complement()
	return v, nil
}

func combine(v, one setValue, operator string, first bool) setValue {
	has := func(s string) bool { return slices.Contains(one.strings, s) }
	switch {
	case first:
		return one
	case operator == "--":
		return setValue{v.chars.Minus(one.chars), slices.DeleteFunc(slices.Clone(v.strings), has)}
	case operator == "&&":
		return setValue{v.chars.Intersect(one.chars), slices.DeleteFunc(slices.Clone(v.strings), func(s string) bool { return !has(s) })}
	}
	return setValue{v.chars.Union(one.chars), append(v.strings, one.strings...)}
}

func (r *rewriter) take(s string) bool {
	if strings.HasPrefix(r.pattern[r.at:], s) {
		r.at += len(s)
		return true
	}
	return false
}

// setOperand reads one operand. single is the character when it is one that
// can begin a range, else -1.
func (r *rewriter) setOperand() (v setValue, single rune, err error) {
	if r.at >= len(r.pattern) {
		return v, -1, fmt.Errorf("Unterminated character class")
	}
	switch c := r.pattern[r.at]; c {
	case '[':
		v, err = r.setClass()
		return v, -1, err
	case '\\':
		return r.setEscape()
	case '(', ')', '{', '}', '/', '-', '|':
		return v, -1, fmt.Errorf("Invalid character in character class")
	}
	if r.at+1 < len(r.pattern) && r.pattern[r.at] == r.pattern[r.at+1] && strings.IndexByte("!#$%*+,.:;<=>?@^`~&", r.pattern[r.at]) >= 0 {
		return v, -1, fmt.Errorf("Invalid set operation in character class")
	}
	c, n := utf8.DecodeRuneInString(r.pattern[r.at:])
	r.at += n
	return setValue{chars: r.folded(unicode.Set{{From: c, To: c}})}, c, nil
}

// word and the others are what the class escapes stand for.
var (
	digit = unicode.Set{{From: '0', To: '9'}}
	word  = unicode.Of(unicode.Range{From: '0', To: '9'}, unicode.Range{From: 'A', To: 'Z'}, unicode.Range{From: '_', To: '_'}, unicode.Range{From: 'a', To: 'z'})
	space = unicode.Of(unicode.Range{From: '\t', To: '\r'}, unicode.Range{From: ' ', To: ' '}, unicode.Range{From: 0xa0, To: 0xa0},
		unicode.Range{From: 0x1680, To: 0x1680}, unicode.Range{From: 0x2000, To: 0x200a}, unicode.Range{From: 0x2028, To: 0x2029},
		unicode.Range{From: 0x202f, To: 0x202f}, unicode.Range{From: 0x205f, To: 0x205f}, unicode.Range{From: 0x3000, To: 0x3000},
		unicode.Range{From: 0xfeff, To: 0xfeff})
)

func (r *rewriter) setEscape() (v setValue, single rune, err error) {
	if r.property() {
		set, err := r.escapeProperty()
		return setValue{chars: r.folded(set)}, -1, err
	}
	if r.at+1 >= len(r.pattern) {
		return v, -1, fmt.Errorf("\\ at end of pattern")
	}
	c := r.pattern[r.at+1]
	r.at += 2
	sets := map[byte]unicode.Set{'d': digit, 'D': digit.Complement(), 'w': word, 'W': word.Complement(), 's': space, 'S': space.Complement()}
	if set, ok := sets[c]; ok {
		return setValue{chars: set}, -1, nil
	}
	one := func(c rune) (setValue, rune, error) {
		return setValue{chars: r.folded(unicode.Set{{From: c, To: c}})}, c, nil
	}
	controls := map[byte]rune{'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', 'f': '\f', 'b': '\b', '0': 0}
	if c, ok := controls[c]; ok {
		return one(c)
	}
	switch c {
	case 'q':
		return r.quoted()
	case 'c':
		if r.at < len(r.pattern) {
			r.at++
			return one(rune(r.pattern[r.at-1] % 32))
		}
	case 'x':
		return r.hex(2, one)
	case 'u':
		if r.take("{") {
			end := strings.IndexByte(r.pattern[r.at:], '}')
			if end < 0 {
				break
			}
			n, err := strconv.ParseUint(r.pattern[r.at:r.at+end], 16, 21)
			if err != nil || n > unicode.MaxRune {
				break
			}
			r.at += end + 1
			return one(rune(n))
		}
		return r.hex(4, one)
	default:
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
			return one(rune(c))
		}
	}
	return v, -1, fmt.Errorf("Invalid escape")
}

func (r *rewriter) hex(n int, one func(rune) (setValue, rune, error)) (setValue, rune, error) {
	if r.at+n <= len(r.pattern) {
		if c, err := strconv.ParseUint(r.pattern[r.at:r.at+n], 16, 32); err == nil {
			r.at += n
			return one(rune(c))
		}
	}
	return setValue{}, -1, fmt.Errorf("Invalid escape")
}

// quoted reads the alternatives of \q{...}.
func (r *rewriter) quoted() (v setValue, single rune, err error) {
	end := strings.IndexByte(r.pattern[r.at:], '}')
	if !r.take("{") || end < 0 {
		return v, -1, fmt.Errorf("Invalid escape")
	}
	text := r.pattern[r.at : r.at+end-1]
	if strings.Contains(text, `\`) {
		return v, -1, fmt.Errorf("the host's regular expressions have no escapes inside \\q{...}")
	}
	r.at += end
	for s := range strings.SplitSeq(text, "|") {
		if utf8.RuneCountInString(s) == 1 {
			c, _ := utf8.DecodeRuneInString(s)
			v.chars = v.chars.Union(r.folded(unicode.Set{{From: c, To: c}}))
		} else {
			v.strings = append(v.strings, s)
		}
	}
	return v, -1, nil
}

// folded adds the other cases of what is in the set when case does not count,
// because set operations come before matching does.
func (r *rewriter) folded(s unicode.Set) unicode.Set {
	if !r.fold {
		return s
	}
	var more []unicode.Range
	for _, one := range s {
		for c := one.From; c <= one.To; c++ {
			for f := std.SimpleFold(c); f != c; f = std.SimpleFold(f) {
				more = append(more, unicode.Range{From: f, To: f})
			}
		}
	}
	return s.Union(unicode.Of(more...))
}
