package os

import "golang.org/x/sys/unix"

func uptime() (float64, error) {
	var s unix.Sysinfo_t
	err := unix.Sysinfo(&s)
	return float64(s.Uptime), err
}

func loadAverage() ([]float64, error) {
	var s unix.Sysinfo_t
	err := unix.Sysinfo(&s)
	out := make([]float64, 3)
	for i, n := range s.Loads {
		out[i] = float64(n) / 65536
	}
	return out, err
}

func readMemory() (memory, error) {
	var s unix.Sysinfo_t
	err := unix.Sysinfo(&s)
	unit := uint64(s.Unit)
	return memory{Total: uint64(s.Totalram) * unit, Free: uint64(s.Freeram) * unit}, err
}

// nice is what the kernel means by a priority: it tells 20 - nice.
func nice(n int) int { return 20 - n }
