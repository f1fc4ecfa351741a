package deploy

import (
	"context"
	"fmt"
	"slices"

	"systembus/deploy/k8s"
	"systembus/deploy/kube"
)

// apply makes the cluster's objects what they are to be.
func (d *Deploy) apply(ctx context.Context, p *progress) error {
	objects, err := d.render(d.result.Image)
	if err != nil {
		return err
	}
	if d.ImageOnly {
		objects = slices.DeleteFunc(objects, func(o kube.Object) bool { return o["kind"] != "Deployment" })
	}
	if d.before.objects, err = d.Cluster.Save(ctx, objects); err != nil {
		return err
	}
	d.before.applied = true // from here on there may be something to go back from
	if d.ImageOnly {
		p.detail = "the image alone"
		d.result.Applied = []kube.Applied{{Object: "Deployment " + d.Name, Change: "unchanged"}}
		if d.result.Image == d.before.image {
			return nil
		}
		d.result.Applied[0].Change = "changed"
		if err := d.Cluster.SetImage(ctx, d.Name, k8s.Container, d.result.Image); err != nil {
			return err
		}
		return d.sign(ctx)
	}
	changed := 0
	applied, err := d.Cluster.Apply(ctx, objects, func(a kube.Applied) {
		if a.Change != "unchanged" {
			changed++
			p.note(a.Object + " " + a.Change)
		}
	})
	d.result.Applied = applied
	if err != nil {
		return err
	}
	p.detail = fmt.Sprintf("%d of %d objects changed", changed, len(applied))
	if changed == 0 {
		return nil
	}
	return d.sign(ctx)
}

// The annotations of a Deployment by which the last deploy that changed
// something is known: its id, as in the record, and who made it.
const (
	idAnnotation    = "host.dev/deploy-id"
	actorAnnotation = "host.dev/deployed-by"
)

// sign says in the cluster which deploy this is. A deploy that changes nothing
// does not, or it would change something.
func (d *Deploy) sign(ctx context.Context) error {
	return d.Cluster.Annotate(ctx, d.Name, map[string]string{idAnnotation: d.result.ID, actorAnnotation: d.result.Actor})
}

// rollout waits for the new pods.
func (d *Deploy) rollout(ctx context.Context, p *progress) error {
	done, err := d.watch(ctx, p)
	if s, err := d.Cluster.Deployment(context.WithoutCancel(ctx), d.Name); err == nil {
		d.result.RevisionAfter = s.Metadata.Revision()
	}
	if err != nil {
		return err
	}
	p.detail = fmt.Sprintf("%d of %d pods ready, revision %d", done.Available, done.Desired, d.result.RevisionAfter)
	return nil
}

func (d *Deploy) watch(ctx context.Context, p *progress) (kube.Progress, error) {
	return d.Cluster.Watch(ctx, kube.Watch{
		Name: d.Name, Timeout: d.Timeout, Rules: kube.Rules{PullSecret: d.PullSecret, EnvSecret: d.secretName()},
		Report: func(s kube.Progress) {
			if s.Waiting != "" {
				p.say(fmt.Sprintf("%d of %d ready, waiting for %s", s.Ready, s.Desired, s.Waiting))
			}
		},
	})
}
