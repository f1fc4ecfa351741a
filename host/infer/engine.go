package infer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"
)

// Options are what an Engine is made of. Zero values are useful.
type Options struct {
	// Runner starts programs. It must be set.
	Runner Runner
	// Command is the program to ask; pi when it is the zero value.
	Command Command
	// Concurrency is how many programs run at a time; 4 when zero. Queue is
	// how many requests may wait; 256 when zero.
	Concurrency int
	Queue       int
	// Routes are the models by task.
	Routes Routes
	// Breaker says when circuits open.
	Breaker Breaker
	// Budgets bound what is used, and are charged in Accounts, without which
	// there can be none.
	Budgets  Budgets
	Accounts Accounts
	// State is a folder for the open circuits, which so outlive the process;
	// they are not kept when it is empty.
	State string
	// Strict is Request.Strict where a request does not say.
	Strict bool
	// OutputLimit bounds the output of one program, in bytes; 256 MiB when
	// zero.
	OutputLimit int64
	// Dir is where agents are looked for when a request has no folder of its
	// own.
	Dir string
	// Observe is told of what happens, on the request's goroutine; may be
	// nil.
	Observe func(context.Context, Event)
	// Redact takes secrets out of the names that a request is told of by, in
	// figures, files and spans; nothing does when nil.
	Redact func(string) string
	// Log is slog's default when nil.
	Log *slog.Logger
}

// An Engine answers requests. It is safe for concurrent use, and has no
// goroutines of its own.
type Engine struct {
	runner      Runner
	command     Command
	queue       queue
	routes      Routes
	circuits    circuits
	ledger      ledger
	strict      bool
	outputLimit int64
	dir, state  string
	observe     func(context.Context, Event)
	redact      func(string) string
	log         *slog.Logger
	figures     figures
}

// figures are the engine's counters.
type figures struct {
	requests, answered, failed, refused, attempts atomic.Int64
}

// An Event is something that happened to a request, by the names that the
// observers of the running system know: model_router.request, .route,
// .result, .usage_missing, .fallback, .fail.
type Event struct {
	Name string
	// Level is debug, info, warn or error.
	Level     slog.Level
	Component string
	Action    string
	Success   bool
	Error     string
	Duration  time.Duration
	Metadata  map[string]any
}

// New makes an Engine.
func New(o Options) (*Engine, error) {
	if o.Runner == nil {
		return nil, errors.New("infer: no runner")
	}
	if len(o.Budgets) > 0 && o.Accounts == nil {
		return nil, errors.New("infer: budgets need accounts")
	}
	if o.Command.Adapter == nil {
		o.Command = Command{Program: "pi", Adapter: pi{}}
	}
	e := &Engine{
		runner: o.Runner, command: o.Command, routes: o.Routes, strict: o.Strict, dir: o.Dir, state: o.State,
		queue:       queue{limit: cmp.Or(max(o.Concurrency, 0), 4), bound: cmp.Or(max(o.Queue, 0), 256)},
		circuits:    circuits{Breaker: o.Breaker.withDefaults(), all: map[string]*circuit{}},
		ledger:      ledger{budgets: o.Budgets, accounts: o.Accounts, totals: map[account]*Total{}},
		outputLimit: cmp.Or(max(o.OutputLimit, 0), 256<<20),
		observe:     o.Observe, redact: o.Redact, log: cmp.Or(o.Log, slog.Default()),
	}
	if e.observe == nil {
		e.observe = func(context.Context, Event) {}
	}
	if e.redact == nil {
		e.redact = func(name string) string { return name }
	}
	e.circuits.changed = e.circuitChanged
	e.restore()
	return e, nil
}

// Infer asks. The error is an *Error.
func (e *Engine) Infer(ctx context.Context, r Request) (Result, error) {
	e.figures.requests.Add(1)
	r.Component, r.Action, r.Step = e.redact(r.Component), e.redact(r.Action), e.redact(r.Step)
	if err := r.check(); err != nil {
		return e.refuse(&r, err)
	}
	if r.Agent != "" {
		agent, err := FindAgent(r.Agent, e.folder(&r), variable(r.Environ, "HOME"))
		if err != nil {
			var own *Error
			errors.As(err, &own)
			return e.refuse(&r, own)
		}
		agent.apply(&r)
		if err := r.check(); err != nil { // the file may have brought nonsense
			err.Message += fmt.Sprintf(" (from agent %q, %s)", agent.Name, cmp.Or(agent.Path, "built in"))
			return e.refuse(&r, err)
		}
	}
	if err := r.checkArguments(); err != nil {
		return e.refuse(&r, err)
	}
	strict := e.strict
	if r.Strict != nil {
		strict = *r.Strict
	}
	models, err := e.routes.models(&r, strict)
	if err != nil {
		return e.refuse(&r, err)
	}
	limit := r.deadline()
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errDeadline)
	defer cancel()
	ctx, span := startRequest(ctx, &r)
	began := time.Now()
	e.tell(ctx, &r, "model_router.request", slog.LevelDebug, nil, 0, map[string]any{"promptLength": len(r.Prompt)})
	result, failure := e.answer(ctx, &r, models, limit)
	endRequest(span, result, failure)
	e.ledger.requested(&r, failure != nil)
	took := time.Since(began)
	if failure != nil {
		e.figures.failed.Add(1)
		e.tell(ctx, &r, "model_router.fail", slog.LevelError, failure, took, map[string]any{"code": failure.Kind, "attempts": failure.Attempts})
		return Result{}, failure
	}
	e.figures.answered.Add(1)
	e.tell(ctx, &r, "model_router.result", slog.LevelInfo, nil, took, map[string]any{
		"model": result.Model, "provider": result.Provider, "attemptIndex": result.AttemptIndex, "usage": result.Usage})
	if result.Usage == nil {
		e.tell(ctx, &r, "model_router.usage_missing", slog.LevelWarn, nil, took, map[string]any{"model": result.Model})
	}
	return result, nil
}

// refuse is the answer to a request that makes no sense.
func (e *Engine) refuse(r *Request, err *Error) (Result, error) {
	e.figures.refused.Add(1)
	e.ledger.requested(r, true)
	return Result{}, err
}

func (e *Engine) folder(r *Request) string {
	dir := cmp.Or(r.CWD, e.dir, ".")
	if absolute, err := filepath.Abs(dir); err == nil {
		return absolute
	}
	return dir
}

// answer waits for a place and tries the models in turn.
func (e *Engine) answer(ctx context.Context, r *Request, models []string, limit time.Duration) (Result, *Error) {
	if err := e.circuits.peek(r.key()); err != nil {
		return Result{}, err
	}
	if err := e.queue.enter(ctx); err != nil {
		return Result{}, e.queueError(err, limit)
	}
	defer e.queue.leave()
	e.tell(ctx, r, "model_router.route", slog.LevelDebug, nil, 0, map[string]any{"models": models, "task": r.Task})
	var attempts []Attempt
	for i, model := range models {
		began := time.Now()
		result, err := e.attempt(ctx, r, model, limit)
		if err == nil {
			result.AttemptIndex = i
			return result, nil
		}
		attempts = append(attempts, Attempt{Model: model, Code: err.Kind, Message: err.Message, Millis: time.Since(began).Milliseconds()})
		err.Attempts = attempts
		if i == len(models)-1 || !err.another() || ctx.Err() != nil {
			return Result{}, err
		}
		e.tell(ctx, r, "model_router.fallback", slog.LevelWarn, err, time.Since(began), map[string]any{"model": model, "next": models[i+1], "code": err.Kind})
	}
	return Result{}, fail(CodeModel, "infer: there is no model to ask") // not reached: there is always one
}

func (e *Engine) queueError(err error, limit time.Duration) *Error {
	running, waiting := e.queue.figures()
	var out *Error
	switch {
	case errors.Is(err, errQueueFull):
		out = fail(CodeQueueFull, "infer: %d requests wait already, and %d programs run: no more are taken", waiting, running)
	case errors.Is(err, errDeadline):
		out = fail(CodeQueueTimeout, "infer: no place within %v: %d programs run, %d requests wait; see inferConcurrency", limit, running, waiting)
	default:
		out = fail(CodeCancelled, "infer: cancelled while waiting for a place: %v", err)
	}
	out.Cause = err
	return out
}

// attempt asks one model, if its circuit and the budgets let it.
func (e *Engine) attempt(ctx context.Context, r *Request, model string, limit time.Duration) (Result, *Error) {
	done, refused := e.circuits.allow(r.key())
	if refused != nil {
		return Result{}, refused
	}
	settle, refused := e.ledger.reserve(ctx, r.Function)
	if refused != nil {
		done(neither, "")
		return Result{}, refused
	}
	ctx, span := startAttempt(ctx, r, e.command.Program, model)
	out, failure := e.run(ctx, r, model)
	if out.ran {
		e.figures.attempts.Add(1)
		e.ledger.attempted(r, out.Usage)
	}
	if err := settle(out.Usage, out.ran); err != nil {
		// What was reserved stays charged.
		e.log.Warn("infer: the account of a budget could not be corrected", "function", r.Function, "error", err)
	}
	var result Result
	if failure == nil {
		result, failure = e.judge(ctx, r, model, out, limit)
	}
	endAttempt(span, out.Reply, failure)
	switch {
	case failure == nil:
		done(good, "")
	case failure.trips():
		done(bad, failure.Kind)
	default:
		done(neither, failure.Kind)
	}
	return result, failure
}

// judge tells an answer from what is none.
func (e *Engine) judge(ctx context.Context, r *Request, model string, out output, limit time.Duration) (Result, *Error) {
	program := e.command.Program
	failed := func(kind, format string, args ...any) (Result, *Error) {
		err := fail(kind, format, args...)
		err.Program, err.Model, err.Stderr = program, model, lastLines(out.stderr)
		if out.signal != "" {
			err.Signal = out.signal
		} else if out.stopped == nil {
			status := out.status
			err.ExitCode = &status
		}
		return Result{}, err
	}
	name, said := program+asked(model), lastLines(out.stderr)
	switch {
	case out.stopped == nil || errors.Is(out.stopped, errLinger):
	case errors.Is(out.stopped, errDeadline) && out.Final: // it had only not exited yet
	case errors.Is(out.stopped, errFlood):
		return failed(CodeFlood, "%s was stopped: it wrote more than %d MiB of output, which is inferOutputLimit", name, e.outputLimit>>20)
	case errors.Is(out.stopped, errDeadline):
		return failed(CodeTimeout, "%s timed out after %v%s; raise the request's timeout, or run %[1]s by hand to see what it waits for", program, limit, after(": ", said))
	default:
		_, err := failed(CodeCancelled, "%s was stopped: %v", name, out.stopped)
		err.Cause = context.Cause(ctx)
		return Result{}, err
	}
	ended := fmt.Sprintf("exited with status %d", out.status)
	if out.signal != "" {
		ended = "was ended by " + out.signal
	}
	unclean := out.stopped == nil && (out.status != 0 || out.signal != "")
	switch {
	case out.Failure != "":
		if limited.MatchString(out.Failure) {
			return failed(CodeLimited, "%s: %s", name, out.Failure)
		}
		return failed(CodeProvider, "%s: %s", name, out.Failure)
	case unclean && out.Text == "":
		if limited.MatchString(said) {
			return failed(CodeLimited, "%s %s: %s", name, ended, said)
		}
		return failed(CodeFailed, "%s %s%s", name, ended, cmp.Or(after(": ", said), unsaid))
	case out.lines == 0:
		return failed(CodeEmpty, "%s printed nothing%s", name, cmp.Or(after(": ", said), unsaid))
	case !out.Answered && out.torn:
		return failed(CodeOutput, "%s stopped in the middle of an event%s", name, cmp.Or(after(": ", said), unsaid))
	case !out.Answered && out.events == 0:
		return failed(CodeOutput, "%s printed %d lines, none of which is an event of its JSON mode; is it the program that inferCommand and inferAdapter say?", name, out.lines)
	case !out.Answered:
		return failed(CodeOutput, "%s ended without an answer of the model%s", name, cmp.Or(after(": ", said), unsaid))
	case substituted(model, out.Reply):
		return failed(CodeModel, "%s answered with %s/%s instead: it does not know the model that was asked for", name, out.Provider, out.Model)
	case strings.TrimSpace(out.Text) == "" && (r.RequireTextOutput || r.RequireJSON):
		return failed(CodeEmpty, "%s answered without text", name)
	}
	result := Result{Text: out.Text, Model: out.Model, Provider: out.Provider, Usage: out.Usage}
	if result.Model == "" {
		result.Model = model
	}
	if r.JSON || r.RequireJSON {
		data, ok := extractJSON(out.Text)
		if !ok && r.RequireJSON {
			return failed(CodeJSON, "%s answered without JSON: %s", name, lastLines(out.Text))
		}
		result.Data = data
	}
	return result, nil
}

// unsaid is what to do about a program that does not say what is the matter.
const unsaid = ", and did not say why: run it by hand to see"

func after(separator, text string) string {
	if text == "" {
		return ""
	}
	return separator + text
}

// substituted says whether a program that was asked for a provider's model
// answered with another provider's, as pi does for a model it does not know.
func substituted(model string, r Reply) bool {
	provider, _, named := strings.Cut(model, "/")
	if !named || r.Provider == "" || strings.ContainsAny(provider, "*?[") {
		return false
	}
	same := strings.HasPrefix(r.Provider, provider) || strings.HasPrefix(provider, r.Provider) || strings.HasPrefix(r.Model, provider+"/")
	return !same
}

// tell reports an event.
func (e *Engine) tell(ctx context.Context, r *Request, name string, level slog.Level, failure *Error, took time.Duration, data map[string]any) {
	for key, value := range map[string]string{"requestId": r.RequestID, "agent": r.Agent, "policyVersion": r.PolicyVersion, "function": r.Function, "run": r.Run, "step": r.Step} {
		if value != "" {
			data[key] = value
		}
	}
	if len(r.Metadata) > 0 {
		data["metadata"] = r.Metadata
	}
	event := Event{Name: name, Level: level, Component: r.Component, Action: r.Action, Success: failure == nil, Duration: took, Metadata: data}
	if failure != nil {
		event.Error = failure.Message
	}
	e.observe(ctx, event)
}

// circuitChanged logs and keeps the state of the circuits.
func (e *Engine) circuitChanged(key string, c Circuit) {
	level := slog.LevelWarn
	if c.State == "closed" {
		level = slog.LevelInfo
	}
	e.log.Log(context.Background(), level, "infer: a circuit is "+c.State, "circuit", key, "reason", c.Reason)
	if e.state == "" {
		return
	}
	err := os.MkdirAll(e.state, 0o700)
	if err == nil {
		err = replace(filepath.Join(e.state, circuitsFile), e.circuits.list())
	}
	if err != nil {
		e.log.Warn("infer: the circuits cannot be kept for the next process", "error", err)
	}
}
