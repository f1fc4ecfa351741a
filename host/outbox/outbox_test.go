package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite/sqlitex"
)

func open(t *testing.T, dir string, opts Options) *Outbox {
	t.Helper()
	o, err := Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func put(t *testing.T, o *Outbox, queue string, keys ...string) {
	t.Helper()
	var items []Item
	for _, key := range keys {
		items = append(items, Item{Key: key, Body: []byte("body of " + key)})
	}
	if err := o.Put(t.Context(), queue, items...); err != nil {
		t.Fatal(err)
	}
}

// keys are those of the items that List gives, as queue:key.
func keys(t *testing.T, o *Outbox, f Filter) []string {
	t.Helper()
	items, err := o.List(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range items {
		out = append(out, it.Queue+":"+it.Key)
	}
	return out
}

// A receiver notes what is delivered to it.
type receiver struct {
	mu   sync.Mutex
	got  []string
	more chan struct{}
	// refuse says what a delivery comes to.
	refuse func(keys []string) error
}

func (r *receiver) deliver(_ context.Context, queue string, items []Item) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var keys []string
	for _, it := range items {
		keys = append(keys, queue+":"+it.Key)
	}
	if r.refuse != nil {
		if err := r.refuse(keys); err != nil {
			return err
		}
	}
	r.got = append(r.got, keys...)
	select {
	case r.more <- struct{}{}:
	default:
	}
	return nil
}

// wait waits until n items have arrived, and gives those of one queue.
func (r *receiver) wait(t *testing.T, n int) []string {
	t.Helper()
	for {
		r.mu.Lock()
		got := slices.Clone(r.got)
		r.mu.Unlock()
		if len(got) >= n {
			return got
		}
		select {
		case <-r.more:
		case <-time.After(30 * time.Second):
			t.Fatalf("%d of %d items arrived: %v", len(got), n, got)
		}
	}
}

// drain drains until the test ends.
func drain(t *testing.T, o *Outbox, r *receiver, d Drain) {
	t.Helper()
	r.more = make(chan struct{}, 1)
	d.Deliver, d.Log = r.deliver, slog.New(slog.DiscardHandler)
	d.MinWait, d.MaxWait = time.Millisecond, 5*time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- o.Drain(ctx, d) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Drain: %v", err)
		}
	})
}

func TestItemsOutliveTheProcess(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir, Options{})
	put(t, o, "a", "1", "2")
	put(t, o, "b", "1")
	put(t, o, "a", "3", "1") // 1 waits already
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if err := o.Put(t.Context(), "a", Item{}); !errors.Is(err, ErrClosed) {
		t.Errorf("put into a closed outbox: %v", err)
	}
	o = open(t, dir, Options{})
	want := []string{"a:1", "a:2", "a:3", "b:1"}
	if diff := cmp.Diff(want, keys(t, o, Filter{})); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"b:1"}, keys(t, o, Filter{Prefix: "b"})); diff != "" {
		t.Errorf("items of b (-want +got):\n%s", diff)
	}
	stats := o.Stats()
	for i := range stats {
		if stats[i].Oldest.IsZero() {
			t.Errorf("%s: no time of its oldest item", stats[i].Queue)
		}
		stats[i].Oldest = time.Time{}
	}
	if diff := cmp.Diff([]Stats{{Queue: "a", Waiting: 3, Bytes: 27}, {Queue: "b", Waiting: 1, Bytes: 9}}, stats); diff != "" {
		t.Errorf("stats (-want +got):\n%s", diff)
	}
}

func TestDrainDeliversInOrder(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	put(t, o, "in/a", "1", "2", "3")
	put(t, o, "out", "x")
	away := 3
	r := &receiver{refuse: func([]string) error {
		if away--; away >= 0 {
			return errors.New("nobody there")
		}
		return nil
	}}
	drain(t, o, r, Drain{Prefix: "in/", Batch: 2, Attempts: 1})
	r.wait(t, 3)
	put(t, o, "in/b", "1") // a queue that is new to the drain
	put(t, o, "in/a", "4", "5", "6")
	got := r.wait(t, 7)
	inA := slices.DeleteFunc(slices.Clone(got), func(k string) bool { return strings.HasPrefix(k, "in/b") })
	if diff := cmp.Diff([]string{"in/a:1", "in/a:2", "in/a:3", "in/a:4", "in/a:5", "in/a:6"}, inA); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"out:x"}, settled(t, o, 1)); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}

// settled waits until n items are left, and gives them.
func settled(t *testing.T, o *Outbox, n int) []string {
	t.Helper()
	for {
		left := keys(t, o, Filter{})
		if len(left) <= n {
			return left
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestPoisonIsGivenUp(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	put(t, o, "q", "1", "bad", "2", "3")
	poison := true
	r := &receiver{refuse: func(keys []string) error {
		if poison && slices.Contains(keys, "q:bad") {
			return Rejected(fmt.Errorf("400: %v", keys))
		}
		return nil
	}}
	drain(t, o, r, Drain{Attempts: 3})
	if diff := cmp.Diff([]string{"q:1", "q:2", "q:3"}, r.wait(t, 3)); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
	settled(t, o, 0)
	dead, err := o.List(t.Context(), Filter{Dead: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(dead) != 1 || dead[0].Key != "bad" || dead[0].Attempts != 3 || dead[0].Error != "400: [q:bad]" || !dead[0].Dead {
		t.Errorf("given up: %+v", dead)
	}
	if s := o.Stats()[0]; s.Dead != 1 || s.Waiting != 0 || s.GivenUp != 1 || s.Failed != 3 || s.Delivered != 3 {
		t.Errorf("stats: %+v", s)
	}

	r.mu.Lock()
	poison = false
	r.mu.Unlock()
	if n, err := o.Retry(t.Context(), "other"); n != 0 || err != nil {
		t.Errorf("retry of another queue: %d, %v", n, err)
	}
	if n, err := o.Retry(t.Context(), "q", dead[0].ID); n != 1 || err != nil {
		t.Errorf("retry: %d, %v", n, err)
	}
	if got := r.wait(t, 4); got[3] != "q:bad" {
		t.Errorf("delivered %v", got)
	}
}

func TestDeadItems(t *testing.T) {
	o := open(t, t.TempDir(), Options{MaxItems: 3})
	put(t, o, "q", "a", "b", "c")
	items, err := o.List(t.Context(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		if err := o.do(t.Context(), func(w *writer) error { return w.refused(it, "no", 1) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Put(t.Context(), "q", Item{Key: "d"}); !errors.Is(err, ErrFull) {
		t.Errorf("put beside items given up: %v, want that they count", err)
	}
	if n, err := o.Discard(t.Context(), "", items[2].ID); n != 1 || err != nil {
		t.Errorf("discard: %d, %v", n, err)
	}
	put(t, o, "q", "a") // of those given up, a is here again
	if n, err := o.Retry(t.Context(), ""); n != 1 || err != nil {
		t.Errorf("retry: %d, %v; want b alone", n, err)
	}
	if diff := cmp.Diff([]string{"q:b", "q:a"}, keys(t, o, Filter{})); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if n, err := o.Discard(t.Context(), ""); n != 0 || err != nil {
		t.Errorf("discard of nothing: %d, %v", n, err)
	}
}

func TestBounds(t *testing.T) {
	o := open(t, t.TempDir(), Options{MaxItems: 2, MaxBytes: 10})
	put := func(queue string, sizes ...int) error {
		var items []Item
		for _, n := range sizes {
			items = append(items, Item{Body: make([]byte, n)})
		}
		return o.Put(t.Context(), queue, items...)
	}
	tests := []struct {
		name  string
		sizes []int
		full  bool
	}{
		{"too many", []int{1, 1, 1}, true},
		{"too large", []int{11}, true},
		{"as large as may be", []int{10}, false},
		{"a byte more", []int{1}, true},
		{"one more", []int{0}, false},
		{"one too many", []int{0}, true},
	}
	for _, tt := range tests {
		if err := put("q", tt.sizes...); errors.Is(err, ErrFull) != tt.full {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if err := put("other", 10); err != nil {
		t.Errorf("another queue: %v", err)
	}
	if s := o.Stats()[1]; s.Waiting != 2 || s.Refused != 6 {
		t.Errorf("stats: %+v", s)
	}
}

func TestDiskFull(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	pages := func(n int) {
		if err := o.do(t.Context(), func(w *writer) error {
			return sqlitex.ExecuteTransient(w.conn, fmt.Sprintf("PRAGMA max_page_count = %d", n), nil)
		}); err != nil {
			t.Fatal(err)
		}
	}
	put(t, o, "q", "before")
	pages(1) // SQLite raises it to what there is
	err := o.Put(t.Context(), "q", Item{Key: "large", Body: make([]byte, 1<<20)})
	if !errors.Is(err, ErrNoSpace) || !strings.Contains(err.Error(), "no space is left on the disk") || !strings.Contains(err.Error(), o.dir) {
		t.Errorf("got %v", err)
	}
	pages(1 << 20)
	put(t, o, "q", "after")
	if diff := cmp.Diff([]string{"q:before", "q:after"}, keys(t, o, Filter{})); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if s := o.Stats()[0]; s.Waiting != 2 {
		t.Errorf("stats: %+v", s)
	}
}

func TestOneDrainsAtATime(t *testing.T) {
	dir := t.TempDir()
	first, second := open(t, dir, Options{}), open(t, dir, Options{})
	ctx, stop := context.WithCancel(t.Context())
	one := &receiver{more: make(chan struct{}, 1)}
	done := make(chan error)
	go func() {
		done <- first.Drain(ctx, Drain{Deliver: one.deliver})
	}()
	put(t, first, "q", "1")
	one.wait(t, 1)
	two := &receiver{}
	drain(t, second, two, Drain{})
	put(t, second, "q", "2") // which the first finds when it looks
	one.wait(t, 2)
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	put(t, second, "q", "3")
	if diff := cmp.Diff([]string{"q:3"}, two.wait(t, 1)); diff != "" {
		t.Errorf("delivered by the second (-want +got):\n%s", diff)
	}
}

func TestAFolderThatCannotBe(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file, Options{}); err == nil {
		t.Error("opened a file")
	}
}

func BenchmarkPut(b *testing.B) {
	for _, callers := range []int{1, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			o, err := Open(b.TempDir(), Options{MaxItems: 1 << 30, MaxBytes: 1 << 40})
			if err != nil {
				b.Fatal(err)
			}
			defer o.Close()
			body := make([]byte, 1024)
			b.ReportAllocs()
			b.SetParallelism(callers)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := o.Put(context.Background(), "q", Item{Body: body}); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
