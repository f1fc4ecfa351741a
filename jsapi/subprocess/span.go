package subprocess

import (
	"context"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// startSpan begins the span of a program, as the semantic conventions for
// processes have it. Its arguments, which may hold anything, are not in it; of a
// path nothing is cut off, so that a secret in one is found by its value.
func startSpan(ctx context.Context, c Command) (context.Context, trace.Span) {
	return trace.SpanFromContext(ctx).TracerProvider().Tracer("systembus/jsapi/subprocess").Start(ctx, "exec "+c.File,
		trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
			attribute.String("process.command", c.File),
			attribute.Int("process.args_count", len(c.Args)),
		))
}

// traced adds to an environment where the program stands in the trace, as
// TRACEPARENT and TRACESTATE.
func traced(ctx context.Context, env []string) []string {
	if !trace.SpanContextFromContext(ctx).IsValid() {
		return env
	}
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	env = slices.DeleteFunc(slices.Clone(env), func(pair string) bool {
		return strings.HasPrefix(pair, "TRACEPARENT=") || strings.HasPrefix(pair, "TRACESTATE=")
	})
	for key, value := range carrier {
		env = append(env, strings.ToUpper(key)+"="+value)
	}
	return env
}

func failSpan(span trace.Span, err error) {
	span.SetAttributes(attribute.String("error.type", "start"))
	span.SetStatus(codes.Error, err.Error())
	span.End()
}

// endSpan tells how a child ended.
func endSpan(span trace.Span, c *Child) {
	defer span.End()
	span.SetAttributes(attribute.Int("process.pid", c.PID), attribute.Int("process.exit.code", c.exit.Code))
	switch {
	case c.exit.Stopped != nil:
		span.SetStatus(codes.Error, c.exit.Stopped.Error())
	case c.exit.Signal != 0:
		span.SetStatus(codes.Error, c.exit.Signal.String())
	case c.exit.Code != 0:
		span.SetAttributes(attribute.String("error.type", "exit"))
		span.SetStatus(codes.Error, "")
	}
}
