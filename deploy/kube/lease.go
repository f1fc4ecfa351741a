package kube

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// leaseTime is how long a deploy that was killed keeps others out.
const leaseTime = 2 * time.Minute

// A HeldError says that somebody else deploys at this moment.
type HeldError struct {
	Holder string
	Since  time.Time
}

// Error names who deploys since when.
func (e *HeldError) Error() string {
	return fmt.Sprintf("%s has been deploying since %s", e.Holder, e.Since.Local().Format("15:04:05"))
}

// A LostError says that somebody else has begun to deploy, since this deploy
// was not heard of for too long: its machine slept, or had no network.
type LostError struct{ Holder string }

// Error names who deploys now.
func (e *LostError) Error() string {
	return fmt.Sprintf("%s has begun another deploy, since this one was not heard of for %s", e.Holder, leaseTime)
}

type leaseSpec struct {
	HolderIdentity       string `json:"holderIdentity"`
	LeaseDurationSeconds int    `json:"leaseDurationSeconds"`
	AcquireTime          string `json:"acquireTime"`
	RenewTime            string `json:"renewTime"`
}

// held says whether somebody holds a lease at a time.
func (s leaseSpec) held(now time.Time) bool {
	return s.HolderIdentity != "" && now.Sub(moment(s.RenewTime)) < leaseTime
}

type lease struct {
	Metadata Meta      `json:"metadata"`
	Spec     leaseSpec `json:"spec"`
}

// Lock keeps other deploys of the name out until release is called, which may
// be done after ctx has ended. It is a *HeldError when one is under way. held
// is ctx, but that it also ends when the lock was lost, with a *LostError.
func (c *Client) Lock(ctx context.Context, name, holder string) (held context.Context, release func(context.Context) error, err error) {
	l := &lock{client: c, name: "host-deploy-" + name, holder: cmp.Or(holder, "somebody")}
	now, err := l.read(ctx)
	if err != nil && !NotFound(err) {
		return nil, nil, err
	}
	l.since = micro(c.now())
	if now.Spec.held(c.now()) {
		return nil, nil, now.Spec.refusal()
	}
	l.version = now.Metadata.ResourceVersion
	err = l.write(ctx, l.holder, NotFound(err))
	if Conflict(err) { // somebody else was faster
		if now, err := l.read(ctx); err == nil && now.Spec.held(c.now()) {
			return nil, nil, now.Spec.refusal()
		}
	}
	if err != nil {
		return nil, nil, err
	}
	held, lost := context.WithCancelCause(ctx)
	renewing, stop := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.renew(renewing, lost)
	}()
	return held, func(ctx context.Context) error {
		stop()
		<-ended
		_, gone := errors.AsType[*LostError](context.Cause(held))
		lost(nil)
		if gone {
			return nil // it is not ours to give back
		}
		return l.write(ctx, "", false)
	}, nil
}

func (s leaseSpec) refusal() error { return &HeldError{s.HolderIdentity, moment(s.AcquireTime)} }

// A lock is a lease that we hold.
type lock struct {
	client *Client
	name   string
	// holder and since tell it from another's.
	holder, since string
	version       string
}

func (l *lock) read(ctx context.Context) (lease, error) {
	var now lease
	err := l.client.get(ctx, "the Lease "+l.name, l.path(), nil, &now)
	return now, err
}

func (l *lock) path() string { return l.client.group("coordination.k8s.io/v1", "leases/"+l.name) }

// write says who holds the lease, if nobody else has written it meanwhile.
func (l *lock) write(ctx context.Context, holder string, create bool) error {
	meta := map[string]any{"name": l.name, "namespace": l.client.Namespace}
	r := request{what: "write the Lease " + l.name, method: http.MethodPut, path: l.path()}
	if create {
		r.method, r.path = http.MethodPost, l.client.group("coordination.k8s.io/v1", "leases")
	} else {
		meta["resourceVersion"] = l.version
	}
	var err error
	r.body, err = json.Marshal(map[string]any{
		"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": meta,
		"spec": leaseSpec{holder, int(leaseTime.Seconds()), l.since, micro(l.client.now())},
	})
	if err != nil {
		return err
	}
	var out lease
	if err := l.client.do(ctx, r, &out); err != nil {
		return err
	}
	l.version = out.Metadata.ResourceVersion
	return nil
}

// renew keeps the lease until ctx ends, or calls lost when it is another's. A
// renewal that fails for another reason is tried again.
func (l *lock) renew(ctx context.Context, lost func(error)) {
	tick := time.NewTicker(leaseTime / 4)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !Conflict(l.write(ctx, l.holder, false)) {
			continue
		}
		now, err := l.read(ctx)
		switch {
		case err != nil:
		case now.Spec.HolderIdentity == l.holder && now.Spec.AcquireTime == l.since:
			l.version = now.Metadata.ResourceVersion // our own, whose answer got lost
		default:
			lost(&LostError{cmp.Or(now.Spec.HolderIdentity, "somebody")})
			return
		}
	}
}

// leaseTimes is how Kubernetes writes the times of leases.
const leaseTimes = "2006-01-02T15:04:05.000000Z"

func micro(t time.Time) string { return t.UTC().Format(leaseTimes) }

// moment reads a time of a lease; one that is none is long past.
func moment(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}
	}
	return t
}
