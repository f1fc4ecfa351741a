// Package k8s holds the worker's Kubernetes objects, a kustomize base with
// overlays, and renders them for one deployment. The folder is an ordinary
// kustomize tree; the program carries it with it.
package k8s

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

//go:embed base overlays
var tree embed.FS

// defaultName is the worker's name in the embedded files, and the name of
// the image there.
const defaultName = "system-bus-worker"

// Container is the name of the worker's container.
const Container = "worker"

// Label is on every object that is rendered, with the worker's name: it tells
// what belongs to a worker when its manifests have lost it.
const Label = "host.dev/deploy"

// Overlays are the names of the overlays in the program.
func Overlays() []string {
	entries, err := tree.ReadDir("overlays")
	if err != nil {
		panic(err) // they are embedded
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Options are what a deployment puts into the objects.
type Options struct {
	// Name is that of the Deployment, the Service and the others, and the
	// beginning of the Secret's, NAME-env.
	Name      string
	Namespace string
	// Overlay is "" for the base, the name of one of Overlays, or a folder
	// with a kustomization, in which `host` stands for the program's own tree:
	// resources may name host/base or host/overlays/single-node.
	Overlay string
	// Image is what the pods run, by digest: registry/name@sha256:...
	Image string
	// Architectures are those that the image is for; arm64 when empty.
	Architectures []string
	// PullSecret is the Secret with which nodes pull; "" for the overlay's.
	PullSecret string
	// Env is added to the worker's environment, in the order of the names.
	Env map[string]string
	// Annotations are set on the Deployment, and PodAnnotations on its pods,
	// where a change makes new ones.
	Annotations, PodAnnotations map[string]string
}

// An Object is one Kubernetes object as JSON has it.
type Object map[string]any

// Kind is the object's kind, "Deployment" and the like.
func (o Object) Kind() string { return text(o["kind"]) }

// Name is the object's metadata.name.
func (o Object) Name() string { return text(o.metadata()["name"]) }

// APIVersion is "apps/v1" and the like.
func (o Object) APIVersion() string { return text(o["apiVersion"]) }

func (o Object) metadata() map[string]any { return child(o, "metadata") }

// order is that in which objects are applied: what others name comes first.
var order = []string{
	"Namespace", "ServiceAccount", "ConfigMap", "Secret", "NetworkPolicy", "Service", "Deployment",
	"PodDisruptionBudget", "HorizontalPodAutoscaler",
}

// Render gives the objects in the order in which to apply them.
func Render(o Options) ([]Object, error) {
	disk := filesys.MakeFsInMemory()
	if err := plant(disk, "/k/host", o.Name); err != nil {
		return nil, err
	}
	at := "/k/host/base"
	switch {
	case o.Overlay == "":
	case slices.Contains(Overlays(), o.Overlay):
		at = "/k/host/overlays/" + o.Overlay
	default:
		at = "/k"
		if err := o.copyOverlay(disk, at); err != nil {
			return nil, err
		}
	}
	found, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(disk, at)
	if err != nil {
		// What the user has of these files is the folder.
		text := strings.NewReplacer("/k/host/", "host/", "/k/", o.Overlay+"/").Replace(err.Error())
		return nil, fmt.Errorf("the overlay %s: kustomize: %s", o.Overlay, text)
	}
	var objects []Object
	for _, resource := range found.Resources() {
		m, err := resource.Map()
		if err != nil {
			return nil, err
		}
		object := Object(m)
		if !resource.GetGvk().IsClusterScoped() {
			object.metadata()["namespace"] = o.Namespace
		}
		objects = append(objects, object)
	}
	slices.SortStableFunc(objects, func(a, b Object) int { return rank(a.Kind()) - rank(b.Kind()) })
	worker, deployments := -1, []string{}
	for i, object := range objects {
		child(object.metadata(), "labels")[Label] = o.Name
		if object.Kind() == "ServiceAccount" && object.Name() == o.Name && o.PullSecret != "" {
			object["imagePullSecrets"] = []any{map[string]any{"name": o.PullSecret}}
		}
		if object.Kind() == "Deployment" {
			deployments = append(deployments, object.Name())
			if object.Name() == o.Name {
				worker = i
			}
		}
	}
	if worker < 0 {
		return nil, fmt.Errorf("the overlay %s has no Deployment %q: it has %s", o.Overlay, o.Name, cmp.Or(strings.Join(deployments, ", "), "none"))
	}
	if err := o.specialise(objects[worker]); err != nil {
		return nil, fmt.Errorf("the overlay %s: %w", cmp.Or(o.Overlay, "base"), err)
	}
	return objects, nil
}

// YAML is the objects as one text.
func YAML(objects []Object) (string, error) {
	var b strings.Builder
	for _, o := range objects {
		text, err := yaml.Marshal(o)
		if err != nil {
			return "", err
		}
		b.WriteString("---\n")
		b.Write(text)
	}
	return b.String(), nil
}

// specialise puts the image, the environment and the annotations into the
// Deployment.
func (o Options) specialise(deployment Object) error {
	spec := child(deployment, "spec")
	template := child(spec, "template")
	annotate(deployment.metadata(), o.Annotations)
	annotate(child(template, "metadata"), o.PodAnnotations)
	pod := child(template, "spec")
	if len(o.Architectures) > 0 {
		setArchitectures(pod, o.Architectures)
	}
	containers, _ := pod["containers"].([]any)
	for _, c := range containers {
		container, ok := c.(map[string]any)
		if !ok || container["name"] != Container {
			continue
		}
		container["image"] = o.Image
		env, _ := container["env"].([]any)
		for _, name := range sortedKeys(o.Env) {
			env = slices.DeleteFunc(env, func(e any) bool { m, ok := e.(map[string]any); return ok && m["name"] == name })
			env = append(env, map[string]any{"name": name, "value": o.Env[name]})
		}
		container["env"] = env
		return nil
	}
	return fmt.Errorf("the Deployment %q has no container %q", o.Name, Container)
}

// setArchitectures replaces the values of the rule about kubernetes.io/arch.
func setArchitectures(pod map[string]any, architectures []string) {
	required := child(child(child(pod, "affinity"), "nodeAffinity"), "requiredDuringSchedulingIgnoredDuringExecution")
	terms, _ := required["nodeSelectorTerms"].([]any)
	for _, term := range terms {
		t, _ := term.(map[string]any)
		rules, _ := t["matchExpressions"].([]any)
		for _, rule := range rules {
			if r, ok := rule.(map[string]any); ok && r["key"] == "kubernetes.io/arch" {
				var values []any
				for _, a := range architectures {
					values = append(values, a)
				}
				r["values"] = values
			}
		}
	}
}

func annotate(metadata map[string]any, annotations map[string]string) {
	if len(annotations) == 0 {
		return
	}
	into := child(metadata, "annotations")
	for key, value := range annotations {
		into[key] = value
	}
}

// plant copies the embedded tree, with the worker's name in place of its own.
func plant(disk filesys.FileSystem, at, name string) error {
	return fs.WalkDir(tree, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := tree.ReadFile(file)
		if err != nil {
			return err
		}
		if name != "" {
			content = []byte(strings.ReplaceAll(string(content), defaultName, name))
		}
		return disk.WriteFile(path.Join(at, file), content)
	})
}

// copyOverlay copies the user's overlay.
func (o Options) copyOverlay(disk filesys.FileSystem, at string) error {
	own := strings.Join(Overlays(), " and ")
	info, err := os.Stat(o.Overlay)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s for the overlay; the program's own overlays are %s", o.Overlay, own)
	case err != nil:
		return fmt.Errorf("the overlay: %w", err)
	case !info.IsDir():
		return fmt.Errorf("the overlay %s is not a folder; the program's own overlays are %s", o.Overlay, own)
	}
	if err := copyFolder(disk, at, os.DirFS(o.Overlay)); err != nil {
		return fmt.Errorf("the overlay %s: %w; the program's own overlays are %s", o.Overlay, err, own)
	}
	return nil
}

// copyFolder copies a folder of the project, and not what is not kustomize's.
func copyFolder(disk filesys.FileSystem, at string, from fs.FS) error {
	found := false
	err := fs.WalkDir(from, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !slices.Contains([]string{".yaml", ".yml", ".json", ".env", ".properties"}, filepath.Ext(file)) {
			return nil
		}
		found = found || strings.HasPrefix(file, "kustomization.")
		content, err := fs.ReadFile(from, file)
		if err != nil {
			return err
		}
		return disk.WriteFile(path.Join(at, file), content)
	})
	if err == nil && !found {
		err = errors.New("it has no kustomization.yaml")
	}
	return err
}

func rank(kind string) int {
	if i := slices.Index(order, kind); i >= 0 {
		return i
	}
	return slices.Index(order, "Service")
}

// child is the object under a key, made when there is none.
func child(of map[string]any, key string) map[string]any {
	m, ok := of[key].(map[string]any)
	if !ok {
		m = map[string]any{}
		of[key] = m
	}
	return m
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func sortedKeys(m map[string]string) []string {
	return slices.Sorted(maps.Keys(m))
}
