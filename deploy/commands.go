package deploy

import (
	"context"
	"fmt"
)

// Refresh removes the apps to prune, registers anew and verifies.
func (d *Deploy) Refresh(ctx context.Context, prune []string) (*Result, error) {
	defer d.close()
	d.Always = true
	err := d.only(ctx, part{Verify, func(ctx context.Context, p *progress) error {
		for _, name := range prune {
			if name == d.bundle.App {
				return problem("Name one of the others: `host deploy status` lists them.", "%s is the app of this project", name)
			}
			if err := d.Inngest.DeleteApp(ctx, name); err != nil {
				return err
			}
			p.note("removed the app " + name)
		}
		return d.verify(ctx, p)
	}})
	return &d.result, err
}

// Verify compares the server's registry with the sources, and a pod with them.
func (d *Deploy) Verify(ctx context.Context) (*Result, error) {
	defer d.close()
	err := d.only(ctx, part{Probe, d.probe}, part{Verify, d.verify})
	return &d.result, err
}

// A part is a phase and what is done in it.
type part struct {
	phase Phase
	do    func(context.Context, *progress) error
}

// only runs some phases, after what they need of the checks.
func (d *Deploy) only(ctx context.Context, parts ...part) error {
	checks := part{Preflight, func(ctx context.Context, p *progress) error {
		for _, check := range []func(context.Context) (string, error){d.checkScripts, d.checkCluster, d.checkInngest} {
			if _, err := check(ctx); err != nil {
				return err
			}
		}
		if !d.before.exists {
			return problem("Deploy it with `host deploy run`.", "there is no Deployment %s in %s", d.Name, d.Cluster.Namespace)
		}
		p.detail = fmt.Sprintf("%s in %s/%s of %s", plural(len(d.bundle.Functions), "function"), d.Cluster.Namespace, d.Name, d.Cluster.Context)
		return nil
	}}
	return d.inOrder(ctx, append([]part{checks}, parts...)...)
}

// inOrder runs phases until one fails; the result is that of all of them.
func (d *Deploy) inOrder(ctx context.Context, parts ...part) error {
	var err error
	for _, p := range parts {
		if err = d.phase(ctx, p.phase, p.do); err != nil {
			break
		}
	}
	d.result.OK = err == nil
	d.settle(err)
	return err
}

// Publish makes the image and pushes it, and leaves every cluster alone: what
// is published is deployed with its reference, from anywhere. The result is
// complete whatever the error; the error is a *PhaseError.
func (d *Deploy) Publish(ctx context.Context) (*Result, error) {
	checks := func(ctx context.Context, p *progress) error {
		p.detail = "the commit, the scripts, their types, the program and the registry"
		return d.require(ctx, p, "source", "scripts", "types", "program", "registry")
	}
	err := d.inOrder(ctx, part{Preflight, checks}, part{Build, d.build}, part{Push, d.push})
	d.result.UpToDate = err == nil && d.result.Pushed == 0
	return &d.result, err
}
