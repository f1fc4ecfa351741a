package conformance

import (
	"os"
	"os/exec"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"systembus/host/redis/redistest"
)

// startRedis starts a Redis server for the run: the real one where it is
// installed, else one in this process. With CI=true the real one is required.
func startRedis(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil && os.Getenv("CI") != "true" {
		return "redis://" + miniredis.RunT(t).Addr()
	}
	return redistest.Start(t).URL()
}
