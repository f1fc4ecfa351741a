package inngesttest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Version is the release of the Inngest server that Build builds and that the
// tests were written against.
const Version = "v1.43.0"

const serverModule = "github.com/inngest/inngest"

// ErrNotFound says that this machine has no Inngest server yet.
var ErrNotFound = errors.New("no Inngest server: set INNGEST_BIN, put `inngest` on PATH, or run `make inngest` once to build one")

// Find returns the path of an Inngest server: what INNGEST_BIN names, an
// `inngest` on PATH that can be a self-hosted server, or one that Build left in
// the user's cache folder. It returns ErrNotFound when there is none, and never
// builds or downloads.
func Find() (string, error) {
	if bin := os.Getenv("INNGEST_BIN"); bin != "" {
		if _, err := exec.LookPath(bin); err != nil {
			return "", fmt.Errorf("INNGEST_BIN: %w", err)
		}
		return bin, nil
	}
	if bin, err := exec.LookPath("inngest"); err == nil && isServer(bin) {
		return bin, nil
	}
	folder, err := cacheFolder()
	if err != nil {
		return "", err
	}
	bin := filepath.Join(folder, "inngest")
	if _, err := os.Stat(bin); err != nil {
		return "", ErrNotFound
	}
	return bin, nil
}

// isServer tells a server from other programs of its name, such as a stand-in
// that a test has put on PATH.
func isServer(bin string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, "start", "--help")
	cmd.Env = quiet()
	help, err := cmd.Output()
	return err == nil && bytes.Contains(help, []byte("--signing-key"))
}

// quiet is the environment of a server that tells nobody of its use, and that
// no setting of the machine's changes.
func quiet() []string {
	return append(os.Environ(), "DO_NOT_TRACK=1", "INNGEST_NO_UPDATE_NOTIFIER=1", "INNGEST_DEV=", "INNGEST_SIGNING_KEY=", "INNGEST_EVENT_KEY=")
}

// Build returns the path of an Inngest server as Find does, and builds the
// published Go module into the cache folder when there is none. That takes
// some minutes and about 3 GB of Go's caches, once; callers at the same time
// wait for the first. Progress goes to log.
//
// The server is used as a program of its own, for tests only: it is no part of
// the host.
func Build(ctx context.Context, log io.Writer) (string, error) {
	bin, err := Find()
	if !errors.Is(err, ErrNotFound) {
		return bin, err
	}
	folder, err := cacheFolder()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(folder, "lock")).Lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	if bin, err := Find(); err == nil {
		return bin, nil // someone else built it while this process waited
	}
	fmt.Fprintf(log, "building the Inngest server %s into %s\n", Version, folder)
	if err := build(ctx, filepath.Join(folder, "inngest"), log); err != nil {
		return "", fmt.Errorf("build the Inngest server: %w", err)
	}
	return filepath.Join(folder, "inngest"), nil
}

// build compiles the module's command in a copy of its source: the published
// archive lacks a folder of documents that the code embeds, and the module
// cache may not be written to.
func build(ctx context.Context, bin string, log io.Writer) error {
	module, err := download(ctx)
	if err != nil {
		return err
	}
	source, err := os.MkdirTemp(filepath.Dir(bin), "source-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(source)
	if err := os.CopyFS(source, os.DirFS(module)); err != nil {
		return err
	}
	documents := filepath.Join(source, "internal/embeddocs/website/pages/docs")
	if err := os.MkdirAll(documents, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(documents, "empty.md"), []byte("\n"), 0o644); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-mod=mod", "-buildvcs=false", "-ldflags=-s -w", "-o", bin+".new", "./cmd")
	cmd.Dir, cmd.Stdout, cmd.Stderr = source, log, log
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	if err := cmd.Run(); err != nil {
		return err
	}
	return os.Rename(bin+".new", bin)
}

// download fetches the module's archive and returns its folder.
func download(ctx context.Context) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", serverModule+"@"+Version)
	cmd.Dir = os.TempDir() // outside of any module
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	out, err := cmd.Output()
	var answer struct{ Dir, Error string }
	if json.Unmarshal(out, &answer) == nil && answer.Error != "" {
		return "", errors.New(strings.TrimSpace(answer.Error))
	}
	if err != nil {
		return "", fmt.Errorf("go mod download: %w", err)
	}
	return answer.Dir, nil
}

func cacheFolder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "inngest-"+Version), nil
}
