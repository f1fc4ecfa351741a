package goja

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// jsonProblem is what V8 says of a text that is not JSON: libraries and tests look for its words.
func jsonProblem(text string) string {
	p := jsonChecker{text: utf16.Encode([]rune(text)), whole: text}
	p.space()
	if !p.value() {
		return p.problem
	}
	if p.space(); p.at < len(p.text) {
		return p.at1("Unexpected non-whitespace character after JSON")
	}
	return "Unexpected end of JSON input"
}

type jsonChecker struct {
	text    []uint16
	whole   string
	at      int
	problem string
}

func (p *jsonChecker) at1(what string) string {
	return fmt.Sprintf("%s at position %d", what, p.at)
}

func (p *jsonChecker) fail(problem string) bool {
	p.problem = problem
	return false
}

// unexpected is the problem of a character that begins nothing.
func (p *jsonChecker) unexpected() bool {
	const around = 10
	if p.at >= len(p.text) {
		return p.fail("Unexpected end of JSON input")
	}
	if p.whole == "undefined" || p.whole == "[object Object]" {
		return p.fail(fmt.Sprintf("%q is not valid JSON", p.whole))
	}
	from, to := max(0, p.at-around), min(len(p.text), p.at+around)
	before, after := "...", "..."
	if len(p.text) <= 4*around {
		from, to = 0, len(p.text)
	}
	if from == 0 {
		before = ""
	}
	if to == len(p.text) {
		after = ""
	}
	return p.fail(fmt.Sprintf(`Unexpected token '%s', %s"%s"%s is not valid JSON`,
		string(utf16.Decode(p.text[p.at:p.at+1])), before, string(utf16.Decode(p.text[from:to])), after))
}

func (p *jsonChecker) peek() uint16 {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *jsonChecker) space() {
	for p.at < len(p.text) && strings.ContainsRune(" \t\r\n", rune(p.text[p.at])) {
		p.at++
	}
}

func (p *jsonChecker) digits() bool {
	from := p.at
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		p.at++
	}
	return p.at > from
}

// value reads a value. It keeps its own stack: texts can be nested without end.
func (p *jsonChecker) value() bool {
	var open []uint16
	for {
		switch c := p.peek(); {
		case c == '{':
			p.at++
			p.space()
			if p.peek() != '}' {
				if !p.name("Expected property name or '}' in JSON") {
					return false
				}
				open = append(open, c)
				continue
			}
			p.at++
		case c == '[':
			p.at++
			p.space()
			if p.peek() != ']' {
				open = append(open, c)
				continue
			}
			p.at++
		default:
			if !p.scalar(c) {
				return false
			}
		}
		for { // a value ends here
			if len(open) == 0 {
				return true
			}
			p.space()
			in, c := open[len(open)-1], p.peek()
			if c == ',' {
				p.at++
				p.space()
				if in == '{' && !p.name("Expected double-quoted property name in JSON") {
					return false
				}
				break
			}
			if in == '{' && c != '}' {
				return p.fail(p.at1("Expected ',' or '}' after property value in JSON"))
			}
			if in == '[' && c != ']' {
				return p.fail(p.at1("Expected ',' or ']' after array element in JSON"))
			}
			p.at++
			open = open[:len(open)-1]
		}
	}
}

// name reads the name of a property and the colon.
func (p *jsonChecker) name(expected string) bool {
	if p.peek() != '"' {
		return p.fail(p.at1(expected))
	}
	if !p.str() {
		return false
	}
	if p.space(); p.peek() != ':' {
		return p.fail(p.at1("Expected ':' after property name in JSON"))
	}
	p.at++
	p.space()
	return true
}

func (p *jsonChecker) scalar(c uint16) bool {
	switch {
	case c == '"':
		return p.str()
	case c == '-' || c >= '0' && c <= '9':
		return p.number(c)
	}
	for _, word := range []string{"true", "false", "null"} {
		if c != uint16(word[0]) {
			continue
		}
		for i := range len(word) {
			if p.peek() != uint16(word[i]) {
				return p.unexpected()
			}
			p.at++
		}
		return true
	}
	return p.unexpected()
}

func (p *jsonChecker) number(c uint16) bool {
	if c == '-' {
		p.at++
	}
	if p.peek() == '0' {
		p.at++
		if c := p.peek(); c >= '0' && c <= '9' {
			return p.fail(p.at1("Unexpected number in JSON"))
		}
	} else if !p.digits() {
		return p.fail(p.at1("No number after minus sign in JSON"))
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			return p.fail(p.at1("Unterminated fractional number in JSON"))
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			return p.fail(p.at1("Exponent part is missing a number in JSON"))
		}
	}
	return true
}

func (p *jsonChecker) str() bool {
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return true
		case c < ' ':
			return p.fail(p.at1("Bad control character in string literal in JSON"))
		case c != '\\':
			continue
		}
		p.at++
		if c := p.peek(); c == 'u' {
			for range 4 {
				p.at++
				if c := p.peek(); c > 'f' || !strings.ContainsRune("0123456789abcdefABCDEF", rune(c)) {
					return p.fail(p.at1("Bad Unicode escape in JSON"))
				}
			}
		} else if p.at >= len(p.text) {
			return p.unexpected()
		} else if c > 't' || !strings.ContainsRune(`"\/bfnrt`, rune(c)) {
			return p.fail(p.at1("Bad escaped character in JSON"))
		}
	}
	p.at = len(p.text)
	return p.fail(p.at1("Unterminated string in JSON"))
}
