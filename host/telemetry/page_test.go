package telemetry_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"systembus/host/telemetry"
)

func TestPage(t *testing.T) {
	tel, err := telemetry.Start(t.Context(), telemetry.Options{Lookup: func(string) (string, bool) { return "", false }})
	if err != nil {
		t.Fatal(err)
	}
	calls, err := tel.Meter("test").Int64Counter("host.calls", metric.WithUnit("{call}"))
	if err != nil {
		t.Fatal(err)
	}
	calls.Add(t.Context(), 3, metric.WithAttributes(attribute.String("function", "digest")))

	w := httptest.NewRecorder()
	tel.Page().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{`function="digest"`, "host_calls", "go_goroutines", "process_start_time_seconds"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q is not in\n%s", want, w.Body)
		}
	}
}
