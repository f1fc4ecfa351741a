// Package outbox keeps on disk what must reach someone else: Put returns when
// an item is safe from a crash of the process and of the machine, and a drain
// delivers each queue's items in order, for as long as it takes. Deliveries
// may be repeated after a crash, so items carry a key by which their receiver
// tells.
//
// The items are rows of an SQLite database, so that other processes (a command
// that lists them, a worker that takes over) can read and write them too.
package outbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// What bounds a queue unless Options say otherwise.
const (
	DefaultMaxItems = 100_000
	DefaultMaxBytes = 256 << 20
)

// Why an item is not taken.
var (
	// ErrFull is a queue at its bound: whoever puts must slow down or give up.
	ErrFull = errors.New("the queue is full")
	// ErrNoSpace is a disk at its bound, or the outbox's folder.
	ErrNoSpace = errors.New("no space is left on the disk")
	// ErrClosed is an outbox that was closed.
	ErrClosed = errors.New("the outbox is closed")
)

// Options bound an outbox.
type Options struct {
	// MaxItems is how many items a queue holds, those given up included;
	// DefaultMaxItems when 0.
	MaxItems int
	// MaxBytes is how many bytes of bodies a queue holds; DefaultMaxBytes
	// when 0.
	MaxBytes int64
}

// An Item is one thing to deliver.
type Item struct {
	// ID orders items; the outbox gives it.
	ID int64 `json:"id"`
	// Queue is the queue's name, such as "webhook/github".
	Queue string `json:"queue"`
	// Key tells two items of a queue apart: an item is not put while another
	// with its key waits. Empty items are never the same.
	Key string `json:"key,omitempty"`
	// Body is what is delivered.
	Body []byte `json:"-"`
	// At is when the item was put, to the millisecond.
	At time.Time `json:"at"`
	// Attempts is how often the item was refused.
	Attempts int `json:"attempts,omitempty"`
	// Error is why it was refused last.
	Error string `json:"error,omitempty"`
	// Dead is an item that was given up; see Retry and Discard.
	Dead bool `json:"dead,omitempty"`
}

// An Outbox is a folder with its queues. Several processes may have it open.
// All methods may be called from several goroutines.
type Outbox struct {
	dir  string
	opts Options

	write   *sqlite.Conn // the writer's alone
	waits   bool         // whether its commits wait for the disk; the writer's too
	readers *sqlitex.Pool
	jobs    chan *job
	closing chan struct{}
	written chan struct{} // closed when the writer has ended

	mu      sync.Mutex
	closed  bool
	counts  map[string]count // what the queues hold, as of the last commit
	tallies map[string]*tally
	wakes   map[string]chan struct{} // of the queues being drained
	news    chan struct{}            // a queue that nobody drains has an item
}

// settings come before the tables: auto_vacuum gives the disk back after a long
// outage, and FULL waits for the disk at every commit, until the writer says that one need not.
var settings = []string{
	"PRAGMA auto_vacuum = INCREMENTAL",
	"PRAGMA journal_mode = WAL",
	"PRAGMA journal_size_limit = 16777216",
	"PRAGMA synchronous = FULL",
}

// schema is applied by whoever opens the folder first.
const schema = `
	CREATE TABLE IF NOT EXISTS item (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		queue TEXT NOT NULL,
		key TEXT NOT NULL,
		body BLOB NOT NULL,
		at INTEGER NOT NULL,
		attempts INTEGER NOT NULL DEFAULT 0,
		error TEXT NOT NULL DEFAULT '',
		dead INTEGER NOT NULL DEFAULT 0
	) STRICT;
	CREATE UNIQUE INDEX IF NOT EXISTS item_key ON item (queue, key) WHERE key <> '' AND dead = 0;
	CREATE INDEX IF NOT EXISTS item_order ON item (queue, dead, id);
`

// busyTimeout is how long a statement waits for another process.
const busyTimeout = 10 * time.Second

// Open opens the outbox in the folder dir, and makes it when there is none.
// Only the owner can read the folder, since bodies may hold anything.
func Open(dir string, opts Options) (*Outbox, error) {
	opts.MaxItems = cmp.Or(opts.MaxItems, DefaultMaxItems)
	opts.MaxBytes = cmp.Or(opts.MaxBytes, DefaultMaxBytes)
	o := &Outbox{
		dir: dir, opts: opts, jobs: make(chan *job), closing: make(chan struct{}), written: make(chan struct{}),
		counts: map[string]count{}, tallies: map[string]*tally{}, wakes: map[string]chan struct{}{}, news: make(chan struct{}, 1),
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	if err := o.open(filepath.Join(dir, "outbox.db")); err != nil {
		return nil, fmt.Errorf("outbox %s: %w", dir, failure(err))
	}
	go o.writing()
	return o, nil
}

func (o *Outbox) open(path string) error {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return err
	}
	conn.SetBusyTimeout(busyTimeout)
	o.write, o.waits = conn, true
	for _, pragma := range settings {
		if err := sqlitex.ExecuteTransient(conn, pragma, nil); err != nil {
			return errors.Join(err, conn.Close())
		}
	}
	if err := sqlitex.ExecuteScript(conn, schema, nil); err != nil {
		return errors.Join(err, conn.Close())
	}
	if o.counts, err = readCounts(conn); err != nil {
		return errors.Join(err, conn.Close())
	}
	o.readers, err = sqlitex.NewPool(path, sqlitex.PoolOptions{Flags: sqlite.OpenReadWrite, PoolSize: 4})
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	return nil
}

// Close ends the drains' writing and closes the files. What waits stays.
func (o *Outbox) Close() error {
	o.mu.Lock()
	if o.closed {
		o.mu.Unlock()
		return nil
	}
	o.closed = true
	o.mu.Unlock()
	close(o.closing)
	<-o.written
	return errors.Join(o.readers.Close(), o.write.Close())
}

// Put stores items at the end of a queue, all or none, and returns when they
// are safe. Items whose key waits already are left out. An error that is the
// context's leaves open whether they were stored.
func (o *Outbox) Put(ctx context.Context, queue string, items ...Item) error {
	err := o.do(ctx, func(w *writer) error { return w.put(queue, items) })
	if errors.Is(err, ErrFull) {
		o.tally(queue, func(t *tally) { t.refused += int64(len(items)) })
	}
	if err != nil {
		return fmt.Errorf("outbox %s: %s: %w", o.dir, queue, err)
	}
	o.tally(queue, func(t *tally) { t.put += int64(len(items)) })
	o.wake(queue)
	return nil
}

// failure gives SQLite's errors the names that callers know.
func failure(err error) error {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultFull:
		return fmt.Errorf("%w: %w", ErrNoSpace, err)
	default:
		return err
	}
}
