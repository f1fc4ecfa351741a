package gateway_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"systembus/host/gateway"
	"systembus/host/redis"
	"systembus/host/redis/redistest"
)

// Redis is killed and started again, and frozen, while many send alerts: every
// one arrives, those of each sender in order, and nothing is left behind. What
// Redis had confirmed is on its disk.
func TestChaos(t *testing.T) {
	r := redistest.Start(t, "--appendonly", "yes", "--appendfsync", "always")
	before := runtime.NumGoroutine()
	target, err := redis.Parse(r.URL())
	if err != nil {
		t.Fatal(err)
	}
	server := &redis.Server{Target: target, Pools: redis.NewPools(nil)}
	s := gateway.New(server, gateway.Options{})

	const senders = 20
	var sent, queued, slowest atomic.Int64
	stop := make(chan struct{})
	var sending sync.WaitGroup
	counts := make([]int, senders)
	for i := range senders {
		sending.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					counts[i] = n
					return
				case <-time.After(20 * time.Millisecond):
				}
				began := time.Now()
				got := s.Send(t.Context(), gateway.Message{Type: "alert", Source: fmt.Sprint(i), Payload: fmt.Appendf(nil, `{"n":%d}`, n)})
				for took := int64(time.Since(began)); ; {
					old := slowest.Load()
					if took <= old || slowest.CompareAndSwap(old, took) {
						break
					}
				}
				sent.Add(1)
				if got.Queued {
					queued.Add(1)
				} else if !got.Pushed {
					t.Errorf("alert %d of %d: %+v", n, i, got)
				}
			}
		})
	}
	for range 3 {
		time.Sleep(300 * time.Millisecond)
		r.Kill()
		time.Sleep(500 * time.Millisecond)
		r.Restart()
	}
	time.Sleep(300 * time.Millisecond)
	r.Freeze()
	time.Sleep(4 * time.Second) // longer than a sender waits
	r.Thaw()
	time.Sleep(300 * time.Millisecond)
	close(stop)
	sending.Wait()
	waitFor(t, "the queue to be delivered", func() bool { return s.Stats().Waiting == 0 })
	stats := s.Stats()

	client := goredis.NewClient(&goredis.Options{Addr: r.Addr()})
	list, err := client.LRange(t.Context(), gateway.EventsPrefix+gateway.Main, 0, -1).Result()
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Close()
	seen := map[string]bool{}
	next := make([]int, senders)
	for _, l := range slices.Backward(list) {
		var e struct {
			ID, Source string
			Payload    struct{ N int }
		}
		if err := json.Unmarshal([]byte(l), &e); err != nil {
			t.Fatal(err)
		}
		if seen[e.ID] {
			continue // told twice: its first answer was lost
		}
		seen[e.ID] = true
		var from int
		if _, err := fmt.Sscan(e.Source, &from); err != nil {
			t.Fatal(err)
		}
		if e.Payload.N != next[from] {
			t.Fatalf("alert %d of sender %d came after %d", e.Payload.N, from, next[from]-1)
		}
		next[from]++
	}
	for i, n := range counts {
		if next[i] != n {
			t.Errorf("%d of %d alerts of sender %d arrived", next[i], n, i)
		}
	}
	if stats.Dropped != 0 || stats.Refused != 0 {
		t.Errorf("got %+v, want nothing lost", stats)
	}
	t.Logf("%d alerts, %d of them queued; %d arrived, %d twice; the slowest send took %v",
		sent.Load(), queued.Load(), len(seen), len(list)-len(seen), time.Duration(slowest.Load()).Round(time.Millisecond))

	s.Close()
	server.Close()
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}
