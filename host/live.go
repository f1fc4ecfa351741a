package host

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"systembus/bundler"
	"systembus/host/catalog"
	"systembus/host/inngest"
	"systembus/host/isolate"
)

// Live is what a worker serves at a moment: the scripts of its role, under one
// app id.
type Live struct {
	// App is the app's id.
	App string
	// Scripts are those of the role.
	Scripts []bundler.Script
	// All are the scripts of every role, for the status page.
	All []bundler.Script
	// Code reads a script's bundle and source map when it is first called.
	Code func(bundler.Script) (code, sourceMap []byte, err error)
	// Root is the absolute path of the project.
	Root string
}

// Functions are the functions served, in the scripts' order.
func (l Live) Functions() []bundler.Function { return catalog.Functions(l.Scripts) }

// Swap replaces what is served. Calls in flight go on in the isolates they are
// in; the next call of a script whose code has changed gets a fresh one; and
// the functions are registered again if any changed.
func (a *App) Swap(live Live) error {
	a.swapping.Lock()
	defer a.swapping.Unlock()
	sources := make([]isolate.Source, 0, len(live.Scripts))
	var served []inngest.Served
	for _, s := range live.Scripts {
		sources = append(sources, isolate.Source{
			Path: s.Path, Hash: s.Hash, Root: live.Root,
			Code: func() (code, sourceMap []byte, err error) { return live.Code(s) },
		})
		for _, fn := range s.Functions {
			served = append(served, inngest.Served{Script: s.Path, Function: fn})
		}
	}
	a.pool.Serve(sources)
	a.webhooks.Serve(live.Scripts)
	if err := a.handler.Serve(live.App, served); err != nil {
		return err
	}
	a.live.Store(&live)
	a.registrar.Set(inngest.App{ID: live.App, URL: a.registrar.App().URL, Version: a.version}, live.Functions())
	return nil
}

// Live is what is served now.
func (a *App) Live() Live { return *a.live.Load() }

// reachable says under which origin the server finds the worker, unless a
// setting says otherwise.
func (a *App) reachable(origin string) {
	a.swapping.Lock()
	defer a.swapping.Unlock()
	app := a.registrar.App()
	app.URL = a.env.ServeURL(origin, Endpoint)
	a.registrar.Set(app, a.registrar.Functions())
}

// Built is the Live of a build folder for the role in the settings.
func (a *App) Built(dir string, m *bundler.Manifest) (Live, []bundler.Problem) {
	scripts := catalog.ForRole(m.Scripts, string(a.cfg.Role))
	checker := &catalog.Checker{AppID: a.cfg.AppID}
	app, found := checker.App(scripts, string(a.cfg.Role))
	root, err := filepath.Abs(a.cfg.Dir)
	if err != nil {
		root = a.cfg.Dir
	}
	return Live{
		App: app, Scripts: scripts, All: m.Scripts, Root: root,
		Code: func(s bundler.Script) ([]byte, []byte, error) { return bundler.ReadScript(dir, s) },
	}, flatten(found)
}

// Refresh evaluates again those of the role's scripts that were built under an
// environment that differs from this one in a variable that they read, and
// updates the manifest with what they register here.
func (a *App) Refresh(ctx context.Context, dir string, m *bundler.Manifest) []bundler.Problem {
	var sources []catalog.Source
	var problems []bundler.Problem
	for _, s := range catalog.ForRole(m.Scripts, string(a.cfg.Role)) {
		differ := catalog.Stale(s, a.secrets.Lookup)
		if len(differ) == 0 {
			continue
		}
		a.log.Debug("evaluating again", "script", s.Path, "variables", differ)
		code, sourceMap, err := bundler.ReadScript(dir, s)
		if err != nil {
			problems = append(problems, bundler.Problem{Severity: bundler.Error, File: s.Path, Text: err.Error()})
			continue
		}
		sources = append(sources, catalog.Source{Path: s.Path, Roles: s.Roles, Code: code, Map: sourceMap, Hash: s.Hash})
	}
	root, err := filepath.Abs(a.cfg.Dir)
	if err != nil {
		root = a.cfg.Dir
	}
	again, found := catalog.Evaluate(ctx, evaluator{a.pool, root}, sources)
	checker := &catalog.Checker{Root: os.DirFS(root), AppID: a.cfg.AppID}
	for _, s := range again {
		i := slices.IndexFunc(m.Scripts, func(old bundler.Script) bool { return old.Path == s.Path })
		if s.Hash != "" {
			s.Bundle, s.Map = m.Scripts[i].Bundle, m.Scripts[i].Map
			m.Scripts[i] = s
		}
	}
	if len(again) > 0 {
		found = append(found, checker.Check(m.Scripts)...)
	}
	return append(problems, flatten(found)...)
}

// flatten drops to which script a problem belongs.
func flatten(found []catalog.Finding) []bundler.Problem {
	var problems []bundler.Problem
	for _, f := range found {
		problems = append(problems, f.Problem)
	}
	return problems
}

// ids are the functions' ids, sorted.
func ids(fns []bundler.Function) []string {
	out := make([]string, 0, len(fns))
	for _, fn := range fns {
		out = append(out, fn.ID)
	}
	slices.Sort(out)
	return out
}
