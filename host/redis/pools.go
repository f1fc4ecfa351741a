package redis

import (
	"encoding/json"
	"errors"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"

	"systembus/host/dial"
)

// quiet turns off the log of go-redis, which knows no levels: what goes wrong
// is told to whoever gave the command.
var quiet = sync.OnceFunc(logging.Disable)

// Pools are a process's connections, by target. Its methods may be called from
// any goroutine.
type Pools struct {
	dialer *dial.Dialer

	mu   sync.Mutex
	open map[string]*Pool
}

// NewPools has no connections yet. A nil dialer has the default policy.
func NewPools(d *dial.Dialer) *Pools {
	quiet()
	return &Pools{dialer: d, open: map[string]*Pool{}}
}

// A Pool is the connections to one target, shared by all who acquired it.
type Pool struct {
	Target Target
	Client goredis.UniversalClient

	options *goredis.UniversalOptions
	owner   *Pools
	key     string
	users   int
}

// Acquire gives the pool for a target. No connection is made before the first
// command. Whoever acquires it must release it.
func (s *Pools) Acquire(t Target) (*Pool, error) {
	t.ConnectTimeout = float64(t.Connecting()) / float64(time.Millisecond) // one key for the default
	text, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.open[string(text)]
	if p == nil {
		o, err := t.options(s.dialer)
		if err != nil {
			return nil, err
		}
		p = &Pool{Target: t, Client: goredis.NewUniversalClient(o), options: o, owner: s, key: string(text)}
		s.open[p.key] = p
	}
	p.users++
	return p, nil
}

// Release gives the pool back; the last one to do so closes its connections.
func (p *Pool) Release() {
	s := p.owner
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.users--; p.users == 0 {
		delete(s.open, p.key)
		_ = p.Client.Close() // nothing uses it
	}
}

// ErrCluster is that a cluster has no single connection to lend.
var ErrCluster = errors.New("a connection of its own (WATCH, SELECT, a blocking command) does not work with a cluster")

// Own is a client of one connection that is not shared, for what belongs to a
// connection or occupies it: reads have no deadline but the target's own. The
// caller closes it.
func (p *Pool) Own(db int) (*goredis.Client, error) {
	o := *p.options
	o.PoolSize, o.DB = 1, db
	if p.Target.SocketTimeout <= 0 {
		o.ReadTimeout = -1
	}
	client, ok := goredis.NewUniversalClient(&o).(*goredis.Client)
	if !ok {
		return nil, ErrCluster
	}
	return client, nil
}

// Stats are figures of all pools together.
type Stats struct {
	// Servers are the targets in use.
	Servers int `json:"servers"`
	// Connections are open, Idle of them unused.
	Connections int64 `json:"connections"`
	Idle        int64 `json:"idle"`
	// Timeouts counts the commands that found no free connection in time.
	Timeouts int64 `json:"poolTimeouts"`
}

// Stats counts what is open.
func (s *Pools) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := Stats{Servers: len(s.open)}
	for _, p := range s.open {
		one := p.Client.PoolStats()
		out.Connections += int64(one.TotalConns)
		out.Idle += int64(one.IdleConns)
		out.Timeouts += int64(one.Timeouts)
	}
	return out
}
