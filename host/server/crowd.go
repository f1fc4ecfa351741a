package server

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// A crowd bounds the connections of a listener without letting those who say
// nothing keep others out: beyond the limit, whoever has owed a whole request
// for longest is shown the door. That takes in idle connections, headers and
// bodies that drip. A client whose request is being answered owes nothing and
// stays; when all do, the newcomer has to go.
type crowd struct {
	limit int

	mu      sync.Mutex
	clients map[net.Conn]*client
}

// A client is one connection.
type client struct {
	crowd *crowd
	conn  net.Conn
	// owes since is when the client began to owe a request; zero while it
	// does not.
	owes time.Time
}

type clientKey struct{}

// arrive is an http.Server's ConnContext.
func (c *crowd) arrive(ctx context.Context, conn net.Conn) context.Context {
	comer := &client{crowd: c, conn: conn, owes: time.Now()}
	if gone := c.admit(comer); gone != nil {
		_ = gone.Close()
	}
	return context.WithValue(ctx, clientKey{}, comer)
}

// admit adds the newcomer and gives the connection that has to go for it, which
// may be its own.
func (c *crowd) admit(comer *client) net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.clients == nil {
		c.clients = map[net.Conn]*client{}
	}
	c.clients[comer.conn] = comer
	if len(c.clients) <= c.limit {
		return nil
	}
	longest := comer
	for _, other := range c.clients {
		if !other.owes.IsZero() && other.owes.Before(longest.owes) {
			longest = other
		}
	}
	delete(c.clients, longest.conn)
	return longest.conn
}

// changed is an http.Server's ConnState.
func (c *crowd) changed(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch state {
	case http.StateIdle:
		if known := c.clients[conn]; known != nil {
			known.owes = time.Now()
		}
	case http.StateClosed, http.StateHijacked:
		delete(c.clients, conn)
	}
}

// delivered notes that the request of ctx is here, body and all.
func delivered(ctx context.Context) {
	if known, ok := ctx.Value(clientKey{}).(*client); ok {
		known.crowd.mu.Lock()
		known.owes = time.Time{}
		known.crowd.mu.Unlock()
	}
}
