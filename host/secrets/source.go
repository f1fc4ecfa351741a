package secrets

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"mvdan.cc/sh/v3/shell"
)

// errNone is that a source has no value, which is no fault of it.
var errNone = errors.New("no value")

// A source is one place where a secret may be found.
type source struct {
	kind, text, arg string
	argv            []string
	// ttl is how long what exec gives is good for; 0 for ever.
	ttl time.Duration
}

var nameWord = regexp.MustCompile(`\bNAME\b`)

func replaceName(text, name string) string {
	return nameWord.ReplaceAllLiteralString(text, name)
}

// parseCommand splits a command into words as a shell does, without running
// one.
func parseCommand(text, command, name string) (source, error) {
	words, err := shell.Fields(command, os.Getenv)
	if err != nil {
		return source{}, fmt.Errorf("source %q: %w", text, err)
	}
	if len(words) == 0 {
		return source{}, fmt.Errorf("source %q: there is no command", text)
	}
	s := source{kind: "exec", text: replaceName(text, name), argv: make([]string, len(words))}
	for i, w := range words {
		s.argv[i] = replaceName(w, name)
		given, ok := strings.CutPrefix(w, "--ttl=")
		if i > 0 && words[i-1] == "--ttl" {
			given, ok = w, true
		}
		if !ok {
			continue
		}
		if s.ttl, err = time.ParseDuration(given); err != nil || s.ttl <= 0 {
			return source{}, fmt.Errorf("source %q: --ttl %q is not a positive duration such as 24h", text, given)
		}
	}
	return s, nil
}

// outputLimit bounds what a command may print.
const outputLimit = 1 << 20

// read gives the source's value; errNone when there is none.
func (s source) read(ctx context.Context, dir string, lookup func(string) (string, bool)) (string, error) {
	switch s.kind {
	case "env":
		if v, ok := lookup(s.arg); ok && v != "" {
			return v, nil
		}
		return "", errNone
	case "file":
		path := s.arg
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) {
			return "", errNone
		}
		return value(string(text)), err
	}
	return s.run(ctx, dir)
}

// value is what stands in a file or an output: without the newline that ends
// it.
func value(text string) string {
	return strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
}

// run runs the command. Its output is the value, and what it prints to standard
// error says why it failed. The end of ctx ends it and its descendants.
func (s source) run(ctx context.Context, dir string) (string, error) {
	path, err := exec.LookPath(s.argv[0])
	if err != nil {
		return "", fmt.Errorf("%s: %w", s.argv[0], errors.Unwrap(err))
	}
	cmd := exec.CommandContext(ctx, path, s.argv[1:]...)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	var out, said limited
	cmd.Stdout, cmd.Stderr = &out, &said
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", context.Cause(ctx)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		// Standard output may hold a part of the secret: it is not told.
		return "", fmt.Errorf("%s: %w%s", filepath.Base(s.argv[0]), err, because(said.kept.Bytes()))
	case value(out.kept.String()) == "":
		return "", fmt.Errorf("%s printed nothing", filepath.Base(s.argv[0]))
	}
	return value(out.kept.String()), nil
}

// because is the first line that a failed command printed, bounded.
func because(said []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimSpace(said), []byte("\n"))
	if len(line) == 0 {
		return ""
	}
	return ": " + string(line[:min(len(line), 200)])
}

// limited keeps the first of what is written to it. The buffer is no part of
// its interface, or its ReadFrom would go round the limit.
type limited struct{ kept bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if room := outputLimit - l.kept.Len(); room > 0 {
		l.kept.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}
