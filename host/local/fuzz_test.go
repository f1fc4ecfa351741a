package local

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzAnswer reads what a function answers: whatever it is, it is ops, a
// result or a failure, and what it becomes can be written again.
func FuzzAnswer(f *testing.F) {
	f.Add(206, `[{"op":"StepRun","id":"a","data":1,"opts":{"parallelMode":"race"}}]`)
	f.Add(206, `{"op":"StepError","id":"a","error":{"name":"E","message":"m","cause":{"x":[]}}}`)
	f.Add(200, `"ok"`)
	f.Add(201, `   {"status":206,"headers":{"x-inngest-no-retry":"true"},"body":"[]"}`)
	f.Add(500, `{"name":"Error","message":"m","__serialized":true}`)
	f.Add(404, `404 page not found`)
	f.Add(500, `{"error":{}}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		o := understand(answer{status: status, header: http.Header{"X-Inngest-Sdk": {"test"}}, body: []byte(body)})
		kinds := 0
		if o.failure != nil {
			kinds++
			if o.failure.Message == "" && o.failure.Name == "" {
				t.Error("a failure without a message")
			}
			if !json.Valid(o.raw) {
				t.Errorf("the failure's body is not JSON: %s", o.raw)
			}
			failedMemo(o.failure)
		}
		if o.result != nil {
			kinds++
			if !json.Valid(o.result) {
				t.Errorf("the result is not JSON: %s", o.result)
			}
		}
		if o.ops != nil {
			kinds++
			for _, op := range o.ops {
				mustJSON(op.Op)
			}
		}
		if kinds != 1 {
			t.Errorf("%d meanings", kinds)
		}
	})
}

// FuzzAPI sends anything to the routes that take a body.
func FuzzAPI(f *testing.F) {
	routes := []string{"/fn/register", "/e/key", "/v1/signals", "/v1/checkpoint/x/async", "/v2/apps/a/functions/b/invoke", "/v2/runs/x/rerun"}
	for i := range routes {
		f.Add(i, `{"name":"x","data":{},"appName":"a","functions":[{"id":"a-b","steps":{"step":{"runtime":{"url":"u"}}}}],"signal":"s","steps":[]}`)
	}
	f.Add(1, `[{"name":"x","data":{"a":"\ud800"}}]`)
	f.Fuzz(func(t *testing.T, route int, body string) {
		e := New(Options{})
		w := httptest.NewRecorder()
		path := routes[uint(route)%uint(len(routes))]
		e.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body)))
		if w.Code != 200 && w.Code != 400 && w.Code != 404 && w.Code != 409 {
			t.Errorf("%s: %d", path, w.Code)
		}
		if w.Body.Len() > 0 && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: not JSON: %s", path, w.Body)
		}
	})
}

// FuzzExpression reads and evaluates what authors write: never a panic.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{`event.data.id == async.data.id`, `has(event.x) ? "a" : 1`, `event.data.l.exists(x, x.y > 1 || x)`,
		`content-sync`, `!event.a && [1,"2",{"k":event}].size() > 1`, `event.data.l[event.data.id]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		event := map[string]any{"data": map[string]any{"id": 7.0, "l": []any{1.0, "a", map[string]any{"y": nil}}}}
		x := compileKey(source)
		x.text(event)
		x.number(event)
		if x.program != nil {
			x.match(event, event)
		}
	})
}
