package kube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"sigs.k8s.io/kustomize/kyaml/resid"
)

// applyType marks a body as the fields that we own (server-side apply).
const applyType = "application/apply-patch+yaml"

// An Object is one Kubernetes object as JSON has it.
type Object = map[string]any

// A Drift is a field of ours that somebody else has set since.
type Drift struct {
	// Object is "Deployment bus", Field ".spec.replicas".
	Object string `json:"object"`
	Field  string `json:"field"`
	// By names the program that did: "kubectl-set".
	By string `json:"by"`
}

// String says what was changed by whom.
func (d Drift) String() string { return fmt.Sprintf("%s %s was set by %s", d.Object, d.Field, d.By) }

// Applied is what happened to one object.
type Applied struct {
	Object string `json:"object"`
	// Change is "created", "changed" or "unchanged".
	Change string `json:"change"`
}

// A Change is what applying an object would do to it.
type Change struct {
	// Object is "Service bus"; New says that there is none yet.
	Object string
	New    bool
	// Fields are what would be others: "spec.template", "metadata.labels".
	Fields []string
}

// String is "creates Service bus", or "changes Service bus (spec.ports)".
func (c Change) String() string {
	if c.New {
		return "creates " + c.Object
	}
	return "changes " + c.Object + " (" + strings.Join(c.Fields, ", ") + ")"
}

// A Preview is what applying objects would come to.
type Preview struct {
	Drift   []Drift
	Changes []Change
}

// Preview asks the cluster, without changing anything, which fields of the
// objects somebody else has taken over and what applying them would change, and
// checks them against the cluster's schemas on the way: a field that does not
// exist is an error.
func (c *Client) Preview(ctx context.Context, objects []Object) (Preview, error) {
	var p Preview
	var errs []error
	for _, o := range objects {
		drift, change, err := c.preview(ctx, o)
		errs = append(errs, err)
		p.Drift = append(p.Drift, drift...)
		if err == nil && (change.New || len(change.Fields) > 0) {
			p.Changes = append(p.Changes, change)
		}
	}
	return p, errors.Join(errs...)
}

func (c *Client) preview(ctx context.Context, o Object) (drift []Drift, change Change, err error) {
	dry := url.Values{"dryRun": {"All"}, "fieldValidation": {"Strict"}}
	var after Object
	err = c.applyTo(ctx, o, dry, &after)
	if Conflict(err) {
		refusal, _ := errors.AsType[*Error](err)
		for _, cause := range refusal.Causes {
			// Going back to a revision sets fields as well, under our name.
			if by := manager(cause.Message); by != FieldManager {
				drift = append(drift, Drift{Object: Title(o), Field: cause.Field, By: by})
			}
		}
		dry.Set("force", "true")
		err = c.applyTo(ctx, o, dry, &after)
	}
	if err != nil {
		return drift, change, err
	}
	before, err := c.live(ctx, o)
	change = Change{Object: Title(o), New: before == nil}
	if before == nil || err != nil {
		return drift, change, err
	}
	for _, edit := range differences(sinceCause(before), sinceCause(after)) {
		change.Fields = append(change.Fields, strings.ReplaceAll(strings.TrimPrefix(edit.Path, "/"), "/", "."))
	}
	return drift, change, nil
}

// sinceCause is an object without the annotation that names the commit, which
// every deploy changes.
func sinceCause(o Object) Object {
	meta, _ := o["metadata"].(map[string]any)
	notes, ok := meta["annotations"].(map[string]any)
	if !ok {
		return o
	}
	o, meta, notes = maps.Clone(o), maps.Clone(meta), maps.Clone(notes)
	delete(notes, "kubernetes.io/change-cause")
	meta["annotations"], o["metadata"] = notes, meta
	return o
}

// Apply makes the objects what they are to be, in their order, and takes back
// the fields that others have set. report, which may be nil, is told of each.
func (c *Client) Apply(ctx context.Context, objects []Object, report func(Applied)) ([]Applied, error) {
	var all []Applied
	for _, o := range objects {
		before := ""
		var live struct{ Metadata Meta }
		err := c.get(ctx, Title(o), c.path(o), nil, &live)
		switch {
		case NotFound(err):
		case err != nil:
			return all, err
		default:
			before = live.Metadata.ResourceVersion
		}
		after, err := c.apply(ctx, o, url.Values{"force": {"true"}, "fieldValidation": {"Strict"}})
		if err != nil {
			return all, err
		}
		change := "changed"
		switch {
		case before == "":
			change = "created"
		case before == after.ResourceVersion:
			change = "unchanged"
		}
		all = append(all, Applied{Title(o), change})
		if report != nil {
			report(all[len(all)-1])
		}
	}
	return all, nil
}

func (c *Client) apply(ctx context.Context, o Object, query url.Values) (Meta, error) {
	var out struct{ Metadata Meta }
	err := c.applyTo(ctx, o, query, &out)
	return out.Metadata, err
}

// applyTo applies an object and decodes what it is then.
func (c *Client) applyTo(ctx context.Context, o Object, query url.Values, out any) error {
	body, err := json.Marshal(o)
	if err != nil {
		return err
	}
	query.Set("fieldManager", FieldManager)
	return c.do(ctx, request{
		what: "apply the " + Title(o), method: http.MethodPatch, path: c.path(o), query: query, body: body, contentType: applyType,
	}, out)
}

// path is where an object is, by the rule that a resource is its kind in
// lower case and in the plural.
func (c *Client) path(o Object) string {
	version, _ := o["apiVersion"].(string)
	kind, _ := o["kind"].(string)
	name, namespace := c.names(o)
	return c.collection(version, kind, namespace) + "/" + name
}

// clusterWide says whether a kind's objects are in no namespace.
func clusterWide(version, kind string) bool {
	group, version := resid.ParseGroupVersion(version)
	return resid.NewGvk(group, version, kind).IsClusterScoped()
}

// collection is where a kind's objects are.
func (c *Client) collection(version, kind, namespace string) string {
	base := "/apis/" + version
	if !strings.Contains(version, "/") {
		base = "/api/" + version
	}
	if !clusterWide(version, kind) {
		base += "/namespaces/" + namespace
	}
	return base + "/" + plural(kind)
}

func (c *Client) names(o Object) (name, namespace string) {
	meta, _ := o["metadata"].(map[string]any)
	name, _ = meta["name"].(string)
	namespace, _ = meta["namespace"].(string)
	if namespace == "" {
		namespace = c.Namespace
	}
	return name, namespace
}

func plural(kind string) string {
	k := strings.ToLower(kind)
	switch {
	case strings.HasSuffix(k, "y") && !strings.HasSuffix(k, "ay"):
		return strings.TrimSuffix(k, "y") + "ies"
	case strings.HasSuffix(k, "s"):
		return k + "es"
	}
	return k + "s"
}

// Title is "Deployment bus".
func Title(o Object) string {
	kind, _ := o["kind"].(string)
	meta, _ := o["metadata"].(map[string]any)
	name, _ := meta["name"].(string)
	return kind + " " + name
}

// manager finds the name in `conflict with "kubectl-set" using apps/v1`.
func manager(message string) string {
	_, after, ok := strings.Cut(message, `"`)
	if !ok {
		return strings.TrimFunc(message, unicode.IsSpace)
	}
	name, _, _ := strings.Cut(after, `"`)
	return name
}
