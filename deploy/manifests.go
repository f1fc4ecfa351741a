package deploy

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"systembus/deploy/image"
	"systembus/deploy/k8s"
	"systembus/deploy/kube"
	"systembus/host"
)

// render gives the objects with an image.
func (d *Deploy) render(img string) ([]kube.Object, error) {
	env := map[string]string{"INNGEST_SERVE_ORIGIN": d.origin()}
	if d.WorkerInngest != "" {
		env["INNGEST_BASE_URL"] = d.WorkerInngest
	}
	o := k8s.Options{
		Name: d.Name, Namespace: d.Cluster.Namespace, Overlay: d.Overlay, Image: img, PullSecret: d.PullSecret, Env: env,
		Annotations: map[string]string{},
	}
	for _, p := range d.platforms() {
		o.Architectures = append(o.Architectures, p.Arch())
	}
	if d.secretHash != "" {
		// Pods read a Secret when they start: new values make new pods.
		o.PodAnnotations = map[string]string{"host.dev/secret": d.secretHash}
	}
	if d.state.Revision != "" {
		o.Annotations["kubernetes.io/change-cause"] = "host deploy " + shortTag(d.state.Tag())
	}
	rendered, err := k8s.Render(o)
	if err != nil {
		return nil, &Problem{err, "See the overlay: --overlay, or \"deployOverlay\" in host.json. It may name files of its own folder, host/base and host/overlays/NAME."}
	}
	objects := make([]kube.Object, 0, len(rendered))
	for _, object := range rendered {
		d.extend(object)
		objects = append(objects, kube.Object(object))
	}
	d.noteKinds(objects)
	return objects, nil
}

// extend gives a Deployment as long for a rollout as --timeout says, when that
// is longer than what its manifest does.
func (d *Deploy) extend(o k8s.Object) {
	spec, ok := o["spec"].(map[string]any)
	if !ok || o.Kind() != "Deployment" {
		return
	}
	manifest, err := strconv.Atoi(fmt.Sprint(spec["progressDeadlineSeconds"])) // a number of any type
	if wanted := int(d.Timeout.Seconds()); err == nil && manifest < wanted {
		spec["progressDeadlineSeconds"] = wanted
	}
}

// sampleImage stands for the image that is not built yet.
func (d *Deploy) sampleImage() string {
	if d.Image != "" {
		return d.Image
	}
	if d.before.image != "" {
		return d.before.image
	}
	return "registry.invalid/" + d.Name + "@sha256:" + strings.Repeat("0", 64)
}

// secretName is the Secret with the worker's environment.
func (d *Deploy) secretName() string { return d.Name + "-env" }

// origin is where the Inngest server reaches the worker.
func (d *Deploy) origin() string {
	return cmp.Or(d.WorkerOrigin, fmt.Sprintf("http://%s.%s:3111", d.Name, d.Cluster.Namespace))
}

func (d *Deploy) serveURL() string { return d.origin() + host.Endpoint }

// platforms are what the image is for: as the settings say, else what the
// nodes are.
func (d *Deploy) platforms() []image.Platform {
	var platforms []image.Platform
	for _, name := range d.Platforms {
		platforms = append(platforms, image.Platform(name))
	}
	if len(platforms) > 0 {
		return platforms
	}
	for _, known := range image.Platforms() {
		for _, n := range d.nodes {
			if n.Status.NodeInfo.Architecture == known.Arch() {
				platforms = append(platforms, known)
				break
			}
		}
	}
	if len(platforms) == 0 {
		return []image.Platform{image.ARM64}
	}
	return platforms
}
