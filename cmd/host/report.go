package main

import (
	"errors"
	"fmt"

	"github.com/charmbracelet/colorprofile"

	"systembus/bundler"
	"systembus/host/config"
)

// The exit codes of the program.
const (
	exitFailed = 1 // the command did its work and the answer is no
	exitUsage  = 2 // the command line, the environment or host.json is wrong
)

// A usageError is a mistake in how the program was called.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// A silentError ends the program with a code, when all has been said.
type silentError struct{ code int }

func (e silentError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// A problemsError is what is wrong with the scripts.
type problemsError struct{ problems []bundler.Problem }

func (e problemsError) Error() string { return count(len(e.problems), "problem") + " in the scripts" }

// A hintError adds to an error what to do about it.
type hintError struct {
	error
	hint string
}

func (e hintError) Unwrap() error { return e.error }

// Hint says what to do.
func (e hintError) Hint() string { return e.hint }

// report tells a command's error and gives the exit code. It is the one place
// where errors become terminal text.
func (w *world) report(err error) int {
	var (
		silent   silentError
		problems problemsError
		usage    usageError
		hint     interface{ Hint() string }
		file     *config.FileError
		deployed deployError
	)
	switch {
	case err == nil:
		return 0
	case errors.As(err, &silent):
		return silent.code
	case errors.As(err, &deployed):
		return w.deployFailure(deployed)
	case errors.As(err, &problems):
		w.problems(problems.problems)
		return exitFailed
	case errors.As(err, &file):
		w.complain(file.Error())
		return exitUsage
	}
	w.complain(err.Error())
	if errors.As(err, &hint) && hint.Hint() != "" {
		fmt.Fprintf(w.stderr, "  %s\n", hint.Hint())
	}
	if errors.As(err, &usage) {
		fmt.Fprintf(w.stderr, "  %s\n", dim.Render("See host --help, or --help after a command."))
		return exitUsage
	}
	return exitFailed
}

func (w *world) complain(text string) {
	fmt.Fprintf(w.stderr, "%s %s\n", bad.Render("✘"), text)
}

// problems writes what is wrong with the scripts, and a count.
func (w *world) problems(problems []bundler.Problem) {
	mistakes, warnings := 0, 0
	for _, p := range problems {
		_ = p.Format(w.stderr, w.stderr.Profile > colorprofile.ASCII)
		if p.Severity == bundler.Error {
			mistakes++
		} else {
			warnings++
		}
	}
	switch {
	case mistakes > 0 && warnings > 0:
		fmt.Fprintf(w.stderr, "%s, %s\n", bad.Render(count(mistakes, "error")), warn.Render(count(warnings, "warning")))
	case mistakes > 0:
		fmt.Fprintln(w.stderr, bad.Render(count(mistakes, "error")))
	case warnings > 0:
		fmt.Fprintln(w.stderr, warn.Render(count(warnings, "warning")))
	}
}
