package deploy

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"systembus/deploy/k8s"
	"systembus/deploy/kube"
	"systembus/host/inngest"
	"systembus/host/server"
)

// A Status is what is deployed, and how it is.
type Status struct {
	Context   string `json:"context"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Image     string `json:"image"`
	Revision  int    `json:"revision"`
	// DeployID and Actor are of the last deploy that changed something.
	DeployID  string `json:"deployId,omitempty"`
	Actor     string `json:"actor,omitempty"`
	Desired   int    `json:"desired"`
	Available int    `json:"available"`
	// Waiting says what a rollout waits for; empty when it is done.
	Waiting string `json:"waiting,omitempty"`
	// Failure is why it cannot succeed, nil when it can.
	Failure   *kube.Failure   `json:"failure,omitempty"`
	Pods      []PodStatus     `json:"pods"`
	Revisions []kube.Revision `json:"revisions"`
	// Worker is a pod's own status page, nil when none could be asked, and
	// Registration how far it says that it is registered.
	Worker       *server.Status `json:"worker,omitempty"`
	Registration string         `json:"registration,omitempty"`
	// Apps are what the Inngest server has, Active the runs that have not
	// ended; nil when it is not known where it is.
	Apps   []inngest.RegisteredApp `json:"apps,omitempty"`
	Active []inngest.ActiveRun     `json:"active,omitempty"`
}

// A PodStatus is one pod in a Status.
type PodStatus struct {
	Name string `json:"name"`
	// Ready is "yes", "no" or "draining".
	Ready    string    `json:"ready"`
	Restarts int       `json:"restarts"`
	Created  time.Time `json:"created"`
	Node     string    `json:"node"`
}

// Status reads what is deployed. kube.NotFound tells of its absence.
func (d *Deploy) Status(ctx context.Context) (*Status, error) {
	defer d.close()
	snapshot, err := d.Cluster.Snapshot(ctx, d.Name)
	if err != nil {
		return nil, err
	}
	progress := snapshot.Progress()
	s := &Status{
		Context: d.Cluster.Context, Namespace: d.Cluster.Namespace, Name: d.Name,
		Image:    snapshot.Deployment.Spec.Template.Image(k8s.Container),
		Revision: snapshot.Deployment.Metadata.Revision(), Desired: progress.Desired, Available: progress.Available,
		DeployID: snapshot.Deployment.Metadata.Annotations[idAnnotation], Actor: snapshot.Deployment.Metadata.Annotations[actorAnnotation],
		Waiting: progress.Waiting, Failure: kube.Explain(snapshot, kube.Rules{PullSecret: d.PullSecret, EnvSecret: d.secretName()}),
		Revisions: snapshot.Revisions(k8s.Container), Pods: []PodStatus{},
	}
	for _, p := range snapshot.Pods {
		pod := PodStatus{Name: p.Metadata.Name, Ready: "no", Created: p.Metadata.CreationTimestamp, Node: p.Spec.NodeName}
		switch {
		case p.Metadata.DeletionTimestamp != nil:
			pod.Ready = "draining"
		case p.Ready():
			pod.Ready = "yes"
		}
		for _, c := range p.Status.ContainerStatuses {
			pod.Restarts += c.RestartCount
		}
		s.Pods = append(s.Pods, pod)
	}
	err = d.worker(ctx, func(to reach) error {
		worker, err := d.status(ctx, to)
		if err == nil {
			s.Worker, s.Registration = &worker, registrationText(worker.Registration)
		}
		return err
	})
	if err != nil && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err := d.connect(ctx); err != nil || d.Inngest == nil {
		return s, err
	}
	if err := d.key(ctx); err != nil {
		return nil, err
	}
	if s.Apps, err = d.Inngest.Apps(ctx); err != nil {
		return nil, err
	}
	if s.Worker != nil {
		s.Active, err = d.Inngest.ActiveRuns(ctx, s.Worker.Service)
	}
	return s, err
}

// registrationText is what a worker's status page says of its registration.
func registrationText(page any) string {
	text, err := json.Marshal(page)
	if err != nil {
		return ""
	}
	var r struct{ Status, LastError string }
	if json.Unmarshal(text, &r) != nil {
		return ""
	}
	if r.LastError != "" {
		return fmt.Sprintf("%s: %s", r.Status, r.LastError)
	}
	return r.Status
}

// Manifests are the objects that a deploy would apply, with the image that is
// deployed now.
func (d *Deploy) Manifests(ctx context.Context) ([]k8s.Object, error) {
	if _, err := d.checkCluster(ctx); err != nil {
		return nil, err
	}
	if _, err := d.checkNodes(ctx); err != nil {
		return nil, err
	}
	objects, err := d.render(d.sampleImage())
	if err != nil {
		return nil, err
	}
	all := make([]k8s.Object, 0, len(objects))
	for _, o := range objects {
		all = append(all, k8s.Object(o))
	}
	return all, nil
}
