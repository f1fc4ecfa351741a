package catalog_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/host/catalog"
)

// fn is a function with options given as JSON.
func fn(id, options string) bundler.Function {
	f := bundler.Function{ID: id, App: "app", Line: "scripts/functions/" + id + ".ts:2:24", Triggers: []bundler.Trigger{{Event: "a/b.happened"}}}
	if options != "" {
		if err := json.Unmarshal([]byte(options), &f.Options); err != nil {
			panic(err)
		}
	}
	return f
}

func script(path string, roles []string, fns ...bundler.Function) bundler.Script {
	return bundler.Script{Path: path, Hash: "h", Roles: roles, Functions: fns}
}

var both = []string{"cluster", "host"}

func TestOptions(t *testing.T) {
	tests := []struct {
		options string
		want    string // part of the only problem, or "" for none
	}{
		{`{"retries":{"attempts":1}}`, ""},
		{`{"retries":{"attempts":20}}`, ""},
		{`{"retries":{"attempts":21}}`, "retries: want a whole number from 0 to 20, got 21"},
		{`{"retries":{"attempts":-1}}`, "got -1"},
		{`{"retries":{"attempts":1.5}}`, "got 1.5"},
		{`{"retries":{"attempts":"many"}}`, "retries: the server does not understand"},
		{`{"concurrency":5}`, ""},
		{`{"concurrency":{"limit":1,"key":"event.data.user"}}`, ""},
		{`{"concurrency":[{"limit":1},{"limit":2,"scope":"env","key":"'x'"}]}`, ""},
		{`{"concurrency":[{"limit":1},{"limit":2},{"limit":3}]}`, "3 limits, and at most 2 are allowed"},
		{`{"concurrency":{"limit":1,"scope":"account"}}`, "the scope account needs a key"},
		{`{"concurrency":{"limit":1,"scope":"app"}}`, `got "app"`},
		{`{"concurrency":{"limit":1,"key":"event.data.a ?? 1"}}`, "is not a CEL expression"},
		{`{"debounce":{"period":"5m"}}`, ""},
		{`{"debounce":{"period":"2w"}}`, "is not between 1s and 7 days"},
		{`{"debounce":{"period":"soon"}}`, `debounce: period: "soon" is not a duration`},
		{`{"debounce":{"period":"1s","timeout":""}}`, ""},
		{`{"rateLimit":{"limit":10,"period":"1h"}}`, ""},
		{`{"rateLimit":{"limit":10,"period":"2d"}}`, "is not between 1s and 1 day"},
		{`{"rateLimit":{"limit":0,"period":"1h"}}`, "want a limit of at least 1"},
		{`{"rateLimit":{"limit":1}}`, `rateLimit: period: "" is not a duration`},
		{`{"throttle":{"limit":1,"period":"1d","burst":2,"key":"event.data.id"}}`, ""},
		{`{"batchEvents":{"maxSize":100,"timeout":"5s"}}`, ""},
		{`{"batchEvents":{"maxSize":1,"timeout":"5s"}}`, "want a maxSize of at least 2"},
		{`{"batchEvents":{"maxSize":10,"timeout":"1d"}}`, "want a timeout of at least a second"},
		{`{"batchEvents":{"maxSize":10,"timeout":"5s"},"debounce":{"period":"1m"}}`, "batchEvents and debounce exclude each other"},
		{`{"priority":{"run":"event.data.vip ? 120 : 0"}}`, ""},
		{`{"priority":{"run":"event.data.vip === true"}}`, "is not a CEL expression"},
		{`{"idempotency":"event.data.id"}`, ""},
		{`{"idempotency":"event.data."}`, "idempotency:"},
		{`{"timeouts":{"start":"10s","finish":"7d"}}`, ""},
		{`{"timeouts":{"finish":"never"}}`, `timeouts: finish: "never" is not a duration`},
		{`{"singleton":{"mode":"skip","key":"event.data.id"}}`, ""},
		{`{"singleton":{"mode":"queue"}}`, "want the mode skip or cancel"},
		{`{"cancel":[{"event":"x/y","if":"event.data.a == async.data.a","timeout":"1h"}]}`, ""},
		{`{"cancel":[{"event":"x/y","if":"event.data.a ="}]}`, "cancelOn:"},
		{`{"newOption":{"anything":1}}`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.options, func(t *testing.T) {
			problems := new(catalog.Checker).Check([]bundler.Script{script("scripts/functions/f.ts", both, fn("f", tt.options))})
			if tt.want == "" {
				if len(problems) > 0 {
					t.Errorf("got %v, want no problem", problems)
				}
				return
			}
			if len(problems) != 1 || !strings.Contains(problems[0].Text, tt.want) || problems[0].Severity != bundler.Error {
				t.Errorf("got %v, want one error with %q", problems, tt.want)
			}
		})
	}
}

func TestTriggers(t *testing.T) {
	tests := []struct {
		trigger bundler.Trigger
		want    string
	}{
		{bundler.Trigger{Cron: "0 9 * * 1-5"}, ""},
		{bundler.Trigger{Cron: "TZ=Europe/Paris 30 6 * * *", Jitter: "30s"}, ""},
		{bundler.Trigger{Cron: "*/0 * * * *"}, `cron "*/0 * * * *"`},
		{bundler.Trigger{Cron: "0 0 9 * * *"}, "expected exactly 5 fields"},
		{bundler.Trigger{Cron: "@daily"}, `cron "@daily"`},
		{bundler.Trigger{Cron: "TZ=Mars/Base 0 9 * * *"}, "Mars/Base"},
		{bundler.Trigger{Cron: "0 9 * * *", Jitter: "often"}, `jitter: "often" is not a duration`},
		{bundler.Trigger{Event: "a/b", Expression: "event.data.n > 3"}, ""},
		{bundler.Trigger{Event: "a/b", Expression: "event.data?.n > 3"}, "is not a CEL expression"},
	}
	for _, tt := range tests {
		f := fn("f", "")
		f.Triggers = []bundler.Trigger{tt.trigger}
		problems := new(catalog.Checker).Check([]bundler.Script{script("f.ts", both, f)})
		if (tt.want == "") != (len(problems) == 0) || len(problems) > 0 && !strings.Contains(problems[0].Text, tt.want) {
			t.Errorf("%+v: got %v, want %q", tt.trigger, problems, tt.want)
		}
	}
	f := fn("f", "")
	f.Triggers = append(f.Triggers, f.Triggers[0])
	if problems := new(catalog.Checker).Check([]bundler.Script{script("f.ts", both, f)}); len(problems) != 1 {
		t.Errorf("a trigger given twice: got %v", problems)
	}
}

func TestPlaces(t *testing.T) {
	root := fstest.MapFS{"scripts/functions/f.ts": {Data: []byte(
		"import { inngest } from \"../lib/client\";\n" +
			"export const f = inngest.createFunction(\n" +
			"  { id: \"f\", debounce: { period: \"soon\" } },\n")}}
	checker := &catalog.Checker{Root: root}
	found := checker.Check([]bundler.Script{script("scripts/functions/f.ts", nil, fn("f", `{"debounce":{"period":"soon"}}`))})
	want := []bundler.Problem{
		{
			Severity: bundler.Error, File: "scripts/functions/f.ts", Line: 2, Column: 25, Length: 14,
			LineText: "export const f = inngest.createFunction(", Text: `function "f" has no role`,
		},
		{
			Severity: bundler.Error, File: "scripts/functions/f.ts", Line: 3, Column: 34, Length: 4,
			LineText: `  { id: "f", debounce: { period: "soon" } },`, Text: `function "f": debounce: period: "soon" is not a duration`,
		},
	}
	var got []bundler.Problem
	for _, f := range found {
		if f.Remedy == "" || f.Script != "scripts/functions/f.ts" {
			t.Errorf("no remedy or script: %+v", f)
		}
		f.Remedy = ""
		got = append(got, f.Problem)
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("problems (-got +want):\n%s", diff)
	}
}

func TestDuplicates(t *testing.T) {
	host, cluster := []string{"host"}, []string{"cluster"}
	tests := []struct {
		name    string
		scripts []bundler.Script
		want    int
	}{
		{"one each", []bundler.Script{script("a.ts", host, fn("x", "")), script("b.ts", cluster, fn("x", ""))}, 0},
		{"same role", []bundler.Script{script("a.ts", host, fn("x", "")), script("b.ts", both, fn("x", ""))}, 1},
		{"both roles tell once", []bundler.Script{script("a.ts", both, fn("x", "")), script("b.ts", both, fn("x", ""))}, 1},
		{"same file", []bundler.Script{script("a.ts", host, fn("x", ""), fn("x", ""))}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			problems := new(catalog.Checker).Check(tt.scripts)
			if len(problems) != tt.want {
				t.Fatalf("got %v, want %d", problems, tt.want)
			}
			for _, p := range problems {
				if !strings.Contains(p.Remedy, "The other one is at scripts/functions/x.ts:2:24") {
					t.Errorf("the remedy does not say where the other one is: %q", p.Remedy)
				}
			}
		})
	}
	clashes := new(catalog.Checker).Clashes(tests[0].scripts)
	if len(clashes) != 1 || clashes[0].Script != "b.ts" || !strings.Contains(clashes[0].Remedy, "--role host") {
		t.Errorf("Clashes: %+v", clashes)
	}
	if got := catalog.Shared(tests[0].scripts); !cmp.Equal(got, []string{"x"}) {
		t.Errorf("Shared: %v", got)
	}
}

func TestApp(t *testing.T) {
	a, b := fn("a", ""), fn("b", "")
	a.App, b.App = "one", "two"
	unnamed := fn("c", "")
	unnamed.App = ""
	scripts := []bundler.Script{script("a.ts", both, a, unnamed), script("b.ts", []string{"host"}, b)}

	c := &catalog.Checker{}
	if app, problems := c.App(catalog.ForRole(scripts, "cluster"), "cluster"); app != "one" || problems != nil {
		t.Errorf("cluster: %q, %v", app, problems)
	}
	_, problems := c.App(catalog.ForRole(scripts, "host"), "host")
	if len(problems) != 1 || !strings.Contains(problems[0].Text, `"two" here and "one" in a.ts`) {
		t.Errorf("host: %v", problems)
	}
	if got := c.Check(scripts); len(got) != 1 {
		t.Errorf("Check: %v", got)
	}
	c.AppID = "forced"
	if app, problems := c.App(scripts, "host"); app != "forced" || problems != nil {
		t.Errorf("override: %q, %v", app, problems)
	}
	c.AppID = ""
	if app, _ := c.App(nil, "host"); app != "system-bus-host" {
		t.Errorf("nothing named: %q", app)
	}
	if app, _ := c.App(nil, ""); app != "system-bus" {
		t.Errorf("nothing named, no role: %q", app)
	}
}

func TestEmptyScript(t *testing.T) {
	problems := new(catalog.Checker).Check([]bundler.Script{script("a.ts", nil), {Path: "broken.ts"}})
	if len(problems) != 1 || problems[0].Severity != bundler.Warning || problems[0].File != "a.ts" {
		t.Errorf("got %v, want one warning on a.ts", problems)
	}
}

type evaluator map[string]func() (catalog.Evaluation, error)

func (e evaluator) Evaluate(_ context.Context, s catalog.Source) (catalog.Evaluation, error) {
	return e[s.Path]()
}

func TestEvaluate(t *testing.T) {
	gives := func(roles ...string) func() (catalog.Evaluation, error) {
		return func() (catalog.Evaluation, error) {
			return catalog.Evaluation{Functions: []bundler.Function{fn("f", "")}, Roles: roles, Env: map[string]string{"X": ""}}, nil
		}
	}
	fails := func(err error) func() (catalog.Evaluation, error) {
		return func() (catalog.Evaluation, error) { return catalog.Evaluation{}, err }
	}
	ev := evaluator{
		"own.ts": gives("host", "cluster", "host"), "folder.ts": gives(), "agree.ts": gives("host"),
		"disagree.ts": gives("cluster"), "typo.ts": gives("hosts"),
		"throws.ts": fails(&catalog.Thrown{Message: "Error: no database", Stack: "    at init (scripts/lib/db.ts:7:3)\n    at a.ts:1:1"}),
		"wants.ts": fails(&catalog.Thrown{
			Message: "TypeError: fetch failed", Causes: []string{"Error: refused\n    at x", "Error: down"},
			Unset: []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"},
		}),
		"problem.ts": fails(bundler.Problem{Severity: bundler.Error, File: "problem.ts", Text: "as it is"}),
	}
	host := []string{"host"}
	sources := []catalog.Source{
		{Path: "own.ts", Hash: "1", Code: []byte("code")}, {Path: "folder.ts", Hash: "2", Roles: host}, {Path: "agree.ts", Hash: "3", Roles: host},
		{Path: "disagree.ts", Hash: "4", Roles: host}, {Path: "typo.ts", Hash: "5"}, {Path: "throws.ts", Hash: "6"}, {Path: "problem.ts", Hash: "7"},
		{Path: "wants.ts", Hash: "8"},
	}
	scripts, problems := catalog.Evaluate(t.Context(), ev, sources)

	var roles [][]string
	for _, s := range scripts {
		roles = append(roles, s.Roles)
	}
	if diff := cmp.Diff(roles, [][]string{both, host, host, host, nil, nil, nil, nil}); diff != "" {
		t.Errorf("roles (-got +want):\n%s", diff)
	}
	if s := scripts[0]; s.Size != 4 || s.Hash != "1" || len(s.Functions) != 1 || s.Env == nil {
		t.Errorf("script: %+v", s)
	}
	var told []string
	for _, p := range problems {
		told = append(told, p.Error())
	}
	want := []string{
		`disagree.ts: the file says roles = ["cluster"], and its place says ["host"]`,
		`typo.ts: unknown role "hosts"; did you mean "host"?`,
		`scripts/lib/db.ts:7:2: Error: no database`,
		`problem.ts: as it is`,
		`wants.ts: TypeError: fetch failed`,
	}
	if diff := cmp.Diff(told, want); diff != "" {
		t.Errorf("problems (-got +want):\n%s", diff)
	}
	remedy := "It had asked for A, B, C, D, E, F, G, H and 2 more before, not set in the environment.\n" +
		"Caused by: Error: refused\nCaused by: Error: down\n" +
		"The script threw this while it was loaded, before any of its functions was called."
	if got := problems[len(problems)-1].Remedy; got != remedy {
		t.Errorf("remedy %q, want %q", got, remedy)
	}
}

func TestStale(t *testing.T) {
	s := bundler.Script{Env: map[string]string{
		"SAME": catalog.EnvHash("v", true), "CHANGED": catalog.EnvHash("old", true), "UNSET": "", "NOWSET": "", "EMPTY": catalog.EnvHash("", true),
	}}
	env := map[string]string{"SAME": "v", "CHANGED": "new", "NOWSET": "x"}
	got := catalog.Stale(s, func(k string) (string, bool) { v, ok := env[k]; return v, ok })
	if diff := cmp.Diff(got, []string{"CHANGED", "EMPTY", "NOWSET"}); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}
