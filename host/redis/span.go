package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"

	goredis "github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// StartSpan begins the span of a call of n commands, as the semantic
// conventions for Redis have it (db.*). Keys and values are not in it. end
// takes the call's error, nil or not.
func StartSpan(ctx context.Context, t Target, name string, n int) (_ context.Context, end func(error)) {
	parent := trace.SpanFromContext(ctx)
	if !parent.IsRecording() && !parent.SpanContext().IsValid() {
		return ctx, func(error) {}
	}
	attrs := []attribute.KeyValue{
		attribute.String("db.system.name", "redis"),
		attribute.String("db.operation.name", name),
		attribute.String("db.namespace", fmt.Sprint(t.DB)),
	}
	switch {
	case t.Path != "":
		attrs = append(attrs, attribute.String("server.address", t.Path))
	case t.Mode == "":
		attrs = append(attrs, attribute.String("server.address", t.Host), attribute.Int("server.port", t.Port))
	}
	if n > 1 {
		attrs = append(attrs, attribute.Int("db.operation.batch.size", n))
	}
	ctx, span := parent.TracerProvider().Tracer("systembus/host/redis").Start(ctx, name,
		trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attrs...))
	return ctx, func(err error) {
		defer span.End()
		if err == nil {
			return
		}
		if _, ok := errors.AsType[goredis.Error](err); ok {
			code, _, _ := strings.Cut(err.Error(), " ")
			span.SetAttributes(attribute.String("db.response.status_code", code), attribute.String("error.type", code))
		} else {
			span.SetAttributes(attribute.String("error.type", fmt.Sprintf("%T", err)))
		}
		span.SetStatus(codes.Error, err.Error())
	}
}
