package kube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// Drift asks the cluster, without changing anything, which fields of the
// objects somebody else has taken over, and checks the objects against the
// cluster's schemas on the way: a field that does not exist is an error.
func (c *Client) Drift(ctx context.Context, objects []Object) ([]Drift, error) {
	var all []Drift
	var errs []error
	for _, o := range objects {
		_, err := c.apply(ctx, o, url.Values{"dryRun": {"All"}, "fieldValidation": {"Strict"}})
		if !Conflict(err) {
			errs = append(errs, err)
			continue
		}
		refusal, _ := errors.AsType[*Error](err)
		for _, cause := range refusal.Causes {
			// Going back to a revision sets fields as well, under our name.
			if by := manager(cause.Message); by != FieldManager {
				all = append(all, Drift{Object: Title(o), Field: cause.Field, By: by})
			}
		}
		_, err = c.apply(ctx, o, url.Values{"dryRun": {"All"}, "fieldValidation": {"Strict"}, "force": {"true"}})
		errs = append(errs, err)
	}
	return all, errors.Join(errs...)
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
	body, err := json.Marshal(o)
	if err != nil {
		return Meta{}, err
	}
	query.Set("fieldManager", FieldManager)
	var out struct{ Metadata Meta }
	err = c.do(ctx, request{
		what: "apply the " + Title(o), method: http.MethodPatch, path: c.path(o), query: query, body: body, contentType: applyType,
	}, &out)
	return out.Metadata, err
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
