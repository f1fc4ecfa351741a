package outbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A Drain says how items are delivered.
type Drain struct {
	// Prefix selects the queues: those whose names start with it. Queues are
	// drained side by side, each in order.
	Prefix string
	// Deliver hands over items of one queue, the oldest first, and returns nil
	// when all have arrived. Items of a batch that failed come again, so some
	// may have arrived before.
	//
	// An error that Rejected made says that the receiver does not want what it
	// was given: the items are then tried one by one, and one that is rejected
	// Attempts times is given up, so that it does not hold up those behind it.
	// After any other error the receiver is taken to be away, and the same
	// items are tried until it is back. An error with a method RetryAfter says
	// how long it asks to be left alone, of which a minute is granted.
	Deliver func(ctx context.Context, queue string, items []Item) error
	// Batch is how many items are delivered at a time; 100 when 0.
	Batch int
	// BatchBytes is how large their bodies are together, unless one alone is
	// larger; 1 MiB when 0.
	BatchBytes int
	// Attempts is how often an item may be rejected; 5 when 0.
	Attempts int
	// MinWait and MaxWait bound the pause after an error, which doubles each
	// time; 100 ms and 10 s when 0.
	MinWait, MaxWait time.Duration
	// Log is told when deliveries start to fail, when they go on, and what is
	// given up. slog.Default when nil.
	Log *slog.Logger
}

// rejection is an error that is the item's own fault.
type rejection struct{ err error }

func (r *rejection) Error() string { return r.err.Error() }
func (r *rejection) Unwrap() error { return r.err }

// Rejected marks an error of Deliver as the fault of what was delivered, which
// will not arrive however often it is tried.
func Rejected(err error) error {
	if err == nil {
		return nil
	}
	return &rejection{err}
}

// lookEvery is how often a drain looks for what other processes have done.
const lookEvery = time.Second

// Drain delivers items until ctx ends, and returns when no delivery is under
// way. Of all the processes that have the folder open only one drains a prefix
// at a time; the others wait for it to end.
func (o *Outbox) Drain(ctx context.Context, d Drain) error {
	d.Batch, d.BatchBytes, d.Attempts = cmp.Or(d.Batch, 100), cmp.Or(d.BatchBytes, 1<<20), cmp.Or(d.Attempts, 5)
	d.MinWait, d.MaxWait = cmp.Or(d.MinWait, 100*time.Millisecond), cmp.Or(d.MaxWait, 10*time.Second)
	if d.Log == nil {
		d.Log = slog.Default()
	}
	release, err := o.lock(ctx, d.Prefix)
	if err != nil {
		return err
	}
	defer release()
	var queues sync.WaitGroup
	defer queues.Wait()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	version := int64(-1)
	started := map[string]bool{}
	for {
		for queue := range o.held() {
			if strings.HasPrefix(queue, d.Prefix) && !started[queue] {
				started[queue] = true
				wake := o.waker(queue)
				queues.Go(func() { o.drainQueue(ctx, d, queue, wake) })
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-o.closing:
			return ErrClosed
		case <-o.news:
		case <-look.C:
			if version, err = o.refresh(ctx, version); err != nil && ctx.Err() == nil {
				d.Log.Warn("the outbox cannot be read", "dir", o.dir, "error", err)
			}
		}
	}
}

// drainQueue delivers one queue's items until ctx ends.
func (o *Outbox) drainQueue(ctx context.Context, d Drain, queue string, wake <-chan struct{}) {
	size, failures := d.Batch, 0
	for ctx.Err() == nil {
		items, err := o.head(ctx, queue, size, d.BatchBytes)
		if err == nil && len(items) == 0 {
			select {
			case <-wake:
			case <-ctx.Done():
			case <-o.closing:
				return
			}
			continue
		}
		if err == nil {
			err = o.deliver(ctx, d, queue, items)
		}
		if ctx.Err() != nil || errors.Is(err, ErrClosed) {
			return
		}
		var rejected *rejection
		switch {
		case err == nil:
			if failures > 0 {
				d.Log.Info("outbox: deliveries go on", "queue", queue)
			}
			size, failures = min(size*2, d.Batch), 0
			continue
		case errors.As(err, &rejected) && len(items) > 1:
			size = 1 // which of them is it?
			continue
		}
		failures++
		if failures == 1 {
			d.Log.Warn("outbox: a delivery failed and will be tried again", "queue", queue, "items", len(items), "error", err)
		}
		o.tally(queue, func(t *tally) { t.failed, t.lastError = t.failed+1, err.Error() })
		if errors.As(err, &rejected) && items[0].Attempts+1 >= d.Attempts {
			failures = 0 // on to the next
			continue
		}
		select {
		case <-time.After(d.wait(failures, err)):
		case <-ctx.Done():
		}
	}
}

// deliver hands over items and notes what came of it.
func (o *Outbox) deliver(ctx context.Context, d Drain, queue string, items []Item) error {
	err := d.Deliver(ctx, queue, items)
	var rejected *rejection
	switch {
	case err == nil:
		// It is done, whatever becomes of ctx: do not do it twice.
		err = o.doLazily(context.WithoutCancel(ctx), func(w *writer) error { return w.delivered(queue, items) })
		if err == nil {
			o.tally(queue, func(t *tally) { t.delivered, t.lastError = t.delivered+int64(len(items)), "" })
		}
	case errors.As(err, &rejected) && len(items) == 1:
		if noted := o.do(ctx, func(w *writer) error { return w.refused(items[0], err.Error(), d.Attempts) }); noted != nil {
			return noted
		}
		if items[0].Attempts+1 >= d.Attempts {
			o.tally(queue, func(t *tally) { t.givenUp++ })
			d.Log.Error("outbox: an item was given up", "queue", queue, "id", items[0].ID, "key", items[0].Key,
				"attempts", d.Attempts, "error", err)
		}
	}
	return err
}

// longestAsked bounds how long a receiver may ask to be left alone.
const longestAsked = time.Minute

// wait is the pause after the n-th failure in a row: longer each time, and at
// least what the receiver has asked for.
func (d Drain) wait(n int, err error) time.Duration {
	wait := d.MaxWait
	if n < 20 {
		wait = min(wait, d.MinWait<<(n-1))
	}
	wait = wait/2 + rand.N(wait/2+1)
	var asked interface{ RetryAfter() time.Duration }
	if errors.As(err, &asked) {
		wait = max(wait, min(asked.RetryAfter(), longestAsked))
	}
	return wait
}

// head reads the first items of a queue: at most n, of at most size bytes
// together, but at least one.
func (o *Outbox) head(ctx context.Context, queue string, n, size int) ([]Item, error) {
	items, err := o.read(ctx, "WHERE queue = ? AND dead = 0 ORDER BY id LIMIT ?", queue, n)
	total := 0
	for i, it := range items {
		if total += len(it.Body); total > size && i > 0 {
			items = items[:i]
			break
		}
	}
	if err == nil && len(items) > 0 {
		o.tally(queue, func(t *tally) { t.oldest = items[0].At.UnixMilli() })
	}
	return items, err
}

// wake tells whoever drains the queue that it has an item.
func (o *Outbox) wake(queue string) {
	o.mu.Lock()
	c := o.wakes[queue]
	o.mu.Unlock()
	if c == nil {
		c = o.news
	}
	select {
	case c <- struct{}{}:
	default: // it has been told, and not looked yet
	}
}

// waker is the channel on which a queue's drain is told.
func (o *Outbox) waker(queue string) <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.wakes[queue] == nil {
		o.wakes[queue] = make(chan struct{}, 1)
	}
	return o.wakes[queue]
}

// refresh counts again when another process has changed the outbox, and wakes
// the drains. version is what it returned the last time.
func (o *Outbox) refresh(ctx context.Context, version int64) (int64, error) {
	now := version
	err := o.do(ctx, func(w *writer) error {
		err := sqlitex.Execute(w.conn, "PRAGMA data_version", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
			now = s.ColumnInt64(0)
			return nil
		}})
		if err != nil || now == version {
			return err
		}
		w.counts, err = readCounts(w.conn)
		return err
	})
	if err == nil && len(o.held()) == 0 {
		err = o.do(ctx, func(w *writer) error {
			return sqlitex.Execute(w.conn, "PRAGMA incremental_vacuum(4096)", nil)
		})
	}
	if err != nil || now == version {
		return version, err
	}
	for queue := range o.held() {
		o.wake(queue)
	}
	return now, nil
}

// lock waits until no other drain has the prefix. The kernel holds the lock,
// so a process that is killed gives it back.
func (o *Outbox) lock(ctx context.Context, prefix string) (release func(), err error) {
	path := filepath.Join(o.dir, "drain-"+url.PathEscape(prefix)+".lock")
	for {
		conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
		if err != nil {
			return nil, fmt.Errorf("outbox %s: %w", o.dir, err)
		}
		conn.SetBusyTimeout(0)
		err = sqlitex.ExecuteTransient(conn, "BEGIN EXCLUSIVE", nil)
		if err == nil {
			return func() { _ = conn.Close() }, nil
		}
		_ = conn.Close()
		if sqlite.ErrCode(err).ToPrimary() != sqlite.ResultBusy {
			return nil, fmt.Errorf("outbox %s: %w", o.dir, err)
		}
		select {
		case <-time.After(lookEvery / 4):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-o.closing:
			return nil, ErrClosed
		}
	}
}
