package kube

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
)

// A Saved is one object as a cluster had it at a moment.
type Saved struct {
	// Object names it; live is what it was, nil when it was not there.
	Object Object
	live   Object
}

// Save reads objects as they are, those that are not there as such.
func (c *Client) Save(ctx context.Context, objects []Object) ([]Saved, error) {
	var all []Saved
	for _, o := range objects {
		live, err := c.live(ctx, o)
		if err != nil {
			return nil, err
		}
		all = append(all, Saved{o, live})
	}
	return all, nil
}

func (c *Client) live(ctx context.Context, o Object) (Object, error) {
	var live Object
	err := c.get(ctx, Title(o), c.path(o), nil, &live)
	if NotFound(err) {
		return nil, nil
	}
	return live, err
}

// Restore makes objects what they were when they were saved, the last one
// first: those that were not there go. How many replicas there are stays, since
// that is an autoscaler's. report, which may be nil, is told of what it did to
// each that it changed: "restored" or "removed".
func (c *Client) Restore(ctx context.Context, saved []Saved, report func(Applied)) error {
	for _, s := range slices.Backward(saved) {
		now, err := c.live(ctx, s.Object)
		if err != nil {
			return err
		}
		change := ""
		switch {
		case s.live == nil && now == nil:
		case s.live == nil:
			change = "removed"
			err = c.Remove(ctx, s.Object, false)
		case now == nil:
			change = "restored"
			_, err = c.apply(ctx, bare(s.live), url.Values{"force": {"true"}})
		default:
			change, err = c.put(ctx, s, now)
		}
		if err != nil {
			return err
		}
		if change != "" && report != nil {
			report(Applied{Title(s.Object), change})
		}
	}
	return nil
}

// put sets all that a person or a program may set of an object to what it was.
func (c *Client) put(ctx context.Context, s Saved, now Object) (change string, err error) {
	patch := differences(s.live, now)
	if len(patch) == 0 {
		return "", nil
	}
	body, err := json.Marshal(patch)
	if err != nil {
		return "", err
	}
	return "restored", c.do(ctx, request{
		what: "restore the " + Title(s.Object), method: http.MethodPatch, path: c.path(s.Object),
		query: url.Values{"fieldManager": {FieldManager}}, body: body, contentType: "application/json-patch+json",
	}, nil)
}

// An edit is one operation of a JSON patch (RFC 6902).
type edit struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value,omitempty"`
}

// differences are the edits that make an object what it was, at its top level
// and in its labels and annotations. The cluster's own fields are left alone.
func differences(was, now Object) []edit {
	count := annotation(now, revisionAnnotation)
	was, now = ours(was), ours(now)
	var edits []edit
	for _, key := range slices.Sorted(maps.Keys(union(was, now))) {
		before, had := was[key]
		after, has := now[key]
		switch {
		case had && has && equal(before, after):
		case had: // "add" replaces what is there
			if notes, ok := before.(map[string]any); ok && key == annotations && count != nil {
				notes[revisionAnnotation] = count // the cluster goes on counting
			}
			edits = append(edits, edit{"add", key, before})
		default:
			edits = append(edits, edit{Op: "remove", Path: key})
		}
	}
	return edits
}

// ours are the parts of an object that are not the cluster's own, by their
// JSON pointers.
func ours(o Object) map[string]any {
	parts := map[string]any{}
	for key, value := range o {
		if !slices.Contains([]string{"apiVersion", "kind", "metadata", "status"}, key) {
			parts["/"+key] = value
		}
	}
	// Whoever scales has the last word on how many there are.
	if spec, ok := o["spec"].(map[string]any); ok {
		spec = maps.Clone(spec)
		delete(spec, "replicas")
		delete(parts, "/spec")
		for key, value := range spec {
			parts["/spec/"+key] = value
		}
	}
	meta, _ := o["metadata"].(map[string]any)
	if labels, ok := meta["labels"].(map[string]any); ok {
		parts["/metadata/labels"] = labels
	}
	if notes, ok := meta["annotations"].(map[string]any); ok {
		notes = maps.Clone(notes)
		delete(notes, revisionAnnotation)
		parts[annotations] = notes
	}
	return parts
}

// annotations is where an object's are.
const annotations = "/metadata/annotations"

// annotation is one of an object, or nil.
func annotation(o Object, name string) any {
	meta, _ := o["metadata"].(map[string]any)
	notes, _ := meta["annotations"].(map[string]any)
	return notes[name]
}

func union(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func equal(a, b any) bool {
	one, err := json.Marshal(a)
	if err != nil {
		return false
	}
	other, err := json.Marshal(b)
	return err == nil && string(one) == string(other)
}

// bare is an object without what the cluster adds to it.
func bare(o Object) Object {
	kept := maps.Clone(o)
	delete(kept, "status")
	meta, _ := o["metadata"].(map[string]any)
	clean := map[string]any{}
	for _, key := range []string{"name", "namespace", "labels", "annotations"} {
		if value, ok := meta[key]; ok {
			clean[key] = value
		}
	}
	kept["metadata"] = clean
	return kept
}

// SetImage has one container of a Deployment run another image, and changes
// nothing else.
func (c *Client) SetImage(ctx context.Context, name, container, image string) error {
	patch, err := json.Marshal(map[string]any{"spec": map[string]any{"template": map[string]any{"spec": map[string]any{
		"containers": []map[string]any{{"name": container, "image": image}},
	}}}})
	if err != nil {
		return err
	}
	return c.do(ctx, request{
		what: "set the image of " + name, method: http.MethodPatch, path: c.group("apps/v1", "deployments/"+name),
		query: url.Values{"fieldManager": {FieldManager}}, body: patch, contentType: "application/strategic-merge-patch+json",
	}, nil)
}

// Annotate sets annotations of a Deployment, and leaves the others.
func (c *Client) Annotate(ctx context.Context, name string, notes map[string]string) error {
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"annotations": notes}})
	if err != nil {
		return err
	}
	return c.do(ctx, request{
		what: "annotate the Deployment " + name, method: http.MethodPatch, path: c.group("apps/v1", "deployments/"+name),
		query: url.Values{"fieldManager": {FieldManager}}, body: patch, contentType: "application/merge-patch+json",
	}, nil)
}
