package inngest

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"systembus/jsapi/step"
)

// span starts the span of a call, in the trace that the server began for the
// run. Without a tracer there is none, and nothing is read.
func (h *Handler) span(r *http.Request, call *Call, to route, start time.Time) (context.Context, trace.Span) {
	ctx := r.Context()
	if h.Tracer == nil {
		return ctx, nil
	}
	if h.Propagator != nil {
		ctx = h.Propagator.Extract(ctx, propagation.HeaderCarrier(r.Header))
	}
	name := to.id
	if to.failure {
		name += FailureSuffix
	}
	attributes := append(make([]attribute.KeyValue, 0, 10),
		attribute.String("faas.name", name),
		attribute.String("faas.trigger", "pubsub"),
		attribute.String("faas.invocation_id", call.Context.RequestID),
		attribute.String("http.request.method", r.Method),
		attribute.String("inngest.app.id", to.app),
		attribute.String("inngest.function.id", name),
		attribute.String("inngest.run.id", call.Context.RunID),
		attribute.Int("inngest.attempt", call.Context.Attempt),
		attribute.Int("inngest.steps.recorded", len(call.Context.Stack.Stack)),
	)
	if call.Step != StepDiscovery {
		attributes = append(attributes, attribute.String("inngest.step.requested", call.Step))
	}
	return h.Tracer.Start(ctx, "call "+name, trace.WithSpanKind(trace.SpanKindServer), trace.WithTimestamp(start), trace.WithAttributes(attributes...))
}

// finish ends the span of a call with its outcome.
func finish(span trace.Span, o Outcome) {
	span.SetAttributes(attribute.Int("http.response.status_code", o.status()))
	for _, op := range o.Ops {
		span.AddEvent(op.Op, trace.WithAttributes(attribute.String("inngest.step.id", op.DisplayName)))
		if op.Error != nil {
			span.SetStatus(codes.Error, op.Error.Error())
		}
	}
	switch {
	case o.Error != nil:
		step.Fail(span, o.Error)
	case o.Missing != nil:
		span.SetStatus(codes.Error, o.Missing.Error)
	}
	span.End()
}
