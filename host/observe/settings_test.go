package observe

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func lookup(env map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { v, ok := env[name]; return v, ok }
}

func TestSinks(t *testing.T) {
	const url = "http://sink:1"
	tests := []struct {
		name string
		s    Settings
		env  map[string]string
		want []Sink
	}{
		{"nothing", Settings{}, nil, nil},
		{"an address alone", Settings{ClickHouseURL: url, TypesenseURL: url, ForwardURL: url},
			map[string]string{"CLICKHOUSE_USER": "u", "CLICKHOUSE_PASSWORD": "p", "CLICKHOUSE_OTEL_TABLE": "t"},
			[]Sink{&ClickHouse{URL: url, User: key("u"), Password: key("p"), Table: "t"}}},
		{"none", Settings{Store: "none", ClickHouseURL: url}, nil, nil},
		{"dual", Settings{Store: "dual", ClickHouseURL: url, TypesenseURL: url}, map[string]string{"TYPESENSE_API_KEY": "k"},
			[]Sink{&ClickHouse{URL: url}, &Typesense{URL: url, APIKey: key("k")}}},
		{"two, named twice", Settings{Store: "forward, forward,clickhouse", ForwardURL: url, ClickHouseURL: url}, map[string]string{"OTEL_EMIT_TOKEN": "x"},
			[]Sink{&Forward{URL: url, Token: key("x")}, &ClickHouse{URL: url}}},
		{"otlp by its own variables", Settings{}, map[string]string{
			"OTEL_LOGS_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:4318/", "OTEL_EXPORTER_OTLP_HEADERS": "api-key=a%20b, x = y",
			"OTEL_RESOURCE_ATTRIBUTES": "a=b,service.name=no", "OTEL_SERVICE_NAME": "yes", "OTEL_EXPORTER_OTLP_TIMEOUT": "1500"},
			[]Sink{&OTLP{URL: "https://c:4318/v1/logs", Headers: map[string]string{"api-key": "a b", "x": "y"},
				Resource: map[string]string{"a": "b", "service.name": "yes"}, Timeout: 1500 * time.Millisecond}}},
		{"otlp at its own endpoint", Settings{Store: "otlp"}, map[string]string{"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://c/logs"},
			[]Sink{&OTLP{URL: "http://c/logs", Headers: map[string]string{}, Resource: map[string]string{"service.name": "system-bus"}}}},
		{"telemetry is off", Settings{}, map[string]string{"OTEL_LOGS_EXPORTER": "otlp", "OTEL_SDK_DISABLED": "true"}, nil},
		{"sentry beside", Settings{}, map[string]string{"SENTRY_DSN": "https://k@sentry.io/7", "SENTRY_RELEASE": "1", "SENTRY_ENVIRONMENT": "prod"},
			[]Sink{&Sentry{endpoint: "https://sentry.io/api/7/store/", key: "k", Release: "1", Environment: "prod"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.s.Lookup = lookup(tt.env)
			got, err := Sinks(tt.s)
			if err != nil {
				t.Fatal(err)
			}
			ignore := cmpopts.IgnoreFields
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(Sentry{}), cmp.Comparer(func(a, b Key) bool { return a.get() == b.get() }), ignore(ClickHouse{}, "Client"), ignore(Typesense{}, "Client"),
				ignore(Forward{}, "Client"), ignore(OTLP{}, "Client"), ignore(Sentry{}, "Client")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestSinksThatCannotBe(t *testing.T) {
	tests := []struct {
		name string
		s    Settings
		env  map[string]string
		want string
	}{
		{"unknown", Settings{Store: "clickhose"}, nil, `OTEL_STORE: unknown sink "clickhose": want clickhouse, dual, forward, none, otlp, typesense`},
		{"no address", Settings{Store: "forward"}, nil, "OTEL_STORE names forward: set OTEL_FORWARD_URL too"},
		{"no URL", Settings{ClickHouseURL: "clickhouse:secret@x"}, nil, "CLICKHOUSE_URL: want a URL such as http://clickhouse:8123"},
		{"gRPC", Settings{Store: "otlp"}, map[string]string{"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
			"OTEL_EXPORTER_OTLP_PROTOCOL: events are sent with http/protobuf, not grpc"},
		{"a DSN without a key", Settings{}, map[string]string{"SENTRY_DSN": "https://sentry.io/1"}, "SENTRY_DSN: want https://KEY@HOST/PROJECT"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.s.Lookup = lookup(tt.env)
			_, err := Sinks(tt.s)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
