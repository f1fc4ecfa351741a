package subprocess_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/jsapi/subprocess"
)

// shell is a command that runs a line in sh, its output collected.
func shell(line string, edit ...func(*subprocess.Command)) subprocess.Command {
	c := subprocess.Command{File: "sh", Args: []string{"sh", "-c", line}, Env: os.Environ(), Stdio: []subprocess.Stdio{
		{Kind: "ignore"}, {Kind: "pipe", Collect: true}, {Kind: "pipe", Collect: true}}}
	for _, f := range edit {
		f(&c)
	}
	return c
}

func start(t *testing.T, table *subprocess.Table, ctx context.Context, c subprocess.Command) *subprocess.Child {
	t.Helper()
	child, err := table.Start(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	return child
}

// finish waits for a child for a while: a hang is a failure with a name.
func finish(t *testing.T, c *subprocess.Child) subprocess.Exit {
	t.Helper()
	select {
	case <-c.Done():
	case <-time.After(30 * time.Second):
		t.Fatalf("%v does not end", c.Command.Args)
	}
	return c.Exit()
}

func running(pid int) bool {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err == nil && strings.Contains(string(text), ") Z ") {
		return false
	}
	return syscall.Kill(pid, 0) == nil
}

// ends waits until a process is gone.
func ends(t *testing.T, pid int) {
	t.Helper()
	for range 300 {
		if !running(pid) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("process %d lives on", pid)
}

func pidIn(t *testing.T, file string) int {
	t.Helper()
	for range 300 {
		text, _ := os.ReadFile(file)
		if pid, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil && strings.HasSuffix(string(text), "\n") {
			return pid
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("no number in %s", file)
	return 0
}

func TestOutputAndStatus(t *testing.T) {
	var table subprocess.Table
	c := start(t, &table, t.Context(), shell("echo out; echo err >&2; exit 3"))
	e := finish(t, c)
	got := []any{e.Code, e.Signal, e.Stopped, string(c.Output(1).Collected()), string(c.Output(2).Collected()), len(table.Live()), table.Started()}
	if diff := cmp.Diff(got, []any{3, syscall.Signal(0), nil, "out\n", "err\n", 0, int64(1)}); diff != "" {
		t.Error(diff)
	}
}

func TestMuchOutputIsComplete(t *testing.T) {
	var table subprocess.Table
	c := start(t, &table, t.Context(), shell("head -c 3000000 /dev/zero", func(c *subprocess.Command) { c.Stdio[1].Limit = 4 << 20 }))
	if e := finish(t, c); e.Code != 0 || len(c.Output(1).Collected()) != 3000000 {
		t.Errorf("code %d, %d bytes", e.Code, len(c.Output(1).Collected()))
	}
}

func TestDeathBySignal(t *testing.T) {
	var table subprocess.Table
	if e := finish(t, start(t, &table, t.Context(), shell("kill -SEGV $$"))); e.Signal != syscall.SIGSEGV || e.Code != -1 {
		t.Errorf("%+v", e)
	}
}

func TestFloodIsStopped(t *testing.T) {
	var table subprocess.Table
	c := start(t, &table, t.Context(), shell("exec cat /dev/zero", func(c *subprocess.Command) { c.Stdio[1].Limit = 100000 }))
	if e := finish(t, c); !errors.Is(e.Stopped, subprocess.ErrMaxBuffer) || len(c.Output(1).Collected()) != 100000 {
		t.Errorf("%+v, %d bytes", e, len(c.Output(1).Collected()))
	}
}

func TestTimeoutSaysSo(t *testing.T) {
	var table subprocess.Table
	e := finish(t, start(t, &table, t.Context(), shell("sleep 60", func(c *subprocess.Command) { c.Timeout = 30 * time.Millisecond })))
	var timeout *subprocess.TimeoutError
	if !errors.As(e.Stopped, &timeout) || timeout.Error() != "sh timed out after 30ms" || e.Signal != syscall.SIGTERM {
		t.Errorf("%+v", e)
	}
}

func TestTimeoutForcesWhatDoesNotListen(t *testing.T) {
	var table subprocess.Table
	file := filepath.Join(t.TempDir(), "pid")
	c := start(t, &table, t.Context(), shell(`trap "" TERM; (trap "" TERM; sh -c 'echo $PPID' > `+file+`; sleep 60; sleep 60) & wait; sleep 60`, func(c *subprocess.Command) {
		c.Timeout = 500 * time.Millisecond
	}))
	grandchild := pidIn(t, file)
	if e := finish(t, c); e.Signal != syscall.SIGKILL {
		t.Errorf("%+v", e)
	}
	ends(t, grandchild)
}

func TestTheEndOfTheCallStopsTheTree(t *testing.T) {
	var table subprocess.Table
	ctx, cancel := context.WithCancelCause(t.Context())
	file := filepath.Join(t.TempDir(), "pid")
	// setsid takes the grandchild out of the group.
	c := start(t, &table, ctx, shell(`setsid sh -c 'echo $$ > `+file+`; exec sleep 60' & wait`))
	grandchild := pidIn(t, file)
	if live := table.Live(); len(live) != 1 || live[0].PID != c.PID {
		t.Errorf("live: %+v", live)
	}
	reason := errors.New("the run was cancelled")
	cancel(reason)
	if e := finish(t, c); !errors.Is(e.Stopped, reason) {
		t.Errorf("%+v", e)
	}
	ends(t, grandchild)
}

func TestAGrandchildHoldsNothingUp(t *testing.T) {
	var table subprocess.Table
	c := start(t, &table, t.Context(), shell("sleep 60 & echo $!"))
	e := finish(t, c)
	grandchild, err := strconv.Atoi(strings.TrimSpace(string(c.Output(1).Collected())))
	if err != nil || e.Code != 0 || e.Stopped != nil {
		t.Fatalf("%+v, %v", e, err)
	}
	if !running(grandchild) {
		t.Error("the grandchild was stopped, though its parent succeeded")
	}
	if err := syscall.Kill(grandchild, syscall.SIGKILL); err != nil {
		t.Error(err)
	}
}

func TestFreedAndDetachedChildrenOutliveTheCall(t *testing.T) {
	var table subprocess.Table
	ctx, cancel := context.WithCancel(t.Context())
	freed := start(t, &table, ctx, shell("sleep 60"))
	freed.Free()
	detached := start(t, &table, ctx, shell("sleep 60", func(c *subprocess.Command) { c.Detached = true }))
	cancel()
	tied := start(t, &table, ctx, shell("sleep 60"))
	finish(t, tied)
	for _, c := range []*subprocess.Child{freed, detached} {
		if !running(c.PID) {
			t.Errorf("%d ended with the call", c.PID)
		}
	}
	table.StopAll(errors.New("the host ends"))
	finish(t, freed)
	if !running(detached.PID) {
		t.Error("the detached child ended with the host")
	}
	detached.Kill(syscall.SIGKILL)
	finish(t, detached)
}

func TestStreams(t *testing.T) {
	var table subprocess.Table
	c := start(t, &table, t.Context(), subprocess.Command{File: "cat", Args: []string{"cat"}, Env: os.Environ(),
		Stdio: []subprocess.Stdio{{Kind: "pipe"}, {Kind: "pipe"}, {Kind: "ignore"}}})
	for _, want := range []string{"first", "second"} {
		if _, err := c.Stdin().Write([]byte(want)); err != nil {
			t.Fatal(err)
		}
		if got, err := c.Output(1).Read(); err != nil || string(got) != want {
			t.Fatalf("read %q, %v", got, err)
		}
	}
	if err := c.Stdin().Close(); err != nil {
		t.Fatal(err)
	}
	finish(t, c)
	if _, err := c.Output(1).Read(); !errors.Is(err, io.EOF) {
		t.Errorf("after the end: %v", err)
	}
	if _, err := c.Stdin().Write([]byte("x")); !errors.Is(err, syscall.EPIPE) {
		t.Errorf("write after the end: %v", err)
	}
}

func TestAReaderThatIsSlowMakesTheChildWait(t *testing.T) {
	var table subprocess.Table
	c := start(t, &table, t.Context(), subprocess.Command{File: "sh", Args: []string{"sh", "-c", "head -c 2000000 /dev/zero"}, Env: os.Environ(),
		Stdio: []subprocess.Stdio{{Kind: "ignore"}, {Kind: "pipe", Limit: 1000}, {Kind: "ignore"}}})
	total := 0
	for {
		b, err := c.Output(1).Read()
		if errors.Is(err, io.EOF) {
			break
		}
		total += len(b)
	}
	if total != 2000000 {
		t.Errorf("%d bytes", total)
	}
	finish(t, c)
	unread := start(t, &table, t.Context(), subprocess.Command{File: "sh", Args: []string{"sh", "-c", "head -c 2000000 /dev/zero"}, Env: os.Environ(),
		Stdio: []subprocess.Stdio{{Kind: "ignore"}, {Kind: "pipe", Limit: 1000}, {Kind: "ignore"}}})
	unread.Output(1).Discard()
	if e := finish(t, unread); e.Code != 0 {
		t.Errorf("unread: %+v", e)
	}
}

func TestPrograms(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, mode os.FileMode) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\necho here\n"), mode); err != nil {
			t.Fatal(err)
		}
	}
	write("tool", 0o755)
	write("text", 0o644)
	env := []string{"PATH=" + dir}
	for _, c := range []struct {
		file, dir string
		want      error
	}{
		{"tool", "", nil}, {"./tool", dir, nil}, {dir + "/tool", "", nil}, {"text", "", syscall.EACCES}, {"./text", dir, syscall.EACCES},
		{"nothing", "", syscall.ENOENT}, {"./tool", "/", syscall.ENOENT}, {"", "", syscall.ENOENT},
	} {
		_, err := subprocess.LookPath(c.file, c.dir, env)
		if !errors.Is(err, c.want) {
			t.Errorf("LookPath(%q, %q) = %v, want %v", c.file, c.dir, err, c.want)
		}
	}
	var table subprocess.Table
	if _, err := table.Start(t.Context(), shell("true", func(c *subprocess.Command) { c.Dir = "/no such folder" })); !errors.Is(err, syscall.ENOENT) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
