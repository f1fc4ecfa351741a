// Package redis lends the library connections to Redis servers. The host keeps
// one pool of connections for each server, shared by all isolates; a script's
// client is a queue in front of it, which keeps the order of its commands as a
// connection of its own would. What belongs to one connection (WATCH, SELECT,
// blocking commands, subscriptions) gets one of its own.
//
// The class that scripts use is in bundler/shims/ioredis.
package redis

import (
	"context"
	"crypto/sha1"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/dop251/goja"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"

	"systembus/host/dial"
	"systembus/jsapi"
)

const (
	// poolSize bounds the connections to one server that all isolates share.
	poolSize = 64
	// idle is how long a connection that nothing uses is kept.
	idle = 5 * time.Minute
	// answerTimeout is how long a server may take to answer a command that
	// does not block. The connection is then given up.
	answerTimeout = time.Minute
)

// quiet turns off the log of go-redis, which knows no levels: what goes wrong
// is told to the script.
var quiet = sync.OnceFunc(logging.Disable)

// Options say how servers are reached.
type Options struct {
	// Dialer connects; the default policy when nil.
	Dialer *dial.Dialer
}

// Module lends "host:internal/redis". Its pools are shared by all VMs.
func Module(o Options) *jsapi.Module {
	quiet()
	shared := &pools{dialer: o.Dialer, open: map[string]*pool{}}
	return &jsapi.Module{Name: "host:internal/redis", Open: func(vm *jsapi.VM) jsapi.Exports {
		m := &module{vm: vm, pools: shared, used: map[string]*pool{}, clients: map[*client]struct{}{}}
		vm.OnClose(m.end)
		return jsapi.Exports{"client": m.client, "sha1": vm.Sync("sha1", func(text string) string {
			return fmt.Sprintf("%x", sha1.Sum([]byte(text))) // how Redis names a script
		})}
	}}
}

// A target is a server and how to log in: what the clients of one pool have in
// common. Times are in milliseconds.
type target struct {
	Host           string      `json:"host"`
	Port           int         `json:"port"`
	Path           string      `json:"path"`
	Username       string      `json:"username"`
	Password       string      `json:"password"`
	DB             int         `json:"db"`
	TLS            *tlsOptions `json:"tls"`
	ConnectTimeout float64     `json:"connectTimeout"`
	Name           string      `json:"name"`
	Family         int         `json:"family"`
}

// tlsOptions are those of Node's tls.connect that matter to a client.
type tlsOptions struct {
	CA                 string `json:"ca"`
	Cert               string `json:"cert"`
	Key                string `json:"key"`
	ServerName         string `json:"servername"`
	RejectUnauthorized *bool  `json:"rejectUnauthorized"`
}

// options are go-redis's for a target. Retries are the script's affair: its
// retryStrategy decides.
func (t target) options(d *dial.Dialer) (*redis.Options, error) {
	o := &redis.Options{
		Network: "tcp", Addr: net.JoinHostPort(t.Host, strconv.Itoa(t.Port)),
		Username: t.Username, Password: t.Password, DB: t.DB, ClientName: t.Name,
		Protocol: 2, DisableIdentity: true, MaxRetries: -1, DialerRetries: 1,
		DialTimeout: milliseconds(t.ConnectTimeout), ReadTimeout: answerTimeout, WriteTimeout: answerTimeout,
		PoolSize: poolSize, PoolTimeout: answerTimeout, ConnMaxIdleTime: idle,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	if t.Path != "" {
		o.Network, o.Addr = "unix", t.Path
	}
	network := map[int]string{4: "tcp4", 6: "tcp6"}[t.Family]
	config, err := t.TLS.config(t.Host)
	if err != nil {
		return nil, err
	}
	o.Dialer = func(ctx context.Context, n, address string) (net.Conn, error) {
		if n == "unix" {
			return (&net.Dialer{}).DialContext(ctx, n, address)
		}
		if network != "" {
			n = network
		}
		ctx, cancel := context.WithTimeout(ctx, o.DialTimeout)
		defer cancel()
		conn, err := d.DialContext(ctx, n, address)
		if err != nil || config == nil {
			return conn, err
		}
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, err
		}
		return secure, nil
	}
	return o, nil
}

func (o *tlsOptions) config(host string) (*tls.Config, error) {
	if o == nil {
		return nil, nil
	}
	c := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if o.ServerName != "" {
		c.ServerName = o.ServerName
	}
	if o.RejectUnauthorized != nil && !*o.RejectUnauthorized {
		c.InsecureSkipVerify = true // the script's explicit wish
	}
	if o.CA != "" {
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM([]byte(o.CA)) {
			return nil, jsapi.TypeErrorf("tls.ca holds no certificate in PEM form")
		}
	}
	if o.Cert != "" || o.Key != "" {
		pair, err := tls.X509KeyPair([]byte(o.Cert), []byte(o.Key))
		if err != nil {
			return nil, jsapi.TypeErrorf("tls.cert and tls.key: %s", err.Error())
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

func milliseconds(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }

// pools are the process's connections, by target.
type pools struct {
	dialer *dial.Dialer
	mu     sync.Mutex
	open   map[string]*pool
}

// A pool is the connections to one target; users counts the VMs.
type pool struct {
	key     string
	options *redis.Options
	client  *redis.Client
	users   int
}

func (s *pools) acquire(t target) (*pool, error) {
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
		p = &pool{key: string(text), options: o, client: redis.NewClient(o)}
		s.open[p.key] = p
	}
	p.users++
	return p, nil
}

func (s *pools) release(p *pool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.users--; p.users == 0 {
		delete(s.open, p.key)
		_ = p.client.Close() // nothing uses it
	}
}

// own is a client of one connection that is not shared.
func (p *pool) own(db int) *redis.Client {
	o := *p.options
	o.PoolSize, o.ReadTimeout, o.DB = 1, -1, db
	return redis.NewClient(&o)
}

// module is the capability in one VM.
type module struct {
	vm    *jsapi.VM
	pools *pools

	mu      sync.Mutex
	used    map[string]*pool
	clients map[*client]struct{}
	ended   bool
}

var errEnded = errors.New("the isolate ended")

// pool is the pool for a target, held until the VM ends.
func (m *module) pool(t target) (*pool, error) {
	p, err := m.pools.acquire(t)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ended || m.used[p.key] == p {
		go m.pools.release(p)
	} else {
		m.used[p.key] = p
	}
	if m.ended {
		return nil, errEnded
	}
	return p, nil
}

// end lets go of everything that the VM's clients hold.
func (m *module) end() {
	m.mu.Lock()
	m.ended = true
	clients, used := m.clients, m.used
	m.clients, m.used = nil, nil
	m.mu.Unlock()
	go func() {
		for c := range clients {
			c.close()
		}
		for _, p := range used {
			m.pools.release(p)
		}
	}()
}

// hold and forget say which clients hold connections of their own.
func (m *module) hold(c *client) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.clients != nil {
		m.clients[c] = struct{}{}
	}
}

func (m *module) forget(c *client) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.clients, c)
}

// client(target, {replyError, lost, message}) makes the native half of a client.
func (m *module) client(call goja.FunctionCall) goja.Value {
	var t target
	text, err := m.vm.JSON(call.Argument(0))
	if err == nil {
		err = json.Unmarshal(text, &t)
	}
	if err != nil {
		m.vm.Throw(err)
	}
	p, err := m.pool(t)
	if err != nil {
		m.vm.Throw(err)
	}
	c := &client{module: m, pool: p, db: t.DB}
	hooks := call.Argument(1).ToObject(m.vm.Runtime())
	c.replyError, _ = goja.AssertFunction(hooks.Get("replyError"))
	c.lost, _ = goja.AssertFunction(hooks.Get("lost"))
	c.message, _ = goja.AssertFunction(hooks.Get("message"))
	return m.vm.Value(jsapi.Exports{
		"open":      c.open,
		"send":      c.send,
		"fail":      c.fail,
		"hold":      c.holdTask,
		"close":     m.vm.Sync("close", c.close),
		"subscribe": c.subscribe,
	})
}
