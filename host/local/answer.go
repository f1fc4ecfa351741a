package local

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"systembus/jsapi/step"
)

// An outcome is what an answer means (SDK_SPEC 4.4): ops, a result or a
// failure.
type outcome struct {
	// version is the SDK's execution version.
	version int
	// ops are not nil for a 206.
	ops []planned
	// result is the function's, when it is not nil.
	result json.RawMessage
	// failure is the function's error, raw its JSON as it came.
	failure *step.Error
	raw     json.RawMessage
	// cause is a word for inngest/function.failed: why this is a failure.
	cause      string
	noRetry    bool
	retryAfter string
}

// envelope is a streamed answer: the real one follows in a 201's body, after
// spaces that keep the connection open.
type envelope struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// understand reads an answer.
func understand(a answer) outcome {
	if a.err != nil {
		return failed("Error", a.err.Error(), "the call did not end")
	}
	if a.status == http.StatusCreated {
		var env envelope
		if err := json.Unmarshal(bytes.TrimSpace(a.body), &env); err != nil || env.Status == 0 {
			return failed("Error", "the function's stream ended without a result", "invalid stream")
		}
		a.status, a.body = env.Status, env.Body
		var text string
		if json.Unmarshal(env.Body, &text) == nil {
			a.body = []byte(text)
		}
		a.header = a.header.Clone()
		for k, v := range env.Headers {
			a.header.Set(k, v)
		}
	}
	o := outcome{}
	o.version, _ = strconv.Atoi(a.header.Get("X-Inngest-Req-Version"))
	o.noRetry = strings.EqualFold(a.header.Get("X-Inngest-No-Retry"), "true")
	o.retryAfter = a.header.Get("Retry-After")
	switch {
	case a.status == http.StatusPartialContent:
		ops, err := decodeOps(a.body)
		if err != nil {
			o.fail(failed("Error", "the function's answer cannot be read: "+err.Error(), "invalid ops"))
			return o
		}
		o.ops = ops
	case a.status >= 200 && a.status < 300 && a.header.Get("X-Inngest-SDK") == "":
		o.fail(failed("Error", "the response did not come from an Inngest SDK: it has no X-Inngest-SDK header; is the URL right?", "invalid response"))
		o.noRetry = true
	case a.status >= 200 && a.status < 300:
		o.result = bytes.TrimSpace(a.body)
		if len(o.result) == 0 {
			o.result = json.RawMessage("null")
		}
		if !json.Valid(o.result) {
			o.result = mustJSON(string(a.body))
		}
		if len(o.result) > maxOutput {
			o.result = nil
			o.fail(failed("Error", fmt.Sprintf("the function returned more than %d MiB", maxOutput>>20), "output too large"))
			o.noRetry = true
		}
	default:
		o.cause = fmt.Sprintf("invalid status code: %d", a.status)
		if o.noRetry {
			o.cause = "NonRetriableError"
		}
		o.failure, o.raw = decodeError(a)
	}
	return o
}

// failed is an outcome of the executor's own making.
func failed(name, message, cause string) outcome {
	err := &step.Error{Name: name, Message: message}
	return outcome{failure: err, raw: mustJSON(err), cause: cause}
}

func (o *outcome) fail(f outcome) { o.failure, o.raw, o.cause = f.failure, f.raw, f.cause }

// decodeError reads the error that a function ended with; whatever it is, it
// becomes an Error.
func decodeError(a answer) (*step.Error, json.RawMessage) {
	var body struct {
		step.Error
		// Other is what answers say that are not a function's: {"error": "..."}.
		Other any `json:"error"`
	}
	raw := json.RawMessage(bytes.TrimSpace(a.body))
	if json.Unmarshal(raw, &body) != nil {
		text := strings.TrimSpace(string(a.body))
		if text == "" {
			text = fmt.Sprintf("the function answered status %d with no body", a.status)
		}
		return &step.Error{Name: "Error", Message: text}, mustJSON(text)
	}
	if other, ok := body.Other.(string); ok && body.Message == "" {
		body.Message = other
	}
	if body.Name == "" {
		body.Name = "Error"
	}
	if body.Message == "" {
		body.Message = fmt.Sprintf("the function answered status %d", a.status)
	}
	return &body.Error, raw
}

// decodeOps reads the body of a 206: a list of ops, or one.
func decodeOps(body []byte) ([]planned, error) {
	body = bytes.TrimSpace(body)
	var raw []json.RawMessage
	if len(body) > 0 && body[0] == '{' {
		raw = []json.RawMessage{body}
	} else if err := json.Unmarshal(body, &raw); err != nil {
		return nil, err
	}
	ops := make([]planned, 0, len(raw))
	for _, text := range raw {
		var op planned
		if err := json.Unmarshal(text, &op.Op); err != nil {
			return nil, err
		}
		if !opcodes[op.Op.Op] {
			return nil, fmt.Errorf("the server knows no op %q", op.Op.Op)
		}
		if op.Op.Op == "None" && op.ID == "" {
			continue
		}
		var opts struct {
			ParallelMode string `json:"parallelMode"`
		}
		if len(op.Opts) > 0 {
			if err := json.Unmarshal(op.Opts, &opts); err != nil {
				return nil, fmt.Errorf("opts of %q: %w", op.title(), err)
			}
		}
		op.race = opts.ParallelMode == "race"
		ops = append(ops, op)
	}
	return ops, nil
}

// answered carries on with a run whose call has been answered. The lock is
// held.
func (e *Executor) answered(ctx context.Context, calls *sync.WaitGroup, j *job, a answer) {
	r := j.run
	o := understand(a)
	switch {
	case o.failure != nil:
		e.functionFailed(j, o)
	case o.result != nil:
		e.finish(r, Completed, o.result, nil, "")
	case len(o.ops) == 0:
		e.redrive(j, o)
	default:
		e.apply(ctx, calls, j, o)
	}
	if !r.ended() && len(r.jobs) == 0 && len(r.waits) == 0 && r.holds == 0 {
		e.finish(r, Failed, nil, &step.Error{Name: "Error",
			Message: "the function can never continue: it reports only steps that have ended already"}, "stuck")
	}
}

// functionFailed retries the function, or fails the run.
func (e *Executor) functionFailed(j *job, o outcome) {
	if o.noRetry || j.attempt+1 >= j.run.fn.attempts {
		e.finish(j.run, Failed, o.raw, o.failure, o.cause)
		return
	}
	at := e.retry(j, o.retryAfter)
	n := j.run.about(RunRetrying)
	n.Attempt, n.Error, n.Until, n.Duration = j.attempt-1, o.failure, at, e.clock.Now().Sub(j.started)
	if j.step != "step" {
		s := j.run.step(j.op)
		s.Error, s.Status = o.failure, Queued
		n.Step, n.StepID, n.Op = s.Name, s.ID, s.Op
	}
	e.notify(n)
}

// retry makes a job ready again after the pause that the function asked for,
// or that the schedule gives.
func (e *Executor) retry(j *job, retryAfter string) time.Time {
	now := e.clock.Now()
	at, ok := retryAt(now, retryAfter)
	if !ok {
		at = now.Add(e.pause(j.attempt))
	}
	j.attempt++
	e.enqueue(j, at)
	return at
}

// pause is how long to wait after the given attempt, counted from 0.
func (e *Executor) pause(attempt int) time.Duration {
	if len(e.backoff) == 0 {
		return 0
	}
	return e.backoff[min(attempt, len(e.backoff)-1)]
}

// redrive calls the function again after an answer without ops, which is how
// an SDK says that it has recorded its steps by other ways.
func (e *Executor) redrive(j *job, o outcome) {
	r := j.run
	delete(r.jobs, j)
	r.note(o)
	if len(r.stack) > r.redriven {
		r.redriven, r.redrives = len(r.stack), 0
	}
	if r.redrives++; r.redrives > 10 {
		e.finish(r, Failed, nil, &step.Error{Name: "Error",
			Message: "the function answers without steps and without a result, again and again"}, "no progress")
		return
	}
	from := j.from
	if len(r.stack) > 0 {
		from = r.stack[len(r.stack)-1]
	}
	e.enqueue(&job{id: newJobID(), run: r, step: "step", from: from}, e.clock.Now())
}

// note keeps the execution version of the SDK's first answer.
func (r *run) note(o outcome) {
	if r.version == -1 {
		r.version = o.version
	}
}
