package inngest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"systembus/jsapi/step"
)

// Checkpointing lets one call run several steps: each result is sent to the
// server as it comes instead of ending the call with it.
type Checkpointing struct {
	// Buffered is how many results are sent together; 1 when zero.
	Buffered int
	// MaxRuntime is how long new steps are still run in the call; the next
	// after that is reported. 10 seconds when zero.
	MaxRuntime time.Duration
	// Send delivers results. ErrStale means that another call carries the run
	// on, and that this one must stop.
	Send func(ctx context.Context, ops []step.Op) error
}

// checkpointing is the state of it in one execution.
type checkpointing struct {
	Checkpointing
	buffer []step.Op
}

func (c *checkpointing) expired(started time.Time) bool {
	limit := c.MaxRuntime
	if limit == 0 {
		limit = 10 * time.Second
	}
	return time.Since(started) >= limit
}

// keep takes a result into the buffer, sends the buffer when it is full, and
// lets the function go on with the result.
func (e *Execution) keep(s *step.Step, op step.Op) {
	c := e.checkpoint
	c.buffer = append(c.buffer, op)
	goOn := func() {
		s.Recorded = true
		e.call.Steps[op.ID] = Recorded{}
		s.Settle(step.Result{Data: op.Data})
	}
	if len(c.buffer) < max(1, c.Buffered) {
		goOn()
		return
	}
	e.flush(goOn)
}

// flush sends what is buffered, then goes on with then. When the server cannot
// take it, the buffered results are the answer.
func (e *Execution) flush(then func()) {
	if e.checkpoint == nil || len(e.checkpoint.buffer) == 0 {
		then()
		return
	}
	ops := e.checkpoint.buffer
	e.busy = true
	var err error
	e.host.Go(func(ctx context.Context) { err = e.checkpoint.Send(ctx, ops) }, func() {
		e.busy = false
		switch {
		case errors.Is(err, ErrStale):
			e.finish(Outcome{NoRetry: true, Error: &step.Error{Name: "StaleDispatchError", Serialized: true,
				Message: "another call has taken this run over: this one stops without a result"}})
		case err != nil:
			e.finish(Outcome{Ops: ops})
		default:
			e.checkpoint.buffer = nil
			then()
		}
	})
}

// unsent are the buffered results, which ride with the answer.
func (e *Execution) unsent() []step.Op {
	if e.checkpoint == nil {
		return nil
	}
	return e.checkpoint.buffer
}

// parseCheckpointing reads the option of a function or its client. A nil
// result means off.
func parseCheckpointing(option json.RawMessage, dialect int) (*Checkpointing, error) {
	if len(option) == 0 || string(option) == "null" {
		if dialect < 4 {
			return nil, nil
		}
		return &Checkpointing{}, nil
	}
	var on bool
	if json.Unmarshal(option, &on) == nil {
		if !on {
			return nil, nil
		}
		return &Checkpointing{}, nil
	}
	var options struct {
		Buffered   int             `json:"bufferedSteps"`
		MaxRuntime json.RawMessage `json:"maxRuntime"`
	}
	if err := json.Unmarshal(option, &options); err != nil {
		return nil, fmt.Errorf("checkpointing: want true, false or an object: %w", err)
	}
	c := &Checkpointing{Buffered: options.Buffered}
	if len(options.MaxRuntime) > 0 {
		d, err := parseRuntime(options.MaxRuntime)
		if err != nil {
			return nil, fmt.Errorf("checkpointing: maxRuntime: %w", err)
		}
		c.MaxRuntime = d
	}
	return c, nil
}

// parseRuntime reads a duration: milliseconds, or text such as "10s".
func parseRuntime(text json.RawMessage) (time.Duration, error) {
	var ms float64
	if json.Unmarshal(text, &ms) == nil {
		return time.Duration(ms * float64(time.Millisecond)), nil
	}
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return 0, errors.New(`want milliseconds or a duration such as "10s"`)
	}
	return time.ParseDuration(s)
}
