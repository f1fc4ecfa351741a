package goja

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

func TestSharedRegexps(t *testing.T) {
	one, err := compileShared("a+shared")
	if err != nil {
		t.Fatal(err)
	}
	two, err := compileShared("a+shared")
	if err != nil || one != two {
		t.Errorf("compiled twice: %v", err)
	}
	if _, err := compileShared("a("); err == nil {
		t.Error("no error")
	}
	runtime.KeepAlive(one)
	one, two = nil, nil
	held := func() bool {
		sharedRegexps.Lock()
		defer sharedRegexps.Unlock()
		_, ok := sharedRegexps.byText["a+shared"]
		return ok
	}
	for deadline := time.Now().Add(10 * time.Second); held(); time.Sleep(time.Millisecond) {
		if runtime.GC(); time.Now().After(deadline) {
			t.Fatal("a pattern that nothing uses is kept")
		}
	}
}

// Runtimes in several goroutines use one compiled pattern.
func TestSharedRegexpsInParallel(t *testing.T) {
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			vm := New()
			v, err := vm.RunString(`let n = 0; for (let i = 0; i < 200; i++) { n += new RegExp("(x+)" + i % 7, "g").exec("axx" + i % 7)[1].length } n`)
			if err != nil || v.ToInteger() != 400 {
				t.Errorf("got %v, %v", v, err)
			}
		})
	}
	all.Wait()
}
