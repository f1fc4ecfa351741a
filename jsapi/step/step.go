// Package step is the vocabulary of durable steps: what a function's code
// finds when it calls step.run, step.sleep and the others, and what the engine
// that decides about them is told. The types here know neither JavaScript nor
// HTTP, so an engine can be tested with plain Go values.
package step

import (
	"context"
	"encoding/json"
	"time"
)

// An Op is one entry of a 206 response: what the function asks the server to
// do, or reports as done. The JSON form is the wire form (SDK_SPEC 5).
type Op struct {
	// ID is the hashed step id: hex SHA-1 of the user's id, or of "id:n" for
	// the nth repeat.
	ID string `json:"id"`
	// Op is the opcode: "StepRun", "StepPlanned", "Sleep", "WaitForEvent", ...
	Op string `json:"op"`
	// Name is what the server reads as the operation's subject: the user's id
	// for a step with a body, the event's name for WaitForEvent, the duration
	// for Sleep.
	Name string `json:"name,omitempty"`
	// DisplayName is what people see: the step's name, else its id.
	DisplayName string `json:"displayName,omitempty"`
	// Opts are the operation's options, a JSON object; omitted when empty.
	Opts json.RawMessage `json:"opts,omitempty"`
	// Userland is the id as its author wrote it.
	Userland *Userland `json:"userland,omitempty"`
	// Data is the step's result, for StepRun and RunComplete.
	Data json.RawMessage `json:"data,omitempty"`
	// Error is what the step threw, for StepError and StepFailed.
	Error *Error `json:"error,omitempty"`
	// Timing is when the body ran.
	Timing *Timing `json:"timing,omitempty"`
}

// Userland is a step id before hashing.
type Userland struct {
	ID string `json:"id"`
	// Index counts repeats of the same id from 1; absent for the first.
	Index int `json:"index,omitempty"`
}

// Timing is the interval in which a body ran, in nanoseconds.
type Timing struct {
	// Start is the Unix time of the start, in nanoseconds.
	Start int64 `json:"a"`
	// Duration is in nanoseconds.
	Duration int64 `json:"b"`
}

// Since is the Timing of a body that started at start and ends now.
func Since(start time.Time) *Timing {
	return &Timing{Start: start.UnixNano(), Duration: time.Since(start).Nanoseconds()}
}

// An Error is a thrown value in the form that crosses the wire: what
// serialising an Error in the TypeScript SDK gives.
type Error struct {
	Name    string `json:"name"`
	Message string `json:"message"`
	// Stack is source-mapped text, first line "Name: message".
	Stack string `json:"stack,omitempty"`
	// Code is the error's code member, such as Node's "ENOENT", when it had
	// one: any JSON value.
	Code json.RawMessage `json:"code,omitempty"`
	// Cause is the serialised cause: an Error, or any JSON value.
	Cause json.RawMessage `json:"cause,omitempty"`
	// Serialized marks the object as an error for the SDKs that read it.
	Serialized bool `json:"__serialized,omitempty"`

	// NoRetry is set for a NonRetriableError, recognised by class or name.
	NoRetry bool `json:"-"`
	// RetryAfter is the Retry-After header of a RetryAfterError: whole
	// seconds, or an ISO 8601 time. Empty for other errors.
	RetryAfter string `json:"-"`
	// Memoized is the hashed id of the step whose recorded failure this is,
	// when the very StepError a replay rejected with has come back.
	Memoized string `json:"-"`
}

// Error implements error: "name: message".
func (e *Error) Error() string {
	if e.Name == "" {
		return e.Message
	}
	return e.Name + ": " + e.Message
}

// A Result is how a body, a handler or a memoised step ended: with Data, or
// with Err. Data nil means undefined, which travels as null.
type Result struct {
	Data json.RawMessage
	Err  *Error
}

// A Step is one call of a step tool in a replay that is not settled yet.
// Its functions must be called on the goroutine that calls the Engine.
type Step struct {
	// Op is what would be reported to plan this step.
	Op Op
	// Recorded is set by the engine in Found, for a step whose result it has.
	Recorded bool
	// Line is where the tool was called, "scripts/functions/x.ts:12:7"; nil
	// or empty when unknown.
	Line func() string
	// Settle ends the promise that the script holds, from a recorded result.
	Settle func(Result)
	// Run runs the body and calls done exactly once, later or at once. Nil
	// for a step that the server carries out (a sleep, a wait). input
	// replaces the arguments of the body when not nil (a rerun with edited
	// input).
	Run func(input []json.RawMessage, done func(Result))
}

// An Engine decides what becomes of the steps of one replay. All methods are
// called on one goroutine, the isolate's loop, and must not block.
type Engine interface {
	// Memoized says whether the call came with a result of the step.
	Memoized(id string) bool
	// Found tells of a step tool's call, in the order the script makes them.
	// inside is the step whose body made the call, or nil. The promise that
	// the tool returned is rejected with the error.
	Found(s *Step, inside *Step) error
	// Drained says that no JavaScript of this replay can run until something
	// settles. inFlight counts the replay's native operations and timers that
	// may still do so; zero means that only a step can.
	Drained(inFlight int)
	// Stalled says that nothing in the whole isolate is in flight, so that
	// nothing but a step of this replay can ever make it move.
	Stalled()
	// Settled says that the handler returned or threw.
	Settled(Result)
	// Answer is what the call will be answered with, once the engine has
	// finished.
	Answer() Answer
	// Replaying is true while recorded steps are still to be resolved; the
	// script's logger is silent then.
	Replaying() bool
}

// Input is what a handler is called with.
type Input struct {
	// App is the id of the app that the function is served under.
	App string
	// Function is the function's id without the app's prefix.
	Function string
	// Failure calls the function's onFailure handler instead.
	Failure bool
	// Event is the first of Events, a JSON object; Events a JSON array.
	Event, Events json.RawMessage
	RunID         string
	// Attempt counts from 0, for the step being retried; MaxAttempts is
	// retries + 1, 0 when the server did not say.
	Attempt, MaxAttempts int
	// RequestID and JobID are the server's names for this call.
	RequestID, JobID string
	// Steps are the recorded results by hashed id, for middleware that
	// rewrites them. Nil when there are none.
	Steps map[string]Result
	// Stack lists hashed ids in the order in which they completed.
	Stack []string
}

// A Host is what an engine may ask of the isolate that its replay runs in. Its
// methods are called on the loop.
type Host interface {
	// After calls f on the loop after d, unless stop is called first. It does
	// not count as in flight.
	After(d time.Duration, f func()) (stop func())
	// Go runs work on a goroutine of its own, then calls then on the loop. It
	// counts as in flight until then.
	Go(work func(ctx context.Context), then func())
	// Finish says that the engine has its answer: the replay is left.
	Finish()
}

// A Player runs the JavaScript of functions.
type Player interface {
	// Play calls a function of the script under the engine that start makes,
	// and returns when the engine has finished, or with the reason why it
	// never will: the deadline of ctx, an isolate that could not be loaded or
	// had to be condemned.
	Play(ctx context.Context, script string, in Input, start func(Host) Engine) error
}
