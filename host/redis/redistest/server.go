// Package redistest runs real Redis servers for tests, and does to them what
// happens to servers: they are killed, started again, and stopped in the
// middle of everything.
package redistest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A Server is a redis-server process of a test's own, on a port of 127.0.0.1
// that it keeps when it is started again.
type Server struct {
	t    testing.TB
	path string
	args []string
	port int
	dir  string

	mu  sync.Mutex
	cmd *exec.Cmd
}

// Start starts a server with further options as redis-server takes them
// ("--save", "60 1"), and ends it with the test. Where redis-server is not
// installed the test is skipped; with CI=true it fails.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	s := newServer(t, args)
	s.Restart()
	t.Cleanup(s.Kill)
	return s
}

// newServer is a server that does not run yet.
func newServer(t testing.TB, args []string) *Server {
	t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("redis-server is required: install the package redis-server")
		}
		t.Skip("redis-server is not on PATH: install the package redis-server")
	}
	return &Server{t: t, path: path, args: args, port: FreePort(t), dir: t.TempDir()}
}

// FreePort is a port that nothing listens on.
func FreePort(t testing.TB) int {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Port is where the server listens.
func (s *Server) Port() int { return s.port }

// Addr is where the server listens, HOST:PORT.
func (s *Server) Addr() string { return fmt.Sprintf("127.0.0.1:%d", s.port) }

// URL is the server's, for REDIS_URL.
func (s *Server) URL() string { return "redis://" + s.Addr() }

// Dir is the server's working folder.
func (s *Server) Dir() string { return s.dir }

// Restart starts the server, which must not run, and waits until it listens.
func (s *Server) Restart() {
	s.t.Helper()
	s.RestartAtOnce()
	s.await()
}

// await waits until the server listens.
func (s *Server) await() {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		conn, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", s.Addr())
		if err == nil {
			_ = conn.Close()
			return
		}
		if time.Now().After(end) {
			s.t.Fatalf("redis-server does not listen: %v", err)
		}
	}
}

// RestartAtOnce starts the server and does not wait.
func (s *Server) RestartAtOnce() {
	s.t.Helper()
	s.start(append([]string{"--port", fmt.Sprint(s.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", s.dir}, s.args...)...)
}

func (s *Server) start(args ...string) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cmd = exec.CommandContext(context.Background(), s.path, args...)
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
}

// Kill ends the server with SIGKILL, if it runs. What it had not written to
// its files is gone.
func (s *Server) Kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait() // it was killed
	s.cmd = nil
}

// Freeze stops the server from doing anything, without closing a connection;
// Thaw lets it go on.
func (s *Server) Freeze() { s.signal(syscall.SIGSTOP) }

// Thaw is the end of Freeze.
func (s *Server) Thaw() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(signal syscall.Signal) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.cmd.Process.Signal(signal); err != nil {
		s.t.Fatal(err)
	}
}
