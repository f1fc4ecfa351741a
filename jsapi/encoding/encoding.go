// Package encoding lends the library text encodings (WHATWG Encoding) and
// forgiving base64 (WHATWG Infra 7). The classes themselves are in
// bundler/shims/host/internal/encoding.ts.
package encoding

import (
	"encoding/base64"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"systembus/jsapi"
)

// Module lends "host:internal/encoding-native".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/encoding-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		rt := vm.Runtime()
		return jsapi.Exports{
			"encode": func(c goja.FunctionCall) goja.Value { return vm.Bytes([]byte(c.Argument(0).String())) },
			"encodeInto": func(c goja.FunctionCall) goja.Value {
				into, _ := jsapi.BytesOf(c.Argument(1))
				read, written := encodeInto(c.Argument(0).String(), into)
				return rt.NewArray(read, written)
			},
			"canonical": func(c goja.FunctionCall) goja.Value {
				name, err := Canonical(c.Argument(0).String())
				if err != nil {
					return goja.Null()
				}
				return rt.ToValue(name)
			},
			"decoder": func(c goja.FunctionCall) goja.Value {
				d := NewDecoder(c.Argument(0).String(), c.Argument(1).ToBoolean(), c.Argument(2).ToBoolean())
				return rt.ToValue(func(c goja.FunctionCall) goja.Value {
					b, _ := jsapi.BytesOf(c.Argument(0))
					text, err := d.Decode(b, c.Argument(1).ToBoolean())
					if err != nil {
						return goja.Null()
					}
					return rt.ToValue(text)
				})
			},
			"atob": func(c goja.FunctionCall) goja.Value {
				b, err := Atob(c.Argument(0).String())
				if err != nil {
					return rt.ToValue(errors.Is(err, errLength))
				}
				return latin1(rt, b)
			},
			"btoa": func(c goja.FunctionCall) goja.Value {
				b, ok := fromLatin1(c.Argument(0).String())
				if !ok {
					return goja.Null()
				}
				return rt.ToValue(base64.StdEncoding.EncodeToString(b))
			},
		}
	}}
}

// encodeInto writes as much of s as fits, whole characters only. It gives how
// many UTF-16 units of s that was, and how many bytes.
func encodeInto(s string, into []byte) (read, written int) {
	for _, r := range s {
		n := utf8.RuneLen(r)
		if written+n > len(into) {
			break
		}
		written += utf8.EncodeRune(into[written:], r)
		read++
		if r > 0xffff {
			read++
		}
	}
	return read, written
}

// Canonical is the name of the encoding that a label stands for, in lower
// case.
func Canonical(label string) (string, error) {
	e, err := htmlindex.Get(strings.Trim(label, "\t\n\f\r "))
	if err != nil {
		return "", err
	}
	return htmlindex.Name(e)
}

var (
	errNotText = errors.New("the encoded data was not valid")
	errLength  = errors.New("the base64 text is a character too long or too short")
)

// A Decoder decodes text in one encoding, in one piece or in many.
type Decoder struct {
	name             string
	fatal, ignoreBOM bool

	transformer transform.Transformer
	pending     []byte
	begun       bool
}

// NewDecoder decodes the encoding with the canonical name given. fatal makes
// what is not text an error instead of U+FFFD; ignoreBOM keeps a byte order
// mark.
func NewDecoder(name string, fatal, ignoreBOM bool) *Decoder {
	return &Decoder{name: name, fatal: fatal, ignoreBOM: ignoreBOM}
}

func (d *Decoder) reset() {
	d.pending, d.begun, d.transformer = nil, false, nil
}

// Decode decodes b, which follows what it was given before if that was a part
// of a stream. With stream, more will follow.
func (d *Decoder) Decode(b []byte, stream bool) (string, error) {
	if d.transformer == nil {
		if d.name == "utf-8" && !stream && utf8.Valid(b) {
			return d.text(b), nil
		}
		d.transformer = d.make()
	}
	src := append(d.pending, b...)
	var out []byte
	dst := make([]byte, max(64, len(src)*3))
	for {
		nDst, nSrc, err := d.transformer.Transform(dst, src, !stream)
		if d.fatal && d.invalid(src[:nSrc], dst[:nDst]) {
			d.reset()
			return "", errNotText
		}
		out = append(out, dst[:nDst]...)
		src = src[nSrc:]
		if errors.Is(err, transform.ErrShortDst) {
			continue
		}
		if err != nil && !errors.Is(err, transform.ErrShortSrc) {
			d.reset()
			return "", err
		}
		break
	}
	text := d.text(out)
	d.pending = append([]byte{}, src...)
	if len(out) > 0 {
		d.begun = true
	}
	if !stream {
		d.reset()
	}
	return text, nil
}

// text is the decoded text, without the byte order mark at its very start.
func (d *Decoder) text(b []byte) string {
	const bom = "\ufeff"
	if !d.begun && !d.ignoreBOM && strings.HasPrefix(d.name, "utf-") {
		return strings.TrimPrefix(string(b), bom)
	}
	return string(b)
}

// invalid says whether decoding src had to replace something.
func (d *Decoder) invalid(src, dst []byte) bool {
	if d.name == "utf-8" {
		return !utf8.Valid(src)
	}
	replaced := strings.Count(string(dst), "\ufffd")
	switch d.name {
	case "utf-16le":
		return replaced > units(src, 0xfd, 0xff)
	case "utf-16be":
		return replaced > units(src, 0xff, 0xfd)
	}
	return replaced > 0
}

// units counts a 16-bit unit in src.
func units(src []byte, first, second byte) int {
	n := 0
	for i := 0; i+1 < len(src); i += 2 {
		if src[i] == first && src[i+1] == second {
			n++
		}
	}
	return n
}

func (d *Decoder) make() transform.Transformer {
	switch d.name {
	case "utf-8":
		return unicode.UTF8.NewDecoder().Transformer
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Transformer
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Transformer
	}
	e, err := htmlindex.Get(d.name)
	if err != nil {
		return unicode.UTF8.NewDecoder().Transformer // Canonical gave the name
	}
	if c, ok := e.(*charmap.Charmap); ok {
		return singleByte{c: c}
	}
	return e.NewDecoder().Transformer
}

// singleByte decodes as the WHATWG's tables do: where an encoding has nothing
// for a byte of the C1 range, the byte stands for its control character.
type singleByte struct {
	transform.NopResetter
	c *charmap.Charmap
}

// Transform implements transform.Transformer.
func (s singleByte) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	for ; nSrc < len(src); nSrc++ {
		r := s.c.DecodeByte(src[nSrc])
		if r == utf8.RuneError && src[nSrc] >= 0x80 && src[nSrc] < 0xa0 {
			r = rune(src[nSrc])
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
	}
	return nDst, nSrc, nil
}

// Atob decodes base64 as browsers do: spaces are left out, padding is
// optional.
func Atob(s string) ([]byte, error) {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\t\n\f\r ", r) {
			return -1
		}
		return r
	}, s)
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	b, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil && len(s)%4 == 1 && strings.Trim(s, alphabet) == "" {
		return nil, errLength
	}
	return b, err
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// latin1 is the string whose units are the bytes.
func latin1(rt *goja.Runtime, b []byte) goja.Value {
	ascii := true
	for _, c := range b {
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return rt.ToValue(string(b))
	}
	units := make([]uint16, len(b))
	for i, c := range b {
		units[i] = uint16(c)
	}
	return goja.StringFromUTF16(units)
}

func fromLatin1(s string) ([]byte, bool) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return nil, false
		}
		out = append(out, byte(r))
	}
	return out, true
}
