package goja

import (
	"regexp"
	"runtime"
	"sync"
	"weak"
)

// sharedRegexps are the compiled patterns that are in use, by their text: they are immutable, and large compared with
// what else a runtime has, so that runtimes that evaluate the same code share them.
var sharedRegexps struct {
	sync.Mutex
	byText map[string]weak.Pointer[regexp.Regexp]
}

// compileShared is regexp.Compile.
func compileShared(text string) (*regexp.Regexp, error) {
	sharedRegexps.Lock()
	defer sharedRegexps.Unlock()
	if rx := sharedRegexps.byText[text].Value(); rx != nil {
		return rx, nil
	}
	rx, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	if sharedRegexps.byText == nil {
		sharedRegexps.byText = map[string]weak.Pointer[regexp.Regexp]{}
	}
	p := weak.Make(rx)
	sharedRegexps.byText[text] = p
	runtime.AddCleanup(rx, forgetRegexp, forgotten{text, p})
	return rx, nil
}

type forgotten struct {
	text string
	p    weak.Pointer[regexp.Regexp]
}

// forgetRegexp removes the entry of a pattern that is gone, unless there is a new one.
func forgetRegexp(f forgotten) {
	sharedRegexps.Lock()
	defer sharedRegexps.Unlock()
	if sharedRegexps.byText[f.text] == f.p {
		delete(sharedRegexps.byText, f.text)
	}
}
