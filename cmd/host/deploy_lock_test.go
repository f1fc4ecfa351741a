package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"systembus/deploy/registry/registrytest"
)

// holder is who deploys, as the cluster knows it.
func (c *cluster) holder() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	spec, _ := c.lease["spec"].(map[string]any)
	name, _ := spec["holderIdentity"].(string)
	return name
}

// held makes the cluster one where somebody was last heard of deploying at a
// time.
func held(holder string, renewed time.Time) *cluster {
	text := renewed.UTC().Format("2006-01-02T15:04:05.000000Z")
	return &cluster{lease: map[string]any{"spec": map[string]any{"holderIdentity": holder, "acquireTime": text, "renewTime": text}}}
}

// TestDeployLock has deploys meet another one, and end before they change
// anything, for one reason or another: what they hold is given back. What is
// said is compared with testdata/deploy-lock.golden.
func TestDeployLock(t *testing.T) {
	var story strings.Builder
	for _, tt := range []struct {
		name  string
		c     *cluster
		at    string // where it is interrupted
		want  int
		after string
	}{
		{"somebody else deploys", held("ada@desk", time.Now()), "", 10, "ada@desk"},
		{"one that was killed is forgotten, and this one's base is not in the registry", held("ada@desk", time.Now().Add(-3*time.Minute)), "", 11, ""},
		{"Ctrl-C after the preflight", &cluster{}, "✓ preflight", 11, ""},
		{"the worker changes meanwhile", &cluster{meanwhile: true}, "", 10, ""},
	} {
		images := registrytest.Start(t, map[string]registrytest.Access{pat: registrytest.Push}).Host
		p := plannedWith(t, tt.c, images)
		ctx, cancel := context.WithCancel(t.Context())
		out := &trigger{at: "never"}
		if tt.at != "" {
			out.at, out.do = tt.at, cancel
		}
		var errs bytes.Buffer
		code := run(ctx, []string{"deploy", "-C", p.dir, "--base", images + "/owner/base@sha256:" + strings.Repeat("0", 64)}, http.NoBody, out, &errs, p.environ)
		cancel()
		text := out.text.String() + errs.String()
		fmt.Fprintf(&story, "# %s: exit code %d\n%s\n", tt.name, code, p.normal(text))
		if code != tt.want {
			t.Errorf("%s: exit code %d, want %d\n%s", tt.name, code, tt.want, text)
		}
		if got := tt.c.holder(); got != tt.after {
			t.Errorf("%s: held by %q afterwards, want %q", tt.name, got, tt.after)
		}
		if len(tt.c.changes) > 0 {
			t.Errorf("%s: something was changed: %q", tt.name, tt.c.changes)
		}
	}
	golden(t, "testdata/deploy-lock.golden", story.String())
}
