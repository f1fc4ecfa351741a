package main

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// TestSteady has the terminal go, and somebody stop reading the output.
func TestSteady(t *testing.T) {
	if signal.Ignored(syscall.SIGHUP) {
		t.Skip("this was started to outlive its terminal")
	}
	ctx, stop := steady(t.Context())
	defer stop()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r.Close()
	if _, err := w.Write([]byte("progress")); !errors.Is(err, syscall.EPIPE) {
		t.Errorf("a write that nobody reads: %v", err)
	}
	for _, s := range []syscall.Signal{syscall.SIGPIPE, syscall.SIGHUP} {
		if ctx.Err() != nil {
			t.Fatalf("ended before %v", s)
		}
		if err := syscall.Kill(os.Getpid(), s); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case <-ctx.Done():
	case <-time.After(time.Minute):
		t.Error("the terminal went, and nothing was interrupted")
	}
}
