package outbox

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// busy is the error of a receiver that asks to be left alone.
type busy time.Duration

func (busy) Error() string               { return "too many requests" }
func (b busy) RetryAfter() time.Duration { return time.Duration(b) }

func TestWait(t *testing.T) {
	d := Drain{MinWait: 100 * time.Millisecond, MaxWait: 10 * time.Second}
	for _, c := range []struct {
		name     string
		n        int
		err      error
		from, to time.Duration
	}{
		{"the first failure", 1, errors.New("away"), 50 * time.Millisecond, 100 * time.Millisecond},
		{"the third", 3, errors.New("away"), 200 * time.Millisecond, 400 * time.Millisecond},
		{"the hundredth", 100, errors.New("away"), 5 * time.Second, 10 * time.Second},
		{"it asks for half a minute", 1, fmt.Errorf("sink: %w", busy(30*time.Second)), 30 * time.Second, 30 * time.Second},
		{"it asks for an hour", 1, busy(time.Hour), longestAsked, longestAsked},
		{"it asks for less than it would get", 100, busy(time.Second), 5 * time.Second, 10 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := d.wait(c.n, c.err); got < c.from || got > c.to {
				t.Errorf("%v, want %v to %v", got, c.from, c.to)
			}
		})
	}
}
