// Command host runs durable functions written in TypeScript: it bundles them,
// serves them to an Inngest server, and executes them step by step.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"syscall"

	"systembus/jsapi/subprocess"
)

// guardPrograms are the arguments with which the host starts itself as the
// guard of the programs that scripts run.
var guardPrograms = []string{"guard-programs"}

// guard is the command that does so; nil where the host cannot be started.
func guard() []string {
	self, err := os.Executable()
	if err != nil {
		return nil
	}
	return append([]string{self}, guardPrograms...)
}

// gcPercent lets the heap grow to five times what lives before garbage is
// collected. Scripts make much garbage in a small heap: at Go's own 100, a
// quarter of the processor goes to collecting it.
const gcPercent = 400

func main() { os.Exit(signalled()) }

// signalled runs the command with a context that the first interrupt ends. A
// second one ends the process at once.
func signalled() int {
	if slices.Equal(os.Args[1:], guardPrograms) {
		signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
		subprocess.ServeGuard(os.Stdin)
		return 0
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	limitMemory(os.Getenv("HOST_MEMORY_LIMIT"))
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ())
}

// limitMemory keeps the heap below nine tenths of what the process may use, in
// bytes, as a container's manifest says it; the rest is for stacks, programs
// that are started, and the kernel's share. GOMEMLIMIT wins.
func limitMemory(bytes string) {
	n, err := strconv.ParseInt(bytes, 10, 64)
	if err == nil && n > 0 && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(n / 10 * 9)
	}
}
