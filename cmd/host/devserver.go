package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"systembus/host/config"
)

// devURL is where an Inngest dev server listens unless told otherwise.
const devURL = "http://127.0.0.1:8288"

// How the part of the Inngest server is played in development.
const (
	serverNamed    = "named"
	serverFound    = "found"
	serverStarted  = "started"
	serverEmbedded = "embedded"
)

// A devServer is what plays the Inngest server's part.
type devServer struct {
	kind string
	url  string
	path string
	done chan struct{}
}

// String says what it is, for people.
func (s *devServer) String() string {
	switch s.kind {
	case serverEmbedded:
		return "embedded: in memory, for development only"
	case serverStarted:
		return s.url + " (" + s.path + ", started and stopped with this)"
	case serverFound:
		return s.url + " (found running)"
	}
	return s.url
}

// wait stops a server that was started, and waits for its end.
func (s *devServer) wait(stop func()) {
	stop()
	if s.done != nil {
		<-s.done
	}
}

// findServer decides which server development uses and sets the settings to
// it. endpoint is the URL that a server which is started is told to call. A
// started server ends with ctx.
func findServer(ctx context.Context, w *world, log *slog.Logger, settings *config.Inngest, endpoint string) (*devServer, error) {
	switch {
	case strings.Contains(settings.Dev, ":"):
		return &devServer{kind: serverNamed, url: settings.Dev}, nil
	case settings.BaseURL != "":
		if _, signed := w.lookup("INNGEST_SIGNING_KEY"); settings.Dev == "" && !signed {
			settings.Dev = "1" // A server that signs would need the key.
		}
		return &devServer{kind: serverNamed, url: settings.BaseURL}, nil
	case settings.Dev == "0" || strings.EqualFold(settings.Dev, "false"):
		return &devServer{kind: serverNamed, url: "Inngest Cloud"}, nil
	}
	if healthy(ctx, devURL) {
		settings.Dev = devURL
		return &devServer{kind: serverFound, url: devURL}, nil
	}
	path := w.find("inngest")
	if path == "" {
		return &devServer{kind: serverEmbedded}, nil
	}
	s, err := startServer(ctx, w, log, path, endpoint)
	if err != nil {
		return nil, err
	}
	settings.Dev = devURL
	return s, nil
}

// healthy says whether an Inngest server answers at url.
func healthy(ctx context.Context, url string) bool {
	ctx, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/health", nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
	return err == nil && resp.StatusCode == http.StatusOK && strings.Contains(string(text), `"status"`)
}

// find looks a program up on the world's PATH.
func (w *world) find(name string) string {
	dirs, _ := w.lookup("PATH")
	for _, dir := range filepath.SplitList(dirs) {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil && filepath.IsAbs(path) {
			return path
		}
	}
	return ""
}

// eachLine gives the lines that r has until its end, the first part of those
// that are too long. A program whose output nobody reads would stand still.
func eachLine(r io.Reader, line func(string)) {
	const most = 64 << 10
	lines := bufio.NewReaderSize(r, most)
	for {
		text, more, err := lines.ReadLine()
		if err != nil {
			return
		}
		line(string(text))
		for more && err == nil {
			_, more, err = lines.ReadLine()
		}
	}
}

// startServer starts an Inngest dev server and waits until it answers.
func startServer(ctx context.Context, w *world, log *slog.Logger, path, endpoint string) (*devServer, error) {
	cmd := exec.CommandContext(ctx, path, "dev", "--no-discovery", "--no-poll",
		"--host", "127.0.0.1", "--port", "8288", "--sdk-url", endpoint)
	cmd.Env = append(w.environ, "DO_NOT_TRACK=1", "INNGEST_NO_UPDATE_NOTIFIER=1")
	// Its own group: an interrupt at the terminal is ours to pass on, once
	// calls in flight have been answered.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithUs(cmd.SysProcAttr)
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	output, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	s := &devServer{kind: serverStarted, url: devURL, path: path, done: make(chan struct{})}
	last := ""
	started := make(chan error)
	go func() {
		defer close(s.done)
		runtime.LockOSThread() // see dieWithUs
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		eachLine(output, func(line string) {
			last = line
			log.Debug("inngest dev", "line", line)
		})
		err = cmd.Wait()
		if ctx.Err() == nil {
			log.Error("the Inngest dev server has ended", "error", err, "said", last)
		}
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // What it may have left behind.
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	deadline := time.After(30 * time.Second)
	for !healthy(ctx, devURL) {
		select {
		case <-s.done:
			return nil, hintError{fmt.Errorf("%s ended before it served: %s", path, last), "Use --embedded to do without it."}
		case <-deadline:
			return nil, errors.New(path + " did not answer on " + devURL + " within 30s")
		case <-time.After(100 * time.Millisecond):
		}
	}
	return s, nil
}
