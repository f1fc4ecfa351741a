package deploy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Check is one thing that must hold before a deploy.
type Check struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	// Warned says that there is something to know, though it is OK.
	Warned bool `json:"warned,omitempty"`
	// Text says what was found, Hint what to do when it is not OK.
	Text string `json:"text"`
	Hint string `json:"hint,omitempty"`
	// Err is why it is not OK.
	Err error `json:"-"`
}

// A ChecksError is those that did not hold.
type ChecksError struct{ Failed []Check }

// Error names them, one on a line.
func (e *ChecksError) Error() string {
	var lines []string
	for _, c := range e.Failed {
		lines = append(lines, c.Name+": "+c.Text)
		if c.Hint != "" {
			lines = append(lines, "  "+c.Hint)
		}
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives why they did not hold.
func (e *ChecksError) Unwrap() []error {
	var errs []error
	for _, c := range e.Failed {
		errs = append(errs, c.Err)
	}
	return errs
}

// errSkipped is that of a check that has nothing to look at.
var errSkipped = errors.New("not checked")

// errElsewhere is that of a check that cannot be made, for a reason that
// another one tells.
var errElsewhere = errors.New("told by another check")

// Doctor carries out all checks, and changes nothing.
func (d *Deploy) Doctor(ctx context.Context) ([]Check, error) {
	defer d.close()
	return d.checks(ctx, &progress{deploy: d, phase: Preflight})
}

// preflight is Doctor as a phase.
func (d *Deploy) preflight(ctx context.Context, p *progress) error {
	if err := d.require(ctx, p); err != nil {
		return err
	}
	p.detail = fmt.Sprintf("%s to %s/%s in %s", plural(len(d.bundle.Functions), "function"), d.Cluster.Namespace, d.Name, d.Cluster.Context)
	return nil
}

// require carries out the checks, or those that are named, and wants all of
// them to hold.
func (d *Deploy) require(ctx context.Context, p *progress, only ...string) error {
	checks, err := d.checks(ctx, p, only...)
	if err != nil {
		return err
	}
	var failed []Check
	for _, c := range checks {
		if !c.OK {
			failed = append(failed, c)
		}
	}
	if len(failed) > 0 {
		return &ChecksError{failed}
	}
	return nil
}

func (d *Deploy) checks(ctx context.Context, p *progress, only ...string) ([]Check, error) {
	var done []Check
	failed := map[string]bool{}
	for _, check := range []struct {
		name string
		// after are the checks without which this one says nothing.
		after []string
		do    func(context.Context) (string, error)
	}{
		{"source", nil, d.checkSource},
		{"scripts", nil, d.checkScripts},
		{"types", []string{"scripts"}, d.checkTypes},
		{"cluster", nil, d.checkCluster},
		{"nodes", []string{"cluster"}, d.checkNodes},
		{"program", []string{"nodes"}, d.checkProgram},
		{"registry", nil, d.checkRegistry},
		{"secrets", []string{"cluster", "nodes"}, d.checkSecrets},
		{"manifests", []string{"cluster", "nodes"}, d.checkManifests},
		{"inngest", []string{"scripts", "cluster"}, d.checkInngest},
	} {
		if ctx.Err() != nil {
			return done, context.Cause(ctx)
		}
		if only != nil && !slices.Contains(only, check.name) {
			continue
		}
		if slices.ContainsFunc(check.after, func(name string) bool { return failed[name] }) {
			failed[check.name] = true
			continue
		}
		p.say("checking: " + check.name)
		warnings := len(d.result.Warnings)
		text, err := check.do(ctx)
		if ctx.Err() != nil {
			return done, context.Cause(ctx)
		}
		c := Check{Name: check.name, OK: err == nil, Warned: err == nil && len(d.result.Warnings) > warnings, Text: text}
		switch {
		case errors.Is(err, errElsewhere):
			failed[check.name] = true
			continue
		case errors.Is(err, errSkipped):
			c.OK = true
		case err != nil:
			failed[check.name] = true
			failure := &PhaseError{Phase: Preflight, Err: err}
			c.Text, c.Hint, c.Err = err.Error(), failure.Hint(), err
		}
		done = append(done, c)
	}
	return done, nil
}
