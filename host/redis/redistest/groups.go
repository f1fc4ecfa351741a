package redistest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// Cluster starts n servers that are a cluster, each with its part of the
// slots, and waits until all of them say that it works. A server's port for
// the others is 10000 above its own, so own ports are below 55536.
func Cluster(t testing.TB, n int) []*Server {
	t.Helper()
	const slots = 16384
	nodes := make([]*Server, n)
	for i := range nodes {
		nodes[i] = newServer(t, []string{"--cluster-enabled", "yes", "--cluster-node-timeout", "2000"})
		for nodes[i].port > 55535 {
			nodes[i].port = FreePort(t)
		}
		nodes[i].Restart()
		t.Cleanup(nodes[i].Kill)
		do(t, nodes[i], "CLUSTER", "ADDSLOTSRANGE", i*slots/n, (i+1)*slots/n-1)
	}
	for i, node := range nodes[1:] {
		do(t, node, "CLUSTER", "SET-CONFIG-EPOCH", i+2)
		do(t, node, "CLUSTER", "MEET", "127.0.0.1", nodes[0].port)
	}
	for _, node := range nodes {
		until(t, "the cluster to work", func() bool {
			info := do(t, node, "CLUSTER", "INFO")
			return strings.Contains(info, "cluster_state:ok") && strings.Contains(info, fmt.Sprintf("cluster_known_nodes:%d", n))
		})
	}
	return nodes
}

// A Group is a primary, its replica and a sentinel that knows them.
type Group struct{ Primary, Replica, Sentinel *Server }

// Watched starts a primary with a replica, and a sentinel that knows them by
// name, takes a primary for dead after half a second, and has been told of the
// replica.
func Watched(t testing.TB, name string) Group {
	t.Helper()
	primary := Start(t)
	replica := Start(t, "--replicaof", fmt.Sprintf("127.0.0.1 %d", primary.port), "--repl-diskless-sync-delay", "0")
	until(t, "the replica to be in step", func() bool {
		return strings.Contains(do(t, replica, "INFO", "replication"), "master_link_status:up")
	})
	sentinel := Sentinel(t, fmt.Sprintf("sentinel monitor %[1]s 127.0.0.1 %[2]d 1\nsentinel down-after-milliseconds %[1]s 500\nsentinel failover-timeout %[1]s 1000\n", name, primary.port))
	until(t, "the sentinel to know the replica", func() bool {
		return strings.Contains(do(t, sentinel, "SENTINEL", "REPLICAS", name), fmt.Sprint(replica.port))
	})
	return Group{primary, replica, sentinel}
}

// Sentinel starts a sentinel with a configuration.
func Sentinel(t testing.TB, config string) *Server {
	t.Helper()
	s := newServer(t, nil)
	file := filepath.Join(s.dir, "sentinel.conf") // which it rewrites
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s.start(file, "--sentinel", "--port", fmt.Sprint(s.port), "--bind", "127.0.0.1", "--dir", s.dir)
	s.await()
	t.Cleanup(s.Kill)
	return s
}

// do gives a server a command, and its answer as text.
func do(t testing.TB, s *Server, command ...any) string {
	t.Helper()
	client := goredis.NewClient(&goredis.Options{Addr: s.Addr()})
	defer client.Close()
	answer, err := client.Do(context.Background(), command...).Result()
	if err != nil {
		t.Fatalf("%v: %v", command, err)
	}
	return fmt.Sprint(answer)
}

func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}
