package host

import (
	"slices"

	"systembus/bundler"
	"systembus/jsapi/subprocess/untimed"
)

// untimed are the problems of a bundle's calls of host:subprocess that give no
// timeout.
func (p *Project) untimed(r bundler.Result) []bundler.Problem {
	if !slices.Contains(r.Imports, "host:subprocess") {
		return nil
	}
	var problems []bundler.Problem
	for _, call := range untimed.Calls(r.Code) {
		problem, ok := p.builder.Place(r, call.Line, call.Column)
		if !ok {
			continue
		}
		problem.Severity, problem.Length = bundler.Error, len(call.Name)
		problem.Text = call.Name + " of host:subprocess needs a timeout: a program that hangs would hold its step"
		problem.Remedy = `Say how long it may run, as in ` + call.Name + `([…], { timeout: "30s" }).`
		problems = append(problems, problem)
	}
	return problems
}
