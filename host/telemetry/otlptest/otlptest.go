// Package otlptest is a collector for tests: it takes what is exported by OTLP,
// over HTTP and gRPC, and keeps it to be looked at.
package otlptest

import (
	"compress/gzip"
	"context"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	collectlogs "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	collectmetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collecttraces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	metrics "go.opentelemetry.io/proto/otlp/metrics/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
)

// A Collector keeps what it was sent. Its methods may be called from any
// goroutine.
type Collector struct {
	// URL is where it listens: the value of OTEL_EXPORTER_OTLP_ENDPOINT for
	// the protocol it was started with.
	URL string

	mu      sync.Mutex
	traces  []*traces.ResourceSpans
	metrics []*metrics.ResourceMetrics
	logs    []*logs.ResourceLogs
	raw     []byte
	headers []http.Header
	refuse  int
}

// Start starts a collector that speaks OTLP over HTTP, until the test ends.
func Start(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.URL = server.URL
	return c
}

// StartGRPC starts a collector that speaks OTLP over gRPC, until the test
// ends.
func StartGRPC(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	collecttraces.RegisterTraceServiceServer(server, grpcTraces{c: c})
	collectmetrics.RegisterMetricsServiceServer(server, grpcMetrics{c: c})
	collectlogs.RegisterLogsServiceServer(server, grpcLogs{c: c})
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(l) // until Stop
	}()
	t.Cleanup(func() { server.Stop(); <-done })
	c.URL = "http://" + l.Addr().String()
	return c
}

// Refuse makes the collector answer all requests with a status, or take them
// again when it is 0.
func (c *Collector) Refuse(status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refuse = status
}

// ServeHTTP implements http.Handler (OTLP/HTTP with protobuf).
func (c *Collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		body = unzipped
	}
	text, err := io.ReadAll(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	status := c.refuse
	c.headers = append(c.headers, r.Header.Clone())
	c.mu.Unlock()
	if status != 0 {
		w.WriteHeader(status)
		return
	}
	switch r.URL.Path {
	case "/v1/traces":
		m := &collecttraces.ExportTraceServiceRequest{}
		if err = proto.Unmarshal(text, m); err == nil {
			c.take(m, m.ResourceSpans, nil, nil)
		}
	case "/v1/metrics":
		m := &collectmetrics.ExportMetricsServiceRequest{}
		if err = proto.Unmarshal(text, m); err == nil {
			c.take(m, nil, m.ResourceMetrics, nil)
		}
	case "/v1/logs":
		m := &collectlogs.ExportLogsServiceRequest{}
		if err = proto.Unmarshal(text, m); err == nil {
			c.take(m, nil, nil, m.ResourceLogs)
		}
	default:
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
}

func (c *Collector) take(m proto.Message, t []*traces.ResourceSpans, me []*metrics.ResourceMetrics, l []*logs.ResourceLogs) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.traces, c.metrics, c.logs = append(c.traces, t...), append(c.metrics, me...), append(c.logs, l...)
	if text, err := proto.Marshal(m); err == nil {
		c.raw = append(c.raw, text...)
	}
}

// Raw is all that came, as it came: to be searched for what must not be there.
func (c *Collector) Raw() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.raw)
}

// Headers are those of the HTTP requests that came, refused ones too.
func (c *Collector) Headers() []http.Header {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.headers)
}

// A Span is one that came.
type Span struct {
	Name, Trace, ID, Parent string
	Kind                    string // INTERNAL, SERVER, CLIENT, ...
	Scope                   string
	Start, End              time.Time
	Error                   bool
	Message                 string // of the status
	Attributes              map[string]any
	Events                  []Event
	Resource                map[string]any
}

// An Event of a span.
type Event struct {
	Name       string
	Attributes map[string]any
}

// Spans are those that came, in the order in which they began.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []Span
	for _, rs := range c.traces {
		resource := attributes(rs.Resource.GetAttributes())
		for _, ss := range rs.ScopeSpans {
			for _, s := range ss.Spans {
				span := Span{
					Name: s.Name, Trace: hex.EncodeToString(s.TraceId), ID: hex.EncodeToString(s.SpanId), Parent: hex.EncodeToString(s.ParentSpanId),
					Kind: s.Kind.String()[len("SPAN_KIND_"):], Scope: ss.Scope.GetName(),
					Start: time.Unix(0, int64(s.StartTimeUnixNano)), End: time.Unix(0, int64(s.EndTimeUnixNano)),
					Error: s.Status.GetCode() == traces.Status_STATUS_CODE_ERROR, Message: s.Status.GetMessage(),
					Attributes: attributes(s.Attributes), Resource: resource,
				}
				for _, e := range s.Events {
					span.Events = append(span.Events, Event{e.Name, attributes(e.Attributes)})
				}
				out = append(out, span)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Span) int { return a.Start.Compare(b.Start) })
	return out
}

// A Log is a record that came.
type Log struct {
	Body, Severity, Trace, Span string
	Attributes                  map[string]any
}

// Logs are the records that came.
func (c *Collector) Logs() []Log {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []Log
	for _, rl := range c.logs {
		for _, sl := range rl.ScopeLogs {
			for _, r := range sl.LogRecords {
				body, _ := valueOf(r.Body).(string)
				out = append(out, Log{Body: body, Severity: r.SeverityText, Trace: hex.EncodeToString(r.TraceId),
					Span: hex.EncodeToString(r.SpanId), Attributes: attributes(r.Attributes)})
			}
		}
	}
	return out
}

// Metrics are the names of the instruments that reported.
func (c *Collector) Metrics() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []string
	for _, rm := range c.metrics {
		for _, sm := range rm.ScopeMetrics {
			for _, m := range sm.Metrics {
				if !slices.Contains(out, m.Name) {
					out = append(out, m.Name)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// A Point is what a metric reported of one set of attributes.
type Point struct {
	// Kind is gauge, counter (a sum that only grows) or sum.
	Kind       string
	Attributes map[string]any
	Value      float64
}

// Points are what an instrument of numbers reported last.
func (c *Collector) Points(name string) []Point {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, rm := range slices.Backward(c.metrics) {
		for _, sm := range rm.ScopeMetrics {
			for _, m := range sm.Metrics {
				if m.Name == name {
					return points(m)
				}
			}
		}
	}
	return nil
}

func points(m *metrics.Metric) []Point {
	kind, all := "gauge", m.GetGauge().GetDataPoints()
	if sum := m.GetSum(); sum != nil {
		kind, all = "sum", sum.DataPoints
		if sum.IsMonotonic {
			kind = "counter"
		}
	}
	out := make([]Point, 0, len(all))
	for _, p := range all {
		value := p.GetAsDouble()
		if n, ok := p.Value.(*metrics.NumberDataPoint_AsInt); ok {
			value = float64(n.AsInt)
		}
		out = append(out, Point{Kind: kind, Attributes: attributes(p.Attributes), Value: value})
	}
	return out
}

// Await waits until what the collector has is as it should be.
func (c *Collector) Await(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}

func attributes(all []*common.KeyValue) map[string]any {
	out := make(map[string]any, len(all))
	for _, kv := range all {
		out[kv.Key] = valueOf(kv.Value)
	}
	return out
}

func valueOf(v *common.AnyValue) any {
	switch v := v.GetValue().(type) {
	case *common.AnyValue_StringValue:
		return v.StringValue
	case *common.AnyValue_BoolValue:
		return v.BoolValue
	case *common.AnyValue_IntValue:
		return v.IntValue
	case *common.AnyValue_DoubleValue:
		return v.DoubleValue
	case *common.AnyValue_BytesValue:
		return v.BytesValue
	case *common.AnyValue_ArrayValue:
		var out []any
		for _, one := range v.ArrayValue.Values {
			out = append(out, valueOf(one))
		}
		return out
	case *common.AnyValue_KvlistValue:
		return attributes(v.KvlistValue.Values)
	}
	return nil
}

type grpcTraces struct {
	collecttraces.UnimplementedTraceServiceServer
	c *Collector
}

// Export implements the collector's service.
func (g grpcTraces) Export(_ context.Context, m *collecttraces.ExportTraceServiceRequest) (*collecttraces.ExportTraceServiceResponse, error) {
	g.c.take(m, m.ResourceSpans, nil, nil)
	return &collecttraces.ExportTraceServiceResponse{}, nil
}

type grpcMetrics struct {
	collectmetrics.UnimplementedMetricsServiceServer
	c *Collector
}

// Export implements the collector's service.
func (g grpcMetrics) Export(_ context.Context, m *collectmetrics.ExportMetricsServiceRequest) (*collectmetrics.ExportMetricsServiceResponse, error) {
	g.c.take(m, nil, m.ResourceMetrics, nil)
	return &collectmetrics.ExportMetricsServiceResponse{}, nil
}

type grpcLogs struct {
	collectlogs.UnimplementedLogsServiceServer
	c *Collector
}

// Export implements the collector's service.
func (g grpcLogs) Export(_ context.Context, m *collectlogs.ExportLogsServiceRequest) (*collectlogs.ExportLogsServiceResponse, error) {
	g.c.take(m, nil, nil, m.ResourceLogs)
	return &collectlogs.ExportLogsServiceResponse{}, nil
}
