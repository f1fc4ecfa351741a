// Package os lends scripts facts about the machine and its user; "node:os" is
// made of it.
package os

import (
	"net"
	"os"
	"os/user"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"systembus/jsapi"
	"systembus/jsapi/process"
)

// Module lends "host:internal/os".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/os", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"facts":             vm.Sync("os", readFacts),
			"hostname":          vm.Sync("os.hostname", os.Hostname),
			"home":              vm.Sync("os.homedir", home),
			"user":              vm.Sync("os.userInfo", readUser),
			"uptime":            vm.Sync("os.uptime", uptime),
			"loadavg":           vm.Sync("os.loadavg", loadAverage),
			"memory":            vm.Sync("os.totalmem", readMemory),
			"networkInterfaces": vm.Sync("os.networkInterfaces", interfaces),
			"priority":          vm.Sync("os.getPriority", priority),
			"errnos":            vm.Sync("os.constants.errno", Errnos),
			"signals":           vm.Sync("os.constants.signals", process.Signals),
		}
	}}
}

// facts are what does not change while the machine runs.
type facts struct {
	Type    string `json:"type"`
	Release string `json:"release"`
	Version string `json:"version"`
	Machine string `json:"machine"`
	CPUs    int    `json:"cpus"`
	Model   string `json:"model"`
	MHz     int    `json:"mhz"`
}

func readFacts() (facts, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return facts{}, err
	}
	f := facts{
		Type: unix.ByteSliceToString(u.Sysname[:]), Release: unix.ByteSliceToString(u.Release[:]),
		Version: unix.ByteSliceToString(u.Version[:]), Machine: unix.ByteSliceToString(u.Machine[:]),
		CPUs: runtime.NumCPU(), Model: "unknown",
	}
	text, _ := os.ReadFile("/proc/cpuinfo") // absent where there is no /proc
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		switch value = strings.TrimSpace(value); strings.TrimSpace(name) {
		case "model name":
			f.Model = value
		case "cpu MHz":
			mhz, _ := strconv.ParseFloat(value, 64) // zero when it is no number
			f.MHz = int(mhz)
		}
	}
	return f, nil
}

func home() (string, error) {
	u, err := user.Current()
	if err != nil {
		return "", err
	}
	return u.HomeDir, nil
}

type userInfo struct {
	UID      int     `json:"uid"`
	GID      int     `json:"gid"`
	Username string  `json:"username"`
	HomeDir  string  `json:"homedir"`
	Shell    *string `json:"shell"`
}

func readUser() (userInfo, error) {
	u, err := user.Current()
	if err != nil {
		return userInfo{}, &jsapi.Error{Code: "ERR_SYSTEM_ERROR", Name: "SystemError", Cause: err,
			Message: "A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)",
			Props:   map[string]any{"syscall": "uv_os_get_passwd", "errno": -2}}
	}
	info := userInfo{UID: os.Getuid(), GID: os.Getgid(), Username: u.Username, HomeDir: u.HomeDir}
	text, _ := os.ReadFile("/etc/passwd") // the shell is null without it
	for line := range strings.Lines(string(text)) {
		if f := strings.Split(strings.TrimSpace(line), ":"); len(f) == 7 && f[0] == u.Username {
			info.Shell = &f[6]
			break
		}
	}
	return info, nil
}

// address is one entry of os.networkInterfaces().
type address struct {
	Address  string `json:"address"`
	Netmask  string `json:"netmask"`
	Family   string `json:"family"`
	MAC      string `json:"mac"`
	Internal bool   `json:"internal"`
	CIDR     string `json:"cidr"`
	ScopeID  *int   `json:"scopeid,omitempty"`
}

func interfaces() (map[string][]address, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	out := map[string][]address{}
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			return nil, err
		}
		for _, a := range addresses {
			n, ok := a.(*net.IPNet)
			if !ok {
				continue
			}
			one := address{Address: n.IP.String(), Netmask: net.IP(n.Mask).String(), Family: "IPv4", CIDR: n.String(),
				MAC: i.HardwareAddr.String(), Internal: i.Flags&net.FlagLoopback != 0}
			if n.IP.To4() == nil {
				one.Family, one.ScopeID = "IPv6", new(int)
			}
			if one.MAC == "" {
				one.MAC = "00:00:00:00:00:00"
			}
			out[i.Name] = append(out[i.Name], one)
		}
	}
	return out, nil
}

func priority(pid int) (int, error) {
	n, err := syscall.Getpriority(syscall.PRIO_PROCESS, pid)
	if err != nil {
		return 0, err
	}
	return nice(n), nil
}

// Errnos are this system's errors by name, negative as Node tells them:
// ENOENT is -2.
func Errnos() map[string]int {
	all := map[string]int{}
	for n := 1; n < 256; n++ {
		if name := unix.ErrnoName(syscall.Errno(n)); name != "" {
			all[name] = -n
		}
	}
	return all
}

// memory is the machine's memory in bytes.
type memory struct {
	Total uint64 `json:"total"`
	Free  uint64 `json:"free"`
}
