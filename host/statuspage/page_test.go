package statuspage_test

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/statuspage"
)

func draw(t *testing.T, p statuspage.Page) (header func(string) string, text string) {
	t.Helper()
	w := httptest.NewRecorder()
	statuspage.Serve(w, p)
	if w.Code != 200 {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	return w.Header().Get, w.Body.String()
}

// What scripts and servers say is text, wherever it stands.
func TestNothingIsMarkup(t *testing.T) {
	const evil = `"><script>alert(1)</script><i style='x'>`
	mark := statuspage.Mark{Tone: statuspage.Bad, Text: evil, Detail: evil}
	cells := []statuspage.Cell{statuspage.Text("%s", evil), statuspage.Code(evil), statuspage.Marked(statuspage.Warn, evil)}
	_, text := draw(t, statuspage.Page{
		Service: evil, State: mark, Reasons: []string{evil}, Facts: []statuspage.Fact{{Name: evil, Value: evil}},
		Registration: mark, Note: evil, Calls: evil,
		Hour:     []statuspage.Chart{{Title: evil, Peak: evil, Says: evil, Kind: evil, Lines: []statuspage.Line{{Name: evil, Kind: evil, Path: evil}}}},
		Groups:   []statuspage.Group{{Role: evil, Functions: []statuspage.Function{{ID: evil, Script: evil, Triggers: []string{evil}, Last: mark}}}},
		Sections: []statuspage.Section{{Title: evil, Note: evil, Columns: []string{evil, evil, evil}, Rows: [][]statuspage.Cell{cells}}, {Title: "x", None: evil}},
	})
	if strings.Contains(text, "<script>") || strings.Contains(text, "<i ") {
		t.Errorf("markup got through:\n%s", text)
	}
	if n := strings.Count(text, "alert(1)"); n < 25 {
		t.Errorf("it stands there %d times, want it everywhere:\n%s", n, text)
	}
}

// A function without a trigger is one that others invoke, and says so.
func TestWhatStartsAFunction(t *testing.T) {
	functions := []statuspage.Function{{ID: "a", Triggers: []string{"shop/order.placed"}}, {ID: "b"}}
	_, text := draw(t, statuspage.Page{Groups: []statuspage.Group{{Role: "host", Functions: functions}}})
	if n := strings.Count(text, "other functions"); n != 1 || !strings.Contains(text, "<code>shop/order.placed</code>") {
		t.Errorf("%d functions are started by others, want 1:\n%s", n, text)
	}
}

// The page asks for nothing that its own policy forbids.
func TestPolicy(t *testing.T) {
	header, text := draw(t, statuspage.Page{Hour: []statuspage.Chart{statuspage.Bars("Calls", "calls", []int64{1, 2})}})
	policy := header("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "style-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("%q is not in the policy %q", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("the policy %q is unsafe", policy)
	}
	if found := regexp.MustCompile(`(?i) style=| on[a-z]+=|<style|<script>|https?://`).FindString(text); found != "" {
		t.Errorf("%q is in the page", found)
	}
	for _, name := range []string{"status.css", "status.js"} {
		url := regexp.MustCompile(`/assets/` + name + `\?[0-9a-f]{12}`).FindString(text)
		if url == "" {
			t.Errorf("%s is not in the page under a name of its content", name)
			continue
		}
		w := httptest.NewRecorder()
		statuspage.Asset(w, httptest.NewRequest("GET", url, nil))
		if w.Code != 200 || w.Body.Len() == 0 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %d bytes, %v", url, w.Code, w.Body.Len(), w.Header())
		}
	}
	for _, name := range []string{"page.html", "asset.go", "..", ""} {
		w := httptest.NewRecorder()
		statuspage.Asset(w, httptest.NewRequest("GET", "/assets/"+name, nil))
		if w.Code != 404 {
			t.Errorf("/assets/%s: %d, want 404", name, w.Code)
		}
	}
}

func TestBars(t *testing.T) {
	got := statuspage.Bars("Calls", "calls", []int64{0, 1, 100, 0})
	want := statuspage.Chart{
		Title: "Calls", Kind: "calls", Peak: "at most 100 a minute", Says: "Calls in the last 4 minutes: 101, at most 100 a minute",
		// One call of a hundred is still seen.
		Bars: []statuspage.Bar{{X: 75.5, Y: 62, Width: 74, Height: 2}, {X: 150.5, Y: 0, Width: 74, Height: 64}},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if got := statuspage.Bars("Calls", "calls", make([]int64, 60)); got.Bars != nil || got.Says != "Calls in the last 60 minutes: none" {
		t.Errorf("without calls: %+v", got)
	}
}

func TestDurations(t *testing.T) {
	ms := time.Millisecond
	got := statuspage.Durations("Latency", []string{"half", "95 of 100"}, []time.Duration{0, 50 * ms, 100 * ms}, []time.Duration{0, 0, 200 * ms})
	want := statuspage.Chart{
		Title: "Latency", Kind: "latency", Peak: "up to 200 ms", Says: "Latency in the last 3 minutes, half and 95 of 100: up to 200 ms",
		Lines: []statuspage.Line{
			{Name: "half", Kind: "line0", Path: "M100.5 47.0H199.5L250.0 32.0"},
			{Name: "95 of 100", Kind: "line1", Path: "M200.5 2.0H299.5"},
		},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if got := statuspage.Durations("Latency", []string{"half"}, make([]time.Duration, 60)); got.Lines != nil || got.Peak != "none" {
		t.Errorf("without calls: %+v", got)
	}
}

func TestAgo(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	tests := []struct {
		before time.Duration
		want   string
	}{
		{0, "just now"},
		{5 * time.Second, "5.0 s ago"},
		{90 * time.Second, "90 s ago"},
		{3 * time.Minute, "3 min ago"},
		{5 * time.Hour, "5 h ago"},
		{72 * time.Hour, "3 days ago"},
		{-time.Hour, "just now"},
	}
	for _, tt := range tests {
		if got := statuspage.Ago(now, now.Add(-tt.before)); got != tt.want {
			t.Errorf("%v before: %q, want %q", tt.before, got, tt.want)
		}
	}
	if got := statuspage.Ago(now, time.Time{}); got != "never" {
		t.Errorf("never: %q", got)
	}
	if got := statuspage.Span(250 * time.Microsecond); got != "0.2 ms" {
		t.Errorf("250µs: %q", got)
	}
}
