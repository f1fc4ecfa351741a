package main

import (
	"slices"
	"testing"

	"systembus/deploy/k8s"
	"systembus/deploy/kube"
)

// overlays are each taken by a real API server, field by field, upon a worker
// that there is not yet; nothing is made of them.
func (s *stage) overlays(t *testing.T) {
	p := s.place(t, "overlays", "shapes")
	for _, overlay := range append([]string{""}, k8s.Overlays()...) {
		rendered, err := k8s.Render(k8s.Options{
			Name: "bus", Namespace: p.namespace, Overlay: overlay, Architectures: []string{"arm64"},
			Image: s.registry.Host + "/owner/bus@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
		})
		if err != nil {
			t.Fatal(err)
		}
		var objects []kube.Object
		for _, object := range rendered {
			objects = append(objects, kube.Object(object))
		}
		preview, err := p.client.Preview(t.Context(), objects)
		if err != nil || len(preview.Drift) > 0 || len(preview.Changes) != len(objects) {
			t.Errorf("the overlay %q: %v, %v", overlay, err, preview)
		}
		// What the server does not know, it says.
		i := slices.IndexFunc(rendered, func(o k8s.Object) bool { return o.Kind() == "Deployment" })
		objects[i]["spec"].(map[string]any)["replicaz"] = 1
		if _, err := p.client.Preview(t.Context(), objects); err == nil {
			t.Errorf("the overlay %q: a field that does not exist was accepted", overlay)
		}
	}
}
