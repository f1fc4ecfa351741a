package buffer

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// Encode gives the bytes of text in one of Node's encodings: utf8, utf16le,
// latin1, ascii, base64, base64url, hex. Any other name means utf8.
func Encode(text goja.Value, encoding string) []byte {
	switch encoding {
	case "utf16le":
		u := units(text)
		out := make([]byte, 0, 2*len(u))
		for _, c := range u {
			out = append(out, byte(c), byte(c>>8))
		}
		return out
	case "latin1", "ascii", "binary":
		u := units(text)
		out := make([]byte, len(u))
		for i, c := range u {
			out[i] = byte(c)
		}
		return out
	case "base64", "base64url":
		return fromBase64(Encode(text, "latin1"))
	case "hex":
		return fromHex(text.String())
	}
	return []byte(text.String())
}

// units are the UTF-16 code units of a string value.
func units(v goja.Value) []uint16 {
	s, ok := v.(goja.String)
	if !ok {
		return utf16.Encode([]rune(v.String()))
	}
	n := s.Length()
	out := make([]uint16, n)
	for i := range n {
		out[i] = s.CharAt(i)
	}
	return out
}

// fromBase64 reads both alphabets, ignores what belongs to neither, and stops
// at padding, as Node does, which looks at the low byte of each unit.
func fromBase64(s []byte) []byte {
	out := make([]byte, 0, len(s)*3/4)
	var bits uint32
	count := 0
	for i := range len(s) {
		c := s[i]
		var v byte
		switch {
		case c >= 'A' && c <= 'Z':
			v = c - 'A'
		case c >= 'a' && c <= 'z':
			v = c - 'a' + 26
		case c >= '0' && c <= '9':
			v = c - '0' + 52
		case c == '+' || c == '-':
			v = 62
		case c == '/' || c == '_':
			v = 63
		case c == '=':
			return appendRest(out, bits, count)
		default:
			continue
		}
		bits = bits<<6 | uint32(v)
		if count++; count%4 == 0 {
			out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
		}
	}
	return appendRest(out, bits, count)
}

func appendRest(out []byte, bits uint32, count int) []byte {
	switch count % 4 {
	case 2:
		out = append(out, byte(bits>>4))
	case 3:
		out = append(out, byte(bits>>10), byte(bits>>2))
	}
	return out
}

// fromHex reads pairs of digits up to the first that is none.
func fromHex(s string) []byte {
	out := make([]byte, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		b, err := hex.DecodeString(s[i : i+2])
		if err != nil {
			break
		}
		out = append(out, b[0])
	}
	return out
}

// Decode gives the text that bytes mean in one of Node's encodings.
func Decode(rt *goja.Runtime, b []byte, encoding string) goja.Value {
	switch encoding {
	case "utf16le":
		u := make([]uint16, len(b)/2)
		for i := range u {
			u[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
		}
		return goja.StringFromUTF16(u)
	case "latin1", "binary":
		if ascii(b) {
			return rt.ToValue(string(b))
		}
		u := make([]uint16, len(b))
		for i, c := range b {
			u[i] = uint16(c)
		}
		return goja.StringFromUTF16(u)
	case "ascii":
		out := make([]byte, len(b))
		for i, c := range b {
			out[i] = c & 0x7f
		}
		return rt.ToValue(string(out))
	case "base64":
		return rt.ToValue(base64.StdEncoding.EncodeToString(b))
	case "base64url":
		return rt.ToValue(base64.RawURLEncoding.EncodeToString(b))
	case "hex":
		return rt.ToValue(hex.EncodeToString(b))
	}
	return rt.ToValue(Text(b))
}

// Text is UTF-8 as a string, each maximal part that is not valid replaced by
// U+FFFD, as the Encoding Standard wants (WHATWG Encoding 4.1).
func Text(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b) + 16)
	for len(b) > 0 {
		if r, n := utf8.DecodeRune(b); r != utf8.RuneError || n > 1 {
			out.Write(b[:n])
			b = b[n:]
			continue
		}
		out.WriteRune(utf8.RuneError)
		b = b[malformed(b):]
	}
	return out.String()
}

// malformed is the length of the part that one U+FFFD replaces: the longest
// that could have begun a character.
func malformed(b []byte) int {
	need, low, high := 0, byte(0x80), byte(0xbf)
	switch c := b[0]; {
	case c >= 0xc2 && c <= 0xdf:
		need = 1
	case c >= 0xe0 && c <= 0xef:
		need = 2
		if c == 0xe0 {
			low = 0xa0
		}
		if c == 0xed {
			high = 0x9f
		}
	case c >= 0xf0 && c <= 0xf4:
		need = 3
		if c == 0xf0 {
			low = 0x90
		}
		if c == 0xf4 {
			high = 0x8f
		}
	}
	n := 1
	for ; n <= need && n < len(b) && b[n] >= low && b[n] <= high; n++ {
		low, high = 0x80, 0xbf
	}
	return n
}

// Partial is the length of a character's beginning that b ends with and that
// further bytes may complete.
func Partial(b []byte) int {
	for n := 1; n <= 3 && n <= len(b); n++ {
		c := b[len(b)-n]
		if c < 0x80 {
			return 0
		}
		if c >= 0xc0 {
			if !utf8.FullRune(b[len(b)-n:]) && malformed(b[len(b)-n:]) == n {
				return n
			}
			return 0
		}
	}
	return 0
}

func byteLength(text goja.Value, encoding string) int {
	switch encoding {
	case "utf16le":
		return 2 * len(units(text))
	case "latin1", "ascii", "binary":
		return len(units(text))
	case "hex":
		return len(units(text)) / 2
	case "base64", "base64url":
		u := units(text)
		for range 2 {
			if n := len(u); n > 0 && u[n-1] == '=' {
				u = u[:n-1]
			}
		}
		return len(u) * 3 / 4
	}
	return len(text.String())
}

func valid(b []byte) bool { return utf8.Valid(b) }

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
