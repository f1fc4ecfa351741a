package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// A Revision is one template that a Deployment has had.
type Revision struct {
	Number int `json:"revision"`
	// Image is what the container ran.
	Image string `json:"image"`
	// Created is when it was first deployed.
	Created time.Time `json:"created"`
	// Current says that it is the one that is deployed.
	Current bool `json:"current"`
	// Cause is what the deploy noted of itself.
	Cause string `json:"cause,omitempty"`
}

// Revisions are those that can be gone back to, the newest first.
func (s *Snapshot) Revisions(container string) []Revision {
	var all []Revision
	now := s.Deployment.Metadata.Revision()
	for _, set := range s.Sets {
		n := set.Metadata.Revision()
		all = append(all, Revision{
			Number: n, Image: set.Spec.Template.Image(container), Created: set.Metadata.CreationTimestamp,
			Current: n == now, Cause: set.Metadata.Annotations["kubernetes.io/change-cause"],
		})
	}
	return all
}

// Undo makes the template of an earlier revision the Deployment's again, as a
// new revision. It is ErrNoRevision when the cluster no longer has it.
func (c *Client) Undo(ctx context.Context, name string, revision int) error {
	d, err := c.Deployment(ctx, name)
	if err != nil {
		return err
	}
	sets, err := c.ReplicaSets(ctx, d)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(sets, func(r ReplicaSet) bool { return r.Metadata.Revision() == revision })
	if i < 0 {
		return fmt.Errorf("%w: revision %d of %s", ErrNoRevision, revision, name)
	}
	var whole struct {
		Spec struct {
			Template map[string]any `json:"template"`
		} `json:"spec"`
	}
	if err := json.Unmarshal(sets[i].raw, &whole); err != nil {
		return err
	}
	if meta, ok := whole.Spec.Template["metadata"].(map[string]any); ok {
		delete(meta, "creationTimestamp")
		if labels, ok := meta["labels"].(map[string]any); ok {
			delete(labels, templateHash) // the controller's own
		}
	}
	patch, err := json.Marshal([]map[string]any{{"op": "replace", "path": "/spec/template", "value": whole.Spec.Template}})
	if err != nil {
		return err
	}
	return c.do(ctx, request{
		what: "go back to revision " + fmt.Sprint(revision) + " of " + name, method: http.MethodPatch,
		path: c.group("apps/v1", "deployments/"+name), query: url.Values{"fieldManager": {FieldManager}},
		body: patch, contentType: "application/json-patch+json",
	}, nil)
}
