// Package deploy takes a project from its sources to verified functions in a
// cluster: the scripts are bundled, an image is made and pushed, the objects
// are applied, the rollout is watched, a new pod is asked how it is, and the
// Inngest server's registry is compared with what was deployed, function by
// function and trigger by trigger. A deploy ends verified, or goes back to the
// revision that it found and says why.
package deploy

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"time"

	"systembus/bundler"
	"systembus/deploy/image"
	"systembus/deploy/kube"
	"systembus/deploy/registry"
	"systembus/deploy/source"
	"systembus/host/config"
	"systembus/host/inngest"
)

// Options say what is deployed where, and what a deploy works with.
type Options struct {
	config.Deploy

	// Cluster is where the worker goes; nil to publish an image only, or when
	// NoCluster says why there is none.
	Cluster   *kube.Client
	NoCluster error
	// Inngest is the server, as this machine reaches it; nil when nobody said
	// where it is: then it is found as the pods find it, with the Keys.
	Inngest *inngest.Client
	Keys    struct{ SigningKey, EventKey inngest.Key }
	// Registry takes the image; nil when Image names one.
	Registry *registry.Client
	// Source is what git says.
	Source func(context.Context) (source.State, error)
	// Bundle builds the scripts.
	Bundle func(context.Context) (Bundle, error)
	// Types has the project's own TypeScript check the scripts, and gives its
	// version; see [source.CheckTypes].
	Types func(context.Context) (string, error)
	// Search says where the host's binary may be.
	Search image.Search
	// Image, when given, is deployed as it is: registry/name@sha256:digest.
	Image string
	// Tag is what the image is tagged with, in place of the commit's id.
	Tag string

	// AllowDirty deploys a folder that differs from its commit, and
	// AllowRemove drops functions that still have runs.
	AllowDirty, AllowRemove bool
	// ImageOnly sets the image of what is deployed, and applies no objects.
	ImageOnly bool
	// Prune removes, in the end, objects that the manifests have lost.
	Prune bool
	// GoBack is asked after a failure in the cluster whether to go back to the
	// revision; nil goes back.
	GoBack func(failed *PhaseError, revision int) bool
	// Interrupt gives a context that also ends when the user, who may have
	// interrupted the deploy before, interrupts going back; nil: nothing does.
	Interrupt func(context.Context) (context.Context, context.CancelFunc)
	// Expect names functions that must be there in the end.
	Expect []string
	// Event, when given, is sent in the end, and what it starts must complete.
	Event string
	// WatchRuns is for how long runs are watched in the end.
	WatchRuns time.Duration
	// Always has the worker register even when there is no need, and Reset has
	// the server forget the app before.
	Always, Reset bool

	// Version is the host's own, Actor who deploys.
	Version, Actor string
	// History is the file of deploys, Inventory that of what is in the image.
	History, Inventory string
	// Emit tells of a deploy that has ended where events go; nil for nowhere.
	Emit func(context.Context, *Result)
	// Notify is where a notification of the end is posted; nil for nowhere. It
	// may be a credential.
	Notify *url.URL
	// Environ is the environment of programs that are started.
	Environ []string
	// Report is told what happens, from one goroutine at a time. Nil for
	// nobody.
	Report func(Event)
}

// A Bundle is what building the scripts came to.
type Bundle struct {
	// App is the app's id, Scripts and Functions those of the role.
	App       string
	Scripts   []bundler.Script
	Functions []bundler.Function
	// Webhooks are the role's scripts that are providers of webhooks.
	Webhooks []bundler.Script
	// Dir is the folder of the build, Settings the project's host.json.
	Dir, Settings string
	// Warnings are about the scripts.
	Warnings []string
}

// A Deploy is one run of it.
type Deploy struct {
	Options
	result Result

	bundle Bundle
	state  source.State
	nodes  []kube.Node
	image  *image.Image
	before before
	// forwarded is the Inngest server's own URL when a forwarded port leads to
	// it, and stops end such ports.
	forwarded string
	stops     []func()
	// secretHash changes with the worker's Secret.
	secretHash string
}

// before is what a deploy found, and goes back to.
type before struct {
	// exists says that there was a Deployment; revision and image are its.
	exists   bool
	revision int
	image    string
	// app is what the server held of ours, nil when it held nothing.
	app *inngest.RegisteredApp
	// objects are those that the deploy is about to change.
	objects []kube.Saved
	// kinds are those of all objects that were ever applied, and leftover the
	// objects that the manifests have lost since.
	kinds    []string
	leftover []kube.Object
	// applied says that something has been changed since.
	applied bool
}

// New makes a deploy.
func New(o Options) *Deploy {
	if o.Report == nil {
		o.Report = func(Event) {}
	}
	o.Timeout = cmp.Or(o.Timeout, 3*time.Minute)
	d := &Deploy{Options: o}
	d.result = Result{
		ID: time.Now().UTC().Format("20060102T150405Z"), Started: time.Now(), Name: o.Name, Actor: o.Actor,
	}
	if o.Cluster != nil {
		d.result.Namespace, d.result.Context = o.Cluster.Namespace, o.Cluster.Context
	}
	return d
}

// Run deploys. The result is complete whatever the error; the error is a
// *PhaseError.
func (d *Deploy) Run(ctx context.Context) (*Result, error) {
	defer d.close()
	err := d.alone(ctx, d.preflight, func(ctx context.Context) error {
		err := d.run(ctx)
		if err != nil && d.before.applied {
			err = d.recover(ctx, err)
		}
		return err
	})
	d.finish(ctx, err)
	return &d.result, err
}

// alone does what changes the cluster, after a preflight, while no other
// deploy of the name does. The context of do also ends when that is no longer
// sure.
func (d *Deploy) alone(ctx context.Context, preflight func(context.Context, *progress) error, do func(context.Context) error) error {
	var release func(context.Context) error
	held := ctx
	err := d.phase(ctx, Preflight, func(ctx context.Context, p *progress) error {
		err := preflight(ctx, p)
		if err != nil {
			return err
		}
		held, release, err = d.Cluster.Lock(ctx, d.Name, d.Actor)
		if _, taken := errors.AsType[*kube.HeldError](err); taken {
			return &Problem{err, "Wait for it to end. A deploy that was killed is forgotten after two minutes."}
		}
		if err != nil {
			return err
		}
		return d.unchanged(ctx)
	})
	if err == nil {
		err = do(held)
	}
	if release == nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := release(ctx); err != nil {
		d.warn(Finish, "the lock was not given back, and keeps other deploys out for two minutes: "+err.Error())
	}
	return err
}

// unchanged makes sure that no other deploy has ended since the preflight
// looked at the cluster.
func (d *Deploy) unchanged(ctx context.Context) error {
	now, err := d.Cluster.Deployment(ctx, d.Name)
	if err != nil && !kube.NotFound(err) {
		return err
	}
	if revision := now.Metadata.Revision(); revision != d.before.revision {
		return problem("Run it again, if what it has deployed is not what you want.", "another deploy has made revision %d while this one looked at the cluster", revision)
	}
	return nil
}

func (d *Deploy) run(ctx context.Context) error {
	for _, step := range []struct {
		phase Phase
		do    func(context.Context, *progress) error
	}{
		{Build, d.build}, {Push, d.push}, {Apply, d.apply}, {Rollout, d.rollout}, {Probe, d.probe}, {Verify, d.verify}, {Finish, d.publish},
	} {
		if err := d.phase(ctx, step.phase, step.do); err != nil {
			return err
		}
	}
	d.result.OK = true
	changed := slices.ContainsFunc(d.result.Applied, func(a kube.Applied) bool { return a.Change != "unchanged" })
	d.result.UpToDate = d.before.exists && !changed && len(d.result.Pruned) == 0
	return nil
}

// phase runs one part, timed and reported.
func (d *Deploy) phase(ctx context.Context, phase Phase, do func(context.Context, *progress) error) error {
	p := &progress{deploy: d, phase: phase, begin: time.Now()}
	p.event(Started, "")
	err := context.Cause(ctx)
	if err == nil {
		err = do(ctx, p)
	}
	took := time.Since(p.begin)
	record := PhaseRecord{Phase: phase, Seconds: seconds(took), Detail: p.detail}
	if err == nil {
		record.Status = "ok"
		if p.skipped {
			record.Status = "skipped"
		}
		d.result.Phases = append(d.result.Phases, record)
		p.event(Done, p.detail)
		return nil
	}
	record.Status = "failed"
	d.result.Phases = append(d.result.Phases, record)
	failed := &PhaseError{Phase: phase, Err: err, Interrupted: errors.Is(ctx.Err(), context.Canceled)}
	if lost, ok := errors.AsType[*kube.LostError](context.Cause(ctx)); ok {
		failed.Err, failed.Interrupted = &Problem{lost, "What is deployed is that deploy's from now on: see `host deploy status`."}, false
	}
	p.event(Failed, failed.Error())
	return failed
}
