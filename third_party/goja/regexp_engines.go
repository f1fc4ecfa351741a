package goja

import (
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Which of the two matchers can do a pattern as ECMAScript has it, and what the other one has to be told.

// repeatsApart says whether a pattern of Go's repeats a group in a way that ECMAScript sees otherwise. There, each
// repetition forgets what the groups in it have captured, and one that matches nothing is not taken, which can change
// the match as a whole. regexp2 does it so.
func repeatsApart(text string) bool {
	if !strings.Contains(text, ")*") && !strings.Contains(text, ")+") && !strings.Contains(text, ")?") && !strings.Contains(text, "){") {
		return false
	}
	re, err := syntax.Parse(text, syntax.Perl)
	return err == nil && repeatApart(re)
}

func repeatApart(re *syntax.Regexp) bool {
	many := false
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus:
		many = true
		fallthrough
	case syntax.OpQuest, syntax.OpRepeat:
		body := re.Sub[0]
		if (many || re.Op == syntax.OpRepeat && re.Max != 1) && mayNotCapture(body, false) {
			return true
		}
		if minLength(body) == 0 && (body.MaxCap() > 0 || prefersNothing(body)) {
			return true
		}
	}
	for _, sub := range re.Sub {
		if repeatApart(sub) {
			return true
		}
	}
	return false
}

// mayNotCapture says whether a match of the expression may leave one of its groups without a value.
func mayNotCapture(re *syntax.Regexp, optional bool) bool {
	switch re.Op {
	case syntax.OpCapture:
		if optional {
			return true
		}
	case syntax.OpAlternate, syntax.OpQuest, syntax.OpStar:
		optional = true
	case syntax.OpRepeat:
		optional = optional || re.Min == 0
	}
	for _, sub := range re.Sub {
		if mayNotCapture(sub, optional) {
			return true
		}
	}
	return false
}

// prefersNothing says whether an expression that may match nothing may do so before it has tried all else.
func prefersNothing(re *syntax.Regexp) bool {
	if re.Op == syntax.OpAlternate || re.Flags&syntax.NonGreedy != 0 {
		return true
	}
	for _, sub := range re.Sub {
		if prefersNothing(sub) {
			return true
		}
	}
	return false
}

// foldsApart says whether a subject has letters that Go takes for the same as others when case is ignored, and
// ECMAScript does not, or only with the flag u: ſ and the sign for Kelvin are no s and k.
func foldsApart(s String) bool {
	_, u := devirtualizeString(s)
	for _, c := range u {
		switch c {
		case 0x17f, 0x3f4, 0x1e9e, 0x2126, 0x212a, 0x212b:
			return true
		}
	}
	return false
}

// unicodeEscapes says whether a pattern with the flag u has only escapes that the flag allows: none of a character that
// needs none, and no reference to a group that is not there.
func unicodeEscapes(pattern string) bool {
	class, groups, highest := false, 0, 0
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '(' && !class:
			rest := pattern[i+1:]
			if !strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "?<") && !strings.HasPrefix(rest, "?<=") && !strings.HasPrefix(rest, "?<!") {
				groups++
			}
		case c == '\\' && i+1 < len(pattern):
			i++
			e := pattern[i]
			if e >= utf8.RuneSelf || !strings.ContainsRune(`0123456789dDsSwWbBfnrtvcxukpP^$\.*+?()[]{}|/`, rune(e)) && (e != '-' || !class) {
				return false
			}
			if e < '0' || e > '9' {
				continue
			}
			from := i
			for i+1 < len(pattern) && pattern[i+1] >= '0' && pattern[i+1] <= '9' {
				i++
			}
			if number := pattern[from : i+1]; number != "0" {
				n, err := strconv.Atoi(number)
				if err != nil || class || e == '0' {
					return false
				}
				highest = max(highest, n)
			}
		}
	}
	return highest <= groups
}

// regexp2 tells sets and strings of surrogates apart in some places only. Without the flag u, a pattern that has any is
// matched with the surrogates of pattern and subject moved to where it sees characters, past all that a subject can have
// there.
const movedSurrogates = 0x100000

func isSurrogate(c rune) bool { return c >= 0xd800 && c <= 0xdfff }

func moveSurrogates(runes []rune) {
	for i, c := range runes {
		if isSurrogate(c) {
			runes[i] = c + movedSurrogates
		}
	}
}

// moveSurrogateEscapes rewrites a pattern so. Its second result says whether it has surrogates at all.
func moveSurrogateEscapes(pattern string) (string, bool) {
	m := surrogateMover{pattern: pattern}
	for m.at < len(pattern) {
		if pattern[m.at] == '[' {
			m.class()
			continue
		}
		from := m.at
		if c, _ := m.atom(); isSurrogate(c) {
			m.out.WriteRune(c + movedSurrogates)
			m.moved = true
		} else {
			m.out.WriteString(pattern[from:m.at])
		}
	}
	if !m.moved {
		return pattern, false
	}
	return m.out.String(), true
}

type surrogateMover struct {
	pattern string
	at      int
	out     strings.Builder
	moved   bool
}

// class rewrites what is in brackets.
func (m *surrogateMover) class() {
	m.out.WriteByte('[')
	m.at++
	if strings.HasPrefix(m.pattern[m.at:], "^") {
		m.out.WriteByte('^')
		m.at++
	}
	for m.at < len(m.pattern) {
		if m.pattern[m.at] == ']' {
			m.out.WriteByte(']')
			m.at++
			return
		}
		from := m.at
		first, ok := m.atom()
		last := first
		if rest := m.pattern[m.at:]; ok && len(rest) > 1 && rest[0] == '-' && rest[1] != ']' {
			back := m.at
			m.at++
			if end, ok := m.atom(); ok && end >= first {
				last = end
			} else {
				m.at = back
			}
		}
		if !ok || last < 0xd800 || first > 0xdfff {
			m.out.WriteString(m.pattern[from:m.at])
			continue
		}
		m.moved = m.moved || isSurrogate(first) || isSurrogate(last)
		m.part(first, min(last, 0xd7ff), 0)
		m.part(max(first, 0xd800), min(last, 0xdfff), movedSurrogates)
		m.part(max(first, 0xe000), last, 0)
	}
}

func (m *surrogateMover) part(first, last, moved rune) {
	if first > last {
		return
	}
	write := func(c rune) {
		if moved > 0 {
			m.out.WriteRune(c + moved)
			return
		}
		m.out.WriteString(`\u`)
		writeHex4(&m.out, int(c))
	}
	write(first)
	if last > first {
		m.out.WriteByte('-')
		write(last)
	}
}

// atom reads a character or an escape. ok is false for one that stands for several characters, or for none.
func (m *surrogateMover) atom() (c rune, ok bool) {
	c, size := utf8.DecodeRuneInString(m.pattern[m.at:])
	m.at += size
	if c != '\\' || m.at == len(m.pattern) {
		return c, true
	}
	c, size = utf8.DecodeRuneInString(m.pattern[m.at:])
	m.at += size
	switch c {
	case 'u', 'x':
		digits := 4
		if c == 'x' {
			digits = 2
		}
		if rest := m.pattern[m.at:]; len(rest) >= digits {
			if value, ok := decodeHex(rest[:digits]); ok {
				m.at += digits
				return rune(value), true
			}
		}
		return c, true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	case 'f':
		return '\f', true
	}
	return c, !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z')
}
