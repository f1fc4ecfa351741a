package goja

import (
	"regexp"
	"runtime"
	"sync"
	"weak"

	"github.com/dlclark/regexp2/v2"
)

// The compiled patterns that are in use, by their text: they are immutable, and large compared with what else a runtime
// has, so that runtimes that evaluate the same code share them. Some take regexp2 long to compile.
var (
	sharedRegexps  sharedPatterns[regexp.Regexp]
	sharedRegexps2 sharedPatterns[regexp2.Regexp]
)

type sharedPatterns[T any] struct {
	sync.Mutex
	byText map[string]weak.Pointer[T]
}

// compile gives the pattern that is there already, or makes it.
func (s *sharedPatterns[T]) compile(text string, compile func() (*T, error)) (*T, error) {
	s.Lock()
	defer s.Unlock()
	if rx := s.byText[text].Value(); rx != nil {
		return rx, nil
	}
	rx, err := compile()
	if err != nil {
		return nil, err
	}
	if s.byText == nil {
		s.byText = map[string]weak.Pointer[T]{}
	}
	p := weak.Make(rx)
	s.byText[text] = p
	runtime.AddCleanup(rx, s.forget, forgotten[T]{text, p})
	return rx, nil
}

type forgotten[T any] struct {
	text string
	p    weak.Pointer[T]
}

// forget removes the entry of a pattern that is gone, unless there is a new one.
func (s *sharedPatterns[T]) forget(f forgotten[T]) {
	s.Lock()
	defer s.Unlock()
	if s.byText[f.text] == f.p {
		delete(s.byText, f.text)
	}
}

// compileShared is regexp.Compile.
func compileShared(text string) (*regexp.Regexp, error) {
	return sharedRegexps.compile(text, func() (*regexp.Regexp, error) { return regexp.Compile(text) })
}

// compileShared2 is regexp2.Compile.
func compileShared2(text string, options regexp2.RegexOptions) (*regexp2.Regexp, error) {
	return sharedRegexps2.compile(string(rune(options))+text, func() (*regexp2.Regexp, error) { return regexp2.Compile(text, options) })
}
