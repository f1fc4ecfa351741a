package infer

import (
	"context"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Attributes by the semantic conventions for generative AI, and the host's
// own, which begin with "infer.".
const (
	operationName  = attribute.Key("gen_ai.operation.name")
	providerName   = attribute.Key("gen_ai.provider.name")
	requestModel   = attribute.Key("gen_ai.request.model")
	responseModel  = attribute.Key("gen_ai.response.model")
	outputType     = attribute.Key("gen_ai.output.type")
	agentNameKey   = attribute.Key("gen_ai.agent.name")
	inputTokens    = attribute.Key("gen_ai.usage.input_tokens")
	outputTokens   = attribute.Key("gen_ai.usage.output_tokens")
	cacheRead      = attribute.Key("gen_ai.usage.cache_read.input_tokens")
	cacheWrite     = attribute.Key("gen_ai.usage.cache_creation.input_tokens")
	errorType      = attribute.Key("error.type")
	processCommand = attribute.Key("process.command")

	inferComponent = attribute.Key("infer.component")
	inferAction    = attribute.Key("infer.action")
	inferTask      = attribute.Key("infer.task")
	inferRequestID = attribute.Key("infer.request_id")
	inferAttempts  = attribute.Key("infer.attempts")
	inferCost      = attribute.Key("infer.cost_usd")
)

// tracer is that of the span in ctx: nothing is recorded when telemetry is
// off.
func tracer(ctx context.Context) trace.Tracer {
	return trace.SpanFromContext(ctx).TracerProvider().Tracer("systembus/host/infer")
}

// startRequest opens the span of a whole request.
func startRequest(ctx context.Context, r *Request) (context.Context, trace.Span) {
	attrs := []attribute.KeyValue{inferComponent.String(r.Component), inferAction.String(r.Action)}
	for key, value := range map[attribute.Key]string{inferTask: r.Task, inferRequestID: r.RequestID, agentNameKey: r.Agent} {
		if value != "" {
			attrs = append(attrs, key.String(value))
		}
	}
	return tracer(ctx).Start(ctx, "infer "+r.Component, trace.WithAttributes(attrs...))
}

func endRequest(span trace.Span, result Result, failure *Error) {
	if failure != nil {
		span.SetAttributes(inferAttempts.Int(len(failure.Attempts)))
		fault(span, failure)
	} else {
		span.SetAttributes(inferAttempts.Int(result.AttemptIndex + 1))
	}
	span.End()
}

// startAttempt opens the span of one run of the program: the conventions'
// client span of a chat.
func startAttempt(ctx context.Context, r *Request, program, model string) (context.Context, trace.Span) {
	name := "chat"
	attrs := []attribute.KeyValue{operationName.String("chat"), processCommand.String(program)}
	if model != "" {
		name += " " + model
		attrs = append(attrs, requestModel.String(model))
		if provider, _, named := strings.Cut(model, "/"); named {
			attrs = append(attrs, providerName.String(provider))
		}
	}
	if r.JSON || r.RequireJSON {
		attrs = append(attrs, outputType.String("json"))
	}
	return tracer(ctx).Start(ctx, name, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attrs...))
}

func endAttempt(span trace.Span, r Reply, failure *Error) {
	if r.Provider != "" {
		span.SetAttributes(providerName.String(r.Provider))
	}
	if r.Model != "" {
		span.SetAttributes(responseModel.String(r.Model))
	}
	if u := r.Usage; u != nil {
		// The conventions count what came from a cache as input too.
		span.SetAttributes(inputTokens.Int64(u.InputTokens+u.CacheReadTokens+u.CacheWriteTokens), outputTokens.Int64(u.OutputTokens),
			cacheRead.Int64(u.CacheReadTokens), cacheWrite.Int64(u.CacheWriteTokens))
		if u.CostTotal != nil {
			span.SetAttributes(inferCost.Float64(*u.CostTotal))
		}
	}
	if failure != nil {
		fault(span, failure)
	}
	span.End()
}

func fault(span trace.Span, failure *Error) {
	text := failure.Message
	if failure.Kind == CodeJSON {
		text = "the answer has no JSON" // the message quotes the answer
	}
	span.SetStatus(codes.Error, text)
	span.SetAttributes(errorType.String(failure.Kind))
}
