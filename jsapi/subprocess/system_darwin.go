package subprocess

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// attributes give the child a process group of its own.
func attributes(detached bool) *syscall.SysProcAttr {
	if detached {
		return &syscall.SysProcAttr{Setsid: true}
	}
	return &syscall.SysProcAttr{Setpgid: true}
}

func startProcess(path string, args []string, attr *os.ProcAttr) (*os.Process, error) {
	return os.StartProcess(path, args, attr)
}

// descendants asks the kernel for the processes that come from pid.
func descendants(pid int) []descendant {
	all, err := unix.SysctlKinfoProcSlice("kern.proc.all")
	if err != nil {
		return nil
	}
	children := map[int][]int{}
	for _, p := range all {
		children[int(p.Eproc.Ppid)] = append(children[int(p.Eproc.Ppid)], int(p.Proc.P_pid))
	}
	return below(pid, children)
}

func startOf(pid int) (int64, bool) {
	p, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return 0, false
	}
	return p.Proc.P_starttime.Nano(), true
}

// maxRSS is in bytes, as macOS counts.
func maxRSS(state *os.ProcessState) int64 {
	if u, ok := state.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss
	}
	return 0
}
