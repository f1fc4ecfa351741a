package deploy

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"systembus/host/server"
)

// The worker's ports in its pod: that of the Service, and the operators', which
// listens on the pod's own loopback, where only a forwarded port leads.
const (
	port      = 3111
	adminPort = 3112
)

// A reach is the way to a pod.
type reach struct {
	pod string
	// url leads to the port of the Service, admin to the operators'.
	url, admin string
}

// Limits of the probe and of the registration.
const (
	probes          = 5
	probePause      = time.Second
	probeTimeout    = 10 * time.Second
	registerTries   = 4
	registerTimeout = time.Minute
	// settle is how long the server's registry may take to show what it has
	// accepted.
	settle = 3 * time.Second
)

// errNoPod says that no new pod takes traffic.
var errNoPod = errors.New("no pod of the new revision is ready")

// newest is the newest pod of the newest revision that takes traffic.
func (d *Deploy) newest(ctx context.Context) (string, error) {
	s, err := d.Cluster.Snapshot(ctx, d.Name)
	if err != nil {
		return "", err
	}
	for _, pod := range s.NewPods() {
		if pod.Ready() {
			return pod.Metadata.Name, nil
		}
	}
	return "", errNoPod
}

// worker calls do with the way to a new pod.
func (d *Deploy) worker(ctx context.Context, do func(reach) error) error {
	pod, err := d.newest(ctx)
	if err != nil {
		return err
	}
	addr, stop, err := d.Cluster.Forward(ctx, pod, port)
	if err != nil {
		return err
	}
	defer stop()
	admin, stopAdmin, err := d.Cluster.Forward(ctx, pod, adminPort)
	if err != nil {
		return err
	}
	defer stopAdmin()
	return do(reach{pod, "http://" + addr, "http://" + admin})
}

// probe asks a new pod whether it is ready and serves what it should.
func (d *Deploy) probe(ctx context.Context, p *progress) error {
	var last error
	asked := ""
	for try := range probes {
		if try > 0 {
			p.say("asking again: " + last.Error())
			if err := wait(ctx, probePause); err != nil {
				return err
			}
		}
		last = d.worker(ctx, func(to reach) error {
			asked = to.pod
			p.say("asking " + asked)
			status, err := d.status(ctx, to)
			if err != nil {
				return fmt.Errorf("the pod %s: %w", to.pod, err)
			}
			p.detail = fmt.Sprintf("%s serves %s", to.pod, plural(len(status.Functions), "function"))
			return d.judge(to.pod, status)
		})
		var wrong *Problem
		if last == nil || ctx.Err() != nil || errors.As(last, &wrong) {
			break
		}
	}
	if last == nil && ctx.Err() == nil {
		last = d.probeInside(ctx, p, asked)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return last
}

// status reads a worker's readiness and its status page.
func (d *Deploy) status(ctx context.Context, to reach) (server.Status, error) {
	var ready struct{ Reasons []string }
	if code, err := fetch(ctx, to.url+"/readyz", &ready); err != nil {
		return server.Status{}, err
	} else if code != http.StatusOK {
		return server.Status{}, fmt.Errorf("/readyz answers %d: %s", code, cmp.Or(strings.Join(ready.Reasons, ", "), "without a reason"))
	}
	var status server.Status
	code, err := fetch(ctx, to.admin+"/", &status)
	if err == nil && code != http.StatusOK {
		err = fmt.Errorf("/ answers %d", code)
	}
	return status, err
}

// judge holds a worker's status against what was deployed.
func (d *Deploy) judge(pod string, s server.Status) error {
	const other = "Another image was deployed than the sources here make: check out its commit, or leave --image out."
	from := d.builtFrom()
	switch {
	case s.Service != d.bundle.App:
		return problem(other, "the pod %s serves the app %q, not %q", pod, s.Service, d.bundle.App)
	case s.Worker.Role != "cluster":
		return problem("The overlay or the Secret sets WORKER_ROLE.", "the pod %s has the role %q, not cluster", pod, s.Worker.Role)
	case from != "" && s.Runtime.Revision != from:
		return problem("The overlay or the Secret sets HOST_REVISION, or another image was deployed meanwhile: see `host deploy status`.",
			"the pod %s says that it was made from the commit %q, not %s", pod, s.Runtime.Revision, from)
	case !slices.Equal(s.Functions, d.result.Functions):
		return problem(other, "the pod %s serves other functions than this build has: %s", pod, changed(d.result.Functions, s.Functions))
	case len(s.Runtime.MissingPrograms) > 0:
		return problem("Name a base image that has them with --base, or take the role cluster from the scripts that require them.",
			"the pod %s lacks programs that its scripts require: %s", pod, strings.Join(s.Runtime.MissingPrograms, ", "))
	case s.Status != "ok":
		return fmt.Errorf("the pod %s is %s", pod, s.Status)
	}
	if s.Worker.HasDuplicateFunctionIDs {
		d.warn(Probe, fmt.Sprintf("scripts of different roles define %s, each for itself: where both run under the app %s, the last to register wins",
			listed(s.Worker.DuplicateFunctionIDs, 5), s.Service))
	}
	return nil
}

// builtFrom is what a pod of this deploy must say that it was made from, or ""
// where that is not known: of an image that was named.
func (d *Deploy) builtFrom() string {
	switch {
	case d.image == nil:
		return ""
	case d.state.Dirty():
		return d.state.Revision + "-dirty"
	}
	return d.state.Revision
}

// changed tells how have differs from want, both sorted.
func changed(want, have []string) string {
	var parts []string
	for _, id := range want {
		if !slices.Contains(have, id) {
			parts = append(parts, "it lacks "+id)
		}
	}
	for _, id := range have {
		if !slices.Contains(want, id) {
			parts = append(parts, "it has "+id)
		}
	}
	return listed(parts, 5)
}

// fetch reads a JSON document and gives the status.
func fetch(ctx context.Context, url string, into any) (int, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, probeTimeout, fmt.Errorf("no answer within %s", probeTimeout))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return 0, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 16<<20))
	if err != nil {
		return 0, err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return res.StatusCode, fmt.Errorf("its answer is not a worker's: %w", err)
	}
	return res.StatusCode, nil
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}
