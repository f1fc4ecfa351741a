package goja

import (
	"regexp/syntax"
	"strings"
)

// Go's matcher, which is the faster one, differs from ECMAScript here: it has no line terminators but \n, and leaves out an
// empty match right after another match. Where that matters, regexp2 matches.

// foreignLines says whether a subject has line terminators other than \n.
func foreignLines(s String) bool {
	a, u := devirtualizeString(s)
	if u == nil {
		return strings.IndexByte(string(a), '\r') >= 0
	}
	for _, c := range u[1:] {
		if c == '\r' || c == '\u2028' || c == '\u2029' {
			return true
		}
	}
	return false
}

// mayBeEmpty says whether a pattern of Go's may match nothing at all.
func mayBeEmpty(text string) bool {
	re, err := syntax.Parse(text, syntax.Perl)
	return err != nil || minLength(re) == 0
}

// minLength is 0 when the expression can match the empty string.
func minLength(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL, syntax.OpNoMatch:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return minLength(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min == 0 {
			return 0
		}
		return minLength(re.Sub[0])
	case syntax.OpConcat:
		n := 0
		for _, sub := range re.Sub {
			n += minLength(sub)
		}
		return n
	case syntax.OpAlternate:
		least := -1
		for _, sub := range re.Sub {
			if n := minLength(sub); least < 0 || n < least {
				least = n
			}
		}
		return max(least, 0)
	default:
		return 0
	}
}
