package source

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

// typesTimeout bounds TypeScript.
const typesTimeout = 3 * time.Minute

// typeLines is how many lines of what TypeScript complains of are kept.
const typeLines = 20

// ErrTypesUnchecked says that a project's types cannot be checked here; the
// error that wraps it says what for.
var ErrTypesUnchecked = errors.New("types are not checked")

// A TypesError is what TypeScript has to say of a project.
type TypesError struct{ Lines []string }

// Error is TypeScript's text.
func (e *TypesError) Error() string { return strings.Join(e.Lines, "\n") }

// CheckTypes has a project's own TypeScript check the scripts, with the options
// of its tsconfig.json: the host bundles without looking at types. It writes
// nothing, and gives the compiler's version. A type that is wrong is a
// *TypesError; a project without tsconfig.json, TypeScript or Node is an
// ErrTypesUnchecked.
func CheckTypes(ctx context.Context, dir string, environ []string) (version string, err error) {
	if _, err := os.Stat(filepath.Join(dir, "tsconfig.json")); errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w: there is no tsconfig.json", ErrTypesUnchecked)
	}
	compiler := findCompiler(dir)
	if compiler == "" {
		return "", fmt.Errorf("%w: TypeScript is not in node_modules", ErrTypesUnchecked)
	}
	node, err := subprocess.LookPath("node", dir, environ)
	if err != nil {
		return "", fmt.Errorf("%w: TypeScript runs in Node, which is not on the PATH", ErrTypesUnchecked)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, typesTimeout, fmt.Errorf("TypeScript came to no end within %s", typesTimeout))
	defer cancel()
	var out bytes.Buffer
	run := func(args ...string) error {
		out.Reset()
		cmd := exec.CommandContext(ctx, node, append([]string{compiler}, args...)...)
		cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = dir, environ, &out, &out, time.Second
		err := cmd.Run()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	if err := run("--version"); err != nil {
		return "", fmt.Errorf("%s --version: %w: %s", compiler, err, strings.TrimSpace(out.String()))
	}
	version = strings.TrimPrefix(strings.TrimSpace(out.String()), "Version ")
	err = run("--noEmit", "--pretty", "false", "--project", "tsconfig.json")
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return version, &TypesError{clipped(strings.Split(strings.TrimSpace(out.String()), "\n"))}
	}
	return version, err
}

// findCompiler looks for TypeScript where Node would, in the node_modules of
// the folder and of those above it.
func findCompiler(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		name := filepath.Join(dir, "node_modules", "typescript", "bin", "tsc")
		if _, err := os.Stat(name); err == nil {
			return name
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

func clipped(lines []string) []string {
	if more := len(lines) - typeLines; more > 0 {
		return append(lines[:typeLines:typeLines], fmt.Sprintf("and %d lines more", more))
	}
	return lines
}
