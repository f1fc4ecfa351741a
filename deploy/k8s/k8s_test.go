package k8s_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/deploy/k8s"
)

var update = flag.Bool("update", false, "write the golden files anew")

const image = "ghcr.io/joelhooks/system-bus-worker@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func options() k8s.Options {
	return k8s.Options{
		Name: "bus", Namespace: "joelclaw", Image: image, Architectures: []string{"amd64", "arm64"},
		Env:         map[string]string{"INNGEST_BASE_URL": "http://inngest:8288", "HOST_DRAIN_TIMEOUT": "1m"},
		Annotations: map[string]string{"host.dev/revision": "abc"}, PodAnnotations: map[string]string{"host.dev/secret": "123"},
	}
}

// TestRender compares all that is applied with a reviewed text.
func TestRender(t *testing.T) {
	for _, overlay := range append([]string{""}, k8s.Overlays()...) {
		name := overlay
		if name == "" {
			name = "base"
		}
		t.Run(name, func(t *testing.T) {
			o := options()
			o.Overlay = overlay
			objects, err := k8s.Render(o)
			if err != nil {
				t.Fatal(err)
			}
			got, err := k8s.YAML(objects)
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".yaml")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, string(want)); diff != "" {
				t.Errorf("got - want + (write it anew with -update):\n%s", diff)
			}
		})
	}
}

// TestProjectOverlay: a folder of the project builds upon the program's tree.
func TestProjectOverlay(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "kustomization.yaml", `resources:
- host/overlays/single-node
- extra.yaml
patches:
- patch: |
    apiVersion: v1
    kind: Service
    metadata: {name: bus}
    spec: {type: NodePort}
`)
	write(t, dir, "extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n")
	write(t, dir, "notes.md", "not for kustomize")
	o := options()
	o.Overlay = dir
	objects, err := k8s.Render(o)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, object := range objects {
		kinds = append(kinds, object.Kind())
	}
	want := []string{"ServiceAccount", "ConfigMap", "NetworkPolicy", "Service", "Deployment", "PodDisruptionBudget"}
	if diff := cmp.Diff(kinds, want); diff != "" {
		t.Errorf("kinds: %s", diff)
	}
	text, err := json.Marshal(objects[slices.Index(kinds, "Service")])
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"type":"NodePort"`) || !strings.Contains(string(text), `"namespace":"joelclaw"`) {
		t.Errorf("the patched service: %s", text)
	}
}

func TestOverlayErrors(t *testing.T) {
	empty := t.TempDir()
	other := t.TempDir()
	write(t, other, "kustomization.yaml", "resources: [x.yaml]\n")
	write(t, other, "x.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")
	for _, tt := range []struct{ overlay, want string }{
		{empty, "it has no kustomization.yaml; the program's own overlays are autoscale and single-node"},
		{filepath.Join(empty, "none"), "there is no folder "},
		{other, `has no Deployment "bus"`},
	} {
		o := options()
		o.Overlay = tt.overlay
		if _, err := k8s.Render(o); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error with %q", tt.overlay, err, tt.want)
		}
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestRenderClusterScoped: what belongs to no namespace gets none.
func TestRenderClusterScoped(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"kustomization.yaml": "resources: [host/base, more.yaml]\n",
		"more.yaml":          "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: first}\nvalue: 1\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: words}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := options()
	o.Overlay = dir
	objects, err := k8s.Render(o)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	for _, object := range objects {
		got[object.Kind()] = object["metadata"].(map[string]any)["namespace"]
	}
	if got["PriorityClass"] != nil || got["ConfigMap"] != o.Namespace || got["Deployment"] != o.Namespace {
		t.Errorf("the namespaces are %v", got)
	}
}
