package deploy

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"systembus/deploy/k8s"
	"systembus/deploy/kube"
)

// kindsAnnotation is where a Deployment keeps the kinds of all objects that
// were ever applied with it: objects that are left over are of one of them.
const kindsAnnotation = "host.dev/kinds"

// noteKinds keeps the kinds of objects with the Deployment, beside those that
// it had.
func (d *Deploy) noteKinds(objects []kube.Object) {
	kinds := slices.Concat(d.before.kinds, kube.KindsOf(objects))
	slices.Sort(kinds)
	for _, o := range objects {
		if kube.Title(o) == "Deployment "+d.Name {
			notes(o)[kindsAnnotation] = strings.Join(slices.Compact(kinds), " ")
		}
	}
}

// notes are an object's annotations.
func notes(o kube.Object) map[string]any {
	meta, _ := o["metadata"].(map[string]any)
	notes, ok := meta["annotations"].(map[string]any)
	if !ok {
		notes = map[string]any{}
		meta["annotations"] = notes
	}
	return notes
}

// checkLeftover looks for objects of earlier deploys that are not among the
// objects, and, when they are to go, whether they may be removed.
func (d *Deploy) checkLeftover(ctx context.Context, objects []kube.Object) (text string, err error) {
	left, err := d.Cluster.Leftover(ctx, d.before.kinds, k8s.Label, d.Name, objects)
	if refused, ok := errors.AsType[*kube.Error](err); ok && refused.Status == http.StatusForbidden && !d.Prune {
		return "; whether any are left over is not known: " + refused.Error(), nil
	}
	if err != nil {
		return "", err
	}
	d.before.leftover, d.result.Leftover = left, nil
	for _, o := range left {
		d.result.Leftover = append(d.result.Leftover, kube.Title(o))
		if !d.Prune {
			continue
		}
		if err := d.Cluster.Remove(ctx, o, true); err != nil && !kube.NotFound(err) {
			return "", problem("Remove it yourself, or leave --prune out.", "%w", err)
		}
	}
	switch {
	case len(left) == 0:
		return "", nil
	case d.Prune:
		return "; will be removed: " + strings.Join(d.result.Leftover, ", "), nil
	}
	d.warn(Preflight, "not in the manifests any more, and still there: "+strings.Join(d.result.Leftover, ", ")+"; `host deploy run --prune` removes what is left over")
	return "", nil
}

// prune removes what is left over, when that was asked for.
func (d *Deploy) prune(ctx context.Context, p *progress) error {
	if !d.Prune {
		return nil
	}
	for _, o := range d.before.leftover {
		p.say("removing the " + kube.Title(o))
		if err := d.Cluster.Remove(ctx, o, false); err != nil && !kube.NotFound(err) {
			return problem("Remove it yourself, or run `host deploy run --prune` again.", "%w", err)
		}
		p.note(kube.Title(o) + " removed")
		d.result.Pruned = append(d.result.Pruned, kube.Title(o))
	}
	return nil
}
