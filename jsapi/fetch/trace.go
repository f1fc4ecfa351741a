package fetch

import (
	"context"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// traced makes a client span for each exchange whose call has one, and passes
// the trace on to the server (OpenTelemetry, HTTP spans). An exchange without
// one goes straight to the transport.
type traced struct{ plain, spans http.RoundTripper }

func newTraced(plain http.RoundTripper) http.RoundTripper {
	return traced{plain: plain, spans: otelhttp.NewTransport(plain,
		otelhttp.WithPropagators(own{propagation.TraceContext{}}),
		otelhttp.WithSpanNameFormatter(func(_ string, r *http.Request) string { return r.Method + " " + r.URL.Host }),
	)}
}

// RoundTrip implements http.RoundTripper.
func (t traced) RoundTrip(r *http.Request) (*http.Response, error) {
	if !trace.SpanFromContext(r.Context()).IsRecording() {
		return t.plain.RoundTrip(r)
	}
	resp, err := t.spans.RoundTrip(r)
	if err == nil {
		// The span ends when the body was read; one that nobody reads ends
		// with its call.
		context.AfterFunc(r.Context(), func() { _ = resp.Body.Close() })
	}
	return resp, err
}

// own leaves the header alone that a script has set itself.
type own struct{ propagation.TextMapPropagator }

// Inject implements propagation.TextMapPropagator.
func (p own) Inject(ctx context.Context, carrier propagation.TextMapCarrier) {
	if carrier.Get("traceparent") == "" {
		p.TextMapPropagator.Inject(ctx, carrier)
	}
}
