package source_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/deploy/source"
)

// A repo is a git repository for a test.
type repo struct {
	t   *testing.T
	dir string
}

func (r repo) environ() []string {
	return append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_CEILING_DIRECTORIES="+filepath.Dir(r.dir),
		"GIT_AUTHOR_DATE=1700000000 +0900", "GIT_COMMITTER_DATE=1700000000 +0900",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org")
}

func (r repo) git(args ...string) string {
	r.t.Helper()
	cmd := exec.CommandContext(r.t.Context(), "git", args...)
	cmd.Dir, cmd.Env = r.dir, r.environ()
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r repo) write(name, text string) {
	r.t.Helper()
	path := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

func (r repo) read(dir string) source.State {
	r.t.Helper()
	s, err := source.Read(r.t.Context(), filepath.Join(r.dir, dir), r.environ())
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

func open(t *testing.T) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil && os.Getenv("CI") != "true" {
		t.Skip("there is no git")
	}
	return repo{t, t.TempDir()}
}

func TestRead(t *testing.T) {
	r := open(t)
	if _, err := source.Read(t.Context(), r.dir, r.environ()); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("in no repository: %v", err)
	}
	r.git("init", "-q", "-b", "main")
	if _, err := source.Read(t.Context(), r.dir, r.environ()); err == nil || !strings.Contains(err.Error(), "does not have any commits yet") {
		t.Errorf("without a commit: %v", err)
	}
	r.write("app/scripts/a.ts", "1")
	r.git("add", "-A")
	r.git("commit", "-qm", "one")
	want := source.State{Revision: r.git("rev-parse", "HEAD"), Branch: "main", Time: time.Unix(1700000000, 0).UTC()}
	if diff := cmp.Diff(r.read("app"), want); diff != "" {
		t.Errorf("a clean commit (-got +want):\n%s", diff)
	}
	if got := want.Tag(); got != want.Revision {
		t.Errorf("tag %s", got)
	}

	// What the host writes is no change, what anybody else writes is one.
	r.write("app/.host/build/manifest.json", "{}")
	if s := r.read("app"); s.Dirty() {
		t.Errorf("a build made the folder dirty: %v", s.Changed)
	}
	r.write("app/scripts/a.ts", "2")
	r.write("new file.ts", "3")
	dirty := r.read("app")
	if diff := cmp.Diff(dirty.Changed, []string{"app/scripts/a.ts", "new file.ts"}); diff != "" {
		t.Errorf("changed (-got +want):\n%s", diff)
	}
	if got := dirty.Tag(); !strings.HasPrefix(got, want.Revision+"-dirty-") || len(got) != 40+7+12 {
		t.Errorf("tag %s", got)
	}
	if again := r.read("app"); again.Tag() != dirty.Tag() {
		t.Errorf("the same changes are tagged %s and %s", dirty.Tag(), again.Tag())
	}
	r.write("new file.ts", "4")
	if again := r.read("app"); again.Tag() == dirty.Tag() {
		t.Error("other changes have the same tag")
	}
	r.git("checkout", "-q", "--", "app")
	r.git("mv", "app/scripts/a.ts", "app/scripts/b.ts")
	r.git("checkout", "-q", "--detach")
	moved := r.read("app")
	if diff := cmp.Diff(moved.Changed, []string{"app/scripts/b.ts", "new file.ts"}); diff != "" || moved.Branch != "" {
		t.Errorf("after a move, on %q (-got +want):\n%s", moved.Branch, diff)
	}
}

func TestRemote(t *testing.T) {
	r := open(t)
	r.git("init", "-q", "-b", "main")
	r.write("a", "1")
	r.git("add", "-A")
	r.git("commit", "-qm", "one")
	tests := []struct{ remote, url string }{
		{"git@github.com:owner/name.git", "https://github.com/owner/name"},
		{"https://token:x-oauth@github.com/owner/name.git", "https://github.com/owner/name"},
		{"ssh://git@github.com/owner/name", "https://github.com/owner/name"},
		{"https://github.com/owner/name/", "https://github.com/owner/name"},
		{"/srv/git/name.git", ""},
		{"file:///srv/git/name.git", ""},
	}
	r.git("remote", "add", "origin", "x")
	for _, tt := range tests {
		r.git("remote", "set-url", "origin", tt.remote)
		if s := r.read("."); s.URL != tt.url || !s.Unpushed {
			t.Errorf("%s: %q, unpushed %v", tt.remote, s.URL, s.Unpushed)
		}
	}
	r.git("update-ref", "refs/remotes/origin/main", "HEAD")
	if s := r.read("."); s.Unpushed {
		t.Error("a commit that is on the remote's branch is called unpushed")
	}
}

// TestNoGit says what is missing, and not that something was not found.
func TestNoGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := source.Read(t.Context(), t.TempDir(), nil); err == nil || err.Error() != "there is no program git on the PATH" {
		t.Errorf("got %v", err)
	}
}
