package redis

import (
	"fmt"
	"strconv"

	"github.com/alicebob/miniredis/v2"
)

// Embedded is a Redis server inside the host, in memory, for development on a
// machine that has none. Nothing in it outlives the host.
type Embedded struct{ server *miniredis.Miniredis }

// Embed starts a server on a free port of the loopback interface, so that
// other programs on this machine reach it too.
func Embed() (*Embedded, error) {
	m := miniredis.NewMiniRedis()
	if err := m.StartAddr("127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("the embedded Redis: %w", err)
	}
	m.ClockTTL(true) // keys expire by the clock, as in a real server
	return &Embedded{m}, nil
}

// Addr is where it listens.
func (e *Embedded) Addr() string { return e.server.Addr() }

// Target is how to reach it.
func (e *Embedded) Target() Target {
	port, _ := strconv.Atoi(e.server.Port()) // its own number
	return Target{Host: e.server.Host(), Port: port}
}

// Lookup is the environment that scripts see: as under says, with the
// variables that name a Redis server naming this one.
func (e *Embedded) Lookup(under func(string) (string, bool)) func(string) (string, bool) {
	return func(name string) (string, bool) {
		switch name {
		case "REDIS_URL":
			return "redis://" + e.Addr(), true
		case "REDIS_HOST":
			return e.server.Host(), true
		case "REDIS_PORT":
			return e.server.Port(), true
		}
		return under(name)
	}
}

// Close ends the server and forgets everything.
func (e *Embedded) Close() { e.server.Close() }
