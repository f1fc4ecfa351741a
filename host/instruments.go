package host

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// An observer is told a figure, and what it is the figure of.
type observer func(n int64, of ...attribute.KeyValue)

// instruments makes the instruments of a meter, and keeps the errors of those
// that could not be made.
type instruments struct {
	metric.Meter

	errs []error
}

// note keeps the error with which an instrument was made, if any.
func (i *instruments) note(name string, err error) {
	if err != nil {
		i.errs = append(i.errs, fmt.Errorf("%s: %w", name, err))
	}
}

// err is what went wrong with any of them.
func (i *instruments) err() error { return errors.Join(i.errs...) }

// gauge makes an instrument of what is so now, read whenever it is exported.
func (i *instruments) gauge(name, description string, read func(observer)) {
	_, err := i.Int64ObservableGauge(name, metric.WithDescription(description), metric.WithInt64Callback(observing(read)))
	i.note(name, err)
}

// counter makes an instrument of what only ever grows while the worker runs,
// read whenever it is exported.
func (i *instruments) counter(name, description string, read func(observer)) {
	_, err := i.Int64ObservableCounter(name, metric.WithDescription(description), metric.WithInt64Callback(observing(read)))
	i.note(name, err)
}

// counted makes an instrument that is added to as things happen.
func (i *instruments) counted(name, description string) metric.Int64Counter {
	c, err := i.Int64Counter(name, metric.WithDescription(description))
	i.note(name, err)
	return c
}

// timed makes an instrument of durations in seconds.
func (i *instruments) timed(name, description string, bounds ...float64) metric.Float64Histogram {
	h, err := i.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(description), metric.WithExplicitBucketBoundaries(bounds...))
	i.note(name, err)
	return h
}

func observing(read func(observer)) metric.Int64Callback {
	return func(_ context.Context, o metric.Int64Observer) error {
		read(func(n int64, of ...attribute.KeyValue) { o.Observe(n, metric.WithAttributes(of...)) })
		return nil
	}
}

// one reads a figure that there is one of.
func one[N int | int64](read func() N) func(observer) {
	return func(tell observer) { tell(int64(read())) }
}
