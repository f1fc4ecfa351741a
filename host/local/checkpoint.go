package local

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"
)

var (
	errUnknownApp = errors.New("no such app")
	errNoDev      = errors.New("not found")
	errStale      = errors.New("stale dispatch: the call that sends this checkpoint is not the run's current one")
)

// checkpointBody tells of steps that a call has run while it goes on.
type checkpointBody struct {
	RunID      string          `json:"run_id"`
	QueueItem  string          `json:"qi_id"`
	RequestID  string          `json:"request_id"`
	Generation int             `json:"generation_id"`
	Steps      json.RawMessage `json:"steps"`
}

func (e *Executor) serveCheckpoint(w http.ResponseWriter, r *http.Request) {
	body := read(w, r)
	if body == nil {
		return
	}
	var in checkpointBody
	err := json.Unmarshal(body, &in)
	var ops []planned
	if err == nil {
		ops, err = decodeOps(in.Steps)
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	if status, err := e.checkpoint(chi.URLParam(r, "run"), in, ops); err != nil {
		refuse(w, status, err)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// checkpoint records steps of a call in flight. The status belongs to the
// error.
func (e *Executor) checkpoint(runID string, in checkpointBody, ops []planned) (int, error) {
	e.mu.Lock()
	defer e.unlock()
	r := e.runs[runID]
	if r == nil {
		return http.StatusNotFound, ErrUnknownRun
	}
	j := r.current(in)
	if j == nil {
		return http.StatusConflict, errStale
	}
	for _, op := range ops {
		if op.Op.Op != "StepRun" && op.Op.Op != "Step" && op.Op.Op != "StepPlanned" {
			return http.StatusBadRequest, fmt.Errorf("a checkpoint cannot have the op %s", op.Op.Op)
		}
		if len(op.Data) > maxOutput {
			return http.StatusRequestEntityTooLarge, tooLarge(fmt.Sprintf("the output of step %q", op.title()))
		}
	}
	for _, op := range ops {
		if op.Op.Op == "StepPlanned" {
			s := r.step(op)
			s.Op, s.Status, s.StartedAt = "StepRun", Running, e.clock.Now()
			n := r.aboutStep(StepStarted, s)
			n.Attempt = j.attempt
			e.notify(n)
			continue
		}
		e.timed(j, op)
		if fault := e.record(r, op, mustJSON(map[string]json.RawMessage{"data": orNull(op.Data)})); fault != nil {
			e.finish(r, Failed, nil, fault, fault.Name)
			return http.StatusRequestEntityTooLarge, fault
		}
	}
	return http.StatusOK, nil
}

// current is the call in flight that a checkpoint comes from, nil when that
// call has been answered, repeated or cancelled.
func (r *run) current(in checkpointBody) *job {
	for j := range r.jobs {
		if j.request != "" && j.request == in.RequestID &&
			(in.QueueItem == "" || in.QueueItem == j.queueItem()) &&
			(in.Generation == 0 || in.Generation == j.generation) {
			return j
		}
	}
	return nil
}
