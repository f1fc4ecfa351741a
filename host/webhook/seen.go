package webhook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/hashicorp/golang-lru/v2/expirable"
	goredis "github.com/redis/go-redis/v9"

	"systembus/host/redis"
)

// Redis carries out commands; *redis.Server does.
type Redis interface {
	Do(ctx context.Context, c redis.Call) ([]*goredis.Cmd, error)
}

// Window is how long a delivery is remembered: as long as the Inngest server
// remembers an event's id.
const Window = 24 * time.Hour

const (
	// seenRoom is how many deliveries this process remembers.
	seenRoom = 100_000
	// redisTimeout bounds what Redis may cost a delivery, redisPause is how
	// long it is left alone after an error.
	redisTimeout = 250 * time.Millisecond
	redisPause   = 5 * time.Second
	// redisKey is what the names of keys in Redis begin with.
	redisKey = "host:webhook:seen:"
)

// Seen remembers which deliveries were accepted: in this process, and in Redis
// for all workers. It saves work and noise; that an event runs once is
// guaranteed by its id. So when Redis does not answer, deliveries go through.
type Seen struct {
	local *expirable.LRU[string, struct{}]
	redis Redis
	log   *slog.Logger
	until atomic.Int64 // Unix nanoseconds until which Redis is left alone
}

// NewSeen remembers in this process, and in Redis unless it is nil.
func NewSeen(client Redis, log *slog.Logger) *Seen {
	return &Seen{local: expirable.NewLRU[string, struct{}](seenRoom, nil, Window), redis: client, log: log}
}

// name is the key in Redis: of fixed length, whatever a provider's ids are.
func (s *Seen) name(route, id string) string {
	sum := sha256.Sum256([]byte(id))
	return redisKey + route + ":" + hex.EncodeToString(sum[:16])
}

// Check says which of the ids of a route were accepted before.
func (s *Seen) Check(ctx context.Context, route string, ids []string) []bool {
	out := make([]bool, len(ids))
	ask := []any{"MGET"}
	var places []int
	for i, id := range ids {
		name := s.name(route, id)
		if out[i] = s.local.Contains(name); !out[i] {
			ask, places = append(ask, name), append(places, i)
		}
	}
	if len(places) == 0 || !s.reachable() {
		return out
	}
	replies, err := s.redis.Do(ctx, redis.Call{Commands: [][]any{ask}, Timeout: redisTimeout})
	if ctx.Err() != nil { // the client has left: that says nothing of Redis
		return out
	}
	if s.failed(err) {
		return out
	}
	values, err := replies[0].Slice()
	if s.failed(err) || len(values) != len(places) {
		return out
	}
	for n, v := range values {
		out[places[n]] = v != nil
	}
	return out
}

// Note remembers ids of a route that are safe now.
func (s *Seen) Note(ctx context.Context, route string, ids []string) {
	for _, id := range ids {
		s.local.Add(s.name(route, id), struct{}{})
	}
	if len(ids) == 0 || !s.reachable() {
		return
	}
	var commands [][]any
	for _, id := range ids {
		commands = append(commands, []any{"SET", s.name(route, id), 1, "EX", int64(Window.Seconds())})
	}
	_, err := s.redis.Do(context.WithoutCancel(ctx), redis.Call{Commands: commands, Timeout: redisTimeout})
	s.failed(err)
}

func (s *Seen) reachable() bool {
	return s.redis != nil && time.Now().UnixNano() >= s.until.Load()
}

// failed leaves Redis alone for a while after an error.
func (s *Seen) failed(err error) bool {
	if err == nil {
		return false
	}
	s.until.Store(time.Now().Add(redisPause).UnixNano())
	s.log.Warn("Redis does not say which webhooks were delivered before; repeats are told by their events' ids alone", "error", err)
	return true
}
