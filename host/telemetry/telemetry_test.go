package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"systembus/host/telemetry"
	"systembus/host/telemetry/otlptest"
)

// start is telemetry under the variables given.
func start(t *testing.T, env map[string]string, o telemetry.Options) *telemetry.Telemetry {
	t.Helper()
	for name, v := range env {
		t.Setenv(name, v)
	}
	tel, err := telemetry.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return tel
}

func stop(t *testing.T, tel *telemetry.Telemetry) {
	t.Helper()
	if err := tel.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWhatIsOn(t *testing.T) {
	const here = "http://127.0.0.1:1"
	tests := []struct {
		name         string
		env          map[string]string
		traces, logs bool
	}{
		{"nothing said", nil, false, false},
		{"an endpoint", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": here}, true, true},
		{"an endpoint for traces", map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": here + "/v1/traces"}, true, false},
		{"an exporter", map[string]string{"OTEL_LOGS_EXPORTER": "otlp"}, false, true},
		{"all but one", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": here, "OTEL_TRACES_EXPORTER": "none"}, false, true},
		{"disabled", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": here, "OTEL_SDK_DISABLED": "True"}, false, false},
		{"empty counts as unset", map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "", "OTEL_TRACES_EXPORTER": ""}, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tel := start(t, tt.env, telemetry.Options{})
			if on := tel.Tracer("x") != nil; on != tt.traces {
				t.Errorf("traces on: %t, want %t", on, tt.traces)
			}
			plain := slog.NewTextHandler(&bytes.Buffer{}, nil)
			if h := tel.Handler(plain); !tt.traces && !tt.logs && h != slog.Handler(plain) {
				t.Errorf("telemetry that is off stands in the log's way: %T", h)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"exporter":   {"OTEL_TRACES_EXPORTER": "carrier-pigeon"},
		"protocol":   {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json"},
		"propagator": {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_PROPAGATORS": "smoke"},
	} {
		t.Run(name, func(t *testing.T) {
			for k, v := range env {
				t.Setenv(k, v)
			}
			if _, err := telemetry.Start(t.Context(), telemetry.Options{}); err == nil || !strings.HasPrefix(err.Error(), "telemetry: ") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// All three signals reach a collector over either protocol, with the resource
// that the environment describes, and without secrets.
func TestExport(t *testing.T) {
	for protocol, collector := range map[string]func(testing.TB) *otlptest.Collector{
		"http/protobuf": otlptest.Start, "grpc": otlptest.StartGRPC,
	} {
		t.Run(protocol, func(t *testing.T) {
			c := collector(t)
			var text bytes.Buffer
			tel := start(t, map[string]string{
				"OTEL_EXPORTER_OTLP_ENDPOINT": c.URL, "OTEL_EXPORTER_OTLP_PROTOCOL": protocol,
				"OTEL_EXPORTER_OTLP_HEADERS": "x-key=abc", "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip",
				"OTEL_SERVICE_NAME": "digests", "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=test,systembus.role=other",
			}, telemetry.Options{
				Version: "v1.2.3", Role: "host", Log: slog.New(slog.DiscardHandler),
				Redact: func(s string) string { return strings.ReplaceAll(s, "hunter22", "[secret:pw]") },
			})
			log := slog.New(tel.Handler(slog.NewJSONHandler(&text, nil)))
			counter, err := tel.Meter("x").Int64Counter("host.calls")
			if err != nil {
				t.Fatal(err)
			}
			counter.Add(t.Context(), 1)

			carrier := propagation.MapCarrier{"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
			ctx, span := tel.Tracer("host").Start(tel.Propagator().Extract(t.Context(), carrier), "call hunter22",
				trace.WithAttributes(attribute.String("url", "?key=hunter22"), attribute.StringSlice("args", []string{"hunter22"}), attribute.Int("n", 5)))
			span.AddEvent("exception", trace.WithAttributes(attribute.String("message", "hunter22")))
			span.SetStatus(codes.Error, "hunter22 was wrong")
			_, child := trace.SpanFromContext(ctx).TracerProvider().Tracer("jsapi").Start(ctx, "step a")
			child.End()
			log.InfoContext(ctx, "logged hunter22", "password", "hunter22", "n", 5, "deep", map[string]any{"a": []string{"hunter22"}})
			log.Debug("not at this level")
			span.End()
			stop(t, tel)

			if bytes.Contains(c.Raw(), []byte("hunter22")) {
				t.Error("a secret was exported")
			}
			spans := c.Spans()
			if len(spans) != 2 {
				t.Fatalf("%d spans: %+v", len(spans), spans)
			}
			call, step := spans[0], spans[1]
			if call.Trace != "0af7651916cd43dd8448eb211c80319c" || call.Parent != "b7ad6b7169203331" || step.Parent != call.ID {
				t.Errorf("the spans do not hang together: %+v", spans)
			}
			if call.Name != "call [secret:pw]" || call.Attributes["n"] != int64(5) || !call.Error || len(call.Events) != 1 {
				t.Errorf("call: %+v", call)
			}
			for name, want := range map[string]any{
				"service.name": "digests", "service.version": "1.2.3", "deployment.environment.name": "test", "systembus.role": "other", "telemetry.sdk.language": "go",
			} {
				if call.Resource[name] != want {
					t.Errorf("%s is %v, want %v", name, call.Resource[name], want)
				}
			}
			logs := c.Logs()
			if len(logs) != 1 || logs[0].Body != "logged [secret:pw]" || logs[0].Trace != call.Trace || logs[0].Span != call.ID {
				t.Errorf("logs: %+v", logs)
			}
			if names := c.Metrics(); !slices.Contains(names, "host.calls") || !slices.Contains(names, "go.memory.used") {
				t.Errorf("metrics: %q", names)
			}
			var line map[string]any
			if err := json.Unmarshal(text.Bytes(), &line); err != nil || line["trace_id"] != call.Trace || line["span_id"] != call.ID {
				t.Errorf("the line of the log does not name its span: %s, %v", &text, err)
			}
			for _, h := range c.Headers() {
				if h.Get("X-Key") != "abc" || h.Get("Content-Encoding") != "gzip" {
					t.Errorf("headers %v", h)
				}
			}
		})
	}
}

func TestSampler(t *testing.T) {
	c := otlptest.Start(t)
	tel := start(t, map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": c.URL + "/v1/traces", "OTEL_TRACES_SAMPLER": "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG": "0"},
		telemetry.Options{})
	for flags, recorded := range map[string]bool{"00": false, "01": true} {
		ctx := tel.Propagator().Extract(t.Context(), propagation.MapCarrier{"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + flags})
		_, span := tel.Tracer("x").Start(ctx, flags)
		if span.IsRecording() != recorded {
			t.Errorf("flags %s: recorded %t, want %t", flags, span.IsRecording(), recorded)
		}
		span.End()
	}
	_, root := tel.Tracer("x").Start(t.Context(), "root")
	if root.IsRecording() {
		t.Error("a root was sampled at a ratio of 0")
	}
	stop(t, tel)
	if spans := c.Spans(); len(spans) != 1 || spans[0].Name != "01" {
		t.Errorf("exported %+v", spans)
	}
}

// A collector that is away is told of in the log, once a minute at most.
func TestComplaints(t *testing.T) {
	c := otlptest.Start(t)
	c.Refuse(http.StatusBadRequest)
	var log bytes.Buffer
	tel := start(t, map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": c.URL + "/v1/traces", "OTEL_BSP_SCHEDULE_DELAY": "10"},
		telemetry.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for range 3 {
		_, span := tel.Tracer("x").Start(t.Context(), "lost")
		span.End()
		n := len(c.Headers())
		c.Await(t, "an export", func() bool { return len(c.Headers()) > n })
	}
	_ = tel.Shutdown(t.Context()) // it may say the same once more
	if n := strings.Count(log.String(), "telemetry could not be exported"); n != 1 {
		t.Errorf("%d lines: %s", n, &log)
	}
	otel.Handle(errors.New("another"))
	if n := strings.Count(log.String(), "telemetry could not be exported"); n != 1 {
		t.Errorf("%d lines: %s", n, &log)
	}
}

// The end of a worker does not wait for a collector for ever.
func TestShutdownEnds(t *testing.T) {
	tel := start(t, map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": silent(t)}, telemetry.Options{Log: slog.New(slog.DiscardHandler)})
	_, span := tel.Tracer("x").Start(t.Context(), "lost")
	span.End()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := tel.Shutdown(ctx); err == nil {
		t.Error("there is no error, though nobody took it")
	}
}

// silent is the URL of a server that takes connections and never answers.
func silent(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return "http://" + l.Addr().String()
}
