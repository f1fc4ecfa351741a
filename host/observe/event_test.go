package observe

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	ms := 12.5
	tests := []struct {
		name, text string
		want       Event
	}{
		{"what must be there",
			`{"level":"info","source":"worker","component":"digest","action":"digest.sent","success":true}`,
			Event{SessionID: "unknown", SystemID: "box", Level: Info, Source: "worker", Component: "digest", Action: "digest.sent",
				Success: true, Metadata: json.RawMessage(`{}`)}},
		{"everything",
			`{"id":"e-1","timestamp":1700000000123,"sessionId":"s","systemId":"sys","level":"error","source":"a","component":"b","action":"c",
			  "duration_ms":12.5,"success":false,"error":"boom","metadata":{"z":1, "a":[true,null]}}`,
			Event{ID: "e-1", Timestamp: 1700000000123, SessionID: "s", SystemID: "sys", Level: Error, Source: "a", Component: "b", Action: "c",
				DurationMS: &ms, Error: "boom", Metadata: json.RawMessage(`{"z":1,"a":[true,null]}`)}},
		{"a failure without a text",
			`{"level":"warn","source":"a","component":"b","action":"c","success":false,"error":null,"metadata":null,"duration_ms":null,"other":1}`,
			Event{SessionID: "unknown", SystemID: "box", Level: Warn, Source: "a", Component: "b", Action: "c",
				Error: "operation_failed", Metadata: json.RawMessage(`{}`)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse([]byte(tt.text), Defaults{SystemID: "box"})
			if err != nil {
				t.Fatal(err)
			}
			if tt.want.ID == "" {
				if len(got.ID) != 36 || got.Timestamp < 1.7e12 {
					t.Errorf("id %q, timestamp %d: want a UUID and milliseconds", got.ID, got.Timestamp)
				}
				got.ID, got.Timestamp = "", 0
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	const good = `"level":"info","source":"a","component":"b","action":"c","success":true`
	tests := []struct{ name, text, want string }{
		{"no JSON", `{`, "event: want a JSON object"},
		{"an array", `[]`, "event: want a JSON object"},
		{"null", `null`, "event: want a JSON object"},
		{"no level", `{"source":"a","component":"b","action":"c","success":true}`, "event: level: want a text, got nothing"},
		{"a level of another kind", strings.Replace("{"+good+"}", "info", "notice", 1), `event: level: want debug, info, warn, error or fatal, got "notice"`},
		{"an empty source", strings.Replace("{"+good+"}", `"a"`, `" "`, 1), "event: source: want a text, got an empty one"},
		{"an action that is a number", strings.Replace("{"+good+"}", `"c"`, `7`, 1), "event: action: want a text, got 7"},
		{"success as a text", strings.Replace("{"+good+"}", `true`, `"yes"`, 1), `event: success: want true or false, got "yes"`},
		{"no success", `{"level":"info","source":"a","component":"b","action":"c"}`, "event: success: want true or false, got nothing"},
		{"a negative duration", `{"duration_ms":-1,` + good + `}`, "event: duration_ms: want milliseconds, got -1"},
		{"a date as timestamp", `{"timestamp":"2026-01-01",` + good + `}`, `event: timestamp: want a number, got "2026-01-01"`},
		{"a timestamp before all", `{"timestamp":-5,` + good + `}`, "event: timestamp: want milliseconds since 1970, got -5"},
		{"metadata as an array", `{"metadata":[1],` + good + `}`, "event: metadata: want an object, got an array"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse([]byte(tt.text), Defaults{})
			var invalid *InvalidError
			if !errors.As(err, &invalid) || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// What is too long is cut: the event itself is kept.
func TestParseCuts(t *testing.T) {
	text, err := json.Marshal(map[string]any{
		"level": "error", "source": strings.Repeat("ä", 300), "component": "b", "action": "c", "success": false,
		"error": strings.Repeat("x", 20000), "metadata": map[string]any{"big": strings.Repeat("y", 100_000)},
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse(text, Defaults{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Source) > MaxName || !strings.HasSuffix(got.Source, "ä…") {
		t.Errorf("source has %d bytes and ends with %q", len(got.Source), got.Source[len(got.Source)-6:])
	}
	if len(got.Error) != MaxError {
		t.Errorf("error has %d bytes, want %d", len(got.Error), MaxError)
	}
	var metadata struct {
		Truncated bool   `json:"_truncated"`
		Bytes     int    `json:"_bytes"`
		Preview   string `json:"_preview"`
	}
	if err := json.Unmarshal(got.Metadata, &metadata); err != nil {
		t.Fatal(err)
	}
	if !metadata.Truncated || metadata.Bytes != 100_010 || len(metadata.Preview) != previewed {
		t.Errorf("metadata = %t, %d bytes, preview of %d", metadata.Truncated, metadata.Bytes, len(metadata.Preview))
	}
}

func TestRedact(t *testing.T) {
	hide := func(s string) string { return strings.ReplaceAll(s, `se"cret`, "[hidden]") }
	tests := []struct{ name, text, want string }{
		{"in values and keys, whatever the escapes", `{"error":"a se\"cret b","se\u0022cret":[1.50,"x"]}`, `{"error":"a [hidden] b","[hidden]":[1.50,"x"]}`},
		{"nothing to hide", `{ "a" : "b\\" }`, `{ "a" : "b\\" }`},
		{"not JSON", `{"a`, `{"a`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(redact([]byte(tt.text), hide)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// hiding is a redactor of one secret, which is a number too.
type hiding struct{}

func (hiding) String(s string) string { return strings.ReplaceAll(s, "12345678", "[hidden]") }

func (hiding) JSON(text json.RawMessage) json.RawMessage {
	clean := strings.ReplaceAll(string(text), "12345678", "[hidden]")
	if json.Valid([]byte(clean)) {
		return json.RawMessage(clean)
	}
	quoted, _ := json.Marshal(clean) // a string
	return quoted
}

// No secret gets as far as the disk.
func TestEventsAreRedacted(t *testing.T) {
	p := New(Options{Redactor: hiding{}, Log: quiet()})
	defer p.Close(t.Context())
	tests := []struct{ name, metadata, want string }{
		{"a text", `{"a":"x12345678"}`, `{"a":"x[hidden]"}`},
		{"a number", `{"a":12345678}`, `{"_redacted":"{\"a\":[hidden]}"}`},
		{"nothing", `{"a":1}`, `{"a":1}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := p.parse([]byte(`{"level":"error","source":"s","component":"12345678","action":"a","success":false,"error":"12345678!","metadata":` + tt.metadata + `}`))
			if err != nil {
				t.Fatal(err)
			}
			if string(e.Metadata) != tt.want || e.Component != "[hidden]" || e.Error != "[hidden]!" {
				t.Errorf("got %+v, metadata %s", e, e.Metadata)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"level":"info","source":"a","component":"b","action":"c","success":true,"metadata":{"a":"\ud800"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := Parse(redact(text, strings.ToUpper), Defaults{})
		if err != nil {
			return
		}
		body, err := json.Marshal(Record{Event: e})
		if err != nil {
			t.Fatalf("an event that was taken cannot be stored: %v", err)
		}
		if _, err := decode(body); err != nil {
			t.Fatalf("an event that was stored cannot be read: %v", err)
		}
	})
}
