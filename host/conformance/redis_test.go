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

// startRedisGroups starts a cluster, and a primary with a replica that a
// sentinel knows, where a real server is installed.
func startRedisGroups(t *testing.T) (cluster []string, sentinel string) {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil && os.Getenv("CI") != "true" {
		return nil, ""
	}
	for _, node := range redistest.Cluster(t, 3) {
		cluster = append(cluster, node.Addr())
	}
	watched := redistest.Watched(t, "bus")
	return cluster, watched.Sentinel.Addr()
}
