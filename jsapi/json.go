package jsapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// ParseJSON makes the JavaScript value that JSON text denotes, as JSON.parse
// does. It is several times faster than the engine's own, since it builds
// objects straight from the bytes. Empty text is undefined.
func (vm *VM) ParseJSON(text []byte) (goja.Value, error) {
	if len(text) == 0 {
		return goja.Undefined(), nil
	}
	p := jsonParser{rt: vm.rt, text: text}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at < len(p.text) {
		return nil, p.unexpected()
	}
	return v, nil
}

// maxJSONDepth is encoding/json's own limit.
const maxJSONDepth = 10000

type jsonParser struct {
	rt   *goja.Runtime
	text []byte
	at   int
	seen [64]goja.String // short strings, to share those that are repeated
}

func (p *jsonParser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\n', '\r', '\t':
			p.at++
		default:
			return
		}
	}
}

func (p *jsonParser) unexpected() error {
	if p.at >= len(p.text) {
		return errors.New("unexpected end of JSON input")
	}
	r, _ := utf8.DecodeRune(p.text[p.at:])
	return fmt.Errorf("unexpected token %q in JSON at position %d", r, p.at)
}

func (p *jsonParser) value(depth int) (goja.Value, error) {
	if depth > maxJSONDepth {
		return nil, fmt.Errorf("JSON nests deeper than %d levels", maxJSONDepth)
	}
	p.space()
	if p.at >= len(p.text) {
		return nil, p.unexpected()
	}
	switch c := p.text[p.at]; {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		return p.string()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case p.literal("true"):
		return p.rt.ToValue(true), nil
	case p.literal("false"):
		return p.rt.ToValue(false), nil
	case p.literal("null"):
		return goja.Null(), nil
	}
	return nil, p.unexpected()
}

func (p *jsonParser) literal(word string) bool {
	if len(p.text)-p.at >= len(word) && string(p.text[p.at:p.at+len(word)]) == word {
		p.at += len(word)
		return true
	}
	return false
}

func (p *jsonParser) object(depth int) (goja.Value, error) {
	o := p.rt.NewRecord()
	p.at++
	p.space()
	if p.at < len(p.text) && p.text[p.at] == '}' {
		p.at++
		return o.Object(), nil
	}
	for {
		p.space()
		if p.at >= len(p.text) || p.text[p.at] != '"' {
			return nil, p.unexpected()
		}
		key, err := p.rawBytes()
		if err != nil {
			return nil, err
		}
		p.space()
		if p.at >= len(p.text) || p.text[p.at] != ':' {
			return nil, p.unexpected()
		}
		p.at++
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		o.Define(key, v)
		p.space()
		if p.at >= len(p.text) {
			return nil, p.unexpected()
		}
		switch p.text[p.at] {
		case ',':
			p.at++
		case '}':
			p.at++
			return o.Object(), nil
		default:
			return nil, p.unexpected()
		}
	}
}

func (p *jsonParser) array(depth int) (goja.Value, error) {
	p.at++
	p.space()
	if p.at < len(p.text) && p.text[p.at] == ']' {
		p.at++
		return p.rt.NewArray(), nil
	}
	items := make([]goja.Value, 0, 4)
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
		p.space()
		if p.at >= len(p.text) {
			return nil, p.unexpected()
		}
		switch p.text[p.at] {
		case ',':
			p.at++
		case ']':
			p.at++
			return p.rt.NewArrayOf(items), nil
		default:
			return nil, p.unexpected()
		}
	}
}

func (p *jsonParser) number() (goja.Value, error) {
	start, integer := p.at, true
	if p.text[p.at] == '-' {
		p.at++
	}
	digits := p.digits()
	if digits == 0 || digits > 1 && p.text[p.at-digits] == '0' {
		return nil, p.unexpected()
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		integer = false
		p.at++
		if p.digits() == 0 {
			return nil, p.unexpected()
		}
	}
	if p.at < len(p.text) && (p.text[p.at] == 'e' || p.text[p.at] == 'E') {
		integer = false
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if p.digits() == 0 {
			return nil, p.unexpected()
		}
	}
	text := string(p.text[start:p.at])
	if integer && len(text) <= 15 && text != "-0" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, err
		}
		return p.rt.ToValue(n), nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) { // out of range is ±Infinity, as in JavaScript
		return nil, err
	}
	return p.rt.ToValue(f), nil
}

func (p *jsonParser) digits() int {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at - start
}

// string parses a string value. Lone surrogates survive, as in JavaScript.
func (p *jsonParser) string() (goja.Value, error) {
	start := p.at
	s, err := p.rawBytes()
	if errors.Is(err, errSurrogate) {
		p.at = start
		units, err := p.utf16String()
		if err != nil {
			return nil, err
		}
		return goja.StringFromUTF16(units), nil
	}
	if err != nil {
		return nil, err
	}
	if len(s) == 0 || len(s) > 24 {
		return goja.StringOf(string(s)), nil
	}
	slot := &p.seen[(int(s[0])*31+int(s[len(s)-1])*7+len(s))%len(p.seen)]
	if *slot == nil || !goja.SameString(*slot, s) {
		*slot = goja.StringOf(string(s))
	}
	return *slot, nil
}

var errSurrogate = errors.New("lone surrogate in a JSON object key")

// rawBytes parses a string that has a UTF-8 form. The bytes may be the text's.
func (p *jsonParser) rawBytes() ([]byte, error) {
	p.at++
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			s := p.text[start:p.at]
			p.at++
			return s, nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return nil, p.unexpected()
		}
		p.at++
	}
	return nil, p.unexpected()
}

func (p *jsonParser) escaped(start int) ([]byte, error) {
	out := append([]byte(nil), p.text[start:p.at]...)
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			p.at++
			return out, nil
		case c < ' ':
			return nil, p.unexpected()
		case c != '\\':
			out = append(out, c)
			p.at++
		default:
			r, err := p.escape()
			if err != nil {
				return nil, err
			}
			if utf16.IsSurrogate(r) {
				low := rune(-1)
				if p.at+1 < len(p.text) && p.text[p.at] == '\\' && p.text[p.at+1] == 'u' {
					if low, err = p.escape(); err != nil {
						return nil, err
					}
				}
				if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
					return nil, errSurrogate
				}
			}
			out = utf8.AppendRune(out, r)
		}
	}
	return nil, p.unexpected()
}

// escape parses one escape sequence, at its backslash; the rune may be a
// surrogate.
func (p *jsonParser) escape() (rune, error) {
	p.at++
	if p.at >= len(p.text) {
		return 0, p.unexpected()
	}
	c := p.text[p.at]
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		if p.at+5 > len(p.text) {
			p.at = len(p.text)
			return 0, p.unexpected()
		}
		n, err := strconv.ParseUint(string(p.text[p.at+1:p.at+5]), 16, 16)
		if err != nil {
			return 0, p.unexpected()
		}
		p.at += 5
		return rune(n), nil
	default:
		return 0, p.unexpected()
	}
	p.at++
	return rune(c), nil
}

// utf16String parses a string that holds a lone surrogate.
func (p *jsonParser) utf16String() ([]uint16, error) {
	p.at++
	var out []uint16
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case '"':
			p.at++
			return out, nil
		case '\\':
			r, err := p.escape()
			if err != nil {
				return nil, err
			}
			out = append(out, uint16(r))
		default:
			r, n := utf8.DecodeRune(p.text[p.at:])
			out = utf16.AppendRune(out, r)
			p.at += n
		}
	}
	return nil, p.unexpected()
}

// JSON is the text that JSON.stringify gives for v; nil for what it leaves
// out, such as undefined and functions. The error is what it threw: a cycle,
// a BigInt, a toJSON of the script's own.
func (vm *VM) JSON(v goja.Value) (json.RawMessage, error) {
	if v == nil || goja.IsUndefined(v) {
		return nil, nil
	}
	outer := vm.frame
	vm.Touch()
	text, err := vm.rt.JSON(v)
	vm.enter(outer)
	return text, vm.Check(err)
}
