// Package rawjson cuts JSON text into the texts of its parts without parsing
// them: calls carry megabytes of which a function often reads little.
package rawjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Members calls f with the members of a JSON object, in order. It looks
// only for where values end: strings and brackets must match, and what stands
// between them is checked by whoever parses the value. It never reads beyond
// the text.
func Members(object []byte, f func(name string, value json.RawMessage) error) error {
	s := scanner{text: object}
	if !s.take('{') {
		return s.unexpected()
	}
	if s.take('}') {
		return s.end()
	}
	for {
		s.space()
		start := s.at
		if !s.string() {
			return s.unexpected()
		}
		name, err := memberName(s.text[start:s.at])
		if err != nil {
			return err
		}
		if !s.take(':') {
			return s.unexpected()
		}
		s.space()
		start = s.at
		if !s.value() {
			return s.unexpected()
		}
		if err := f(name, s.text[start:s.at:s.at]); err != nil {
			return err
		}
		if s.take(',') {
			continue
		}
		if s.take('}') {
			return s.end()
		}
		return s.unexpected()
	}
}

// Elements calls f with the elements of a JSON array, in order. It looks at
// them as Members does.
func Elements(array []byte, f func(value json.RawMessage) error) error {
	s := scanner{text: array}
	if !s.take('[') {
		return s.unexpected()
	}
	if s.take(']') {
		return s.end()
	}
	for {
		s.space()
		start := s.at
		if !s.value() {
			return s.unexpected()
		}
		if err := f(s.text[start:s.at:s.at]); err != nil {
			return err
		}
		if s.take(',') {
			continue
		}
		if s.take(']') {
			return s.end()
		}
		return s.unexpected()
	}
}

// memberName is the text of a string without its quotes and escapes.
func memberName(quoted []byte) (string, error) {
	for _, c := range quoted {
		if c == '\\' || c >= 0x80 { // an escape, or bytes that may not be UTF-8
			var name string
			err := json.Unmarshal(quoted, &name)
			return name, err
		}
	}
	return string(quoted[1 : len(quoted)-1]), nil
}

// scanner finds the ends of JSON values.
type scanner struct {
	text []byte
	at   int
}

func (s *scanner) unexpected() error {
	if s.at >= len(s.text) {
		return errors.New("unexpected end of JSON input")
	}
	return fmt.Errorf("unexpected %q in JSON at position %d", s.text[s.at], s.at)
}

func (s *scanner) end() error {
	s.space()
	if s.at < len(s.text) {
		return s.unexpected()
	}
	return nil
}

func (s *scanner) space() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\n' || s.text[s.at] == '\r' || s.text[s.at] == '\t') {
		s.at++
	}
}

// take passes the character, after any space, if it is next.
func (s *scanner) take(c byte) bool {
	s.space()
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

// string passes a string.
func (s *scanner) string() bool {
	if s.at >= len(s.text) || s.text[s.at] != '"' {
		return false
	}
	end := stringEnd(s.text, s.at)
	if end < 0 {
		s.at = len(s.text)
		return false
	}
	s.at = end + 1
	return true
}

// value passes a value.
func (s *scanner) value() bool {
	if s.at >= len(s.text) {
		return false
	}
	switch s.text[s.at] {
	case '"':
		return s.string()
	case '{', '[':
		return s.brackets()
	}
	start := s.at
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ',', '}', ']', ' ', '\n', '\r', '\t', ':', '"', '{', '[':
			return s.at > start && json.Valid(s.text[start:s.at])
		}
		s.at++
	}
	return s.at > start && json.Valid(s.text[start:s.at])
}

// marks are the bytes that brackets looks for.
var marks = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true}

// brackets passes an object or an array.
func (s *scanner) brackets() bool {
	var (
		text = s.text
		open = make([]byte, 0, 16)
		i    = s.at
	)
	for ; i < len(text); i++ {
		c := text[i]
		if !marks[c] {
			continue
		}
		switch c {
		case '"':
			if i = stringEnd(text, i); i < 0 {
				s.at = len(text)
				return false
			}
		case '{', '[':
			open = append(open, c+2) // the bracket that closes it: '}' or ']'
		default:
			last := len(open) - 1
			if c != open[last] {
				s.at = i
				return false
			}
			if open = open[:last]; last == 0 {
				s.at = i + 1
				return true
			}
		}
	}
	s.at = i
	return false
}

// stringEnd is where the string that begins at i has its closing quote, or -1.
func stringEnd(text []byte, i int) int {
	for start := i + 1; ; {
		n := bytes.IndexByte(text[i+1:], '"')
		if n < 0 {
			return -1
		}
		i += n + 1
		slashes := 0
		for i-slashes > start && text[i-slashes-1] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
}
