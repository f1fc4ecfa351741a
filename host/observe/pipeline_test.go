package observe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.opentelemetry.io/otel/trace"

	"systembus/host/outbox"
)

// A memory is a sink in memory that can be out of order.
type memory struct {
	least Level
	mu    sync.Mutex
	got   map[string]int // deliveries by event
	order []string
	fails func(batch []Record) error
}

func (m *memory) Name() string { return "memory" }

func (m *memory) Wants(l Level) bool { return m.least == "" || l.AtLeast(m.least) }

func (m *memory) Send(_ context.Context, batch []Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fails != nil {
		if err := m.fails(batch); err != nil {
			return err
		}
	}
	if m.got == nil {
		m.got = map[string]int{}
	}
	for _, r := range batch {
		m.got[r.Event.ID]++
		m.order = append(m.order, r.Event.ID)
	}
	return nil
}

// breaks sets what goes wrong from now on.
func (m *memory) breaks(fails func([]Record) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fails = fails
}

func (m *memory) ids() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.got))
}

var errDown = errors.New("the sink is down")

func down([]Record) error { return errDown }

// A disk is an outbox whose Put can be made to fail or to hang.
type disk struct {
	*outbox.Outbox
	mu    sync.Mutex
	fails func(ctx context.Context) error
}

func (d *disk) breaks(fails func(context.Context) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fails = fails
}

// Put implements Store.
func (d *disk) Put(ctx context.Context, queue string, items ...outbox.Item) error {
	d.mu.Lock()
	fails := d.fails
	d.mu.Unlock()
	if fails != nil {
		if err := fails(ctx); err != nil {
			return err
		}
	}
	return d.Outbox.Put(ctx, queue, items...)
}

func newDisk(t *testing.T, dir string, o outbox.Options) *disk {
	t.Helper()
	box, err := outbox.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return &disk{Outbox: box}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func input(id string, level Level) []byte {
	return fmt.Appendf(nil, `{"id":%q,"level":%q,"source":"s","component":"c","action":"a","success":true}`, id, level)
}

// eventually waits, on the bubble's clock, until ok.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 6000 {
		if ok() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("after two minutes: not %s", what)
}

func TestEmitReceipts(t *testing.T) {
	sink := &memory{least: Warn}
	p := New(Options{Sinks: []Sink{sink}, Log: quiet()})
	defer p.Close(t.Context())
	if got := p.Emit(t.Context(), []byte(`{"level":"info"}`)); got.Stored || got.DropReason != DroppedInvalid || got.Error != "event: source: want a text, got nothing" {
		t.Errorf("invalid: %+v", got)
	}
	if diff := cmp.Diff(Receipt{Stored: true, EventID: "unwanted"}, p.Emit(t.Context(), input("unwanted", Info))); diff != "" {
		t.Errorf("an event that no sink wants: -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(Receipt{Stored: true, EventID: "w"}, p.Emit(t.Context(), input("w", Warn))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	p.Close(t.Context())
	if got := p.Emit(t.Context(), input("late", Warn)); got.Stored || got.DropReason != DroppedClosed || got.Error == "" {
		t.Errorf("after the end: %+v", got)
	}
	if diff := cmp.Diff([]string{"w"}, sink.ids()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDebugPressure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sink := &memory{}
		p := New(Options{Sinks: []Sink{sink}, Log: quiet()})
		taken := func(level Level, n int) (ok int) {
			for range n {
				switch r := p.Emit(t.Context(), input("", level)); {
				case r.Stored:
					ok++
				case r.DropReason != DroppedPressure:
					t.Fatalf("%+v", r)
				}
			}
			return ok
		}
		if got := taken(Debug, 40); got != DebugBudget {
			t.Errorf("%d of 40 debug events were taken, want %d", got, DebugBudget)
		}
		if got := taken(Info, 40); got != 40 {
			t.Errorf("%d of 40 info events were taken", got)
		}
		time.Sleep(DebugWindow)
		if got := taken(Debug, 40); got != DebugBudget {
			t.Errorf("in the next window %d of 40 debug events were taken, want %d", got, DebugBudget)
		}
		if got := p.Stats(); got.Emitted != 2*DebugBudget+40 || got.Pressed != 2*(40-DebugBudget) {
			t.Errorf("stats %+v", got)
		}
		p.Close(t.Context())
	})
}

// Names that are made up do not fill the memory.
func TestDebugPressureForgets(t *testing.T) {
	var p pressure
	now := time.Now()
	for i := range 3 * names {
		p.admit(Event{Level: Debug, Action: fmt.Sprint(i)}, now)
	}
	if n := len(p.windows); n > names {
		t.Errorf("%d names are watched, want at most %d", n, names)
	}
}

// A disk that takes its time costs a run no more than the patience, and the
// event is kept.
func TestEmitDoesNotWaitForASlowDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newDisk(t, t.TempDir(), outbox.Options{})
		store.breaks(func(ctx context.Context) error {
			select {
			case <-time.After(30 * time.Second):
			case <-ctx.Done():
			}
			return nil
		})
		sink := &memory{}
		p := New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet(), Patience: 100 * time.Millisecond})
		began := time.Now()
		if diff := cmp.Diff(Receipt{Queued: true, EventID: "slow"}, p.Emit(t.Context(), input("slow", Info))); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if took := time.Since(began); took != 100*time.Millisecond {
			t.Errorf("Emit waited %v, want the patience", took)
		}
		began = time.Now()
		p.EmitAll(t.Context(), input("a", Info), input("b", Info), input("c", Info))
		if took := time.Since(began); took != 100*time.Millisecond {
			t.Errorf("EmitAll waited %v, want the patience once", took)
		}
		eventually(t, "delivered", func() bool { return len(sink.ids()) == 4 })
		p.Close(t.Context())
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// The sink is down for a minute, while 50 callers emit. Nothing is lost, no
// call waits, and what is delivered is in the order of its emission.
func TestSinkDownForAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newDisk(t, t.TempDir(), outbox.Options{})
		sink := &memory{fails: down}
		p := New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet()})
		var callers sync.WaitGroup
		for c := range 50 {
			callers.Go(func() {
				for n := range 60 {
					if r := p.Emit(t.Context(), input(fmt.Sprintf("%02d-%02d", c, n), Info)); !r.Stored {
						t.Errorf("%+v", r)
					}
					time.Sleep(time.Second)
				}
			})
		}
		callers.Wait()
		if got := p.Stats().Sinks[0]; got.Waiting != 3000 || got.Delivered != 0 || got.Failures == 0 || got.LastError != errDown.Error() {
			t.Errorf("after the minute: %+v", got)
		}
		sink.breaks(nil)
		back := time.Now()
		eventually(t, "all delivered", func() bool { return len(sink.ids()) == 3000 })
		t.Logf("3000 events were delivered within %v (of the test's clock) of the sink's return", time.Since(back))
		for id, n := range sink.got {
			if n != 1 {
				t.Errorf("%s was delivered %d times", id, n)
			}
		}
		last := map[string]string{}
		for _, id := range sink.order {
			caller, n, _ := strings.Cut(id, "-")
			if n < last[caller] {
				t.Fatalf("%s came after %s-%s", id, caller, last[caller])
			}
			last[caller] = n
		}
		p.Close(t.Context())
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// No space is left on the disk: a sink that is there gets the events all the
// same.
func TestDiskFullAndSinkUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newDisk(t, t.TempDir(), outbox.Options{})
		store.breaks(func(context.Context) error { return outbox.ErrNoSpace })
		sink := &memory{}
		p := New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet()})
		for n := range 500 {
			if r := p.Emit(t.Context(), input(fmt.Sprint(n), Info)); !r.Stored {
				t.Fatalf("%+v", r)
			}
		}
		p.Close(t.Context())
		if n := len(sink.ids()); n != 500 {
			t.Errorf("%d of 500 events were delivered", n)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// Neither disk nor sink: events stay in memory up to the bound, the oldest are
// lost and counted, no call waits; what is left is delivered when one returns.
func TestDiskFullAndSinkDown(t *testing.T) {
	for _, first := range []string{"the sink", "the disk"} {
		t.Run(first+" returns", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := newDisk(t, t.TempDir(), outbox.Options{})
				store.breaks(func(context.Context) error { return outbox.ErrNoSpace })
				sink := &memory{fails: down}
				var log strings.Builder
				p := New(Options{Sinks: []Sink{sink}, Store: store, Log: slog.New(slog.NewTextHandler(&log, nil)), Buffer: 1000})
				p.Emit(t.Context(), input("first", Info)) // finds out
				synctest.Wait()
				began := time.Now()
				for n := range 3000 {
					if r := p.Emit(t.Context(), input(fmt.Sprintf("%04d", n), Info)); !r.Queued {
						t.Fatalf("%+v", r)
					}
				}
				if took := time.Since(began); took != 0 {
					t.Errorf("3000 calls waited %v, want no waiting", took)
				}
				if got := p.Stats().Sinks[0]; got.Buffered != 1000 || got.Lost != 2001 {
					t.Errorf("in memory %d and lost %d, want 1000 and 2001", got.Buffered, got.Lost)
				}
				if first == "the sink" {
					sink.breaks(nil)
				} else {
					store.breaks(nil)
				}
				eventually(t, "settled", func() bool { s := p.Stats().Sinks[0]; return s.Buffered == 0 && s.Delivered+int64(s.Waiting) == 1000 })
				if r := p.Emit(t.Context(), input("last", Info)); !r.Stored {
					t.Errorf("after the return: %+v", r)
				}
				sink.breaks(nil)
				eventually(t, "delivered", func() bool { return len(sink.ids()) == 1001 })
				if ids := sink.ids(); ids[0] != "2000" || ids[1000] != "last" {
					t.Errorf("delivered from %s to %s, want from 2000 to last", ids[0], ids[1000])
				}
				p.Close(t.Context())
				if n := strings.Count(log.String(), "events are lost"); n != 1 {
					t.Errorf("the loss was logged %d times, want once:\n%s", n, log.String())
				}
				if err := store.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// The outbox's own bound: what goes beyond it is in memory, then lost.
func TestOutboxBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newDisk(t, t.TempDir(), outbox.Options{MaxItems: 100})
		sink := &memory{fails: down}
		p := New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet(), Buffer: 50})
		for n := range 200 {
			p.Emit(t.Context(), input(fmt.Sprintf("%03d", n), Info))
			time.Sleep(time.Millisecond)
		}
		sink.breaks(nil)
		var got SinkStats
		eventually(t, "settled", func() bool { // a batch on its way counts neither as buffered nor as waiting
			got = p.Stats().Sinks[0]
			return got.Delivered+got.Lost == 200
		})
		if got.Delivered != 150 || got.Lost != 50 {
			t.Errorf("delivered %d and lost %d, want 150 and 50", got.Delivered, got.Lost)
		}
		p.Close(t.Context())
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// What one process left behind, the next delivers, with the span it was
// emitted in.
func TestEventsOutliveTheProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		store := newDisk(t, dir, outbox.Options{})
		p := New(Options{Sinks: []Sink{&memory{fails: down}}, Store: store, Log: quiet()})
		span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}})
		p.Emit(trace.ContextWithSpanContext(t.Context(), span), input("kept", Info))
		p.Close(t.Context())
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}

		store = newDisk(t, dir, outbox.Options{})
		var got Record
		sink := &memory{fails: func(batch []Record) error { got = batch[0]; return nil }}
		p = New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet()})
		p.Start()
		eventually(t, "delivered", func() bool { return len(sink.ids()) == 1 })
		p.Close(t.Context())
		if got.Event.ID != "kept" || got.TraceID != span.TraceID().String() || got.SpanID != span.SpanID().String() {
			t.Errorf("got %+v", got)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// An event that the sink refuses does not hold up the others, and is kept.
func TestRefusedEvent(t *testing.T) {
	refuse := func(batch []Record) error {
		if slices.ContainsFunc(batch, func(r Record) bool { return r.Event.ID == "bad" }) {
			return &RefusedError{Sink: "memory", Status: 400, Text: "no"}
		}
		return nil
	}
	want := []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
	emit := func(t *testing.T, p *Pipeline) {
		texts := [][]byte{}
		for n := range 10 {
			if n == 5 {
				texts = append(texts, input("bad", Info))
			}
			texts = append(texts, input(fmt.Sprint(n), Info))
		}
		p.EmitAll(t.Context(), texts...)
	}
	t.Run("from the disk", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			store := newDisk(t, t.TempDir(), outbox.Options{})
			sink := &memory{fails: refuse}
			p := New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet()})
			emit(t, p)
			eventually(t, "delivered", func() bool { return len(sink.ids()) == 10 })
			eventually(t, "given up", func() bool { return p.Stats().Sinks[0].GivenUp == 1 })
			if diff := cmp.Diff(want, sink.ids()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			p.Close(t.Context())
			if err := store.Close(); err != nil {
				t.Error(err)
			}
		})
	})
	t.Run("from memory", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			sink := &memory{fails: refuse}
			p := New(Options{Sinks: []Sink{sink}, Log: quiet()})
			emit(t, p)
			p.Close(t.Context())
			if diff := cmp.Diff(want, sink.ids()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got := p.Stats().Sinks[0]; got.Lost != 1 || got.Delivered != 10 {
				t.Errorf("%+v", got)
			}
		})
	})
}

// A batch that fails in its middle goes on from there.
func TestPartlyDelivered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newDisk(t, t.TempDir(), outbox.Options{})
		sink := &memory{}
		tries := 0
		sink.fails = func(batch []Record) error {
			tries++
			if tries > 3 {
				return nil
			}
			if sink.got == nil {
				sink.got = map[string]int{}
			}
			sink.got[batch[0].Event.ID]++
			return &PartialError{Sent: 1, Err: errDown}
		}
		p := New(Options{Sinks: []Sink{sink}, Store: store, Log: quiet()})
		p.EmitAll(t.Context(), input("a", Info), input("b", Info), input("c", Info), input("d", Info), input("e", Info))
		eventually(t, "delivered", func() bool { return len(sink.ids()) == 5 })
		p.Close(t.Context())
		if diff := cmp.Diff(map[string]int{"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, sink.got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// Without sinks events are in the log.
func TestNoSinks(t *testing.T) {
	var log strings.Builder
	p := New(Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))})
	defer p.Close(t.Context())
	r := p.Emit(t.Context(), []byte(`{"level":"fatal","source":"s","component":"c","action":"a","success":false,"duration_ms":2,"metadata":{"a":1}}`))
	if !r.Stored {
		t.Errorf("%+v", r)
	}
	want := `level=ERROR msg=event source=s component=c action=a success=false duration_ms=2 error=operation_failed metadata="{\"a\":1}"` + "\n"
	if diff := cmp.Diff(want, log.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The end of the process with neither disk nor sink is told, not waited out.
func TestCloseWithNowhereToGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		p := New(Options{Sinks: []Sink{&memory{fails: down}}, Log: slog.New(slog.NewTextHandler(&log, nil))})
		p.Emit(t.Context(), input("a", Info))
		p.Emit(t.Context(), input("b", Info))
		p.Close(t.Context())
		if !strings.Contains(log.String(), "events are lost at the end of the process") || p.Stats().Sinks[0].Lost != 2 {
			t.Errorf("lost %d, log:\n%s", p.Stats().Sinks[0].Lost, log.String())
		}
	})
}

// The whole way, over HTTP, with a server that fails at first.
func TestDeliveryOverHTTP(t *testing.T) {
	f := newFake(t, func(n int, w http.ResponseWriter, r request) {
		switch {
		case n < 6:
			http.Error(w, "not yet", http.StatusInternalServerError)
		case strings.HasPrefix(r.Path, "/collections"):
			_, _ = io.WriteString(w, strings.Repeat("{\"success\":true}\n", strings.Count(r.Body, "\n")))
		}
	})
	store := newDisk(t, t.TempDir(), outbox.Options{})
	p := New(Options{Sinks: all(t, f.URL, NewClient()), Store: store, Log: quiet(), MinWait: time.Millisecond, MaxWait: 10 * time.Millisecond})
	for n := range 20 {
		if r := p.Emit(t.Context(), input(fmt.Sprint("e", n), Error)); !r.Stored && !r.Queued {
			t.Fatalf("%+v", r)
		}
	}
	done := func() bool {
		return !slices.ContainsFunc(p.Stats().Sinks, func(s SinkStats) bool { return s.Delivered < 20 })
	}
	for deadline := time.Now().Add(time.Minute); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not delivered: %+v", p.Stats())
		}
	}
	p.Close(t.Context())
	want := []SinkStats{{Name: "clickhouse"}, {Name: "typesense"}, {Name: "forward"}, {Name: "otlp"}, {Name: "sentry"}}
	got := p.Stats().Sinks
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(SinkStats{}, "Delivered", "Failures", "LastError")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}
