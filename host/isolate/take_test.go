package isolate

import (
	"testing"
	"time"
)

// An isolate that was taken for a call stays for it, though the script is
// replaced before the call has begun; it ends once it is given back.
func TestTakenIsolateIsNotClosed(t *testing.T) {
	p := NewPool(Options{})
	p.Serve([]Source{{Path: "x.ts", Hash: "1", Root: "/app", Code: func() ([]byte, []byte, error) { return []byte("exports.x = 1;"), nil, nil }}})
	s, err := p.script("x.ts")
	if err != nil {
		t.Fatal(err)
	}
	i, err := s.take(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	p.Serve(nil)
	for range 3 { // whoever retires it looks every tenth of a second
		select {
		case <-i.dead:
			t.Fatal("the isolate has ended under the call that it was taken for")
		case <-time.After(50 * time.Millisecond):
		}
	}
	i.give()
	<-i.dead
}
