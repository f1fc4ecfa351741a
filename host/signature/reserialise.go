package signature

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gowebpki/jcs"
)

// Reserialise gives what JSON.stringify(JSON.parse(text)) gives in JavaScript
// (ECMA-262 25.5), for providers that sign that: no white space, numbers in
// their shortest form, members whose names are array indices first, and of
// members with one name the last value at the first one's place.
func Reserialise(text []byte) ([]byte, error) {
	if !json.Valid(text) {
		return nil, errors.New("it does not parse")
	}
	r := reserialiser{in: text}
	if err := r.value(); err != nil {
		return nil, err
	}
	return r.out.Bytes(), nil
}

// A reserialiser walks a text that is known to be JSON.
type reserialiser struct {
	in  []byte
	at  int
	out bytes.Buffer
}

// next skips white space and commas and colons, which say nothing in valid
// JSON, and gives the byte that follows.
func (r *reserialiser) next() byte {
	for strings.IndexByte(" \t\r\n,:", r.in[r.at]) >= 0 {
		r.at++
	}
	return r.in[r.at]
}

func (r *reserialiser) value() error {
	switch c := r.next(); c {
	case '{':
		return r.object()
	case '[':
		return r.array()
	case '"':
		r.out.WriteString(r.text())
	case 't', 'n':
		r.out.Write(r.in[r.at : r.at+4])
		r.at += 4
	case 'f':
		r.out.WriteString("false")
		r.at += 5
	default:
		return r.number()
	}
	return nil
}

func (r *reserialiser) array() error {
	r.at++
	r.out.WriteByte('[')
	for n := 0; r.next() != ']'; n++ {
		if n > 0 {
			r.out.WriteByte(',')
		}
		if err := r.value(); err != nil {
			return err
		}
	}
	r.at++
	r.out.WriteByte(']')
	return nil
}

// A reserialised member, its name already as JSON.
type reserialised struct {
	name  string
	value []byte
	index int64 // of an array, or -1
}

func (r *reserialiser) object() error {
	r.at++
	var members []reserialised
	places := map[string]int{}
	for r.next() != '}' {
		name := r.text()
		begin := r.out.Len()
		if err := r.value(); err != nil {
			return err
		}
		value := bytes.Clone(r.out.Bytes()[begin:])
		r.out.Truncate(begin)
		if place, twice := places[name]; twice {
			members[place].value = value
			continue
		}
		places[name] = len(members)
		members = append(members, reserialised{name, value, arrayIndex(name)})
	}
	r.at++
	slices.SortStableFunc(members, func(a, b reserialised) int {
		switch {
		case a.index >= 0 && b.index >= 0:
			return int(a.index - b.index)
		case a.index >= 0:
			return -1
		case b.index >= 0:
			return 1
		}
		return 0
	})
	r.out.WriteByte('{')
	for n, m := range members {
		if n > 0 {
			r.out.WriteByte(',')
		}
		r.out.WriteString(m.name)
		r.out.WriteByte(':')
		r.out.Write(m.value)
	}
	r.out.WriteByte('}')
	return nil
}

// arrayIndex is the array index that a quoted name is (ECMA-262 6.1.7), or -1.
func arrayIndex(quoted string) int64 {
	name := quoted[1 : len(quoted)-1]
	n, err := strconv.ParseUint(name, 10, 32)
	if err != nil || strconv.FormatUint(n, 10) != name || n == 1<<32-1 {
		return -1
	}
	return int64(n)
}

func (r *reserialiser) number() error {
	begin := r.at
	for r.at < len(r.in) && strings.IndexByte("+-.eE0123456789", r.in[r.at]) >= 0 {
		r.at++
	}
	n, err := strconv.ParseFloat(string(r.in[begin:r.at]), 64)
	if errors.Is(err, strconv.ErrRange) && n != 0 {
		r.out.WriteString("null") // Infinity
		return nil
	}
	text, err := jcs.NumberToJSON(n)
	if err != nil {
		return fmt.Errorf("the number %s: %w", r.in[begin:r.at], err)
	}
	r.out.WriteString(text)
	return nil
}

// text reads a string and gives it as JSON.stringify quotes it.
func (r *reserialiser) text() string {
	r.next()
	r.at++
	var out strings.Builder
	out.WriteByte('"')
	for r.in[r.at] != '"' {
		if r.in[r.at] != '\\' {
			c, size := utf8.DecodeRune(r.in[r.at:])
			r.at += size
			quote(&out, c)
			continue
		}
		c := r.escape()
		if utf16.IsSurrogate(c) {
			if pair := utf16.DecodeRune(c, r.peekEscape()); pair != utf8.RuneError {
				r.at += 6
				c = pair
			}
		}
		quote(&out, c)
	}
	r.at++
	out.WriteByte('"')
	return out.String()
}

// escape reads one escape.
func (r *reserialiser) escape() rune {
	c := r.in[r.at+1]
	r.at += 2
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'u':
		n, _ := strconv.ParseUint(string(r.in[r.at:r.at+4]), 16, 16)
		r.at += 4
		return rune(n)
	}
	return rune(c)
}

// peekEscape is the unit that a \u escape here stands for, or 0.
func (r *reserialiser) peekEscape() rune {
	if !bytes.HasPrefix(r.in[r.at:], []byte(`\u`)) {
		return 0
	}
	n, _ := strconv.ParseUint(string(r.in[r.at+2:r.at+6]), 16, 16)
	return rune(n)
}

// quote writes a character as QuoteJSONString does (ECMA-262 25.5.2.3).
func quote(out *strings.Builder, c rune) {
	s, ok := shortEscapes[c]
	switch {
	case ok:
		out.WriteString(s)
	case c < 0x20 || utf16.IsSurrogate(c):
		fmt.Fprintf(out, `\u%04x`, c)
	default:
		out.WriteRune(c)
	}
}

var shortEscapes = map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '"': `\"`, '\\': `\\`}
