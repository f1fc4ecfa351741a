//go:build !worker

package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// steady keeps what changes a cluster from being ended in the middle: output
// that nobody reads any more ends nothing, and a terminal that goes interrupts
// as Ctrl-C does, unless the program was started to outlive it (nohup). stop
// makes both what they were.
func steady(ctx context.Context) (held context.Context, stop func()) {
	unread := make(chan os.Signal, 1)
	signal.Notify(unread, syscall.SIGPIPE) // from here on a write gives an error in its place
	if signal.Ignored(syscall.SIGHUP) {
		return ctx, func() { signal.Stop(unread) }
	}
	held, hold := signal.NotifyContext(ctx, syscall.SIGHUP)
	return held, func() {
		hold()
		signal.Stop(unread)
	}
}
