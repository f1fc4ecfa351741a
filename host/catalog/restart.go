package catalog

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"systembus/bundler"
)

// restartSafety finds functions that a restart of the worker would end for
// good. A deploy, a crash or a lost machine interrupts the step that is
// running; the server runs it again on another worker, unless the function
// allows no retry.
func (c *Checker) restartSafety(s bundler.Script) []bundler.Problem {
	severity := bundler.Warning
	if c.Strict {
		severity = bundler.Error
	}
	var problems []bundler.Problem
	ids := map[string]bool{"": true}
	for _, fn := range s.Functions {
		ids[fn.ID] = true
		if attempts(fn) != 0 || s.AllowNoRetries.For(fn.ID) != "" {
			continue
		}
		problems = append(problems, c.at(bundler.Problem{
			Severity: severity, Text: fmt.Sprintf("function %q: retries: 0, so a deploy or a crash during a step ends its run for good", fn.ID),
			Remedy: "Set retries: 2 or leave it out: only the step that was interrupted runs again. Where running it twice is worse\n" +
				fmt.Sprintf("than not finishing, say why: export const allowNoRetries = { %q: \"...\" }", fn.ID),
		}, s.Path, fn, "retries"))
	}
	for _, id := range slices.Sorted(maps.Keys(s.AllowNoRetries)) {
		switch {
		case strings.TrimSpace(s.AllowNoRetries[id]) == "":
			problems = append(problems, c.exported(s.Path, "allowNoRetries", "allowNoRetries: the reason is empty",
				"Say why it is better for the run to end than for a step to run twice."))
		case !ids[id]:
			problems = append(problems, c.exported(s.Path, "allowNoRetries",
				fmt.Sprintf("allowNoRetries: no function here has the id %q", id), "The ids are those that createFunction is given."))
		}
	}
	return problems
}

// attempts is how often the server repeats a failed step; -1 when the
// function leaves it to the server.
func attempts(fn bundler.Function) int {
	var o struct {
		Attempts *int `json:"attempts"`
	}
	if json.Unmarshal(fn.Options["retries"], &o) != nil || o.Attempts == nil {
		return -1 // not given, or wrong, which has been told
	}
	return *o.Attempts
}

// requires checks the names of the programs that a script says it starts.
func (c *Checker) requires(s bundler.Script) []bundler.Problem {
	var wrong []string
	for _, program := range s.Requires {
		relative := strings.Contains(program, "/") && !strings.HasPrefix(program, "/")
		if program == "" || relative || strings.ContainsFunc(program, unicode.IsSpace) {
			wrong = append(wrong, strconv.Quote(program))
		}
	}
	if wrong == nil {
		return nil
	}
	return []bundler.Problem{c.exported(s.Path, "requires", "requires: not the name of a program: "+strings.Join(wrong, ", "),
		"Name each program as it is called, without arguments: export const requires = [\"git\", \"yt-dlp\"].")}
}

// exported is a problem with one of the constants that a script exports, at
// its line.
func (c *Checker) exported(script, name, text, remedy string) bundler.Problem {
	p := bundler.Problem{Severity: bundler.Error, File: script, Text: text, Remedy: remedy}
	for n, line := range c.lines(script) {
		if i := strings.Index(line, name); i >= 0 && strings.Contains(line, "export") {
			p.Line, p.Column, p.Length, p.LineText = n+1, i, len(name), line
			break
		}
	}
	return p
}
