package kube

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// pause is that between two looks at a rollout.
const pause = 500 * time.Millisecond

// patience is how many looks in a row may fail before a rollout is given up
// as unknown: an API server may be restarted under it.
const patience = 20

// A Snapshot is what a cluster knows of a Deployment at a moment.
type Snapshot struct {
	Deployment *Deployment
	// Sets are its ReplicaSets, the highest revision first.
	Sets []ReplicaSet
	// Pods are those of all revisions, the newest first.
	Pods []Pod
	// Events are about its pods.
	Events []Event
	// At is when.
	At time.Time
}

// Progress is how far a rollout has come.
type Progress struct {
	// Desired is how many pods there should be; Updated are those of the new
	// revision, Ready those of them that take traffic, and Available those
	// that have done so for long enough.
	Desired, Updated, Ready, Available int
	// Old are pods of earlier revisions that still serve, and Draining those
	// that are being stopped.
	Old, Draining int
	// Waiting says what the rollout waits for, for people.
	Waiting string
	// Done says that all is as it should be.
	Done bool
}

// Snapshot reads the Deployment and what belongs to it.
func (c *Client) Snapshot(ctx context.Context, name string) (*Snapshot, error) {
	d, err := c.Deployment(ctx, name)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{Deployment: d, At: time.Now()}
	if s.Sets, err = c.ReplicaSets(ctx, d); err != nil {
		return nil, err
	}
	if s.Pods, err = c.Pods(ctx, d); err != nil {
		return nil, err
	}
	if s.Events, err = c.Events(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// templateHash is the label that the pods of one revision share.
const templateHash = "pod-template-hash"

// Current is the ReplicaSet of the Deployment's newest revision, or nil while
// there is none yet.
func (s *Snapshot) Current() *ReplicaSet {
	d := s.Deployment
	if d.Status.ObservedGeneration < d.Metadata.Generation {
		return nil
	}
	revision := d.Metadata.Revision()
	i := slices.IndexFunc(s.Sets, func(r ReplicaSet) bool { return r.Metadata.Revision() == revision })
	if i < 0 {
		return nil
	}
	return &s.Sets[i]
}

// NewPods are the pods of the newest revision that are neither being stopped nor
// put out by their nodes, the newest first.
func (s *Snapshot) NewPods() []Pod {
	return slices.DeleteFunc(s.ofCurrent(), func(p Pod) bool { return p.Status.Phase == failedPhase })
}

// failedPhase is that of a pod whose node has put it out: the ReplicaSet makes
// another.
const failedPhase = "Failed"

// ofCurrent are the pods of the newest revision that are not being stopped.
func (s *Snapshot) ofCurrent() []Pod {
	current := s.Current()
	if current == nil {
		return nil
	}
	hash := current.Metadata.Labels[templateHash]
	var pods []Pod
	for _, p := range s.Pods {
		if p.Metadata.Labels[templateHash] == hash && p.Metadata.DeletionTimestamp == nil {
			pods = append(pods, p)
		}
	}
	return pods
}

// evicted tells of the newest pod that its node has put out, or is "".
func (s *Snapshot) evicted() string {
	for _, p := range s.ofCurrent() {
		if p.Status.Phase == failedPhase {
			return fmt.Sprintf("; %s was put out by its node: %s: %s", p.Metadata.Name, p.Status.Reason, oneLine(p.Status.Message))
		}
	}
	return ""
}

// Progress measures the rollout.
func (s *Snapshot) Progress() Progress {
	d := s.Deployment
	p := Progress{
		Desired: d.Desired(), Updated: d.Status.UpdatedReplicas, Available: d.Status.AvailableReplicas,
		Old: max(0, d.Status.Replicas-d.Status.UpdatedReplicas),
	}
	for _, pod := range s.Pods {
		if pod.Metadata.DeletionTimestamp != nil {
			p.Draining++
		}
	}
	fresh := s.NewPods()
	for _, pod := range fresh {
		if pod.Ready() {
			p.Ready++
		}
	}
	switch {
	case s.Current() == nil:
		p.Updated, p.Available = 0, 0
		p.Waiting = "the cluster to take notice"
	case p.Updated < p.Desired:
		p.Waiting = fmt.Sprintf("new pods: %d of %d", p.Updated, p.Desired)
	case p.Ready < p.Desired:
		p.Waiting = s.unready(fresh)
	case p.Available < p.Desired:
		p.Waiting = "the new pods to have been ready for long enough"
	case p.Old > 0:
		p.Waiting = fmt.Sprintf("%d pods of the old revision to go", p.Old)
	default:
		p.Done = true
	}
	return p
}

// unready says what the new pods that are not ready are doing.
func (s *Snapshot) unready(pods []Pod) string {
	for _, pod := range pods {
		if pod.Ready() {
			continue
		}
		return pod.Metadata.Name + ": " + s.doing(pod) + s.evicted()
	}
	return "new pods" + s.evicted()
}

// doing says in a few words what a pod that is not ready is at.
func (s *Snapshot) doing(pod Pod) string {
	if c, ok := condition(pod.Status.Conditions, "PodScheduled"); ok && c.Status == "False" {
		return "no node for it: " + c.Message
	}
	for _, c := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		switch {
		case c.State.Waiting != nil && c.State.Waiting.Message != "":
			return c.State.Waiting.Reason + ": " + oneLine(c.State.Waiting.Message)
		case c.State.Waiting != nil && c.State.Waiting.Reason == "ContainerCreating":
			return "pulling the image"
		case c.State.Waiting != nil:
			return c.State.Waiting.Reason
		case c.State.Running != nil && !c.Ready:
			if why := s.lastEvent(pod, "Unhealthy"); why != "" {
				return "running, not ready: " + oneLine(why)
			}
			return "running, not ready yet"
		}
	}
	return "starting"
}

// lastEvent is the newest event of the reason about a pod, or "".
func (s *Snapshot) lastEvent(pod Pod, reason string) string {
	var last Event
	for _, e := range s.Events {
		if e.InvolvedObject.UID == pod.Metadata.UID && e.Reason == reason && !e.LastTimestamp.Before(last.LastTimestamp) {
			last = e
		}
	}
	return last.Message
}

// A Watch says what to wait for.
type Watch struct {
	// Name is the Deployment's.
	Name string
	// Timeout bounds the whole.
	Timeout time.Duration
	// Report is told of the progress whenever it has changed. Nil for nobody.
	Report func(Progress)
	// Rules decide when a trouble is a failure.
	Rules Rules
}

// Watch waits until the rollout is done. A rollout that cannot succeed is a
// *Failure as soon as that is known; so is one that takes longer than the
// timeout.
func (c *Client) Watch(ctx context.Context, w Watch) (Progress, error) {
	deadline := time.Now().Add(w.Timeout)
	var last Progress
	misses := 0
	for {
		s, err := c.Snapshot(ctx, w.Name)
		switch {
		case ctx.Err() != nil:
			return last, context.Cause(ctx)
		case err != nil && (NotFound(err) || misses >= patience || status(err) == http.StatusForbidden):
			return last, err
		case err != nil:
			misses++
			if waiting := "the cluster does not answer: " + err.Error(); w.Report != nil && last.Waiting != waiting {
				last.Waiting = waiting
				w.Report(last)
			}
		default:
			misses = 0
			p := s.Progress()
			if w.Report != nil && p != last {
				w.Report(p)
			}
			last = p
			if p.Done {
				return p, nil
			}
			failure := Explain(s, w.Rules)
			if failure == nil && time.Now().After(deadline) {
				failure = late(s, w.Timeout)
			}
			if failure != nil {
				c.enrich(ctx, s, failure)
				return p, failure
			}
		}
		select {
		case <-ctx.Done():
			return last, context.Cause(ctx)
		case <-time.After(pause):
		}
	}
}

// logLines is how much of a log belongs into a failure.
const logLines = 40

// enrich adds to a failure the pod's last log lines and events.
func (c *Client) enrich(ctx context.Context, s *Snapshot, f *Failure) {
	i := slices.IndexFunc(s.Pods, func(p Pod) bool { return p.Metadata.Name == f.Pod })
	if i < 0 {
		return
	}
	pod := s.Pods[i]
	for _, e := range s.Events {
		if e.InvolvedObject.UID == pod.Metadata.UID && e.Type == "Warning" {
			f.Events = append(f.Events, e.Reason+": "+oneLine(e.Message))
		}
	}
	f.Events = lastOf(slices.Compact(f.Events), 5)
	if !f.ran {
		return
	}
	text, err := c.Logs(ctx, f.Pod, f.Container, logLines, true)
	if err != nil || text == "" {
		text, err = c.Logs(ctx, f.Pod, f.Container, logLines, false)
	}
	if err == nil {
		f.Log = lastOf(strings.Split(strings.TrimRight(text, "\n"), "\n"), logLines)
	}
}

// late is the failure of a rollout that takes too long.
func late(s *Snapshot, timeout time.Duration) *Failure {
	p := s.Progress()
	f := &Failure{
		Reason: TimedOut,
		Text:   fmt.Sprintf("after %s %d of %d new pods are ready", timeout, p.Ready, p.Desired),
		Hint:   "Look at the pod with `kubectl describe pod` and `kubectl logs`; give it longer with --timeout if it only starts slowly.",
	}
	if p.Waiting != "" {
		f.Text += "; waiting for " + p.Waiting
	}
	for _, pod := range s.NewPods() {
		if !pod.Ready() {
			f.Pod, f.Container, f.ran = pod.Metadata.Name, firstContainer(pod), true
			break
		}
	}
	return f
}

// ErrNoRevision says that there is nothing to go back to.
var ErrNoRevision = errors.New("there is no earlier revision to go back to")

func firstContainer(p Pod) string {
	if len(p.Status.ContainerStatuses) == 0 {
		return ""
	}
	return p.Status.ContainerStatuses[0].Name
}

func lastOf[T any](s []T, n int) []T { return s[max(0, len(s)-n):] }

// oneLine is text without line breaks, and not too long.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 400 {
		text = strings.ToValidUTF8(text[:400], "") + "..."
	}
	return text
}
