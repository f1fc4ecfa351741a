package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"systembus/host/inngest/inngesttest"
)

// A worker is a process that serves a dialect's functions: the host, or the
// npm package under Node, whose answers are the measure of the host's.
type worker struct {
	name string
	// command makes the process for a project's folder and an address.
	command func(t *testing.T, project, addr string) *exec.Cmd
	// registers says that it registers by itself; else it is asked to.
	registers bool
}

// sdk is the TypeScript SDK under Node.
var sdk = worker{
	name: "sdk",
	command: func(t *testing.T, project, addr string) *exec.Cmd {
		_, port, err := net.SplitHostPort(addr)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("node", "--import", "tsx", "worker.ts")
		cmd.Dir = project
		cmd.Env = append(os.Environ(), "PORT="+port)
		return cmd
	},
}

// host is the program under test.
var host = worker{
	name:      "host",
	registers: true,
	command: func(t *testing.T, project, addr string) *exec.Cmd {
		out := t.TempDir()
		if said, err := exec.CommandContext(t.Context(), hostBinary(t), "build", "-C", project, "--out", out).CombinedOutput(); err != nil {
			t.Fatalf("host build: %v\n%s", err, said)
		}
		cmd := exec.Command(hostBinary(t), "run", "-C", project, "--out", out, "--role", "host", "--addr", addr)
		cmd.Env = os.Environ()
		return cmd
	},
}

// needPeer skips a test when the npm packages or Node are missing, and fails it
// in CI.
func needPeer(t *testing.T) {
	t.Helper()
	_, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat("../../node_modules/tsx")
	}
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("the SDK's worker needs Node and `npm ci`: %v", err)
	default:
		t.Skipf("the SDK's worker needs Node and `npm ci`: %v", err)
	}
}

// hostBinary builds the program once for all tests.
func hostBinary(t testing.TB) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(os.Getenv("HOST_TEST_SHARED"), "host-e2e")
	if said, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, said)
	}
	return path, nil
})

// A process is a running worker.
type process struct {
	worker worker
	url    string
	start  func() *exec.Cmd
	cmd    *exec.Cmd
	said   *lockedBuffer
}

// serve starts a worker for a project, waits until the server has its
// functions, and stops it when the test ends.
func (w worker) serve(t *testing.T, server *inngesttest.Server, project, app string, env ...string) *process {
	t.Helper()
	addr := freeAddr(t)
	proto := w.command(t, project, addr)
	p := &process{worker: w, url: "http://" + addr, said: &lockedBuffer{}}
	p.start = func() *exec.Cmd {
		cmd := exec.Command(proto.Path, proto.Args[1:]...)
		cmd.Dir, cmd.Stdout, cmd.Stderr = proto.Dir, p.said, p.said
		cmd.Env = append(append(proto.Env, server.Env()...), env...)
		return cmd
	}
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("the worker's last words:\n%s", p.said.tail(6000))
		}
	})
	p.boot(t)
	p.register(t, server, app)
	return p
}

// boot starts the process and waits until it is ready.
func (p *process) boot(t testing.TB) {
	t.Helper()
	p.cmd = p.start()
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errors.New("the worker is not ready after 1m"))
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/readyz", nil)
		if err != nil {
			t.Fatal(err)
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%v\n%s", context.Cause(ctx), p.said.tail(6000))
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// register waits until the server knows the app, after asking a worker that
// does not register by itself to do so.
func (p *process) register(t *testing.T, server *inngesttest.Server, app string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if !p.worker.registers {
		if err := server.Sync(ctx, p.url+"/api/inngest"); err != nil {
			t.Fatal(err)
		}
	}
	for {
		functions, err := server.Functions(ctx, app)
		if err == nil && len(functions) > 0 {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("the app %s is not registered after 30s: %v\n%s", app, err, p.said.tail(6000))
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// kill ends the process at once, as a lost machine would (kill -9).
func (p *process) kill() {
	if p.cmd != nil && p.cmd.Process != nil {
		_ = p.cmd.Process.Kill() // it may have ended by itself
		_ = p.cmd.Wait()         // "signal: killed" is what was asked for
	}
	p.cmd = nil
}

// freeAddr is an address of this machine on which nothing listens.
func freeAddr(t testing.TB) string {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

// A lockedBuffer keeps what a process writes while others read it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// count says how often a text was written.
func (l *lockedBuffer) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Count(l.b.Bytes(), []byte(text))
}

func (l *lockedBuffer) tail(n int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.b.Bytes()
	return string(all[max(0, len(all)-n):])
}
