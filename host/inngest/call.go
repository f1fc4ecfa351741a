package inngest

import (
	"encoding/json"
	"errors"
	"fmt"

	"systembus/jsapi/rawjson"
	"systembus/jsapi/step"
)

// A Call is one call request: the server asks the host to carry a run on
// (SDK_SPEC 4.3). Step and Function come from the query, the rest from the body.
type Call struct {
	// Function is the full id "<app>-<id>"; Step is StepDiscovery or a hashed
	// step id.
	Function, Step string

	Context CallContext
	// Event is the first of Events.
	Event, Events json.RawMessage
	// Steps are recorded results and edited inputs by hashed id.
	Steps map[string]Recorded
}

// CallContext is the ctx member of a call request.
type CallContext struct {
	// FunctionID is the server's UUID of the function.
	FunctionID string `json:"fn_id"`
	RunID      string `json:"run_id"`
	// Attempt counts from 0; MaxAttempts is absent from old servers.
	Attempt     int  `json:"attempt"`
	MaxAttempts *int `json:"max_attempts"`
	// DisableImmediateExecution forbids running a newly found step at once:
	// parallel branches of the run are under way.
	DisableImmediateExecution bool   `json:"disable_immediate_execution"`
	UseAPI                    bool   `json:"use_api"`
	QueueItemID               string `json:"qi_id"`
	RequestID                 string `json:"request_id"`
	JobID                     string `json:"job_id"`
	GenerationID              int    `json:"generation_id"`
	Stack                     struct {
		// Stack lists hashed ids in the order in which they completed.
		Stack []string `json:"stack"`
	} `json:"stack"`
}

// Recorded is what the server knows of a step.
type Recorded struct {
	step.Result
	// Input replaces the arguments of a step that is run again; the step has
	// no result then.
	Input []json.RawMessage
}

// maxAttempts is the bound on attempts, or 0 when the server named none.
func (c CallContext) maxAttempts() int {
	if c.MaxAttempts == nil {
		return 0
	}
	return *c.MaxAttempts
}

// last says that the server will not retry any more.
func (c CallContext) last() bool {
	return c.maxAttempts() > 0 && c.Attempt == c.maxAttempts()-1
}

// decodeCall reads the body of a call request. The events and results in it
// may be megabytes: they are cut out in one pass, and checked when they are
// parsed for the script.
func decodeCall(body []byte) (*Call, error) {
	c := &Call{}
	var hasContext, useAPI bool
	err := rawjson.Members(body, func(name string, value json.RawMessage) (err error) {
		switch name {
		case "ctx":
			hasContext = value[0] == '{'
			err = json.Unmarshal(value, &c.Context)
		case "event":
			c.Event = value
		case "events":
			c.Events = value
		case "steps":
			c.Steps, err = decodeStepObject(value)
		case "use_api":
			err = json.Unmarshal(value, &useAPI)
		}
		if err != nil {
			return fmt.Errorf("%q: %w", name, err)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("the body is not a call request: %w", err)
	case !hasContext:
		return nil, errors.New(`the body is not a call request: it has no "ctx"`)
	}
	c.Context.UseAPI = c.Context.UseAPI || useAPI
	if !c.Context.UseAPI && (len(c.Event) == 0 || c.Event[0] != '{') {
		return nil, errors.New(`the body is not a call request: it has no "event"`)
	}
	return c, nil
}

// decodeStepObject reads recorded steps from a JSON object by hashed id.
func decodeStepObject(text json.RawMessage) (map[string]Recorded, error) {
	if string(text) == "null" {
		return nil, nil
	}
	steps := map[string]Recorded{}
	return steps, rawjson.Members(text, func(id string, value json.RawMessage) error {
		r, err := decodeRecorded(value)
		if err != nil {
			return fmt.Errorf("recorded step %s: %w", id, err)
		}
		steps[id] = r
		return nil
	})
}

// elements are the elements of a JSON array.
func elements(text json.RawMessage) ([]json.RawMessage, error) {
	var list []json.RawMessage
	err := json.Unmarshal(text, &list)
	return list, err
}

// decodeRecorded reads one entry of steps: an object with just one of data,
// error and input, or else any value, which then is the result itself.
func decodeRecorded(text json.RawMessage) (Recorded, error) {
	if len(text) == 0 || text[0] != '{' {
		return Recorded{Result: step.Result{Data: text}}, nil
	}
	name, value, ok := soleMember(text)
	if !ok {
		return Recorded{Result: step.Result{Data: text}}, nil
	}
	switch name {
	case "data":
		return Recorded{Result: step.Result{Data: value}}, nil
	case "error":
		var e step.Error
		if err := json.Unmarshal(value, &e); err != nil {
			return Recorded{}, fmt.Errorf("error: %w", err)
		}
		return Recorded{Result: step.Result{Err: &e}}, nil
	case "input":
		input := []json.RawMessage{}
		if err := json.Unmarshal(value, &input); err != nil {
			return Recorded{}, fmt.Errorf("input: %w", err)
		}
		return Recorded{Input: input}, nil
	}
	return Recorded{Result: step.Result{Data: text}}, nil
}

// soleMember is the one member of a JSON object, besides a "type" member,
// which says no more than its name does.
func soleMember(object json.RawMessage) (name string, value json.RawMessage, ok bool) {
	members := 0
	err := rawjson.Members(object, func(key string, v json.RawMessage) error {
		if key != "type" {
			members++
			name, value = key, v
		}
		return nil
	})
	return name, value, err == nil && members == 1
}
