package local

import (
	"encoding/json"
	"strings"
	"time"
)

// runView is a run in /v2/runs.
type runView struct {
	ID        string          `json:"id"`
	Function  functionRef     `json:"function"`
	App       appRef          `json:"app"`
	Status    string          `json:"status"` // "COMPLETED"
	QueuedAt  time.Time       `json:"queuedAt"`
	StartedAt time.Time       `json:"startedAt,omitzero"`
	EndedAt   time.Time       `json:"endedAt,omitzero"`
	Duration  int64           `json:"durationMs,omitempty"`
	Trigger   runTrigger      `json:"trigger"`
	Output    json.RawMessage `json:"output,omitempty"`
	// Steps are an addition of this executor's: a server tells of them in
	// traces.
	Steps []Step `json:"steps,omitempty"`
}

type functionRef struct {
	ID  string `json:"id"`
	App appRef `json:"app"`
}

type runTrigger struct {
	EventIDs  []string `json:"eventIds"`
	EventName string   `json:"eventName"`
	IsBatch   bool     `json:"isBatch"`
}

// view is the run as the API shows it, its output under "data" or "error".
func (r Run) view(output bool) runView {
	v := runView{
		ID: r.ID, App: appRef{r.App}, Status: strings.ToUpper(string(r.Status)),
		Function: functionRef{ID: strings.TrimPrefix(r.Function, r.App+"-"), App: appRef{r.App}},
		QueuedAt: r.QueuedAt, StartedAt: r.StartedAt, EndedAt: r.EndedAt,
		Trigger: runTrigger{EventName: r.Events[0].Name, IsBatch: len(r.Events) > 1},
	}
	for _, e := range r.Events {
		v.Trigger.EventIDs = append(v.Trigger.EventIDs, e.ID)
	}
	if !r.EndedAt.IsZero() && !r.StartedAt.IsZero() {
		v.Duration = r.EndedAt.Sub(r.StartedAt).Milliseconds()
	}
	if !output {
		return v
	}
	v.Steps = r.Steps
	switch {
	case r.Error != nil:
		v.Output = failedMemo(r.Error)
	case r.Output != nil:
		v.Output = mustJSON(map[string]json.RawMessage{"data": r.Output})
	}
	return v
}
