package main

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/lmittmann/tint"
	"golang.org/x/term"

	"systembus/host/config"
)

// A world is everything outside the program that a command may touch.
type world struct {
	stdin          io.Reader
	stdout, stderr *colorprofile.Writer
	environ        []string
	// terminal says that stdout is one, which may be redrawn, and asks that
	// stdin is one, too, at which somebody can answer.
	terminal, asks bool
	// width and height are the terminal's, or 0.
	width, height int
}

func newWorld(stdin io.Reader, stdout, stderr io.Writer, environ []string) *world {
	w := &world{
		stdin:   stdin,
		stdout:  colorprofile.NewWriter(stdout, environ),
		stderr:  colorprofile.NewWriter(stderr, environ),
		environ: environ,
	}
	if f, ok := stdout.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		w.terminal = true
		if width, height, err := term.GetSize(int(f.Fd())); err == nil {
			w.width, w.height = width, height
		}
	}
	if f, ok := stdin.(*os.File); ok {
		w.asks = w.terminal && term.IsTerminal(int(f.Fd()))
	}
	return w
}

// ask puts a question whose answer is yes unless it says no.
func (w *world) ask(question string) bool {
	fmt.Fprintf(w.stderr, "%s [Y/n] ", question)
	answer, _ := bufio.NewReader(w.stdin).ReadString('\n') // no answer is the default's
	return !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "n")
}

// lookup reads a variable of the environment.
func (w *world) lookup(name string) (string, bool) {
	for _, v := range slices.Backward(w.environ) {
		if key, value, ok := strings.Cut(v, "="); ok && key == name {
			return value, true
		}
	}
	return "", false
}

// environment lists the variables.
func (w *world) environment() []string { return w.environ }

// logger writes to stderr as the settings say.
func (w *world) logger(log config.Log) *slog.Logger {
	return w.loggerTo(log, w.stderr.Forward)
}

// loggerTo writes to out, which stands for stderr.
func (w *world) loggerTo(log config.Log, out io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(log.Level)) // one of an enum
	format := log.Format
	if format == "auto" {
		format = "json"
		if f, ok := w.stderr.Forward.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
			format = "text"
		}
	}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(out, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(tint.NewHandler(&colorprofile.Writer{Forward: out, Profile: w.stderr.Profile},
		&tint.Options{Level: level, TimeFormat: "15:04:05.000"}))
}
