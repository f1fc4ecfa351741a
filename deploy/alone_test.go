package deploy

import (
	"context"
	"errors"
	"slices"
	"testing"

	"systembus/deploy/kube"
)

// TestLost ends a deploy because somebody else deploys: it goes nowhere back.
func TestLost(t *testing.T) {
	ctx, lose := context.WithCancelCause(t.Context())
	d := New(Options{})
	d.before.exists, d.before.applied = true, true
	err := d.phase(ctx, Rollout, func(ctx context.Context, _ *progress) error {
		lose(&kube.LostError{Holder: "bob@lap"})
		return context.Cause(ctx)
	})
	err = d.recover(ctx, err)
	failed, ok := errors.AsType[*PhaseError](err)
	if !ok || failed.Interrupted || failed.RolledBack || failed.Code() != 14 {
		t.Errorf("got %#v", err)
	}
	if want := "bob@lap has begun another deploy, since this one was not heard of for 2m0s"; failed.Error() != want {
		t.Errorf("got %q, want %q", failed, want)
	}
	if want := "What is deployed is that deploy's from now on: see `host deploy status`."; failed.Hint() != want {
		t.Errorf("the hint is %q, want %q", failed.Hint(), want)
	}
	if want := []string{"left as it is: going back would undo the other deploy"}; !slices.Equal(d.result.Warnings, want) {
		t.Errorf("warned of %q, want %q", d.result.Warnings, want)
	}
}
