package deploy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"systembus/deploy/k8s"
	"systembus/host/server"
)

// Limits of asking from inside.
const (
	// insideWait is how long a pod waits for an answer, insideTimeout how long
	// all of it may take.
	insideWait    = 3 * time.Second
	insideTimeout = 20 * time.Second
)

// errNotInside says that nothing can be asked from inside a pod.
var errNotInside = errors.New("not asked")

// inside has a pod ask the address that the Inngest server will call, and says
// what came of it.
func (d *Deploy) inside(ctx context.Context, pod string) (server.Health, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, insideTimeout, fmt.Errorf("no end within %s", insideTimeout))
	defer cancel()
	out, errs, _, err := d.Cluster.Exec(ctx, pod, k8s.Container, "/app/host", "healthcheck", "--json", "--timeout", insideWait.String(), d.origin()+"/readyz")
	if err != nil {
		return server.Health{}, fmt.Errorf("%w: %s", errNotInside, strings.TrimSpace(firstLine(err)))
	}
	var health server.Health
	if json.Unmarshal([]byte(out), &health) != nil {
		return server.Health{}, fmt.Errorf("%w: the image has no `host healthcheck`: %s", errNotInside, strings.TrimSpace(errs))
	}
	return health, nil
}

// probeInside looks for an address that nobody can call, before it is
// registered. A name or a port that leads nowhere fails the deploy when the
// address is one of the cluster's own; else, and when a network policy may be
// why there is no answer, it is told.
func (d *Deploy) probeInside(ctx context.Context, p *progress, pod string) error {
	for try := range probes {
		p.say("asking from inside for " + d.origin())
		health, err := d.inside(ctx, pod)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			p.note("from inside the cluster: " + err.Error())
			return nil
		case health.OK:
			p.detail += ", and answers at " + d.origin() + " inside the cluster"
			return nil
		}
		// A Service's new pod is not known everywhere at once.
		if health.Trouble != server.NoAnswer && try < probes-1 {
			if err := wait(ctx, probePause); err != nil {
				return err
			}
			continue
		}
		return d.nowhere(p, health)
	}
	return nil
}

// nowhere judges an address at which a pod has not found a ready worker.
func (d *Deploy) nowhere(p *progress, health server.Health) error {
	own := d.WorkerOrigin == ""
	switch {
	case own && health.Trouble == server.UnknownName:
		return problem("Is there a Service of this name? See the overlay; --worker-origin names another address.", "the Inngest server would call %s, a name that is not known inside the cluster: %s", d.origin(), health.Text)
	case own && health.Trouble == server.Refused:
		return problem("Does the Service have the port 3111? See the overlay; --worker-origin names another address.", "the Inngest server would call %s, where nothing takes the call: %s", d.origin(), health.Text)
	}
	p.note(fmt.Sprintf("a pod gets no good answer at %s, where the Inngest server may get one: %s", d.origin(), health.Text))
	return nil
}
