package host_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"systembus/host"
	"systembus/host/config"
	"systembus/host/local"
)

// A program that outlives the call that started it ends with the host.
func TestProgramsEndWithTheHost(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "scripts/functions/host/starts.ts")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	code := `import { Inngest } from "inngest";
import { spawn } from "node:child_process";
const inngest = new Inngest({ id: "app" });
export const starts = inngest.createFunction({ id: "starts" }, { event: "x/y" }, async () => {
  const child = spawn("sleep", ["600"], { stdio: "ignore" });
  child.unref();
  return child.pid;
});`
	if err := os.WriteFile(file, []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	cfg := config.Default(dir)
	a, err := host.New(host.Options{
		Config: cfg, Embedded: &local.Options{},
		Lookup: func(string) (string, bool) { return "", false },
		Log:    slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	project := a.Project()
	build := project.Build(t.Context(), nil)
	live, problems := project.Live(build, host.Live{}, "host")
	if build.Failed() || len(problems) > 0 {
		t.Fatal(build.Problems, problems)
	}
	if err := a.Swap(live); err != nil {
		t.Fatal(err)
	}
	stop, err := a.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	id, err := a.Executor.Invoke(t.Context(), "app-starts", nil)
	if err != nil {
		t.Fatal(err)
	}
	run, err := a.Executor.Wait(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(string(run.Output))
	if err != nil || pid <= 0 {
		t.Fatalf("the run gave %s, want a process id", run.Output)
	}
	if err := syscall.Kill(pid, 0); err != nil {
		t.Fatalf("the program does not run after its call: %v", err)
	}
	stop()
	for end := time.Now().Add(10 * time.Second); !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the program outlived the host")
		}
	}
}
