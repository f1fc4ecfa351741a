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

// StartSpan begins the span of a call, as the semantic conventions for Redis
// have it (db.*). Keys and values are not in it. end takes what came of the
// call. Without a span to stand below there is none, and nothing is spent.
func StartSpan(ctx context.Context, t Target, c Call) (_ context.Context, end func([]*goredis.Cmd, error)) {
	parent := trace.SpanFromContext(ctx)
	if !parent.IsRecording() {
		return ctx, func([]*goredis.Cmd, error) {}
	}
	name, n := c.name(), len(c.Commands)
	if name == "MULTI" && !c.Atomic {
		n -= 2 // MULTI and EXEC themselves
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
	return ctx, func(replies []*goredis.Cmd, err error) {
		defer span.End()
		err = firstError(replies, err)
		if err == nil {
			return
		}
		if _, ok := errors.AsType[goredis.Error](err); ok {
			code, _, _ := strings.Cut(err.Error(), " ")
			span.SetAttributes(attribute.String("db.response.status_code", code), attribute.String("error.type", code))
		} else {
			span.SetAttributes(attribute.String("error.type", fmt.Sprintf("%T", err)))
		}
		text, _, _ := strings.Cut(err.Error(), ", with args beginning with") // which are values
		span.SetStatus(codes.Error, text)
	}
}
