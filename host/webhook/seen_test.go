package webhook_test

import (
	"context"
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"systembus/host/redis"
	"systembus/host/webhook"
)

// asked counts what it is asked, and answers that nothing was seen.
type asked int

func (a *asked) Do(ctx context.Context, c redis.Call) ([]*goredis.Cmd, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	*a++
	cmd := goredis.NewCmd(ctx, c.Commands[0]...)
	cmd.SetVal([]any{nil})
	return []*goredis.Cmd{cmd}, nil
}

// A client that leaves in the middle says nothing of Redis: the next delivery
// is looked up there again.
func TestSeenAfterAClientLeft(t *testing.T) {
	var server asked
	seen := webhook.NewSeen(&server, quiet())
	ctx, leave := context.WithCancel(t.Context())
	leave()
	seen.Check(ctx, "acme", []string{"a"})
	seen.Check(t.Context(), "acme", []string{"a"})
	if server != 1 {
		t.Errorf("Redis was asked %d times, want once", server)
	}
}
