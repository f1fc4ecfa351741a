package inngest

import (
	"encoding/json"
	"fmt"
	"net/http"

	"systembus/jsapi/step"
)

// An Outcome is the answer to a call, before it is put into HTTP. Just one of
// Ops, Error and Missing is set, or none when the function returned Data.
type Outcome struct {
	// Version is the execution version the function was run under: 1 or 2.
	Version int
	// Ops are the steps to report.
	Ops []step.Op
	// Data is what the function returned; nil for undefined.
	Data json.RawMessage
	// Error is what the function failed with.
	Error *step.Error
	// NoRetry forbids a retry of an error, RetryAfter delays it.
	NoRetry    bool
	RetryAfter string
	// Missing says that the call asked for a step that the function did not
	// come to.
	Missing *MissingStep
	// Dropped are steps, by the ids that their author wrote, that the function
	// called and did not wait for: it returned before anyone heard of them.
	Dropped []string
	// Ran are the steps whose code ran here.
	Ran []StepReport
}

// MissingStep is the body of the answer when a step was asked for that the
// function does not have.
type MissingStep struct {
	Error     string    `json:"error"`
	Requested string    `json:"requestedStep"`
	Found     []step.Op `json:"foundSteps"`
	Total     int       `json:"totalFoundSteps"`
}

// newMissing names the steps that were found instead, the first few of them.
func newMissing(requested string, found []step.Op) *MissingStep {
	const shown = 5
	m := &MissingStep{
		Error:     fmt.Sprintf("Could not find step %q to run; timed out.", requested),
		Requested: requested, Total: len(found), Found: found[:min(shown, len(found))],
	}
	if len(m.Found) > 0 {
		m.Error += " Found new steps: \n"
		for i, op := range m.Found {
			if i > 0 {
				m.Error += "\n"
			}
			m.Error += op.DisplayName + " (" + op.ID + ")"
		}
		m.Error += "."
	}
	if m.Total > len(m.Found) {
		m.Error += fmt.Sprintf(" (showing %d of %d)", len(m.Found), m.Total)
	}
	return m
}

// status is the HTTP status of the outcome.
func (o *Outcome) status() int {
	switch {
	case o.Missing != nil:
		return http.StatusInternalServerError
	case o.Error != nil && o.NoRetry:
		return http.StatusBadRequest
	case o.Error != nil:
		return http.StatusInternalServerError
	case o.Ops != nil:
		return http.StatusPartialContent
	}
	return http.StatusOK
}

// body is the JSON text of the outcome.
func (o *Outcome) body() ([]byte, error) {
	switch {
	case o.Missing != nil:
		return json.Marshal(o.Missing)
	case o.Error != nil:
		e := *o.Error
		e.Serialized = true
		return json.Marshal(e)
	case o.Ops != nil:
		return encodeOps(o.Ops), nil
	case o.Data == nil:
		return []byte("null"), nil
	}
	return o.Data, nil
}

// header sets the headers that tell the server about retries.
func (o *Outcome) header(h http.Header) {
	if o.Version > 0 {
		h.Set(HeaderReqVersion, fmt.Sprint(o.Version))
	}
	failed := o.Error != nil || o.Missing != nil
	for _, op := range o.Ops {
		failed = failed || op.Error != nil
	}
	if failed {
		h.Set(HeaderNoRetry, fmt.Sprint(o.NoRetry))
	}
	if o.RetryAfter != "" {
		h.Set(HeaderRetryAfter, o.RetryAfter)
	}
}

// encodeOps is the JSON text of ops. Their data is JSON text already, and may
// be megabytes: it is copied once and not parsed again.
func encodeOps(ops []step.Op) []byte {
	size := 2
	for _, op := range ops {
		size += 512 + len(op.Data) + len(op.Opts)
	}
	out := append(make([]byte, 0, size), '[')
	for i, op := range ops {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendOp(out, op)
	}
	return append(out, ']')
}

func appendOp(out []byte, op step.Op) []byte {
	data, opts := op.Data, op.Opts
	op.Data, op.Opts = nil, nil
	// What is left has no member that can fail to encode.
	rest, err := json.Marshal(op)
	if err != nil {
		panic("inngest: encoding an op: " + err.Error())
	}
	out = append(out, rest[:len(rest)-1]...)
	if op.Op != opRunComplete {
		if opts == nil {
			opts = json.RawMessage("{}")
		}
		out = append(out, `,"opts":`...)
		out = append(out, opts...)
	}
	if op.Error == nil || data != nil {
		if data == nil {
			data = json.RawMessage("null")
		}
		out = append(out, `,"data":`...)
		out = append(out, data...)
	}
	return append(out, '}')
}
