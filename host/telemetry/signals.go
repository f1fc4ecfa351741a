package telemetry

import (
	"context"
	"strings"

	"go.opentelemetry.io/contrib/exporters/autoexport"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// value is a variable's value; an empty one counts as unset, as the
// specification has it.
func value(lookup func(string) (string, bool), name string) string {
	v, _ := lookup(name)
	return strings.TrimSpace(v)
}

// enabled says whether the environment asks for a signal: TRACES, METRICS or
// LOGS. The specification would send to a collector on this machine when
// nothing is said; a worker that nobody told of one stays silent.
func enabled(lookup func(string) (string, bool), signal string) bool {
	if strings.EqualFold(value(lookup, "OTEL_SDK_DISABLED"), "true") {
		return false
	}
	switch exporter := value(lookup, "OTEL_"+signal+"_EXPORTER"); exporter {
	case "none":
		return false
	case "":
		return value(lookup, "OTEL_EXPORTER_OTLP_ENDPOINT") != "" || value(lookup, "OTEL_EXPORTER_OTLP_"+signal+"_ENDPOINT") != ""
	case "prometheus":
		return signal != "METRICS" // the page is there without being asked for
	}
	return true
}

// The three below make the exporter that OTEL_*_EXPORTER names: otlp, by the
// protocol that OTEL_EXPORTER_OTLP_PROTOCOL names, or console. Endpoint,
// headers, certificates, compression and timeout are read by the exporters.

func newSpanExporter(ctx context.Context) (sdktrace.SpanExporter, error) {
	return autoexport.NewSpanExporter(ctx)
}

func newMetricReader(ctx context.Context) (sdkmetric.Reader, error) {
	return autoexport.NewMetricReader(ctx)
}

func newLogExporter(ctx context.Context) (sdklog.Exporter, error) {
	return autoexport.NewLogExporter(ctx)
}
