package goja

import (
	"hash/maphash"
	"io"
	"reflect"
	"slices"
	"sync/atomic"
	"unsafe"

	"github.com/dop251/goja/unistring"
)

// appendedMin is the length from which the result of a concatenation is an appendedString. Shorter ones are
// copied faster than they are kept account of.
const appendedMin = 256

// appendedString is the result of a concatenation that may be appended to again: there can be room behind its
// characters, and a concatenation then writes into that room instead of copying what is there, so that
// s += x in a loop takes a time that is proportional to the result and not to its square.
//
// It is flat at all times. Two strings may share a buffer: what belongs to the shorter one is never written again,
// and what lies behind it belongs to the one concatenation that took it (see take).
type appendedString struct {
	ascii []byte        // the characters, if utf16 is nil
	utf16 unicodeString // with its BOM
	taken atomic.Bool
}

// appendedASCII makes a string of one that is at least appendedMin long.
func appendedASCII(s string) *appendedString {
	return &appendedString{ascii: unsafe.Slice(unsafe.StringData(s), len(s))}
}

// take gives the room behind the string to the caller. Only one ever gets it.
func (s *appendedString) take() bool {
	return s.taken.CompareAndSwap(false, true)
}

func (s *appendedString) asciiString() asciiString {
	return asciiString(unsafe.String(unsafe.SliceData(s.ascii), len(s.ascii)))
}

func (s *appendedString) unicodeString() unicodeString {
	return slices.Clip(s.utf16)
}

// flat is the same string as one of the simple types.
func (s *appendedString) flat() String {
	if s.utf16 != nil {
		return s.unicodeString()
	}
	return s.asciiString()
}

func (s *appendedString) Concat(other String) String {
	a, u := devirtualizeString(other)
	switch {
	case u == nil && len(a) == 0:
		return s
	case s.utf16 == nil && u == nil:
		if s.take() {
			return &appendedString{ascii: append(s.ascii, a...)}
		}
		return s.asciiString().Concat(a)
	case s.utf16 == nil:
		return s.asciiString().Concat(u)
	case !s.take():
		return s.unicodeString().Concat(other)
	case u != nil:
		return &appendedString{utf16: append(s.utf16, u[1:]...)}
	default:
		b := slices.Grow(s.utf16, len(a))
		for i := 0; i < len(a); i++ {
			b = append(b, uint16(a[i]))
		}
		return &appendedString{utf16: b}
	}
}

func (s *appendedString) StrictEquals(other Value) bool {
	str, ok := other.(String)
	if !ok {
		return false
	}
	if same, ok := str.(*appendedString); ok && same == s {
		return true
	}
	a, u := devirtualizeString(str)
	if s.utf16 != nil {
		return u != nil && s.utf16.equals(u)
	}
	return u == nil && s.asciiString() == a
}

func (s *appendedString) SameAs(other Value) bool {
	return s.StrictEquals(other)
}

func (s *appendedString) Equals(other Value) bool {
	return s.flat().Equals(other)
}

func (s *appendedString) ToInteger() int64 {
	return s.flat().ToInteger()
}

func (s *appendedString) toString() String {
	return s
}

func (s *appendedString) string() unistring.String {
	if s.utf16 != nil {
		return unistring.FromUtf16(s.utf16)
	}
	return unistring.String(s.asciiString())
}

func (s *appendedString) ToString() Value {
	return s
}

func (s *appendedString) String() string {
	if s.utf16 != nil {
		return s.utf16.String()
	}
	return string(s.asciiString())
}

func (s *appendedString) ToFloat() float64 {
	return s.flat().ToFloat()
}

func (s *appendedString) ToNumber() Value {
	return s.flat().ToNumber()
}

func (s *appendedString) ToBoolean() bool {
	return true
}

func (s *appendedString) ToObject(r *Runtime) *Object {
	return r._newString(s, r.getStringPrototype())
}

func (s *appendedString) Export() interface{} {
	return s.String()
}

func (s *appendedString) ExportType() reflect.Type {
	return reflectTypeString
}

func (s *appendedString) baseObject(r *Runtime) *Object {
	ss := r.getStringSingleton()
	ss.value = s
	ss.setLength()
	return ss.val
}

func (s *appendedString) hash(hasher *maphash.Hash) uint64 {
	return s.flat().hash(hasher)
}

func (s *appendedString) CharAt(idx int) uint16 {
	if s.utf16 != nil {
		return s.utf16.CharAt(idx)
	}
	return uint16(s.ascii[idx])
}

func (s *appendedString) Length() int {
	if s.utf16 != nil {
		return s.utf16.Length()
	}
	return len(s.ascii)
}

func (s *appendedString) Substring(start, end int) String {
	if s.utf16 != nil {
		return s.utf16.Substring(start, end)
	}
	return s.asciiString()[start:end]
}

func (s *appendedString) CompareTo(other String) int {
	return s.flat().CompareTo(other)
}

func (s *appendedString) Reader() io.RuneReader {
	return s.flat().Reader()
}

func (s *appendedString) utf16Reader() utf16Reader {
	return s.flat().utf16Reader()
}

func (s *appendedString) utf16RuneReader() io.RuneReader {
	return s.flat().utf16RuneReader()
}

func (s *appendedString) utf16Runes() []rune {
	return s.flat().utf16Runes()
}

func (s *appendedString) index(substr String, start int) int {
	return s.flat().index(substr, start)
}

func (s *appendedString) lastIndex(substr String, pos int) int {
	return s.flat().lastIndex(substr, pos)
}

func (s *appendedString) toLower() String {
	return s.flat().toLower()
}

func (s *appendedString) toUpper() String {
	return s.flat().toUpper()
}

func (s *appendedString) toTrimmedUTF8() string {
	return s.flat().toTrimmedUTF8()
}
