package webhook

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// maxTurns is how many deliveries a provider's script works on at a time. More
// wait here, where waiting is nobody's fault, and not in the script's own
// queue, where it would count as the script's time.
const maxTurns = 256

// turns are a provider's deliveries that its script works on.
type turns chan struct{}

// take waits for a turn, for as long as the script may take with one.
func (t turns) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	default:
	}
	late := time.NewTimer(scriptTimeout)
	defer late.Stop()
	cause := errors.New("too many deliveries came at once")
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		cause = context.Cause(ctx)
	case <-late.C:
	}
	return &failure{status: http.StatusServiceUnavailable, reason: "busy", text: "the provider's script has other deliveries to do", cause: cause, after: 5 * time.Second}
}

// give ends a turn.
func (t turns) give() { <-t }
