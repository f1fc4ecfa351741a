package deploy

import (
	"cmp"
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

// ChooseCluster says what to do where there is no cluster.
const ChooseCluster = "Set KUBECONFIG, or choose one of its contexts with --context."

func (d *Deploy) checkCluster(ctx context.Context) (string, error) {
	if d.Cluster == nil {
		return "", problem(ChooseCluster, "%w", d.NoCluster)
	}
	version, err := d.Cluster.Version(ctx)
	if err != nil {
		return "", err
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
	case kube.NotFound(err) && d.ImageOnly:
		return "", problem("Leave --image-only out: the first deploy makes all objects.", "there is no Deployment %s whose image could be set", d.Name)
	case kube.NotFound(err):
		return version + ", first deploy of " + d.Name, nil
	case err != nil:
		return "", err
	}
	d.before.exists = true
	d.before.revision, d.before.image = s.Deployment.Metadata.Revision(), s.Deployment.Spec.Template.Image(k8s.Container)
	d.result.RevisionBefore, d.result.ImageBefore = d.before.revision, d.before.image
	d.before.kinds = strings.Fields(s.Deployment.Metadata.Annotations[kindsAnnotation])
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
	switch {
	case len(nodes) == 0:
		return "", problem("Wait until its nodes have joined, or add one.", "the cluster has no nodes")
	case len(have) == 0:
		return "", problem("Let one take pods again with `kubectl uncordon`.", "no node takes pods: all are cordoned")
	case len(d.Platforms) == 0:
		return "", problem("Add a node of one of these, or let it take pods again with `kubectl uncordon`.",
			"no node that takes pods can run an image for %s: the cluster has %s", names(image.Platforms()), strings.Join(text, ", "))
	}
	return "", problem("Leave --platform out: then the image is for what the nodes are.",
		"no node can run an image for %s: the cluster has %s", names(d.platforms()), strings.Join(text, ", "))
}

func (d *Deploy) checkSecrets(ctx context.Context) (string, error) {
	if err := d.checkPullSecret(ctx); err != nil {
		return "", err
	}
	objects, err := d.render(d.sampleImage())
	if err != nil && !d.ImageOnly {
		return "", errElsewhere // by that of the manifests
	}
	if err != nil {
		return "", err
	}
	wanted := references(objects)
	held := map[string]*kube.Secret{}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		secret, err := d.Cluster.Secret(ctx, name)
		if kube.NotFound(err) {
			hint := "Create it in the namespace, or take it out of the overlay."
			if name == d.secretName() {
				hint = "Create it with `host deploy secrets " + strings.Join(wanted[name], " ") + "`."
			}
			return "", problem(hint, "there is no Secret %s, which the worker needs", name)
		}
		if err != nil {
			return "", err
		}
		held[name] = secret
		if name == d.secretName() {
			d.secretHash = secret.Hash()
			if err := checkSigned(name, secret); err != nil {
				return "", err
			}
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
	if err := d.checkWebhooks(objects, held); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s and %s are there", d.PullSecret, strings.Join(slices.Sorted(maps.Keys(wanted)), ", ")), nil
}

// checkSigned makes sure that the worker will want its calls signed: what serves
// a development server takes them from anybody. An overlay that sets the variable
// means it.
func checkSigned(name string, secret *kube.Secret) error {
	env, err := inngest.ResolveEnvironment(func(variable string) string { return string(secret.Data[variable]) })
	if err != nil || env.Mode != inngest.Dev { // a value that is none ends the worker, which says so
		return nil
	}
	return problem("Take it out with `host deploy secrets --remove "+devVariable+"`.",
		"%s in the Secret %s has the worker take calls that nobody has signed", devVariable, name)
}

// devVariable has a worker serve a development server.
const devVariable = "INNGEST_DEV"

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
	if d.ImageOnly {
		return "only the image changes", errSkipped
	}
	objects, err := d.render(d.sampleImage())
	if err != nil {
		return "", err
	}
	preview, err := d.Cluster.Preview(ctx, objects)
	if err != nil {
		return "", problem(cmp.Or(hint(err), "The cluster refuses the objects as they are: change the overlay."), "%w", err)
	}
	d.result.Drift = preview.Drift
	for _, change := range preview.Drift {
		d.warn(Preflight, change.String()+"; the deploy takes it back")
	}
	text := []string{fmt.Sprintf("the cluster accepts %s", plural(len(objects), "object"))}
	if d.before.exists { // else all are new
		for _, change := range preview.Changes {
			text = append(text, change.String())
		}
	}
	left, err := d.checkLeftover(ctx, objects)
	return strings.Join(text, "; ") + left, err
}
