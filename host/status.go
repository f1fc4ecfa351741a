package host

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"systembus/bundler"
	"systembus/host/catalog"
	"systembus/host/config"
	"systembus/host/isolate"
	"systembus/host/recent"
	"systembus/host/server"
	"systembus/jsapi/subprocess"
)

// maxAbandoned is how many runaway isolates a worker carries before it asks,
// by not being ready, to be replaced.
const maxAbandoned = 5

// status is the document at /.
func (a *App) status() server.Status {
	live, state := a.Live(), a.registrar.State()
	functions := ids(live.Functions())
	counts := map[string]int{"active": len(functions)}
	for _, role := range config.Roles() {
		counts[role] = len(catalog.Functions(catalog.ForRole(live.All, role)))
	}
	shared := catalog.Shared(live.All)
	cwd, _ := os.Getwd()
	revision, _ := a.lookup("HOST_REVISION")
	doc := server.Status{
		Service:   live.App,
		Status:    "ok",
		Functions: functions,
		Count:     len(functions),
		Worker: server.Worker{
			Role: cmp.Or(string(a.cfg.Role), "all"), StartedAt: a.started, RoleCounts: counts,
			DuplicateFunctionIDs: shared, HasDuplicateFunctionIDs: len(shared) > 0,
		},
		Runtime: server.Runtime{
			Cwd: cwd, DeploymentModel: "single-source", Engine: "goja", Version: a.version, Go: runtime.Version(), Mode: a.mode(),
			Revision: revision, MissingPrograms: a.MissingPrograms(),
		},
		Registration:  state,
		Isolates:      isolates(a.pool.Stats()),
		Secrets:       a.secrets.Status(),
		Infer:         a.infer.Stats(),
		Redis:         a.redisStatus(),
		Gateway:       a.gateway.Stats(),
		Webhooks:      a.webhooksStatus(),
		Events:        events(live.Functions()),
		Observability: a.events.Stats(),
		Queue:         a.queueStatus(),
		Children:      a.programs(),
	}
	hour := a.recent.Snapshot(time.Now())
	doc.Calls, doc.Catalog = hour, entries(live, hour)
	if !state.LastSuccess.IsZero() {
		doc.Worker.LastRegistrationAt = &state.LastSuccess
	}
	if a.server.Draining() {
		doc.Status = "draining"
	}
	return doc
}

// MissingPrograms are the programs that the scripts served require and that are
// not there, sorted: their functions fail when they start one.
func (a *App) MissingPrograms() []string {
	path, _ := a.lookup("PATH")
	live, missing := a.Live(), map[string]bool{}
	for _, s := range live.Scripts {
		for _, program := range s.Requires {
			if _, err := subprocess.LookPath(program, live.Root, []string{"PATH=" + path}); err != nil {
				missing[program] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(missing))
}

// programs are those of scripts that run, without the secrets in their arguments.
func (a *App) programs() []subprocess.Entry {
	all := a.children.Live()
	for i, p := range all {
		all[i].Command = slices.Clone(p.Command)
		for j, argument := range p.Command {
			all[i].Command[j] = a.secrets.Redactor().String(argument)
		}
		all[i].Owner = a.secrets.Redactor().String(p.Owner)
	}
	return all
}

// isolates are the pool's figures by the names they have in the document.
func isolates(s isolate.Stats) map[string]int64 {
	return map[string]int64{
		"scripts": int64(s.Scripts), "loaded": int64(s.Isolates), "callsInFlight": int64(s.Calls),
		"loads": s.Loads, "condemned": s.Condemned, "abandoned": s.Abandoned, "evicted": s.Evicted,
	}
}

// events says which functions each event starts.
func events(functions []bundler.Function) map[string]string {
	starts := map[string][]string{}
	for _, fn := range functions {
		for _, t := range fn.Triggers {
			if t.Event != "" && !slices.Contains(starts[t.Event], fn.ID) {
				starts[t.Event] = append(starts[t.Event], fn.ID)
			}
		}
	}
	out := make(map[string]string, len(starts))
	for event, ids := range starts {
		slices.Sort(ids)
		out[event] = "starts " + strings.Join(ids, ", ")
	}
	return out
}

// entries are the functions served with how they last went, by id.
func entries(live Live, hour recent.Snapshot) []server.Entry {
	out := []server.Entry{}
	for _, s := range live.Scripts {
		for _, fn := range s.Functions {
			e := server.Entry{ID: fn.ID, Script: s.Path, Roles: s.Roles, Triggers: []string{}}
			for _, t := range fn.Triggers {
				e.Triggers = append(e.Triggers, cmp.Or(t.Event, t.Cron))
			}
			if known, ok := hour.Functions[fn.ID]; ok {
				last := known.Last
				e.Calls, e.Errors = known.Calls, known.Errors
				e.LastCall = &server.LastCall{At: last.At, RunID: last.RunID, Outcome: string(last.Outcome), Error: last.Error, Ms: last.Took.Milliseconds()}
			}
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b server.Entry) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// token is what makes a request an operator's: a secret, or from the environment.
func (a *App) token() string {
	for _, name := range []string{"HOST_INTERNAL_TOKEN", "OTEL_EMIT_TOKEN"} {
		if value, _ := a.secrets.Lookup(name); value != "" {
			return value
		}
	}
	return ""
}

// names are the hosts by which operators may call the worker besides its
// addresses.
func (a *App) names() []string {
	u, err := url.Parse(a.env.ServeOrigin)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	return []string{strings.ToLower(u.Hostname())}
}

// mode is what plays the Inngest server's part.
func (a *App) mode() string {
	if a.Executor != nil {
		return "embedded"
	}
	return string(a.env.Mode)
}

// unready gives the reasons why the worker should get no traffic.
func (a *App) unready() []string {
	reasons := a.secrets.Unready()
	if n := a.pool.Stats().Abandoned; n > maxAbandoned {
		reasons = append(reasons, fmt.Sprintf("%d isolates could not be stopped and still use the CPU", n))
	}
	if !a.lenient {
		reasons = append(reasons, a.webhooks.Unready()...)
	}
	return reasons
}
