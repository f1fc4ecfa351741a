package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/robfig/cron/v3"
	"github.com/xhit/go-str2duration/v2"

	"systembus/bundler"
	"systembus/host/spelling"
)

// Limits of the Inngest server.
const (
	maxRetries      = 20
	maxConcurrency  = 2
	maxTriggers     = 10
	maxCancellation = 5
	maxDebounce     = 7 * 24 * time.Hour
	maxPeriod       = 24 * time.Hour
	maxSpan         = 366 * 24 * time.Hour
)

// cronParser reads what the server's does: five fields, an optional TZ=
// before them, and no @daily.
var cronParser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// options checks what a function asks of the server, so that a mistake is told
// here and not as the refusal of the whole app.
func (c *Checker) options(s bundler.Script, fn bundler.Function) []bundler.Problem {
	r := report{checker: c, script: s.Path, fn: fn}
	r.triggers(fn.Triggers)
	r.unknown(fn.Unknown)
	for _, name := range slices.Sorted(maps.Keys(fn.Options)) {
		raw := fn.Options[name]
		switch name {
		case "retries":
			r.retries(raw)
		case "concurrency":
			r.concurrency(raw)
		case "batchEvents":
			r.batch(raw)
		case "rateLimit", "throttle":
			r.rate(name, raw)
		case "debounce":
			r.debounce(raw)
		case "priority":
			r.priority(raw)
		case "timeouts":
			r.timeouts(raw)
		case "singleton":
			r.singleton(raw)
		case "cancel":
			r.cancel(raw)
		case "idempotency":
			var expression string
			if r.decode(name, raw, &expression) {
				r.expression(name, expression)
			}
		}
	}
	return r.problems
}

// A report collects the problems of one function.
type report struct {
	checker  *Checker
	script   string
	fn       bundler.Function
	problems []bundler.Problem
}

// add notes a problem at the text needle in the function's definition.
func (r *report) add(needle, remedy, format string, args ...any) {
	text := fmt.Sprintf("function %q: ", r.fn.ID) + fmt.Sprintf(format, args...)
	r.problems = append(r.problems, r.checker.at(
		bundler.Problem{Severity: bundler.Error, Text: text, Remedy: remedy}, r.script, r.fn, needle))
}

// decode reads an option's value and complains when it has another shape.
func (r *report) decode(name string, raw json.RawMessage, into any) bool {
	if err := json.Unmarshal(raw, into); err != nil {
		r.add(name, "", "%s: the server does not understand %s", name, raw)
		return false
	}
	return true
}

// unknown warns of options that the SDK takes and ignores, most of them
// misspelled.
func (r *report) unknown(options []bundler.UnknownOption) {
	for _, o := range options {
		what := o.Name
		if o.Of != "" {
			what = o.Of + ": " + o.Name
		}
		remedy, meant := "It is ignored.", spelling.DidYouMean(o.Name, o.Known)
		if meant == "" {
			remedy += " There are " + strings.Join(o.Known, ", ") + "."
		}
		r.problems = append(r.problems, r.checker.at(bundler.Problem{
			Severity: bundler.Warning,
			Text:     fmt.Sprintf("function %q: %s is no option of the SDK%s", r.fn.ID, what, meant),
			Remedy:   remedy,
		}, r.script, r.fn, o.Name))
	}
}

func (r *report) triggers(triggers []bundler.Trigger) {
	if len(triggers) > maxTriggers {
		r.add("", "Split the function, or trigger it by an event that several sources send.",
			"%d triggers, and at most %d are allowed", len(triggers), maxTriggers)
	}
	seen := map[bundler.Trigger]bool{}
	for _, t := range triggers {
		once := bundler.Trigger{Event: t.Event, Expression: t.Expression, Cron: t.Cron}
		if seen[once] {
			r.add(t.Event+t.Cron, "Remove one of them.", "the trigger %q is given twice", t.Event+t.Cron)
		}
		seen[once] = true
		if t.Expression != "" {
			r.expression("if", t.Expression)
		}
		if t.Cron == "" {
			continue
		}
		if _, err := cronParser.Parse(t.Cron); err != nil {
			r.add(t.Cron, "Write five fields, minute hour day month weekday, with an optional time zone:\n"+
				"  \"0 9 * * 1-5\", \"TZ=Europe/Paris 30 6 * * *\".", "cron %q: %v", t.Cron, err)
		}
		if t.Jitter != "" {
			r.duration("jitter", t.Jitter, time.Second, maxPeriod)
		}
	}
}

func (r *report) retries(raw json.RawMessage) {
	var o struct {
		Attempts json.Number `json:"attempts"`
	}
	if !r.decode("retries", raw, &o) {
		return
	}
	if n, err := o.Attempts.Int64(); err != nil || n < 0 || n > maxRetries {
		r.add("retries", "", "retries: want a whole number from 0 to %d, got %s", maxRetries, o.Attempts)
	}
}

func (r *report) concurrency(raw json.RawMessage) {
	type limit struct {
		Limit json.Number `json:"limit"`
		Key   *string     `json:"key"`
		Scope string      `json:"scope"`
	}
	var limits []limit
	switch raw = bytes.TrimSpace(raw); {
	case bytes.HasPrefix(raw, []byte("[")):
		if !r.decode("concurrency", raw, &limits) {
			return
		}
	case bytes.HasPrefix(raw, []byte("{")):
		limits = make([]limit, 1)
		if !r.decode("concurrency", raw, &limits[0]) {
			return
		}
	default:
		limits = []limit{{Limit: json.Number(raw)}}
	}
	if len(limits) > maxConcurrency {
		r.add("concurrency", "Keep the two that matter most.", "concurrency: %d limits, and at most %d are allowed", len(limits), maxConcurrency)
	}
	for _, l := range limits {
		if n, err := l.Limit.Int64(); err != nil || n < 0 {
			r.add("concurrency", "", "concurrency: want a limit that is a whole number, got %q", l.Limit)
		}
		switch {
		case l.Scope != "" && !slices.Contains([]string{"fn", "env", "account"}, l.Scope):
			r.add(l.Scope, "", "concurrency: want the scope fn, env or account, got %q", l.Scope)
		case l.Key == nil && (l.Scope == "env" || l.Scope == "account"):
			r.add("concurrency", "Add a key, which may be a constant: key: '\"pool\"'.", "concurrency: a limit with the scope %s needs a key", l.Scope)
		case l.Key != nil:
			r.expression("concurrency", *l.Key)
		}
	}
}

func (r *report) batch(raw json.RawMessage) {
	var o struct {
		MaxSize int    `json:"maxSize"`
		Timeout string `json:"timeout"`
		Key, If string
	}
	if !r.decode("batchEvents", raw, &o) {
		return
	}
	if o.MaxSize < 2 {
		r.add("maxSize", "", "batchEvents: want a maxSize of at least 2, got %d", o.MaxSize)
	}
	// The server reads this one with Go's own parser, which has no days.
	if d, err := time.ParseDuration(o.Timeout); err != nil || d < time.Second {
		r.add("timeout", "", "batchEvents: want a timeout of at least a second, such as \"10s\" or \"5m\", got %q", o.Timeout)
	}
	for _, e := range []string{o.Key, o.If} {
		if e != "" {
			r.expression("batchEvents", e)
		}
	}
	for _, other := range []struct{ name, option string }{
		{"cancelOn", "cancel"}, {"debounce", "debounce"}, {"singleton", "singleton"}, {"priority", "priority"},
	} {
		if _, both := r.fn.Options[other.option]; both {
			r.add(other.name, "Remove one of them.", "batchEvents and %s exclude each other", other.name)
		}
	}
}

func (r *report) rate(name string, raw json.RawMessage) {
	var o struct {
		Limit  json.Number `json:"limit"`
		Period string      `json:"period"`
		Key    string      `json:"key"`
	}
	if !r.decode(name, raw, &o) {
		return
	}
	if n, err := o.Limit.Int64(); err != nil || n < 1 {
		r.add("limit", "", "%s: want a limit of at least 1, got %q", name, o.Limit)
	}
	longest := maxPeriod
	if name == "throttle" {
		longest = 7 * 24 * time.Hour
	}
	r.duration(name+": period", o.Period, time.Second, longest)
	if o.Key != "" {
		r.expression(name, o.Key)
	}
}

func (r *report) debounce(raw json.RawMessage) {
	var o struct{ Key, Period, Timeout string }
	if !r.decode("debounce", raw, &o) {
		return
	}
	r.duration("debounce: period", o.Period, time.Second, maxDebounce)
	if o.Timeout != "" {
		r.duration("debounce: timeout", o.Timeout, time.Second, maxDebounce)
	}
	if o.Key != "" {
		r.expression("debounce", o.Key)
	}
}

func (r *report) priority(raw json.RawMessage) {
	var o struct{ Run string }
	if r.decode("priority", raw, &o) && o.Run != "" {
		r.expression("priority", o.Run)
	}
}

func (r *report) timeouts(raw json.RawMessage) {
	var o struct{ Start, Finish string }
	if !r.decode("timeouts", raw, &o) {
		return
	}
	if o.Start != "" {
		r.duration("timeouts: start", o.Start, time.Second, maxSpan)
	}
	if o.Finish != "" {
		r.duration("timeouts: finish", o.Finish, time.Second, maxSpan)
	}
}

func (r *report) singleton(raw json.RawMessage) {
	var o struct{ Key, Mode string }
	if !r.decode("singleton", raw, &o) {
		return
	}
	if o.Mode != "skip" && o.Mode != "cancel" {
		r.add("singleton", "", "singleton: want the mode skip or cancel, got %q", o.Mode)
	}
	if o.Key != "" {
		r.expression("singleton", o.Key)
	}
}

func (r *report) cancel(raw json.RawMessage) {
	var list []struct{ Event, If, Timeout string }
	if !r.decode("cancelOn", raw, &list) {
		return
	}
	if len(list) > maxCancellation {
		r.add("cancelOn", "", "cancelOn: %d events, and at most %d are allowed", len(list), maxCancellation)
	}
	for _, o := range list {
		if o.If != "" {
			r.expression("cancelOn", o.If)
		}
	}
}

// duration checks a span of time as the server reads it: "1d12h", "2w".
func (r *report) duration(what, text string, shortest, longest time.Duration) {
	d, err := str2duration.ParseDuration(text)
	switch {
	case err != nil || text == "":
		r.add(orName(text, what), "Write it as \"30s\", \"15m\", \"12h\", \"7d\" or a combination such as \"1h30m\".", "%s: %q is not a duration", what, text)
	case d < shortest || d > longest:
		r.add(text, "", "%s: %q is not between %s and %s", what, text, span(shortest), span(longest))
	}
}

// expression checks the syntax of a CEL expression.
func (r *report) expression(what, text string) {
	env, err := cel.NewEnv()
	if err != nil {
		return
	}
	if _, issues := env.Parse(text); issues.Err() != nil {
		mistake := issues.Errors()[0]
		r.add(text, "Expressions are CEL, not JavaScript: event.data.plan == \"pro\" && event.data.amount > 100.",
			"%s: %q is not a CEL expression: %s", what, text, strings.TrimPrefix(mistake.Message, "Syntax error: "))
	}
}

func orName(text, what string) string {
	if text != "" {
		return text
	}
	name, _, _ := strings.Cut(what, ":")
	return name
}

// span writes a limit as people do: days where there are whole ones.
func span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d == day:
		return "1 day"
	case d > day && d%day == 0:
		return fmt.Sprintf("%d days", d/day)
	}
	return d.String()
}
