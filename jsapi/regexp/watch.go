package regexp

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"
	"weak"

	"github.com/dlclark/regexp2/v2"

	"systembus/jsapi"
)

// Timeout is how long one match may take when nothing else is said.
const Timeout = 10 * time.Second

// A TimeoutError ends an isolate whose regular expression backtracks without
// an end in sight. The engine itself, which cannot be interrupted in a match,
// would say that there is no match.
type TimeoutError struct{ After time.Duration }

// Error implements error.
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("a regular expression did not finish within %v: it backtracks; "+
		"rewrite it without nested repetition, such as (a+)+, or shorten its input", e.After)
}

// Timeout marks the error as one of time, as net.Error does.
func (e *TimeoutError) Timeout() bool { return true }

// Bound gives up matches after the timeout, and ends the VMs that wait for
// them shortly before. It is for the whole process, because the engine's
// matcher is: call it once, before the first script is compiled.
func Bound(timeout time.Duration) *Watch {
	regexp2.DefaultMatchTimeout = timeout
	return &Watch{timeout: timeout, vms: map[weak.Pointer[jsapi.VM]]*watched{}}
}

// A Watch looks after the VMs of a process. A sample in which a VM's goroutine
// is in the same match as in the samples before is what tells a match that
// does not end from many that do.
type Watch struct {
	timeout time.Duration
	mu      sync.Mutex
	vms     map[weak.Pointer[jsapi.VM]]*watched
	running bool
}

type watched struct {
	goroutine string // as stacks name it: "goroutine 7 ["
	task      *jsapi.Task
	match     string
	same      int
}

// enough is how many samples of one match end its VM.
const enough = 4

// Setup has a new VM looked after. It runs on the VM's loop.
func (w *Watch) Setup(vm *jsapi.VM) error {
	buffer := make([]byte, 64)
	head := buffer[:runtime.Stack(buffer, false)]
	if i := bytes.IndexByte(head, '['); i > 0 {
		head = head[:i+1]
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.vms[weak.Make(vm)] = &watched{goroutine: string(head)}
	if !w.running {
		w.running = true
		go w.run()
	}
	return nil
}

// run samples until there is no VM left.
func (w *Watch) run() {
	ticker := time.NewTicker(w.timeout / (2 * enough))
	defer ticker.Stop()
	for range ticker.C {
		if !w.sample() {
			return
		}
	}
}

func (w *Watch) sample() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	var stacks []byte
	for p, one := range w.vms {
		vm := p.Value()
		if vm == nil {
			delete(w.vms, p)
			continue
		}
		task := vm.Running()
		if task == nil || task != one.task {
			// Only who runs at two samples is worth a look at its stack.
			*one = watched{goroutine: one.goroutine, task: task}
			continue
		}
		if stacks == nil {
			stacks = allStacks()
		}
		match := matchIn(stacks, one.goroutine)
		if match == "" || match != one.match {
			one.match, one.same = match, 1
			continue
		}
		if one.same++; one.same >= enough {
			vm.Interrupt(task, &TimeoutError{After: w.timeout / 2})
		}
	}
	if len(w.vms) == 0 {
		w.running = false
	}
	return w.running
}

// maxStacks bounds what is read of the stacks.
const maxStacks = 16 << 20

func allStacks() []byte {
	for size := 256 << 10; ; size *= 2 {
		buffer := make([]byte, size)
		if n := runtime.Stack(buffer, true); n < size || size >= maxStacks {
			return buffer[:n]
		}
	}
}

// matchIn identifies the match that a goroutine is in: the call that runs it,
// with its arguments. It is "" when the goroutine is in none.
func matchIn(stacks []byte, goroutine string) string {
	i := bytes.Index(stacks, []byte("\n"+goroutine))
	if i < 0 && !bytes.HasPrefix(stacks, []byte(goroutine)) {
		return ""
	}
	section := stacks[i+1:]
	if end := bytes.Index(section, []byte("\n\n")); end >= 0 {
		section = section[:end]
	}
	const run = "github.com/dlclark/regexp2/v2.(*Regexp)."
	var match strings.Builder
	for line := range bytes.Lines(section) {
		if bytes.HasPrefix(line, []byte(run)) {
			match.Write(line)
		}
	}
	return match.String()
}
