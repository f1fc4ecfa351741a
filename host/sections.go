package host

import (
	"cmp"
	"fmt"
	"time"

	"systembus/host/gateway"
	"systembus/host/infer"
	"systembus/host/isolate"
	"systembus/host/observe"
	"systembus/host/outbox"
	"systembus/host/secrets"
	"systembus/host/statuspage"
	"systembus/host/webhook"
	"systembus/jsapi/subprocess"
)

// sections are the tables below the functions: what serves them first, then
// what they use.
func (a *App) sections(now time.Time) []statuspage.Section {
	out := []statuspage.Section{
		webhooksSection(a.webhooks.Snapshot(), now),
		isolatesSection(a.pool.Stats()),
		childrenSection(a.programs(), a.children.Started(), now),
		modelsSection(a.infer.Stats(), now),
		gatewaySection(a.gateway.Stats(), now),
		sinksSection(a.events.Stats(), now),
		queuesSection(a.opened.Load().Stats(), now),
	}
	if held := a.secrets.Status(); len(held) > 0 {
		out = append(out, secretsSection(held, now))
	}
	return out
}

// webhooksSection draws the providers with their last delivery.
func webhooksSection(providers []webhook.Summary, now time.Time) statuspage.Section {
	s := statuspage.Section{Title: "Webhooks", Columns: []string{"Provider", "Last delivery", "Accepted", "Refused", "Failed"}, None: "No providers are served."}
	for _, p := range providers {
		at := time.Time{}
		if p.LastAt != nil {
			at = *p.LastAt
		}
		last := statuspage.Marked(statuspage.Quiet, "none yet")
		switch ago := cmp.Or(p.LastReason, fmt.Sprint(p.LastStatus)) + " " + statuspage.Ago(now, at); {
		case !p.Ready:
			last = statuspage.Marked(statuspage.Bad, "its secret is missing")
		case at.IsZero():
		case p.LastStatus < 400:
			last = statuspage.Marked(statuspage.Good, ago)
		case p.LastStatus < 500:
			last = statuspage.Marked(statuspage.Warn, ago)
		default:
			last = statuspage.Marked(statuspage.Bad, ago)
		}
		s.Rows = append(s.Rows, []statuspage.Cell{
			statuspage.Code(p.Route), last, statuspage.Text("%d", p.Accepted), statuspage.Text("%d", p.Refused), statuspage.Text("%d", p.Failed),
		})
	}
	return s
}

func isolatesSection(s isolate.Stats) statuspage.Section {
	row := func(name string, n int64, tone statuspage.Tone, says string) []statuspage.Cell {
		cell := statuspage.Text("%d", n)
		if n > 0 {
			cell.Tone = tone
		}
		return []statuspage.Cell{statuspage.Text("%s", name), cell, statuspage.Text("%s", says)}
	}
	return statuspage.Section{
		Title: "Isolates", Columns: []string{"What", "Number", "Meaning"},
		Rows: [][]statuspage.Cell{
			row("loaded", int64(s.Isolates), "", fmt.Sprintf("of %d scripts", s.Scripts)),
			row("calls in flight", int64(s.Calls), "", "served by them now"),
			row("loads", s.Loads, "", "times a script was evaluated"),
			row("evicted", s.Evicted, "", "idle ones given up for want of memory"),
			row("condemned", s.Condemned, statuspage.Warn, "discarded because a call did not end"),
			row("abandoned", s.Abandoned, statuspage.Bad, "condemned ones that still run"),
		},
	}
}

func childrenSection(live []subprocess.Entry, started int64, now time.Time) statuspage.Section {
	s := statuspage.Section{
		Title: "Programs of scripts", Columns: []string{"Process", "Program", "Started by", "Runs for"}, None: "None run.",
		Note: plural(started, "program") + " since the start.",
	}
	for _, c := range live {
		program := ""
		if len(c.Command) > 0 { // Arguments may hold secrets.
			program = c.Command[0]
		}
		if c.Detached {
			program += " (detached)"
		}
		s.Rows = append(s.Rows, []statuspage.Cell{
			statuspage.Text("%d", c.PID), statuspage.Code(program), statuspage.Text("%s", cmp.Or(c.Owner, "–")), statuspage.Text("%s", statuspage.Span(now.Sub(c.Started))),
		})
	}
	return s
}

// modelsSection draws the circuits of requests to language models.
func modelsSection(m infer.Stats, now time.Time) statuspage.Section {
	s := statuspage.Section{
		Title: "Language models", Columns: []string{"Circuit", "State", "Failures", "Why"}, None: "All circuits are closed.",
		Note: fmt.Sprintf("%s by %s: %d answered, %d failed, %d running, %d waiting.", plural(m.Requests, "request"), m.Program, m.Answered, m.Failed, m.Running, m.Waiting),
	}
	if m.Cost > 0 {
		s.Note += fmt.Sprintf(" $%.2f since the start.", m.Cost)
	}
	tones := map[string]statuspage.Tone{"closed": statuspage.Good, "open": statuspage.Bad, "half-open": statuspage.Warn}
	for _, c := range m.Circuits {
		state := c.State
		if c.Until != nil && c.Until.After(now) {
			state += " for " + statuspage.Span(c.Until.Sub(now))
		}
		s.Rows = append(s.Rows, []statuspage.Cell{
			statuspage.Code(c.Key), statuspage.Marked(tones[c.State], state), statuspage.Text("%d", c.Failures), statuspage.Text("%s", cmp.Or(c.Reason, "–")),
		})
	}
	return s
}

// gatewaySection draws what goes to sessions through Redis.
func gatewaySection(g gateway.Stats, now time.Time) statuspage.Section {
	s := statuspage.Section{Title: "Gateway", Columns: []string{"Events", "Number"}}
	row := func(name string, n int64, tone statuspage.Tone) {
		cell := statuspage.Text("%d", n)
		if n > 0 {
			cell.Tone = tone
		}
		s.Rows = append(s.Rows, []statuspage.Cell{statuspage.Text("%s", name), cell})
	}
	row("delivered", g.Delivered, "")
	row("kept while the system sleeps", g.Asleep, "")
	row(fmt.Sprintf("waiting, of at most %d", g.Limit), int64(g.Waiting), statuspage.Warn)
	row("dropped", g.Dropped, statuspage.Bad)
	row("refused by Redis", g.Refused, statuspage.Bad)
	if g.Away != nil {
		s.Note = fmt.Sprintf("Redis has not answered for %s: %s", statuspage.Span(now.Sub(*g.Away)), g.Error)
	}
	return s
}

// sinksSection draws where events that scripts emit go.
func sinksSection(o observe.Stats, now time.Time) statuspage.Section {
	s := statuspage.Section{
		Title: "Observability", Columns: []string{"Sink", "State", "Delivered", "Waiting", "Lost"}, None: "Events go to the log alone.",
		Note: fmt.Sprintf("%s emitted, %d invalid, %d over the budget of debug events.", plural(o.Emitted, "event"), o.Invalid, o.Pressed),
	}
	for _, sink := range o.Sinks {
		state := statuspage.Marked(statuspage.Good, "takes them")
		switch {
		case sink.Lost > 0 || sink.GivenUp > 0:
			state = statuspage.Marked(statuspage.Bad, "refuses some")
		case sink.LastError != "":
			state = statuspage.Marked(statuspage.Warn, "away since "+statuspage.Ago(now, sink.Oldest))
		}
		s.Rows = append(s.Rows, []statuspage.Cell{
			statuspage.Code(sink.Name), state, statuspage.Text("%d", sink.Delivered), statuspage.Text("%d", sink.Buffered+sink.Waiting), statuspage.Text("%d", sink.Lost),
		})
	}
	return s
}

// queuesSection draws what waits on disk.
func queuesSection(queues []outbox.Stats, now time.Time) statuspage.Section {
	s := statuspage.Section{Title: "Waiting on disk", Columns: []string{"Queue", "Waiting", "The oldest", "Given up", "Delivered"}, None: "Nothing."}
	for _, q := range queues {
		oldest, dead := statuspage.Text("–"), statuspage.Text("%d", q.Dead)
		if !q.Oldest.IsZero() {
			oldest = statuspage.Text("%s", statuspage.Ago(now, q.Oldest))
			if q.LastError != "" {
				oldest.Tone = statuspage.Warn
			}
		}
		if q.Dead > 0 {
			dead.Tone = statuspage.Bad
		}
		s.Rows = append(s.Rows, []statuspage.Cell{statuspage.Code(q.Queue), statuspage.Text("%d", q.Waiting), oldest, dead, statuspage.Text("%d", q.Delivered)})
	}
	return s
}

// secretsSection draws which secrets there are, without their values.
func secretsSection(held []secrets.Status, now time.Time) statuspage.Section {
	s := statuspage.Section{Title: "Secrets", Columns: []string{"Secret", "State", "Ends"}}
	for _, secret := range held {
		state, ends := statuspage.Marked(statuspage.Good, "there"), "–"
		switch {
		case secret.Expired:
			state = statuspage.Marked(statuspage.Bad, "expired")
		case !secret.Present && secret.Required:
			state = statuspage.Marked(statuspage.Bad, "missing")
		case !secret.Present:
			state = statuspage.Marked(statuspage.Quiet, "missing, not required")
		case secret.Failures > 0:
			state = statuspage.Marked(statuspage.Warn, "not renewed")
		}
		if secret.ExpiresAt != nil && secret.ExpiresAt.After(now) {
			ends = "in " + statuspage.Span(secret.ExpiresAt.Sub(now))
		}
		s.Rows = append(s.Rows, []statuspage.Cell{statuspage.Code(secret.Name), state, statuspage.Text("%s", ends)})
	}
	return s
}
