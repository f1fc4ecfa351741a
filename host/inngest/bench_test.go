package inngest_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"systembus/jsapi/step"
)

// body is a call of fn with n recorded steps "step-0", "step-1", ...
func benchBody(b *testing.B, event string, n int, result string) string {
	b.Helper()
	steps := map[string]json.RawMessage{}
	stack := []string{}
	for i := range n {
		id := step.Hash(fmt.Sprintf("step-%d", i))
		steps[id] = json.RawMessage(`{"data":` + strings.ReplaceAll(result, "$", fmt.Sprint(i)) + `,"type":"data"}`)
		stack = append(stack, id)
	}
	text, err := json.Marshal(map[string]any{
		"ctx": map[string]any{"run_id": "01RUN", "fn_id": "f", "attempt": 0, "disable_immediate_execution": false,
			"stack": map[string]any{"stack": stack, "current": n}},
		"event": json.RawMessage(event), "events": []json.RawMessage{json.RawMessage(event)}, "steps": steps, "version": -1,
	})
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

func benchCalls(b *testing.B, e *endpoint, fn, body string, status int) {
	b.Helper()
	b.ReportAllocs()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		r := httptest.NewRequest("POST", "/api/inngest?fnId=app-"+fn+"&stepId=step", strings.NewReader(body))
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if w.Code != status {
			b.Fatalf("status %d: %s", w.Code, w.Body)
		}
	}
}

const benchFunctions = `
fn3({ id: "noop" }, { event: "x/y" }, async () => "ok");
fn3({ id: "seq" }, { event: "x/y" }, async ({ event, step }) => {
  const n = event.data.n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const r = await step.run("step-" + i, async () => ({ i, name: "value-" + i, pad: "" }));
    sum += r.i;
  }
  return { sum };
});
fn3({ id: "json" }, { event: "x/y" }, async ({ event, step }) => {
  const a = await step.run("step-0", async () => event.data.items.map((it) => ({ ...it, a: 1 })));
  const b = await step.run("step-1", async () => a.map((it) => ({ ...it, b: it.id * 2 })));
  const c = await step.run("step-2", async () => b.map((it) => ({ ...it, c: "done" })));
  return { n: c.length, last: c[c.length - 1].b };
});`

// BenchmarkCall measures a call from request to answer, without a socket.
func BenchmarkCall(b *testing.B) {
	e := newEndpoint(b, benchFunctions)
	b.Run("noop", func(b *testing.B) {
		benchCalls(b, e, "noop", benchBody(b, `{"name":"x/y","data":{"hello":"world"}}`, 0, ""), 200)
	})
	for _, n := range []int{0, 10, 100, 1000} {
		b.Run(fmt.Sprintf("memoized=%d", n), func(b *testing.B) {
			benchCalls(b, e, "seq", benchBody(b, fmt.Sprintf(`{"name":"x/y","data":{"n":%d}}`, n+1), n, `{"i":$,"name":"value-$","pad":""}`), 206)
		})
	}
}

// BenchmarkRun measures a whole run: a 1 MB event that passes through three
// steps, in four calls, each with the results so far.
func BenchmarkRun(b *testing.B) {
	e := newEndpoint(b, benchFunctions)
	items := make([]string, 5000)
	for i := range items {
		items[i] = fmt.Sprintf(`{"active":%v,"email":"user%d@example.com","id":%d,"meta":{"notes":"lorem ipsum dolor sit amet %d","ratio":%d,"region":"eu-%d"},"name":"User number %d","tags":["alpha","beta-%d","gamma"]}`,
			i%3 == 0, i, i, i*7, i%100, i%5, i, i%10)
	}
	b.Run("event=1MB", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			a, _ := e.drive(b, "json", `{"name":"x/y","data":{"items":[`+strings.Join(items, ",")+`]}}`)
			if a.Status != 200 {
				b.Fatalf("status %d: %s", a.Status, a.Body)
			}
		}
	})
}

// BenchmarkRetained measures what calls leave behind: bytes of heap and
// goroutines per call. Both must be near zero.
func BenchmarkRetained(b *testing.B) {
	e := newEndpoint(b, benchFunctions+`
fn4({ id: "busy" }, async ({ event, step, logger, ...rest }) => {
  logger.info("x");
  await Promise.all([flush(), Promise.race([flush(), new Promise(() => {})])]);
  const timer = setTimeout(() => {}, 60000);
  clearTimeout(timer);
  await step.run("step-0", async () => { await flush(); return 1; });
});`)
	for fn, status := range map[string]int{"noop": 200, "seq": 206, "busy": 206} {
		b.Run(fn, func(b *testing.B) {
			text := benchBody(b, `{"name":"x/y","data":{"n":2}}`, 1, `{"i":$}`)
			if fn == "busy" {
				text = benchBody(b, `{"name":"x/y","data":{"n":2}}`, 0, "")
			}
			call := func(n int) {
				for range n {
					r := httptest.NewRequest("POST", "/api/inngest?fnId=app-"+fn+"&stepId=step", strings.NewReader(text))
					w := httptest.NewRecorder()
					e.ServeHTTP(w, r)
					if w.Code != status {
						b.Fatalf("status %d: %s", w.Code, w.Body)
					}
				}
			}
			call(200)
			heap, goroutines := settled()
			const n = 1000
			for b.Loop() {
				call(n)
			}
			heapAfter, goroutinesAfter := settled()
			calls := float64(b.N) * n
			b.ReportMetric((heapAfter-heap)/calls, "heap-B/call")
			b.ReportMetric(float64(goroutinesAfter-goroutines)/calls, "goroutines/call")
		})
	}
}

// settled is the heap in use and the number of goroutines once the garbage is
// collected.
func settled() (heap float64, goroutines int) {
	for range 3 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc), runtime.NumGoroutine()
}
