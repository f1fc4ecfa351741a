package local

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// An Event is what is sent and what functions are called with.
type Event struct {
	// ID names the event; the executor gives one when it is empty. An id that
	// was used within a day is accepted and does nothing.
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	// Data is a JSON object.
	Data json.RawMessage `json:"data"`
	// TS is the time of the event in milliseconds since 1970; now when zero.
	TS   int64           `json:"ts,omitempty"`
	V    string          `json:"v,omitempty"`
	User json.RawMessage `json:"user,omitempty"`
	Meta json.RawMessage `json:"meta,omitempty"`

	// fields is the event as expressions see it.
	fields map[string]any
}

// The names of the server's own events.
const (
	eventInvoked   = "inngest/function.invoked"
	eventFailed    = "inngest/function.failed"
	eventFinished  = "inngest/function.finished"
	eventCancelled = "inngest/function.cancelled"
	eventScheduled = "inngest/scheduled.timer"
)

// idTTL is how long an event's id keeps it from being handled again, and an
// idempotency key a function from running again.
const idTTL = 24 * time.Hour

// Send accepts events and gives their ids, in order. Their functions start
// when Run runs.
func (e *Executor) Send(ctx context.Context, events ...Event) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	return e.accept(events, nil)
}

// accept checks all events before it takes any of them.
func (e *Executor) accept(events []Event, seed *idSeed) ([]string, error) {
	e.mu.Lock()
	defer e.unlock()
	now := e.clock.Now()
	ids := make([]string, len(events))
	for i := range events {
		if err := events[i].complete(now, seed.id(i)); err != nil {
			return nil, fmt.Errorf("event %d: %w", i, err)
		}
		if strings.HasPrefix(strings.ToLower(events[i].Name), "inngest/") && events[i].Name != eventInvoked {
			return nil, fmt.Errorf("event %d: %q: names that begin with inngest/ are the server's own", i, events[i].Name)
		}
		ids[i] = events[i].ID
	}
	for i := range events {
		e.receive(events[i])
	}
	return ids, nil
}

// complete fills what is missing and checks the rest.
func (v *Event) complete(now time.Time, id string) error {
	if v.Name == "" {
		return errors.New("the event has no name")
	}
	if v.TS == 0 {
		v.TS = now.UnixMilli()
	}
	if v.ID == "" {
		v.ID = id
	}
	if v.ID == "" {
		v.ID = newID(now)
	}
	for _, object := range []*json.RawMessage{&v.Data, &v.User} {
		if s := strings.TrimSpace(string(*object)); s == "" || s == "null" {
			*object = json.RawMessage("{}")
		}
	}
	var data, user map[string]any
	if err := json.Unmarshal(v.Data, &data); err != nil {
		return fmt.Errorf("%s: data must be a JSON object: %w", v.Name, err)
	}
	if err := json.Unmarshal(v.User, &user); err != nil {
		return fmt.Errorf("%s: user must be a JSON object: %w", v.Name, err)
	}
	if len(v.Meta) > 0 && !json.Valid(v.Meta) {
		return fmt.Errorf("%s: meta must be JSON", v.Name)
	}
	v.fields = map[string]any{
		"id": v.ID, "name": v.Name, "data": data, "user": user, "ts": float64(v.TS), "v": v.V,
	}
	return nil
}

// receive handles an event that complete has filled. The lock is held.
func (e *Executor) receive(v Event) {
	now := e.clock.Now()
	if at, ok := e.seen[v.ID]; ok && now.Sub(at) < idTTL {
		return
	}
	e.seen[v.ID] = now
	e.events = append(e.events, &v)
	if len(e.events) > 1000 {
		e.events = e.events[1:]
	}
	if !strings.HasPrefix(v.Name, "inngest/") {
		e.notify(Notice{Kind: EventReceived, Event: v.Name, Output: v.Data})
	}
	e.cancelBy(&v)
	e.resumeBy(&v)
	if v.Name == eventInvoked {
		_, _ = e.invoked(&v, nil) // the observer is told of a skip
		return
	}
	for _, f := range e.functions() {
		for _, t := range f.triggers {
			if t.handles(v.Name) && (t.match == nil || t.match.match(v.fields, nil)) {
				e.trigger(f, &v)
				break
			}
		}
	}
}

// invoked starts the function that an invocation event names, at once: a
// debounce or a batch is for events. by is the step.invoke that waits for it,
// nil for one from outside.
func (e *Executor) invoked(v *Event, by *wait) (*run, error) {
	data, _ := v.fields["data"].(map[string]any)
	meta, _ := data["_inngest"].(map[string]any)
	id, _ := meta["fn_id"].(string)
	f := e.fns[id]
	if f == nil {
		if by != nil {
			e.resume(by, errorMemo("Error", "could not find function with ID: "+id))
		}
		return nil, fmt.Errorf("%w: %s", ErrUnknownFunction, id)
	}
	return e.schedule(f, []Event{*v}, by)
}

// ErrUnknownFunction is what Invoke gives for an id that is not registered.
var ErrUnknownFunction = errors.New("no such function")

// Invoke starts one function with data, a JSON object or nil, and gives the
// run's id. The function's id may be given without the app's prefix when that
// is unambiguous. A debounce or a batch does not delay it; a rate limit, a
// singleton or an idempotency key may keep it from starting, which is an
// error.
func (e *Executor) Invoke(ctx context.Context, functionID string, data json.RawMessage) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", context.Cause(ctx)
	}
	e.mu.Lock()
	defer e.unlock()
	f, err := e.find(functionID)
	if err != nil {
		return "", err
	}
	v, err := invocation(e.clock.Now(), Event{Data: data}, map[string]any{"fn_id": f.id})
	if err != nil {
		return "", err
	}
	r, err := e.invoked(&v, nil)
	if err != nil {
		return "", err
	}
	return r.id, nil
}

// Start starts one function with an event of any name, whatever else the event
// would trigger, and gives the run's id. Otherwise it is like Invoke.
func (e *Executor) Start(ctx context.Context, functionID string, event Event) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", context.Cause(ctx)
	}
	e.mu.Lock()
	defer e.unlock()
	f, err := e.find(functionID)
	if err != nil {
		return "", err
	}
	var seed *idSeed
	if err := event.complete(e.clock.Now(), seed.id(0)); err != nil {
		return "", err
	}
	r, err := e.schedule(f, []Event{event}, nil)
	if err != nil {
		return "", err
	}
	return r.id, nil
}

// invocation is the event that invokes a function: what the caller passed,
// and the server's own notes in data._inngest.
func invocation(now time.Time, payload Event, notes map[string]any) (Event, error) {
	var data map[string]json.RawMessage
	if len(payload.Data) > 0 {
		if err := json.Unmarshal(payload.Data, &data); err != nil {
			return Event{}, fmt.Errorf("data must be a JSON object: %w", err)
		}
	}
	if data == nil {
		data = map[string]json.RawMessage{}
	}
	data["_inngest"] = mustJSON(notes)
	v := Event{Name: eventInvoked, Data: mustJSON(data), V: payload.V, User: payload.User, Meta: payload.Meta}
	return v, v.complete(now, "")
}

// idSeed makes the ids of a request's events predictable, so that a client
// may send the request again (header x-inngest-event-id-seed).
type idSeed struct {
	millis  uint64
	entropy [10]byte
}

// parseSeed reads "<milliseconds>,<10 bytes in base64>"; anything else is nil.
func parseSeed(s string) *idSeed {
	ms, b64, ok := strings.Cut(s, ",")
	millis, err := strconv.ParseUint(ms, 10, 48)
	if !ok || err != nil || millis == 0 {
		return nil
	}
	entropy, err := base64.StdEncoding.DecodeString(b64)
	if err != nil || len(entropy) != 10 {
		return nil
	}
	return &idSeed{millis: millis, entropy: [10]byte(entropy)}
}

// id is the id of the nth event, empty without a seed.
func (s *idSeed) id(n int) string {
	if s == nil {
		return ""
	}
	var id ulid.ULID
	if id.SetTime(s.millis) != nil {
		return ""
	}
	entropy := s.entropy
	tail := binary.BigEndian.Uint32(entropy[6:])
	binary.BigEndian.PutUint32(entropy[6:], tail+uint32(n))
	if id.SetEntropy(entropy[:]) != nil {
		return ""
	}
	return id.String()
}

func newID(now time.Time) string {
	return ulid.MustNew(ulid.Timestamp(now), ulid.DefaultEntropy()).String()
}

// mustJSON encodes values of this package's own making.
func mustJSON(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // only maps, strings and checked JSON come here
	}
	return text
}
