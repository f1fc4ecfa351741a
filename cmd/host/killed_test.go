package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What scripts have started does not outlive a host that is killed: neither
// the programs nor what those have started.
func TestProgramsDieWithAHostThatIsKilled(t *testing.T) {
	dir := t.TempDir()
	pids := filepath.Join(dir, "pids")
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	shell := fmt.Sprintf("sleep 600 & echo $$ $! >> %s; wait", pids)
	write("scripts/functions/starts.ts", fmt.Sprintf(`import { Inngest } from "inngest";
import { spawn } from "node:child_process";
import { run } from "host:subprocess";
export const roles = ["host"];
const inngest = new Inngest({ id: "app" });
export const starts = inngest.createFunction({ id: "starts" }, { event: "x/y" }, async () => {
  spawn("sh", ["-c", %[1]q], { stdio: "ignore" }).unref();
  await run(["sh", "-c", %[1]q], { timeout: "10m" });
});`, shell))

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Args = []string{"host", "exec", "starts", "-C", dir} // see TestMain
	cmd.Stdout, cmd.Stderr = t.Output(), t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var all []int
	waitUntil(t, "the programs to run", func() bool {
		text, _ := os.ReadFile(pids) // not there yet
		all = nil
		for field := range strings.FieldsSeq(string(text)) {
			pid, err := strconv.Atoi(field)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, pid)
		}
		return len(all) == 4
	})
	for _, pid := range all {
		if err := syscall.Kill(pid, 0); err != nil {
			t.Fatalf("process %d does not run: %v", pid, err)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	for _, pid := range all {
		waitUntil(t, fmt.Sprintf("process %d to end", pid), func() bool { return ended(pid) })
	}
}

// ended says whether a process has exited; nobody may have waited for it yet.
func ended(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return true
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(text), ") Z ")
}

func waitUntil(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}
