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

// verify makes sure that the server has what was deployed: every function,
// with its triggers, on the right app, at the right URL. When it has not, the
// worker is told to register, and the server is asked again. Then it looks at
// runs, as far as that was asked for.
func (d *Deploy) verify(ctx context.Context, p *progress) error {
	if d.Reset {
		if err := d.reset(ctx, p); err != nil {
			return err
		}
	}
	expected := inngest.Expected(d.bundle.App, d.bundle.Functions)
	if err := d.register(ctx, p, d.bundle.App, expected, d.serveURL(), d.Reset || d.Always); err != nil {
		return err
	}
	if err := d.try(ctx, p); err != nil {
		return err
	}
	if err := d.watchRuns(ctx, p); err != nil {
		return err
	}
	d.result.Verified = true
	p.detail = fmt.Sprintf("the server has %s of %s with their triggers", plural(len(expected), "function"), d.bundle.App)
	if d.result.Trial != nil {
		p.detail += "; " + d.Event + " completes"
	}
	if w := d.result.Watched; w != nil {
		p.detail += fmt.Sprintf("; %d runs completed and %d failed since", w.Completed, w.Failed)
	}
	return nil
}

// reset has the server forget the app, with all that it holds of it. Until the
// worker has registered again, events start nothing.
func (d *Deploy) reset(ctx context.Context, p *progress) error {
	runs, err := d.Inngest.ActiveRuns(ctx, d.bundle.App)
	if err != nil {
		return err
	}
	if len(runs) > 0 && !d.AllowRemove {
		return problem("Wait for it, or lose it with --allow-remove.", "the app %s has %s that has not ended, which would never go on", d.bundle.App, plural(len(runs), "run"))
	}
	if err := d.Inngest.DeleteApp(ctx, d.bundle.App); err != nil {
		return err
	}
	p.note("the server has forgotten the app " + d.bundle.App)
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
		if last = d.settled(ctx, app, expected, url); last == nil {
			last = d.registered(ctx)
		}
		if last == nil || ctx.Err() != nil {
			break
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if lost, ok := errors.AsType[*UnreachableError](last); ok {
		p.say("looking at the way between the worker and the Inngest server")
		return d.diagnose(ctx, lost.URL)
	}
	return last
}

// registered makes sure that a new pod has itself been accepted by the server
// since it started: a registry that is right may be what another one left.
func (d *Deploy) registered(ctx context.Context) error {
	return d.worker(ctx, func(to reach) error {
		status, err := d.status(ctx, to)
		if err != nil {
			return err
		}
		return accepted(to.pod, status)
	})
}

func accepted(pod string, s server.Status) error {
	at := s.Worker.LastRegistrationAt
	if at != nil && !at.Before(s.Worker.StartedAt) {
		return nil
	}
	return problem("The worker's log says why: a wrong INNGEST_BASE_URL or key.",
		"the pod %s has not registered since it started; it says: %s", pod, cmp.Or(registrationText(s.Registration), "nothing"))
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
		return &UnreachableError{URL: live.URL}
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

// find is the app of a name, or nil.
func find(apps []inngest.RegisteredApp, name string) *inngest.RegisteredApp {
	i := slices.IndexFunc(apps, func(a inngest.RegisteredApp) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return &apps[i]
}
