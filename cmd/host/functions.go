package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"systembus/bundler"
	"systembus/host/catalog"
	"systembus/host/config"
)

// functionsCmd is `host functions`.
type functionsCmd struct {
	config.Project
	config.Sources
	config.App
	config.Log
	Role config.Role `json:"role" env:"WORKER_ROLE" placeholder:"ROLE" help:"List the functions of one role: host or cluster."`
	JSON bool        `help:"Print the functions as JSON."`
}

// Help is shown by host functions --help.
func (*functionsCmd) Help() string {
	return `Evaluates the scripts and lists what they register.

Examples:
  host functions
  host functions --role cluster
  host functions --json | jq -r '.functions[] | select(.triggers[].cron) | .id'`
}

// A listedFunction is one function in the output.
type listedFunction struct {
	bundler.Function
	Roles []string `json:"roles"`
	File  string   `json:"file"`
}

// Run lists the functions.
func (c *functionsCmd) Run(ctx context.Context, w *world) error {
	cfg := config.Default(c.Dir)
	cfg.Project, cfg.Sources, cfg.App, cfg.Log = c.Project, c.Sources, c.App, c.Log
	app, err := w.offline(cfg)
	if err != nil {
		return err
	}
	build := app.Project().Build(ctx, nil)
	functions := []listedFunction{}
	for _, s := range catalog.ForRole(build.Scripts, string(c.Role)) {
		for _, fn := range s.Functions {
			functions = append(functions, listedFunction{fn, s.Roles, s.Path})
		}
	}
	slices.SortStableFunc(functions, func(a, b listedFunction) int { return strings.Compare(a.ID, b.ID) })
	if c.JSON {
		if err := w.json(map[string]any{"functions": functions, "problems": append([]bundler.Problem{}, build.Problems...)}); err != nil {
			return err
		}
		if build.Failed() {
			return silentError{exitFailed}
		}
		return nil
	}
	switch {
	case len(functions) == 0 && c.Role != "" && !build.Failed():
		fmt.Fprintf(w.stdout, "no functions of the role %s\n", c.Role)
	case len(functions) > 0:
		table := grid("FUNCTION", "TRIGGERS", "ROLES", "OPTIONS", "FILE")
		for _, fn := range functions {
			table.Row(bold.Render(fn.ID), strings.Join(triggers(fn.Triggers), ", "), strings.Join(fn.Roles, " "),
				strings.Join(options(fn.Function), " "), fn.File)
		}
		fmt.Fprintln(w.stdout, trimLines(table.String()))
	}
	if len(build.Problems) > 0 {
		return problemsIn(w, build.Problems)
	}
	return nil
}

// problemsIn tells the problems, and fails when one is an error.
func problemsIn(w *world, problems []bundler.Problem) error {
	if bundler.Failed(problems) {
		return problemsError{problems}
	}
	w.problems(problems)
	return nil
}

// triggers describes triggers for people: "shop/order.placed", "cron 0 9 * * *".
func triggers(all []bundler.Trigger) []string {
	var out []string
	for _, t := range all {
		switch {
		case t.Cron != "":
			out = append(out, "cron "+t.Cron)
		case t.Expression != "":
			out = append(out, t.Event+" if "+t.Expression)
		default:
			out = append(out, t.Event)
		}
	}
	if len(out) == 0 {
		out = []string{"invoke"}
	}
	return out
}

// options names a function's options: "retries=2 concurrency=5 onFailure".
func options(fn bundler.Function) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(fn.Options)) {
		var retries struct {
			Attempts json.Number `json:"attempts"`
		}
		value := string(fn.Options[name])
		switch {
		case name == "retries" && json.Unmarshal(fn.Options[name], &retries) == nil:
			out = append(out, "retries="+retries.Attempts.String())
		case name == "cancel":
			out = append(out, "cancelOn")
		case len(value) <= 12 && !strings.HasPrefix(value, "{") && !strings.HasPrefix(value, "["):
			out = append(out, name+"="+strings.Trim(value, `"`))
		default:
			out = append(out, name)
		}
	}
	if fn.Failure {
		out = append(out, "onFailure")
	}
	return out
}
