package observe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// A Level is how much an event matters.
type Level string

// The levels, from the least.
const (
	Debug Level = "debug"
	Info  Level = "info"
	Warn  Level = "warn"
	Error Level = "error"
	Fatal Level = "fatal"
)

// Levels are the levels, from the least.
func Levels() []Level { return []Level{Debug, Info, Warn, Error, Fatal} }

// AtLeast says whether l matters as much as least does.
func (l Level) AtLeast(least Level) bool {
	return slices.Index(Levels(), l) >= slices.Index(Levels(), least)
}

// Limits on one event: what is longer is cut, so that no event is lost for
// its size and none costs more than a page.
const (
	// MaxName bounds source, component and action, in bytes.
	MaxName = 256
	// MaxError bounds error, in bytes.
	MaxError = 8 << 10
	// MaxMetadata bounds metadata as JSON text, in bytes.
	MaxMetadata = 64 << 10
	// previewed is how much of metadata that is too long is kept.
	previewed = 2 << 10
)

// An Event is something that happened in a function, as every sink gets it.
type Event struct {
	// ID is a UUID unless the emitter gave another. Sinks that can, keep one
	// event for each ID, because delivery may happen more than once.
	ID string `json:"id"`
	// Timestamp is in milliseconds since 1970.
	Timestamp int64  `json:"timestamp"`
	SessionID string `json:"sessionId"`
	SystemID  string `json:"systemId"`
	Level     Level  `json:"level"`
	Source    string `json:"source"`
	Component string `json:"component"`
	Action    string `json:"action"`
	// DurationMS is how long it took, in milliseconds; nil when nobody measured.
	DurationMS *float64 `json:"duration_ms,omitempty"`
	Success    bool     `json:"success"`
	// Error is never empty when Success is false.
	Error string `json:"error,omitempty"`
	// Metadata is a JSON object, {} when there is none.
	Metadata json.RawMessage `json:"metadata"`
}

// Time is when the event happened.
func (e Event) Time() time.Time { return time.UnixMilli(e.Timestamp) }

// Name is how the event is known in counts: "source:component:action".
func (e Event) Name() string { return e.Source + ":" + e.Component + ":" + e.Action }

// Defaults are what an event has that does not say otherwise.
type Defaults struct {
	// SessionID is "unknown" when empty.
	SessionID string
	SystemID  string
}

// An InvalidError says what is wrong with an event. It stands for a mistake of
// the emitter: the event is not kept.
type InvalidError struct {
	// Field is the key at fault; "" for the event as a whole.
	Field string
	// Text says what was wanted and what was given.
	Text string
}

// Error implements error.
func (e *InvalidError) Error() string {
	if e.Field == "" {
		return "event: " + e.Text
	}
	return "event: " + e.Field + ": " + e.Text
}

// Parse makes an event of the JSON that an emitter gave. level, source,
// component, action and success must be there; id, timestamp, sessionId,
// systemId, error and metadata are filled in. Keys that are not an event's are
// left out. Every error is an *InvalidError.
func Parse(text []byte, d Defaults) (Event, error) {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(text, &given); err != nil || given == nil {
		return Event{}, &InvalidError{Text: "want a JSON object"}
	}
	p := fields{given: given}
	e := Event{
		ID:        p.text("id", false),
		Timestamp: p.timestamp(),
		SessionID: p.text("sessionId", false),
		SystemID:  p.text("systemId", false),
		Level:     p.level(),
		Source:    cut(p.text("source", true), MaxName),
		Component: cut(p.text("component", true), MaxName),
		Action:    cut(p.text("action", true), MaxName),
		Success:   p.boolean("success"),
		Error:     cut(p.text("error", false), MaxError),
		Metadata:  p.metadata(),
	}
	e.DurationMS = p.duration()
	if p.err != nil {
		return Event{}, p.err
	}
	if e.ID == "" {
		e.ID = uuid.NewString()
	}
	if e.Timestamp == 0 {
		e.Timestamp = time.Now().UnixMilli()
	}
	e.SessionID = cut(first(e.SessionID, d.SessionID, "unknown"), MaxName)
	e.SystemID = cut(first(e.SystemID, d.SystemID, "unknown"), MaxName)
	e.ID = cut(e.ID, MaxName)
	if !e.Success && e.Error == "" {
		e.Error = "operation_failed"
	}
	return e, nil
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// cut shortens s to at most n bytes, at a character, and shows that it did.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	const more = "…"
	at := n - len(more)
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at] + more
}

// fields reads the keys of an event, and keeps the first error.
type fields struct {
	given map[string]json.RawMessage
	err   error
}

func (p *fields) fail(field, format string, args ...any) {
	if p.err == nil {
		p.err = &InvalidError{Field: field, Text: fmt.Sprintf(format, args...)}
	}
}

// raw is the value of a key; nil when it is absent or null.
func (p *fields) raw(field string) json.RawMessage {
	v := p.given[field]
	if bytes.Equal(v, []byte("null")) {
		return nil
	}
	return v
}

func (p *fields) text(field string, required bool) string {
	v := p.raw(field)
	if v == nil {
		if required {
			p.fail(field, "want a text, got nothing")
		}
		return ""
	}
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		p.fail(field, "want a text, got %s", sketch(v))
		return ""
	}
	if required && strings.TrimSpace(s) == "" {
		p.fail(field, "want a text, got an empty one")
	}
	return s
}

func (p *fields) level() Level {
	s := Level(p.text("level", true))
	if p.err == nil && !slices.Contains(Levels(), s) {
		p.fail("level", "want debug, info, warn, error or fatal, got %q", s)
	}
	return s
}

func (p *fields) boolean(field string) bool {
	switch v := p.raw(field); string(v) {
	case "true":
		return true
	case "false":
	case "":
		p.fail(field, "want true or false, got nothing")
	default:
		p.fail(field, "want true or false, got %s", sketch(v))
	}
	return false
}

func (p *fields) number(field string) (float64, bool) {
	v := p.raw(field)
	if v == nil {
		return 0, false
	}
	var n float64
	if err := json.Unmarshal(v, &n); err != nil {
		p.fail(field, "want a number, got %s", sketch(v))
		return 0, false
	}
	return n, true
}

// latest is the end of the year 9999, in milliseconds.
const latest = 253402300799999

func (p *fields) timestamp() int64 {
	n, ok := p.number("timestamp")
	if ok && (n < 1 || n > latest) {
		p.fail("timestamp", "want milliseconds since 1970, got %v", n)
	}
	return int64(n)
}

func (p *fields) duration() *float64 {
	n, ok := p.number("duration_ms")
	if !ok {
		return nil
	}
	if n < 0 || math.IsInf(n, 0) {
		p.fail("duration_ms", "want milliseconds, got %v", n)
	}
	return &n
}

func (p *fields) metadata() json.RawMessage {
	v := p.raw("metadata")
	if v == nil {
		return json.RawMessage("{}")
	}
	if v[0] != '{' {
		p.fail("metadata", "want an object, got %s", sketch(v))
		return nil
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, v); err != nil {
		p.fail("metadata", "%v", err)
		return nil
	}
	if compact.Len() <= MaxMetadata {
		return compact.Bytes()
	}
	short, err := json.Marshal(map[string]any{
		"_truncated": true, "_bytes": compact.Len(), "_preview": cut(compact.String(), previewed),
	})
	if err != nil {
		p.fail("metadata", "%v", err)
	}
	return short
}

// sketch shows a JSON value in an error.
func sketch(v json.RawMessage) string {
	switch v[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	}
	return cut(string(v), 80)
}

// A Record is an event on its way to sinks, with the span it happened in.
type Record struct {
	Event Event `json:"event"`
	// TraceID and SpanID are hex; "" outside a trace.
	TraceID string `json:"traceId,omitempty"`
	SpanID  string `json:"spanId,omitempty"`
}

// errNotRecord says that what was kept is not a record.
var errNotRecord = errors.New("not a record of an event")

// decode reads a record back from the outbox.
func decode(text []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("%w: %w", errNotRecord, err)
	}
	if r.Event.ID == "" {
		return r, errNotRecord
	}
	return r, nil
}
