package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"systembus/deploy/kube"
	"systembus/host/inngest"
	"systembus/host/server"
)

// recover goes back after a failure, unless there is nothing to go back to or
// the user wants to keep what failed. It is done to its end even when the
// deploy was interrupted, unless the user interrupts that, too.
func (d *Deploy) recover(ctx context.Context, cause error) error {
	failed, ok := errors.AsType[*PhaseError](cause)
	if !ok || failed.Phase == Finish {
		return cause
	}
	_, lost := errors.AsType[*kube.LostError](failed.Err)
	switch {
	case lost:
		d.warn(failed.Phase, "left as it is: going back would undo the other deploy")
		return cause
	case !d.before.exists:
		d.warn(failed.Phase, "this was the first deploy: there is no earlier revision to go back to")
		return cause
	case d.GoBack != nil && !d.GoBack(failed, d.before.revision):
		d.warn(failed.Phase, "left as it is; go back with `host deploy rollback`")
		return cause
	}
	ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), d.Timeout+2*time.Minute, errors.New("going back took too long"))
	defer cancel()
	if d.Interrupt != nil {
		var stop context.CancelFunc
		ctx, stop = d.Interrupt(ctx)
		defer stop()
	}
	var pods, all bool // are what they were
	failed.After = d.phase(ctx, Rollback, func(ctx context.Context, p *progress) error {
		if d.Interrupt != nil {
			p.note(fmt.Sprintf("to revision %d; Ctrl-C leaves the cluster as it then is", d.before.revision))
		}
		err := d.Cluster.Restore(ctx, d.before.objects, func(a kube.Applied) {
			if a.Object == "Deployment "+d.Name { // which the phase is about
				pods = true
				return
			}
			p.note(a.Object + " " + a.Change)
		})
		if err != nil {
			return err
		}
		all = true
		return d.confirm(ctx, p, d.before.revision)
	})
	failed.RolledBack = failed.After == nil
	if failed.After != nil {
		failed.Stays = stays(d.before.revision, pods, all)
	}
	return failed
}

// stays tells how the cluster is left when going back to a revision ends early:
// whether the pods, or all objects, are set to what they were.
func stays(revision int, pods, all bool) string {
	switch {
	case all:
		return fmt.Sprintf("all objects are as in revision %d again, which is not verified: see `host deploy status`", revision)
	case pods:
		return fmt.Sprintf("the pods are those of revision %d again, and other objects may be this deploy's: deploy that commit again", revision)
	}
	return fmt.Sprintf("what this deploy applied is still there: `host deploy rollback %d` goes back", revision)
}

// back makes a revision's pods the deployed ones again, and verifies that.
func (d *Deploy) back(ctx context.Context, p *progress, revision int) error {
	p.say(fmt.Sprintf("going back to revision %d", revision))
	if err := d.Cluster.Undo(ctx, d.Name, revision); err != nil {
		return err
	}
	return d.confirm(ctx, p, revision)
}

// confirm waits until the pods are what they were in a revision, and brings
// the server's registry to what they serve.
func (d *Deploy) confirm(ctx context.Context, p *progress, revision int) error {
	if _, err := d.watch(ctx, p); err != nil {
		return err
	}
	if s, err := d.Cluster.Deployment(ctx, d.Name); err == nil {
		d.result.RevisionAfter = s.Metadata.Revision()
	}
	if d.Inngest == nil {
		p.detail = fmt.Sprintf("as in revision %d again; the registration is not verified", revision)
		return nil
	}
	app, expected, err := d.served(ctx)
	if err != nil {
		return err
	}
	if before := d.before.app; before != nil && before.Name == app {
		expected = before.Functions // with their triggers, which a worker does not tell
	}
	if err := d.register(ctx, p, app, expected, "", true); err != nil {
		return err
	}
	p.detail = fmt.Sprintf("as in revision %d again, with its %s registered", revision, plural(len(expected), "function"))
	return nil
}

// served is what a pod itself says that it serves: the functions as they must
// be registered, without their triggers.
func (d *Deploy) served(ctx context.Context) (app string, expected []inngest.RegisteredFunction, err error) {
	var status server.Status
	err = d.worker(ctx, func(to reach) error {
		var err error
		status, err = d.status(ctx, to)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	apps, err := d.Inngest.Apps(ctx)
	if err != nil {
		return "", nil, err
	}
	// The server knows the triggers; the worker compares them with its own and
	// says in its status when they differ.
	known := map[string]inngest.RegisteredFunction{}
	if live := find(apps, status.Service); live != nil {
		for _, f := range live.Functions {
			known[f.ID] = f
		}
	}
	for _, id := range status.Functions {
		slug := inngest.FunctionID(status.Service, id)
		expected = append(expected, inngest.RegisteredFunction{ID: slug, Triggers: known[slug].Triggers})
		if handler, ok := known[slug+inngest.FailureSuffix]; ok && !slices.Contains(status.Functions, id+inngest.FailureSuffix) {
			expected = append(expected, handler)
		}
	}
	return status.Service, expected, nil
}

// Rollback goes back to a revision, or, when it is 0, to the one before the
// current.
func (d *Deploy) Rollback(ctx context.Context, revision int) (*Result, error) {
	defer d.close()
	err := d.alone(ctx, func(ctx context.Context, p *progress) error {
		if _, err := d.checkCluster(ctx); err != nil {
			return err
		}
		if !d.before.exists {
			return problem("Deploy it with `host deploy run`.", "there is no Deployment %s in %s", d.Name, d.Cluster.Namespace)
		}
		s, err := d.Cluster.Snapshot(ctx, d.Name)
		if err != nil {
			return err
		}
		if err := d.connect(ctx); err != nil {
			return err
		}
		revision, err = choose(s.Revisions(""), revision)
		p.detail = fmt.Sprintf("from revision %d to %d", d.before.revision, revision)
		return err
	}, func(ctx context.Context) error {
		return d.phase(ctx, Rollback, func(ctx context.Context, p *progress) error { return d.back(ctx, p, revision) })
	})
	d.result.OK = err == nil
	d.finish(ctx, err)
	return &d.result, err
}

// choose is the revision to go back to: the wanted one, or the last before
// the current.
func choose(revisions []kube.Revision, wanted int) (int, error) {
	var numbers []string
	for _, r := range revisions {
		if wanted == r.Number && !r.Current || wanted == 0 && !r.Current {
			return r.Number, nil
		}
		if !r.Current {
			numbers = append(numbers, fmt.Sprint(r.Number))
		}
	}
	if len(numbers) == 0 {
		return 0, kube.ErrNoRevision
	}
	return 0, problem("The cluster still has "+cmp.Or(strings.Join(numbers, ", "), "none")+".", "there is no revision %d to go back to", wanted)
}
