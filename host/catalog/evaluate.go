package catalog

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"systembus/bundler"
	"systembus/host/config"
)

// A Source is a bundle to evaluate.
type Source struct {
	// Path is the entry file relative to the project's root.
	Path string
	// Roles are those that the entry's folder or index file gives; nil leaves
	// them to the script.
	Roles []string
	// Code is the bundle, Map its source map, Hash the code's hash.
	Code, Map []byte
	Hash      string
}

// An Evaluation is what a script did when it was run once.
type Evaluation struct {
	// Functions are what the script created and exported.
	Functions []bundler.Function
	// Webhook is the provider that the script exports; nil for none.
	Webhook *bundler.Webhook
	// Roles are its `export const roles`; nil when it has none.
	Roles []string
	// Requires and AllowNoRetries are its exports of these names.
	Requires       []string
	AllowNoRetries bundler.Reasons
	// Warnings are remarks on the script, each with its place.
	Warnings []bundler.Problem
	// Env are the environment variables it read, as [EnvHash] records them.
	Env map[string]string
}

// An Evaluator runs a script once, to see what it registers. It is called from
// several goroutines. An error that is a [bundler.Problem] is told as it is;
// what the script threw is a [*Thrown].
type Evaluator interface {
	Evaluate(ctx context.Context, source Source) (Evaluation, error)
}

// Thrown is what a script's top level threw.
type Thrown struct {
	// Message is its first line, Stack where it was thrown.
	Message, Stack string
	// Causes are the errors that led to it, the nearest first.
	Causes []string
	// Unset are the variables of the environment that the script had asked for
	// and that are not set, sorted.
	Unset []string
}

// Error implements error: the message alone.
func (t *Thrown) Error() string { return t.Message }

// evaluateTimeout bounds what a script may do at its top level.
const evaluateTimeout = 30 * time.Second

// errSlow is why an evaluation ended that took too long.
var errSlow = fmt.Errorf("its top level was still running after %v", evaluateTimeout)

// Evaluate runs every source, several at a time, and gives a manifest entry
// for each, in the same order; the entry of a script that could not be run
// has a path and nothing else. Bundle and Map are left to whoever writes the
// files. The result has yet to be checked: see [Checker].
func Evaluate(ctx context.Context, ev Evaluator, sources []Source) ([]bundler.Script, []Finding) {
	scripts := make([]bundler.Script, len(sources))
	found := make([][]Finding, len(sources))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(sources)) {
		workers.Go(func() {
			for i := range next {
				var problems []bundler.Problem
				scripts[i], problems = evaluate(ctx, ev, sources[i])
				for _, p := range problems {
					found[i] = append(found[i], Finding{sources[i].Path, p})
				}
			}
		})
	}
	for i := range sources {
		next <- i
	}
	close(next)
	workers.Wait()
	return scripts, slices.Concat(found...)
}

func evaluate(ctx context.Context, ev Evaluator, src Source) (bundler.Script, []bundler.Problem) {
	ctx, cancel := context.WithTimeoutCause(ctx, evaluateTimeout, errSlow)
	defer cancel()
	e, err := ev.Evaluate(ctx, src)
	if err != nil {
		return bundler.Script{Path: src.Path}, []bundler.Problem{thrown(src.Path, err)}
	}
	script := bundler.Script{
		Path:      src.Path,
		Hash:      src.Hash,
		Size:      len(src.Code),
		Functions: e.Functions,
		Webhook:   e.Webhook,
		Env:       e.Env,

		Requires:       e.Requires,
		AllowNoRetries: e.AllowNoRetries,
	}
	var problems []bundler.Problem
	script.Roles, problems = decideRoles(src, e)
	if e.Webhook != nil && len(script.Roles) == 0 {
		script.Roles = config.Roles() // any worker can take a delivery
	}
	return script, append(problems, e.Warnings...)
}

// thrown makes a problem of what a script's top level threw, at the first
// place in a source file that the error's text names.
func thrown(path string, err error) bundler.Problem {
	if p, ok := errors.AsType[bundler.Problem](err); ok {
		return p
	}
	if errors.Is(err, errSlow) {
		return bundler.Problem{
			Severity: bundler.Error, File: path, Text: errSlow.Error(),
			Remedy: "Top-level code runs whenever a worker loads the script. Move work into a function's steps.",
		}
	}
	text, stack, remedy := err.Error(), "", ""
	if thrown, ok := errors.AsType[*Thrown](err); ok {
		stack = thrown.Stack
		for _, cause := range thrown.Causes {
			remedy += "Caused by: " + firstLine(cause) + "\n"
		}
		if unset := thrown.Unset; len(unset) > 0 {
			remedy = "It had asked for " + listed(unset) + " before, not set in the environment.\n" + remedy
		}
	}
	file, line, column := firstPlace(text + "\n" + stack)
	if file == "" {
		file = path
	}
	return bundler.Problem{
		Severity: bundler.Error, File: file, Line: line, Column: column, Text: firstLine(text),
		Remedy: remedy + "The script threw this while it was loaded, before any of its functions was called.",
	}
}

// listed names the variables, the first few of many: a library may ask for
// dozens.
func listed(names []string) string {
	const most = 8
	if more := len(names) - most; more > 0 {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(names, ", ")
}
