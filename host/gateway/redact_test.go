package gateway_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"systembus/host/gateway"
	"systembus/host/redis"
	"systembus/host/secrets"
)

// A secret in a message reaches neither Redis, nor the queue, nor the log.
func TestSecretsInMessages(t *testing.T) {
	const secret = "pl@nted/s3cret"
	forms := []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))}
	var known secrets.Redactor
	known.Add("planted", secret)
	known.Add("number", "1234567")
	m := miniredis.RunT(t)
	var log bytes.Buffer
	server := &redis.Server{Target: targetOf(m), Pools: redis.NewPools(nil)}
	t.Cleanup(server.Close)
	s := gateway.New(server, gateway.Options{Limit: 1, Redactor: &known, Log: slog.New(slog.NewTextHandler(&log, nil))})
	t.Cleanup(s.Close)
	send := func(kind string) {
		for _, form := range forms {
			s.Send(t.Context(), gateway.Message{
				Type: kind + form, Source: "inngest/" + form, Origin: form,
				Payload: fmt.Appendf(nil, `{"message":"it is %s","deep":{"%s":["%s"]}}`, form, form, form),
			})
		}
	}
	send("x/")
	if err := m.Set(gateway.SleepKey, "1"); err != nil {
		t.Fatal(err)
	}
	send("y/")
	m.Del(gateway.SleepKey)
	s.Send(t.Context(), gateway.Message{Type: "n", Payload: []byte(`{"pin":1234567}`)})
	m.SetError("LOADING it is away")
	send("z/") // they wait, and all but the last are dropped and logged
	m.SetError("")
	waitFor(t, "the queue to be delivered", func() bool { return s.Stats().Waiting == 0 })

	// One may be on its way, besides the one that waits, when the next ones come.
	if stats := s.Stats(); stats.Delivered+stats.Dropped != 7 || stats.Asleep != 3 || stats.Dropped < 1 {
		t.Errorf("got %+v", stats)
	}
	told := log.String()
	for _, key := range []string{gateway.EventsPrefix + gateway.Main, gateway.SleepQueueKey} {
		list, err := m.List(key)
		if err != nil {
			t.Fatal(err)
		}
		told += strings.Join(list, "\n")
	}
	for _, form := range append(forms, "1234567") {
		if strings.Contains(told, form) {
			t.Errorf("%s is told:\n%s", form, told)
		}
	}
	for _, want := range []string{`it is [secret:planted]`, `"type":"x/[secret:planted]"`, `{"_redacted":`} {
		if !strings.Contains(told, want) {
			t.Errorf("%s is missing:\n%s", want, told)
		}
	}
}

// Each message is a span below what was at work, and its commands are below
// it; what went wrong is on it.
func TestSpans(t *testing.T) {
	m := miniredis.RunT(t)
	s := newSender(t, targetOf(m), 0)
	spans := tracetest.NewSpanRecorder()
	provider := trace.NewTracerProvider(trace.WithSpanProcessor(spans))
	ctx, step := provider.Tracer("test").Start(t.Context(), "step")
	s.Send(ctx, gateway.Message{Type: "alert"})
	m.Del(gateway.EventsPrefix + gateway.Main)
	if err := m.Set(gateway.EventsPrefix+gateway.Main, "no list"); err != nil {
		t.Fatal(err)
	}
	s.Send(ctx, gateway.Message{Type: "refused"})
	step.End()
	names := map[string]string{}
	for _, one := range spans.Ended() {
		names[one.SpanContext().SpanID().String()] = one.Name()
	}
	below := map[string]string{}
	for _, one := range spans.Ended() {
		below[one.Name()] = names[one.Parent().SpanID().String()]
		if failed := one.Status().Code == codes.Error; one.Name() == "gateway refused" && !failed || one.Name() == "gateway alert" && failed {
			t.Errorf("%s: %v", one.Name(), one.Status())
		}
	}
	for child, parent := range map[string]string{"gateway alert": "step", "gateway refused": "step", "PIPELINE": "gateway refused", "MULTI": "gateway refused"} {
		if below[child] != parent {
			t.Errorf("%q is below %q, want %q", child, below[child], parent)
		}
	}
}
