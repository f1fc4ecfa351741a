package observe

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"systembus/host/outbox"
)

// BenchmarkEmit measures what an emitter waits for, with 50 of them at a time.
func BenchmarkEmit(b *testing.B) {
	tests := []struct {
		name string
		sink func([]Record) error
		disk func(context.Context) error
	}{
		{"sink up", nil, nil},
		{"sink down", down, nil},
		{"sink slow", func([]Record) error { time.Sleep(time.Second); return nil }, nil},
		{"disk full, sink up", nil, func(context.Context) error { return outbox.ErrNoSpace }},
		{"disk full, sink down", down, func(context.Context) error { return outbox.ErrNoSpace }},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			box, err := outbox.Open(b.TempDir(), outbox.Options{})
			if err != nil {
				b.Fatal(err)
			}
			store := &disk{Outbox: box, fails: tt.disk}
			p := New(Options{Sinks: []Sink{&memory{fails: tt.sink}}, Store: store, Log: quiet()})
			var mu sync.Mutex
			var took []time.Duration
			b.SetParallelism(25)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				var own []time.Duration
				for n := 0; pb.Next(); n++ {
					began := time.Now()
					p.Emit(context.Background(), input("", Info))
					own = append(own, time.Since(began))
				}
				mu.Lock()
				took = append(took, own...)
				mu.Unlock()
			})
			b.StopTimer()
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
			ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
			p.Close(ctx)
			cancel()
			if err := box.Close(); err != nil {
				b.Error(fmt.Errorf("closing: %w", err))
			}
		})
	}
}
