package host

import (
	"fmt"
	"slices"

	"systembus/bundler"
	"systembus/jsapi/uses"
)

// repeated are the warnings of a bundle's steps that have the id of an earlier
// one of the same run.
func repeated(r bundler.Result) []bundler.Problem {
	var problems []bundler.Problem
	for _, u := range r.Uses {
		if u.Name != uses.StepAgain || u.Line == u.Step.Line && u.Column == u.Step.Column {
			continue
		}
		first := slices.IndexFunc(r.Uses, func(v bundler.Use) bool {
			return v.Name == uses.StepAgain && v.Line == u.Step.Line && v.Column == u.Step.Column
		})
		if first < 0 {
			continue // in a package
		}
		at := r.Uses[first].At
		problem := u.At
		problem.Severity = bundler.Warning
		problem.Text = fmt.Sprintf("the step %q has the id of the one at %s:%d", u.Step.ID, at.File, at.Line)
		problem.Remedy = "Steps of one id are told apart by the order in which they come: when that changes, runs that have begun\n" +
			"take the result of one for that of the other. Give each an id of its own."
		problems = append(problems, problem)
	}
	return problems
}
