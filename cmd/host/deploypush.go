//go:build !worker

package main

import (
	"context"
	"errors"
	"fmt"

	"systembus/deploy"
)

// deployPushCmd is `host deploy push`.
type deployPushCmd struct {
	deployFlags
	Tag        string `placeholder:"TAG" help:"Tag the image with this; the commit's id unless it is given."`
	AllowDirty bool   `help:"Push though files differ from the commit."`
}

// Help is shown by host deploy push --help.
func (*deployPushCmd) Help() string {
	return `Bundles the scripts, makes an image and pushes it, with no container engine and no cluster: the part
of a deploy that a build service does. The last line is the image by its digest, which
"host deploy run --image" takes from anywhere. The tag "latest" stays where it is: a deploy moves it
when what it deployed is verified.

The registry's token is GHCR_TOKEN, else a lease of ghcr_pat, else that of gh.

Examples:
  host deploy push --repository ghcr.io/owner/system-bus-worker
  host deploy push --platform linux/arm64 --platform linux/amd64 --json | jq -r .image`
}

// Run pushes.
func (c *deployPushCmd) Run(ctx context.Context, w *world) error {
	if c.Repository == "" {
		return usageError{errors.New("push where? say --repository ghcr.io/owner/system-bus-worker, or deployRepository in host.json")}
	}
	if err := checkTag(c.Tag); err != nil {
		return usageError{err}
	}
	o, err := c.offCluster(w)
	if err != nil {
		return err
	}
	o.Tag, o.AllowDirty = c.Tag, c.AllowDirty
	return c.follow(w, o, func(d *deploy.Deploy) (*deploy.Result, error) { return d.Publish(ctx) }, func(r *deploy.Result) string {
		return fmt.Sprintf("%s pushed in %s\n%s", good.Render("✓"), spanSeconds(r.Seconds), r.Image)
	})
}
