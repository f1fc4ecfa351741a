package redis_test

import (
	"fmt"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	hostredis "systembus/host/redis"
	"systembus/jsapi/redis"
)

// Each command of a client and of "host:redis" is a span below what was at work
// when it was given, with its error, and without keys and values.
func TestSpans(t *testing.T) {
	server := miniredis.RunT(t)
	spans := tracetest.NewSpanRecorder()
	provider := trace.NewTracerProvider(trace.WithSpanProcessor(spans))
	ctx, step := provider.Tracer("test").Start(t.Context(), "step")
	pools := hostredis.NewPools(nil)
	own := &hostredis.Server{Target: hostredis.Target{Host: server.Host(), Port: server.Server().Addr().Port}, Pools: pools}
	t.Cleanup(own.Close)
	got := wait(t, script(t, ctx, redis.Module(redis.Options{Pools: pools, Server: own}), server, `
		await send("SET", "key", "value");
		await client.send([["GET", "key"], ["INCR", "n"]], {});
		await client.send([["MULTI"], ["GET", "key"], ["EXEC"]], {});
		await send("INCR", "key").catch(() => {});
		await send("nosuch", "value").catch(() => {});
		await client.subscribe("subscribe", ["key"], 1);
		await native.call([["GET", "key"]], {timeout: 0, bytes: false}, (m) => new Error(m));
		await native.call([["GET", "key"], ["LPUSH", "key", "value"]], {timeout: 0, bytes: false}, (m) => new Error(m));
		const s = await native.listen(["key"], []);
		await s.close();
		await client.subscribe("unsubscribe", ["key"], 1);
		done("ok");`))
	step.End()
	if got != "ok" {
		t.Fatal(got)
	}
	type span struct{ Name, Kind, Status, Text, Size, Code string }
	var all []span
	for _, s := range spans.Ended() {
		if s.Name() == "step" {
			continue
		}
		if s.Parent().SpanID() != step.SpanContext().SpanID() {
			t.Errorf("%s is not below the step", s.Name())
		}
		attrs := map[string]string{}
		for _, a := range s.Attributes() {
			attrs[string(a.Key)] = fmt.Sprint(a.Value.AsInterface())
		}
		if attrs["db.system.name"] != "redis" || attrs["db.operation.name"] != s.Name() || attrs["server.address"] != server.Host() ||
			attrs["server.port"] != server.Port() || attrs["db.namespace"] != "0" || attrs["error.type"] != attrs["db.response.status_code"] {
			t.Errorf("%s: %v", s.Name(), attrs)
		}
		all = append(all, span{s.Name(), s.SpanKind().String(), s.Status().Code.String(), s.Status().Description, attrs["db.operation.batch.size"], attrs["db.response.status_code"]})
	}
	wrong := "WRONGTYPE Operation against a key holding the wrong kind of value"
	want := []span{
		{"SET", "client", "Unset", "", "", ""},
		{"PIPELINE", "client", "Unset", "", "2", ""},
		{"MULTI", "client", "Unset", "", "", ""},
		{"INCR", "client", "Error", "ERR value is not an integer or out of range", "", "ERR"},
		{"NOSUCH", "client", "Error", "ERR unknown command `nosuch`", "", "ERR"},
		{"SUBSCRIBE", "client", "Unset", "", "", ""},
		{"GET", "client", "Unset", "", "", ""},
		{"PIPELINE", "client", "Error", wrong, "2", "WRONGTYPE"},
		{"SUBSCRIBE", "client", "Unset", "", "", ""},
		{"UNSUBSCRIBE", "client", "Unset", "", "", ""},
	}
	if diff := cmp.Diff(all, want); diff != "" {
		t.Errorf("(-got +want)\n%s", diff)
	}
}

// Nobody who listens costs nothing.
func TestNoSpans(t *testing.T) {
	call := hostredis.Call{Commands: [][]any{{"GET", "a"}}}
	if n := testing.AllocsPerRun(100, func() {
		_, end := hostredis.StartSpan(t.Context(), hostredis.Target{}, call)
		end(nil, nil)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
