package host_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/host"
	"systembus/host/config"
	"systembus/host/local"
)

// folder writes a project's files and gives its path.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, text)
	}
	return dir
}

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const client = `import { Inngest } from "inngest";
export const inngest = new Inngest({ id: process.env.APP ?? "shop" });
`

// script is a script with one function that returns result, an expression.
func script(id, roles, result string) string {
	return `import { inngest } from "../lib/client";
export const roles = [` + roles + `];
export const fn = inngest.createFunction({ id: "` + id + `" }, { event: "x/` + id + `" }, async ({ event, step }) => ` + result + `);
`
}

// embedded is an App of a folder, with the executor in place of a server.
func embedded(t testing.TB, dir string, env map[string]string, change func(*config.Config)) *host.App {
	t.Helper()
	cfg := config.Default(dir)
	if change != nil {
		change(&cfg)
	}
	app, err := host.New(host.Options{
		Config: cfg, Version: "1.2.3", Log: slog.New(slog.DiscardHandler), Embedded: &local.Options{},
		Lookup: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	})
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// live builds the project and swaps in what is sound.
func live(t testing.TB, app *host.App, p *host.Project, changed []string) *host.Build {
	t.Helper()
	build := p.Build(t.Context(), changed)
	now, problems := p.Live(build, app.Live(), "")
	if bundler.Failed(problems) {
		t.Fatal(problems)
	}
	if err := app.Swap(now); err != nil {
		t.Fatal(err)
	}
	return build
}

// call runs a function on the embedded executor and gives its output.
func call(t testing.TB, app *host.App, id string) string {
	t.Helper()
	run, err := app.Executor.Invoke(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	done, err := app.Executor.Wait(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if done.Error != nil {
		return done.Error.Error()
	}
	return string(done.Output)
}

func TestSwap(t *testing.T) {
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts":       client,
		"scripts/functions/a.ts":      script("a", `"host"`, `step.run("s", () => "a1")`),
		"scripts/functions/b.ts":      script("b", `"cluster"`, `"b1"`),
		"scripts/functions/broken.ts": "export const = 1;",
	})
	app := embedded(t, dir, nil, nil)
	project := app.Project()
	if build := live(t, app, project, nil); !build.Failed() || !build.Broken("scripts/functions/broken.ts") || build.Broken("scripts/functions/a.ts") {
		t.Errorf("problems: %v", build.Problems)
	}
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if got := call(t, app, "a") + call(t, app, "b"); got != `"a1""b1"` {
		t.Errorf("the sound scripts beside a broken one gave %s", got)
	}

	changed := []string{
		write(t, dir, "scripts/functions/a.ts", script("a", `"host"`, `step.run("s", () => "a2")`)),
		write(t, dir, "scripts/functions/b.ts", "export const = 1;"),
	}
	build := live(t, app, project, changed)
	if diff := cmp.Diff(build.Rebuilt, []string{"scripts/functions/a.ts", "scripts/functions/b.ts", "scripts/functions/broken.ts"}); diff != "" {
		t.Errorf("rebuilt (-got +want):\n%s", diff)
	}
	if got := call(t, app, "a"); got != `"a2"` {
		t.Errorf("after a change: %s", got)
	}
	if got := call(t, app, "b"); got != `"b1"` {
		t.Errorf("a script with a mistake keeps its last version, got %s", got)
	}

	gone := filepath.Join(dir, "scripts/functions/a.ts")
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	live(t, app, project, []string{gone})
	var ids []string
	for _, fn := range app.Live().Functions() {
		ids = append(ids, fn.ID)
	}
	if diff := cmp.Diff(ids, []string{"b"}); diff != "" {
		t.Errorf("after a file has gone (-got +want):\n%s", diff)
	}
}

// A call that is in flight when its script is replaced ends as it began.
func TestSwapKeepsCallsInFlight(t *testing.T) {
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts": client,
		"scripts/functions/a.ts": script("a", `"host"`,
			`new Promise((resolve) => { const look = () => process.env.GO ? resolve("old") : setTimeout(look, 2); look(); })`),
	})
	env := newChanging()
	app, err := host.New(host.Options{
		Config: config.Default(dir), Log: slog.New(slog.DiscardHandler), Embedded: &local.Options{}, Lookup: env.lookup,
	})
	if err != nil {
		t.Fatal(err)
	}
	project := app.Project()
	live(t, app, project, nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	run, err := app.Executor.Invoke(t.Context(), "a", nil)
	if err != nil {
		t.Fatal(err)
	}
	<-env.asked

	live(t, app, project, []string{write(t, dir, "scripts/functions/a.ts", script("a", `"host"`, `"new"`))})
	if got := call(t, app, "a"); got != `"new"` {
		t.Errorf("a new call gave %s", got)
	}
	env.on.Store(true)
	done, err := app.Executor.Wait(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if string(done.Output) != `"old"` {
		t.Errorf("the call in flight gave %s, %v", done.Output, done.Error)
	}
}

func TestStatus(t *testing.T) {
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts":  client,
		"scripts/functions/a.ts": script("a", `"host"`, `1`),
		"scripts/functions/b.ts": script("b", `"host", "cluster"`, `1`),
		"scripts/functions/c.ts": script("a", `"cluster"`, `1`),
	})
	app := embedded(t, dir, nil, func(c *config.Config) { c.Role = "host" })
	project := app.Project()
	now, _ := project.Live(project.Build(t.Context(), nil), host.Live{}, "host")
	if err := app.Swap(now); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	app.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	var got struct {
		Service   string
		Status    string
		Functions []string
		Count     int
		Worker    struct {
			Role                    string
			StartedAt               string
			LastRegistrationAt      *string
			RoleCounts              map[string]int
			DuplicateFunctionIDs    []string `json:"duplicateFunctionIds"`
			HasDuplicateFunctionIDs bool     `json:"hasDuplicateFunctionIds"`
		}
		Runtime      struct{ DeploymentModel, Mode, Version string }
		Registration struct{ Status string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Worker.StartedAt == "" || got.Worker.LastRegistrationAt != nil {
		t.Errorf("startedAt %q, lastRegistrationAt %v", got.Worker.StartedAt, got.Worker.LastRegistrationAt)
	}
	got.Worker.StartedAt = ""
	want := got
	want.Service, want.Status, want.Functions, want.Count = "shop", "ok", []string{"a", "b"}, 2
	want.Worker.Role, want.Worker.RoleCounts = "host", map[string]int{"host": 2, "cluster": 2, "active": 2}
	want.Worker.DuplicateFunctionIDs, want.Worker.HasDuplicateFunctionIDs = []string{"a"}, true
	want.Runtime.DeploymentModel, want.Runtime.Mode, want.Runtime.Version = "single-source", "embedded", "1.2.3"
	want.Registration.Status = "registering"
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}

// A build serves from its manifest; only scripts that read a variable which
// differs now are evaluated again.
func TestRefresh(t *testing.T) {
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts":    "import { Inngest } from \"inngest\";\nexport const inngest = new Inngest({ id: \"shop\" });\n",
		"scripts/functions/a.ts":   script("a", `"host"`, `1`),
		"scripts/functions/env.ts": strings.Replace(script("env", `"host"`, `1`), `{ event: "x/env" }`, `{ cron: process.env.CRON ?? "0 0 * * *" }`, 1),
	})
	built := embedded(t, dir, nil, nil)
	build := built.Project().Build(t.Context(), nil)
	if build.Failed() {
		t.Fatal(build.Problems)
	}
	out := filepath.Join(dir, "out")
	if err := bundler.Write(out, &bundler.Manifest{Scripts: build.Scripts}, build.Results); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name    string
		env     map[string]string
		cron    string
		loads   float64
		problem string
	}{
		{"as built", nil, "0 0 * * *", 0, ""},
		{"other environment", map[string]string{"CRON": "5 5 * * *"}, "5 5 * * *", 1, ""},
		{"an environment the server would refuse", map[string]string{"CRON": "never"}, "never", 1, `cron "never"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := bundler.Read(out)
			if err != nil {
				t.Fatal(err)
			}
			app := embedded(t, dir, tt.env, func(c *config.Config) { c.Role = "host" })
			problems := app.Refresh(t.Context(), out, m)
			if (len(problems) > 0) != (tt.problem != "") || len(problems) > 0 && !strings.Contains(problems[0].Text, tt.problem) {
				t.Errorf("problems: %v", problems)
			}
			if got := m.Scripts[1].Functions[0].Triggers[0].Cron; got != tt.cron {
				t.Errorf("cron %q, want %q", got, tt.cron)
			}
			if got := loads(t, app); got != tt.loads {
				t.Errorf("%v scripts were evaluated, want %v", got, tt.loads)
			}
			now, _ := app.Built(out, m)
			if err := app.Swap(now); err != nil {
				t.Fatal(err)
			}
			stop, err := app.Start(t.Context())
			if tt.problem != "" {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer stop()
			if got := call(t, app, "env"); got != "1" {
				t.Errorf("a function served from the build folder gave %s", got)
			}
		})
	}
}

// loads reads how many scripts the app has evaluated.
func loads(t *testing.T, app *host.App) float64 {
	t.Helper()
	w := httptest.NewRecorder()
	app.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	var doc struct{ Isolates struct{ Loads float64 } }
	text, _ := io.ReadAll(w.Body)
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Isolates.Loads
}

func TestCloudNeedsAKey(t *testing.T) {
	_, err := host.New(host.Options{Config: config.Default(t.TempDir()), Lookup: func(string) (string, bool) { return "", false }})
	if err == nil || !strings.Contains(err.Error(), "INNGEST_SIGNING_KEY") {
		t.Errorf("got %v, want an error that names INNGEST_SIGNING_KEY", err)
	}
}
