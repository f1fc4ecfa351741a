//go:build !worker

package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"systembus/bundler"
	"systembus/deploy"
	"systembus/deploy/image"
	"systembus/deploy/k8s"
	"systembus/deploy/kube"
	"systembus/deploy/registry"
	"systembus/deploy/source"
	"systembus/host/catalog"
	"systembus/host/config"
	"systembus/host/inngest"
)

// deployCmd is `host deploy`.
type deployCmd struct {
	Run        deployRunCmd        `cmd:"" default:"withargs" help:"Build, push, apply, wait, verify; go back when it fails. (The default.)"`
	Plan       deployPlanCmd       `cmd:"" help:"Say what run would do, and change nothing."`
	Push       deployPushCmd       `cmd:"" help:"Build the image and push it; needs no cluster."`
	Doctor     deployDoctorCmd     `cmd:"" help:"Check all that a deploy needs, and change nothing."`
	Status     deployStatusCmd     `cmd:"" help:"Show what is deployed and how it is."`
	Verify     deployVerifyCmd     `cmd:"" help:"Compare a pod and the Inngest server's registry with the sources."`
	Refresh    deployRefreshCmd    `cmd:"" help:"Register the functions again, and verify."`
	Rollback   deployRollbackCmd   `cmd:"" help:"Go back to an earlier revision, and register and verify that."`
	History    deployHistoryCmd    `cmd:"" help:"List the deploys made from here."`
	PullSecret deployPullSecretCmd `cmd:"" help:"Make the Secret with which the cluster pulls images."`
	Secrets    deploySecretsCmd    `cmd:"" help:"Set values of the worker's environment, from standard input."`
}

// deployFlags are what all of them share.
type deployFlags struct {
	config.Project
	config.Sources
	config.Build
	config.App
	config.Deploy
	config.Inngest
	config.Events
	config.Log
	JSON bool `help:"Print the result as JSON; the progress goes to standard error."`
}

// role is the one that a cluster serves.
const role = "cluster"

// open makes a deploy of the settings. That there is no cluster is told by the
// checks of a deploy.
func (f *deployFlags) open(w *world) (deploy.Options, error) {
	o, err := f.offCluster(w)
	if err != nil {
		return o, err
	}
	if f.Overlay != "" && !slices.Contains(k8s.Overlays(), f.Overlay) {
		o.Overlay = f.Path(f.Overlay)
	}
	o.Cluster, o.NoCluster = kube.Open(kube.Options{Context: f.Context, Namespace: f.Namespace, UserAgent: "host/" + version(), Lookup: w.lookup})
	if o.Inngest, err = f.server(w); err != nil {
		return o, usageError{err}
	}
	if o.Emit, err = f.emit(w); err != nil {
		return o, usageError{err}
	}
	for name, key := range map[string]*inngest.Key{"INNGEST_SIGNING_KEY": &o.Keys.SigningKey, "INNGEST_EVENT_KEY": &o.Keys.EventKey} {
		value, _ := w.lookup(name)
		*key = inngest.Key(value)
	}
	return o, nil
}

// inCluster is open for what has no checks, and wants a cluster.
func (f *deployFlags) inCluster(w *world) (deploy.Options, error) {
	o, err := f.open(w)
	if err == nil && o.NoCluster != nil {
		err = hintError{o.NoCluster, deploy.ChooseCluster}
	}
	return o, err
}

// offCluster is the part of a deploy that needs no cluster: the scripts, the
// image and the registry.
func (f *deployFlags) offCluster(w *world) (deploy.Options, error) {
	if err := f.valid(); err != nil {
		return deploy.Options{}, usageError{err}
	}
	environ := registry.ChildEnv(w.environ)
	o := deploy.Options{
		Deploy: f.Deploy, Version: version(), Actor: actor(w), Environ: w.environ,
		History:   filepath.Join(f.Dir, ".host", "deploys.jsonl"),
		Inventory: filepath.Join(f.Dir, ".host", "sbom.spdx.json"),
		Bundle:    func(ctx context.Context) (deploy.Bundle, error) { return f.bundle(ctx, w) },
		Source:    func(ctx context.Context) (source.State, error) { return source.Read(ctx, f.Dir, environ) },
		Types:     func(ctx context.Context) (string, error) { return source.CheckTypes(ctx, f.Dir, environ) },
	}
	var err error
	if o.Notify, err = notifyURL(w); err != nil {
		return o, usageError{err}
	}
	if f.Repository != "" {
		o.Registry, err = registry.Open(registry.Options{Repository: f.Repository, User: f.RegistryUser, Sources: registry.Sources(w.environ)})
		if err != nil {
			return o, usageError{err}
		}
	}
	executable, err := os.Executable()
	if err != nil {
		return o, err
	}
	o.Search = image.Search{Given: f.Binary, Executable: executable, Dir: f.Dir, Environ: environ, Out: f.Path(filepath.Join(".host", "bin"))}
	return o, nil
}

// notifyVariable says where a notification of a deploy's end is posted. It is
// no flag and no key of host.json, since a chat's URL is a credential.
const notifyVariable = "HOST_DEPLOY_NOTIFY_URL"

// notifyURL is where notifications go, or nil.
func notifyURL(w *world) (*url.URL, error) {
	value, _ := w.lookup(notifyVariable)
	if value == "" {
		return nil, nil
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New(notifyVariable + " is not an http or https URL")
	}
	return u, nil
}

// server is the Inngest server as this machine reaches it, or nil when nobody
// said where it is.
func (f *deployFlags) server(w *world) (*inngest.Client, error) {
	given := map[string]string{"INNGEST_BASE_URL": f.BaseURL, "INNGEST_DEV": f.Dev, "INNGEST_APP_ID": f.AppID}
	getenv := func(name string) string {
		if given[name] != "" {
			return given[name]
		}
		value, _ := w.lookup(name)
		return value
	}
	env, err := inngest.ResolveEnvironment(getenv)
	if err != nil {
		return nil, err
	}
	env.Version = version()
	if env.Mode == inngest.Cloud && getenv("INNGEST_BASE_URL") == "" && getenv("INNGEST_API_BASE_URL") == "" {
		return nil, nil
	}
	return &inngest.Client{Env: env}, nil
}

// bundle builds the scripts and says what the cluster's role registers.
func (f *deployFlags) bundle(ctx context.Context, w *world) (deploy.Bundle, error) {
	cfg := config.Default(f.Dir)
	cfg.Project, cfg.Sources, cfg.Build, cfg.App, cfg.Log = f.Project, f.Sources, f.Build, f.App, f.Log
	build, err := w.build(ctx, cfg)
	if err != nil {
		return deploy.Bundle{}, err
	}
	if build.Failed() {
		return deploy.Bundle{}, problemsError{build.Problems}
	}
	dir := cfg.Path(cfg.Out)
	manifest := &bundler.Manifest{Built: "host " + version(), Scripts: build.Scripts}
	if err := bundler.Write(dir, manifest, build.Results); err != nil {
		return deploy.Bundle{}, fmt.Errorf("writing the build: %w", err)
	}
	scripts := catalog.ForRole(build.Scripts, role)
	id, found := (&catalog.Checker{AppID: f.AppID}).App(scripts, role)
	b := deploy.Bundle{App: id, Scripts: scripts, Functions: catalog.Functions(scripts), Dir: dir, Settings: filepath.Join(f.Dir, config.FileName)}
	for _, finding := range found {
		if finding.Problem.Severity == bundler.Error {
			return b, problemsError{[]bundler.Problem{finding.Problem}}
		}
	}
	for _, script := range scripts {
		if script.Webhook != nil {
			b.Webhooks = append(b.Webhooks, script)
		}
	}
	for _, p := range build.Problems {
		b.Warnings = append(b.Warnings, p.Text)
	}
	return b, nil
}

// actor is who deploys, for others to see.
func actor(w *world) string {
	name := ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if by, ok := w.lookup("GITHUB_ACTOR"); ok && by != "" {
		name = by + " in GitHub Actions"
	}
	if host, err := os.Hostname(); err == nil && name != "" {
		return name + "@" + host
	}
	return name
}

// deployRunCmd is `host deploy run`.
type deployRunCmd struct {
	deployFlags
	Image       string `placeholder:"IMAGE@DIGEST" help:"Deploy an image that is in a registry, instead of building one."`
	Tag         string `placeholder:"TAG" help:"Tag the image with this; the commit's id unless it is given."`
	AllowDirty  bool   `help:"Deploy though files differ from the commit."`
	AllowRemove bool   `help:"Drop functions that still have runs, which then never end."`
	ImageOnly   bool   `xor:"objects" help:"Set the image of what is deployed, and leave all objects as they are."`
	Prune       bool   `xor:"objects" help:"Remove, in the end, objects of earlier deploys that the manifests no longer have."`
	DryRun      bool   `help:"Carry out the checks, say what would change, and change nothing; as plan does."`
	OnFailure   string `enum:"rollback,keep,ask" default:"rollback" placeholder:"WHAT" help:"rollback, keep what failed for a look at it, or ask which, on a terminal (default rollback)."`
	runFlags
}

// runFlags are what verifying looks at besides.
type runFlags struct {
	Expect    []string      `placeholder:"FUNCTION" help:"A function that must be registered in the end; may be repeated."`
	Event     string        `placeholder:"NAME" help:"Send this event in the end; all runs that it starts must complete."`
	WatchRuns time.Duration `name:"watch" placeholder:"DURATION" help:"Watch the runs for this long in the end; a spike of failures fails the deploy."`
	Reset     bool          `name:"reset-registration" help:"Have the Inngest server forget the app before it is registered, which loses events until it is. Not with runs that have not ended, unless --allow-remove says so."`
}

func (f *runFlags) set(o *deploy.Options) {
	o.Expect, o.Event, o.WatchRuns, o.Reset = f.Expect, f.Event, f.WatchRuns, f.Reset
}

// Help is shown by host deploy run --help.
func (*deployRunCmd) Help() string {
	return `Takes the project to its cluster: checks everything first, bundles the scripts, makes an image and
pushes it, applies the manifests by its digest, watches the rollout, asks a new pod, and compares the
Inngest server's registry with the sources, function by function. It ends verified, or goes back to
the revision that it found and says why; so does Ctrl-C. Ctrl-C while it goes back leaves the cluster as it
then is, and says how that is.

The registry's token is GHCR_TOKEN, else a lease of ghcr_pat, else that of gh. How it ended is posted to
the URL in HOST_DEPLOY_NOTIFY_URL.

Exit codes: 10 preflight, 11 build, 12 push, 13 apply, 14 rollout, 15 probe, 16 verify, 17 finish; 20 more
when it went back.

Examples:
  host deploy
  host deploy run --expect daily-digest
  host deploy run --image ghcr.io/owner/worker@sha256:... --json`
}

// Run deploys.
func (c *deployRunCmd) Run(ctx context.Context, w *world) error {
	o, err := c.open(w)
	if err != nil {
		return err
	}
	if err := checkTag(c.Tag); err != nil {
		return usageError{err}
	}
	o.Image, o.Tag, o.AllowDirty, o.AllowRemove, o.ImageOnly = c.Image, c.Tag, c.AllowDirty, c.AllowRemove, c.ImageOnly
	o.Prune = c.Prune
	c.set(&o)
	if c.DryRun {
		return c.check(ctx, w, o)
	}
	o.Interrupt = func(ctx context.Context) (context.Context, context.CancelFunc) {
		return signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	}
	if o.GoBack, err = goBack(w, c.OnFailure); err != nil {
		return err
	}
	ctx, stop := steady(ctx)
	defer stop()
	return c.follow(w, o, func(d *deploy.Deploy) (*deploy.Result, error) { return d.Run(ctx) }, deployed)
}

// goBack decides upon a failure whether to go back.
func goBack(w *world, onFailure string) (func(*deploy.PhaseError, int) bool, error) {
	switch onFailure {
	case "keep":
		return func(*deploy.PhaseError, int) bool { return false }, nil
	case "ask":
		if !w.asks {
			return nil, usageError{errors.New("--on-failure=ask needs a terminal to ask on: say rollback or keep")}
		}
		return func(failed *deploy.PhaseError, revision int) bool {
			if failed.Interrupted {
				return true // whoever interrupts wants back what was there
			}
			return w.ask(fmt.Sprintf("Go back to revision %d?", revision))
		}, nil
	}
	return nil, nil
}

// follow shows a deploy and its result.
func (f *deployFlags) follow(w *world, o deploy.Options, do func(*deploy.Deploy) (*deploy.Result, error), good func(*deploy.Result) string) error {
	v := newDeployView(w, f.JSON)
	o.Report = v.report
	result, err := do(deploy.New(o))
	v.close()
	if f.JSON {
		unread := w.json(result)
		if err != nil {
			return silentError{result.Code}
		}
		return unread
	}
	if err != nil {
		return deployError{err, result}
	}
	fmt.Fprintln(w.stdout, good(result))
	return nil
}

// deployed is the last line of a deploy that went well.
func deployed(r *deploy.Result) string {
	what := "deployed"
	if r.UpToDate {
		what = "up to date:"
	}
	return fmt.Sprintf("%s %s %s in %s", good.Render("✓"), what, r.Image, spanSeconds(r.Seconds))
}

// A deployError is a deploy that failed, whose phase has been told already.
type deployError struct {
	error
	result *deploy.Result
}

func (e deployError) Unwrap() error { return e.error }

// deployFailure tells what became of a deploy, in the end, and gives the exit
// code.
func (w *world) deployFailure(e deployError) int {
	if problems, ok := errors.AsType[problemsError](e.error); ok {
		w.problems(problems.problems)
	}
	r := e.result
	for _, line := range r.Details {
		fmt.Fprintf(w.stderr, "    %s\n", dim.Render(line))
	}
	if r.Hint != "" {
		fmt.Fprintf(w.stderr, "  %s\n", r.Hint)
	}
	w.complain(r.Outcome())
	return r.Code
}
