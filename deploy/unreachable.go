package deploy

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"systembus/host/inngest"
	"systembus/host/server"
)

// An UnreachableError says that the Inngest server cannot call the worker, with
// what was found on the way between them.
type UnreachableError struct {
	URL string
	// Facts are in the order of the way, from the worker to the server.
	Facts []Fact
}

// A Fact is what was found at one place of the way.
type Fact struct {
	OK   bool
	Text string
	// Hint says what to do when it is not OK.
	Hint string
}

// Error says which address cannot be reached.
func (e *UnreachableError) Error() string {
	return "the server cannot reach the worker at " + e.URL
}

// Details are the facts, one a line.
func (e *UnreachableError) Details() []string {
	var lines []string
	for _, f := range e.Facts {
		mark := "✓ "
		if !f.OK {
			mark = "✘ "
		}
		lines = append(lines, mark+f.Text)
	}
	return lines
}

// Hint is that of the first fact that is wrong. When none is, what is left is
// on the server's side.
func (e *UnreachableError) Hint() string {
	for _, f := range e.Facts {
		if !f.OK && f.Hint != "" {
			return f.Hint
		}
	}
	u, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("All is well up to the Service. What is left is on the Inngest server's side: does %s resolve where it runs, and does a NetworkPolicy or a firewall let it through? Then `host deploy refresh`.", u.Hostname())
}

// slow is how long a worker may take to say that it is ready before something
// is said to hold it.
const slow = 2 * time.Second

// diagnose looks at everything between the worker and the server.
func (d *Deploy) diagnose(ctx context.Context, at string) *UnreachableError {
	e := &UnreachableError{URL: at}
	add := func(ok bool, hint, format string, args ...any) {
		e.Facts = append(e.Facts, Fact{ok, fmt.Sprintf(format, args...), hint})
	}
	pod := ""
	if s, err := d.Cluster.Snapshot(ctx, d.Name); err != nil {
		add(false, "", "the pods: %s", firstLine(err))
	} else {
		progress := s.Progress()
		add(progress.Available > 0, "`host deploy status` says why none is.", "%d of %d pods are ready", progress.Available, progress.Desired)
	}
	err := d.worker(ctx, func(to reach) error {
		pod = to.pod
		began := time.Now()
		_, err := d.status(ctx, to)
		took := time.Since(began).Round(time.Millisecond)
		if err == nil {
			add(took < slow, "A function that computes, or waits without await, holds its worker: the worker's log and metrics tell which.", "%s answers within %s, through a forwarded port", pod, took)
		}
		return err
	})
	if err != nil {
		add(false, "Does a function hold it? The worker's log has more.", "%s gives no answer through a forwarded port: %s", cmp.Or(pod, "a new pod"), firstLine(err))
	}
	if ready, err := d.Cluster.ReadyEndpoints(ctx, d.Name); err != nil {
		add(false, "", "the Service %s: %s", d.Name, firstLine(err))
	} else {
		add(len(ready) > 0, "Do the Service's selector and the pods' labels agree? See the overlay.", "the Service %s leads to %s", d.Name, cmp.Or(strings.Join(ready, ", "), "no pod"))
	}
	if own := d.serveURL(); !inngest.SameURL(at, own) {
		add(false, "The worker registers under --worker-origin. Another worker of the same app registers under the other URL: stop it, or give it an app id of its own.", "the server calls %s, and this deploy's worker is at %s", at, own)
	}
	if pod != "" {
		d.askedInside(ctx, pod, add)
	}
	return e
}

// askedInside adds what a pod finds at the worker's address.
func (d *Deploy) askedInside(ctx context.Context, pod string, add func(bool, string, string, ...any)) {
	health, err := d.inside(ctx, pod)
	switch {
	case err != nil:
		add(true, "", "%s from inside the cluster: %s", d.origin(), err)
	case health.OK:
		add(true, "", "%s answers inside the cluster, asked from %s", d.origin(), pod)
	case health.Trouble == server.UnknownName:
		add(false, "Is there a Service of this name? See the overlay, and --worker-origin.", "%s is not known inside the cluster, asked from %s", d.origin(), pod)
	case health.Trouble == server.NoAnswer:
		add(false, "Does a NetworkPolicy keep the Inngest server out, too? Ours lets the pods of the worker's namespace in.", "%s gives %s no answer within %s", d.origin(), pod, insideWait)
	default:
		add(false, "Do the Service's port and the address agree? See the overlay, and --worker-origin.", "asked from %s: %s", pod, health.Text)
	}
}
