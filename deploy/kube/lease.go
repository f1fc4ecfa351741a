package kube

import (
	"context"
	"encoding/json"
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

type lease struct {
	Metadata Meta `json:"metadata"`
	Spec     struct {
		HolderIdentity       string    `json:"holderIdentity"`
		LeaseDurationSeconds int       `json:"leaseDurationSeconds"`
		AcquireTime          time.Time `json:"acquireTime"`
		RenewTime            time.Time `json:"renewTime"`
	} `json:"spec"`
}

// Lock keeps other deploys of the name out until release is called, which may
// be done after ctx has ended. It is a *HeldError when one is under way.
func (c *Client) Lock(ctx context.Context, name, holder string) (release func(context.Context) error, err error) {
	name = "host-deploy-" + name
	path := c.group("coordination.k8s.io/v1", "leases/"+name)
	var held lease
	err = c.get(ctx, "the Lease "+name, path, nil, &held)
	if err != nil && !NotFound(err) {
		return nil, err
	}
	if err == nil && held.Spec.HolderIdentity != "" && time.Since(held.Spec.RenewTime) < leaseTime {
		return nil, &HeldError{held.Spec.HolderIdentity, held.Spec.AcquireTime}
	}
	created := NotFound(err)
	now := time.Now().UTC()
	write := func(ctx context.Context, holder, version string, create bool) (lease, error) {
		object := map[string]any{
			"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
			"metadata": map[string]any{"name": name, "namespace": c.Namespace, "resourceVersion": version},
			"spec": map[string]any{
				"holderIdentity": holder, "leaseDurationSeconds": int(leaseTime.Seconds()),
				"acquireTime": micro(now), "renewTime": micro(time.Now()),
			},
		}
		r := request{what: "write the Lease " + name, method: http.MethodPut, path: path}
		if create {
			delete(object["metadata"].(map[string]any), "resourceVersion")
			r.method, r.path = http.MethodPost, c.group("coordination.k8s.io/v1", "leases")
		}
		body, err := json.Marshal(object)
		if err != nil {
			return lease{}, err
		}
		r.body = body
		var out lease
		err = c.do(ctx, r, &out)
		return out, err
	}
	held, err = write(ctx, holder, held.Metadata.ResourceVersion, created)
	if Conflict(err) {
		return nil, &HeldError{"somebody else", now}
	}
	if err != nil {
		return nil, err
	}
	renewing, stop := context.WithCancel(context.WithoutCancel(ctx))
	version, ended := held.Metadata.ResourceVersion, make(chan struct{})
	go func() {
		defer close(ended)
		for tick := time.NewTicker(leaseTime / 4); ; {
			select {
			case <-renewing.Done():
				tick.Stop()
				return
			case <-tick.C:
				// A renewal that fails is tried again; a lease that was lost is
				// found out by whoever took it.
				if again, err := write(renewing, holder, version, false); err == nil {
					version = again.Metadata.ResourceVersion
				}
			}
		}
	}()
	return func(ctx context.Context) error {
		stop()
		<-ended
		_, err := write(ctx, "", version, false)
		return err
	}, nil
}

// micro is a time as Kubernetes writes those of leases.
func micro(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }
