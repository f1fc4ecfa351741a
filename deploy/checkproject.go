package deploy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"

	"systembus/deploy/image"
	"systembus/deploy/source"
)

func (d *Deploy) checkSource(ctx context.Context) (string, error) {
	if d.Image != "" {
		if _, err := name.NewDigest(d.Image, name.StrictValidation); err != nil {
			return "", problem("Name it as `host deploy push` did, registry/name@sha256:...: a tag may mean another image tomorrow.",
				"the image %s is not named by its digest", d.Image)
		}
		return "deploying " + d.Image, errSkipped
	}
	state, err := d.Source(ctx)
	if err != nil {
		return "", problem("A deploy is named after the commit that it is made from: run it in a git repository with a commit.", "%w", err)
	}
	d.state = state
	d.result.Commit, d.result.Dirty = state.Revision, state.Dirty()
	text := "commit " + shortTag(state.Tag())
	if state.Branch != "" {
		text += " of " + state.Branch
	}
	if err := d.checkBranch(state.Branch); err != nil {
		return "", err
	}
	if state.Dirty() {
		what := differ(len(state.Changed)) + " from the commit: " + listed(state.Changed, 5)
		if !d.AllowDirty {
			return "", problem("Commit, or deploy it as it is with --allow-dirty.", "%s", what)
		}
		d.warn(Preflight, what+"; `host deploy run` wants --allow-dirty for that")
	}
	if state.Unpushed {
		d.warn(Preflight, "the commit is on no branch of the remote: push it, so that others can find what is deployed")
	}
	return text, nil
}

// checkBranch holds a deploy to the branch that they are made from. A commit
// that no branch is checked out for, as build services have it, is nobody's
// work in progress; and a push alone deploys nothing.
func (d *Deploy) checkBranch(branch string) error {
	if branch == "" || branch == d.Branch || d.Branch == "" || d.Cluster == nil {
		return nil
	}
	what := fmt.Sprintf("the branch is %s, and deploys are made from %s", branch, d.Branch)
	if !d.AllowDirty {
		return problem("Switch to it, deploy this one as it is with --allow-dirty, or name the branch of your deploys: --branch, \"deployBranch\" in host.json.", "%s", what)
	}
	d.warn(Preflight, what+"; `host deploy run` wants --allow-dirty for that")
	return nil
}

func (d *Deploy) checkScripts(ctx context.Context) (string, error) {
	bundle, err := d.Bundle(ctx)
	if err != nil {
		return "", err
	}
	d.bundle = bundle
	for _, w := range bundle.Warnings {
		d.warn(Preflight, w)
	}
	if len(bundle.Functions) == 0 {
		return "", problem(`Say so in a script with export const roles = ["cluster"].`, "no function has the role cluster")
	}
	d.result.App = bundle.App
	for _, f := range bundle.Functions {
		d.result.Functions = append(d.result.Functions, f.ID)
	}
	slices.Sort(d.result.Functions)
	for _, name := range d.Expect {
		if !slices.Contains(d.result.Functions, name) {
			return "", problem("Is its file in a folder of functions, exported, and of the role cluster? `host functions` lists what there is.",
				"the function %q is not in this build", name)
		}
	}
	if d.Event != "" && !starts(bundle.Functions, d.Event) {
		return "", problem("Name the event of a function's trigger: `host functions` lists them.", "no function starts by the event %s", d.Event)
	}
	if err := d.checkPrograms(); err != nil {
		return "", err
	}
	return fmt.Sprintf("all load, %s of the app %s", plural(len(bundle.Functions), "function"), bundle.App), nil
}

// checkPrograms finds programs that scripts require and that our own base
// lacks, and a base that is not named by its digest. What is in one that is
// shows when the image is made.
func (d *Deploy) checkPrograms() error {
	if d.Image != "" {
		return nil
	}
	if d.Base != "" {
		if _, err := name.NewDigest(d.Base, name.StrictValidation); err != nil {
			return problem("Name it registry/name@sha256:...: a tag may mean another image tomorrow.", "the base image %s is not named by its digest", d.Base)
		}
		return nil
	}
	var wrong []error
	for _, script := range d.bundle.Scripts {
		for _, program := range script.Requires {
			wrong = append(wrong, &image.MissingProgramError{Script: script.Path, Program: program, Role: "cluster"})
		}
	}
	return errors.Join(wrong...)
}

func (d *Deploy) checkTypes(ctx context.Context) (string, error) {
	if d.Image != "" {
		return "nothing is built", errSkipped
	}
	version, err := d.Types(ctx)
	if errors.Is(err, source.ErrTypesUnchecked) {
		return err.Error(), errSkipped
	}
	if wrong, ok := errors.AsType[*source.TypesError](err); ok {
		return "", problem("Mend them: `tsc --noEmit` shows them all.", "TypeScript %s finds:\n%w", version, wrong)
	}
	return "TypeScript " + version + " finds nothing wrong", err
}

// checkProgram makes sure that there is a host for each platform of the image,
// or can be.
func (d *Deploy) checkProgram(context.Context) (string, error) {
	if d.Image != "" {
		return "nothing is built", errSkipped
	}
	var found []string
	for _, platform := range d.platforms() {
		how, err := image.LookForBinary(platform, d.Search)
		if err != nil {
			return "", problem("In the host's source, `make worker` makes it beside the program; --binary names another.", "%w", err)
		}
		found = append(found, "the host for "+string(platform)+": "+how)
	}
	return strings.Join(found, "; "), nil
}

func (d *Deploy) checkRegistry(ctx context.Context) (string, error) {
	if d.Image != "" {
		return "nothing is pushed", errSkipped
	}
	if d.Registry == nil {
		return "", problem(`Say it with --repository, or "deployRepository" in host.json: ghcr.io/owner/system-bus-worker.`, "where images go is not said")
	}
	err := d.Registry.Check(ctx)
	d.result.Credential = d.Registry.Credential()
	if err != nil {
		return "", err
	}
	return d.Registry.Repository() + " takes images, with the credential of " + d.Registry.Credential(), nil
}
