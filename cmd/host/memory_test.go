package main

import (
	"math"
	"runtime/debug"
	"testing"
)

// The heap stays below nine tenths of what a container may use; whoever sets
// Go's own variable knows better.
func TestLimitMemory(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(before) })
	tests := []struct {
		given, goMemLimit string
		want              int64
	}{
		{"1073741824", "", 1073741824 / 10 * 9},
		{"1073741824", "500MiB", math.MaxInt64},
		{"", "", math.MaxInt64},
		{"0", "", math.MaxInt64},
		{"1Gi", "", math.MaxInt64}, // a manifest gives bytes
	}
	for _, tt := range tests {
		debug.SetMemoryLimit(math.MaxInt64)
		t.Setenv("GOMEMLIMIT", tt.goMemLimit)
		limitMemory(tt.given)
		if got := debug.SetMemoryLimit(-1); got != tt.want {
			t.Errorf("HOST_MEMORY_LIMIT=%q GOMEMLIMIT=%q: the limit is %d, want %d", tt.given, tt.goMemLimit, got, tt.want)
		}
	}
}
