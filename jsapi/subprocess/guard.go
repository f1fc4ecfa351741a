package subprocess

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// A guard is a small process that outlives the host for a moment: it is told
// of every child, over a pipe, and when the pipe breaks because the host is
// gone, in whatever way, it kills the groups of those that still run. The
// kernel's own signal at the parent's death reaches children alone, not what
// they started, and there is none outside Linux. A nil guard does nothing.
type guard struct {
	command []string
	once    sync.Once
	mu      sync.Mutex
	pipe    io.WriteCloser
}

// Guard makes the table start a guard with its first child: command is a
// program that calls ServeGuard with its standard input.
func (t *Table) Guard(command ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.guard = &guard{command: command}
}

// start starts the guard. mu is held.
func (g *guard) start() {
	cmd := exec.Command(g.command[0]) //nolint:noctx // it must outlive everything here
	cmd.Args = append([]string{"host"}, g.command[1:]...)
	cmd.Env = []string{}
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // what is sent to the host's group is not for it
	pipe, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "host: programs that scripts start may outlive the host:", err)
		pipe = nil
	} else {
		go func() { _ = cmd.Wait() }() // its end is that of the pipe
	}
	g.pipe = pipe
}

func (g *guard) watch(pid int)  { g.tell('+', pid) }
func (g *guard) forget(pid int) { g.tell('-', pid) }

func (g *guard) tell(what byte, pid int) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.once.Do(g.start)
	if g.pipe == nil {
		return
	}
	_, _ = fmt.Fprintf(g.pipe, "%c%d\n", what, pid) // a guard that is gone guards no more
}

// ServeGuard is the guard's own life: it reads from pipe until that ends.
func ServeGuard(pipe io.Reader) {
	live := map[int]descendant{}
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		text := lines.Text()
		pid, err := strconv.Atoi(strings.TrimLeft(text, "+-"))
		if err != nil || pid <= 1 {
			continue
		}
		if strings.HasPrefix(text, "-") {
			delete(live, pid)
			continue
		}
		start, _ := startOf(pid)
		live[pid] = descendant{pid, start}
	}
	for pid, d := range live {
		// The group keeps its number while anything of it lives. A process that
		// has the number and another start is none of ours.
		if start, ok := startOf(pid); ok && start != d.start {
			continue
		}
		if err := syscall.Kill(-pid, syscall.SIGKILL); err != nil && err != syscall.ESRCH {
			fmt.Fprintln(os.Stderr, "host: the programs of process", pid, "could not be ended:", err)
		}
	}
}
