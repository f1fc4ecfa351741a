package kube

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// KindsOf are the kinds of objects that can be left over when manifests lose
// them: "v1/ConfigMap", "apps/v1/Deployment", sorted. What holds data, and what
// is in no namespace, is never found to be left over.
func KindsOf(objects []Object) []string {
	var kinds []string
	for _, o := range objects {
		version, _ := o["apiVersion"].(string)
		kind, _ := o["kind"].(string)
		if kind != "PersistentVolumeClaim" && !clusterWide(version, kind) {
			kinds = append(kinds, version+"/"+kind)
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// Leftover gives the namespace's objects of the kinds, as [KindsOf] names them,
// that have the label and are not among the objects.
func (c *Client) Leftover(ctx context.Context, kinds []string, label, value string, objects []Object) ([]Object, error) {
	kept := map[string]bool{}
	for _, o := range objects {
		kept[c.path(o)] = true
	}
	var left []Object
	for _, k := range kinds {
		at := strings.LastIndexByte(k, '/')
		version, kind := k[:max(at, 0)], k[at+1:]
		var list struct{ Items []Object }
		err := c.get(ctx, "what there is of "+kind, c.collection(version, kind, c.Namespace), map[string]string{label: value}, &list)
		if NotFound(err) {
			continue // the cluster has lost the kind, and its objects with it
		}
		if err != nil {
			return nil, err
		}
		for _, o := range list.Items {
			o["apiVersion"], o["kind"] = version, kind // lists leave them out
			meta, _ := o["metadata"].(map[string]any)
			if !kept[c.path(o)] && meta["deletionTimestamp"] == nil {
				left = append(left, o)
			}
		}
	}
	return left, nil
}

// Remove deletes an object with all that belongs to it. Of one that was read
// from the cluster it deletes no other that has taken its name since. A trial
// only asks whether it may.
func (c *Client) Remove(ctx context.Context, o Object, trial bool) error {
	options := map[string]any{"propagationPolicy": "Background"}
	if meta, _ := o["metadata"].(map[string]any); meta["uid"] != nil {
		options["preconditions"] = map[string]any{"uid": meta["uid"]}
	}
	body, err := json.Marshal(options)
	if err != nil {
		return err
	}
	query := url.Values{}
	if trial {
		query.Set("dryRun", "All")
	}
	return c.do(ctx, request{what: "remove the " + Title(o), method: http.MethodDelete, path: c.path(o), query: query, body: body}, nil)
}
