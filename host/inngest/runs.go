package inngest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// An ActiveRun is a run that has not ended.
type ActiveRun struct {
	ID string `json:"id"`
	// Function is the function's own id, Status "RUNNING" or "QUEUED".
	Function string `json:"function"`
	Status   string `json:"status"`
	// Executing says that a worker is at it now, which a sleep or a wait does
	// not need, and Since for how long.
	Executing bool      `json:"executing"`
	Since     time.Time `json:"since,omitzero"`
	// Step is the name of the step that is being executed. It is empty for one
	// that a worker runs in the call that found it, whose name the server is
	// told when it has ended.
	Step string `json:"step,omitempty"`
}

// activeLimit is how many runs ActiveRuns looks into.
const activeLimit = 20

// ActiveRuns are an app's runs that have not ended, at most 100 of each status;
// of the first twenty that run it tells what is being executed.
func (c *Client) ActiveRuns(ctx context.Context, app string) ([]ActiveRun, error) {
	var all []ActiveRun
	for _, status := range []string{"RUNNING", "QUEUED"} {
		runs, err := c.list(ctx, "list the active runs", "/v2/runs?"+url.Values{"limit": {"100"}, "status": {status}, "app_id": {app}}.Encode(), app)
		if err != nil {
			return nil, err
		}
		for _, r := range runs {
			all = append(all, ActiveRun{ID: r.ID, Function: r.Function, Status: r.Status})
		}
	}
	for i := range all[:min(len(all), activeLimit)] {
		if all[i].Status == "RUNNING" {
			if err := c.runningStep(ctx, &all[i]); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// A Run is one that a server tells of.
type Run struct {
	ID string `json:"id"`
	// Function is the function's own id, Status "COMPLETED", "FAILED",
	// "CANCELLED", or that of a run that has not ended.
	Function string `json:"function"`
	Status   string `json:"status"`
	// EndedAt is zero for a run that has not ended.
	EndedAt time.Time `json:"endedAt,omitzero"`
}

// Ended says that nothing of the run is left to do.
func (r Run) Ended() bool { return !r.EndedAt.IsZero() }

// EndedRuns are an app's runs that have completed or failed since a time, at
// most the last 100 of each.
func (c *Client) EndedRuns(ctx context.Context, app string, since time.Time) ([]Run, error) {
	var all []Run
	for _, status := range []string{"COMPLETED", "FAILED"} {
		q := url.Values{"limit": {"100"}, "status": {status}, "app_id": {app}, "order": {"DESC"}}
		runs, err := c.list(ctx, "list the runs that have ended", "/v2/runs?"+q.Encode(), app)
		if err != nil {
			return nil, err
		}
		for _, r := range runs {
			if r.Ended() && !r.EndedAt.Before(since) {
				all = append(all, r)
			}
		}
	}
	return all, nil
}

// EventRuns are the runs of an app that an event has started so far.
func (c *Client) EventRuns(ctx context.Context, app, event string) ([]Run, error) {
	return c.list(ctx, "list the runs of the event "+event, "/v2/events/"+url.PathEscape(event)+"/runs", app)
}

// list reads runs, and leaves out those of other apps.
func (c *Client) list(ctx context.Context, op, path, app string) ([]Run, error) {
	var reply struct {
		Data []struct {
			ID       string
			App      struct{ ID string }
			Function struct{ ID string }
			Status   string
			EndedAt  time.Time
		}
	}
	if err := c.rest(ctx, op, path, &reply); err != nil {
		return nil, err
	}
	var all []Run
	for _, r := range reply.Data {
		if r.App.ID == app {
			all = append(all, Run{r.ID, r.Function.ID, r.Status, r.EndedAt})
		}
	}
	return all, nil
}

// traceSpan is a part of a run, as the server's trace has it.
type traceSpan struct {
	Name      string
	Status    string
	StepOp    string
	StartedAt *time.Time
	// Output is read of tries that failed.
	Output   json.RawMessage
	Children []traceSpan
}

// trace reads what a run has done so far; with "?includeOutput=true", with what
// came of it.
func (c *Client) trace(ctx context.Context, run, query string) (traceSpan, error) {
	var reply struct{ Data struct{ RootSpan traceSpan } }
	err := c.rest(ctx, "read the run's trace", "/v2/runs/"+url.PathEscape(run)+"/trace"+query, &reply)
	return reply.Data.RootSpan, err
}

// attempt is what the server calls a span of one try, below its step's.
var attempt = regexp.MustCompile(`^Attempt (\d+)$`)

// A FailedTry is a try of a run that failed.
type FailedTry struct {
	// Step is its name, empty for the function's own code between steps, and
	// Try which try of it this was, from 1.
	Step string `json:"step,omitempty"`
	Try  int    `json:"try"`
	// Error is what was thrown: "TypeError: x is not a function".
	Error string `json:"error"`
}

// String says which try of what failed with what.
func (f *FailedTry) String() string {
	what := "the function"
	if f.Step != "" {
		what = fmt.Sprintf("the step %q", f.Step)
	}
	return fmt.Sprintf("try %d of %s failed: %s", f.Try, what, f.Error)
}

// LastFailure is the last try of a run that failed, or nil.
func (c *Client) LastFailure(ctx context.Context, run string) (*FailedTry, error) {
	root, err := c.trace(ctx, run, "?includeOutput=true")
	if err != nil {
		return nil, err
	}
	var last *FailedTry
	var look func(s, parent traceSpan)
	look = func(s, parent traceSpan) {
		if m := attempt.FindStringSubmatch(s.Name); m != nil && s.Status == "FAILED" {
			n, _ := strconv.Atoi(m[1]) // digits
			last = &FailedTry{Try: n + 1, Error: errorText(s.Output)}
			if parent.StepOp != "" {
				last.Step = parent.Name
			}
		}
		for _, child := range s.Children {
			look(child, s)
		}
	}
	look(root, traceSpan{})
	return last, nil
}

// errorText is an error as a server keeps it, in a line.
func errorText(output json.RawMessage) string {
	var e struct{ Name, Message string }
	if json.Unmarshal(output, &e) != nil || e.Name+e.Message == "" {
		return "without a word"
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(e.Name+": "+e.Message, ": "), "\n")
	return line
}

// runningStep finds what of a run is being executed.
func (c *Client) runningStep(ctx context.Context, run *ActiveRun) error {
	root, err := c.trace(ctx, run.ID, "")
	if err != nil {
		return err
	}
	var look func(s, parent traceSpan)
	look = func(s, parent traceSpan) {
		step := s
		if attempt.MatchString(s.Name) {
			step = parent
		}
		waiting := step.StepOp != "" && step.StepOp != "RUN" // a sleep or a wait holds no worker
		if s.Status == "RUNNING" && len(s.Children) == 0 && s.StartedAt != nil && !waiting {
			run.Executing, run.Since = true, *s.StartedAt
			if step.StepOp == "RUN" {
				run.Step = step.Name
			}
		}
		for _, child := range s.Children {
			look(child, s)
		}
	}
	for _, child := range root.Children {
		look(child, root)
	}
	return nil
}
