package main

import (
	"context"
	"fmt"

	"systembus/bundler"
	"systembus/host/config"
)

// checkCmd is `host check`.
type checkCmd struct {
	config.Project
	config.Sources
	config.App
	config.Log
	JSON bool `help:"Print every problem as JSON."`
}

// Help is shown by host check --help.
func (*checkCmd) Help() string {
	return `Bundles and evaluates every script, as build does, and writes nothing. It shows all at once: modules
and names that the host does not have, native packages, syntax that the engine does not read,
functions that an Inngest server would not accept, and, as warnings, calls that will throw, such as
process.exit and Bun.serve. Exits with 1 when there is an error.

Examples:
  host check
  host check --functions packages/system-bus/src/inngest/functions
  host check --json | jq -r '.problems[] | "\(.file):\(.line): \(.text)"'`
}

// Run checks.
func (c *checkCmd) Run(ctx context.Context, w *world) error {
	cfg := config.Default(c.Dir)
	cfg.Project, cfg.Sources, cfg.App, cfg.Log = c.Project, c.Sources, c.App, c.Log
	build, err := w.build(ctx, cfg)
	if err != nil {
		return err
	}
	if c.JSON {
		problems := append([]bundler.Problem{}, build.Problems...)
		err := w.json(map[string]any{"ok": !build.Failed(), "scripts": len(build.Results), "problems": problems})
		if err == nil && build.Failed() {
			return silentError{exitFailed}
		}
		return err
	}
	w.problems(build.Problems)
	if build.Failed() {
		return silentError{exitFailed}
	}
	fmt.Fprintf(w.stdout, "%s %s can run in the host\n", good.Render("✓"), count(len(build.Results), "script"))
	return nil
}
