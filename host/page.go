package host

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"systembus/host/inngest"
	"systembus/host/recent"
	"systembus/host/server"
	"systembus/host/statuspage"
)

// page is the document at / as a person sees it.
func (a *App) page() statuspage.Page {
	now := time.Now()
	doc, hour := a.status(), a.recent.Snapshot(now)
	p := statuspage.Page{
		Service: doc.Service, Now: now, State: statuspage.Mark{Tone: statuspage.Good, Text: "ready"}, Reasons: a.unready(),
		Facts: []statuspage.Fact{
			{Name: "role", Value: doc.Worker.Role}, {Name: "mode", Value: doc.Runtime.Mode}, {Name: "version", Value: doc.Runtime.Version},
			{Name: "up", Value: statuspage.Span(now.Sub(a.started))}, {Name: "functions", Value: fmt.Sprint(doc.Count)},
			{Name: "calls in flight", Value: fmt.Sprint(a.pool.Stats().Calls)},
		},
		Calls:    totals(hour),
		Hour:     charts(hour),
		Groups:   groups(doc.Catalog),
		Sections: a.sections(now),
	}
	switch {
	case doc.Status == "draining":
		p.State = statuspage.Mark{Tone: statuspage.Warn, Text: "draining"}
	case len(p.Reasons) > 0:
		p.State = statuspage.Mark{Tone: statuspage.Bad, Text: "not ready"}
	}
	if len(doc.Worker.DuplicateFunctionIDs) > 0 {
		p.Facts = append(p.Facts, statuspage.Fact{Name: "ids in both roles", Value: strings.Join(doc.Worker.DuplicateFunctionIDs, ", ")})
	}
	p.Registration, p.Note = a.registration(now)
	return p
}

// registration says how the worker stands with the server.
func (a *App) registration(now time.Time) (statuspage.Mark, string) {
	s := a.registrar.State()
	mark := statuspage.Mark{Text: string(s.Status), Detail: s.LastError}
	switch s.Status {
	case inngest.Verified, inngest.Registered:
		mark.Tone = statuspage.Good
	case inngest.Registering:
		mark.Tone = statuspage.Busy
	case inngest.Superseded:
		mark.Tone = statuspage.Warn
	default:
		mark.Tone = statuspage.Bad
	}
	where := "the embedded executor"
	if a.Executor == nil {
		where = a.env.API
	}
	note := "at " + where
	if !s.LastSuccess.IsZero() {
		note += ", accepted " + statuspage.Ago(now, s.LastSuccess)
	}
	if s.Failures > 0 {
		note += fmt.Sprintf(", %d of %d attempts failed", s.Failures, s.Attempts)
	}
	return mark, note
}

func totals(hour recent.Snapshot) string {
	if hour.Calls == 0 {
		return "No calls."
	}
	return fmt.Sprintf("%s, %d failed. Half took at most %s, 95 of 100 at most %s.",
		plural(hour.Calls, "call"), hour.Errors, statuspage.Span(hour.P50), statuspage.Span(hour.P95))
}

func plural(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

func charts(hour recent.Snapshot) []statuspage.Chart {
	var calls, errors []int64
	var p50, p95 []time.Duration
	for _, m := range hour.Minutes {
		calls, errors = append(calls, m.Calls), append(errors, m.Errors)
		p50, p95 = append(p50, m.P50), append(p95, m.P95)
	}
	return []statuspage.Chart{
		statuspage.Bars("Calls", "calls", calls),
		statuspage.Bars("Failed calls", "errors", errors),
		statuspage.Durations("How long calls took", []string{"half", "95 of 100"}, p50, p95),
	}
}

// groups are the functions by the roles that serve them.
func groups(catalog []server.Entry) []statuspage.Group {
	var out []statuspage.Group
	for _, e := range catalog {
		role := cmp.Or(strings.Join(e.Roles, " and "), "no role")
		i := slices.IndexFunc(out, func(g statuspage.Group) bool { return g.Role == role })
		if i < 0 {
			out, i = append(out, statuspage.Group{Role: role}), len(out)
		}
		out[i].Functions = append(out[i].Functions, row(e))
	}
	slices.SortFunc(out, func(a, b statuspage.Group) int { return cmp.Compare(a.Role, b.Role) })
	return out
}

func row(e server.Entry) statuspage.Function {
	f := statuspage.Function{
		ID: e.ID, Script: e.Script, Triggers: e.Triggers, Calls: e.Calls, Errors: e.Errors,
		Last: statuspage.Mark{Tone: statuspage.Quiet, Text: "not called yet"},
	}
	if e.LastCall == nil {
		return f
	}
	f.At = e.LastCall.At
	switch recent.Outcome(e.LastCall.Outcome) {
	case recent.Completed:
		f.Last = statuspage.Mark{Tone: statuspage.Good, Text: "completed"}
	case recent.Progressed:
		f.Last = statuspage.Mark{Tone: statuspage.Busy, Text: "goes on"}
	default:
		f.Last = statuspage.Mark{Tone: statuspage.Bad, Text: "failed", Detail: e.LastCall.Error}
	}
	return f
}
