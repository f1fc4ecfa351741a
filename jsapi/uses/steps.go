package uses

import (
	"regexp"
	"slices"

	"github.com/dop251/goja/ast"
)

// StepAgain is the name of a call of a step tool, such as step.run or
// step.ai.infer, with an id that another one of the same run has as well.
const StepAgain = "step(again)"

// A Step is what is known of such a call.
type Step struct {
	// ID is the step's.
	ID string
	// Line and Column are where the first of the calls is that are made in the
	// same run; the call's own when it is that.
	Line, Column int
}

// stepTools are the members of step that make a step.
var stepTools = map[string]bool{
	"run": true, "sendEvent": true, "sleep": true, "sleepUntil": true, "invoke": true,
	"waitForEvent": true, "waitForSignal": true, "sendSignal": true, "ai.infer": true, "ai.wrap": true,
}

// stepName is what a parameter with the step tools is called; the bundler may
// have added a number.
var stepName = regexp.MustCompile(`^step\d*$`)

// An arm is one of the ways at a branch: a run that takes it takes no other.
type arm struct {
	branch ast.Node
	way    int
}

// exclusive says whether no run takes both of two ways.
func exclusive(a, b []arm) bool {
	return slices.ContainsFunc(a, func(x arm) bool {
		return slices.ContainsFunc(b, func(y arm) bool { return x.branch == y.branch && x.way != y.way })
	})
}

// on walks what is on one way of a branch.
func (w *walker) on(branch ast.Node, way int, walk func()) {
	w.arms = append(w.arms, arm{branch, way})
	walk()
	w.arms = w.arms[:len(w.arms)-1]
}

// leaves says whether what follows a statement is not come to from its end.
func leaves(statement ast.Statement) bool {
	switch n := statement.(type) {
	case *ast.ReturnStatement, *ast.ThrowStatement, *ast.BranchStatement:
		return true
	case *ast.BlockStatement:
		return len(n.List) > 0 && leaves(n.List[len(n.List)-1])
	case *ast.IfStatement:
		return n.Alternate != nil && leaves(n.Consequent) && leaves(n.Alternate)
	}
	return false
}

// rest is the way on which the statements after one are: the other one of an
// if that leaves.
func rest(statement ast.Statement) (arm, bool) {
	n, ok := statement.(*ast.IfStatement)
	switch {
	case !ok:
	case leaves(n.Consequent):
		return arm{n, 1}, true
	case n.Alternate != nil && leaves(n.Alternate):
		return arm{n, 0}, true
	}
	return arm{}, false
}

// A stepCall is the step that a call of a step tool makes: calls of the same
// tools with the same id make the same.
type stepCall struct {
	tools *binding // the parameter that the tools came with
	id    string
}

// again gives the calls of step tools whose id another one has that the same
// run may make.
func (e *evaluator) again(calls []call, position func(call) (line, column int)) map[int]Step {
	found := map[int]Step{}
	known := map[stepCall][]int{}
	for i, c := range calls {
		e.steps = 0
		s, ok := e.step(c)
		if !ok {
			continue
		}
		first := slices.IndexFunc(known[s], func(j int) bool { return !exclusive(calls[j].arms, c.arms) })
		if first >= 0 {
			j := known[s][first]
			line, column := position(calls[j])
			found[i] = Step{s.id, line, column}
			if _, told := found[j]; !told {
				found[j] = found[i]
			}
		}
		known[s] = append(known[s], i)
	}
	return found
}

// step reads a call of a step tool.
func (e *evaluator) step(c call) (stepCall, bool) {
	left, name, ok := e.split(last(c.callee), c.scope)
	if !ok || c.constructed || len(c.args) == 0 {
		return stepCall{}, false
	}
	if inner, key, ok := e.split(left, c.scope); ok && key == "ai" {
		left, name = inner, "ai."+name
	}
	if !stepTools[name] {
		return stepCall{}, false
	}
	tools := e.tools(left, c.scope)
	id := e.eval(c.args[0], c.scope)
	if id.kind == object {
		id = e.property(id, "id")
	}
	return stepCall{tools, id.text}, tools != nil && id.kind == literal
}

// tools is the parameter from which an expression has the step tools: step,
// the step of { step }, or ctx of ctx.step.
func (e *evaluator) tools(x ast.Expression, s *scope) *binding {
	if e.steps++; e.steps > fuel {
		return nil
	}
	if left, key, ok := e.split(last(x), s); ok {
		if id, ok := left.(*ast.Identifier); ok && key == "step" {
			if b := s.lookup(id.Name.String()); b != nil && b.parameter && b.times == 1 && len(b.path) == 0 {
				return b
			}
		}
		return nil
	}
	id, ok := last(x).(*ast.Identifier)
	if !ok {
		return nil
	}
	b := s.lookup(id.Name.String())
	if b == nil || b.times != 1 {
		return nil
	}
	switch member := slices.Equal(b.path, []string{"step"}); {
	case b.parameter && (member || len(b.path) == 0 && stepName.MatchString(id.Name.String())):
		return b
	case b.value == nil:
		return nil
	case member: // const { step } = ctx
		if of, ok := b.value.(*ast.Identifier); ok {
			if from := b.scope.lookup(of.Name.String()); from != nil && from.parameter && from.times == 1 && len(from.path) == 0 {
				return from
			}
		}
	case len(b.path) == 0: // const tools = step
		return e.tools(b.value, b.scope)
	}
	return nil
}
