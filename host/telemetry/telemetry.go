// Package telemetry makes the OpenTelemetry providers of a worker, as the
// variables of the OpenTelemetry specification say: traces, metrics and logs,
// sent by OTLP over HTTP or gRPC, or printed. Metrics are on a page for
// Prometheus besides, always.
//
// A signal is on when OTEL_EXPORTER_OTLP_ENDPOINT, or the signal's own
// endpoint, is set, or when OTEL_TRACES_EXPORTER, OTEL_METRICS_EXPORTER or
// OTEL_LOGS_EXPORTER names an exporter; OTEL_SDK_DISABLED turns all off. A
// signal that is off costs nothing: there is no span in any context, and no
// provider that would be asked.
//
// Capabilities depend on the API alone: they take their tracer from the span
// in their context.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/contrib/instrumentation/runtime"
	"go.opentelemetry.io/contrib/propagators/autoprop"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Service is the name under which a worker reports itself, unless
// OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES give another.
const Service = "systembus"

// Options say what telemetry is of.
type Options struct {
	// Lookup reads the environment; os.LookupEnv when nil. It decides what is
	// on; the exporters read their own settings from the process's environment.
	Lookup func(string) (string, bool)
	// Version is the host's.
	Version string
	// Role is the worker's, if it has one.
	Role string
	// Redact takes secrets out of what is exported; nil leaves it as it is.
	Redact func(string) string
	// Log is told of what cannot be exported; slog.Default when nil.
	Log *slog.Logger
}

// Telemetry are the providers of one worker. Make one with Start; Shutdown
// sends what is left.
type Telemetry struct {
	traces     *sdktrace.TracerProvider
	logs       *sdklog.LoggerProvider
	meters     *sdkmetric.MeterProvider
	page       http.Handler
	propagator propagation.TextMapPropagator
}

// Start makes the providers that the environment asks for.
func Start(ctx context.Context, o Options) (*Telemetry, error) {
	if o.Lookup == nil {
		o.Lookup = os.LookupEnv
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Redact == nil {
		o.Redact = func(s string) string { return s }
	}
	on := func(signal string) bool { return enabled(o.Lookup, signal) }
	t := &Telemetry{}
	res, err := describe(ctx, o)
	if err != nil {
		return nil, err
	}
	if on("TRACES") || on("METRICS") || on("LOGS") {
		otel.SetErrorHandler(newComplaints(o.Log, o.Redact))
	}
	if on("TRACES") {
		if err := t.startTraces(ctx, o, res); err != nil {
			return nil, err
		}
	}
	if on("LOGS") {
		if err := t.startLogs(ctx, o, res); err != nil {
			return nil, err
		}
	}
	return t, t.startMetrics(ctx, on("METRICS"), res)
}

// startTraces makes the tracer provider. Sampler, batching and limits are read
// from the environment by the SDK.
func (t *Telemetry) startTraces(ctx context.Context, o Options, res *resource.Resource) error {
	exporter, err := newSpanExporter(ctx)
	if err != nil {
		return fmt.Errorf("telemetry: traces: %w", err)
	}
	t.traces = sdktrace.NewTracerProvider(sdktrace.WithBatcher(redactedSpans{exporter, o.Redact}), sdktrace.WithResource(res))
	names := []string{"tracecontext", "baggage"}
	if given := value(o.Lookup, "OTEL_PROPAGATORS"); given != "" {
		names = strings.Split(given, ",")
	}
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	if t.propagator, err = autoprop.TextMapPropagator(names...); err != nil {
		return fmt.Errorf("telemetry: OTEL_PROPAGATORS: %w", err)
	}
	return nil
}

func (t *Telemetry) startLogs(ctx context.Context, o Options, res *resource.Resource) error {
	exporter, err := newLogExporter(ctx)
	if err != nil {
		return fmt.Errorf("telemetry: logs: %w", err)
	}
	t.logs = sdklog.NewLoggerProvider(sdklog.WithProcessor(sdklog.NewBatchProcessor(redactedLogs{exporter, o.Redact})), sdklog.WithResource(res))
	return nil
}

func (t *Telemetry) startMetrics(ctx context.Context, export bool, res *resource.Resource) error {
	reader, page, err := newPage()
	if err != nil {
		return err
	}
	options := []sdkmetric.Option{sdkmetric.WithReader(reader)}
	if export {
		exported, err := newMetricReader(ctx)
		if err != nil {
			return fmt.Errorf("telemetry: metrics: %w", err)
		}
		options = append(options, sdkmetric.WithReader(exported), sdkmetric.WithResource(res))
	}
	t.page, t.meters = page, sdkmetric.NewMeterProvider(options...)
	if export {
		// The page has the Go runtime's figures from Prometheus's own
		// collector.
		return runtime.Start(runtime.WithMeterProvider(t.meters))
	}
	return nil
}

// describe says who is reporting. What the environment says comes last, and
// wins.
func describe(ctx context.Context, o Options) (*resource.Resource, error) {
	attributes := []attribute.KeyValue{attribute.String("service.name", Service)}
	if o.Version != "" {
		attributes = append(attributes, attribute.String("service.version", strings.TrimPrefix(o.Version, "v")))
	}
	if o.Role != "" {
		attributes = append(attributes, attribute.String("systembus.role", o.Role))
	}
	res, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithHost(), resource.WithProcessPID(),
		resource.WithAttributes(attributes...), resource.WithFromEnv())
	if errors.Is(err, resource.ErrPartialResource) || errors.Is(err, resource.ErrSchemaURLConflict) {
		o.Log.Warn("telemetry: part of the resource could not be told", "error", err)
		err = nil
	}
	return res, err
}

// Tracer is for the host's own spans; nil when traces are off.
func (t *Telemetry) Tracer(name string) trace.Tracer {
	if t.traces == nil {
		return nil
	}
	return t.traces.Tracer(name)
}

// Propagator carries a trace across processes; nil when traces are off.
func (t *Telemetry) Propagator() propagation.TextMapPropagator { return t.propagator }

// Meter is for the host's instruments.
func (t *Telemetry) Meter(name string) metric.Meter { return t.meters.Meter(name) }

// Page shows the metrics in Prometheus's text format.
func (t *Telemetry) Page() http.Handler { return t.page }

// Handler is h, which also exports what is logged when logs are on, and marks
// lines that belong to a span with its trace_id and span_id when traces are.
func (t *Telemetry) Handler(h slog.Handler) slog.Handler {
	both := h
	if t.traces != nil {
		both = correlated{h}
	}
	if t.logs != nil {
		exported := otelslog.NewHandler(Service, otelslog.WithLoggerProvider(t.logs))
		both = slog.NewMultiHandler(both, levelled{exported, h})
	}
	return both
}

// Shutdown sends what is left, until ctx ends.
func (t *Telemetry) Shutdown(ctx context.Context) error {
	var all sync.WaitGroup
	var failures [3]error
	if t.traces != nil {
		all.Go(func() { failures[0] = t.traces.Shutdown(ctx) })
	}
	if t.logs != nil {
		all.Go(func() { failures[1] = t.logs.Shutdown(ctx) })
	}
	all.Go(func() { failures[2] = t.meters.Shutdown(ctx) })
	all.Wait()
	return errors.Join(failures[:]...)
}

// complaints logs what OpenTelemetry could not do: the first time at once, then
// once a minute with the number. A collector that is away fails many times.
type complaints struct {
	log    *slog.Logger
	redact func(string) string

	mu   sync.Mutex
	next time.Time
	held int
}

func newComplaints(log *slog.Logger, redact func(string) string) *complaints {
	return &complaints{log: log, redact: redact}
}

// complaintInterval is the least time between two lines of the log.
const complaintInterval = time.Minute

// Handle implements otel.ErrorHandler.
func (c *complaints) Handle(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Before(c.next) {
		c.held++
		return
	} else {
		c.next = now.Add(complaintInterval)
	}
	c.log.Warn("telemetry could not be exported", "error", c.redact(err.Error()), "others", c.held)
	c.held = 0
}
