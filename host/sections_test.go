package host

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/host/gateway"
	"systembus/host/infer"
	"systembus/host/observe"
	"systembus/host/outbox"
	"systembus/host/secrets"
	"systembus/host/statuspage"
	"systembus/host/webhook"
)

// Each state is told in the words and the tone that a person needs to act on.
func TestSections(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	ago := func(d time.Duration) *time.Time { at := now.Add(-d); return &at }
	cell := func(tone statuspage.Tone, text string) statuspage.Cell {
		return statuspage.Cell{Tone: tone, Text: text}
	}
	tests := []struct {
		name string
		got  statuspage.Section
		// state is the second cell of each row.
		state []statuspage.Cell
	}{
		{"webhooks", webhooksSection([]webhook.Summary{
			{Route: "github", Ready: true, LastAt: ago(3 * time.Minute), LastStatus: 200, LastReason: "accepted"},
			{Route: "mux", Ready: true, LastAt: ago(time.Hour), LastStatus: 401, LastReason: "signature"},
			{Route: "front", Ready: true, LastAt: ago(time.Hour), LastStatus: 503},
			{Route: "x", Ready: false},
			{Route: "vercel", Ready: true},
		}, now), []statuspage.Cell{
			cell("good", "accepted 3 min ago"), cell("warn", "signature 60 min ago"), cell("bad", "503 60 min ago"),
			cell("bad", "its secret is missing"), cell("quiet", "none yet"),
		}},
		{"models", modelsSection(infer.Stats{Circuits: []infer.Circuit{
			{Key: "a:b", State: "open", Failures: 3, Until: ago(-20 * time.Minute)}, {Key: "a:c", State: "half-open"}, {Key: "a:d", State: "closed", Failures: 1},
		}}, now), []statuspage.Cell{cell("bad", "open for 20 min"), cell("warn", "half-open"), cell("good", "closed")}},
		{"gateway", gatewaySection(gateway.Stats{Delivered: 4, Waiting: 2, Limit: 9, Dropped: 1}, now), []statuspage.Cell{
			cell("", "4"), cell("", "0"), cell("warn", "2"), cell("bad", "1"), cell("", "0"),
		}},
		{"sinks", sinksSection(observe.Stats{Sinks: []observe.SinkStats{
			{Name: "clickhouse"}, {Name: "sentry", LastError: "refused", Oldest: *ago(2 * time.Hour)}, {Name: "forward", Lost: 1},
		}}, now), []statuspage.Cell{cell("good", "takes them"), cell("warn", "away since 2 h ago"), cell("bad", "refuses some")}},
		{"secrets", secretsSection([]secrets.Status{
			{Name: "a", Present: true}, {Name: "b", Required: true}, {Name: "c"}, {Name: "d", Present: true, Failures: 2}, {Name: "e", Present: true, Expired: true},
		}, now), []statuspage.Cell{cell("good", "there"), cell("bad", "missing"), cell("quiet", "missing, not required"), cell("warn", "not renewed"), cell("bad", "expired")}},
		{"queues", queuesSection([]outbox.Stats{{Queue: "webhook/github", Waiting: 7}}, now), []statuspage.Cell{cell("", "7")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var state []statuspage.Cell
			for _, row := range tt.got.Rows {
				if len(row) != len(tt.got.Columns) {
					t.Errorf("a row of %d cells below %d columns", len(row), len(tt.got.Columns))
				}
				state = append(state, row[1])
			}
			if diff := cmp.Diff(state, tt.state); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
	if s := gatewaySection(gateway.Stats{Away: ago(2 * time.Hour), Error: "refused"}, now); s.Note != "Redis has not answered for 2 h: refused" {
		t.Errorf("Redis away: %q", s.Note)
	}
}
