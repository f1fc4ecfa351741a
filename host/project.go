package host

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"systembus/bundler"
	"systembus/host/catalog"
	"systembus/host/config"
	"systembus/host/isolate"
	"systembus/jsapi"
	"systembus/jsapi/uses"
)

// A Project is the scripts of an App's folder, as sources. It remembers what
// it has built, so that a change rebuilds only what the change can have
// affected. It is used by one goroutine at a time.
type Project struct {
	// Strict holds the scripts to what a deploy asks for, too; see
	// catalog.Checker.
	Strict bool

	app     *App
	builder *bundler.Builder
	results map[string]bundler.Result // by path
	scripts map[string]bundler.Script // evaluated, by path
	remarks map[string][]catalog.Finding
	tryer   tryer
}

// A Build is what a project's scripts came to.
type Build struct {
	// Results are the bundles, one for each entry, sorted by path.
	Results []bundler.Result
	// Scripts are those that could be evaluated, in the same order, whether
	// something is wrong with them or not.
	Scripts []bundler.Script
	// Problems are what is wrong, errors first.
	Problems []bundler.Problem
	// Rebuilt are the paths of the entries that were bundled anew.
	Rebuilt []string

	broken map[string]bool
}

// Failed says whether there is an error among the problems.
func (b *Build) Failed() bool { return bundler.Failed(b.Problems) }

// Broken says whether a script cannot be served.
func (b *Build) Broken(path string) bool { return b.broken[path] }

// Project is the folder of scripts that the settings name.
func (a *App) Project() *Project {
	p := &Project{
		app:     a,
		results: map[string]bundler.Result{},
		scripts: map[string]bundler.Script{},
		remarks: map[string][]catalog.Finding{},
		tryer:   tryer{library: a.library, known: map[string]thrown{}},
	}
	p.builder = bundler.New(bundler.Options{Root: a.cfg.Dir, Alias: a.cfg.Alias, Modules: lent{library: a.library}, Check: p.check})
	return p
}

// check compiles a bundle, and finds in its syntax what the host wants to know
// of.
func (p *Project) check(name string, code []byte) ([]uses.Use, error) {
	tree, err := jsapi.Parse(name, code)
	if err != nil {
		return nil, asSyntaxError(err)
	}
	found := uses.Find(tree, func(name string) bool { return wanted(name) || p.builder.Lacks(name) })
	_, err = tree.Compile()
	return found, asSyntaxError(err)
}

// wanted says whether the uses of a name are judged here.
func wanted(name string) bool {
	_, judged := literals[name]
	return judged || timed[name] || name == uses.StepAgain
}

// asSyntaxError gives the bundler the place of a mistake.
func asSyntaxError(err error) error {
	if syntax, ok := errors.AsType[*jsapi.SyntaxError](err); ok {
		return syntaxError{syntax}
	}
	return err
}

// folders are those that hold scripts. The usual one of webhooks need not
// exist, nor hold any.
func (a *App) folders() []string {
	dirs := slices.Clone(a.cfg.Functions)
	for _, dir := range a.cfg.Webhooks {
		if slices.Contains(config.Default("").Webhooks, dir) {
			if found, _ := bundler.Discover(a.cfg.Dir, []string{dir}); len(found) == 0 {
				continue
			}
		}
		dirs = append(dirs, dir)
	}
	return dirs
}

// Watched are the absolute paths of the folders where the project's scripts are
// looked for: those that hold some, and the usual one of webhooks, which may
// come.
func (p *Project) Watched() []string {
	var out []string
	for _, dir := range slices.Concat(p.app.cfg.Functions, p.app.cfg.Webhooks) {
		path := p.app.cfg.Path(dir)
		_, err := os.Stat(filepath.Dir(path))
		if slices.Contains(p.app.folders(), dir) || err == nil {
			out = append(out, path)
		}
	}
	return out
}

// Root is the project's absolute path.
func (p *Project) Root() string { return p.builder.Root() }

// Build brings everything up to date. changed are the absolute paths of files
// that changed, came or went since the last Build; the first Build, and one
// with nil, bundles everything.
func (p *Project) Build(ctx context.Context, changed []string) *Build {
	entries, problems := bundler.Discover(p.Root(), p.app.folders())
	build := &Build{Problems: problems, broken: map[string]bool{}}

	affected := map[string]bool{}
	for _, e := range p.builder.Affected(changed) {
		affected[e.Path] = true
	}
	var todo []bundler.Entry
	present := map[string]bool{}
	for _, e := range entries {
		present[e.Path] = true
		old, known := p.results[e.Path]
		if changed == nil || !known || affected[e.Path] || !slices.Equal(old.Roles, e.Roles) {
			todo = append(todo, e)
		}
	}
	for path := range p.results {
		if !present[path] {
			p.builder.Forget(path)
			delete(p.results, path)
			delete(p.scripts, path)
			delete(p.remarks, path)
		}
	}
	var sources []catalog.Source
	for _, r := range p.builder.Build(ctx, todo) {
		build.Rebuilt = append(build.Rebuilt, r.Path)
		old := p.results[r.Path]
		p.results[r.Path] = r
		if !r.OK() {
			delete(p.scripts, r.Path)
			delete(p.remarks, r.Path)
			continue
		}
		if _, evaluated := p.scripts[r.Path]; !evaluated || old.Hash != r.Hash || !slices.Equal(old.Roles, r.Roles) {
			sources = append(sources, catalog.Source{Path: r.Path, Roles: r.Roles, Code: r.Code, Map: r.Map, Hash: r.Hash})
		}
	}
	p.evaluate(ctx, sources)
	p.finish(ctx, build)
	return build
}

// evaluate runs the scripts that changed.
func (p *Project) evaluate(ctx context.Context, sources []catalog.Source) {
	scripts, found := catalog.Evaluate(ctx, evaluator{p.app.pool, p.Root()}, sources)
	for _, s := range scripts {
		delete(p.scripts, s.Path)
		delete(p.remarks, s.Path)
		if s.Hash != "" {
			p.scripts[s.Path] = s
		}
	}
	for _, f := range found {
		p.remarks[f.Script] = append(p.remarks[f.Script], f)
	}
}

// finish gathers what is known and checks it as a whole.
func (p *Project) finish(ctx context.Context, build *Build) {
	for _, path := range slices.Sorted(maps.Keys(p.results)) {
		r := p.results[path]
		build.Results = append(build.Results, r)
		found, err := p.tryer.wrong(ctx, r)
		if err != nil {
			found = append(found, bundler.Problem{Severity: bundler.Error, File: path, Text: "cannot try its literals: " + err.Error()})
		}
		if found = append(found, untimed(r)...); len(found) > 0 {
			build.broken[path] = true
			build.Problems = append(build.Problems, found...)
		}
		build.Problems = append(build.Problems, repeated(r)...)
		if s, ok := p.scripts[path]; ok {
			build.Scripts = append(build.Scripts, s)
		} else {
			build.broken[path] = true
		}
	}
	build.Problems = append(build.Problems, bundler.Problems(build.Results)...)
	checker := &catalog.Checker{Root: os.DirFS(p.Root()), AppID: p.app.cfg.AppID, Strict: p.Strict}
	found := slices.Concat(slices.Concat(slices.Collect(maps.Values(p.remarks))...), checker.Check(build.Scripts))
	for _, f := range found {
		if f.Severity == bundler.Error {
			build.broken[f.Script] = true
		}
		build.Problems = append(build.Problems, checker.Quote(f.Problem))
	}
	build.sort()
}

// sort brings the problems into order, each once.
func (b *Build) sort() {
	slices.SortStableFunc(b.Problems, func(x, y bundler.Problem) int {
		return cmp.Or(cmp.Compare(x.Severity, y.Severity), cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	b.Problems = slices.Compact(b.Problems)
}

// Live is what a role can be served of a build; an empty role means all. It
// cannot be swapped in when there is an error among the problems. A script that is broken keeps
// the version it has in before, if it has one there.
func (p *Project) Live(build *Build, before Live, role string) (Live, []bundler.Problem) {
	var all []bundler.Script
	code := map[string]bundler.Result{}
	for _, r := range build.Results {
		if !build.Broken(r.Path) {
			all = append(all, p.scripts[r.Path])
			code[r.Path+r.Hash] = r
			continue
		}
		i := slices.IndexFunc(before.All, func(s bundler.Script) bool { return s.Path == r.Path })
		if i < 0 {
			continue
		}
		all = append(all, before.All[i])
	}
	live := Live{Scripts: catalog.ForRole(all, role), All: all, Root: p.Root()}
	live.Code = func(s bundler.Script) ([]byte, []byte, error) {
		if r, ok := code[s.Path+s.Hash]; ok {
			return r.Code, r.Map, nil
		}
		return before.Code(s)
	}
	checker := &catalog.Checker{Root: os.DirFS(p.Root()), AppID: p.app.cfg.AppID}
	app, found := checker.App(live.Scripts, role)
	live.App = app
	if role == "" {
		found = append(found, checker.Clashes(live.Scripts)...)
	}
	return live, flatten(found)
}

// syntaxError counts columns from 0, as the bundler does.
type syntaxError struct{ *jsapi.SyntaxError }

// Position implements bundler.SyntaxError.
func (e syntaxError) Position() (line, column int) {
	line, column = e.SyntaxError.Position()
	return line, column - 1
}

// evaluator runs scripts in isolates of their own.
type evaluator struct {
	pool *isolate.Pool
	root string
}

// Evaluate implements catalog.Evaluator.
func (e evaluator) Evaluate(ctx context.Context, s catalog.Source) (catalog.Evaluation, error) {
	def, err := e.pool.Evaluate(ctx, isolate.Source{
		Path: s.Path, Hash: s.Hash, Root: e.root,
		Code: func() ([]byte, []byte, error) { return s.Code, s.Map, nil },
	})
	if err != nil {
		if script, ok := errors.AsType[*isolate.ScriptError](err); ok {
			message, _, _ := strings.Cut(script.Stack, "\n")
			return catalog.Evaluation{}, &catalog.Thrown{
				Message: strings.TrimSpace(message), Stack: script.Stack, Causes: script.Causes, Unset: script.Unset,
			}
		}
		return catalog.Evaluation{}, err
	}
	out := catalog.Evaluation{
		Functions: def.Functions, Webhook: def.Webhook, Roles: def.Roles, Requires: def.Requires, AllowNoRetries: def.AllowNoRetries,
	}
	for name, value := range def.Env {
		if out.Env == nil {
			out.Env = map[string]string{}
		}
		if value == nil {
			out.Env[name] = catalog.EnvHash("", false)
			continue
		}
		out.Env[name] = catalog.EnvHash(*value, true)
	}
	for _, line := range def.Unexported {
		out.Warnings = append(out.Warnings, bundler.Problem{
			Severity: bundler.Warning, File: s.Path,
			Text:   "a function created at " + line + " is not exported, and so is not registered",
			Remedy: "Export it, or remove it.",
		})
	}
	return out, nil
}
