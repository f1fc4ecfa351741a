package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"systembus/bundler"
	"systembus/host"
	"systembus/host/config"
	"systembus/host/local"
	"systembus/host/webhook"
)

// devCmd is `host dev`.
type devCmd struct {
	Embedded bool `help:"Use the embedded executor, whatever Inngest server there is."`

	config.Project
	config.Sources
	workerSettings
}

// Help is shown by host dev --help.
func (*devCmd) Help() string {
	return `Bundles and serves the functions, watches their files, and swaps in what changed without dropping
calls in flight. A script with a mistake keeps the version that last worked. Without --role the
functions of all roles are served.

The server is the one that INNGEST_BASE_URL or INNGEST_DEV names, or the one that answers on port
8288, or an inngest on PATH, which is started and stopped; otherwise an executor in this process
plays its part, in memory. Send it events at the address that it prints.

Examples:
  host dev
  host dev --role cluster --addr 127.0.0.1:4000
  INNGEST_DEV=http://127.0.0.1:8288 host dev`
}

// Run serves and rebuilds until ctx ends.
func (c *devCmd) Run(ctx context.Context, w *world) error {
	cfg := config.Default(c.Dir)
	cfg.Project, cfg.Sources = c.Project, c.Sources
	c.apply(&cfg)
	log := w.logger(cfg.Log)
	d := &development{w: w, cfg: cfg, log: log}

	listener, err := listen(ctx, cfg.Serving, "127.0.0.1")
	if err != nil {
		return err
	}
	defer listener.Close()
	origin := host.Origin(listener)
	if c.Embedded && (cfg.BaseURL != "" || cfg.Dev != "") {
		return usageError{errors.New("--embedded and an Inngest server (INNGEST_DEV, INNGEST_BASE_URL) exclude each other")}
	}
	serverCtx, stopServer := context.WithCancel(context.WithoutCancel(ctx))
	defer stopServer()
	server := &devServer{kind: serverEmbedded}
	if !c.Embedded {
		if server, err = findServer(serverCtx, w, log, &cfg.Inngest, origin+host.Endpoint); err != nil {
			return err
		}
	}
	defer server.wait(stopServer)

	admin, err := listenAdmin(ctx, cfg.Serving)
	if err != nil {
		return err
	}
	if admin != nil {
		defer admin.Close()
	}
	options := host.Options{Config: cfg, Lookup: w.lookup, Environ: w.environment, Log: log, Version: version(), Admin: admin, EmbeddedRedis: true, Development: true, Guard: guard()}
	if server.kind == serverEmbedded {
		options.Embedded = &local.Options{Observer: newLines(w).observe, Logger: log}
	}
	if d.app, err = host.New(options); err != nil {
		return err
	}
	d.app.Lease(ctx)
	d.project = d.app.Project()
	if err := d.begin(ctx, server, origin); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	watched := make(chan error, 1)
	go func() {
		err := d.watch(ctx)
		cancel(err)
		watched <- err
	}()
	err = d.app.Run(ctx, listener)
	cancel(err)
	return errors.Join(err, <-watched)
}

// A development is one `host dev` at work.
type development struct {
	w       *world
	cfg     config.Config
	log     *slog.Logger
	app     *host.App
	project *host.Project
	watcher *bundler.Watcher
}

// begin builds for the first time and says where things are.
func (d *development) begin(ctx context.Context, server *devServer, origin string) error {
	watcher, err := bundler.Watch(d.project.Watched())
	if err != nil {
		return err
	}
	d.watcher = watcher
	begin := time.Now()
	build := d.project.Build(ctx, nil)
	d.w.scripts(build)
	d.w.problems(build.Problems)
	if err := d.swap(build); err != nil {
		return err
	}
	live := d.app.Live()
	out := d.w.stdout
	fmt.Fprintf(out, "%s %s live in %s as app %s\n", good.Render("✓"),
		count(len(live.Functions()), "function"), span(time.Since(begin)), bold.Render(live.App))
	fmt.Fprintf(out, "  serving   %s\n", origin)
	fmt.Fprintf(out, "  inngest   %s\n", server)
	if at := d.app.EmbeddedRedis(); at != "" {
		fmt.Fprintf(out, "  redis     embedded at redis://%s: in memory, not durable; set REDIS_URL to use a server\n", at)
	}
	if server.kind == serverEmbedded {
		fmt.Fprintf(out, "  send      curl %s/e/dev -d '{\"name\": \"%s\", \"data\": {}}'\n", origin, someEvent(live.Functions()))
	}
	for route, why := range d.app.Webhooks().Closed() {
		fmt.Fprintf(out, "%s %s/%s takes no deliveries: %v\n", warn.Render("!"), webhook.Path, route, why)
	}
	return d.add(build)
}

// someEvent is an event that starts one of the functions, for an example.
func someEvent(functions []bundler.Function) string {
	for _, fn := range functions {
		for _, t := range fn.Triggers {
			if t.Event != "" {
				return t.Event
			}
		}
	}
	return "test/happened"
}

// add watches the files that the bundles are made of.
func (d *development) add(build *host.Build) error {
	files := []string{filepath.Join(d.project.Root(), config.FileName)}
	for _, r := range build.Results {
		files = append(files, r.Inputs...)
	}
	return d.watcher.Add(files)
}

// watch rebuilds at every change until ctx ends.
func (d *development) watch(ctx context.Context) error {
	defer d.watcher.Close()
	for {
		changed, err := d.watcher.Next(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		if slices.Contains(changed, filepath.Join(d.project.Root(), config.FileName)) {
			fmt.Fprintf(d.w.stdout, "%s %s changed: start host dev again to use it\n", warn.Render("!"), config.FileName)
		}
		if err := d.rebuild(ctx, changed); err != nil {
			return err
		}
	}
}

// rebuild brings what is live up to date and prints what changed.
func (d *development) rebuild(ctx context.Context, changed []string) error {
	begin, before := time.Now(), d.app.Live()
	build := d.project.Build(ctx, changed)
	if ctx.Err() != nil {
		return nil
	}
	if err := d.swap(build); err != nil {
		return err
	}
	took := time.Since(begin)
	if err := d.add(build); err != nil {
		return err
	}
	difference := differences(before, d.app.Live())
	if len(build.Rebuilt) > 0 || len(difference) > 0 {
		d.w.problems(build.Problems)
	}
	switch {
	case len(difference) > 0:
		fmt.Fprintf(d.w.stdout, "%s live in %s: %s\n", good.Render("⟳"), span(took), strings.Join(difference, ", "))
	case len(build.Rebuilt) > 0 && build.Failed():
		fmt.Fprintf(d.w.stdout, "%s what was live stays live\n", warn.Render("!"))
	}
	return nil
}

// swap makes the sound part of a build live. Clients that disagree about the
// app keep everything as it was.
func (d *development) swap(build *host.Build) error {
	live, problems := d.project.Live(build, d.app.Live(), string(d.cfg.Role))
	if bundler.Failed(problems) {
		if !build.Failed() { // The build has told of it otherwise.
			d.w.problems(problems)
		}
		return nil
	}
	return d.app.Swap(live)
}

// differences says which functions and webhooks came, went or changed.
func differences(before, after host.Live) []string {
	index := func(live host.Live) (names []string, hashes map[string]string) {
		hashes = map[string]string{}
		for _, s := range live.Scripts {
			for _, fn := range s.Functions {
				names, hashes[fn.ID] = append(names, fn.ID), s.Hash
			}
			if s.Webhook != nil {
				name := webhook.Path + "/" + s.Route()
				names, hashes[name] = append(names, name), s.Hash
			}
		}
		return names, hashes
	}
	were, old := index(before)
	are, now := index(after)
	var out []string
	for _, name := range are {
		switch hash, known := old[name]; {
		case !known:
			out = append(out, good.Render("added "+name))
		case hash != now[name]:
			out = append(out, "changed "+name)
		}
	}
	for _, name := range were {
		if _, kept := now[name]; !kept {
			out = append(out, warn.Render("removed "+name))
		}
	}
	if before.App != after.App {
		out = append(out, "the app is now "+after.App)
	}
	return out
}
