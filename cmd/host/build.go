package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"systembus/bundler"
	"systembus/host"
	"systembus/host/config"
	"systembus/host/local"
	"systembus/host/webhook"
)

// buildCmd is `host build`.
type buildCmd struct {
	config.Project
	config.Sources
	config.Build
	config.App
	config.Log
	JSON bool `help:"Print what was built, and every problem, as JSON."`
}

// Help is shown by host build --help.
func (*buildCmd) Help() string {
	return `Bundles every script, evaluates each once to see which functions it registers, checks that an
Inngest server would accept them, and writes bundles, source maps and manifest.json. Exits with 1,
and leaves the folder as it was, when anything is wrong.

Examples:
  host build
  host build --functions packages/system-bus/src/inngest/functions --out dist
  host build --json | jq '.problems[].text'`
}

// A builtScript is one line of the result.
type builtScript struct {
	Path       string   `json:"path"`
	Size       int      `json:"size"`
	Hash       string   `json:"hash,omitempty"`
	DurationMS float64  `json:"durationMs"`
	Roles      []string `json:"roles"`
	Functions  []string `json:"functions"`
	// Webhook is the path of the provider that the script is, if it is one.
	Webhook string `json:"webhook,omitempty"`
	OK      bool   `json:"ok"`
}

// Run builds.
func (c *buildCmd) Run(ctx context.Context, w *world) error {
	begin := time.Now()
	cfg := config.Default(c.Dir)
	cfg.Project, cfg.Sources, cfg.Build, cfg.App, cfg.Log = c.Project, c.Sources, c.Build, c.App, c.Log
	build, err := w.build(ctx, cfg)
	if err != nil {
		return err
	}
	if !build.Failed() {
		manifest := &bundler.Manifest{Built: "host " + version(), Scripts: build.Scripts}
		if err := bundler.Write(cfg.Path(cfg.Out), manifest, build.Results); err != nil {
			return fmt.Errorf("writing the build: %w", err)
		}
	}
	if c.JSON {
		return c.json(w, build)
	}
	w.scripts(build)
	w.problems(build.Problems)
	if build.Failed() {
		return silentError{exitFailed}
	}
	functions := 0
	for _, s := range build.Scripts {
		functions += len(s.Functions)
	}
	fmt.Fprintf(w.stdout, "%s %s, %s in %s → %s\n", good.Render("✓"), count(len(build.Scripts), "script"),
		count(functions, "function"), span(time.Since(begin)), cfg.Out)
	return nil
}

// offline is an App that talks to nobody: it builds and evaluates.
func (w *world) offline(cfg config.Config) (*host.App, error) {
	return host.New(host.Options{
		Config: cfg, Lookup: w.lookup, Log: w.logger(cfg.Log), Version: version(), Embedded: &local.Options{},
	})
}

// build builds all scripts as cfg says, strictly: for what is released. It is
// an error only when it could not be tried or was interrupted; the problems
// are in the result.
func (w *world) build(ctx context.Context, cfg config.Config) (*host.Build, error) {
	app, err := w.offline(cfg)
	if err != nil {
		return nil, err
	}
	project := app.Project()
	project.Strict = true
	build := project.Build(ctx, nil)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return build, nil
}

func (c *buildCmd) json(w *world, build *host.Build) error {
	problems := build.Problems
	if problems == nil {
		problems = []bundler.Problem{}
	}
	err := w.json(map[string]any{"ok": !build.Failed(), "out": c.Out, "scripts": listed(build), "problems": problems})
	if err == nil && build.Failed() {
		return silentError{exitFailed}
	}
	return err
}

// listed gives a line for every entry.
func listed(build *host.Build) []builtScript {
	evaluated := map[string]bundler.Script{}
	for _, s := range build.Scripts {
		evaluated[s.Path] = s
	}
	scripts := []builtScript{}
	for _, r := range build.Results {
		b := builtScript{
			Path: r.Path, Size: len(r.Code), Hash: r.Hash, DurationMS: float64(r.Duration.Microseconds()) / 1000,
			Roles: []string{}, Functions: []string{}, OK: !build.Broken(r.Path),
		}
		if s, ok := evaluated[r.Path]; ok {
			b.Roles = append(b.Roles, s.Roles...)
			for _, fn := range s.Functions {
				b.Functions = append(b.Functions, fn.ID)
			}
			if s.Webhook != nil {
				b.Webhook = webhook.Path + "/" + s.Route()
			}
		}
		scripts = append(scripts, b)
	}
	return scripts
}

// scripts prints one line for each entry.
func (w *world) scripts(build *host.Build) {
	table := grid()
	for _, s := range listed(build) {
		mark, bytes := good.Render("✓"), size(s.Size)
		if !s.OK {
			mark = bad.Render("✘")
		}
		if s.Size == 0 {
			bytes = ""
		}
		table.Row(mark+" "+s.Path, dim.Render(bytes), dim.Render(strings.Join(s.Roles, " ")), strings.Join(registers(s), ", "))
	}
	if len(build.Results) > 0 {
		fmt.Fprintln(w.stdout, trimLines(table.String()))
	}
}

// registers is what a script adds to a worker.
func registers(s builtScript) []string {
	if s.Webhook == "" {
		return s.Functions
	}
	return append([]string{s.Webhook}, s.Functions...)
}

// trimLines removes the spaces that a table leaves at the ends of its lines.
func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
