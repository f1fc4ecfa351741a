package observe

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"systembus/host/outbox"
)

// Prefix is how the names of the outbox's queues of events begin; a sink's
// name follows.
const Prefix = "event/"

// writeBatch is how many events go from memory to disk at a time.
const writeBatch = 256

// An entry is one event in one lane's memory.
type entry struct {
	lane   *lane
	record Record
	body   []byte
	// done is closed when the event is safe, or lost.
	done chan struct{}
	lost atomic.Bool
}

// A lane takes events to one sink.
type lane struct {
	sink  Sink
	queue string
	o     Options
	wake  chan struct{}
	// refusing is set while neither the disk nor the sink takes anything.
	refusing atomic.Bool

	delivered, lost, failures atomic.Int64

	mu        sync.Mutex
	buffer    []*entry // the oldest first
	size      int      // bytes of the buffer's bodies
	lastError string
	toldLost  time.Time
	// sent are items of the store's first batch that were delivered already:
	// of a batch that failed in its middle. Used by the drain alone.
	sent map[int64]struct{}
}

func newLane(s Sink, o Options) *lane {
	return &lane{sink: s, queue: Prefix + s.Name(), o: o, wake: make(chan struct{}, 1), sent: map[int64]struct{}{}}
}

// put adds an event to the memory; past the bound the oldest is lost.
func (l *lane) put(e *entry) {
	l.mu.Lock()
	l.buffer = append(l.buffer, e)
	l.size += len(e.body)
	n := l.trim()
	l.mu.Unlock()
	l.lose(n, "its memory is full, and neither the disk nor the sink takes events")
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// trim drops the oldest entries that are too many. The caller holds mu.
func (l *lane) trim() (n int) {
	for len(l.buffer) > l.o.Buffer || l.size > maxBuffered && len(l.buffer) > 1 {
		e := l.buffer[0]
		l.buffer[0] = nil
		l.buffer = l.buffer[1:]
		l.size -= len(e.body)
		e.lost.Store(true)
		close(e.done)
		n++
	}
	return n
}

// lose counts events that are gone, and tells of them at most once a minute.
func (l *lane) lose(n int, why string) {
	if n == 0 {
		return
	}
	total := l.lost.Add(int64(n))
	l.mu.Lock()
	tell := time.Since(l.toldLost) >= time.Minute
	if tell {
		l.toldLost = time.Now()
	}
	l.mu.Unlock()
	if tell {
		l.o.Log.Error("events are lost", "sink", l.sink.Name(), "lost", total, "reason", why)
	}
}

// take removes the first entries from the memory.
func (l *lane) take() []*entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(len(l.buffer), writeBatch)
	batch := make([]*entry, n)
	copy(batch, l.buffer)
	clear(l.buffer[:n])
	l.buffer = l.buffer[n:]
	for _, e := range batch {
		l.size -= len(e.body)
	}
	return batch
}

// giveBack puts entries that nobody took in front of the memory again.
func (l *lane) giveBack(batch []*entry) {
	l.mu.Lock()
	l.buffer = append(batch, l.buffer...)
	for _, e := range batch {
		l.size += len(e.body)
	}
	n := l.trim()
	l.mu.Unlock()
	l.lose(n, "its memory is full, and neither the disk nor the sink takes events")
}

// write moves events from memory to the store until ctx ends.
func (l *lane) write(ctx context.Context) {
	failures := 0
	for {
		batch := l.take()
		if len(batch) == 0 {
			select {
			case <-l.wake:
				continue
			case <-ctx.Done():
				return
			}
		}
		rest, err := l.secure(ctx, batch)
		if err == nil {
			if l.refusing.Swap(false) {
				l.o.Log.Info("events are taken again", "sink", l.sink.Name())
			}
			failures = 0
			continue
		}
		l.giveBack(rest)
		if ctx.Err() != nil {
			return
		}
		if !l.refusing.Swap(true) {
			l.o.Log.Warn("events stay in memory", "sink", l.sink.Name(), "error", err)
		}
		failures++
		select {
		case <-time.After(min(l.o.MaxWait, l.o.MinWait<<min(failures-1, 16))):
		case <-ctx.Done():
			return
		}
	}
}

// secure puts entries into the store or, when that does not take them, hands
// them to the sink. It gives back those that are still in memory only.
func (l *lane) secure(ctx context.Context, batch []*entry) ([]*entry, error) {
	err := errors.New("there is no outbox")
	if l.o.Store != nil {
		items := make([]outbox.Item, len(batch))
		for i, e := range batch {
			items[i] = outbox.Item{Key: e.record.Event.ID, Body: e.body, At: e.record.Event.Time()}
		}
		if err = l.o.Store.Put(ctx, l.queue, items...); err == nil {
			for _, e := range batch {
				close(e.done)
			}
			return nil, nil
		}
		if ctx.Err() != nil {
			return batch, err
		}
	}
	rest, direct := l.hand(ctx, batch)
	if direct != nil {
		return rest, fmt.Errorf("%w; %w", err, direct)
	}
	return nil, nil
}

// hand gives entries to the sink itself. One that the sink refuses is lost.
func (l *lane) hand(ctx context.Context, batch []*entry) ([]*entry, error) {
	for len(batch) > 0 {
		n := len(batch)
		err := l.send(ctx, records(batch))
		var partial *PartialError
		if errors.As(err, &partial) {
			n = partial.Sent
		}
		if err == nil || partial != nil {
			for _, e := range batch[:n] {
				close(e.done)
			}
			if batch = batch[n:]; err == nil {
				return nil, nil
			}
		}
		var refused *RefusedError
		switch {
		case !errors.As(err, &refused):
			return batch, err
		case len(batch) > 1 && partial == nil: // which of them is it?
			rest, err := l.hand(ctx, batch[:len(batch)/2:len(batch)/2])
			if batch = append(rest, batch[len(batch)/2:]...); err != nil {
				return batch, err
			}
		default:
			batch[0].lost.Store(true)
			close(batch[0].done)
			batch = batch[1:]
			l.lose(1, err.Error())
		}
	}
	return nil, nil
}

func records(batch []*entry) []Record {
	all := make([]Record, len(batch))
	for i, e := range batch {
		all[i] = e.record
	}
	return all
}

// send delivers and notes how it went.
func (l *lane) send(ctx context.Context, batch []Record) error {
	err := l.sink.Send(ctx, batch)
	if rejected, ok := errors.AsType[*RejectedError](err); ok {
		l.delivered.Add(int64(-rejected.N))
		l.lose(rejected.N, rejected.Error())
		err = nil
	}
	n, text := len(batch), ""
	if err != nil {
		n, text = 0, err.Error()
		if partial, ok := errors.AsType[*PartialError](err); ok {
			n = partial.Sent
		}
		l.failures.Add(1)
	}
	l.delivered.Add(int64(n))
	l.mu.Lock()
	l.lastError = text
	l.mu.Unlock()
	return err
}

// drain delivers what the store holds until ctx ends.
func (l *lane) drain(ctx context.Context) {
	for ctx.Err() == nil {
		err := l.o.Store.Drain(ctx, outbox.Drain{
			Prefix: l.queue, Deliver: l.deliver, MinWait: l.o.MinWait, MaxWait: l.o.MaxWait, Log: l.o.Log,
		})
		if ctx.Err() != nil || errors.Is(err, outbox.ErrClosed) {
			return
		}
		l.o.Log.Warn("events on disk are not delivered", "sink", l.sink.Name(), "error", err)
		select {
		case <-time.After(l.o.MaxWait):
		case <-ctx.Done():
		}
	}
}

// deliver hands items of the store to the sink.
func (l *lane) deliver(ctx context.Context, _ string, items []outbox.Item) error {
	var batch []Record
	var ids []int64
	for _, it := range items {
		if _, delivered := l.sent[it.ID]; delivered {
			continue
		}
		r, err := decode(it.Body)
		if err != nil {
			return outbox.Rejected(err)
		}
		batch, ids = append(batch, r), append(ids, it.ID)
	}
	if len(batch) == 0 {
		return nil
	}
	err := l.send(ctx, batch)
	var partial *PartialError
	switch {
	case err == nil:
		if len(l.sent) > 10*writeBatch { // of items that are gone by now
			clear(l.sent)
		}
		return nil
	case errors.As(err, &partial):
		for _, id := range ids[:partial.Sent] {
			l.sent[id] = struct{}{}
		}
	}
	if _, ok := errors.AsType[*RefusedError](err); ok {
		return outbox.Rejected(err)
	}
	return err
}

// flush puts what is in memory somewhere safe, once, as the lane ends.
func (l *lane) flush(ctx context.Context) {
	for {
		batch := l.take()
		if len(batch) == 0 {
			return
		}
		rest, err := l.secure(ctx, batch)
		if err == nil {
			continue
		}
		l.giveBack(rest)
		l.mu.Lock()
		left := l.buffer
		l.buffer, l.size = nil, 0
		l.mu.Unlock()
		for _, e := range left {
			e.lost.Store(true)
			close(e.done)
		}
		l.lost.Add(int64(len(left)))
		l.o.Log.LogAttrs(ctx, slog.LevelError, "events are lost at the end of the process",
			slog.String("sink", l.sink.Name()), slog.Int("lost", len(left)), slog.Any("error", err))
		return
	}
}

func (l *lane) stats() SinkStats {
	l.mu.Lock()
	defer l.mu.Unlock()
	return SinkStats{
		Name: l.sink.Name(), Buffered: len(l.buffer), Delivered: l.delivered.Load(), Lost: l.lost.Load(),
		Failures: l.failures.Load(), LastError: l.lastError,
	}
}
