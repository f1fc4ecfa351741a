package outbox

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Stats are the figures of one queue. Those that count what happened count
// from the opening of the outbox by this process.
type Stats struct {
	Queue string `json:"queue"`
	// Waiting and Dead are how many items wait and were given up, Bytes the
	// size of their bodies together.
	Waiting int   `json:"waiting"`
	Dead    int   `json:"dead"`
	Bytes   int64 `json:"bytes"`
	// Oldest is when the first item that waits was put; zero when none waits.
	Oldest time.Time `json:"oldest,omitzero"`
	// Put, Delivered and GivenUp count items, Refused those that found the
	// queue full, Failed deliveries that did not succeed.
	Put       int64 `json:"put"`
	Delivered int64 `json:"delivered"`
	GivenUp   int64 `json:"givenUp"`
	Refused   int64 `json:"refused"`
	Failed    int64 `json:"failed"`
	// LastError is why the last delivery failed; empty once one succeeded.
	LastError string `json:"lastError,omitempty"`
}

// A tally is what this process has seen of a queue.
type tally struct {
	put, delivered, givenUp, refused, failed int64
	oldest                                   int64 // when the first item was put, as the drain saw it
	lastError                                string
}

// tally notes something about a queue.
func (o *Outbox) tally(queue string, note func(*tally)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	t := o.tallies[queue]
	if t == nil {
		t = &tally{}
		o.tallies[queue] = t
	}
	note(t)
}

// Stats are the figures of all queues that hold something or have held it, by
// name. They come from memory: ask as often as you like. A nil Outbox has none.
func (o *Outbox) Stats() []Stats {
	if o == nil {
		return nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	all := map[string]Stats{}
	oldest := func(queue string) int64 {
		if t := o.tallies[queue]; t != nil {
			return max(t.oldest, o.counts[queue].oldest)
		}
		return o.counts[queue].oldest
	}
	for queue, t := range o.tallies {
		all[queue] = Stats{
			Put: t.put, Delivered: t.delivered, GivenUp: t.givenUp, Refused: t.refused, Failed: t.failed, LastError: t.lastError,
		}
	}
	for queue, c := range o.counts {
		s := all[queue]
		s.Waiting, s.Dead, s.Bytes = c.items, c.dead, c.bytes
		if c.items > 0 {
			s.Oldest = time.UnixMilli(oldest(queue)).UTC()
		}
		all[queue] = s
	}
	out := make([]Stats, 0, len(all))
	for _, queue := range slices.Sorted(maps.Keys(all)) {
		s := all[queue]
		s.Queue = queue
		out = append(out, s)
	}
	return out
}

// A Filter selects items to look at.
type Filter struct {
	// Prefix is how the names of their queues start.
	Prefix string
	// Dead selects those that were given up instead of those that wait.
	Dead bool
	// Limit is how many; 100 when 0.
	Limit int
}

// List gives items with their bodies, by queue and in order.
func (o *Outbox) List(ctx context.Context, f Filter) ([]Item, error) {
	limit := f.Limit
	if limit == 0 {
		limit = 100
	}
	return o.read(ctx, "WHERE substr(queue, 1, length(?1)) = ?1 AND dead = ?2 ORDER BY queue, id LIMIT ?3", f.Prefix, f.Dead, limit)
}

// Retry puts items that were given up back to their old places in their
// queues, and says how many. ids are those to retry; with none, all of the
// queues with the prefix are.
func (o *Outbox) Retry(ctx context.Context, prefix string, ids ...int64) (int, error) {
	n := 0
	err := o.do(ctx, func(w *writer) error {
		n = 0
		return w.dead(prefix, ids, func(it Item) error {
			// One with the same key may wait by now, and then that one goes.
			err := sqlitex.Execute(w.conn, "UPDATE OR IGNORE item SET dead = 0, attempts = 0 WHERE id = ?", &sqlitex.ExecOptions{Args: []any{it.ID}})
			if err != nil {
				return err
			}
			if w.conn.Changes() == 0 {
				return sqlitex.Execute(w.conn, "DELETE FROM item WHERE id = ?", &sqlitex.ExecOptions{Args: []any{it.ID}})
			}
			n++
			return nil
		})
	})
	if err == nil {
		for queue := range o.held() {
			o.wake(queue)
		}
	}
	return n, err
}

// Discard drops items that were given up, as Retry selects them, for good.
func (o *Outbox) Discard(ctx context.Context, prefix string, ids ...int64) (int, error) {
	n := 0
	err := o.do(ctx, func(w *writer) error {
		n = 0
		return w.dead(prefix, ids, func(it Item) error {
			n++
			return sqlitex.Execute(w.conn, "DELETE FROM item WHERE id = ?", &sqlitex.ExecOptions{Args: []any{it.ID}})
		})
	})
	return n, err
}

// dead does something with each item that was given up, and counts again.
func (w *writer) dead(prefix string, ids []int64, do func(Item) error) error {
	items, err := read(w.conn, "WHERE substr(queue, 1, length(?1)) = ?1 AND dead = 1 ORDER BY id", prefix)
	if err != nil {
		return err
	}
	for _, it := range items {
		if len(ids) == 0 || slices.Contains(ids, it.ID) {
			if err := do(it); err != nil {
				return err
			}
		}
	}
	w.counts, err = readCounts(w.conn)
	return err
}

// read gives the items that a query's end selects.
func (o *Outbox) read(ctx context.Context, where string, args ...any) ([]Item, error) {
	conn, err := o.readers.Take(ctx)
	if err != nil {
		return nil, fmt.Errorf("outbox %s: %w", o.dir, err)
	}
	defer o.readers.Put(conn)
	items, err := read(conn, where, args...)
	if err != nil {
		return nil, fmt.Errorf("outbox %s: %w", o.dir, failure(err))
	}
	return items, nil
}

func read(conn *sqlite.Conn, where string, args ...any) ([]Item, error) {
	var items []Item
	err := sqlitex.Execute(conn, "SELECT id, queue, key, body, at, attempts, error, dead FROM item "+where,
		&sqlitex.ExecOptions{Args: args, ResultFunc: func(s *sqlite.Stmt) error {
			body := make([]byte, s.ColumnLen(3))
			s.ColumnBytes(3, body)
			items = append(items, Item{
				ID: s.ColumnInt64(0), Queue: s.ColumnText(1), Key: s.ColumnText(2), Body: body,
				At: time.UnixMilli(s.ColumnInt64(4)).UTC(), Attempts: s.ColumnInt(5), Error: s.ColumnText(6), Dead: s.ColumnBool(7),
			})
			return nil
		}})
	return items, err
}
