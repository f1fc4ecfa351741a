package catalog

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"systembus/bundler"
	"systembus/host/config"
	"systembus/host/spelling"
)

// A Checker finds what is wrong with the scripts of a project as a whole. It
// is used by one goroutine.
type Checker struct {
	// Root is the project's root, for the source lines that problems show.
	// Nil leaves them out.
	Root fs.FS
	// Strict makes errors of what is told as a warning during development:
	// functions that a restart would end for good.
	Strict bool
	// AppID is the configured app id, which overrides those in the scripts.
	AppID string

	read map[string][]string
}

// A Finding is a problem and the script that cannot be served because of it:
// the problem's own file may be one that the script imports.
type Finding struct {
	Script string
	bundler.Problem
}

// Check gives the problems of the scripts, for all roles.
func (c *Checker) Check(scripts []bundler.Script) []Finding {
	var found []Finding
	for _, s := range scripts {
		for _, p := range c.script(s) {
			found = append(found, Finding{s.Path, p})
		}
	}
	found = append(found, sharedRoutes(scripts)...)
	for _, role := range config.Roles() {
		served := ForRole(scripts, role)
		found = append(found, c.duplicates(served, role)...)
		_, disagree := c.App(served, role)
		found = append(found, disagree...)
	}
	return unique(found)
}

// script checks one script by itself.
func (c *Checker) script(s bundler.Script) []bundler.Problem {
	if s.Hash == "" { // It could not be evaluated, which has been told.
		return nil
	}
	if len(s.Functions) == 0 && s.Webhook == nil {
		return []bundler.Problem{{
			Severity: bundler.Warning, File: s.Path, Text: "no function is registered here",
			Remedy: "Export what inngest.createFunction returns, or in a folder of webhooks what defineWebhook returns,\nor move the file out of the folder.",
		}}
	}
	problems := c.webhook(s)
	if len(s.Roles) == 0 {
		problems = append(problems, c.at(bundler.Problem{
			Severity: bundler.Error, Text: fmt.Sprintf("function %q has no role", s.Functions[0].ID),
			Remedy: "Say who serves it: export const roles = [\"host\"], [\"cluster\"] or both,\n" +
				"or move the file into a folder named host or cluster.",
		}, s.Path, s.Functions[0], ""))
	}
	for _, fn := range s.Functions {
		problems = append(problems, c.options(s, fn)...)
	}
	problems = append(problems, c.restartSafety(s)...)
	problems = append(problems, c.requires(s)...)
	return problems
}

// Clashes finds ids that two functions have among scripts that are served
// together without regard to their roles, as development does.
func (c *Checker) Clashes(served []bundler.Script) []Finding { return c.duplicates(served, "") }

// duplicates finds ids that two functions of a role have.
func (c *Checker) duplicates(served []bundler.Script, role string) []Finding {
	type definition struct {
		script string
		fn     bundler.Function
	}
	first := map[string]definition{}
	var found []Finding
	for _, s := range served {
		for _, fn := range s.Functions {
			other, twice := first[fn.ID]
			if !twice {
				first[fn.ID] = definition{s.Path, fn}
				continue
			}
			where := other.fn.Line
			if where == "" {
				where = other.script
			}
			text := fmt.Sprintf("two functions of the role %s have the id %q", role, fn.ID)
			remedy := "Give one of them another id, or another role."
			if role == "" {
				text = fmt.Sprintf("two functions have the id %q, each in its role", fn.ID)
				remedy = "Serve one role at a time: --role host or --role cluster."
			}
			found = append(found, Finding{s.Path, c.at(bundler.Problem{
				Severity: bundler.Error, Text: text,
				Remedy: fmt.Sprintf("The other one is at %s. %s", where, remedy),
			}, s.Path, fn, fmt.Sprintf("%q", fn.ID))})
		}
	}
	return found
}

// App is the app id under which a role's scripts are registered: the
// configured one, else the one that all clients in the scripts have, else
// "system-bus-" and the role.
func (c *Checker) App(served []bundler.Script, role string) (string, []Finding) {
	if c.AppID != "" {
		return c.AppID, nil
	}
	app, from := "", ""
	for _, s := range served {
		for _, fn := range s.Functions {
			switch {
			case fn.App == "" || fn.App == app:
			case app == "":
				app, from = fn.App, s.Path
			default:
				what := "the role " + role
				if role == "" {
					what = "one worker"
				}
				return "", []Finding{{s.Path, c.at(bundler.Problem{
					Severity: bundler.Error,
					Text:     fmt.Sprintf("%s registers one app, and its scripts name two: %q here and %q in %s", what, fn.App, app, from),
					Remedy:   "Give the clients one id, or set the app's id for all of them with INNGEST_APP_ID or \"appId\" in host.json.",
				}, s.Path, fn, "")}}
			}
		}
	}
	if app == "" {
		app = fallbackApp(role)
	}
	return app, nil
}

// decideRoles takes the roles from the folder or the script's own export,
// sorted and checked.
func decideRoles(src Source, e Evaluation) ([]string, []bundler.Problem) {
	complain := func(text, remedy string) []bundler.Problem {
		return []bundler.Problem{{Severity: bundler.Error, File: src.Path, Text: text, Remedy: remedy}}
	}
	known := config.Roles()
	for _, role := range e.Roles {
		if !slices.Contains(known, role) {
			return nil, complain(fmt.Sprintf("unknown role %q%s", role, spelling.DidYouMean(role, known)),
				"The roles are "+strings.Join(known, " and ")+".")
		}
	}
	own := slices.Compact(slices.Sorted(slices.Values(e.Roles)))
	given := slices.Compact(slices.Sorted(slices.Values(src.Roles)))
	switch {
	case len(given) == 0:
		return own, nil
	case len(own) == 0 || slices.Equal(own, given):
		return given, nil
	}
	return given, complain(
		fmt.Sprintf("the file says roles = %q, and its place says %q", own, given),
		"Remove the export, or move the file.")
}

// unique drops problems that two roles share, keeping the order.
func unique(found []Finding) []Finding {
	type key struct {
		file         string
		line, column int
		remedy       string
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(found, func(p Finding) bool {
		k := key{p.File, p.Line, p.Column, p.Remedy}
		twice := seen[k]
		seen[k] = true
		return twice
	})
}
