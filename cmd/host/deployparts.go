//go:build !worker

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"systembus/deploy"
	"systembus/deploy/k8s"
	"systembus/deploy/kube"
)

// deployDoctorCmd is `host deploy doctor`.
type deployDoctorCmd struct{ deployFlags }

// Run checks.
func (c *deployDoctorCmd) Run(ctx context.Context, w *world) error {
	o, err := c.open(w)
	if err != nil {
		return err
	}
	o.AllowDirty = true // said by run, which commits to it
	return c.check(ctx, w, o)
}

// check carries out the checks of a deploy and lists them.
func (f *deployFlags) check(ctx context.Context, w *world, o deploy.Options) error {
	v := newDeployView(w, true)
	o.Report = func(e deploy.Event) {
		if e.Kind == deploy.Warned {
			v.report(e)
		}
	}
	checks, err := deploy.New(o).Doctor(ctx)
	v.close()
	if err != nil {
		return err
	}
	ok := true
	for _, c := range checks {
		ok = ok && c.OK
	}
	if f.JSON {
		if err := w.json(map[string]any{"ok": ok, "checks": checks}); err != nil {
			return err
		}
	} else {
		for _, c := range checks {
			mark := good.Render("✓")
			switch {
			case !c.OK:
				mark = bad.Render("✘")
			case c.Warned:
				mark = warn.Render("!")
			}
			fmt.Fprintf(w.stdout, "%s %-*s %s\n", mark, nameWidth, c.Name, c.Text)
			if c.Hint != "" {
				fmt.Fprintf(w.stdout, "  %-*s %s\n", nameWidth, "", c.Hint)
			}
			if problems, is := errors.AsType[problemsError](c.Err); is {
				w.problems(problems.problems)
			}
		}
	}
	if !ok {
		return silentError{deploy.Preflight.Code()}
	}
	return nil
}

// deployPlanCmd is `host deploy plan`.
type deployPlanCmd struct {
	deployFlags
	Manifests bool `help:"Print the objects that would be applied, with the image that is deployed now."`
}

// Help is shown by host deploy plan --help.
func (*deployPlanCmd) Help() string {
	return `Carries out the checks of a deploy and says which functions would come, go and change their triggers, and
which objects of the cluster would be created and changed.
Nothing is built for the registry, pushed or applied.`
}

// Run plans.
func (c *deployPlanCmd) Run(ctx context.Context, w *world) error {
	o, err := c.open(w)
	if err != nil {
		return err
	}
	if !c.Manifests {
		o.AllowDirty = true // said by run, which commits to it
		return c.check(ctx, w, o)
	}
	objects, err := deploy.New(o).Manifests(ctx)
	if err != nil {
		return err
	}
	text, err := k8s.YAML(objects)
	if err != nil {
		return err
	}
	fmt.Fprint(w.stdout, text)
	return nil
}

// deployStatusCmd is `host deploy status`.
type deployStatusCmd struct{ deployFlags }

// Run shows.
func (c *deployStatusCmd) Run(ctx context.Context, w *world) error {
	o, err := c.inCluster(w)
	if err != nil {
		return err
	}
	s, err := deploy.New(o).Status(ctx)
	if err != nil {
		if kube.NotFound(err) {
			return hintError{fmt.Errorf("there is no Deployment %s in %s", c.Name, o.Cluster.Namespace), "Deploy it with `host deploy run`."}
		}
		return err
	}
	if c.JSON {
		return w.json(s)
	}
	fmt.Fprintf(w.stdout, "%s in %s of %s\n  image     %s\n  revision  %d\n  pods      %d of %d available\n",
		bold.Render(s.Name), s.Namespace, s.Context, s.Image, s.Revision, s.Available, s.Desired)
	if s.DeployID != "" {
		fmt.Fprintf(w.stdout, "  deploy    %s by %s\n", s.DeployID, cmp.Or(s.Actor, "somebody"))
	}
	if s.Waiting != "" {
		fmt.Fprintf(w.stdout, "  waiting   %s\n", warn.Render(s.Waiting))
	}
	if s.Failure != nil {
		fmt.Fprintf(w.stdout, "  failing   %s\n            %s\n", bad.Render(s.Failure.Text), s.Failure.Hint)
	}
	if len(s.Pods) > 0 {
		table := grid("POD", "READY", "RESTARTS", "AGE", "NODE")
		for _, p := range s.Pods {
			table.Row(p.Name, p.Ready, fmt.Sprint(p.Restarts), span(time.Since(p.Created)), p.Node)
		}
		fmt.Fprintln(w.stdout, trimLines(table.String()))
	}
	if s.Worker != nil {
		fmt.Fprintf(w.stdout, "  worker    %s, registration %s\n", count(s.Worker.Count, "function"), s.Registration)
	}
	for _, app := range s.Apps {
		fmt.Fprintf(w.stdout, "  app       %s at %s: %s %s\n", app.Name, app.URL, count(len(app.Functions), "function"), warn.Render(app.Error))
	}
	for _, run := range s.Active {
		fmt.Fprintf(w.stdout, "  running   %s %s %s\n", run.Function, dim.Render(run.ID), run.Step)
	}
	return nil
}

// deployVerifyCmd is `host deploy verify`.
type deployVerifyCmd struct {
	deployFlags
	runFlags
	AllowRemove bool `help:"Lose runs that have not ended, with --reset-registration."`
}

// Run verifies.
func (c *deployVerifyCmd) Run(ctx context.Context, w *world) error {
	o, err := c.open(w)
	if err != nil {
		return err
	}
	c.set(&o)
	o.AllowRemove = c.AllowRemove
	return c.follow(w, o, func(d *deploy.Deploy) (*deploy.Result, error) { return d.Verify(ctx) }, verified)
}

func verified(r *deploy.Result) string {
	return fmt.Sprintf("%s verified in %s", good.Render("✓"), spanSeconds(r.Seconds))
}

// deployRefreshCmd is `host deploy refresh`.
type deployRefreshCmd struct {
	deployFlags
	runFlags
	Prune       []string `placeholder:"APP" help:"Remove another app from the server first, with its functions; may be repeated."`
	AllowRemove bool     `help:"Lose runs that have not ended, with --reset-registration."`
}

// Run registers.
func (c *deployRefreshCmd) Run(ctx context.Context, w *world) error {
	o, err := c.open(w)
	if err != nil {
		return err
	}
	c.set(&o)
	o.AllowRemove = c.AllowRemove
	return c.follow(w, o, func(d *deploy.Deploy) (*deploy.Result, error) { return d.Refresh(ctx, c.Prune) }, verified)
}

// deployRollbackCmd is `host deploy rollback`.
type deployRollbackCmd struct {
	deployFlags
	Revision int `arg:"" optional:"" help:"The revision; the one before the current unless it is given."`
}

// Run goes back.
func (c *deployRollbackCmd) Run(ctx context.Context, w *world) error {
	o, err := c.open(w)
	if err != nil {
		return err
	}
	ctx, stop := steady(ctx)
	defer stop()
	return c.follow(w, o, func(d *deploy.Deploy) (*deploy.Result, error) { return d.Rollback(ctx, c.Revision) }, func(r *deploy.Result) string {
		return fmt.Sprintf("%s went back, in %s", good.Render("✓"), spanSeconds(r.Seconds))
	})
}

// deployHistoryCmd is `host deploy history`.
type deployHistoryCmd struct {
	deployFlags
	Last int `default:"20" placeholder:"N" help:"How many to list (default 20)."`
}

// Run lists.
func (c *deployHistoryCmd) Run(_ context.Context, w *world) error {
	results, err := deploy.History(filepath.Join(c.Dir, ".host", "deploys.jsonl"), c.Last)
	if err != nil {
		return err
	}
	if c.JSON {
		return w.json(append([]deploy.Result{}, results...))
	}
	if len(results) == 0 {
		fmt.Fprintln(w.stdout, "nothing was deployed from here yet")
		return nil
	}
	table := grid("WHEN", "WHAT", "WHERE", "REVISION", "TOOK", "OUTCOME")
	for _, r := range results {
		outcome := good.Render("verified")
		switch {
		case r.RolledBack:
			outcome = bad.Render("rolled back: " + r.Error)
		case !r.OK:
			outcome = bad.Render("failed in " + string(r.Phase) + ": " + r.Error)
		case r.UpToDate:
			outcome = good.Render("up to date")
		}
		commit := r.Commit[:min(12, len(r.Commit))]
		table.Row(r.Started.Local().Format("2006-01-02 15:04"), commit, r.Namespace+"/"+r.Name,
			fmt.Sprintf("%d → %d", r.RevisionBefore, r.RevisionAfter), spanSeconds(r.Seconds), outcome)
	}
	fmt.Fprintln(w.stdout, trimLines(table.String()))
	return nil
}

// errNoRepository says that a setting is missing.
var errNoRepository = errors.New("where images go is not said: --repository, or \"deployRepository\" in host.json")
