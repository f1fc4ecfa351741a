package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"systembus/bundler"
	"systembus/host"
	"systembus/host/catalog"
	"systembus/host/config"
	"systembus/host/server"
)

// runCmd is `host run`.
type runCmd struct {
	config.Project
	config.Build
	workerSettings
}

// Help is shown by host run --help.
func (*runCmd) Help() string {
	return `Serves the functions of one role from a folder that host build wrote, registers them with the
Inngest server, and keeps them registered. On SIGTERM readiness fails, calls in flight finish, and
the exit code is 0; a second signal ends it at once.

  GET  /             what is served, as JSON, or     GET /livez    the process runs
                     as a page for a browser         GET /readyz   it serves and is not draining
  *    /api/inngest  the Inngest endpoint            GET /metrics  Prometheus

What is served and the metrics are for operators. Give them an address of their own with
--admin-addr; without it a server in cloud mode wants HOST_INTERNAL_TOKEN for them. docs/http.md
has every route.

Examples:
  host run --role host --admin-addr 127.0.0.1:3112
  WORKER_ROLE=cluster INNGEST_BASE_URL=http://inngest:8288 INNGEST_SERVE_ORIGIN=http://worker:3111 host run`
}

// Run serves until ctx ends.
func (c *runCmd) Run(ctx context.Context, w *world) error {
	if c.Role == "" {
		return usageError{errors.New("which functions? say --role host or --role cluster, or set WORKER_ROLE")}
	}
	cfg := config.Default(c.Dir)
	cfg.Project, cfg.Build = c.Project, c.Build
	c.apply(&cfg)
	log := w.logger(cfg.Log)
	admin, err := listenAdmin(ctx, cfg.Serving)
	if err != nil {
		return err
	}
	if admin != nil {
		defer admin.Close()
	}
	app, err := host.New(host.Options{Config: cfg, Lookup: w.lookup, Environ: w.environment, Log: log, Version: version(), Guard: guard(), Admin: admin})
	if err != nil {
		return err
	}
	app.Lease(ctx)
	dir := cfg.Path(cfg.Out)
	manifest, err := bundler.Read(dir)
	if err != nil {
		return err
	}
	if problems := app.Refresh(ctx, dir, manifest); bundler.Failed(problems) {
		return problemsError{problems}
	}
	live, problems := app.Built(dir, manifest)
	if bundler.Failed(problems) {
		return problemsError{problems}
	}
	if len(live.Scripts) == 0 {
		return hintError{fmt.Errorf("no script in %s has the role %s", cfg.Out, cfg.Role),
			"Say so in a script with export const roles = [\"" + string(cfg.Role) + "\"], and run host build."}
	}
	if err := app.Swap(live); err != nil {
		return err
	}
	for _, program := range app.MissingPrograms() {
		log.Warn("a program that scripts require is not on PATH", "program", program)
	}
	l, err := listen(ctx, cfg.Serving, "")
	if err != nil {
		return err
	}
	log.Info("serving", "addr", l.Addr().String(), "role", string(cfg.Role), "app", live.App,
		"functions", len(catalog.Functions(live.Scripts)), "server", app.Environment().API)
	return app.Run(ctx, l)
}

// listen opens the address that the settings name, on host when they name a
// port alone.
func listen(ctx context.Context, serving config.Serving, host string) (net.Listener, error) {
	addr, err := serving.Listen(host)
	if err != nil {
		return nil, usageError{err}
	}
	return server.Listen(ctx, addr)
}

// listenAdmin opens the address for operators, or gives nil when there is none.
func listenAdmin(ctx context.Context, serving config.Serving) (net.Listener, error) {
	addr, err := serving.ListenAdmin()
	if err != nil {
		return nil, usageError{err}
	}
	if addr == "" {
		return nil, nil
	}
	return server.Listen(ctx, addr)
}
