package deploy

import (
	"context"
	"errors"
	"testing"
)

// What follows the first phase counts as much: a command that fails there says
// so in its result, and by its exit code.
func TestInOrder(t *testing.T) {
	well := func(context.Context, *progress) error { return nil }
	bad := func(context.Context, *progress) error { return errors.New("bad") }
	tests := []struct {
		name         string
		probe, after func(context.Context, *progress) error
		phase        Phase
		code         int
		phases       int
	}{
		{"all goes well", well, well, "", 0, 2},
		{"the first fails", bad, well, Probe, 15, 1},
		{"the second fails", well, bad, Verify, 16, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := New(Options{Report: func(Event) {}})
			err := d.inOrder(t.Context(), part{Probe, tt.probe}, part{Verify, tt.after})
			r := d.result
			if (err == nil) != (tt.code == 0) || r.OK != (tt.code == 0) || r.Phase != tt.phase || r.Code != tt.code || len(r.Phases) != tt.phases {
				t.Errorf("got %v and %+v, want the phase %q, the code %d and %d phases", err, r, tt.phase, tt.code, tt.phases)
			}
		})
	}
}
