package step

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// trace starts the span of a step's own code, below the call's. What the code
// does under the context is below the step's; done ends it.
func (r *Replay) trace(call trace.Span, s *Step, done func(Result)) (context.Context, func(Result)) {
	id := s.Op.Userland.Indexed()
	ctx, span := call.TracerProvider().Tracer("systembus/jsapi/step").Start(r.vm.Context(), "step "+id, trace.WithAttributes(
		attribute.String("inngest.step.id", id),
		attribute.String("inngest.run.id", r.in.RunID),
		attribute.String("inngest.function.id", r.in.Function),
		attribute.Int("inngest.attempt", r.in.Attempt),
	))
	return ctx, func(res Result) {
		if res.Err != nil {
			Fail(span, res.Err)
		}
		span.End()
		done(res)
	}
}

// Fail marks a span with what was thrown (OpenTelemetry, exceptions on spans).
func Fail(span trace.Span, err *Error) {
	span.SetStatus(codes.Error, err.Error())
	span.SetAttributes(attribute.String("error.type", err.Name))
	span.AddEvent("exception", trace.WithAttributes(
		attribute.String("exception.type", err.Name),
		attribute.String("exception.message", err.Message),
		attribute.String("exception.stacktrace", err.Stack),
	))
}
