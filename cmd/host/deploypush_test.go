package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"systembus/deploy/registry"
	"systembus/deploy/registry/registrytest"
)

// standIn builds a program that says it is the host, for an image.
func standIn(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "go.mod", "module systembus\n\ngo 1.26\n")
	put(t, dir, "cmd/host/main.go", "package main\n\nfunc main() {}\n")
	out := filepath.Join(dir, "host-linux-arm64")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out, "./cmd/host")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=arm64", "GOFLAGS=", "GOWORK=off")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return out
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// committed is a project with one function, in a commit.
func committed(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, ".gitignore", ".host/\n")
	put(t, dir, "scripts/functions/greet.ts", `import { Inngest } from "inngest";
const inngest = new Inngest({ id: "shop" });
export const roles = ["cluster"];
export const greet = inngest.createFunction({ id: "greet" }, { event: "a/b.happened" }, async () => "hello");
`)
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "one"}} {
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = dir
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, said)
		}
	}
	return dir
}

func TestDeployPush(t *testing.T) {
	const canary = "canary-ghp_0123456789abcdefghijklmnopqrstuvwxyz"
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
	dir, binary := committed(t), standIn(t)
	token := canary
	push := func(args ...string) (code int, stdout, stderr string) {
		t.Helper()
		var out, problems bytes.Buffer
		args = append([]string{"deploy", "push", "-C", dir, "--binary", binary}, args...)
		code = run(t.Context(), args, strings.NewReader(""), &out, &problems, append(os.Environ(), "GHCR_TOKEN="+token, "CI="))
		if all := out.String() + problems.String(); strings.Contains(all, canary) {
			t.Errorf("the token is in the output:\n%s", all)
		}
		return code, out.String(), problems.String()
	}
	if code, _, said := push(); code != exitUsage || !strings.Contains(said, "push where?") {
		t.Errorf("without a repository: %d\n%s", code, said)
	}
	repository := s.Host + "/owner/worker"
	code, out, said := push("--repository", repository)
	if code != 0 {
		t.Fatalf("exit %d\n%s%s", code, out, said)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	image := lines[len(lines)-1]
	if !strings.HasPrefix(image, repository+"@sha256:") {
		t.Errorf("the last line is %q", image)
	}
	client, err := registry.Open(registry.Options{Repository: repository, Sources: registry.Sources([]string{"GHCR_TOKEN=" + canary})})
	if err != nil {
		t.Fatal(err)
	}
	if got, found, err := client.Resolve(t.Context(), "latest"); err != nil || found {
		t.Errorf("latest is %q, %v, %v", got, found, err)
	}
	inventory, err := os.ReadFile(filepath.Join(dir, ".host", "sbom.spdx.json"))
	if err != nil || !strings.Contains(string(inventory), `"spdxVersion": "SPDX-2.3"`) {
		t.Errorf("the list of what is in the image: %v\n%s", err, inventory)
	}

	code, out, said = push("--repository", repository, "--json")
	var again struct {
		OK, UpToDate bool
		Image        string
		Pushed       int64
		Credential   string
	}
	if err := json.Unmarshal([]byte(out), &again); err != nil || code != 0 {
		t.Fatalf("exit %d, %v\n%s%s", code, err, out, said)
	}
	if !again.OK || !again.UpToDate || again.Image != image || again.Pushed != 0 || again.Credential != "GHCR_TOKEN" {
		t.Errorf("the second push: %+v, want %s", again, image)
	}

	token = "expired"
	empty := t.TempDir() // nobody else has a token
	for _, name := range []string{"secrets", "gh"} {
		if err := os.WriteFile(filepath.Join(empty, name), []byte("#!/bin/sh\nexit 1\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", empty+string(os.PathListSeparator)+os.Getenv("PATH"))
	if code, out, _ := push("--repository", repository); code != 10 || !strings.Contains(out, "GHCR_TOKEN: refused: 403 Forbidden") {
		t.Errorf("with an expired token: %d\n%s", code, out)
	}
	token = canary
	put(t, dir, "scripts/functions/greet.ts.orig", "x")
	if code, out, _ := push("--repository", repository); code != 10 || !strings.Contains(out, "--allow-dirty") {
		t.Errorf("with changes: %d\n%s", code, out)
	}
	put(t, dir, "scripts/functions/once.ts", `import { Inngest } from "inngest";
const inngest = new Inngest({ id: "shop" });
export const roles = ["cluster"];
export const once = inngest.createFunction({ id: "once", retries: 0 }, { event: "a/b.happened" }, async () => "hello");
`)
	if code, _, said := push("--repository", repository); code != 10 || !strings.Contains(said, `function "once": retries: 0`) || !strings.Contains(said, "once.ts:4:") {
		t.Errorf("with a function that is not retried: %d\n%s", code, said)
	}

	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if text, err := os.ReadFile(path); err == nil && bytes.Contains(text, []byte(canary)) {
			t.Errorf("the token is in %s", path)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
