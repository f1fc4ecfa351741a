// Package inngesttest runs a real Inngest server for tests and reads back what
// it did with the functions of a worker: the runs of an event, their status,
// output and steps.
//
//	server := inngesttest.Start(t, inngesttest.Options{})
//	// start a worker with server.Env() in its environment
//	event, err := server.Send(ctx, "user/signed.up", map[string]any{"id": 1})
//	run, err := server.Await(ctx, event, "my-app-welcome")
//
// Without a server on the machine the test is skipped and says what to do;
// with CI=true in the environment one is built instead, and a test that cannot
// have one fails.
package inngesttest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// Options choose how a server runs.
type Options struct {
	// SelfHosted runs `inngest start`, which signs its requests, checks keys
	// and keeps its state on disk, instead of `inngest dev`.
	SelfHosted bool
	// RedisURL is where a self-hosted server keeps its queue, its runs and the
	// event IDs it has seen: "redis://127.0.0.1:40124". Without one it keeps
	// them in memory, and a restart forgets the event IDs.
	RedisURL string
	// SigningKey and EventKey are the keys of a self-hosted server; each has a
	// default. The signing key is an even number of hex digits.
	SigningKey, EventKey string
}

// A Server is a running Inngest server on free ports of this machine. It
// retries failed steps after a second.
type Server struct {
	// URL is its base URL, "http://127.0.0.1:40123".
	URL string
	// Options are as given, with the defaults filled in.
	Options

	bin    string
	ports  []int
	folder string
	log    *os.File
	stop   context.CancelFunc // nil when it does not run
	exited chan struct{}
}

// Start starts a server, waits until it is healthy, and stops it when the test
// ends; a failed test logs what the server said last.
func Start(tb testing.TB, o Options) *Server {
	tb.Helper()
	bin := binary(tb)
	if o.SigningKey == "" {
		o.SigningKey = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
	}
	if o.EventKey == "" {
		o.EventKey = "e7e27e57e7e27e57"
	}
	folder := memory(tb)
	log, err := os.CreateTemp(folder, "inngest-*.log")
	if err != nil {
		tb.Fatal(err)
	}
	s := &Server{Options: o, bin: bin, folder: folder, log: log}
	tb.Cleanup(func() {
		s.Stop()
		log.Close()
		if tb.Failed() {
			tb.Logf("the Inngest server's last words:\n%s", s.lastWords())
		}
	})
	// Between finding free ports and using them another process may take one.
	for try := 0; ; try++ {
		if s.ports, err = freePorts(tb.Context(), 4); err != nil {
			tb.Fatal(err)
		}
		s.URL = "http://127.0.0.1:" + strconv.Itoa(s.ports[0])
		err := s.launch(tb.Context())
		if err == nil {
			return s
		}
		if try == 2 {
			tb.Fatalf("%v\n%s", err, s.lastWords())
		}
	}
}

// Restart stops the server and starts it again on the same ports and folder. A
// development server forgets everything; a self-hosted one keeps all it has
// when it has a Redis.
func (s *Server) Restart(tb testing.TB) {
	tb.Helper()
	s.Stop()
	if err := s.launch(tb.Context()); err != nil {
		tb.Fatalf("%v\n%s", err, s.lastWords())
	}
}

// Stop ends the server and waits for it. A second call does nothing.
func (s *Server) Stop() {
	if s.stop != nil {
		s.stop()
		<-s.exited
		s.stop = nil
	}
}

// Env is what a worker's environment needs to work with this server, as
// "NAME=value".
func (s *Server) Env() []string {
	if !s.SelfHosted {
		return []string{"INNGEST_DEV=" + s.URL}
	}
	return []string{
		"INNGEST_DEV=0",
		"INNGEST_BASE_URL=" + s.URL,
		"INNGEST_SIGNING_KEY=" + s.SigningKey,
		"INNGEST_EVENT_KEY=" + s.EventKey,
	}
}

// Sync asks the worker at the URL to register, as a deployment would, and
// returns when the server has its functions.
func (s *Server) Sync(ctx context.Context, worker string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, worker, nil)
	if err != nil {
		return err
	}
	return do(req, nil)
}

func (s *Server) launch(ctx context.Context) error {
	mode := []string{"dev", "--no-discovery", "--no-poll"}
	if s.SelfHosted {
		mode = []string{"start", "--signing-key", s.SigningKey, "--event-key", s.EventKey, "--sqlite-dir", s.folder}
		if s.RedisURL != "" {
			mode = append(mode, "--redis-uri", s.RedisURL)
		}
	}
	running, stop := context.WithCancel(ctx)
	cmd := exec.CommandContext(running, s.bin, append(mode,
		"--host", "127.0.0.1",
		"--port", strconv.Itoa(s.ports[0]),
		"--connect-gateway-port", strconv.Itoa(s.ports[1]),
		"--connect-gateway-grpc-port", strconv.Itoa(s.ports[2]),
		"--connect-executor-grpc-port", strconv.Itoa(s.ports[3]),
		"--retry-interval", "1",
		"--tick", "50")...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.folder, s.log, s.log
	cmd.Env = quiet()
	if s.SelfHosted { // a development server has nothing to save, and takes its time
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
		cmd.WaitDelay = 10 * time.Second // then it is killed
	}
	if err := cmd.Start(); err != nil {
		stop()
		return err
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended is in its log
		close(exited)
	}()
	s.stop, s.exited = stop, exited
	if err := s.healthy(ctx); err != nil {
		s.Stop()
		return err
	}
	return nil
}

// healthy waits until the server answers.
func (s *Server) healthy(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, time.Minute, fmt.Errorf("the Inngest server at %s is not healthy after 1m", s.URL))
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/health", nil)
		if err != nil {
			return err
		}
		if do(req, nil) == nil {
			return nil
		}
		select {
		case <-s.exited:
			return fmt.Errorf("the Inngest server at %s ended as it started", s.URL)
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// lastWords is the end of the server's log.
func (s *Server) lastWords() string {
	log, err := os.ReadFile(s.log.Name())
	if err != nil {
		return err.Error()
	}
	return string(bytes.TrimSpace(log[max(0, len(log)-4000):]))
}

// binary finds a server, builds one in CI, or skips the test.
func binary(tb testing.TB) string {
	tb.Helper()
	if os.Getenv("CI") == "true" {
		bin, err := Build(tb.Context(), tb.Output())
		if err != nil {
			tb.Fatal(err)
		}
		return bin
	}
	bin, err := Find()
	if err != nil {
		tb.Skip(err)
	}
	return bin
}

// memory makes a folder that ends with the test, in memory where there is room:
// the server waits for its disk at every event, and nothing here outlives it.
func memory(tb testing.TB) string {
	tb.Helper()
	var fs syscall.Statfs_t
	if err := syscall.Statfs("/dev/shm", &fs); err != nil || fs.Bavail*uint64(fs.Bsize) < 1<<30 {
		return tb.TempDir()
	}
	dir, err := os.MkdirTemp("/dev/shm", "inngest-") //nolint:usetesting // TempDir is on the disk
	if err != nil {
		return tb.TempDir()
	}
	tb.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			tb.Error(err)
		}
	})
	return dir
}

// freePorts finds n ports that nothing listens on now.
func freePorts(ctx context.Context, n int) ([]int, error) {
	var ports []int
	var lc net.ListenConfig
	for range n {
		l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // only at the end, so that all are different
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
