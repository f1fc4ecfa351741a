package inngest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"systembus/bundler"
	"systembus/jsapi/step"
)

// MaxCallBody bounds the body of a call. The server leaves a run's state out
// of calls beyond 4 MiB, but not a batch of events.
const MaxCallBody = 64 << 20

// A Served function is one that calls can reach.
type Served struct {
	// Script is the script that holds it.
	Script string
	bundler.Function
}

// A Handler is the endpoint of the SDK protocol: calls, and through Edges what
// else a server asks for.
type Handler struct {
	Edges
	// Player runs the functions.
	Player step.Player
	// Client reads the state of runs and takes checkpoints.
	Client *Client
	// Redact keeps secrets out of the errors that the server is told; nil
	// leaves them as they are.
	Redact Redactor
	// Tracer makes the spans of calls, which continue the trace that Propagator
	// finds in the request's header; nil for none.
	Tracer     trace.Tracer
	Propagator propagation.TextMapPropagator
	// Observe is told of every call that was answered; nil for nobody.
	Observe func(CallReport)

	routes atomic.Pointer[map[string]route]
}

// A CallReport is how a call went.
type CallReport struct {
	Function string
	RunID    string
	Step     string
	Attempt  int
	Status   int
	Duration time.Duration
	// Error is what the function or a step failed with; nil for none.
	Error *step.Error
	// Returned says that the function came to its end, and the run with it.
	Returned bool
	// Dropped are the steps that the function called and left behind by
	// returning, as [Outcome] has them.
	Dropped []string
	// Ran are the steps whose code ran in the call, those of checkpoints
	// included.
	Ran []StepReport
}

// A StepReport is how a step's code went.
type StepReport struct {
	// Step is the id as its author wrote it.
	Step     string
	Duration time.Duration
	Failed   bool
}

// route is where a call of a function id goes.
type route struct {
	app     string
	script  string
	id      string
	failure bool
	rules   Rules
}

// Serve replaces the functions that calls can reach, under the app's id.
// Calls in flight go on.
func (h *Handler) Serve(app string, functions []Served) error {
	routes := make(map[string]route, len(functions))
	for _, f := range functions {
		c, err := parseCheckpointing(f.Checkpointing, f.Dialect)
		if err != nil {
			return fmt.Errorf("function %q: %w", f.ID, err)
		}
		optimize := f.Dialect >= 4
		if f.OptimizeParallelism != nil {
			optimize = *f.OptimizeParallelism
		}
		rules := Rules{Version: 1, FinalAttempt: f.Dialect >= 4, LeaveSteps: f.Dialect < 4, Checkpointing: c}
		if optimize {
			rules.Version = 2
		}
		id := FunctionID(app, f.ID)
		routes[id] = route{app: app, script: f.Script, id: f.ID, rules: rules}
		if f.Failure {
			routes[id+FailureSuffix] = route{app: app, script: f.Script, id: f.ID, failure: true, rules: rules}
		}
	}
	h.routes.Store(&routes)
	return nil
}

// ServeHTTP implements http.Handler: GET, PUT and POST; anything else is 405.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodGet:
		h.ServeInspection(w, r)
	case r.Method == http.MethodPut:
		h.ServeSync(w, r)
	case r.Method == http.MethodPost && r.URL.Query().Has(QueryProbe):
		h.ServeProbe(w, r)
	case r.Method == http.MethodPost:
		h.serveCall(w, r)
	default:
		SetCommon(w, h.Env)
		anonymise(w.Header())
		w.Header().Set("Allow", "GET, POST, PUT")
		h.answer(w, "", http.StatusMethodNotAllowed, message(r.Method+" is not a method of this endpoint"))
	}
}

// serveCall answers a call request.
func (h *Handler) serveCall(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	SetCommon(w, h.Env)
	body, err := readBody(w, r)
	if err != nil {
		anonymise(w.Header())
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			h.answer(w, "", http.StatusRequestEntityTooLarge, message(fmt.Sprintf("the body is larger than %d bytes", MaxCallBody)))
			return
		}
		h.answer(w, "", http.StatusBadRequest, message("the body ended early"))
		return
	}
	var key Key
	if h.Env.Mode == Cloud {
		if key, err = Verify(r.Header.Get(HeaderSignature), body, h.Env.Keys(), start); err != nil {
			h.logger().Warn("refused a call", "remote", r.RemoteAddr, "error", err)
			Unauthorized(w)
			return
		}
	}
	call, err := decodeCall(body)
	if err != nil {
		h.answer(w, key, http.StatusBadRequest, message(err.Error()))
		return
	}
	query := r.URL.Query()
	call.Function, call.Step = query.Get(QueryFunction), query.Get(QueryStep)
	if call.Step == "" {
		call.Step = StepDiscovery
	}
	to, ok := (*h.routes.Load())[call.Function]
	if !ok {
		h.logger().Error("a call for a function that is not served", "function", call.Function, "run", call.Context.RunID)
		h.answer(w, key, http.StatusNotFound, message(fmt.Sprintf("no function %q is served here", call.Function)))
		return
	}
	ctx, span := h.span(r, call, to, start)
	outcome := h.carryOn(ctx, call, to)
	if h.Redact != nil {
		outcome.redact(h.Redact)
		h.warn(call, outcome.Ops, outcome.Data)
	}
	h.reply(w, key, outcome)
	if span != nil {
		finish(span, outcome)
	}
	if h.Observe != nil {
		h.Observe(report(call, to, outcome, time.Since(start)))
	}
}

// readBody reads a call's body, into memory of the right size at once when the
// sender has said how much it is.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	limited := http.MaxBytesReader(w, r.Body, MaxCallBody)
	if n := r.ContentLength; n >= 0 && n <= MaxCallBody {
		body := make([]byte, n)
		_, err := io.ReadFull(limited, body)
		return body, err
	}
	return io.ReadAll(limited)
}

// carryOn plays the function and gives the answer.
func (h *Handler) carryOn(ctx context.Context, call *Call, to route) Outcome {
	if call.Context.UseAPI {
		if err := h.fetchState(ctx, call); err != nil {
			return Outcome{Version: to.rules.Version, Error: &step.Error{Name: errorName(err), Message: err.Error()}}
		}
	}
	rules := to.rules
	if rules.Checkpointing != nil {
		c := *rules.Checkpointing
		c.Send = h.sender(call)
		rules.Checkpointing = &c
	}
	in := step.Input{
		App: to.app, Function: to.id, Failure: to.failure, Event: call.Event, Events: call.Events,
		RunID: call.Context.RunID, Attempt: call.Context.Attempt, MaxAttempts: call.Context.maxAttempts(),
		RequestID: call.Context.RequestID, JobID: call.Context.JobID,
		Stack: call.Context.Stack.Stack, Steps: results(call.Steps),
	}
	var e *Execution
	err := h.Player.Play(ctx, to.script, in, func(host step.Host) step.Engine {
		e = NewExecution(call, rules, host)
		return e
	})
	if err != nil {
		h.logger().Error("a call was not finished", "function", call.Function, "run", call.Context.RunID, "error", err)
		return failure(rules.Version, err)
	}
	return e.Outcome
}

// fetchState reads what the server left out of a large call.
func (h *Handler) fetchState(ctx context.Context, call *Call) error {
	state, err := h.Client.FetchRun(ctx, call.Context.RunID)
	if err != nil {
		return err
	}
	events, err := elements(state.Events)
	if err != nil || len(events) == 0 {
		return fmt.Errorf("the events of run %s: want a JSON array with at least one: %w", call.Context.RunID, err)
	}
	call.Event, call.Events = events[0], state.Events
	call.Steps, err = decodeStepObject(state.Steps)
	return err
}

// sender delivers the checkpoints of a call.
func (h *Handler) sender(call *Call) func(context.Context, []step.Op) error {
	started := time.Now()
	return func(ctx context.Context, ops []step.Op) error {
		if h.Redact != nil {
			h.warn(call, ops, nil)
		}
		return h.Client.Checkpoint(ctx, Checkpoint{
			RunID: call.Context.RunID, FunctionID: call.Context.FunctionID, QueueItem: call.Context.QueueItemID,
			RequestID: call.Context.RequestID, Generation: call.Context.GenerationID, Started: started, Steps: ops,
		})
	}
}

// results are the recorded results without the edited inputs.
func results(steps map[string]Recorded) map[string]step.Result {
	out := make(map[string]step.Result, len(steps))
	for id, r := range steps {
		if r.Input == nil {
			out[id] = r.Result
		}
	}
	return out
}

// reply writes the outcome.
func (h *Handler) reply(w http.ResponseWriter, key Key, o Outcome) {
	body, err := o.body()
	if err != nil {
		o = failure(o.Version, fmt.Errorf("the answer cannot be written as JSON: %w", err))
		body, _ = o.body() // strings only
	}
	o.header(w.Header())
	if key != "" {
		w.Header().Set(HeaderSignature, SignResponse(body, key, time.Now()))
	}
	w.WriteHeader(o.status())
	if _, err := w.Write(body); err != nil {
		h.logger().Debug("an answer could not be sent", "error", err)
	}
}

func report(call *Call, to route, o Outcome, took time.Duration) CallReport {
	r := CallReport{Function: to.id, RunID: call.Context.RunID, Step: call.Step, Attempt: call.Context.Attempt,
		Status: o.status(), Duration: took, Error: o.Error, Ran: o.Ran, Returned: o.status() == http.StatusOK, Dropped: o.Dropped}
	if to.failure {
		r.Function += FailureSuffix
	}
	for _, op := range o.Ops {
		if op.Error != nil {
			r.Error = op.Error
		}
		r.Returned = r.Returned || op.Op == opRunComplete
	}
	return r
}
