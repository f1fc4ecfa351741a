package outbox

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// maxGroup is how many jobs share a transaction, and with it one wait for the
// disk: those that came while the disk was busy with the ones before.
const maxGroup = 1024

// A job is one change and where its outcome goes.
type job struct {
	change func(*writer) error
	done   chan error
	// lazy is a change that may be lost with the machine: items that have
	// arrived and would then arrive again. It waits for no disk of its own.
	lazy bool
}

// A count is what a queue holds.
type count struct {
	items, dead int
	bytes       int64 // of both
	oldest      int64 // when the first that waits was put, in Unix milliseconds
}

// A writer is a transaction that is open, and what the queues hold in it.
type writer struct {
	conn   *sqlite.Conn
	opts   Options
	counts map[string]count
}

// do has the writer make a change, and waits until it is on the disk.
func (o *Outbox) do(ctx context.Context, change func(*writer) error) error {
	return o.submit(ctx, &job{change: change, done: make(chan error, 1)})
}

// doLazily has the writer make a change, and waits until it is safe from a
// crash of the process; the disk has it with the next that do makes.
func (o *Outbox) doLazily(ctx context.Context, change func(*writer) error) error {
	return o.submit(ctx, &job{change: change, done: make(chan error, 1), lazy: true})
}

func (o *Outbox) submit(ctx context.Context, j *job) error {
	select {
	case o.jobs <- j:
	case <-o.closing:
		return ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// pace is the least time between the begins of two transactions. Each writes
// whole pages, also for one item, and a disk that is given more than it takes
// makes everybody wait for tenths of a second.
const pace = 4 * time.Millisecond

// writing makes the changes, a group at a time, until the outbox is closed.
func (o *Outbox) writing() {
	defer close(o.written)
	next := time.NewTimer(0)
	defer next.Stop()
	for {
		select {
		case first := <-o.jobs:
			jobs := o.group(first, next.C)
			next.Reset(pace)
			o.commit(jobs)
		case <-o.closing:
			return
		}
	}
}

// group collects the jobs that come before it is time, and those that wait then.
func (o *Outbox) group(first *job, next <-chan time.Time) []*job {
	jobs := []*job{first}
	for due := false; len(jobs) < maxGroup; {
		if !due {
			select {
			case j := <-o.jobs:
				jobs = append(jobs, j)
			case <-next:
				due = true
			}
			continue
		}
		select {
		case j := <-o.jobs:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// commit makes the changes of a group. A job that is refused has changed
// nothing; one that fails takes the group with it.
func (o *Outbox) commit(jobs []*job) {
	w := &writer{conn: o.write, opts: o.opts, counts: o.held()}
	refused := make([]error, len(jobs))
	err := func() (err error) {
		if err := o.wait(slices.ContainsFunc(jobs, func(j *job) bool { return !j.lazy })); err != nil {
			return err
		}
		end, err := sqlitex.ImmediateTransaction(w.conn)
		if err != nil {
			return err
		}
		defer end(&err)
		for i, j := range jobs {
			if refused[i] = j.change(w); refused[i] != nil && !errors.Is(refused[i], ErrFull) {
				return refused[i]
			}
		}
		return nil
	}()
	if err == nil {
		o.mu.Lock()
		o.counts = w.counts
		o.mu.Unlock()
	}
	for i, j := range jobs {
		if err != nil {
			j.done <- failure(err)
		} else {
			j.done <- refused[i]
		}
	}
}

// wait says whether the next commits wait for the disk.
func (o *Outbox) wait(wait bool) error {
	if o.waits == wait {
		return nil
	}
	level := "PRAGMA synchronous = NORMAL"
	if wait {
		level = "PRAGMA synchronous = FULL"
	}
	err := sqlitex.ExecuteTransient(o.write, level, nil)
	if err == nil {
		o.waits = wait
	}
	return err
}

// held is a copy of what the queues hold.
func (o *Outbox) held() map[string]count {
	o.mu.Lock()
	defer o.mu.Unlock()
	return maps.Clone(o.counts)
}

// put stores items, unless they are more than the queue may hold.
func (w *writer) put(queue string, items []Item) error {
	c := w.counts[queue]
	bytes := c.bytes
	for _, it := range items {
		bytes += int64(len(it.Body))
	}
	if n := c.items + c.dead + len(items); n > w.opts.MaxItems {
		return fmt.Errorf("%w: %d items of at most %d", ErrFull, c.items+c.dead, w.opts.MaxItems)
	}
	if bytes > w.opts.MaxBytes {
		return fmt.Errorf("%w: %d bytes of at most %d", ErrFull, c.bytes, w.opts.MaxBytes)
	}
	now := time.Now().UnixMilli()
	for _, it := range items {
		at := now
		if !it.At.IsZero() {
			at = it.At.UnixMilli()
		}
		err := sqlitex.Execute(w.conn, "INSERT INTO item (queue, key, body, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			&sqlitex.ExecOptions{Args: []any{queue, it.Key, blob(it.Body), at}})
		if err != nil {
			return err
		}
		if w.conn.Changes() > 0 {
			if c.items == 0 {
				c.oldest = at
			}
			c.items++
			c.bytes += int64(len(it.Body))
		}
	}
	w.counts[queue] = c
	return nil
}

// blob keeps SQLite from taking no bytes for NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// delivered drops items of a queue that have arrived.
func (w *writer) delivered(queue string, items []Item) error {
	c := w.counts[queue]
	for _, it := range items {
		if err := sqlitex.Execute(w.conn, "DELETE FROM item WHERE id = ?", &sqlitex.ExecOptions{Args: []any{it.ID}}); err != nil {
			return err
		}
		if w.conn.Changes() > 0 { // else a command has discarded it
			c.items--
			c.bytes -= int64(len(it.Body))
		}
	}
	w.keep(queue, c)
	return nil
}

// refused notes that an item was refused, and gives it up after the last time.
func (w *writer) refused(it Item, why string, attempts int) error {
	dead := it.Attempts+1 >= attempts
	err := sqlitex.Execute(w.conn, "UPDATE item SET attempts = attempts + 1, error = ?, dead = ? WHERE id = ?",
		&sqlitex.ExecOptions{Args: []any{why, dead, it.ID}})
	if err != nil {
		return err
	}
	if dead && w.conn.Changes() > 0 {
		c := w.counts[it.Queue]
		c.items--
		c.dead++
		w.keep(it.Queue, c)
	}
	return nil
}

// keep notes what a queue holds; a queue that holds nothing is forgotten.
func (w *writer) keep(queue string, c count) {
	if c.items == 0 && c.dead == 0 {
		delete(w.counts, queue)
		return
	}
	w.counts[queue] = c
}

// readCounts counts what the queues hold, as other processes may have changed
// it.
func readCounts(conn *sqlite.Conn) (map[string]count, error) {
	counts := map[string]count{}
	err := sqlitex.Execute(conn,
		"SELECT queue, sum(dead = 0), sum(dead), sum(length(body)), coalesce(min(at) FILTER (WHERE dead = 0), 0) FROM item GROUP BY queue",
		&sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
			counts[s.ColumnText(0)] = count{
				items: s.ColumnInt(1), dead: s.ColumnInt(2), bytes: s.ColumnInt64(3), oldest: s.ColumnInt64(4),
			}
			return nil
		}})
	return counts, err
}
