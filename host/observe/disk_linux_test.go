package observe

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"systembus/host/outbox"
)

// A disk that is really full, with a sink that is down: all that fits is on
// disk, the rest in memory; nothing is lost once the sink is back, although
// there is still no space.
func TestTinyDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
			t.Skip("a small disk can be mounted by root alone")
		}
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	}()
	store := newDisk(t, filepath.Join(dir, "outbox"), outbox.Options{})
	sink := &memory{fails: down}
	p := New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet(), MinWait: time.Millisecond, MaxWait: 20 * time.Millisecond})
	const events = 3000
	metadata := strings.Repeat("x", 1000)
	queued := 0
	for n := range events {
		r := p.Emit(t.Context(), fmt.Appendf(nil,
			`{"id":"%04d","level":"info","source":"s","component":"c","action":"a","success":true,"metadata":{"x":%q}}`, n, metadata))
		if !r.Stored && !r.Queued {
			t.Fatalf("%+v", r)
		}
		if r.Queued {
			queued++
		}
	}
	s := p.Stats().Sinks[0]
	if queued == 0 || s.Waiting == 0 || s.Buffered == 0 || s.Lost != 0 {
		t.Fatalf("%d calls were told of memory; %d events on disk, %d in memory, %d lost: want some on disk, the others in memory", queued, s.Waiting, s.Buffered, s.Lost)
	}
	t.Logf("full: %d events on disk, %d in memory", s.Waiting, s.Buffered)
	sink.breaks(nil)
	for deadline := time.Now().Add(time.Minute); len(sink.ids()) < events; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d events were delivered: %+v", len(sink.ids()), events, p.Stats())
		}
	}
	p.Close(t.Context())
	again := 0
	sink.mu.Lock()
	for _, n := range sink.got {
		again += n - 1
	}
	sink.mu.Unlock()
	t.Logf("delivered %d events, %d of them more than once", events, again)
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}
