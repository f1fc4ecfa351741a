package kubetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Version is the release of Kubernetes that Build builds.
const Version = "v1.35.4"

// source is the folder of the programs' module, below the repository's root.
// It is a module of its own, so that a test's Kubernetes is no dependency of
// the host.
const source = "deploy/kubetest/kubernetes"

// ErrNotFound says that this machine cannot run a cluster yet.
var ErrNotFound = errors.New("no Kubernetes for tests: run `make kubernetes` once to build it (ten minutes of CPU)")

// Programs are what a cluster consists of.
type Programs struct {
	// Control is etcd, the API server, the controllers and the scheduler.
	Control string
	// Nodelet is the node.
	Nodelet string
	// Emulator runs arm64 programs; empty on an arm64 machine.
	Emulator string
}

// Find returns the programs that Build left in the user's cache folder, or
// ErrNotFound. It never builds or downloads.
func Find(ctx context.Context) (Programs, error) {
	p, _, err := locate(ctx)
	if err != nil {
		return Programs{}, err
	}
	for _, program := range []string{p.Control, p.Nodelet} {
		if _, err := os.Stat(program); err != nil {
			return Programs{}, ErrNotFound
		}
	}
	if p.Emulator, err = emulator(); err != nil {
		return Programs{}, fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	return p, nil
}

// Build returns the programs as Find does, and builds those that are missing.
// That takes about ten minutes of CPU and 3 GB of Go's caches, once for every
// version; callers at the same time wait for the first. Progress goes to log.
func Build(ctx context.Context, log io.Writer) (Programs, error) {
	p, dir, err := locate(ctx)
	if err != nil {
		return Programs{}, err
	}
	if err := os.MkdirAll(filepath.Dir(p.Control), 0o755); err != nil {
		return Programs{}, err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(filepath.Dir(p.Control), "lock")).Lock()
	if err != nil {
		return Programs{}, err
	}
	defer unlock()
	const version = "k8s.io/component-base/version"
	flags := fmt.Sprintf("-s -w -X %[1]s.gitVersion=%[2]s -X %[1]s.gitMajor=1 -X %[1]s.gitMinor=35", version, Version)
	for _, part := range []struct{ pkg, out string }{{"./nodelet", p.Nodelet}, {"./control", p.Control}} {
		if _, err := os.Stat(part.out); err == nil {
			continue
		}
		fmt.Fprintf(log, "building %s of a Kubernetes for tests, %s\n", part.pkg, part.out)
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", part.out+".new", part.pkg)
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
		if err := cmd.Run(); err != nil {
			return Programs{}, fmt.Errorf("build %s: %w", part.pkg, err)
		}
		if err := os.Rename(part.out+".new", part.out); err != nil {
			return Programs{}, err
		}
	}
	p.Emulator, err = emulator()
	return p, err
}

// locate gives the places of the programs, which hold a hash of their source,
// and the folder of the source.
func locate(ctx context.Context) (p Programs, dir string, err error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}")
	root, err := cmd.Output()
	if err != nil {
		return p, "", fmt.Errorf("go list: %w", err)
	}
	dir = filepath.Join(string(bytes.TrimSpace(root)), source)
	cache, err := os.UserCacheDir()
	if err != nil {
		return p, "", err
	}
	folder := filepath.Join(cache, "kubernetes-"+Version)
	for _, part := range []struct {
		name string
		out  *string
	}{{"control", &p.Control}, {"nodelet", &p.Nodelet}} {
		files, err := filepath.Glob(filepath.Join(dir, part.name, "*.go"))
		if err != nil {
			return p, "", err
		}
		slices.Sort(files)
		sum := sha256.New()
		for _, name := range append([]string{filepath.Join(dir, "go.mod"), filepath.Join(dir, "go.sum")}, files...) {
			text, err := os.ReadFile(name)
			if err != nil {
				return p, "", err
			}
			sum.Write(text)
		}
		*part.out = filepath.Join(folder, part.name+"-"+hex.EncodeToString(sum.Sum(nil))[:16])
	}
	return p, dir, nil
}
