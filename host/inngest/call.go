package inngest

import (
	"encoding/json"
	"errors"
	"fmt"

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

// decodeCall reads the body of a call request.
func decodeCall(body []byte) (*Call, error) {
	var wire struct {
		Context *CallContext               `json:"ctx"`
		Event   json.RawMessage            `json:"event"`
		Events  json.RawMessage            `json:"events"`
		Steps   map[string]json.RawMessage `json:"steps"`
		UseAPI  bool                       `json:"use_api"`
	}
	if err := json.Unmarshal(body, &wire); err != nil {
		return nil, fmt.Errorf("the body is not a call request: %w", err)
	}
	if wire.Context == nil {
		return nil, errors.New(`the body is not a call request: it has no "ctx"`)
	}
	c := &Call{Context: *wire.Context, Event: wire.Event, Events: wire.Events}
	c.Context.UseAPI = c.Context.UseAPI || wire.UseAPI
	if !c.Context.UseAPI && len(wire.Event) == 0 {
		return nil, errors.New(`the body is not a call request: it has no "event"`)
	}
	var err error
	c.Steps, err = decodeSteps(wire.Steps)
	return c, err
}

// decodeStepObject reads recorded steps from a JSON object.
func decodeStepObject(text json.RawMessage) (map[string]Recorded, error) {
	var wire map[string]json.RawMessage
	if err := json.Unmarshal(text, &wire); err != nil {
		return nil, fmt.Errorf("recorded steps: %w", err)
	}
	return decodeSteps(wire)
}

// elements are the elements of a JSON array.
func elements(text json.RawMessage) ([]json.RawMessage, error) {
	var list []json.RawMessage
	err := json.Unmarshal(text, &list)
	return list, err
}

func decodeSteps(wire map[string]json.RawMessage) (map[string]Recorded, error) {
	steps := make(map[string]Recorded, len(wire))
	for id, text := range wire {
		r, err := decodeRecorded(text)
		if err != nil {
			return nil, fmt.Errorf("recorded step %s: %w", id, err)
		}
		steps[id] = r
	}
	return steps, nil
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

// soleMember is the one member of a JSON object, besides a "type" member that
// says the same as its name. The text is known to be valid JSON.
func soleMember(object json.RawMessage) (name string, value json.RawMessage, ok bool) {
	at := 1
	for {
		at = skipSpace(object, at)
		if object[at] == '}' {
			return name, value, name != ""
		}
		if object[at] == ',' {
			at++
			continue
		}
		end := skipString(object, at)
		key := string(object[at+1 : end-1])
		at = skipSpace(object, skipSpace(object, end)+1)
		end = skipValue(object, at)
		if key != "type" {
			if name != "" {
				return "", nil, false
			}
			name, value = key, object[at:end]
		}
		at = end
	}
}

func skipSpace(text []byte, at int) int {
	for text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t' {
		at++
	}
	return at
}

// skipString is the end of the string that starts at at.
func skipString(text []byte, at int) int {
	for at++; text[at] != '"'; at++ {
		if text[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// skipValue is the end of the value that starts at at.
func skipValue(text []byte, at int) int {
	switch text[at] {
	case '"':
		return skipString(text, at)
	case '{', '[':
		for depth := 0; ; {
			switch text[at] {
			case '"':
				at = skipString(text, at)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return at + 1
				}
			}
			at++
		}
	}
	for at < len(text) {
		switch text[at] {
		case ',', '}', ']', ' ', '\n', '\r', '\t':
			return at
		}
		at++
	}
	return at
}
