package inngesttest

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// A span is one node of the server's trace of a run.
type span struct {
	Name      string
	StepID    string
	StepOp    string
	Status    string
	StartedAt time.Time
	EndedAt   time.Time
	Output    json.RawMessage
	Children  []span
}

// stepsOf folds a trace into steps. The server records a step that ran in the
// request that found it twice, once for the request and once for the step,
// and a retried step once more an attempt, with the attempts as the first
// span's children. What belongs to no step, as the request that ended the run,
// has no step id and is left out.
func stepsOf(root span) []Step {
	latest := map[string]span{}
	steps := map[string]Step{}
	for _, s := range root.Children {
		if s.StepID == "" {
			continue
		}
		step := steps[s.StepID]
		step.ID = s.StepID
		step.Op = cmp.Or(step.Op, s.StepOp)
		step.Attempts = max(step.Attempts, len(s.Children), 1)
		if known, ok := latest[s.StepID]; !ok || later(s, known) {
			latest[s.StepID] = s
			step.Name, step.Status, step.Output = s.Name, s.Status, s.Output
		}
		steps[s.StepID] = step
	}
	return slices.SortedFunc(maps.Values(steps), func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}

// later says that a tells more of the step's end than b: it started later, or
// ended later, or has an output where b has none.
func later(a, b span) bool {
	if (len(a.Output) > 0) != (len(b.Output) > 0) && a.Status == b.Status {
		return len(a.Output) > 0
	}
	return cmp.Or(a.EndedAt.Compare(b.EndedAt), a.StartedAt.Compare(b.StartedAt)) > 0
}
