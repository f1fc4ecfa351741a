package telemetry

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel/attribute"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// redactedSpans exports spans without secrets.
type redactedSpans struct {
	sdktrace.SpanExporter
	redact func(string) string
}

// ExportSpans implements sdktrace.SpanExporter.
func (e redactedSpans) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	clean := make([]sdktrace.ReadOnlySpan, len(spans))
	for i, s := range spans {
		clean[i] = redactedSpan{s, e.redact}
	}
	return e.SpanExporter.ExportSpans(ctx, clean)
}

// redactedSpan is a span whose texts have no secrets.
type redactedSpan struct {
	sdktrace.ReadOnlySpan
	redact func(string) string
}

func (s redactedSpan) Name() string { return s.redact(s.ReadOnlySpan.Name()) }

func (s redactedSpan) Attributes() []attribute.KeyValue {
	return cleanAttributes(s.ReadOnlySpan.Attributes(), s.redact)
}

func (s redactedSpan) Events() []sdktrace.Event {
	events := s.ReadOnlySpan.Events()
	clean := make([]sdktrace.Event, len(events))
	for i, e := range events {
		e.Name, e.Attributes = s.redact(e.Name), cleanAttributes(e.Attributes, s.redact)
		clean[i] = e
	}
	return clean
}

func (s redactedSpan) Links() []sdktrace.Link {
	links := s.ReadOnlySpan.Links()
	clean := make([]sdktrace.Link, len(links))
	for i, l := range links {
		l.Attributes = cleanAttributes(l.Attributes, s.redact)
		clean[i] = l
	}
	return clean
}

func (s redactedSpan) Status() sdktrace.Status {
	status := s.ReadOnlySpan.Status()
	status.Description = s.redact(status.Description)
	return status
}

func cleanAttributes(all []attribute.KeyValue, redact func(string) string) []attribute.KeyValue {
	clean := make([]attribute.KeyValue, len(all))
	for i, kv := range all {
		clean[i] = attribute.KeyValue{Key: kv.Key, Value: cleanValue(kv.Value, redact)}
	}
	return clean
}

func cleanValue(v attribute.Value, redact func(string) string) attribute.Value {
	switch v.Type() {
	case attribute.STRING:
		return attribute.StringValue(redact(v.AsString()))
	case attribute.STRINGSLICE:
		texts := v.AsStringSlice() // a copy
		for i := range texts {
			texts[i] = redact(texts[i])
		}
		return attribute.StringSliceValue(texts)
	case attribute.BYTESLICE:
		return attribute.ByteSliceValue([]byte(redact(string(v.AsByteSlice()))))
	case attribute.SLICE:
		var clean []attribute.Value
		for _, one := range v.AsSlice() {
			clean = append(clean, cleanValue(one, redact))
		}
		return attribute.SliceValue(clean...)
	case attribute.MAP:
		return attribute.MapValue(cleanAttributes(v.AsMap(), redact)...)
	}
	return v
}

// redactedLogs exports records without secrets.
type redactedLogs struct {
	sdklog.Exporter
	redact func(string) string
}

// Export implements sdklog.Exporter.
func (e redactedLogs) Export(ctx context.Context, records []sdklog.Record) error {
	clean := make([]sdklog.Record, len(records))
	for i, r := range records {
		c := r.Clone()
		c.SetBody(cleanValue(r.Body(), e.redact))
		var attributes []attribute.KeyValue
		r.WalkAttributes(func(kv attribute.KeyValue) bool {
			attributes = append(attributes, kv)
			return true
		})
		c.SetAttributes(cleanAttributes(attributes, e.redact)...)
		clean[i] = c
	}
	return e.Exporter.Export(ctx, clean)
}

// levelled passes on what another handler would take.
type levelled struct {
	slog.Handler
	as slog.Handler
}

// Enabled implements slog.Handler.
func (h levelled) Enabled(ctx context.Context, level slog.Level) bool {
	return h.as.Enabled(ctx, level) && h.Handler.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (h levelled) WithAttrs(attrs []slog.Attr) slog.Handler {
	return levelled{h.Handler.WithAttrs(attrs), h.as}
}

// WithGroup implements slog.Handler.
func (h levelled) WithGroup(name string) slog.Handler {
	return levelled{h.Handler.WithGroup(name), h.as}
}

// correlated marks lines with the span that they belong to.
type correlated struct{ slog.Handler }

// Handle implements slog.Handler.
func (h correlated) Handle(ctx context.Context, r slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		r = r.Clone()
		r.AddAttrs(slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h correlated) WithAttrs(attrs []slog.Attr) slog.Handler {
	return correlated{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h correlated) WithGroup(name string) slog.Handler {
	return correlated{h.Handler.WithGroup(name)}
}
