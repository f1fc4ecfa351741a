package deploy

import (
	"slices"

	"systembus/deploy/kube"
)

// references are the Secrets that the objects' containers read their
// environment from, and of each the keys that must be there.
func references(objects []kube.Object) map[string][]string {
	found := map[string][]string{}
	add := func(from map[string]any) {
		name, _ := from["name"].(string)
		if optional, _ := from["optional"].(bool); optional || name == "" {
			return
		}
		keys := found[name]
		if key, ok := from["key"].(string); ok && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		found[name] = keys
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, child := range v {
				if from, ok := child.(map[string]any); ok && (key == "secretRef" || key == "secretKeyRef") {
					add(from)
					continue
				}
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	for _, o := range objects {
		if o["kind"] == "Deployment" {
			walk(map[string]any(o))
		}
	}
	for _, keys := range found {
		slices.Sort(keys)
	}
	return found
}
