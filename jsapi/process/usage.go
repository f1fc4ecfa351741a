package process

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// memory is process.memoryUsage(), in bytes, of the whole host: the engine has
// no heap of its own for each script.
type memory struct {
	RSS          uint64 `json:"rss"`
	HeapTotal    uint64 `json:"heapTotal"`
	HeapUsed     uint64 `json:"heapUsed"`
	External     uint64 `json:"external"`
	ArrayBuffers uint64 `json:"arrayBuffers"`
}

func readMemory() memory {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return memory{RSS: resident(m.Sys), HeapTotal: m.HeapSys, HeapUsed: m.HeapAlloc}
}

// resident is the memory that the system counts as the process's, or otherwise
// what Go took from the system.
func resident(otherwise uint64) uint64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return otherwise
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return otherwise
	}
	pages, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		return otherwise
	}
	return pages * uint64(os.Getpagesize())
}

// cpu is process.cpuUsage(), in microseconds.
type cpu struct {
	User   int64 `json:"user"`
	System int64 `json:"system"`
}

func readCPU() (cpu, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return cpu{}, err
	}
	return cpu{User: micros(u.Utime), System: micros(u.Stime)}, nil
}

func micros(t syscall.Timeval) int64 { return int64(t.Sec)*1e6 + int64(t.Usec) }

// readUmask sets the mask and sets it back: there is no call that reads it.
var readUmask = sync.OnceValue(func() int {
	mask := syscall.Umask(0o22)
	syscall.Umask(mask)
	return mask
})
