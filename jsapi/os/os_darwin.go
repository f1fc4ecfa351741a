package os

import (
	"encoding/binary"
	"time"

	"golang.org/x/sys/unix"
)

func uptime() (float64, error) {
	t, err := unix.SysctlTimeval("kern.boottime")
	if err != nil {
		return 0, err
	}
	return time.Since(time.Unix(t.Sec, int64(t.Usec)*1000)).Seconds(), nil
}

func loadAverage() ([]float64, error) {
	raw, err := unix.SysctlRaw("vm.loadavg")
	if err != nil || len(raw) < 24 {
		return []float64{0, 0, 0}, err
	}
	scale := float64(binary.LittleEndian.Uint64(raw[16:]))
	out := make([]float64, 3)
	for i := range out {
		out[i] = float64(binary.LittleEndian.Uint32(raw[4*i:])) / scale
	}
	return out, nil
}

func readMemory() (memory, error) {
	total, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return memory{}, err
	}
	pages, err := unix.SysctlUint32("vm.page_free_count")
	return memory{Total: total, Free: uint64(pages) * uint64(unix.Getpagesize())}, err
}

func nice(n int) int { return n }
