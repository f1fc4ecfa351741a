package main_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"systembus/host/inngest/inngesttest"
	"systembus/host/telemetry/otlptest"
)

// piSays is a program that plays pi.
const piSays = `#!/bin/sh
cat >/dev/null
printf '%s\n' '{"type":"message_end","message":{"role":"assistant","content":[{"type":"text","text":"A page about traces."}],"provider":"anthropic","model":"claude-haiku-4-5","usage":{"input":812,"output":9,"totalTokens":821,"cost":{"input":0.0008,"output":0.0001,"total":0.0009}},"stopReason":"stop"}}' '{"type":"agent_end","messages":[]}'
`

// TestE2ETrace runs a function that fetches, infers, writes Redis, spawns,
// sleeps and notifies, on a real server: all of it is one trace, the one that
// the server began for the run.
func TestE2ETrace(t *testing.T) {
	server := inngesttest.Start(t, inngesttest.Options{})
	collector := otlptest.Start(t)
	redis := miniredis.RunT(t)
	var mu sync.Mutex
	var passedOn []string
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		passedOn = append(passedOn, r.Header.Get("Traceparent"))
		fmt.Fprint(w, "All about traces.")
	}))
	t.Cleanup(web.Close)
	programs := t.TempDir()
	if err := os.WriteFile(filepath.Join(programs, "pi"), []byte(piSays), 0o755); err != nil {
		t.Fatal(err)
	}
	host.serve(t, server, "testdata/e2e/trace", "e2e-trace",
		"OTEL_EXPORTER_OTLP_ENDPOINT="+collector.URL, "OTEL_BSP_SCHEDULE_DELAY=50", "OTEL_BLRP_SCHEDULE_DELAY=50", "OTEL_METRIC_EXPORT_INTERVAL=100",
		"REDIS_URL=redis://"+redis.Addr(), "PATH="+programs+":"+os.Getenv("PATH"))

	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	event, err := server.Send(ctx, "story/requested", map[string]any{"url": web.URL, "originSession": "telegram:1"})
	if err != nil {
		t.Fatal(err)
	}
	run, err := server.Await(ctx, event, "story")
	if err != nil {
		t.Fatal(err)
	}
	if run.Status != "COMPLETED" {
		t.Fatalf("the run: %s %s", run.Status, run.Output)
	}
	var last otlptest.Span
	collector.Await(t, "the span of the last call", func() bool {
		for _, s := range collector.Spans() {
			if s.Kind == "SERVER" && s.Attributes["http.response.status_code"] == int64(200) {
				last = s
				return true
			}
		}
		return false
	})
	time.Sleep(200 * time.Millisecond) // those that end after it come in the next batch, if any

	spans := collector.Spans()
	byID := map[string]otlptest.Span{}
	for _, s := range spans {
		byID[s.ID] = s
		if s.Trace != last.Trace {
			t.Errorf("%q is in trace %s, the others in %s", s.Name, s.Trace, last.Trace)
		}
	}
	// Every span but those of the calls, whose parents are the server's, is
	// below another.
	below := map[string][]string{}
	for _, s := range spans {
		parent, known := byID[s.Parent]
		switch {
		case s.Kind == "SERVER" && known:
			t.Errorf("call %q is below %q, not below the server's span", s.Name, parent.Name)
		case s.Kind == "SERVER" && s.Parent == "":
			t.Errorf("call %q continues no trace", s.Name)
		case s.Kind == "SERVER":
			if s.Attributes["inngest.run.id"] != run.ID {
				t.Errorf("call of run %v, want %s", s.Attributes["inngest.run.id"], run.ID)
			}
		case !known:
			t.Errorf("%q has no parent", s.Name)
		default:
			below[parent.Name] = append(below[parent.Name], s.Name)
		}
	}
	host := strings.TrimPrefix(web.URL, "http://")
	for parent, want := range map[string][]string{
		"call story":          {"step fetch the page", "step summarize", "step remember", "step tell"},
		"step fetch the page": {"GET " + host},
		"step summarize":      {"infer story"},
		"infer story":         {"chat anthropic/claude-haiku-4-5"},
	} {
		if diff := cmp.Diff(below[parent], want); diff != "" {
			t.Errorf("below %q (-got +want):\n%s", parent, diff)
		}
	}
	if len(below["gateway progress"]) == 0 || !slices.Contains(below["step tell"], "gateway progress") {
		t.Errorf("below step tell: %q, below the message: %q", below["step tell"], below["gateway progress"])
	}
	if !slices.Contains(below["step remember"], "exec sh") || !slices.Contains(below["chat anthropic/claude-haiku-4-5"], "exec pi") {
		t.Errorf("programs: below step remember %q, below the model %q", below["step remember"], below["chat anthropic/claude-haiku-4-5"])
	}
	if !strings.Contains(string(run.Output), "00-"+last.Trace+"-") {
		t.Errorf("the program was not told of the trace %s: %s", last.Trace, run.Output)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(passedOn) != 1 || !strings.HasPrefix(passedOn[0], "00-"+last.Trace+"-") {
		t.Errorf("the web was told of the traces %q, want %s", passedOn, last.Trace)
	}
	var said []string
	for _, l := range collector.Logs() {
		if l.Trace == last.Trace && byID[l.Span].Name == "step remember" {
			said = append(said, l.Body)
		}
	}
	if diff := cmp.Diff(said, []string{"remembered A page about traces."}); diff != "" {
		t.Errorf("logs of the step (-got +want):\n%s", diff)
	}
	collector.Await(t, "the metrics of calls and steps", func() bool {
		names := collector.Metrics()
		return slices.Contains(names, "host.calls") && slices.Contains(names, "host.steps") && slices.Contains(names, "host.step.duration")
	})
	if t.Failed() || testing.Verbose() {
		t.Logf("trace %s\n%s", last.Trace, otlptest.Draw(spans))
	}
}
