// Command host runs durable functions written in TypeScript: it bundles them,
// serves them to an Inngest server, and executes them step by step.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(signalled()) }

// signalled runs the command with a context that the first interrupt ends. A
// second one ends the process at once.
func signalled() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ())
}
