// Package process lends scripts the process they run in: its environment,
// its identity, its clocks and memory, its standard output, and signals to
// other processes. "node:process" is made of it.
package process

import (
	"os"
	"runtime"
	"time"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Version is the release of Node whose behaviour the host follows, as
// process.version tells it.
const Version = "v20.19.5"

// Options say what the process is to scripts. The zero value is the process
// itself.
type Options struct {
	// Lookup reads a variable of the environment; os.LookupEnv when nil.
	Lookup func(string) (string, bool)
	// Environ lists the environment; os.Environ when nil. A variable that is
	// not listed can still be read, but not come upon, and is not passed on to
	// programs.
	Environ func() []string
	// Redact changes what scripts write to standard output and standard error;
	// nil leaves it alone.
	Redact func([]byte) []byte
}

// Module lends "host:internal/process" to the library. Its env is a live view
// of the host's environment: what a script writes there is seen by its own
// isolate, and by children that it starts, alone.
func Module(o Options) *jsapi.Module {
	if o.Lookup == nil {
		o.Lookup = os.LookupEnv
	}
	if o.Environ == nil {
		o.Environ = os.Environ
	}
	return &jsapi.Module{Name: "host:internal/process", Open: func(vm *jsapi.VM) jsapi.Exports {
		e := &environment{vm: vm, lookup: o.Lookup, environ: o.Environ, read: map[string]*string{}, written: map[string]*string{}}
		vm.Store(envKey{}, e)
		return jsapi.Exports{
			"env":     vm.Runtime().NewDynamicObject(e),
			"facts":   vm.Sync("process", func() facts { return readFacts() }),
			"cwd":     vm.Sync("process.cwd", os.Getwd),
			"clock":   vm.Sync("process.hrtime", clock),
			"uptime":  vm.Sync("process.uptime", func() float64 { return time.Since(started).Seconds() }),
			"memory":  vm.Sync("process.memoryUsage", readMemory),
			"cpu":     vm.Sync("process.cpuUsage", readCPU),
			"kill":    vm.Sync("process.kill", kill),
			"signals": vm.Sync("process.signals", Signals),
			"umask":   vm.Sync("process.umask", umask),
			"write": vm.Sync("process.stdout.write", func(fd int, text []byte) error {
				if o.Redact != nil {
					text = o.Redact(text)
				}
				return write(fd, text)
			}),
			"nextTick": nextTick(vm),
		}
	}}
}

// started is when the process's clocks began.
var started = time.Now()

// facts are what does not change while the process runs.
type facts struct {
	PID      int    `json:"pid"`
	PPID     int    `json:"ppid"`
	Platform string `json:"platform"`
	Arch     string `json:"arch"`
	Version  string `json:"version"`
	ExecPath string `json:"execPath"`
	UID      int    `json:"uid"`
	GID      int    `json:"gid"`
	EUID     int    `json:"euid"`
	EGID     int    `json:"egid"`
	Groups   []int  `json:"groups"`
}

func readFacts() facts {
	path, err := os.Executable()
	if err != nil {
		path = os.Args[0]
	}
	groups, err := os.Getgroups()
	if err != nil || groups == nil {
		groups = []int{}
	}
	return facts{
		PID: os.Getpid(), PPID: os.Getppid(), Platform: runtime.GOOS, Arch: Arch(), Version: Version, ExecPath: path,
		UID: os.Getuid(), GID: os.Getgid(), EUID: os.Geteuid(), EGID: os.Getegid(), Groups: groups,
	}
}

// Arch is the processor's name as Node tells it.
func Arch() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	}
	return runtime.GOARCH
}

// clock gives the nanoseconds of a monotonic clock: seconds, and the rest.
func clock() []int64 {
	ns := time.Since(started).Nanoseconds()
	return []int64{ns / 1e9, ns % 1e9}
}

// write writes to the host's own standard output (1) or standard error (2).
func write(fd int, text []byte) error {
	out := os.Stdout
	if fd == 2 {
		out = os.Stderr
	}
	_, err := out.Write(text)
	return err
}

// nextTick calls a function once the code that runs now has ended, before the
// microtasks that are queued by then.
func nextTick(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		callback, ok := goja.AssertFunction(c.Argument(0))
		if !ok {
			vm.Throw(&jsapi.Error{Name: "TypeError", Code: "ERR_INVALID_ARG_TYPE",
				Message: `The "callback" argument must be of type function. Received ` + c.Argument(0).String()})
		}
		args := append([]goja.Value{}, c.Arguments[1:]...)
		vm.NextTick(func() {
			if _, err := vm.Call(callback, goja.Undefined(), args...); err != nil {
				vm.Uncaught(err)
			}
		})
		return goja.Undefined()
	}
}
