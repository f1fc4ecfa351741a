package observe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// A request is what a fake server was sent.
type request struct {
	Method, Path string
	Query        map[string][]string
	Header       http.Header
	Body         string
}

// A fake plays a sink's server.
type fake struct {
	*httptest.Server
	mu       sync.Mutex
	requests []request
	// answer is told the number of the request, from 0.
	answer func(n int, w http.ResponseWriter, r request)
}

func newFake(t *testing.T, answer func(n int, w http.ResponseWriter, r request)) *fake {
	t.Helper()
	f := &fake{answer: answer}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got := request{r.Method, r.URL.Path, r.URL.Query(), r.Header, string(body)}
		f.mu.Lock()
		n := len(f.requests)
		f.requests = append(f.requests, got)
		f.mu.Unlock()
		if f.answer != nil {
			f.answer(n, w, got)
		}
	}))
	t.Cleanup(f.Close)
	return f
}

// seen are the requests so far.
func (f *fake) seen() []request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]request(nil), f.requests...)
}

func key(value string) Key { return func() string { return value } }

func event(id string, level Level) Record {
	ms := 3.5
	return Record{
		Event: Event{ID: id, Timestamp: 1700000000123, SessionID: "session", SystemID: "box", Level: level, Source: "worker",
			Component: "digest", Action: "digest.sent", DurationMS: &ms, Success: level != Error, Error: map[bool]string{true: "boom"}[level == Error],
			Metadata: json.RawMessage(`{"n":1,"who":{"name":"ada"}}`)},
		TraceID: "0af7651916cd43dd8448eb211c80319c", SpanID: "b7ad6b7169203331",
	}
}

func TestClickHouse(t *testing.T) {
	f := newFake(t, nil)
	s := &ClickHouse{URL: strings.Replace(f.URL, "http://", "http://us%40er:p%3Ass@", 1) + "?database=obs", Table: "db.ev`ents"}
	if err := s.Send(t.Context(), []Record{event("a", Info), event("b", Error)}); err != nil {
		t.Fatal(err)
	}
	got := f.seen()[0]
	wantQuery := map[string][]string{
		"database": {"obs"}, "query": {"INSERT INTO `db`.`ev\\`ents` FORMAT JSONEachRow"}, "input_format_skip_unknown_fields": {"1"},
		"input_format_json_read_objects_as_strings": {"1"}, "wait_end_of_query": {"1"},
	}
	if diff := cmp.Diff(wantQuery, got.Query); diff != "" {
		t.Errorf("query: -want +got:\n%s", diff)
	}
	if user, key := got.Header.Get("X-ClickHouse-User"), got.Header.Get("X-ClickHouse-Key"); user != "us@er" || key != "p:ss" {
		t.Errorf("user %q, key %q", user, key)
	}
	want := `{"id":"a","timestamp":1700000000123,"sessionId":"session","systemId":"box","level":"info","source":"worker","component":"digest","action":"digest.sent","duration_ms":3.5,"success":true,"metadata":{"n":1,"who":{"name":"ada"}}}
{"id":"b","timestamp":1700000000123,"sessionId":"session","systemId":"box","level":"error","source":"worker","component":"digest","action":"digest.sent","duration_ms":3.5,"success":false,"error":"boom","metadata":{"n":1,"who":{"name":"ada"}}}
`
	if diff := cmp.Diff(want, got.Body); diff != "" {
		t.Errorf("body: -want +got:\n%s", diff)
	}
}

// An exception may come with a 200.
func TestClickHouseException(t *testing.T) {
	f := newFake(t, func(_ int, w http.ResponseWriter, _ request) {
		w.Header().Set("X-ClickHouse-Exception-Code", "241")
		_, _ = io.WriteString(w, "Code: 241. DB::Exception: Memory limit exceeded\n")
	})
	err := (&ClickHouse{URL: f.URL}).Send(t.Context(), []Record{event("a", Info)})
	if want := "clickhouse: exception 241: Code: 241. DB::Exception: Memory limit exceeded"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A collection that is not there is made, and the batch sent again.
func TestTypesense(t *testing.T) {
	f := newFake(t, func(n int, w http.ResponseWriter, r request) {
		switch {
		case n == 0:
			w.WriteHeader(http.StatusNotFound)
		case r.Path == "/collections":
			w.WriteHeader(http.StatusConflict) // another worker was first
		default:
			_, _ = io.WriteString(w, "{\"success\":true}\n{\"success\":true}")
		}
	})
	s := &Typesense{URL: f.URL + "/", APIKey: key("key")}
	if err := s.Send(t.Context(), []Record{event("a", Info), event("b", Warn)}); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, r := range f.seen() {
		paths = append(paths, r.Method+" "+r.Path)
		if r.Header.Get("X-Typesense-Api-Key") != "key" {
			t.Errorf("%s without the key", r.Path)
		}
	}
	want := []string{"POST /collections/otel_events/documents/import", "POST /collections", "POST /collections/otel_events/documents/import"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	last := f.seen()[2]
	if got := last.Query["action"]; len(got) != 1 || got[0] != "upsert" {
		t.Errorf("action = %v, want upsert", got)
	}
	line, _, _ := strings.Cut(last.Body, "\n")
	wantLine := `{"id":"a","timestamp":1700000000123,"sessionId":"session","systemId":"box","level":"info","source":"worker","component":"digest","action":"digest.sent","duration_ms":3.5,"success":true,"metadata_json":"{\"n\":1,\"who\":{\"name\":\"ada\"}}"}`
	if diff := cmp.Diff(wantLine, line); diff != "" {
		t.Errorf("document: -want +got:\n%s", diff)
	}
}

func TestTypesensePartly(t *testing.T) {
	tests := []struct {
		name, answer string
		sent         int
		refused      bool
	}{
		{"one is bad", `{"success":true}` + "\n" + `{"success":false,"code":400,"error":"Bad JSON."}` + "\n" + `{"success":true}`, 1, true},
		{"one may come later", `{"success":true}` + "\n" + `{"success":true}` + "\n" + `{"success":false,"code":503,"error":"Not ready"}`, 2, false},
		{"the answer is cut off", `{"success":true}` + "\n" + `{"succ`, 1, false},
		{"no answer", ``, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, func(_ int, w http.ResponseWriter, _ request) { _, _ = io.WriteString(w, tt.answer) })
			err := (&Typesense{URL: f.URL}).Send(t.Context(), []Record{event("a", Info), event("b", Info), event("c", Info)})
			var partial *PartialError
			var refused *RefusedError
			if !errors.As(err, &partial) || partial.Sent != tt.sent || errors.As(err, &refused) != tt.refused {
				t.Errorf("got %v, want %d sent, refused %t", err, tt.sent, tt.refused)
			}
		})
	}
}

func TestForward(t *testing.T) {
	f := newFake(t, func(_ int, w http.ResponseWriter, r request) {
		if strings.Contains(r.Body, `"id":"c"`) {
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	s := &Forward{URL: f.URL + "/observability/emit", Token: key("secret")}
	err := s.Send(t.Context(), []Record{event("a", Info), event("b", Info), event("c", Info), event("d", Info)})
	var partial *PartialError
	if !errors.As(err, &partial) || partial.Sent != 2 {
		t.Errorf("got %v, want 2 sent", err)
	}
	for _, r := range f.seen() {
		var e Event
		if err := json.Unmarshal([]byte(r.Body), &e); err != nil || e.Component != "digest" {
			t.Errorf("body %s: %v", r.Body, err)
		}
		if r.Header.Get("x-otel-emit-token") != "secret" || r.Path != "/observability/emit" {
			t.Errorf("%s with token %q", r.Path, r.Header.Get("x-otel-emit-token"))
		}
	}
}

func TestSentry(t *testing.T) {
	f := newFake(t, nil)
	s, err := NewSentry(strings.Replace(f.URL, "http://", "http://abc123@", 1) + "/sub/42")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range Levels() {
		if got, want := s.Wants(l), l != Debug && l != Info; got != want {
			t.Errorf("Wants(%s) = %t", l, got)
		}
	}
	if err := s.Send(t.Context(), []Record{event("0af76519-16cd-43dd-8448-eb211c80319c", Error)}); err != nil {
		t.Fatal(err)
	}
	r := f.seen()[0]
	if r.Path != "/sub/api/42/store/" || !strings.Contains(r.Header.Get("X-Sentry-Auth"), "sentry_key=abc123") {
		t.Errorf("%s with %q", r.Path, r.Header.Get("X-Sentry-Auth"))
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(r.Body), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"event_id": "0af7651916cd43dd8448eb211c80319c", "timestamp": "2023-11-14T22:13:20.123Z", "platform": "other", "level": "error",
		"logger": "worker", "server_name": "box", "message": map[string]any{"formatted": "digest: digest.sent: boom"}, "transaction": "digest.sent",
		"fingerprint": []any{"worker", "digest", "digest.sent", "boom"},
		"tags":        map[string]any{"source": "worker", "component": "digest", "action": "digest.sent"},
		"extra": map[string]any{"metadata": map[string]any{"n": 1.0, "who": map[string]any{"name": "ada"}}, "sessionId": "session",
			"eventId": "0af76519-16cd-43dd-8448-eb211c80319c", "success": false, "duration_ms": 3.5},
		"contexts": map[string]any{"trace": map[string]any{"trace_id": "0af7651916cd43dd8448eb211c80319c", "span_id": "b7ad6b7169203331"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNewSentryRefuses(t *testing.T) {
	for _, dsn := range []string{"", "not a url", "https://sentry.io/1", "https://key@sentry.io", "https://key@sentry.io/", "ftp://key@sentry.io/1"} {
		_, err := NewSentry(dsn)
		if err == nil || !strings.HasPrefix(err.Error(), "SENTRY_DSN: want ") {
			t.Errorf("NewSentry(%q) = %v", dsn, err)
		}
		if err != nil && strings.Contains(err.Error(), "key@") {
			t.Errorf("the error tells the key: %v", err)
		}
	}
}

func TestOTLP(t *testing.T) {
	f := newFake(t, nil)
	s := &OTLP{URL: f.URL + "/v1/logs", Headers: map[string]string{"X-Vendor": "k"}, Resource: map[string]string{"service.name": "bus"}}
	if err := s.Send(t.Context(), []Record{event("a", Error)}); err != nil {
		t.Fatal(err)
	}
	r := f.seen()[0]
	if r.Path != "/v1/logs" || r.Header.Get("Content-Type") != "application/x-protobuf" || r.Header.Get("X-Vendor") != "k" {
		t.Errorf("%s %v", r.Path, r.Header)
	}
	var got, want logs.LogsData
	if err := proto.Unmarshal([]byte(r.Body), &got); err != nil {
		t.Fatal(err)
	}
	err := protojson.Unmarshal([]byte(`{"resourceLogs":[{
		"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"bus"}}]},
		"scopeLogs":[{"scope":{"name":"systembus/host/observe"},"logRecords":[{
			"timeUnixNano":"1700000000123000000","observedTimeUnixNano":"1700000000123000000",
			"severityNumber":"SEVERITY_NUMBER_ERROR","severityText":"error","eventName":"digest.sent","body":{"stringValue":"boom"},
			"traceId":"CvdlGRbNQ92ESOshHIAxnA==","spanId":"t61rcWkgMzE=",
			"attributes":[
				{"key":"event.id","value":{"stringValue":"a"}},{"key":"session.id","value":{"stringValue":"session"}},
				{"key":"system.id","value":{"stringValue":"box"}},{"key":"source","value":{"stringValue":"worker"}},
				{"key":"component","value":{"stringValue":"digest"}},{"key":"action","value":{"stringValue":"digest.sent"}},
				{"key":"success","value":{"boolValue":false}},{"key":"duration_ms","value":{"doubleValue":3.5}},
				{"key":"error","value":{"stringValue":"boom"}},
				{"key":"metadata","value":{"kvlistValue":{"values":[{"key":"n","value":{"intValue":"1"}},
					{"key":"who","value":{"kvlistValue":{"values":[{"key":"name","value":{"stringValue":"ada"}}]}}}]}}}
			]}]}]}]}`), &want)
	if err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(&got, &want) {
		t.Errorf("got %s\nwant %s", protojson.Format(&got), protojson.Format(&want))
	}
}

func TestOTLPPartly(t *testing.T) {
	answer := func(rejected byte) string { // an ExportLogsServiceResponse
		return string([]byte{0x0a, 7, 0x08, rejected, 0x12, 3}) + "bad"
	}
	tests := []struct {
		name, answer string
		want         string
	}{
		{"all is well", "", ""},
		{"one of two", answer(1), "otlp refuses 1 of them: bad"},
		{"all", answer(2), "otlp refuses it: 200 bad"},
		{"nonsense", "\x0a\x50", "otlp: the answer cannot be read: unexpected EOF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, func(_ int, w http.ResponseWriter, _ request) { _, _ = io.WriteString(w, tt.answer) })
			err := (&OTLP{URL: f.URL}).Send(t.Context(), []Record{event("a", Info), event("b", Info)})
			if got := fmt.Sprint(err); err != nil && got != tt.want || err == nil && tt.want != "" {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// all makes every sink, for one address.
func all(t *testing.T, url string, client *http.Client) []Sink {
	t.Helper()
	sentry, err := NewSentry(strings.Replace(url, "http://", "http://key@", 1) + "/1")
	if err != nil {
		t.Fatal(err)
	}
	sentry.Client = client
	return []Sink{
		&ClickHouse{URL: url, Client: client}, &Typesense{URL: url, Client: client}, &Forward{URL: url, Client: client},
		&OTLP{URL: url, Client: client, Timeout: DefaultTimeout}, sentry,
	}
}

// Whatever a sink's server does wrong, Send ends with an error that says so,
// and tells what may be tried again from what may not.
func TestSinksThatMisbehave(t *testing.T) {
	tests := []struct {
		name    string
		answer  func(w http.ResponseWriter)
		want    string
		refused bool
	}{
		{"500", func(w http.ResponseWriter) { http.Error(w, "oh no", 500) }, "answers 500 oh no", false},
		{"503", func(w http.ResponseWriter) { w.Header().Set("Retry-After", "7"); w.WriteHeader(503) }, "answers 503", false},
		{"401", func(w http.ResponseWriter) { http.Error(w, "key?", http.StatusUnauthorized) }, "answers 401 key?", false},
		{"a redirect", func(w http.ResponseWriter) { w.Header().Set("Location", "/elsewhere"); w.WriteHeader(302) }, "answers 302", false},
		{"400", func(w http.ResponseWriter) { http.Error(w, "bad row", 400) }, "refuses it: 400 bad row", true},
		{"413", func(w http.ResponseWriter) { w.WriteHeader(413) }, "refuses it: 413", true},
		{"an answer that ends early", func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "{")
		}, "unexpected EOF", false},
		{"a connection that is closed", func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, "EOF", false},
	}
	for _, tt := range tests {
		f := newFake(t, func(_ int, w http.ResponseWriter, _ request) { tt.answer(w) })
		for _, s := range all(t, f.URL, NewClient()) {
			t.Run(tt.name+"/"+s.Name(), func(t *testing.T) {
				err := s.Send(t.Context(), []Record{event("a", Error)})
				var refused *RefusedError
				if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), s.Name()) || errors.As(err, &refused) != tt.refused {
					t.Errorf("got %v, want %s, refused %t", err, tt.want, tt.refused)
				}
				var status *StatusError
				if errors.As(err, &status) && status.Status == 503 && status.After != 7*time.Second {
					t.Errorf("After = %v, want 7s", status.After)
				}
			})
		}
	}
}

// A server that takes too long, or is not there.
func TestSinksThatAreAway(t *testing.T) {
	release := make(chan struct{})
	f := newFake(t, func(int, http.ResponseWriter, request) { <-release })
	defer close(release)
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, s := range all(t, f.URL, nil) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 10*time.Millisecond, errors.New("enough"))
		if err := s.Send(ctx, []Record{event("a", Error)}); err == nil || !strings.Contains(err.Error(), "enough") {
			t.Errorf("%s: got %v, want enough", s.Name(), err)
		}
		cancel()
	}
	slow := wire{sink: "slow", timeout: time.Millisecond}
	if _, _, err := slow.post(t.Context(), f.URL, http.Header{}, nil); err == nil || err.Error() != "slow did not answer within 1ms" {
		t.Errorf("got %v, want that it did not answer within 1ms", err)
	}
	for _, s := range all(t, gone.URL, nil) {
		err := s.Send(t.Context(), []Record{event("a", Error)})
		if err == nil || !strings.Contains(err.Error(), "refused") || strings.Contains(err.Error(), "key@") {
			t.Errorf("%s: got %v, want that the connection was refused", s.Name(), err)
		}
	}
}
