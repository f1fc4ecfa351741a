package infer

import (
	"fmt"
	"strings"
	"time"
)

// The codes of errors, which scripts see as error.code.
const (
	// CodeOptions is a request that makes no sense: an empty prompt, an
	// unknown task, a time that is no number.
	CodeOptions = "INFER_OPTIONS"
	// CodeAgent is an agent that no file and no built-in profile defines, or
	// whose file cannot be read.
	CodeAgent = "INFER_AGENT"
	// CodeModel is a model that a strict request may not use, or that the
	// program did not use though it was asked to.
	CodeModel = "INFER_MODEL"
	// CodeMissing is a program that is not installed, or not executable.
	CodeMissing = "INFER_CLI_MISSING"
	// CodeFailed is a program that ended with a status other than zero, or by
	// a signal, without an answer.
	CodeFailed = "INFER_CLI_FAILED"
	// CodeOutput is output that is not what the program is known to print.
	CodeOutput = "INFER_BAD_OUTPUT"
	// CodeFlood is more output than the limit.
	CodeFlood = "INFER_FLOOD"
	// CodeEmpty is an answer without text, where text is required.
	CodeEmpty = "INFER_EMPTY"
	// CodeJSON is an answer without JSON, where JSON is required.
	CodeJSON = "INFER_NO_JSON"
	// CodeProvider is what the model's provider refused, by way of the
	// program.
	CodeProvider = "INFER_PROVIDER"
	// CodeLimited is a rate limit or a used-up quota.
	CodeLimited = "INFER_RATE_LIMITED"
	// CodeTimeout is the deadline of the whole request, passed while a
	// program ran.
	CodeTimeout = "INFER_TIMEOUT"
	// CodeQueueTimeout is the deadline, passed while waiting for a place.
	CodeQueueTimeout = "INFER_QUEUE_TIMEOUT"
	// CodeQueueFull is a queue that takes no more.
	CodeQueueFull = "INFER_QUEUE_FULL"
	// CodeCircuit is an open circuit: too many failures of late.
	CodeCircuit = "INFER_CIRCUIT_OPEN"
	// CodeBudget is a budget that is used up, or that cannot be accounted
	// for.
	CodeBudget = "INFER_BUDGET"
	// CodeCancelled is a call of a function that ended, or a script's own
	// AbortSignal.
	CodeCancelled = "INFER_CANCELLED"
	// CodeFiles is a temporary file that could not be written.
	CodeFiles = "INFER_FILES"
)

// An Error is why there is no answer.
type Error struct {
	// Kind is one of the codes above.
	Kind    string
	Message string
	// Program is the program that was run, or would have been.
	Program string
	// Model is the one asked for; empty for the program's own choice.
	Model string
	// ExitCode and Signal say how the program ended, when it did by itself.
	ExitCode *int
	Signal   string
	// Stderr is the end of what it said there.
	Stderr string
	// RetryAt is when a circuit or a budget lets requests through again.
	RetryAt time.Time
	// Attempts are all that was tried, in order.
	Attempts []Attempt
	Cause    error
}

// An Attempt is one run of a program that gave no answer.
type Attempt struct {
	Model   string `json:"model,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
	// Millis is how long it took.
	Millis int64 `json:"durationMs"`
}

// Error implements error.
func (e *Error) Error() string { return e.Message }

// Code is the error's kind.
func (e *Error) Code() string { return e.Kind }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Timeout marks errors of time, as net.Error does.
func (e *Error) Timeout() bool { return e.Kind == CodeTimeout || e.Kind == CodeQueueTimeout }

// trips says whether the error counts against the circuit: what costs money
// or time and gives nothing.
func (e *Error) trips() bool {
	switch e.Kind {
	case CodeEmpty, CodeJSON, CodeOutput, CodeFlood, CodeTimeout, CodeLimited:
		return true
	}
	return false
}

// another says whether another model may do better.
func (e *Error) another() bool {
	switch e.Kind {
	case CodeFailed, CodeOutput, CodeFlood, CodeEmpty, CodeJSON, CodeProvider, CodeLimited, CodeModel:
		return true
	}
	return false
}

func fail(kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// asked is a model as messages name it.
func asked(model string) string {
	if model == "" {
		return ""
	}
	return " (" + model + ")"
}

// lastLines are the last lines of text that say something, in one line and
// not longer than an error message should be.
func lastLines(text string) string {
	const longest = 400
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	out := strings.Join(lines[max(0, len(lines)-4):], " · ")
	if len(out) > longest {
		out = "…" + strings.ToValidUTF8(out[len(out)-longest:], "")
	}
	return out
}
