package observe

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/trace"

	"systembus/host/outbox"
)

// What bounds a pipeline unless Options say otherwise.
const (
	// DefaultBuffer is how many events a lane keeps in memory.
	DefaultBuffer = 10_000
	// maxBuffered is how many bytes they may have together.
	maxBuffered = 32 << 20
	// DefaultPatience is how long Emit waits for an event to be safe.
	DefaultPatience = 250 * time.Millisecond
)

// A Store keeps records until their sink has them. *outbox.Outbox is one.
type Store interface {
	Put(ctx context.Context, queue string, items ...outbox.Item) error
	Drain(ctx context.Context, d outbox.Drain) error
	Stats() []outbox.Stats
}

// A Redactor puts something else in the place of secrets. *secrets.Redactor is
// one.
type Redactor interface {
	// String is a text without secrets.
	String(s string) string
	// JSON is a JSON text without secrets, perhaps of another type.
	JSON(text json.RawMessage) json.RawMessage
}

// Options make a Pipeline.
type Options struct {
	// Sinks are where events go. With none they go to Log, at their level.
	Sinks []Sink
	// Store keeps events on disk. With nil they are in memory alone.
	Store Store
	// Defaults fill in what events do not say.
	Defaults Defaults
	// Redactor takes secrets out of events; nothing does when nil.
	Redactor Redactor
	// Log is slog.Default when nil.
	Log *slog.Logger
	// Buffer is how many events each lane keeps in memory while the disk does
	// not take them; DefaultBuffer when 0.
	Buffer int
	// Patience bounds how long Emit waits until an event is on disk;
	// DefaultPatience when 0.
	Patience time.Duration
	// MinWait and MaxWait bound the pause after a failure, which doubles each
	// time; 100 ms and 10 s when 0.
	MinWait, MaxWait time.Duration
}

// A Pipeline takes events to sinks. All methods may be called from any
// goroutine. Close it, or its goroutines go on.
type Pipeline struct {
	o        Options
	pressure pressure
	lanes    []*lane

	start  sync.Once
	ctx    context.Context
	stop   context.CancelCauseFunc
	tasks  sync.WaitGroup
	mu     sync.RWMutex // held for reading while an event goes to the lanes
	closed bool

	emitted, invalid, pressed atomic.Int64
}

// New is a pipeline that runs from the first event, or from Start, on.
func New(o Options) *Pipeline {
	o.Buffer, o.Patience = cmp.Or(o.Buffer, DefaultBuffer), cmp.Or(o.Patience, DefaultPatience)
	o.MinWait, o.MaxWait = cmp.Or(o.MinWait, 100*time.Millisecond), cmp.Or(o.MaxWait, 10*time.Second)
	if o.Log == nil {
		o.Log = slog.Default()
	}
	p := &Pipeline{o: o}
	p.ctx, p.stop = context.WithCancelCause(context.Background())
	for _, s := range o.Sinks {
		p.lanes = append(p.lanes, newLane(s, o))
	}
	return p
}

// Start begins to deliver what an earlier process left in the store.
func (p *Pipeline) Start() {
	p.start.Do(func() {
		for _, l := range p.lanes {
			p.tasks.Go(func() { l.write(p.ctx) })
			if p.o.Store != nil {
				p.tasks.Go(func() { l.drain(p.ctx) })
			}
		}
	})
}

// errClosed is why an event is not taken any more.
var errClosed = errors.New("the pipeline is closed")

// Close takes no further events, puts those in memory into the store, or else
// offers them to the sinks once, and ends the pipeline's goroutines. ctx bounds
// that. What is in the store stays there for the next process.
func (p *Pipeline) Close(ctx context.Context) {
	p.mu.Lock()
	closed := p.closed
	p.closed = true
	p.mu.Unlock()
	if closed {
		return
	}
	p.start.Do(func() {})
	p.stop(errClosed)
	p.tasks.Wait()
	for _, l := range p.lanes {
		l.flush(ctx)
	}
}

// A Receipt says what became of an event. Its JSON form is what scripts get.
type Receipt struct {
	// Stored is an event that is safe: on disk, or delivered, for every sink
	// that wants it; also one that no sink wants.
	Stored  bool   `json:"stored"`
	EventID string `json:"eventId,omitempty"`
	// Queued is an event in memory: the disk takes nothing or too long.
	Queued bool `json:"queued,omitempty"`
	// Dropped is an event that is not kept, DropReason why.
	Dropped    bool   `json:"dropped,omitempty"`
	DropReason string `json:"dropReason,omitempty"`
	// Error is what is wrong with the event, or with the pipeline.
	Error string `json:"error,omitempty"`
}

// Why an event was dropped.
const (
	// DroppedInvalid is an event that is none.
	DroppedInvalid = "invalid"
	// DroppedPressure is a debug event over its budget.
	DroppedPressure = "debug_backpressure"
	// DroppedClosed is an event that came after the end.
	DroppedClosed = "closed"
)

// Emit takes the JSON form of an event. It waits until the event is safe, but
// no longer than the pipeline's patience, and not at all while the disk is
// known to refuse. It never fails: the receipt says what became of the event.
// The span of ctx is noted with it.
func (p *Pipeline) Emit(ctx context.Context, text []byte) Receipt {
	return p.EmitAll(ctx, text)[0]
}

// EmitAll is Emit for several events, which it waits for together.
func (p *Pipeline) EmitAll(ctx context.Context, texts ...[]byte) []Receipt {
	receipts, waits := make([]Receipt, len(texts)), make([][]*entry, len(texts))
	for i, text := range texts {
		receipts[i], waits[i] = p.accept(ctx, text)
	}
	timer := time.NewTimer(p.o.Patience)
	defer timer.Stop()
	patience := timer.C
	for i := range receipts {
		if receipts[i].Dropped {
			continue
		}
		var over bool
		if receipts[i].Stored, over = p.settled(ctx, waits[i], patience); over {
			patience = past
		}
		receipts[i].Queued = !receipts[i].Stored
	}
	return receipts
}

// past is a patience that is over.
var past = func() <-chan time.Time {
	c := make(chan time.Time)
	close(c)
	return c
}()

// accept checks an event and queues it.
func (p *Pipeline) accept(ctx context.Context, text []byte) (Receipt, []*entry) {
	e, err := p.parse(text)
	if err != nil {
		p.invalid.Add(1)
		p.o.Log.Warn("an event was emitted that is none", "error", err)
		return Receipt{Dropped: true, DropReason: DroppedInvalid, Error: err.Error()}, nil
	}
	if !p.pressure.admit(e, time.Now()) {
		p.pressed.Add(1)
		return Receipt{EventID: e.ID, Dropped: true, DropReason: DroppedPressure}, nil
	}
	r := Record{Event: e}
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		r.TraceID, r.SpanID = span.TraceID().String(), span.SpanID().String()
	}
	waits, err := p.queue(r)
	if err != nil {
		return Receipt{EventID: e.ID, Dropped: true, DropReason: DroppedClosed, Error: err.Error()}, nil
	}
	return Receipt{EventID: e.ID}, waits
}

// parse makes an event without secrets.
func (p *Pipeline) parse(text []byte) (Event, error) {
	if p.o.Redactor == nil {
		return Parse(text, p.o.Defaults)
	}
	e, err := Parse(redact(text, p.o.Redactor.String), p.o.Defaults)
	if err != nil {
		return e, err
	}
	// A secret may be a number, which no string held.
	if e.Metadata = p.o.Redactor.JSON(e.Metadata); e.Metadata[0] != '{' {
		e.Metadata = json.RawMessage(`{"_redacted":` + string(e.Metadata) + `}`)
	}
	return e, nil
}

// queue puts a record into the lanes that want it.
func (p *Pipeline) queue(r Record) ([]*entry, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("event %s: %w", r.Event.ID, err)
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.closed {
		return nil, errClosed
	}
	p.Start()
	p.emitted.Add(1)
	if len(p.lanes) == 0 {
		p.tell(r.Event)
	}
	var waits []*entry
	for _, l := range p.lanes {
		if l.sink.Wants(r.Event.Level) {
			e := &entry{lane: l, record: r, body: body, done: make(chan struct{})}
			l.put(e)
			waits = append(waits, e)
		}
	}
	return waits, nil
}

// settled waits until all entries are safe; over says that the patience ended.
func (p *Pipeline) settled(ctx context.Context, waits []*entry, patience <-chan time.Time) (stored, over bool) {
	stored = true
	for _, e := range waits {
		select {
		case <-e.done:
			stored = stored && !e.lost.Load()
			continue
		default:
		}
		if e.lane.refusing.Load() {
			return false, false
		}
		select {
		case <-e.done:
			stored = stored && !e.lost.Load()
		case <-ctx.Done():
			return false, true
		case <-p.ctx.Done():
			return false, true
		case <-patience:
			return false, true
		}
	}
	return stored, false
}

// tell logs an event that has no sink.
func (p *Pipeline) tell(e Event) {
	level := map[Level]slog.Level{Debug: slog.LevelDebug, Info: slog.LevelInfo, Warn: slog.LevelWarn}
	at, ok := level[e.Level]
	if !ok {
		at = slog.LevelError
	}
	attrs := []slog.Attr{
		slog.String("source", e.Source), slog.String("component", e.Component), slog.String("action", e.Action),
		slog.Bool("success", e.Success),
	}
	if e.DurationMS != nil {
		attrs = append(attrs, slog.Float64("duration_ms", *e.DurationMS))
	}
	if e.Error != "" {
		attrs = append(attrs, slog.String("error", e.Error))
	}
	if string(e.Metadata) != "{}" {
		attrs = append(attrs, slog.String("metadata", string(e.Metadata)))
	}
	p.o.Log.LogAttrs(context.Background(), at, "event", attrs...)
}

// Stats are a pipeline's figures since its start.
type Stats struct {
	// Emitted are the events taken; Invalid those that were none; Pressed the
	// debug events over their budget.
	Emitted int64       `json:"emitted"`
	Invalid int64       `json:"invalid"`
	Pressed int64       `json:"dropped"`
	Sinks   []SinkStats `json:"sinks"`
}

// SinkStats are the figures of one sink.
type SinkStats struct {
	Name string `json:"name"`
	// Buffered are events in memory, Waiting those on disk, GivenUp those on
	// disk that the sink refuses.
	Buffered int `json:"buffered"`
	Waiting  int `json:"waiting"`
	GivenUp  int `json:"givenUp"`
	// Delivered are events that the sink has; Lost those that nothing had room
	// for, or that the sink refused while there was no disk to keep them.
	Delivered int64 `json:"delivered"`
	Lost      int64 `json:"lost"`
	// Failures are deliveries that did not succeed.
	Failures int64 `json:"failures"`
	// LastError is why the last one did not; "" once one has.
	LastError string `json:"lastError,omitempty"`
	// Oldest is when the oldest event on disk was emitted.
	Oldest time.Time `json:"oldest,omitzero"`
}

// Stats gives the figures. They come from memory: ask as often as you like.
func (p *Pipeline) Stats() Stats {
	s := Stats{Emitted: p.emitted.Load(), Invalid: p.invalid.Load(), Pressed: p.pressed.Load(), Sinks: []SinkStats{}}
	kept := map[string]outbox.Stats{}
	if p.o.Store != nil {
		for _, q := range p.o.Store.Stats() {
			kept[q.Queue] = q
		}
	}
	for _, l := range p.lanes {
		q := kept[l.queue]
		one := l.stats()
		one.Waiting, one.GivenUp, one.Oldest = q.Waiting, q.Dead, q.Oldest
		s.Sinks = append(s.Sinks, one)
	}
	return s
}
