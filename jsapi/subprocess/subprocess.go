// Package subprocess runs programs for scripts. It is the one implementation
// under node:child_process, Bun.spawn and Bun.$:
//
//   - a child has a process group of its own, and a timeout, the end of the
//     call that started it, or the end of its isolate stops the whole tree of
//     its descendants: first with the signal asked for, then by force;
//   - its output is complete when it exits: nothing waits for a pipe that a
//     grandchild still holds, and a child that succeeded is a success;
//   - output is bounded, and more of it is an error that says so;
//   - children die with the host, where the system can see to it (Linux);
//   - a [Table] lists those that live.
//
// A child that was started detached, or let go with unref, is not tied to the
// call; a detached one is not tied to the host either.
package subprocess

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"go.opentelemetry.io/otel/trace"
)

// Command says what to run.
type Command struct {
	// File is a program's name, looked for in the PATH of Env, or a path,
	// relative to Dir.
	File string
	// Args are the arguments, the program's own name first.
	Args []string
	// Dir is the working folder; the host's when empty.
	Dir string
	// Env is the whole environment, as in os.Environ.
	Env []string
	// Stdio are the child's files from 0 on.
	Stdio []Stdio
	// Detached gives the child a session of its own and lets it live on when
	// the call, the isolate and the host end.
	Detached bool
	// KillSignal is what a timeout and the end of the call send first;
	// SIGTERM when zero.
	KillSignal syscall.Signal
	// Timeout stops the child; none when zero.
	Timeout time.Duration
	// Owner says for whom it runs, in the table.
	Owner string
}

// Stdio says what one of a child's files is.
type Stdio struct {
	// Kind is "pipe", "ignore", "inherit", "file", "fd", "same" or
	// "handle".
	Kind string
	// Path and Flags open a "file", for reading at 0 and writing elsewhere.
	Path  string
	Flags int
	// Inherited is the file that is "inherit"ed: 1 is standard output.
	Inherited int
	// FD is a file of the host's that the child gets as its own; for "same",
	// an earlier one of the child's files.
	FD int
	// Handle is an open file of the caller's, which it closes itself.
	Handle *os.File
	// Limit bounds what is kept of a pipe's output: for Collect, more is an
	// error; for a stream, the child waits until some is read.
	Limit int
	// Collect keeps a pipe's output for Child.Collected.
	Collect bool
}

// Why a child was stopped.
var (
	// ErrMaxBuffer is that it wrote more than the limit.
	ErrMaxBuffer = errors.New("it wrote more output than the limit")
	// ErrKilled is that the script killed it.
	ErrKilled = errors.New("it was killed by the script")
)

// A TimeoutError is that a child took longer than it was given.
type TimeoutError struct {
	Program string
	After   time.Duration
}

// Error implements error: "pi timed out after 2m0s".
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("%s timed out after %v", e.Program, e.After)
}

// Timeout marks the error as one of time, as net.Error does.
func (e *TimeoutError) Timeout() bool { return true }

// An Exit is how a child ended.
type Exit struct {
	// Code is its exit status; -1 when a signal ended it.
	Code int
	// Signal ended it; zero when it exited by itself.
	Signal syscall.Signal
	// Stopped is why the host stopped it: a *TimeoutError, ErrMaxBuffer, the
	// cause of the call's end; nil when it was left alone.
	Stopped error
	// User and System are the processor time it took; MaxRSS is in bytes.
	User, System time.Duration
	MaxRSS       int64
}

// force is how long a child that was told to stop may take before it and its
// descendants are killed.
const force = 2 * time.Second

// A Child is a program that was started.
type Child struct {
	PID     int
	Command Command
	Started time.Time

	process *os.Process
	stdin   *Input
	outputs map[int]*Output
	table   *Table
	done    chan struct{}
	exit    Exit
	stop    stopper
	span    trace.Span
}

// Start starts a program. It ends when ctx does, unless it is detached or
// freed. The caller need not wait for it.
func (t *Table) Start(ctx context.Context, c Command) (*Child, error) {
	path, err := LookPath(c.File, c.Dir, c.Env)
	if err != nil {
		return nil, err
	}
	if c.Dir != "" {
		if info, err := os.Stat(c.Dir); err != nil || !info.IsDir() {
			return nil, &os.PathError{Op: "chdir", Path: c.Dir, Err: syscall.ENOENT}
		}
	}
	ctx, span := startSpan(ctx, c)
	c.Env = traced(ctx, c.Env)
	child := &Child{Command: c, span: span, Started: time.Now(), outputs: map[int]*Output{}, table: t, done: make(chan struct{})}
	files, ours, err := child.files()
	if err == nil {
		child.process, err = startProcess(path, c.Args, &os.ProcAttr{Dir: c.Dir, Env: c.Env, Files: files, Sys: attributes(c.Detached)})
	}
	for _, f := range ours {
		_ = f.Close() // the child has them now, or nobody does
	}
	if err != nil {
		child.abandon()
		failSpan(span, err)
		return nil, err
	}
	child.PID = child.process.Pid
	child.stop.init(child)
	t.add(child)
	for _, o := range child.outputs {
		go o.read()
	}
	if c.Timeout > 0 {
		child.stop.after(c.Timeout, &TimeoutError{Program: c.File, After: c.Timeout})
	}
	if !c.Detached {
		child.stop.with(ctx)
	}
	go child.wait()
	return child, nil
}

// abandon closes the parent's ends of pipes of a child that did not start.
func (c *Child) abandon() {
	if c.stdin != nil {
		_ = c.stdin.file.Close()
	}
	for _, o := range c.outputs {
		_ = o.file.Close()
	}
}

// wait waits for the child alone, not for whoever else holds its pipes.
func (c *Child) wait() {
	state, err := c.process.Wait()
	c.stop.exited()
	for _, o := range c.outputs {
		o.exited()
	}
	if c.stdin != nil {
		c.stdin.close()
	}
	c.exit.Stopped = c.stop.reason()
	for _, o := range c.outputs {
		// It may have exited before there was anything to stop.
		if c.exit.Stopped == nil && o.Overflowed() {
			c.exit.Stopped = ErrMaxBuffer
		}
	}
	if err != nil {
		c.exit.Code = -1
	} else if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		c.exit.Code, c.exit.Signal = -1, status.Signal()
	} else {
		c.exit.Code = state.ExitCode()
	}
	if state != nil {
		c.exit.User, c.exit.System = state.UserTime(), state.SystemTime()
		c.exit.MaxRSS = maxRSS(state)
	}
	c.table.remove(c)
	endSpan(c.span, c)
	close(c.done)
}

// Done is closed when the child has exited and its output is complete.
func (c *Child) Done() <-chan struct{} { return c.done }

// Exit says how the child ended, once Done is closed.
func (c *Child) Exit() Exit { return c.exit }

// Stdin is the pipe to the child's standard input; nil when it is no pipe.
func (c *Child) Stdin() *Input { return c.stdin }

// Output is the pipe from the child's file fd; nil when it is no pipe.
func (c *Child) Output(fd int) *Output { return c.outputs[fd] }

// Free unties the child from the call that started it.
func (c *Child) Free() { c.stop.free() }

// Kill sends a signal to the child, and to the rest of its group. It reports
// whether the child was there.
func (c *Child) Kill(signal syscall.Signal) bool { return c.stop.signal(signal) }

// Stop ends the child and its descendants, for a reason.
func (c *Child) Stop(reason error) { c.stop.now(reason) }
