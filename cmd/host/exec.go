package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"systembus/bundler"
	"systembus/host"
	"systembus/host/catalog"
	"systembus/host/config"
	"systembus/host/local"
	"systembus/host/spelling"
)

// execCmd is `host exec`.
type execCmd struct {
	Function string `arg:"" help:"The function's id, as host functions lists it."`

	Data     string `xor:"input" placeholder:"JSON" help:"The event's data, a JSON object."`
	Event    string `xor:"input" placeholder:"FILE" help:"A file that holds the event, or just its data, as JSON; - reads standard input."`
	SkipTime bool   `help:"Let sleeps, timeouts and pauses before retries pass at once."`
	JSON     bool   `help:"Print what happens as JSON, one object a line; the last is the run."`

	Role config.Role `json:"role" env:"WORKER_ROLE" placeholder:"ROLE" help:"Serve the functions of one role only: host or cluster."`

	config.Project
	config.Sources
	runtimeSettings
}

// Help is shown by host exec --help.
func (*execCmd) Help() string {
	return `Runs one function to its end on the embedded executor: no server is needed, nothing is kept. The
steps are shown as they happen. Functions that it invokes, and those that the events it sends
trigger, run too. Exits with 1 when the run fails.

Examples:
  host exec daily-digest
  host exec order-approval --data '{"orderId": "o-1", "amount": 120}'
  host exec reminder --event event.json --skip-time
  host exec daily-digest --json | jq 'select(.kind == "step.finished") | .step'`
}

// Run executes the function.
func (c *execCmd) Run(ctx context.Context, w *world) error {
	event, err := c.event(w)
	if err != nil {
		return usageError{err}
	}
	cfg := config.Default(c.Dir)
	cfg.Project, cfg.Sources = c.Project, c.Sources
	c.apply(&cfg)

	show := newLines(w)
	if !c.JSON {
		show = newTree(w)
		defer show.stop()
	} else {
		enc := json.NewEncoder(w.stdout.Forward)
		enc.SetEscapeHTML(false)
		show.observe = func(n local.Notice) { _ = enc.Encode(n) }
	}
	executor := &local.Options{NoCron: true, Observer: func(n local.Notice) { show.observe(n) }}
	if c.SkipTime {
		executor.Clock = local.SkipClock()
	}
	app, err := host.New(host.Options{
		Config: cfg, Lookup: w.lookup, Environ: w.environment, Log: w.loggerTo(cfg.Log, show.above(w.stderr.Forward)), Version: version(),
		Embedded: executor, EmbeddedRedis: true, Guard: guard(),
	})
	if err != nil {
		return err
	}
	app.Lease(ctx)
	fn, err := c.load(ctx, w, app)
	if err != nil {
		return err
	}
	stop, err := app.Start(ctx)
	if err != nil {
		return err
	}
	defer stop()

	live := app.Live()
	show.want = live.App + "-" + fn.ID
	id, err := c.start(ctx, app, live.App, fn, event)
	if err != nil {
		return err
	}
	run, err := app.Executor.Wait(ctx, id)
	if err == nil {
		// What the run's end and its events have started goes on a while:
		// onFailure handlers, other functions.
		_ = app.Executor.Settle(ctx)
	}
	show.stop()
	if err != nil {
		return fmt.Errorf("run %s did not end: %w", id, err)
	}
	if c.JSON {
		if err := json.NewEncoder(w.stdout.Forward).Encode(map[string]any{"kind": "run", "run": run}); err != nil {
			return err
		}
	} else {
		show.result(run)
	}
	if run.Status != local.Completed {
		return silentError{exitFailed}
	}
	return nil
}

// load builds the project and serves what is sound of it. Problems elsewhere
// do not keep a sound function from running.
func (c *execCmd) load(ctx context.Context, w *world, app *host.App) (bundler.Function, error) {
	project := app.Project()
	build := project.Build(ctx, nil)
	live, problems := project.Live(build, host.Live{}, string(c.Role))
	if bundler.Failed(problems) {
		return bundler.Function{}, problemsError{problems}
	}
	if err := app.Swap(live); err != nil {
		return bundler.Function{}, err
	}
	functions := live.Functions()
	name := strings.TrimPrefix(c.Function, live.App+"-")
	for _, id := range []string{c.Function, name} {
		if i := slices.IndexFunc(functions, func(fn bundler.Function) bool { return fn.ID == id }); i >= 0 {
			return functions[i], nil
		}
	}
	for _, s := range build.Scripts {
		for _, fn := range s.Functions {
			if fn.ID == name && build.Broken(s.Path) {
				return bundler.Function{}, problemsError{build.Problems}
			}
		}
	}
	known := make([]string, 0, len(functions))
	for _, fn := range catalog.Functions(build.Scripts) {
		known = append(known, fn.ID)
	}
	if build.Failed() {
		w.problems(build.Problems)
	}
	err := fmt.Errorf("there is no function %q%s", c.Function, spelling.DidYouMean(c.Function, known))
	if len(known) == 0 {
		return bundler.Function{}, err
	}
	return bundler.Function{}, hintError{err, "The functions are " + strings.Join(known, ", ") + "."}
}

// event reads what the function is to be called with; nil data when nothing is
// given.
func (c *execCmd) event(w *world) (local.Event, error) {
	text, from := []byte(c.Data), "--data"
	if c.Event != "" {
		from = c.Event
		var err error
		if c.Event == "-" {
			from = "standard input"
			text, err = io.ReadAll(w.stdin)
		} else {
			text, err = os.ReadFile(c.Event)
		}
		if err != nil {
			return local.Event{}, err
		}
	}
	if len(text) == 0 {
		return local.Event{}, nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return local.Event{}, fmt.Errorf("%s is not a JSON object: %w", from, err)
	}
	if object["name"] == nil || object["data"] == nil || c.Event == "" {
		return local.Event{Data: text}, nil
	}
	var event local.Event
	if err := json.Unmarshal(text, &event); err != nil {
		return local.Event{}, fmt.Errorf("%s is not an event: %w", from, err)
	}
	return event, nil
}

// start gives the function, and no other, its event and returns the run's id:
// the event of its own trigger, or the one that was given.
func (c *execCmd) start(ctx context.Context, app *host.App, appID string, fn bundler.Function, event local.Event) (string, error) {
	id := appID + "-" + fn.ID
	if event.Name == "" && len(fn.Triggers) > 0 {
		event.Name = fn.Triggers[0].Event
	}
	if event.Name == "" {
		return app.Executor.Invoke(ctx, id, event.Data)
	}
	if event.Data == nil {
		event.Data = json.RawMessage("{}")
	}
	return app.Executor.Start(ctx, id, event)
}
