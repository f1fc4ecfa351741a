package redis_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"systembus/host/redis"
	"systembus/host/redis/redistest"
)

// serverAt is a way to the server that a URL names, and what one command of it
// gives.
func serverAt(t *testing.T, url string) (*redis.Server, func(command ...any) (any, error)) {
	t.Helper()
	target, err := redis.Parse(url)
	if err != nil {
		t.Fatal(err)
	}
	s := &redis.Server{Target: target, Pools: redis.NewPools(nil), Timeout: 5 * time.Second}
	t.Cleanup(s.Close)
	return s, func(command ...any) (any, error) {
		replies, err := s.Do(t.Context(), redis.Call{Commands: [][]any{command}})
		if err != nil {
			return nil, err
		}
		return replies[0].Result()
	}
}

func want(t *testing.T, do func(...any) (any, error), answer string, command ...any) {
	t.Helper()
	got, err := do(command...)
	if err != nil || fmt.Sprint(got) != answer {
		t.Fatalf("%v: got %v, %v; want %s", command, got, err, answer)
	}
}

func TestDown(t *testing.T) {
	_, do := serverAt(t, fmt.Sprintf("redis://127.0.0.1:%d", redistest.FreePort(t)))
	_, err := do("GET", "a")
	var unsent *redis.ConnectError
	if !errors.As(err, &unsent) || !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("got %v, want that the connection was refused", err)
	}
}

// A command that comes while the server starts again is carried out once it
// is back, since nothing was sent before.
func TestRestarting(t *testing.T) {
	r := redistest.Start(t, "--appendonly", "yes", "--appendfsync", "always")
	_, do := serverAt(t, r.URL())
	want(t, do, "1", "INCR", "n")
	r.Kill()
	back := time.AfterFunc(200*time.Millisecond, r.RestartAtOnce)
	defer back.Stop()
	want(t, do, "2", "INCR", "n")
}

// A server that does not answer costs a caller its deadline and no more, and
// what may have been carried out is not sent again.
func TestSlow(t *testing.T) {
	r := redistest.Start(t)
	s, do := serverAt(t, r.URL())
	want(t, do, "1", "INCR", "n")
	r.Freeze()
	_, err := s.Do(t.Context(), redis.Call{Commands: [][]any{{"INCR", "n"}}, Timeout: 100 * time.Millisecond})
	var late *redis.TimeoutError
	if !errors.As(err, &late) || err.Error() != "redis: INCR was not answered within 100ms" {
		t.Errorf("got %v, want a timeout", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(50*time.Millisecond, func() { cancel(errors.New("the call was cancelled")) })
	if _, err := s.Do(ctx, redis.Call{Commands: [][]any{{"INCR", "n"}}, Timeout: 300 * time.Millisecond}); err == nil || !strings.Contains(err.Error(), "the call was cancelled") {
		t.Errorf("got %v, want the cause", err)
	}
	r.Thaw()
	// Both were written before the server froze or thawed: each at most once.
	got, err := do("GET", "n")
	if err != nil || !strings.Contains("1 2 3", fmt.Sprint(got)) {
		t.Errorf("got %v, %v; want each command carried out at most once", got, err)
	}
}

// A connection that breaks before the answer fails a command that writes, and
// not one that reads.
func TestConnectionLost(t *testing.T) {
	r := redistest.Start(t)
	_, do := serverAt(t, r.URL())
	want(t, do, "OK", "SET", "a", "1")
	kill := func() {
		c := goredis.NewClient(&goredis.Options{Addr: r.Addr()})
		defer c.Close()
		if err := c.ClientKillByFilter(t.Context(), "TYPE", "normal", "SKIPME", "yes").Err(); err != nil {
			t.Fatal(err)
		}
	}
	kill() // a connection that waits in the pool: nobody notices
	want(t, do, "1", "GET", "a")
	kill()
	want(t, do, "2", "INCR", "a")
}

func TestReadOnly(t *testing.T) {
	primary := redistest.Start(t)
	r := redistest.Start(t)
	admin := goredis.NewClient(&goredis.Options{Addr: r.Addr()})
	defer admin.Close()
	if err := admin.ReplicaOf(t.Context(), "127.0.0.1", fmt.Sprint(primary.Port())).Err(); err != nil {
		t.Fatal(err)
	}
	s, do := serverAt(t, r.URL())
	replies, err := s.Do(t.Context(), redis.Call{Commands: [][]any{{"SET", "a", "1"}}, Timeout: 200 * time.Millisecond})
	if err == nil && !strings.HasPrefix(fmt.Sprint(replies[0].Err()), "READONLY") {
		t.Errorf("got %v, want READONLY", replies[0].Err())
	}
	time.AfterFunc(150*time.Millisecond, func() { _ = admin.ReplicaOf(context.Background(), "NO", "ONE").Err() })
	want(t, do, "OK", "SET", "a", "1")
}

// A server that loads its data answers LOADING, and is asked again.
func TestLoading(t *testing.T) {
	m := miniredis.RunT(t)
	m.SetError("LOADING Redis is loading the dataset in memory")
	time.AfterFunc(150*time.Millisecond, func() { m.SetError("") })
	_, do := serverAt(t, "redis://"+m.Addr())
	want(t, do, "1", "INCR", "n")
	m.SetError("LOADING Redis is loading the dataset in memory")
	if _, err := do("INCR", "n"); err == nil || !strings.HasPrefix(err.Error(), "LOADING") {
		t.Errorf("got %v, want LOADING in the end", err)
	}
}

// A real server that loads its data has commands wait for it, as long as one
// tries again, and does none of them twice.
func TestLoadingFromDisk(t *testing.T) {
	r := redistest.Start(t, "--save", "3600 1", "--key-load-delay", "400", "--loading-process-events-interval-bytes", "1024")
	_, do := serverAt(t, r.URL())
	want(t, do, "1500", "EVAL", "for i = 1, 1500 do redis.call('SET', 'key' .. i, string.rep('x', 100)) end return redis.call('DBSIZE')", 0)
	want(t, do, "OK", "SAVE")
	r.Kill()
	r.Restart()
	look := goredis.NewClient(&goredis.Options{Addr: r.Addr(), MaxRetries: -1})
	defer look.Close()
	if err := look.Get(t.Context(), "key1").Err(); err == nil || !strings.HasPrefix(err.Error(), "LOADING") {
		t.Errorf("got %v, want a server that is loading", err)
	}
	for end := time.Now().Add(20 * time.Second); ; {
		got, err := do("INCR", "n")
		if err == nil && fmt.Sprint(got) == "1" {
			break
		}
		if err == nil || !strings.HasPrefix(err.Error(), "LOADING") || time.Now().After(end) {
			t.Fatalf("got %v, %v; want 1 once it is loaded", got, err)
		}
	}
	want(t, do, "1501", "DBSIZE")
}

func TestBlockedCommandsEndWithTheirCall(t *testing.T) {
	r := redistest.Start(t)
	s, do := serverAt(t, r.URL())
	ctx, cancel := context.WithTimeoutCause(t.Context(), 100*time.Millisecond, errors.New("the call is over"))
	defer cancel()
	if _, err := s.Do(ctx, redis.Call{Commands: [][]any{{"BLPOP", "q", "0"}}}); err == nil || err.Error() != "the call is over" {
		t.Errorf("got %v, want the cause", err)
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		info, err := do("INFO", "clients")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(fmt.Sprint(info), "blocked_clients:0") {
			return
		}
		if time.Now().After(end) {
			t.Fatal("the connection that waits was not closed")
		}
	}
}

func TestUsersAndPasswords(t *testing.T) {
	r := redistest.Start(t)
	admin := goredis.NewClient(&goredis.Options{Addr: r.Addr()})
	defer admin.Close()
	if err := admin.Do(t.Context(), "ACL", "SETUSER", "alice", "on", ">p@ss/word", "~a:*", "+@all").Err(); err != nil {
		t.Fatal(err)
	}
	_, do := serverAt(t, fmt.Sprintf("redis://alice:p%%40ss%%2Fword@%s/3", r.Addr()))
	want(t, do, "OK", "SET", "a:1", "x")
	if _, err := do("SET", "b", "x"); err == nil || !strings.HasPrefix(err.Error(), "NOPERM") {
		t.Errorf("got %v, want NOPERM", err)
	}
	_, do = serverAt(t, "redis://alice:wrong@"+r.Addr())
	if _, err := do("GET", "a:1"); err == nil || !strings.Contains(err.Error(), "WRONGPASS") {
		t.Errorf("got %v, want WRONGPASS", err)
	}
}

func TestTLS(t *testing.T) {
	dir := t.TempDir()
	certificate(t, dir)
	port := redistest.FreePort(t)
	redistest.Start(t, "--tls-port", fmt.Sprint(port), "--tls-cert-file", filepath.Join(dir, "cert.pem"), "--tls-key-file", filepath.Join(dir, "key.pem"),
		"--tls-ca-cert-file", filepath.Join(dir, "cert.pem"))
	at := fmt.Sprintf("rediss://127.0.0.1:%d?ca=%s", port, filepath.Join(dir, "cert.pem"))
	_, do := serverAt(t, at+"&cert="+filepath.Join(dir, "cert.pem")+"&key="+filepath.Join(dir, "key.pem"))
	want(t, do, "OK", "SET", "a", "x")
	_, do = serverAt(t, fmt.Sprintf("rediss://127.0.0.1:%d", port))
	if _, err := do("GET", "a"); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("got %v, want that the certificate is not trusted", err)
	}
}

// certificate writes a certificate for 127.0.0.1 that signs itself.
func certificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: der}, "key.pem": {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Commands find their node, and the database that a sentinel's primary has.
func TestClusterAndSentinel(t *testing.T) {
	nodes := redistest.Cluster(t, 3)
	_, do := serverAt(t, "redis+cluster://"+nodes[0].Addr())
	for i := range 20 {
		want(t, do, "OK", "SET", fmt.Sprint("key", i), i)
		want(t, do, fmt.Sprint(i), "GET", fmt.Sprint("key", i))
	}

	group := redistest.Watched(t, "bus")
	_, do = serverAt(t, "redis+sentinel://"+group.Sentinel.Addr()+"/bus/2")
	want(t, do, "OK", "SET", "a", "x")
	direct := goredis.NewClient(&goredis.Options{Addr: group.Primary.Addr(), DB: 2})
	defer direct.Close()
	if got, err := direct.Get(t.Context(), "a").Result(); got != "x" {
		t.Errorf("the primary has %q, %v; want x", got, err)
	}

	// The primary dies; its replica takes over.
	if err := direct.Wait(t.Context(), 1, 5*time.Second).Err(); err != nil {
		t.Fatal(err)
	}
	group.Primary.Kill()
	for end := time.Now().Add(30 * time.Second); ; {
		got, err := do("SET", "b", "y")
		if err == nil && got == "OK" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("after the failover: got %v, %v", got, err)
		}
	}
	want(t, do, "x", "GET", "a")
}

// The faults above leave no goroutine behind.
func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("faults", func(t *testing.T) {
		r := redistest.Start(t)
		s, do := serverAt(t, r.URL())
		for range 3 {
			want(t, do, "PONG", "PING")
			r.Kill()
			for range 20 {
				if _, err := s.Do(t.Context(), redis.Call{Commands: [][]any{{"INCR", "n"}}, Timeout: 20 * time.Millisecond}); err == nil {
					t.Error("a server that is down answered")
				}
			}
			r.Restart()
		}
	})
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before+2; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}
