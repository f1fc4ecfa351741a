package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"systembus/host/server"
)

// healthcheckCmd is `host healthcheck`.
type healthcheckCmd struct {
	URL     string        `arg:"" optional:"" default:"http://127.0.0.1:3111/readyz" help:"What to ask; this machine's worker unless it is given."`
	Timeout time.Duration `default:"5s" placeholder:"DURATION" help:"How long to wait for the answer."`
	JSON    bool          `help:"Print the outcome as JSON."`
}

// Help is shown by host healthcheck --help.
func (*healthcheckCmd) Help() string {
	return `Asks a worker whether it is ready, and ends with 0 when it is: for images, which hold no other program.
A deploy runs it in a new pod, to see that the worker's own address works inside the cluster.`
}

// Run asks.
func (c *healthcheckCmd) Run(ctx context.Context, w *world) error {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	health := server.AskHealth(ctx, c.URL)
	switch {
	case c.JSON:
		if err := w.json(health); err != nil || health.OK {
			return err
		}
		return silentError{exitFailed}
	case !health.OK:
		return errors.New(health.Text)
	}
	fmt.Fprintf(w.stdout, "%s %s is ready\n", good.Render("✓"), c.URL)
	return nil
}
