package infer

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"systembus/host/spelling"
)

// Bounds of a request's deadline.
const (
	DefaultTimeout = 2 * time.Minute
	MinTimeout     = time.Second
	MaxTimeout     = time.Hour
)

// A Request is one question and how it is to be answered. Its JSON form is
// the options object that scripts give.
type Request struct {
	// Prompt is the question.
	Prompt string `json:"-"`
	// Task selects the models; see Tasks.
	Task string `json:"task"`
	// Model is tried before those of the task: "provider/model" or a pattern
	// that the program knows.
	Model string `json:"model"`
	// Provider is that of a model named without one; models of others are
	// not tried.
	Provider string `json:"provider"`
	// MaxAttempts bounds how many models are tried; 3 when zero.
	MaxAttempts int `json:"maxAttempts"`
	// PolicyVersion is recorded with the request.
	PolicyVersion string `json:"policyVersion"`
	// Strict refuses models that are neither configured nor named with their
	// provider, unless AllowLegacy. Nil takes the Engine's default.
	Strict      *bool `json:"strict"`
	AllowLegacy bool  `json:"allowLegacy"`
	// Policy replaces the configured models for this request.
	Policy *Policy `json:"policy"`
	// Timeout is the deadline of the whole request in milliseconds; see
	// DefaultTimeout. It is brought within MinTimeout and MaxTimeout.
	Timeout *float64 `json:"timeout"`
	// JSON looks for JSON in the answer; RequireJSON makes its absence an
	// error, RequireTextOutput that of text.
	JSON              bool `json:"json"`
	RequireJSON       bool `json:"requireJson"`
	RequireTextOutput bool `json:"requireTextOutput"`
	// System replaces the program's system prompt, AppendSystemPrompt adds to
	// it.
	System             string `json:"system"`
	AppendSystemPrompt string `json:"appendSystemPrompt"`
	// Agent names a definition whose model, prompt and tools are used; see
	// Agents.
	Agent string `json:"agent"`
	// Thinking is how much the model may think: off, minimal, low, medium,
	// high or xhigh.
	Thinking string `json:"thinking"`
	// Tools are the only ones lent to the model; NoTools lends none.
	Tools   []string `json:"tools"`
	NoTools bool     `json:"noTools"`
	// Extensions are loaded by the program; NoExtensions, true unless an
	// agent has some, turns off those it would find by itself.
	Extensions   []string `json:"extensions"`
	NoExtensions *bool    `json:"noExtensions"`
	// Print asks the program for its printing mode by its own flag too.
	Print bool `json:"print"`
	// Component and Action say what for; circuits are kept by them.
	Component string `json:"component"`
	Action    string `json:"action"`
	// Env adds to the program's environment.
	Env map[string]string `json:"env"`
	// CWD is the folder it runs in, and where the search for agents starts.
	CWD string `json:"cwd"`
	// RequestID and Metadata are recorded.
	RequestID string          `json:"requestId"`
	Metadata  json.RawMessage `json:"metadata"`

	// Environ is the whole environment that Env adds to, as in os.Environ.
	Environ []string `json:"-"`
	// Function, Run and Step say on whose account it is; empty outside a
	// function.
	Function string `json:"-"`
	Run      string `json:"-"`
	Step     string `json:"-"`
}

// A Policy is a request's own route.
type Policy struct {
	// Models are tried first, Fallbacks after them.
	Models    []string `json:"models"`
	Fallbacks []string `json:"fallbacks"`
}

// Tasks are the kinds of work that routes are configured for.
func Tasks() []string {
	return []string{"classification", "complex", "default", "digest", "json", "reasoning", "rewrite", "simple", "summary", "vision"}
}

// Providers are the names that Request.Provider may have.
func Providers() []string { return []string{"anthropic", "openai", "openai-codex"} }

var thinkings = []string{"", "off", "minimal", "low", "medium", "high", "xhigh"}

// maxArgument is the longest argument that Linux gives to a program.
const maxArgument = 128<<10 - 1

// check refuses what makes no sense, and fills in what was left out.
func (r *Request) check() *Error {
	if strings.TrimSpace(r.Prompt) == "" {
		return fail(CodeOptions, "infer: the prompt is empty")
	}
	if r.Task != "" && !slices.Contains(Tasks(), r.Task) {
		return fail(CodeOptions, "infer: unknown task %q%s; the tasks are %s", r.Task, spelling.DidYouMean(r.Task, Tasks()), strings.Join(Tasks(), ", "))
	}
	if r.Provider != "" && !slices.Contains(Providers(), r.Provider) {
		return fail(CodeOptions, "infer: unknown provider %q: want one of %s", r.Provider, strings.Join(Providers(), ", "))
	}
	if !slices.Contains(thinkings, r.Thinking) {
		return fail(CodeOptions, "infer: unknown thinking %q: want one of %s", r.Thinking, strings.Join(thinkings[1:], ", "))
	}
	if r.MaxAttempts < 0 {
		return fail(CodeOptions, "infer: maxAttempts is %d: want 1 or more", r.MaxAttempts)
	}
	if r.NoTools && len(r.Tools) > 0 {
		return fail(CodeOptions, "infer: noTools and tools exclude each other")
	}
	if r.Timeout != nil && math.IsNaN(*r.Timeout) {
		return fail(CodeOptions, "infer: timeout is not a number of milliseconds")
	}
	for name, text := range map[string]string{"model": r.Model, "tools": strings.Join(r.Tools, ","), "agent": r.Agent, "cwd": r.CWD} {
		if strings.ContainsRune(text, 0) || strings.HasPrefix(text, "-") {
			return fail(CodeOptions, "infer: %s %q would be read as an option of the program", name, text)
		}
	}
	if r.Component == "" {
		r.Component = "system-bus.inference"
	}
	if r.Action == "" {
		r.Action = "inference.generate"
	}
	if r.MaxAttempts == 0 {
		r.MaxAttempts = 3
	}
	return nil
}

// checkArguments refuses a system prompt that no argument can hold; an agent
// may have brought it.
func (r *Request) checkArguments() *Error {
	for name, text := range map[string]string{"system": r.System, "appendSystemPrompt": r.AppendSystemPrompt} {
		if len(text) > maxArgument {
			return fail(CodeOptions, "infer: %s has %d bytes, more than the argument of a program can hold (%d): put it into the prompt", name, len(text), maxArgument)
		}
		if strings.ContainsRune(text, 0) {
			return fail(CodeOptions, "infer: %s holds a NUL character", name)
		}
	}
	return nil
}

// deadline is how long the request may take.
func (r *Request) deadline() time.Duration {
	if r.Timeout == nil {
		return DefaultTimeout
	}
	millis := min(max(*r.Timeout, float64(MinTimeout.Milliseconds())), float64(MaxTimeout.Milliseconds()))
	return time.Duration(millis * float64(time.Millisecond))
}

// key names the circuit that the request belongs to.
func (r *Request) key() string { return fmt.Sprintf("%s:%s", r.Component, r.Action) }

// A Result is an answer.
type Result struct {
	Text string `json:"text"`
	// Data is the JSON found in the text, where it was looked for.
	Data json.RawMessage `json:"data,omitempty"`
	// Model and Provider are those that answered.
	Model    string `json:"model,omitempty"`
	Provider string `json:"provider,omitempty"`
	// Usage is nil when the program did not tell.
	Usage *Usage `json:"usage,omitempty"`
	// AttemptIndex counts the models tried before, from 0.
	AttemptIndex int `json:"attemptIndex"`
}

// Usage is what an answer took. Costs are in US dollars, nil when the program
// does not tell them.
type Usage struct {
	InputTokens      int64    `json:"inputTokens"`
	OutputTokens     int64    `json:"outputTokens"`
	TotalTokens      int64    `json:"totalTokens"`
	CacheReadTokens  int64    `json:"cacheReadTokens"`
	CacheWriteTokens int64    `json:"cacheWriteTokens"`
	CostInput        *float64 `json:"costInput,omitempty"`
	CostOutput       *float64 `json:"costOutput,omitempty"`
	CostTotal        *float64 `json:"costTotal,omitempty"`
}

// add sums what several answers took.
func (u *Usage) add(o *Usage) *Usage {
	if u == nil || o == nil {
		if u == nil {
			u = o
		}
		if u == nil {
			return nil
		}
		sum := *u
		return &sum
	}
	sum := Usage{
		InputTokens: u.InputTokens + o.InputTokens, OutputTokens: u.OutputTokens + o.OutputTokens, TotalTokens: u.TotalTokens + o.TotalTokens,
		CacheReadTokens: u.CacheReadTokens + o.CacheReadTokens, CacheWriteTokens: u.CacheWriteTokens + o.CacheWriteTokens,
		CostInput: sumOf(u.CostInput, o.CostInput), CostOutput: sumOf(u.CostOutput, o.CostOutput), CostTotal: sumOf(u.CostTotal, o.CostTotal),
	}
	return &sum
}

func sumOf(a, b *float64) *float64 {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	sum := *a + *b
	return &sum
}
