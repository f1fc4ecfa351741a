package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"systembus/deploy/kube"
	"systembus/host/inngest"
)

func (d *Deploy) checkInngest(ctx context.Context) (string, error) {
	if err := d.connect(ctx); err != nil {
		return "", err
	}
	if d.Inngest == nil {
		return "", problem("Set INNGEST_BASE_URL, or --inngest-url, to where this machine reaches it, or --worker-inngest-url to where the pods do.", "where the Inngest server is, is not said: nothing could be verified")
	}
	if err := d.key(ctx); err != nil {
		return "", err
	}
	apps, err := d.Inngest.Apps(ctx)
	if err != nil {
		return "", problem(d.serverHint(err), "%w", err)
	}
	live := find(apps, d.bundle.App)
	d.before.app = live
	expected := inngest.Expected(d.bundle.App, d.bundle.Functions)
	var triggers []string
	if live != nil {
		diff := live.Compare(expected, "")
		d.result.Added, d.result.Removed = diff.Missing, diff.Extra
		for _, t := range diff.Triggers {
			d.result.Changed = append(d.result.Changed, t.ID)
			triggers = append(triggers, t.String())
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
	return fmt.Sprintf("%s: %s", d.inngestAt(), d.changes(triggers)), nil
}

// key takes the keys from the worker's Secret where the environment has none:
// they are what lets this machine ask the server for its runs, and send events.
func (d *Deploy) key(ctx context.Context) error {
	env := &d.Inngest.Env
	if env.SigningKey != "" && (env.EventKey != "" || d.Event == "") {
		return nil
	}
	secret, err := d.Cluster.Secret(ctx, d.secretName())
	if kube.NotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	held := func(name string) inngest.Key { return inngest.Key(strings.TrimSpace(string(secret.Data[name]))) }
	env.SigningKey = cmp.Or(env.SigningKey, held("INNGEST_SIGNING_KEY"))
	env.EventKey = cmp.Or(env.EventKey, held("INNGEST_EVENT_KEY"))
	return nil
}

// refusedKey says what is wrong with the signing key when the server has refused
// a request for it, else "".
func (d *Deploy) refusedKey(err error) string {
	refused, ok := errors.AsType[*inngest.APIError](err)
	switch {
	case !ok || refused.Status != http.StatusUnauthorized && refused.Status != http.StatusForbidden:
		return ""
	case d.Inngest.Env.SigningKey == "":
		return "the server wants INNGEST_SIGNING_KEY, which is neither in the environment nor in the Secret " + d.secretName()
	}
	return "the server has another key than INNGEST_SIGNING_KEY, which is in the environment, or else in the Secret " + d.secretName()
}

// serverHint says what to do about an Inngest server that gives no good answer.
func (d *Deploy) serverHint(err error) string {
	refused, ok := errors.AsType[*inngest.APIError](err)
	switch wrong := d.refusedKey(err); {
	case !ok:
		return "Does this machine reach it? INNGEST_BASE_URL says where it is."
	case wrong != "":
		return "Set the right one: " + wrong + "."
	case refused.Status >= http.StatusInternalServerError:
		return "The server has trouble: see its log."
	}
	return "Is that a self-hosted Inngest server? INNGEST_BASE_URL says where it is."
}

// checkRuns warns of steps that a deploy may interrupt, by their names, and
// refuses to remove functions that are needed.
func (d *Deploy) checkRuns(ctx context.Context) error {
	runs, err := d.Inngest.ActiveRuns(ctx, d.bundle.App)
	if err != nil {
		// A server may keep its runs to itself, which is no reason not to deploy.
		d.warn(Preflight, "the active runs are not known: "+cmp.Or(d.refusedKey(err), err.Error()))
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

// changes tells how the functions differ from what the server has, with the
// triggers that change in words.
func (d *Deploy) changes(triggers []string) string {
	var parts []string
	for _, part := range []struct {
		what string
		ids  []string
	}{{"adds", d.result.Added}, {"removes", d.result.Removed}, {"changes triggers:", triggers}} {
		if len(part.ids) > 0 {
			parts = append(parts, part.what+" "+listed(part.ids, 5))
		}
	}
	if len(parts) == 0 {
		return "the same functions as now"
	}
	return strings.Join(parts, "; ")
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
