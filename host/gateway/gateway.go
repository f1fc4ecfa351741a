// Package gateway tells people and agents what functions do: an event goes
// into the Redis list of each session that is to see it, and is announced on
// that session's channel. Keys, shapes and routing are those that the
// consumers of the workers which this host replaces already read.
//
// Sending never fails for the sender: while Redis is away events wait here, in
// order and up to a bound, and are delivered when it is back.
package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	goredis "github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"systembus/host/redis"
)

// The keys in Redis.
const (
	// SessionsKey is the set of the sessions that listen.
	SessionsKey = "joelclaw:gateway:sessions"
	// EventsPrefix and NotifyPrefix, with a session's id, are its list of
	// events, the newest first, and the channel that announces them.
	EventsPrefix = "joelclaw:events:"
	NotifyPrefix = "joelclaw:notify:"
	// SleepKey exists while only what cannot wait is to be delivered; the rest
	// goes into the list SleepQueueKey.
	SleepKey      = "system:sleep"
	SleepQueueKey = "sleep:queue"
	// Main is the session that hears what no other does; Gateway the one
	// that hears everything while it listens.
	Main    = "main"
	Gateway = "gateway"
)

const (
	// DefaultLimit is how many events wait for Redis before the oldest is
	// dropped.
	DefaultLimit = 10000
	// maxWaiting is how many bytes of payloads they may have together.
	maxWaiting = 64 << 20
	// sendTimeout is how long the sender of an event waits for Redis.
	sendTimeout = 3 * time.Second
	// closeTimeout is how long the end of the host waits for Redis.
	closeTimeout = 3 * time.Second
	// drainBatch is how many events that waited go to Redis at once.
	drainBatch = 100
	// maxPause is the longest time between two attempts to reach Redis.
	maxPause = 2 * time.Second
)

// An Event is what consumers read.
type Event struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	Source string `json:"source"`
	// Payload is a JSON object.
	Payload json.RawMessage `json:"payload"`
	// TS is when it was sent, in milliseconds since 1970.
	TS int64 `json:"ts"`

	// origin is the session that the event's function was started from.
	origin string
}

// An Announcement is what a session's channel is told of an event.
type Announcement struct {
	EventID string `json:"eventId"`
	Type    string `json:"type"`
}

// A Message is what a function sends.
type Message struct {
	Type    string
	Source  string
	Payload json.RawMessage
	// Origin is the session to tell beside the gateway, or "".
	Origin string
}

// A Result says what became of a message. It is never an error.
type Result struct {
	// Pushed says that the event is with its sessions.
	Pushed bool `json:"pushed"`
	// Queued says that it will be: later, because the system sleeps or Redis
	// is away.
	Queued        bool   `json:"queued,omitempty"`
	EventID       string `json:"eventId,omitempty"`
	Type          string `json:"type"`
	OriginSession string `json:"originSession,omitempty"`
	Error         string `json:"error,omitempty"`
}

// Options say what a Sender works with.
type Options struct {
	// Limit is how many events wait for Redis; DefaultLimit when zero.
	Limit int
	// Log takes what goes wrong; nothing when nil.
	Log *slog.Logger
	// Redactor takes secrets out of messages; nothing does when nil.
	Redactor Redactor
}

// A Redactor puts something else in the place of secrets. *secrets.Redactor is
// one.
type Redactor interface {
	String(text string) string
	// JSON keeps a JSON text one.
	JSON(text json.RawMessage) json.RawMessage
}

// A Sender sends events through one Redis server. Its methods may be called
// from any goroutine.
type Sender struct {
	server   *redis.Server
	limit    int
	log      *slog.Logger
	redactor Redactor

	mu      sync.Mutex
	waiting []Event // the oldest first
	size    int     // bytes of their payloads
	closed  bool
	stats   Stats

	// draining says that a goroutine is at work on waiting; drained waits for
	// its end.
	draining bool
	drained  sync.WaitGroup
	ctx      context.Context //nolint:containedctx // the sender's own life, which Close ends
	end      context.CancelFunc
}

// Stats are a sender's figures.
type Stats struct {
	// Delivered counts events that reached their sessions' lists, Asleep
	// those that went to the sleep queue, Dropped those that were lost
	// because too many waited or the host ended.
	Delivered int64 `json:"delivered"`
	Asleep    int64 `json:"asleep"`
	Dropped   int64 `json:"dropped"`
	// Refused are those that the server would never take.
	Refused int64 `json:"refused"`
	// Waiting are those that Redis has yet to take; Limit is the bound.
	Waiting int `json:"waiting"`
	Limit   int `json:"limit"`
	// Away is since when Redis has not answered, and Error why; nil and ""
	// while it does.
	Away  *time.Time `json:"away,omitempty"`
	Error string     `json:"error,omitempty"`
}

// New is a sender through server. Close ends it.
func New(server *redis.Server, o Options) *Sender {
	if o.Limit <= 0 {
		o.Limit = DefaultLimit
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Sender{server: server, limit: o.Limit, log: o.Log, redactor: o.Redactor}
	s.ctx, s.end = context.WithCancel(context.Background())
	return s
}

// Send delivers a message, or keeps it until that is possible. It takes
// seconds at most. The end of ctx does not end it: what a function reported
// before its deadline is told.
func (s *Sender) Send(ctx context.Context, m Message) Result {
	m = s.clean(m)
	e := Event{ID: uuid.NewString(), Type: m.Type, Source: m.Source, Payload: m.Payload, TS: time.Now().UnixMilli(), origin: m.Origin}
	if len(e.Payload) == 0 {
		e.Payload = json.RawMessage("{}")
	}
	ctx, span := span(ctx, e)
	defer span.End()
	result := Result{EventID: e.ID, Type: e.Type, OriginSession: m.Origin}
	if s.behind(e) {
		result.Queued = true
		span.SetAttributes(attribute.Bool("gateway.queued", true))
		return result
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTimeout)
	defer cancel()
	asleep, err := s.deliver(ctx, e)
	switch {
	case refused(err):
		result.Error = err.Error()
		span.SetStatus(codes.Error, result.Error)
		s.refuse(e, err)
	case err != nil:
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
		s.keep(e, err)
		result.Queued = true
	case asleep > 0:
		result.Queued, result.EventID = true, ""
	default:
		result.Pushed = true
	}
	span.SetAttributes(attribute.Bool("gateway.queued", result.Queued))
	return result
}

// clean is a message without secrets: from here on it goes to Redis, the queue,
// the log and the trace.
func (s *Sender) clean(m Message) Message {
	if s.redactor == nil {
		return m
	}
	m.Type, m.Source, m.Origin = s.redactor.String(m.Type), s.redactor.String(m.Source), s.redactor.String(m.Origin)
	if m.Payload = s.redactor.JSON(m.Payload); len(m.Payload) > 0 && m.Payload[0] == '"' { // it was no string before
		m.Payload = json.RawMessage(`{"_redacted":` + string(m.Payload) + `}`)
	}
	return m
}

// span begins the span of an event.
func span(ctx context.Context, e Event) (context.Context, trace.Span) {
	parent := trace.SpanFromContext(ctx)
	return parent.TracerProvider().Tracer("systembus/host/gateway").Start(ctx, "gateway "+e.Type, trace.WithSpanKind(trace.SpanKindProducer),
		trace.WithAttributes(
			attribute.String("messaging.system", "redis"),
			attribute.String("messaging.operation.type", "send"),
			attribute.String("messaging.operation.name", "publish"),
			attribute.String("messaging.destination.name", "gateway"),
			attribute.String("messaging.message.id", e.ID),
			attribute.String("gateway.event.type", e.Type),
		))
}

// behind keeps an event that must wait its turn behind others.
func (s *Sender) behind(e Event) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 || s.closed {
		return false
	}
	s.append(e)
	return true
}

// keep puts an event that could not be delivered at the end of the queue.
func (s *Sender) keep(e Event, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		s.stats.Dropped++
		s.log.Error("a gateway event is lost: the host ended while Redis was away", "type", e.Type, "source", e.Source, "error", err)
		return
	}
	s.away(err)
	s.append(e)
	if !s.draining {
		s.draining = true
		s.drained.Go(func() { s.drain(s.ctx) })
	}
}

// append adds to the queue, at the cost of its oldest events. mu is held.
func (s *Sender) append(e Event) {
	for len(s.waiting) >= s.limit || len(s.waiting) > 0 && s.size+len(e.Payload) > maxWaiting {
		lost := s.shift()
		s.stats.Dropped++
		if s.stats.Dropped&(s.stats.Dropped-1) == 0 { // the 1st, 2nd, 4th, …
			s.log.Error("a gateway event is lost: too many wait for Redis",
				"type", lost.Type, "source", lost.Source, "waiting", len(s.waiting), "dropped", s.stats.Dropped)
		}
	}
	s.waiting = append(s.waiting, e)
	s.size += len(e.Payload)
}

// shift removes the oldest event, and lets go of it: the list behind it may
// live on for long. mu is held.
func (s *Sender) shift() Event {
	first := s.waiting[0]
	s.waiting[0] = Event{}
	s.waiting = s.waiting[1:]
	s.size -= len(first.Payload)
	return first
}

// away notes that Redis does not answer. mu is held.
func (s *Sender) away(err error) {
	if s.stats.Away == nil {
		now := time.Now()
		s.stats.Away = &now
		s.log.Warn("gateway events wait: Redis is away", "redis", s.server.Addr(), "error", err)
	}
	s.stats.Error = err.Error()
}

// drain delivers what waits, in order, until nothing does or ctx ends. It takes
// many events at a time, so that it is faster than those who send.
func (s *Sender) drain(ctx context.Context) {
	size := drainBatch
	for failures := 0; ; {
		events := s.first(size)
		if len(events) == 0 {
			return
		}
		_, err := s.deliver(ctx, events...)
		if err != nil && ctx.Err() != nil {
			return
		}
		if refused(err) && len(events) > 1 {
			size = 1 // to find which
			continue
		}
		if refused(err) {
			s.refuse(events[0], err)
			err = nil
		}
		if err == nil {
			size, failures = drainBatch, 0
			s.delivered(events)
			continue
		}
		s.mu.Lock()
		s.away(err)
		s.mu.Unlock()
		select {
		case <-time.After(min(maxPause, 50*time.Millisecond<<min(failures, 10))):
			failures++
		case <-ctx.Done():
			return
		}
	}
}

// first are the events that are next, for drain: none ends it.
func (s *Sender) first(n int) []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 {
		s.draining = false
		return nil
	}
	return slices.Clone(s.waiting[:min(n, len(s.waiting))])
}

// delivered removes events from the front of the queue; the oldest may have
// been dropped meanwhile.
func (s *Sender) delivered(events []Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range events {
		if len(s.waiting) > 0 && s.waiting[0].ID == e.ID {
			s.shift()
		} else {
			s.stats.Dropped-- // it arrived after all
		}
	}
	if len(s.waiting) == 0 {
		s.waiting = nil
		if s.stats.Away != nil {
			s.log.Info("gateway events are delivered again", "redis", s.server.Addr(), "away", time.Since(*s.stats.Away).Round(time.Millisecond))
		}
		s.stats.Away, s.stats.Error = nil, ""
	}
}

// refused says whether the server will never take an event: a key holds
// something else, or the user may not write it.
func refused(err error) bool {
	if err == nil {
		return false
	}
	text := err.Error()
	return strings.HasPrefix(text, "WRONGTYPE") || strings.HasPrefix(text, "NOPERM")
}

func (s *Sender) refuse(e Event, err error) {
	s.log.Error("a gateway event is lost: Redis refuses it", "type", e.Type, "source", e.Source, "error", err)
	s.count(&s.stats.Refused)
}

// Stats are the sender's figures now.
func (s *Sender) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.stats
	out.Waiting, out.Limit = len(s.waiting), s.limit
	return out
}

// Close tries for a moment to deliver what waits, and ends the sender. What is
// left then is lost, counted and logged.
func (s *Sender) Close() {
	for end := time.Now().Add(closeTimeout); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if s.Stats().Waiting == 0 {
			break
		}
	}
	s.mu.Lock()
	s.closed = true
	lost := len(s.waiting)
	s.stats.Dropped += int64(lost)
	s.waiting, s.size = nil, 0
	s.mu.Unlock()
	s.end()
	s.drained.Wait()
	if lost > 0 {
		s.log.Error("gateway events are lost: the host ended while Redis was away", "events", lost)
	}
}

// deliver puts events where they belong, in order and all or none of them: the
// lists of their sessions, or the sleep queue. What cannot be found out about
// sleep is taken for awake.
func (s *Sender) deliver(ctx context.Context, events ...Event) (asleep int, err error) {
	state, err := s.server.Do(ctx, redis.Call{Commands: [][]any{{"GET", SleepKey}, {"SMEMBERS", SessionsKey}}, Timeout: sendTimeout})
	if err != nil {
		return 0, err
	}
	sleep, err := state[0].Text()
	sleeping := err == nil && sleep != ""
	sessions, err := state[1].StringSlice()
	if err != nil {
		return 0, err
	}
	var commands [][]any
	for _, e := range events {
		if sleeping && !passes(e) {
			entry, err := encode(sleeper{
				Event: e.Type, Timestamp: time.UnixMilli(e.TS).UTC().Format("2006-01-02T15:04:05.000Z"), Summary: Summary(e.Payload),
			})
			if err != nil {
				return 0, err
			}
			asleep++
			commands = append(commands, []any{"RPUSH", SleepQueueKey, entry})
			continue
		}
		text, err := encode(e)
		if err != nil {
			return 0, err
		}
		announcement, err := encode(Announcement{e.ID, e.Type})
		if err != nil {
			return 0, err
		}
		for _, session := range targets(sessions, e.origin) {
			commands = append(commands, []any{"LPUSH", EventsPrefix + session, text}, []any{"PUBLISH", NotifyPrefix + session, announcement})
		}
	}
	if err := s.do(ctx, commands...); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stats.Asleep += int64(asleep)
	s.stats.Delivered += int64(len(events) - asleep)
	return asleep, nil
}

// do carries out commands that give nothing back, all or none of them where
// the server can.
func (s *Sender) do(ctx context.Context, commands ...[]any) error {
	pool, err := s.server.Pool()
	if err != nil {
		return err
	}
	replies, err := s.server.Do(ctx, redis.Call{
		Commands: commands, Timeout: sendTimeout, Atomic: len(commands) > 1 && pool.Target.Mode != redis.Cluster,
	})
	if err != nil {
		return err
	}
	for _, reply := range replies {
		if err := reply.Err(); err != nil && !errors.Is(err, goredis.Nil) {
			return err
		}
	}
	return nil
}

func (s *Sender) count(n *int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*n++
}

// encode is JSON as JavaScript writes it.
func encode(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return []byte(strings.TrimSuffix(b.String(), "\n")), err
}
