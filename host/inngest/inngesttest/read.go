package inngesttest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// A Run is one run of a function, as the server reports it.
type Run struct {
	ID string
	// App and Function are the app's id and the function's own.
	App, Function string
	// Status is "QUEUED", "RUNNING", "COMPLETED", "FAILED" or "CANCELLED".
	Status string
	// Output is the function's result, or its error as an object with name,
	// message and stack. Nil while it runs.
	Output json.RawMessage
}

// Ended says that nothing more will happen to the run.
func (r Run) Ended() bool {
	return r.Status == "COMPLETED" || r.Status == "FAILED" || r.Status == "CANCELLED"
}

// A Step is what the server's trace tells of one step of a run.
type Step struct {
	// ID is the hashed id.
	ID string
	// Name is the display name.
	Name string
	// Op is "RUN", "SLEEP", "WAIT_FOR_EVENT", "INVOKE" and so on.
	Op string
	// Status is that of the last attempt: "COMPLETED", "FAILED", ...
	Status string
	// Attempts is how often it was tried, at least 1.
	Attempts int
	// Output is {"data": ...} or an error. Nil for a step without one.
	Output json.RawMessage
}

// A Function is what the server has registered.
type Function struct {
	App, ID, Name string
	Triggers      []Trigger
}

// A Trigger starts a function.
type Trigger struct {
	// Type is "EVENT" or "CRON", Value the event's name or the schedule.
	Type, Value string
}

// An Event is one that the server has received.
type Event struct {
	ID   string
	Name string
	Data json.RawMessage
}

// Send sends one event and returns its id. The data is any value that encodes
// to a JSON object.
func (s *Server) Send(ctx context.Context, name string, data any) (string, error) {
	ids, err := s.SendAll(ctx, Outgoing{Name: name, Data: data})
	if err != nil {
		return "", err
	}
	if len(ids) != 1 {
		return "", fmt.Errorf("send %s: want one id, got %d", name, len(ids))
	}
	return ids[0], nil
}

// Outgoing is an event to send.
type Outgoing struct {
	Name string `json:"name"`
	Data any    `json:"data"`
}

// SendAll sends events in one request and returns their ids in order.
func (s *Server) SendAll(ctx context.Context, events ...Outgoing) ([]string, error) {
	var answer struct{ IDs []string }
	err := s.call(ctx, http.MethodPost, "/e/"+s.EventKey, events, &answer)
	return answer.IDs, err
}

// Runs lists the runs that an event started.
func (s *Server) Runs(ctx context.Context, event string) ([]Run, error) {
	var answer struct{ Data []wireRun }
	if err := s.call(ctx, http.MethodGet, "/v2/events/"+event+"/runs", nil, &answer); err != nil {
		return nil, err
	}
	return mapped(answer.Data, wireRun.run), nil
}

// Run reads one run with its output.
func (s *Server) Run(ctx context.Context, id string) (Run, error) {
	var answer struct{ Data wireRun }
	if err := s.call(ctx, http.MethodGet, "/v2/runs/"+id+"?includeOutput=true", nil, &answer); err != nil {
		return Run{}, err
	}
	return answer.Data.run(), nil
}

// Await waits until the run of the function that the event started has ended.
// The function is the function's own id, without the app's.
func (s *Server) Await(ctx context.Context, event, function string) (Run, error) {
	return s.AwaitRun(ctx, event, function, Run.Ended)
}

// AwaitApp is Await for the function of one app, when several hear the event.
func (s *Server) AwaitApp(ctx context.Context, event, app, function string) (Run, error) {
	var last Run
	err := poll(ctx, func() (bool, error) {
		runs, err := s.Runs(ctx, event)
		for _, run := range runs {
			if run.App == app && run.Function == function {
				last = run
				return run.Ended(), err
			}
		}
		return false, err
	})
	if err != nil {
		return Run{}, fmt.Errorf("waiting for %s of %s, last seen %+v: %w", function, app, last, err)
	}
	return s.Run(ctx, last.ID)
}

// AwaitRun waits until the run of the function that the event started is as
// ready wants it, and returns it.
func (s *Server) AwaitRun(ctx context.Context, event, function string, ready func(Run) bool) (Run, error) {
	var last Run
	err := poll(ctx, func() (bool, error) {
		runs, err := s.Runs(ctx, event)
		if err != nil {
			return false, err
		}
		for _, run := range runs {
			if run.Function == function {
				last = run
				return ready(run), nil
			}
		}
		return false, nil
	})
	if err != nil {
		return Run{}, fmt.Errorf("waiting for %s, last seen %+v: %w", function, last, err)
	}
	if !last.Ended() {
		return last, nil
	}
	return s.Run(ctx, last.ID)
}

// AwaitRunByID waits until the run has ended.
func (s *Server) AwaitRunByID(ctx context.Context, id string) (Run, error) {
	var run Run
	err := poll(ctx, func() (bool, error) {
		var err error
		run, err = s.Run(ctx, id)
		return err == nil && run.Ended(), err
	})
	if err != nil {
		return Run{}, fmt.Errorf("waiting for run %s, last seen %+v: %w", id, run, err)
	}
	return run, nil
}

// Steps lists the steps of a run, each once however often it was tried, sorted
// by name and then by id: the order of parallel steps is nobody's promise.
func (s *Server) Steps(ctx context.Context, run string) ([]Step, error) {
	var answer struct{ Data struct{ RootSpan span } }
	if err := s.call(ctx, http.MethodGet, "/v2/runs/"+run+"/trace?includeOutput=true", nil, &answer); err != nil {
		return nil, err
	}
	return stepsOf(answer.Data.RootSpan), nil
}

// AwaitStep waits until the run of the function that the event started has a
// step of that name in its trace.
func (s *Server) AwaitStep(ctx context.Context, event, function, step string) error {
	run, err := s.AwaitRun(ctx, event, function, func(Run) bool { return true })
	if err != nil {
		return err
	}
	err = poll(ctx, func() (bool, error) {
		steps, err := s.Steps(ctx, run.ID)
		return slices.ContainsFunc(steps, func(s Step) bool { return s.Name == step }), err
	})
	if err != nil {
		return fmt.Errorf("waiting for the step %q of %s: %w", step, function, err)
	}
	return nil
}

// Functions lists what an app has registered, sorted by id; failure handlers
// are among them.
func (s *Server) Functions(ctx context.Context, app string) ([]Function, error) {
	var all []Function
	for cursor := ""; ; {
		path := "/v2/apps/" + url.PathEscape(app) + "/functions?limit=100&cursor=" + url.QueryEscape(cursor)
		var answer struct {
			Data []struct {
				App      struct{ ID string }
				ID, Name string
				Triggers []Trigger
			}
			Page struct {
				Cursor  string
				HasMore bool
			}
		}
		if err := s.call(ctx, http.MethodGet, path, nil, &answer); err != nil {
			return nil, err
		}
		for _, f := range answer.Data {
			all = append(all, Function{App: f.App.ID, ID: f.ID, Name: f.Name, Triggers: f.Triggers})
		}
		if cursor = answer.Page.Cursor; !answer.Page.HasMore || cursor == "" {
			break
		}
	}
	slices.SortFunc(all, func(a, b Function) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// Events lists the events of a name that the server has received, newest
// first, at most 100.
func (s *Server) Events(ctx context.Context, name string) ([]Event, error) {
	var answer struct{ Data []Event }
	err := s.call(ctx, http.MethodGet, "/v1/events?limit=100&name="+url.QueryEscape(name), nil, &answer)
	return answer.Data, err
}

// AwaitEvents waits until the events of the name are as ready wants them, and
// returns them.
func (s *Server) AwaitEvents(ctx context.Context, name string, ready func([]Event) bool) ([]Event, error) {
	var events []Event
	err := poll(ctx, func() (bool, error) {
		var err error
		events, err = s.Events(ctx, name)
		return err == nil && ready(events), err
	})
	if err != nil {
		return nil, fmt.Errorf("waiting for the event %s: %w", name, err)
	}
	return events, nil
}

// AwaitEvent waits until an event of the name has arrived whose data match
// accepts.
func (s *Server) AwaitEvent(ctx context.Context, name string, match func(data json.RawMessage) bool) (Event, error) {
	var found Event
	_, err := s.AwaitEvents(ctx, name, func(events []Event) bool {
		i := slices.IndexFunc(events, func(e Event) bool { return match(e.Data) })
		if i >= 0 {
			found = events[i]
		}
		return i >= 0
	})
	return found, err
}

// Cancel ends a run.
func (s *Server) Cancel(ctx context.Context, run string) error {
	return s.call(ctx, http.MethodPost, "/v2/runs/"+run+"/cancel", nil, nil)
}

// Rerun runs a run's function again with the same event and returns the new
// run's id.
func (s *Server) Rerun(ctx context.Context, run string) (string, error) {
	var answer struct{ Data struct{ RunID string } }
	err := s.call(ctx, http.MethodPost, "/v2/runs/"+run+"/rerun", struct{}{}, &answer)
	return answer.Data.RunID, err
}

// call sends a JSON request with the server's key and decodes the answer.
func (s *Server) call(ctx context.Context, method, path string, body, answer any) error {
	var reader io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		reader = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.URL+path, reader)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if s.SelfHosted {
		req.Header.Set("Authorization", "Bearer "+s.SigningKey)
	}
	return do(req, answer)
}

// do sends a request, wants a 2xx, and decodes the JSON answer unless answer
// is nil.
func do(req *http.Request, answer any) error {
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %s: %s", req.Method, req.URL.Path, res.Status, bytes.TrimSpace(body))
	}
	if answer == nil {
		return nil
	}
	if err := json.Unmarshal(body, answer); err != nil {
		return fmt.Errorf("%s %s: %w in %s", req.Method, req.URL.Path, err, body)
	}
	return nil
}

// poll asks until it is told yes. An error is taken for "not yet" until ctx
// ends: the server's stores become consistent a moment later.
func poll(ctx context.Context, ask func() (bool, error)) error {
	var last error
	for {
		yes, err := ask()
		if yes {
			return nil
		}
		if err != nil && ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), last)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// A wireRun is a run as the server's API writes it.
type wireRun struct {
	ID       string
	App      struct{ ID string }
	Function struct{ ID string }
	Status   string
	Output   json.RawMessage
}

func (w wireRun) run() Run {
	return Run{ID: w.ID, App: w.App.ID, Function: w.Function.ID, Status: w.Status, Output: w.Output}
}

func mapped[T, U any](in []T, f func(T) U) []U {
	out := make([]U, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}
