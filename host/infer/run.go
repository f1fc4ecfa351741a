package infer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"go.opentelemetry.io/otel/propagation"
)

// A Program is one run of a program.
type Program struct {
	// File is its name, looked for in the PATH of Env, or its path.
	File string
	// Args come after the program's own name.
	Args []string
	// Dir is the working folder; the process's when empty.
	Dir string
	Env []string
	// Stdin, Stdout and Stderr are open files of the caller's.
	Stdin, Stdout, Stderr *os.File
	// Owner says for whom it runs.
	Owner string
}

// A Runner starts programs. The end of ctx stops a program and all that
// descend from it, first as a request and then by force.
type Runner interface {
	Start(ctx context.Context, p Program) (Process, error)
}

// A Process is a program that was started.
type Process interface {
	// Done is closed when it has exited.
	Done() <-chan struct{}
	// Exit says how, once Done is closed: its status, or the signal's name.
	Exit() (status int, signal string)
	// Stop ends it and its descendants for a reason, at once when forced.
	Stop(reason error, force bool)
}

const (
	// look is how often the output of a running program is read.
	look = 100 * time.Millisecond
	// linger is how long a program that has said its last word may take to
	// exit before it is stopped, and its answer taken.
	linger = 5 * time.Second
	// unwilling is how long a program that was stopped is waited for. By then
	// it has been killed; only the kernel can hold it.
	unwilling = 10 * time.Second
)

var (
	errDeadline = errors.New("the deadline of the request has passed")
	errFlood    = errors.New("it wrote more output than the limit")
	errLinger   = errors.New("it had answered and did not exit")
)

// output is what one run of a program gave.
type output struct {
	Reply
	ran    bool // the program was started
	lines  int  // that it printed
	events int  // of them that were its events
	torn   bool // the last line was not ended, and was no event
	status int
	signal string
	stderr string
	// stopped is why it was stopped by the engine itself.
	stopped error
}

// run runs the program once. The error is about what kept it from running;
// how it ended is in the output.
func (e *Engine) run(ctx context.Context, r *Request, model string) (out output, failure *Error) {
	dir, err := os.MkdirTemp("", "host-infer-")
	if err != nil {
		return out, filesError(err)
	}
	defer os.RemoveAll(dir)
	adapter := e.command.Adapter
	prompt := filepath.Join(dir, "prompt.txt")
	if err := os.WriteFile(prompt, []byte(adapter.Input(r)), 0o600); err != nil {
		return out, filesError(err)
	}
	stdin, err := os.Open(prompt)
	if err != nil {
		return out, filesError(err)
	}
	defer stdin.Close()
	create := func(name string) *os.File {
		var f *os.File
		if err == nil {
			f, err = os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
		}
		return f
	}
	stdout, stderr := create("stdout.jsonl"), create("stderr.txt")
	defer stdout.Close()
	defer stderr.Close()
	if err != nil {
		return out, filesError(err)
	}
	process, err := e.runner.Start(ctx, Program{
		File: e.command.Program, Args: adapter.Arguments(r, model), Dir: r.CWD, Env: environment(ctx, r),
		Stdin: stdin, Stdout: stdout, Stderr: stderr, Owner: r.owner(),
	})
	if err != nil {
		return out, e.startError(r, model, err)
	}
	out.ran = true
	parser := adapter.Parser()
	t := &tail{file: stdout, limit: e.outputLimit, line: func(line []byte) {
		out.lines++
		if parser.Line(line) {
			out.events++
		}
	}}
	err = e.follow(ctx, process, t, stderr, func() bool { return parser.Reply().Final }, &out)
	before := out.events
	if len(t.partial) > 0 {
		t.end()
		out.torn = out.events == before
	}
	out.Reply = parser.Reply()
	out.stderr = last(stderr, 16<<10)
	if err != nil {
		return out, filesError(err)
	}
	return out, nil
}

// follow reads the output until the process has exited.
func (e *Engine) follow(ctx context.Context, p Process, t *tail, stderr *os.File, final func() bool, out *output) error {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	buffer := make([]byte, 64<<10)
	var finalAt, stoppedAt time.Time
	stop := func(reason error, force bool) {
		if out.stopped == nil {
			out.stopped, stoppedAt = reason, time.Now()
			p.Stop(reason, force)
		}
	}
	ended := ctx.Done()
	for {
		exited := false
		select {
		case <-p.Done():
			exited = true
		case <-ended:
			ended = nil
			stop(context.Cause(ctx), false)
		case <-ticker.C:
		}
		if !errors.Is(out.stopped, errFlood) {
			over, err := t.poll(buffer)
			if err != nil {
				p.Stop(err, true)
				return err
			}
			if info, err := stderr.Stat(); over || err == nil && info.Size() > t.limit {
				stop(errFlood, true)
			}
		}
		switch now := time.Now(); {
		case exited:
			out.status, out.signal = p.Exit()
			if ctx.Err() != nil && out.stopped == nil && !(final() && out.status == 0) {
				out.stopped = context.Cause(ctx) // the runner was faster
			}
			return nil
		case !stoppedAt.IsZero():
			if now.Sub(stoppedAt) > unwilling {
				e.log.Warn("a program does not end though it was killed", "program", e.command.Program)
				return nil
			}
		case !final():
			finalAt = time.Time{}
		case finalAt.IsZero():
			finalAt = now
		case now.Sub(finalAt) > linger:
			stop(errLinger, false)
		}
	}
}

func filesError(err error) *Error {
	return &Error{Kind: CodeFiles, Message: "infer: the temporary files of a request: " + err.Error(), Cause: err}
}

// startError is why the program did not start.
func (e *Engine) startError(r *Request, model string, err error) *Error {
	out := &Error{Kind: CodeFailed, Program: e.command.Program, Model: model, Cause: err, Message: "infer: " + e.command.Program + " could not be started: " + err.Error()}
	var path *os.PathError
	switch {
	case errors.As(err, &path) && path.Op == "chdir":
		out.Kind, out.Message = CodeOptions, "infer: the folder "+r.CWD+" (cwd) does not exist"
	case errors.Is(err, syscall.ENOENT):
		out.Kind, out.Message = CodeMissing, "infer: "+e.command.Program+" is not installed: it is in no folder of PATH; install it, or name another program with inferCommand in host.json"
	case errors.Is(err, syscall.EACCES):
		out.Kind, out.Message = CodeMissing, "infer: "+e.command.Program+" is not executable: "+err.Error()
	}
	return out
}

// folders are where programs are installed for a user, before those of PATH.
var folders = []string{".local/bin", ".bun/bin", ".local/share/fnm/aliases/default/bin"}

// environment is what the program gets: the caller's, without the keys of the
// host itself, with the folders of the user's programs in PATH, the trace, and
// what the request adds.
func environment(ctx context.Context, r *Request) []string {
	env := slices.DeleteFunc(slices.Clone(r.Environ), func(pair string) bool {
		return strings.HasPrefix(pair, "INNGEST_SIGNING_KEY") || strings.HasPrefix(pair, "INNGEST_EVENT_KEY=")
	})
	set := func(name, value string) {
		env = slices.DeleteFunc(env, func(pair string) bool { return strings.HasPrefix(pair, name+"=") })
		env = append(env, name+"="+value)
	}
	if home := variable(env, "HOME"); home != "" {
		var path []string
		for _, folder := range folders {
			path = append(path, filepath.Join(home, folder))
		}
		if given := variable(env, "PATH"); given != "" {
			path = append(path, given)
		}
		set("PATH", strings.Join(path, string(filepath.ListSeparator)))
	}
	trace := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, trace)
	for key, value := range trace {
		set(strings.ToUpper(key), value)
	}
	for name, value := range r.Env {
		set(name, value)
	}
	return env
}

func variable(env []string, name string) string {
	for _, pair := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// owner says for whom the program runs, in the table of children.
func (r *Request) owner() string {
	if r.Function == "" {
		return r.key()
	}
	return strings.TrimSpace(r.Function + " run " + r.Run)
}
