// Package source tells what a deploy is made from: the commit, and how the
// folder differs from it.
package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A State is that of a git repository.
type State struct {
	// Revision is the commit's full id, Branch the branch, or "" when none is
	// checked out.
	Revision string `json:"revision"`
	Branch   string `json:"branch,omitempty"`
	// Time is the commit's.
	Time time.Time `json:"time"`
	// Changed are the files that differ from the commit, or that it lacks,
	// relative to the repository's root.
	Changed []string `json:"changed,omitempty"`
	// Difference is a hash of all that differs from the commit; "" when
	// nothing does. The same differences have the same one.
	Difference string `json:"difference,omitempty"`
	// URL is the repository's address for people, without any credential,
	// "https://github.com/owner/name"; "" when it has no remote.
	URL string `json:"url,omitempty"`
	// Unpushed says that the commit is on no branch of the remote.
	Unpushed bool `json:"unpushed,omitempty"`
}

// Dirty says whether the folder differs from the commit.
func (s State) Dirty() bool { return len(s.Changed) > 0 }

// Tag is what an image of this state is tagged with: the commit's id, with the
// difference from it, if there is one.
func (s State) Tag() string {
	if s.Dirty() {
		return s.Revision + "-dirty-" + s.Difference[:12]
	}
	return s.Revision
}

// Read asks git about the repository that a folder is in. The folder's own
// .host, which the host writes, counts for nothing. environ is git's
// environment. A folder in no repository, and one without a commit, is an
// error that says so.
func Read(ctx context.Context, dir string, environ []string) (State, error) {
	g := git{ctx, dir, environ}
	var s State
	head, err := g.run("log", "-1", "--format=%H %ct")
	if err != nil {
		return State{}, err
	}
	revision, seconds, _ := strings.Cut(strings.TrimSpace(head), " ")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return State{}, fmt.Errorf("git log: what is %q?", head)
	}
	s.Revision, s.Time = revision, time.Unix(unix, 0).UTC()
	branch, err := g.run("branch", "--show-current")
	if err != nil {
		return State{}, err
	}
	s.Branch = strings.TrimSpace(branch)
	status, err := g.run(append([]string{"status", "--porcelain=v1", "-z", "--untracked-files=all"}, everything...)...)
	if err != nil {
		return State{}, err
	}
	if s.Changed = changed(status); s.Dirty() {
		if s.Difference, err = g.difference(); err != nil {
			return State{}, err
		}
	}
	if remote, err := g.run("remote", "get-url", "origin"); err == nil {
		s.URL = webAddress(strings.TrimSpace(remote))
		on, err := g.run("branch", "--remotes", "--contains", "HEAD")
		s.Unpushed = err == nil && strings.TrimSpace(on) == ""
	}
	return s, nil
}

// everything is the whole repository without what the host writes.
var everything = []string{"--", ":/", ":(exclude).host"}

// difference is a hash of what differs from the commit: the changes of the
// files that git knows, and the names and contents of the others.
func (g git) difference() (string, error) {
	sum := sha256.New()
	diff, err := g.run(append([]string{"diff", "HEAD", "--binary", "--no-color", "--no-ext-diff", "--no-textconv"}, everything...)...)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(sum, "%d %s", len(diff), diff)
	root, err := g.run("rev-parse", "--show-toplevel")
	if err != nil {
		return "", err
	}
	others, err := g.run(append([]string{"ls-files", "--others", "--exclude-standard", "--full-name", "-z"}, everything...)...)
	if err != nil {
		return "", err
	}
	for name := range strings.SplitSeq(strings.TrimRight(others, "\x00"), "\x00") {
		if name == "" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(strings.TrimSuffix(root, "\n"), filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			continue // it went meanwhile, or is a link to nothing
		}
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%q %d ", name, len(text))
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// changed reads git status: two letters, a space, a path; a rename has its
// old path after it.
func changed(status string) []string {
	var files []string
	fields := strings.Split(strings.TrimRight(status, "\x00"), "\x00")
	for i := 0; i < len(fields); i++ {
		if len(fields[i]) < 4 {
			continue
		}
		files = append(files, fields[i][3:])
		if fields[i][0] == 'R' || fields[i][0] == 'C' {
			i++
		}
	}
	return files
}

// scpAddress is git's short form: git@github.com:owner/name.git.
var scpAddress = regexp.MustCompile(`^(?:[^@/]+@)?([^:/]+):([^/].*)$`)

// webAddress makes an address for people of one for git; "" when it has none.
func webAddress(remote string) string {
	remote = strings.TrimSuffix(strings.TrimSuffix(remote, "/"), ".git")
	if scheme, rest, ok := strings.Cut(remote, "://"); ok {
		if scheme != "https" && scheme != "http" && scheme != "ssh" {
			return ""
		}
		if _, after, ok := strings.Cut(rest, "@"); ok {
			rest = after
		}
		return "https://" + rest
	}
	if m := scpAddress.FindStringSubmatch(remote); m != nil {
		return "https://" + m[1] + "/" + m[2]
	}
	return ""
}

type git struct {
	ctx     context.Context
	dir     string
	environ []string
}

// run gives what git prints.
func (g git) run(args ...string) (string, error) {
	var out, problem bytes.Buffer
	cmd := exec.CommandContext(g.ctx, "git", args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = g.dir, append(g.environ, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0"), &out, &problem
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		if g.ctx.Err() != nil {
			return "", context.Cause(g.ctx)
		}
		if errors.Is(err, exec.ErrNotFound) {
			return "", errors.New("there is no program git on the PATH")
		}
		text := strings.TrimSpace(problem.String())
		if text == "" {
			text = err.Error()
		}
		return "", fmt.Errorf("git %s: %s", args[0], strings.TrimPrefix(text, "fatal: "))
	}
	return out.String(), nil
}
