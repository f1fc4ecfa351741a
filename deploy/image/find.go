package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"systembus/jsapi/subprocess"
)

// Search says where a host's binary may be.
type Search struct {
	// Given is the one that the user named; it alone counts then.
	Given string
	// Executable is the program that runs, os.Executable().
	Executable string
	// Dir is the project's root: the host's source is looked for there and
	// in the folders above.
	Dir string
	// Environ is the environment of the Go toolchain.
	Environ []string
	// Out is the folder for a binary that has to be built.
	Out string
}

// Found is where a binary came from.
type Found struct {
	Path string
	// How is told to people: "built from /src/host with go1.26.8".
	How string
}

// FindBinary gives the host's binary for a platform: the one that was named,
// else one built from the source when the project's folder is in it, else the
// worker's beside the program that runs, such as host-worker-linux-arm64, else
// that program when it is of the platform, else its sibling, host-linux-arm64.
// The error says what was tried.
func FindBinary(ctx context.Context, platform Platform, s Search) (Found, error) {
	found, compiler, err := s.find(platform)
	if err != nil || compiler == "" {
		return found, err
	}
	return crossCompile(ctx, compiler, platform, found.Path, s)
}

// LookForBinary is FindBinary before anything is built: it says where the
// binary comes from, or that there is none.
func LookForBinary(platform Platform, s Search) (how string, err error) {
	found, _, err := s.find(platform)
	return found.How, err
}

// find looks for a binary; with a compiler, it is to be built from the source
// at its path.
func (s Search) find(platform Platform) (found Found, compiler string, err error) {
	if s.Given != "" {
		_, err := InspectBinary(s.Given, platform)
		return Found{s.Given, "as given"}, "", err
	}
	var tried []string
	if root := sourceRoot(s.Dir); root == "" {
		tried = append(tried, "there is no source of the host in "+s.Dir+" or above")
	} else if compiler, err := subprocess.LookPath("go", root, s.Environ); err != nil {
		tried = append(tried, "there is its source in "+root+", but no go on PATH")
	} else {
		return Found{root, "built from " + root}, compiler, nil
	}
	sibling := func(name string) string { return filepath.Join(filepath.Dir(s.Executable), name+platform.Arch()) }
	for _, name := range []string{sibling("host-worker-linux-"), s.Executable, sibling("host-linux-")} {
		_, err := InspectBinary(name, platform)
		if err == nil {
			how := "beside this program"
			if name == s.Executable {
				how = "this program itself"
			}
			return Found{name, how}, "", nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("there is no %s", name)
		}
		tried = append(tried, err.Error())
	}
	return Found{}, "", fmt.Errorf("no binary of the host for %s: put host-worker-linux-%s beside this program, or name one; tried:\n  %s",
		platform, platform.Arch(), strings.Join(tried, "\n  "))
}

// sourceRoot is the folder of the host's source, at dir or above; "" if there
// is none.
func sourceRoot(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && bytes.Contains(text, []byte("module "+module+"\n")) {
			if _, err := os.Stat(filepath.Join(dir, "cmd", "host")); err == nil {
				return dir
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// crossCompile builds the worker's program from the host's source: with the tag
// worker it leaves out what only deploys need. The same source and toolchain
// give the same bytes on any machine. The build's id stays in it, which is made
// of the same; by it the toolchain sees that a program is up to date, and does
// not link it again.
func crossCompile(ctx context.Context, compiler string, p Platform, root string, s Search) (Found, error) {
	out, err := filepath.Abs(filepath.Join(s.Out, "host-worker-linux-"+p.Arch()))
	if err != nil {
		return Found{}, err
	}
	if err := os.MkdirAll(s.Out, 0o755); err != nil {
		return Found{}, err
	}
	begin := time.Now()
	cmd := exec.CommandContext(ctx, compiler, "build", "-trimpath", "-buildvcs=false", "-tags=worker", "-ldflags=-s -w", "-o", out, "./cmd/host")
	cmd.Dir = root
	cmd.Env = append(without(s.Environ, "GHCR_TOKEN", "GOFLAGS", "CGO_ENABLED", "GOOS", "GOARCH", "GOARM64", "GOAMD64"),
		"CGO_ENABLED=0", "GOOS=linux", "GOARCH="+p.Arch())
	cmd.WaitDelay = time.Second
	if output, err := cmd.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return Found{}, context.Cause(ctx)
		}
		return Found{}, fmt.Errorf("building the host for %s in %s: %w\n%s", p, root, err, bytes.TrimSpace(output))
	}
	b, err := InspectBinary(out, p)
	if err != nil {
		return Found{}, err
	}
	return Found{out, fmt.Sprintf("built from %s with %s in %s", root, b.Info.GoVersion, time.Since(begin).Round(100*time.Millisecond))}, nil
}

// without is an environment that lacks some variables.
func without(environ []string, names ...string) []string {
	var kept []string
	for _, v := range environ {
		name, _, _ := strings.Cut(v, "=")
		drop := false
		for _, n := range names {
			drop = drop || n == name
		}
		if !drop {
			kept = append(kept, v)
		}
	}
	return kept
}
