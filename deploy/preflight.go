package deploy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"systembus/deploy/image"
	"systembus/deploy/k8s"
	"systembus/deploy/kube"
	"systembus/host/inngest"
)

// A Check is one thing that must hold before a deploy.
type Check struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	// Text says what was found, Hint what to do when it is not OK.
	Text string `json:"text"`
	Hint string `json:"hint,omitempty"`
}

// A ChecksError is those that did not hold.
type ChecksError struct{ Failed []Check }

// Error names them, one on a line.
func (e *ChecksError) Error() string {
	var lines []string
	for _, c := range e.Failed {
		lines = append(lines, c.Name+": "+c.Text)
		if c.Hint != "" {
			lines = append(lines, "  "+c.Hint)
		}
	}
	return strings.Join(lines, "\n")
}

// errSkipped is that of a check that has nothing to look at.
var errSkipped = errors.New("not checked")

// Doctor carries out all checks, and changes nothing.
func (d *Deploy) Doctor(ctx context.Context) ([]Check, error) {
	return d.checks(ctx, &progress{deploy: d, phase: Preflight})
}

// preflight is Doctor as a phase.
func (d *Deploy) preflight(ctx context.Context, p *progress) error {
	if err := d.require(ctx, p); err != nil {
		return err
	}
	p.detail = fmt.Sprintf("%s to %s/%s in %s", plural(len(d.bundle.Functions), "function"), d.Cluster.Namespace, d.Name, d.Cluster.Context)
	return nil
}

// require carries out the checks, or those that are named, and wants all of
// them to hold.
func (d *Deploy) require(ctx context.Context, p *progress, only ...string) error {
	checks, err := d.checks(ctx, p, only...)
	if err != nil {
		return err
	}
	var failed []Check
	for _, c := range checks {
		if !c.OK {
			failed = append(failed, c)
		}
	}
	if len(failed) > 0 {
		return &ChecksError{failed}
	}
	return nil
}

func (d *Deploy) checks(ctx context.Context, p *progress, only ...string) ([]Check, error) {
	var done []Check
	failed := map[string]bool{}
	for _, check := range []struct {
		name string
		// after are the checks without which this one says nothing.
		after []string
		do    func(context.Context) (string, error)
	}{
		{"source", nil, d.checkSource},
		{"scripts", nil, d.checkScripts},
		{"cluster", nil, d.checkCluster},
		{"nodes", []string{"cluster"}, d.checkNodes},
		{"registry", nil, d.checkRegistry},
		{"secrets", []string{"cluster", "nodes"}, d.checkSecrets},
		{"manifests", []string{"cluster", "nodes"}, d.checkManifests},
		{"inngest", []string{"scripts", "cluster"}, d.checkInngest},
	} {
		if ctx.Err() != nil {
			return done, context.Cause(ctx)
		}
		if only != nil && !slices.Contains(only, check.name) {
			continue
		}
		if slices.ContainsFunc(check.after, func(name string) bool { return failed[name] }) {
			failed[check.name] = true
			continue
		}
		p.say("checking: " + check.name)
		text, err := check.do(ctx)
		if ctx.Err() != nil {
			return done, context.Cause(ctx)
		}
		c := Check{Name: check.name, OK: err == nil, Text: text}
		if err != nil && !errors.Is(err, errSkipped) {
			failed[check.name] = true
			failure := &PhaseError{Phase: Preflight, Err: err}
			c.Text, c.Hint = err.Error(), failure.Hint()
		}
		if errors.Is(err, errSkipped) {
			c.OK = true
		}
		done = append(done, c)
	}
	return done, nil
}

func (d *Deploy) checkSource(ctx context.Context) (string, error) {
	if d.Image != "" {
		return "deploying " + d.Image, errSkipped
	}
	state, err := d.Source(ctx)
	if err != nil {
		return "", problem("A deploy is named after the commit that it is made from: run it in a git repository with a commit.", "%w", err)
	}
	d.state = state
	d.result.Commit, d.result.Dirty = state.Revision, state.Dirty()
	text := "commit " + shortTag(state.Tag())
	if state.Branch != "" {
		text += " of " + state.Branch
	}
	if state.Dirty() && !d.AllowDirty {
		return "", problem("Commit, or deploy it as it is with --allow-dirty.", "%s from the commit: %s",
			differ(len(state.Changed)), listed(state.Changed, 5))
	}
	if state.Unpushed {
		d.warn(Preflight, "the commit is on no branch of the remote: push it, so that others can find what is deployed")
	}
	return text, nil
}

func (d *Deploy) checkScripts(ctx context.Context) (string, error) {
	bundle, err := d.Bundle(ctx)
	if err != nil {
		return "", err
	}
	d.bundle = bundle
	for _, w := range bundle.Warnings {
		d.warn(Preflight, w)
	}
	if len(bundle.Functions) == 0 {
		return "", problem(`Say so in a script with export const roles = ["cluster"].`, "no function has the role cluster")
	}
	d.result.App = bundle.App
	for _, f := range bundle.Functions {
		d.result.Functions = append(d.result.Functions, f.ID)
	}
	slices.Sort(d.result.Functions)
	for _, name := range d.Expect {
		if !slices.Contains(d.result.Functions, name) {
			return "", problem("Is its file in a folder of functions, exported, and of the role cluster? `host functions` lists what there is.",
				"the function %q is not in this build", name)
		}
	}
	return fmt.Sprintf("%s of the app %s", plural(len(bundle.Functions), "function"), bundle.App), nil
}

func (d *Deploy) checkCluster(ctx context.Context) (string, error) {
	version, err := d.Cluster.Version(ctx)
	if err != nil {
		return "", problem("Is the kubeconfig's context the right one, and the cluster up? `kubectl config get-contexts` lists them; choose one with --context.", "%w", err)
	}
	exists, err := d.Cluster.NamespaceExists(ctx)
	if err != nil {
		return "", err
	}
	if !exists {
		return "", problem("Create it with `kubectl create namespace "+d.Cluster.Namespace+"`, or name another with --namespace.",
			"there is no namespace %s", d.Cluster.Namespace)
	}
	denied, err := d.Cluster.Denied(ctx)
	if err != nil {
		return "", err
	}
	if len(denied) > 0 {
		var rights []string
		for _, p := range denied {
			rights = append(rights, p.String())
		}
		return "", problem("Ask who runs the cluster for a role with these rights in the namespace.", "you may not %s", strings.Join(rights, ", "))
	}
	s, err := d.Cluster.Snapshot(ctx, d.Name)
	switch {
	case kube.NotFound(err):
		return version + ", first deploy of " + d.Name, nil
	case err != nil:
		return "", err
	}
	d.before.exists = true
	d.before.revision, d.before.image = s.Deployment.Metadata.Revision(), s.Deployment.Spec.Template.Image(k8s.Container)
	d.result.RevisionBefore, d.result.ImageBefore = d.before.revision, d.before.image
	return fmt.Sprintf("%s, %s is at revision %d", version, d.Name, d.before.revision), nil
}

func (d *Deploy) checkNodes(ctx context.Context) (string, error) {
	nodes, err := d.Cluster.Nodes(ctx)
	if refused, ok := errors.AsType[*kube.Error](err); ok && refused.Status == 403 {
		return "you may not list the nodes; the image is for " + names(d.platforms()), errSkipped
	}
	if err != nil {
		return "", err
	}
	d.nodes = nodes
	have := map[string]int{}
	for _, n := range nodes {
		if !n.Spec.Unschedulable {
			have["linux/"+n.Status.NodeInfo.Architecture]++
		}
	}
	var text []string
	for _, platform := range slices.Sorted(maps.Keys(have)) {
		text = append(text, fmt.Sprintf("%d %s", have[platform], platform))
	}
	for _, platform := range d.platforms() {
		if have[string(platform)] > 0 {
			return strings.Join(text, ", ") + "; the image is for " + names(d.platforms()), nil
		}
	}
	return "", problem("Leave --platform out: then the image is for what the nodes are.",
		"no node can run an image for %s: the cluster has %s", names(d.platforms()), strings.Join(text, ", "))
}

func (d *Deploy) checkRegistry(ctx context.Context) (string, error) {
	if d.Image != "" {
		return "nothing is pushed", errSkipped
	}
	if d.Registry == nil {
		return "", problem(`Say it with --repository, or "deployRepository" in host.json: ghcr.io/owner/system-bus-worker.`, "where images go is not said")
	}
	err := d.Registry.Check(ctx)
	d.result.Credential = d.Registry.Credential()
	if err != nil {
		return "", err
	}
	return d.Registry.Repository() + " takes images, with the credential of " + d.Registry.Credential(), nil
}

func (d *Deploy) checkSecrets(ctx context.Context) (string, error) {
	if err := d.checkPullSecret(ctx); err != nil {
		return "", err
	}
	objects, err := d.render(d.sampleImage())
	if err != nil {
		return "", err
	}
	wanted := references(objects)
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		secret, err := d.Cluster.Secret(ctx, name)
		if kube.NotFound(err) {
			return "", problem("Create it with `host deploy secrets`, which reads NAME=value lines from its input.", "there is no Secret %s, which the worker needs", name)
		}
		if err != nil {
			return "", err
		}
		if name == d.secretName() {
			d.secretHash = secret.Hash()
		}
		var lacking []string
		for _, key := range wanted[name] {
			if _, ok := secret.Data[key]; !ok {
				lacking = append(lacking, key)
			}
		}
		if len(lacking) > 0 {
			return "", problem("Add them with `host deploy secrets "+strings.Join(lacking, " ")+"`.", "the Secret %s has no %s", name, strings.Join(lacking, ", "))
		}
	}
	return fmt.Sprintf("%s and %s are there", d.PullSecret, strings.Join(slices.Sorted(maps.Keys(wanted)), ", ")), nil
}

// checkPullSecret makes sure that nodes have a credential for the registry. An
// image of another registry than the Secret's cannot be pulled with it.
func (d *Deploy) checkPullSecret(ctx context.Context) error {
	secret, err := d.Cluster.Secret(ctx, d.PullSecret)
	if kube.NotFound(err) {
		return problem("Make it with `host deploy pull-secret`.", "there is no Secret %s, with which nodes pull the image", d.PullSecret)
	}
	if err != nil || d.Registry == nil {
		return err
	}
	var logins struct{ Auths map[string]json.RawMessage }
	if json.Unmarshal(secret.Data[".dockerconfigjson"], &logins) != nil {
		return problem("Make it anew with `host deploy pull-secret`.", "the Secret %s is not one for pulling images", d.PullSecret)
	}
	if _, ok := logins.Auths[d.Registry.Host()]; !ok {
		return problem("Make it anew with `host deploy pull-secret`.", "the Secret %s is for %s, and not for %s", d.PullSecret,
			strings.Join(slices.Sorted(maps.Keys(logins.Auths)), ", "), d.Registry.Host())
	}
	return nil
}

func (d *Deploy) checkManifests(ctx context.Context) (string, error) {
	objects, err := d.render(d.sampleImage())
	if err != nil {
		return "", err
	}
	drift, err := d.Cluster.Drift(ctx, objects)
	if err != nil {
		return "", problem("The cluster refuses the objects as they are: change the overlay.", "%w", err)
	}
	d.result.Drift = drift
	for _, change := range drift {
		d.warn(Preflight, change.String()+"; the deploy takes it back")
	}
	return fmt.Sprintf("the cluster accepts %s", plural(len(objects), "object")), nil
}

func (d *Deploy) checkInngest(ctx context.Context) (string, error) {
	if d.Inngest == nil {
		return "", problem("Set INNGEST_BASE_URL, or --inngest-url, to where this machine reaches it, for example through `kubectl port-forward`.", "where the Inngest server is, is not said: nothing could be verified")
	}
	if err := d.key(ctx); err != nil {
		return "", err
	}
	apps, err := d.Inngest.Apps(ctx)
	if err != nil {
		return "", problem("Does this machine reach it? INNGEST_BASE_URL says where it is.", "%w", err)
	}
	live := find(apps, d.bundle.App)
	d.before.app = live
	expected := inngest.Expected(d.bundle.App, d.bundle.Functions)
	if live != nil {
		diff := live.Compare(expected, "")
		d.result.Added, d.result.Removed = diff.Missing, diff.Extra
		for _, t := range diff.Triggers {
			d.result.Changed = append(d.result.Changed, t.ID)
		}
	} else {
		for _, f := range expected {
			d.result.Added = append(d.result.Added, f.ID)
		}
	}
	d.result.StaleApps = stale(apps, d.bundle.App, expected)
	for _, app := range d.result.StaleApps {
		d.warn(Preflight, fmt.Sprintf("the server has another app, %s at %s, with functions of ours: remove it with `host deploy refresh --prune %s`", app.Name, app.URL, app.Name))
	}
	if err := d.checkRuns(ctx); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %s", d.Inngest.Env.API, d.changes()), nil
}

// key takes the signing key from the worker's Secret when the environment has
// none: it is what lets this machine ask the server for its runs.
func (d *Deploy) key(ctx context.Context) error {
	if d.Inngest.Env.SigningKey != "" {
		return nil
	}
	secret, err := d.Cluster.Secret(ctx, d.secretName())
	if kube.NotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	d.Inngest.Env.SigningKey = inngest.Key(strings.TrimSpace(string(secret.Data["INNGEST_SIGNING_KEY"])))
	return nil
}

// checkRuns warns of steps that a deploy may interrupt, by their names, and
// refuses to remove functions that are needed.
func (d *Deploy) checkRuns(ctx context.Context) error {
	runs, err := d.Inngest.ActiveRuns(ctx, d.bundle.App)
	if err != nil {
		// A server may keep its runs to itself, which is no reason not to deploy.
		d.warn(Preflight, "the active runs are not known: "+err.Error())
		return nil
	}
	for _, run := range runs {
		if run.Executing {
			d.result.LongSteps = append(d.result.LongSteps, run)
			what := "a step"
			if run.Step != "" {
				what = fmt.Sprintf("the step %q", run.Step)
			}
			d.warn(Preflight, fmt.Sprintf("%s has been executing %s for %s: should its pod go before that ends, it starts again", run.Function, what, since(run.Since)))
		}
		slug := inngest.FunctionID(d.bundle.App, run.Function)
		if slices.Contains(d.result.Removed, slug) && !d.AllowRemove {
			return problem("Wait for it, or drop the function all the same with --allow-remove: its runs then never end.",
				"this build lacks %s, which has a run that has not ended", run.Function)
		}
	}
	return nil
}

// changes tells how the functions differ from what the server has.
func (d *Deploy) changes() string {
	var parts []string
	for _, part := range []struct {
		what string
		ids  []string
	}{{"adds", d.result.Added}, {"removes", d.result.Removed}, {"changes the triggers of", d.result.Changed}} {
		if len(part.ids) > 0 {
			parts = append(parts, part.what+" "+listed(part.ids, 5))
		}
	}
	if len(parts) == 0 {
		return "the same functions as now"
	}
	return strings.Join(parts, "; ")
}

// render gives the objects with an image.
func (d *Deploy) render(img string) ([]kube.Object, error) {
	env := map[string]string{"INNGEST_SERVE_ORIGIN": d.origin()}
	if d.WorkerInngest != "" {
		env["INNGEST_BASE_URL"] = d.WorkerInngest
	}
	o := k8s.Options{
		Name: d.Name, Namespace: d.Cluster.Namespace, Overlay: d.Overlay, Image: img, PullSecret: d.PullSecret, Env: env,
		Annotations: map[string]string{},
	}
	for _, p := range d.platforms() {
		o.Architectures = append(o.Architectures, p.Arch())
	}
	if d.secretHash != "" {
		// Pods read a Secret when they start: new values make new pods.
		o.PodAnnotations = map[string]string{"host.dev/secret": d.secretHash}
	}
	if d.state.Revision != "" {
		o.Annotations["kubernetes.io/change-cause"] = "host deploy " + shortTag(d.state.Tag())
	}
	rendered, err := k8s.Render(o)
	if err != nil {
		return nil, &Problem{err, "See the overlay: --overlay, or \"deployOverlay\" in host.json."}
	}
	objects := make([]kube.Object, 0, len(rendered))
	for _, object := range rendered {
		objects = append(objects, kube.Object(object))
	}
	return objects, nil
}

// sampleImage stands for the image that is not built yet.
func (d *Deploy) sampleImage() string {
	if d.Image != "" {
		return d.Image
	}
	if d.before.image != "" {
		return d.before.image
	}
	return "registry.invalid/" + d.Name + "@sha256:" + strings.Repeat("0", 64)
}

func names(platforms []image.Platform) string {
	var all []string
	for _, p := range platforms {
		all = append(all, string(p))
	}
	return strings.Join(all, " and ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func differ(n int) string {
	if n == 1 {
		return "1 file differs"
	}
	return fmt.Sprintf("%d files differ", n)
}

// listed names at most n.
func listed(names []string, n int) string {
	if more := len(names) - n; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:n], ", "), more)
	}
	return strings.Join(names, ", ")
}
