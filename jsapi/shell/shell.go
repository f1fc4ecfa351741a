// Package shell runs the command lines of Bun.$ in the host: the grammar of a
// shell, with every program started by jsapi/subprocess, so that it is stopped
// with the call, and a folder and an environment of the line's own.
package shell

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"

	"systembus/jsapi"
	"systembus/jsapi/process"
	"systembus/jsapi/subprocess"
)

// MaxOutput bounds what is kept of a line's output, of each kind.
const MaxOutput = 256 << 20

// Module lends "host:internal/shell". The table lists what it runs.
func Module(t *subprocess.Table) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/shell", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"run": vm.Async("$", func(ctx context.Context, o options, input []byte) (json.RawMessage, error) {
				return run(ctx, t, o, input)
			}),
			"environ": vm.Sync("$", func() []string { return process.Environ(vm) }),
			"braces":  vm.Sync("$.braces", braces),
			// check tells a mistake before anything runs.
			"check": vm.Sync("$", func(text string) error { _, err := parse(text); return err }),
		}
	}}
}

// options are one line to run.
type options struct {
	Text string   `json:"text"`
	CWD  string   `json:"cwd"`
	Env  []string `json:"env"`
	// Loud also writes the output to the host's own.
	Loud bool `json:"loud"`
}

// result is what a line gave. Output is base64 in JSON.
type result struct {
	Stdout []byte            `json:"stdout"`
	Stderr []byte            `json:"stderr"`
	Code   int               `json:"code"`
	Sinks  map[string][]byte `json:"sinks"`
}

// objects is the folder where redirections to objects of the script go: a
// number from 0 on is read from the input, other names are sinks.
const objects = "/dev/host/"

func run(ctx context.Context, t *subprocess.Table, o options, input []byte) (json.RawMessage, error) {
	file, err := parse(o.Text)
	if err != nil {
		return nil, err
	}
	if o.CWD == "" {
		if o.CWD, err = os.Getwd(); err != nil {
			return nil, err
		}
	}
	if info, err := os.Stat(o.CWD); err != nil || !info.IsDir() {
		return nil, &jsapi.Error{Message: fmt.Sprintf("ENOENT: no such file or directory, chdir '%s'", o.CWD), Code: "ENOENT",
			Props: map[string]any{"errno": -int64(syscall.ENOENT), "syscall": "chdir", "path": o.CWD}}
	}
	stdout, stderr := &sink{}, &sink{}
	if o.Loud {
		stdout.also, stderr.also = os.Stdout, os.Stderr
	}
	r := &runner{table: t, inputs: input, sinks: map[string]*sink{}}
	shell, err := interp.New(
		interp.Env(expand.ListEnviron(o.Env...)), interp.Dir(o.CWD), interp.StdIO(nil, stdout, stderr),
		interp.ExecHandlers(func(interp.ExecHandlerFunc) interp.ExecHandlerFunc { return r.exec }), interp.OpenHandler(r.open),
	)
	if err != nil {
		return nil, err
	}
	err = shell.Run(ctx, file)
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	out := result{Stdout: stdout.bytes(), Stderr: stderr.bytes(), Sinks: map[string][]byte{}}
	for name, s := range r.sinks {
		out.Sinks[name] = s.bytes()
	}
	for _, s := range []*sink{stdout, stderr} {
		if s.over {
			return nil, fmt.Errorf("a command wrote more than %d MiB: redirect its output to a file", MaxOutput>>20)
		}
	}
	var status interp.ExitStatus
	switch {
	case errors.As(err, &status):
		out.Code = int(status)
	case err != nil:
		return nil, err
	}
	return json.Marshal(out)
}

// parse reads a line, and makes variables single words, as they are in Bun's
// shell: a value with blanks in it is not taken apart.
func parse(text string) (*syntax.File, error) {
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		if mistake, ok := errors.AsType[syntax.ParseError](err); ok {
			err = errors.New(mistake.Text)
		}
		return nil, fmt.Errorf("the shell cannot read `%s`: %w", strings.TrimSpace(text), err)
	}
	syntax.Walk(file, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Stmt:
			if n.Background || n.Coprocess {
				err = errors.New(`Background commands "&" are not supported yet.`)
			}
		case *syntax.Word:
			single(n)
		}
		return true
	})
	return file, err
}

// single makes the variables of a word part of it. A word that is a variable
// without a value is no word.
func single(w *syntax.Word) {
	only := len(w.Parts) == 1
	for i, part := range w.Parts {
		p := variable(part)
		if p == nil {
			continue
		}
		if only && syntax.ValidName(p.Param.Value) {
			p.Short, p.Index = false, &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{Value: "@"}}}
		}
		w.Parts[i] = &syntax.DblQuoted{Left: p.Pos(), Right: p.End(), Parts: []syntax.WordPart{p}}
	}
}

// variable is part when it is a variable such as $x, and nil otherwise.
func variable(part syntax.WordPart) *syntax.ParamExp {
	if p, ok := part.(*syntax.ParamExp); ok && p.Short && p.Param.Value != "@" && p.Param.Value != "*" {
		return p
	}
	return nil
}

// braces expands the braces in a word.
func braces(text string) ([]string, error) {
	word, err := syntax.NewParser().Document(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	syntax.SplitBraces(word)
	out := []string{}
	for _, w := range expand.Braces(word) {
		s, err := expand.Literal(nil, w)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// runner runs the programs of one line.
type runner struct {
	table  *subprocess.Table
	inputs []byte

	mu    sync.Mutex
	sinks map[string]*sink
}

// open opens what a redirection names.
func (r *runner) open(ctx context.Context, path string, flag int, perm os.FileMode) (io.ReadWriteCloser, error) {
	name, ok := strings.CutPrefix(path, objects)
	if !ok {
		return interp.DefaultOpenHandler()(ctx, path, flag, perm)
	}
	var from, to int
	if n, _ := fmt.Sscanf(name, "in/%d-%d", &from, &to); n == 2 && from <= to && to <= len(r.inputs) {
		return &source{Reader: bytes.NewReader(r.inputs[from:to])}, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sinks[name] == nil {
		r.sinks[name] = &sink{}
	}
	return r.sinks[name], nil
}

// exec runs one program of the line to its end.
func (r *runner) exec(ctx context.Context, args []string) error {
	hc := interp.HandlerCtx(ctx)
	var env []string
	for name, v := range hc.Env.Each {
		if v.Exported && v.Kind == expand.String {
			env = append(env, name+"="+v.Str)
		}
	}
	if args[0] == "which" {
		return which(hc, args[1:], env)
	}
	files := []subprocess.Stdio{stdin(hc.Stdin), output(hc.Stdout), output(hc.Stderr)}
	if hc.Stdout == hc.Stderr && files[1].Kind == "pipe" {
		files[2] = subprocess.Stdio{Kind: "same", FD: 1} // one pipe keeps the order
	}
	child, err := r.table.Start(ctx, subprocess.Command{File: args[0], Args: args, Dir: hc.Dir, Env: env, Stdio: files, Owner: "$"})
	if err != nil {
		word := "command not found"
		if errors.Is(err, syscall.EACCES) {
			word = "permission denied"
		}
		fmt.Fprintf(hc.Stderr, "bun: %s: %s\n", word, args[0])
		return interp.ExitStatus(1)
	}
	var copies sync.WaitGroup
	for fd, w := range []io.Writer{1: hc.Stdout, 2: hc.Stderr} {
		if o := child.Output(fd); fd > 0 && o != nil {
			copies.Go(func() { pump(o, w) })
		}
	}
	if in := child.Stdin(); in != nil {
		go func() {
			_, _ = io.Copy(in, hc.Stdin) // the program need not read it all
			_ = in.Close()
		}()
	}
	<-child.Done()
	copies.Wait()
	e := child.Exit()
	switch {
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case e.Signal != 0:
		return interp.ExitStatus(128 + uint8(e.Signal))
	case e.Code != 0:
		return interp.ExitStatus(uint8(e.Code))
	}
	return nil
}

func which(hc interp.HandlerContext, names, env []string) error {
	status := interp.ExitStatus(0)
	for _, name := range names {
		path, err := subprocess.LookPath(name, hc.Dir, env)
		if err != nil {
			fmt.Fprintf(hc.Stderr, "%s not found\n", name)
			status = 1
			continue
		}
		fmt.Fprintln(hc.Stdout, path)
	}
	if status != 0 {
		return status
	}
	return nil
}

func stdin(r io.Reader) subprocess.Stdio {
	switch f := r.(type) {
	case nil:
		return subprocess.Stdio{Kind: "ignore"}
	case *os.File:
		return subprocess.Stdio{Kind: "handle", Handle: f}
	}
	return subprocess.Stdio{Kind: "pipe"}
}

func output(w io.Writer) subprocess.Stdio {
	if f, ok := w.(*os.File); ok {
		return subprocess.Stdio{Kind: "handle", Handle: f}
	}
	return subprocess.Stdio{Kind: "pipe"}
}

func pump(from *subprocess.Output, to io.Writer) {
	for {
		b, err := from.Read()
		if err != nil {
			return
		}
		if _, err := to.Write(b); err != nil {
			from.Discard()
			return
		}
	}
}

// sink keeps what is written to it.
type sink struct {
	mu   sync.Mutex
	kept bytes.Buffer
	also io.Writer
	over bool
}

// Write implements io.Writer.
func (s *sink) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept.Len()+len(b) > MaxOutput {
		s.over = true
		return 0, syscall.ENOSPC
	}
	if s.also != nil {
		_, _ = s.also.Write(b) // the host's own output is no part of the answer
	}
	return s.kept.Write(b)
}

func (s *sink) bytes() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]byte{}, s.kept.Bytes()...)
}

// Read implements io.Reader: there is nothing.
func (*sink) Read([]byte) (int, error) { return 0, io.EOF }

// Close implements io.Closer.
func (*sink) Close() error { return nil }

// source is input from an object of the script.
type source struct{ io.Reader }

// Write implements io.Writer: it is for reading.
func (*source) Write([]byte) (int, error) { return 0, syscall.EBADF }

// Close implements io.Closer.
func (*source) Close() error { return nil }
