package subprocess_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"systembus/jsapi/subprocess"
)

func TestLimit(t *testing.T) {
	var table subprocess.Table
	table.Limit(map[string]int{"pi": 2, "none": 0})
	first, err := table.Acquire(t.Context(), "/usr/local/bin/pi")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.Acquire(t.Context(), "pi"); err != nil {
		t.Fatal(err)
	}
	for _, free := range []string{"git", "none"} {
		for range 3 {
			if _, err := table.Acquire(t.Context(), free); err != nil {
				t.Errorf("%s has no limit: %v", free, err)
			}
		}
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	third := make(chan error, 1)
	go func() {
		_, err := table.Acquire(ctx, "pi")
		third <- err
	}()
	select {
	case err := <-third:
		t.Fatalf("a third one may run: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	cancel(errors.New("the call is over"))
	if err := <-third; err == nil || err.Error() != "the call is over" {
		t.Errorf("got %v, want the cause", err)
	}
	first()
	first() // once is enough
	if _, err := table.Acquire(t.Context(), "pi"); err != nil {
		t.Error(err)
	}
}

// A program's span is one of the call's trace, and the program knows it.
func TestTrace(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	provider := trace.NewTracerProvider(trace.WithSpanProcessor(recorder))
	ctx, parent := provider.Tracer("test").Start(t.Context(), "call")
	var table subprocess.Table
	child, err := table.Start(ctx, subprocess.Command{
		File: "sh", Args: []string{"sh", "-c", `printf %s "$TRACEPARENT"; exit 3`}, Env: []string{"PATH=/usr/bin:/bin", "TRACEPARENT=old"},
		Stdio: []subprocess.Stdio{{Kind: "ignore"}, {Kind: "pipe", Collect: true}, {Kind: "ignore"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	<-child.Done()
	parent.End()
	spans := recorder.Ended()
	if len(spans) != 2 || spans[0].Name() != "exec sh" {
		t.Fatalf("got %d spans, want the program's and the call's", len(spans))
	}
	span := spans[0]
	if span.Parent().SpanID() != parent.SpanContext().SpanID() {
		t.Error("the program's span is not the call's child")
	}
	want := "00-" + span.SpanContext().TraceID().String() + "-" + span.SpanContext().SpanID().String() + "-01"
	if got := string(child.Output(1).Collected()); got != want {
		t.Errorf("TRACEPARENT is %q, want %q", got, want)
	}
	got := attribute.NewSet(span.Attributes()...)
	if code, _ := got.Value("process.exit.code"); code.AsInt64() != 3 {
		t.Errorf("the attributes are %s, want the exit code 3", strings.Join(strings.Fields(got.Encoded(attribute.DefaultEncoder())), " "))
	}
}
