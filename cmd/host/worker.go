//go:build worker

package main

import "errors"

// deployCmd is what is left of `host deploy` in a worker's program, which is
// built with the tag worker and goes into an image: it serves, and leaves
// deploying, with all that takes, to the program on somebody's machine.
type deployCmd struct {
	Args []string `arg:"" optional:"" passthrough:"" hidden:""`
}

// Run says what to do instead.
func (*deployCmd) Run() error {
	return hintError{
		errors.New("this is a worker's program, built to serve: it cannot deploy"),
		"Run `host deploy` on your own machine, in the folder of the sources.",
	}
}

// A deployError does not occur here.
type deployError struct{ error }

func (*world) deployFailure(deployError) int { return exitFailed }
