package kube

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

// A Permission is something that a deployment must be allowed to do.
type Permission struct {
	// Verb is "patch", Resource "deployments" with its Group "apps", or
	// "pods/portforward".
	Verb, Group, Resource string
}

// String is "patch deployments".
func (p Permission) String() string { return p.Verb + " " + p.Resource }

// Permissions are what a deployment does in its namespace.
var permissions = []Permission{
	{"patch", "apps", "deployments"}, {"get", "apps", "deployments"}, {"list", "apps", "replicasets"},
	{"patch", "", "services"}, {"patch", "", "serviceaccounts"}, {"patch", "policy", "poddisruptionbudgets"},
	{"patch", "networking.k8s.io", "networkpolicies"}, {"list", "", "pods"}, {"get", "", "pods/log"},
	{"create", "", "pods/portforward"}, {"list", "", "events"}, {"get", "", "secrets"},
	{"create", "coordination.k8s.io", "leases"}, {"get", "coordination.k8s.io", "leases"}, {"update", "coordination.k8s.io", "leases"},
	{"get", "", "services"}, {"get", "", "serviceaccounts"}, {"get", "policy", "poddisruptionbudgets"},
	{"get", "networking.k8s.io", "networkpolicies"}, {"list", "discovery.k8s.io", "endpointslices"},
}

// Denied gives those of the permissions of a deployment that the user lacks.
func (c *Client) Denied(ctx context.Context) ([]Permission, error) {
	var denied []Permission
	for _, p := range permissions {
		resource, sub, _ := strings.Cut(p.Resource, "/")
		body, err := json.Marshal(map[string]any{
			"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
			"spec": map[string]any{"resourceAttributes": map[string]string{
				"namespace": c.Namespace, "verb": p.Verb, "group": p.Group, "resource": resource, "subresource": sub,
			}},
		})
		if err != nil {
			return nil, err
		}
		var answer struct{ Status struct{ Allowed bool } }
		err = c.do(ctx, request{
			what: "ask for the right to " + p.String(), method: http.MethodPost,
			path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", body: body,
		}, &answer)
		if err != nil {
			return nil, err
		}
		if !answer.Status.Allowed {
			denied = append(denied, p)
		}
	}
	return denied, nil
}

// Version is the server's: "v1.35.4".
func (c *Client) Version(ctx context.Context) (string, error) {
	var v struct{ GitVersion string }
	err := c.get(ctx, "the cluster's version", "/version", nil, &v)
	return v.GitVersion, err
}

// NamespaceExists says whether the client's namespace is there, as far as the
// user may know: a role in a namespace need not let them read the namespace
// itself.
func (c *Client) NamespaceExists(ctx context.Context) (bool, error) {
	err := c.get(ctx, "the namespace "+c.Namespace, "/api/v1/namespaces/"+c.Namespace, nil, nil)
	if NotFound(err) {
		return false, nil
	}
	if status(err) == http.StatusForbidden {
		return true, nil
	}
	return err == nil, err
}
