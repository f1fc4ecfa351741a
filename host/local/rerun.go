package local

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"
)

// Rerun starts a run again with the same events and gives the new run's id.
// When step is not empty, a step's name or hashed id, the steps that ended
// before it keep their outcomes, and input, a JSON array or nil, replaces the
// step's arguments. Flow control does not skip or delay it.
func (e *Executor) Rerun(ctx context.Context, runID, step string, input json.RawMessage) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", context.Cause(ctx)
	}
	e.mu.Lock()
	defer e.unlock()
	old := e.runs[runID]
	if old == nil {
		return "", fmt.Errorf("%w: %s", ErrUnknownRun, runID)
	}
	f := e.fns[old.fn.id]
	if f == nil {
		return "", fmt.Errorf("%w: %s", ErrUnknownFunction, old.fn.id)
	}
	var kept []string
	from := ""
	if step != "" {
		i := slices.IndexFunc(old.steps, func(s *Step) bool { return s.ID == step || s.Name == step })
		if i < 0 {
			return "", fmt.Errorf("run %s has no step %q", runID, step)
		}
		from = old.steps[i].ID
		kept = old.stack
		if i := slices.Index(kept, from); i >= 0 {
			kept = kept[:i]
		}
	}
	var list []json.RawMessage
	if input != nil && json.Unmarshal(input, &list) != nil {
		return "", fmt.Errorf("the input of step %q must be a JSON array of its arguments", step)
	}
	r := e.create(f, old.events, nil)
	for _, id := range kept {
		s := *old.byID[id]
		r.steps, r.byID[id] = append(r.steps, &s), &s
		r.stack, r.memo[id] = append(r.stack, id), old.memo[id]
		r.size += len(old.memo[id])
	}
	if input != nil {
		r.inputs[from] = mustJSON(map[string]json.RawMessage{"input": input})
	}
	e.enqueue(&job{id: newJobID(), run: r, step: "step"}, e.clock.Now())
	return r.id, nil
}

func (e *Executor) serveRerun(w http.ResponseWriter, r *http.Request) {
	body := read(w, r)
	if body == nil {
		return
	}
	var in struct {
		FromStep struct {
			StepID string          `json:"stepId"`
			Input  json.RawMessage `json:"input"`
		} `json:"fromStep"`
	}
	if err := json.Unmarshal(body, &in); err != nil && len(body) > 0 {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	runID := chi.URLParam(r, "run")
	if _, ok := e.Lookup(runID); !ok {
		refuse(w, http.StatusNotFound, ErrUnknownRun)
		return
	}
	id, err := e.Rerun(r.Context(), runID, in.FromStep.StepID, in.FromStep.Input)
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	replyData(w, map[string]string{"runId": id})
}
