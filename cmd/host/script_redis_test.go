package main

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/rogpeppe/go-internal/testscript"
)

// children waits until the host at ADDR runs N programs.
func children(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: children ADDR N")
	}
	until(ts, "http://"+args[0]+"/metrics", func(_ int, body string) bool {
		return strings.Contains(body, fmt.Sprintf("\nhost_children %s\n", args[1]))
	})
}

// redisServers are the servers that stories started, by their URL.
var redisServers sync.Map

// redisServer starts a Redis server and names it in REDIS_URL.
func redisServer(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 0 || neg {
		ts.Fatalf("usage: redis")
	}
	m := miniredis.NewMiniRedis()
	ts.Check(m.Start())
	ts.Defer(m.Close)
	ts.Setenv("REDIS_URL", "redis://"+m.Addr())
	redisServers.Store(ts.Getenv("REDIS_URL"), m)
}

// listening waits until N patterns are listened to in the server of REDIS_URL.
func listening(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: listening N")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	m, ok := redisServers.Load(ts.Getenv("REDIS_URL"))
	if !ok {
		ts.Fatalf("no server was started")
	}
	for end := time.Now().Add(patience); m.(*miniredis.Miniredis).PubSubNumPat() != n; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			ts.Fatalf("nobody listens")
		}
	}
}
