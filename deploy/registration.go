package deploy

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"systembus/host"
	"systembus/host/inngest"
	"systembus/host/server"
)

// The worker's ports in its pod: that of the Service, and the operators', which
// listens on the pod's own loopback, where only a forwarded port leads.
const (
	port      = 3111
	adminPort = 3112
)

// A reach is the way to a pod.
type reach struct {
	pod string
	// url leads to the port of the Service, admin to the operators'.
	url, admin string
}

// Limits of the probe and of the registration.
const (
	probes          = 5
	probePause      = time.Second
	probeTimeout    = 10 * time.Second
	registerTries   = 4
	registerTimeout = time.Minute
	// settle is how long the server's registry may take to show what it has
	// accepted.
	settle = 3 * time.Second
)

// errNoPod says that no new pod takes traffic.
var errNoPod = errors.New("no pod of the new revision is ready")

// newest is the newest pod of the newest revision that takes traffic.
func (d *Deploy) newest(ctx context.Context) (string, error) {
	s, err := d.Cluster.Snapshot(ctx, d.Name)
	if err != nil {
		return "", err
	}
	for _, pod := range s.NewPods() {
		if pod.Ready() {
			return pod.Metadata.Name, nil
		}
	}
	return "", errNoPod
}

// worker calls do with the way to a new pod.
func (d *Deploy) worker(ctx context.Context, do func(reach) error) error {
	pod, err := d.newest(ctx)
	if err != nil {
		return err
	}
	addr, stop, err := d.Cluster.Forward(ctx, pod, port)
	if err != nil {
		return err
	}
	defer stop()
	admin, stopAdmin, err := d.Cluster.Forward(ctx, pod, adminPort)
	if err != nil {
		return err
	}
	defer stopAdmin()
	return do(reach{pod, "http://" + addr, "http://" + admin})
}

// probe asks a new pod whether it is ready and serves what it should.
func (d *Deploy) probe(ctx context.Context, p *progress) error {
	var last error
	for try := range probes {
		if try > 0 {
			p.say("asking again: " + last.Error())
			if err := wait(ctx, probePause); err != nil {
				return err
			}
		}
		last = d.worker(ctx, func(to reach) error {
			p.say("asking " + to.pod)
			status, err := d.status(ctx, to)
			if err != nil {
				return fmt.Errorf("the pod %s: %w", to.pod, err)
			}
			p.detail = fmt.Sprintf("%s serves %s", to.pod, plural(len(status.Functions), "function"))
			return d.judge(to.pod, status)
		})
		var wrong *Problem
		if last == nil || ctx.Err() != nil || errors.As(last, &wrong) {
			break
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return last
}

// status reads a worker's readiness and its status page.
func (d *Deploy) status(ctx context.Context, to reach) (server.Status, error) {
	var ready struct{ Reasons []string }
	if code, err := fetch(ctx, to.url+"/readyz", &ready); err != nil {
		return server.Status{}, err
	} else if code != http.StatusOK {
		return server.Status{}, fmt.Errorf("/readyz answers %d: %s", code, cmp.Or(strings.Join(ready.Reasons, ", "), "without a reason"))
	}
	var status server.Status
	code, err := fetch(ctx, to.admin+"/", &status)
	if err == nil && code != http.StatusOK {
		err = fmt.Errorf("/ answers %d", code)
	}
	return status, err
}

// judge holds a worker's status against what was deployed.
func (d *Deploy) judge(pod string, s server.Status) error {
	switch {
	case s.Service != d.bundle.App:
		return problem("Another image was deployed than the sources here make.", "the pod %s serves the app %q, not %q", pod, s.Service, d.bundle.App)
	case s.Worker.Role != "cluster":
		return problem("The overlay or the Secret sets WORKER_ROLE.", "the pod %s has the role %q, not cluster", pod, s.Worker.Role)
	case !slices.Equal(s.Functions, d.result.Functions):
		return problem("Another image was deployed than the sources here make: check out its commit, or leave --image out.",
			"the pod %s serves other functions than this build has: %s", pod, changed(d.result.Functions, s.Functions))
	}
	return nil
}

// changed tells how have differs from want, both sorted.
func changed(want, have []string) string {
	var parts []string
	for _, id := range want {
		if !slices.Contains(have, id) {
			parts = append(parts, "it lacks "+id)
		}
	}
	for _, id := range have {
		if !slices.Contains(want, id) {
			parts = append(parts, "it has "+id)
		}
	}
	return listed(parts, 5)
}

// verify makes sure that the server has what was deployed: every function,
// with its triggers, on the right app, at the right URL. When it has not, the
// worker is told to register, and the server is asked again.
func (d *Deploy) verify(ctx context.Context, p *progress) error {
	expected := inngest.Expected(d.bundle.App, d.bundle.Functions)
	if err := d.register(ctx, p, d.bundle.App, expected, d.serveURL(), false); err != nil {
		return err
	}
	d.result.Verified = true
	p.detail = fmt.Sprintf("the server has %s of %s with their triggers", plural(len(expected), "function"), d.bundle.App)
	return nil
}

// register brings the server's registry to the expected. always tells the
// worker to register even when there is no need.
func (d *Deploy) register(ctx context.Context, p *progress, app string, expected []inngest.RegisteredFunction, url string, always bool) error {
	if err := d.endpoints(ctx); err != nil {
		return err
	}
	var last error
	for try := range registerTries {
		if try > 0 || always {
			if try > 0 {
				p.say(fmt.Sprintf("registering again: %s", firstLine(last)))
				if err := wait(ctx, time.Second<<(try-1)); err != nil {
					return err
				}
			}
			p.say("asking the worker to register at the Inngest server")
			last = d.worker(ctx, func(to reach) error { return d.put(ctx, to.url) })
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if last != nil {
				continue
			}
		}
		p.say("reading the Inngest server's registry")
		if last = d.settled(ctx, app, expected, url); last == nil || ctx.Err() != nil {
			break
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return last
}

// endpoints makes sure that the Service leads to a pod: what is registered
// before cannot be reached.
func (d *Deploy) endpoints(ctx context.Context) error {
	ready, err := d.Cluster.ReadyEndpoints(ctx, d.Name)
	if err == nil && len(ready) == 0 {
		return problem("Do the Service's selector and the pods' labels agree? See the overlay.", "no pod stands behind the Service %s", d.Name)
	}
	return err
}

// put asks a worker to register.
func (d *Deploy) put(ctx context.Context, worker string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, registerTimeout, fmt.Errorf("no answer within %s", registerTimeout))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, worker+host.Endpoint, http.NoBody)
	if err != nil {
		return err
	}
	if keys := d.Inngest.Env.Keys(); len(keys) > 0 {
		req.Header.Set(inngest.HeaderSignature, inngest.SignRequest(nil, keys[0], time.Now()))
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("asking the worker to register: %w", cmp.Or(context.Cause(ctx), err))
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return err
	}
	if res.StatusCode == http.StatusOK {
		return nil
	}
	var said struct{ Message string }
	if json.Unmarshal(text, &said) != nil || said.Message == "" {
		said.Message = strings.TrimSpace(string(text))
	}
	return problem("The worker's log has more. What the server refuses in a function, `host check` names with its line.",
		"the registration was refused (%d): %s", res.StatusCode, said.Message)
}

// settled waits until the server's registry is as expected.
func (d *Deploy) settled(ctx context.Context, app string, expected []inngest.RegisteredFunction, url string) error {
	deadline := time.Now().Add(settle)
	for {
		apps, err := d.Inngest.Apps(ctx)
		if err != nil {
			return err
		}
		err = d.compare(apps, app, expected, url)
		if err == nil || time.Now().After(deadline) {
			return err
		}
		if err := wait(ctx, 300*time.Millisecond); err != nil {
			return err
		}
	}
}

// unreachable is what a server notes of an app that it could not call.
const unreachable = "unreachable"

func (d *Deploy) compare(apps []inngest.RegisteredApp, app string, expected []inngest.RegisteredFunction, url string) error {
	live := find(apps, app)
	if live == nil {
		return problem("The worker's log says why it does not register: a wrong INNGEST_BASE_URL or key.", "the server has no app %s", app)
	}
	if live.Error == unreachable {
		return problem(d.unreachableHint(), "the server cannot reach the worker at %s", live.URL)
	}
	if live.Error != "" {
		return problem("What the server refuses in a function, `host check` names with its line.", "the server reports of the app %s: %s", app, live.Error)
	}
	diff := live.Compare(expected, url)
	if diff.Empty() {
		return nil
	}
	hint := "Run `host deploy refresh`, which registers again and compares."
	if diff.URL != "" {
		hint = "The worker registers under --worker-origin, " + d.origin() + "; another worker of the same app registers under the other URL: stop it, or give it an app id of its own."
	}
	return problem(hint, "the server's registry is not what was deployed:\n%s", diff)
}

// unreachableHint is the order in which to look for what is between.
func (d *Deploy) unreachableHint() string {
	return "In this order: is a pod ready (`host deploy status`)? Does the Service have endpoints (`kubectl get endpointslices`)? " +
		"Does the name in " + d.origin() + " resolve where the Inngest server runs, and does a NetworkPolicy let it through? " +
		"Does a function hold its worker, or another program the port? Then `host deploy refresh`."
}

// find is the app of a name, or nil.
func find(apps []inngest.RegisteredApp, name string) *inngest.RegisteredApp {
	i := slices.IndexFunc(apps, func(a inngest.RegisteredApp) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return &apps[i]
}

// stale are other apps with functions that are ours, which answer events twice
// or not at all: left over from a worker under another name or at another URL.
func stale(apps []inngest.RegisteredApp, app string, expected []inngest.RegisteredFunction) []inngest.RegisteredApp {
	ours := map[string]bool{}
	for _, f := range expected {
		ours[strings.TrimPrefix(f.ID, app+"-")] = true
	}
	var found []inngest.RegisteredApp
	for _, other := range apps {
		if other.Name == app {
			continue
		}
		if slices.ContainsFunc(other.Functions, func(f inngest.RegisteredFunction) bool { return ours[strings.TrimPrefix(f.ID, other.Name+"-")] }) {
			found = append(found, other)
		}
	}
	return found
}

// Refresh registers anew, verifies, and removes the apps to prune.
func (d *Deploy) Refresh(ctx context.Context, prune []string) (*Result, error) {
	err := d.only(ctx, Verify, func(ctx context.Context, p *progress) error {
		expected := inngest.Expected(d.bundle.App, d.bundle.Functions)
		for _, name := range prune {
			if name == d.bundle.App {
				return problem("Name one of the others: `host deploy status` lists them.", "%s is the app of this project", name)
			}
			if err := d.Inngest.DeleteApp(ctx, name); err != nil {
				return err
			}
			p.note("removed the app " + name)
		}
		if err := d.register(ctx, p, d.bundle.App, expected, d.serveURL(), true); err != nil {
			return err
		}
		d.result.Verified = true
		p.detail = fmt.Sprintf("the server has %s of %s with their triggers", plural(len(expected), "function"), d.bundle.App)
		return nil
	})
	return &d.result, err
}

// Verify compares the server's registry with the sources, and a pod with them.
func (d *Deploy) Verify(ctx context.Context) (*Result, error) {
	if err := d.only(ctx, Probe, d.probe); err != nil {
		return &d.result, err
	}
	err := d.phase(ctx, Verify, d.verify)
	if err == nil {
		d.result.OK = true
	}
	return &d.result, err
}

// only runs one phase, after what it needs of the checks.
func (d *Deploy) only(ctx context.Context, phase Phase, do func(context.Context, *progress) error) error {
	err := d.phase(ctx, Preflight, func(ctx context.Context, p *progress) error {
		for _, check := range []func(context.Context) (string, error){d.checkScripts, d.checkCluster, d.checkInngest} {
			if _, err := check(ctx); err != nil {
				return err
			}
		}
		if !d.before.exists {
			return problem("Deploy it with `host deploy run`.", "there is no Deployment %s in %s", d.Name, d.Cluster.Namespace)
		}
		return nil
	})
	if err == nil {
		err = d.phase(ctx, phase, do)
	}
	d.result.OK = err == nil
	d.settle(err)
	return err
}

// fetch reads a JSON document and gives the status.
func fetch(ctx context.Context, url string, into any) (int, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, probeTimeout, fmt.Errorf("no answer within %s", probeTimeout))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return 0, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 16<<20))
	if err != nil {
		return 0, err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return res.StatusCode, fmt.Errorf("its answer is not a worker's: %w", err)
	}
	return res.StatusCode, nil
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func since(t time.Time) string { return time.Since(t).Round(time.Second).String() }
