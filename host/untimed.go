package host

import (
	"slices"
	"strings"

	"systembus/bundler"
	"systembus/jsapi/uses"
)

// timed are the functions that have to be given a timeout: a program that
// hangs would hold its step until the call's deadline, and nobody would know
// why.
var timed = map[string]bool{"host:subprocess.run": true, "host:subprocess.spawn": true}

// untimed are the problems of a bundle's calls of host:subprocess that
// certainly give no timeout. A call whose options are not written out, such as
// run(argv, options), is left to be judged when it is made.
func untimed(r bundler.Result) []bundler.Problem {
	var problems []bundler.Problem
	for _, u := range r.Uses {
		if !timed[u.Name] || u.Kind != uses.Called || mayTime(u.Args) {
			continue
		}
		name := strings.TrimPrefix(u.Name, "host:subprocess.")
		problem := u.At
		problem.Severity = bundler.Error
		problem.Text = name + " of host:subprocess needs a timeout: a program that hangs would hold its step"
		problem.Remedy = `Say how long it may run, as in ` + name + `([…], { timeout: "30s" }).`
		problems = append(problems, problem)
	}
	return problems
}

// mayTime says whether the arguments may have a timeout.
func mayTime(args []uses.Arg) bool {
	for i, a := range args {
		if a.Spread {
			return true
		}
		if i == 1 {
			return !a.Object || a.Open || slices.Contains(a.Keys, "timeout")
		}
	}
	return false
}
