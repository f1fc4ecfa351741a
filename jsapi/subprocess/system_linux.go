package subprocess

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// attributes give the child a process group of its own; the kernel kills it
// when the host ends in whatever way, unless it is detached.
func attributes(detached bool) *syscall.SysProcAttr {
	if detached {
		return &syscall.SysProcAttr{Setsid: true}
	}
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// request is a program to start.
type request struct {
	path   string
	args   []string
	attr   *os.ProcAttr
	answer chan<- answer
}

type answer struct {
	process *os.Process
	err     error
}

// starter starts programs from one thread that never ends: the signal at the
// parent's death is about the thread that started the child, and Go may end
// others.
var starter = sync.OnceValue(func() chan<- request {
	requests := make(chan request)
	go func() {
		runtime.LockOSThread()
		for r := range requests {
			p, err := os.StartProcess(r.path, r.args, r.attr)
			r.answer <- answer{p, err}
		}
	}()
	return requests
})

func startProcess(path string, args []string, attr *os.ProcAttr) (*os.Process, error) {
	answers := make(chan answer, 1)
	starter() <- request{path, args, attr, answers}
	a := <-answers
	return a.process, a.err
}

// descendants reads /proc for the processes that come from pid.
func descendants(pid int) []descendant {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	children := map[int][]int{}
	for _, e := range entries {
		id, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if f, ok := stat(id); ok {
			if parent, err := strconv.Atoi(f[1]); err == nil {
				children[parent] = append(children[parent], id)
			}
		}
	}
	return below(pid, children)
}

// stat gives the fields of /proc/pid/stat after the program's name, which may
// hold anything: state, parent, ….
func stat(pid int) ([]string, bool) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return nil, false
	}
	_, rest, ok := strings.Cut(string(text[max(0, strings.LastIndexByte(string(text), ')')):]), " ")
	f := strings.Fields(rest)
	return f, ok && len(f) > 19
}

func startOf(pid int) (int64, bool) {
	f, ok := stat(pid)
	if !ok || f[0] == "Z" {
		return 0, false
	}
	n, err := strconv.ParseInt(f[19], 10, 64)
	return n, err == nil
}

// maxRSS is in bytes; Linux counts kibibytes.
func maxRSS(state *os.ProcessState) int64 {
	if u, ok := state.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss * 1024
	}
	return 0
}
