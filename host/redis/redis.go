// Package redis is how the host reaches Redis servers: which server the
// environment names, one pool of connections for each server that everything
// in the process shares, the server that runs inside the host when there is
// none, and commands with a deadline. It knows no JavaScript.
package redis

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"systembus/host/dial"
)

const (
	// poolSize bounds the connections to one server.
	poolSize = 64
	// idle is how long a connection that nothing uses is kept.
	idle = 5 * time.Minute
	// AnswerTimeout is how long a server may take to answer a command that
	// does not block and has no deadline of its own. The connection is then
	// given up.
	AnswerTimeout = time.Minute
	// ConnectTimeout is how long connecting may take unless a target says.
	ConnectTimeout = 10 * time.Second
)

// How the servers of a Target work together.
const (
	// Sentinel asks the sentinels at Addrs for the primary named Master.
	Sentinel = "sentinel"
	// Cluster finds the cluster's nodes through those at Addrs.
	Cluster = "cluster"
)

// A Target is a server, or several that work as one, and how to log in. It
// marshals to the key of its pool, password included: never log it whole.
type Target struct {
	// Mode is empty for a single server, else Sentinel or Cluster.
	Mode string `json:"mode,omitempty"`
	// Addrs and Master are for the modes.
	Addrs  []string `json:"addrs,omitempty"`
	Master string   `json:"master,omitempty"`
	// SentinelUsername and SentinelPassword are for the sentinels.
	SentinelUsername string `json:"sentinelUsername,omitempty"`
	SentinelPassword string `json:"sentinelPassword,omitempty"`

	Host string `json:"host"`
	Port int    `json:"port"`
	// Path is a Unix socket, in place of Host and Port.
	Path     string `json:"path"`
	Username string `json:"username"`
	Password string `json:"password"`
	DB       int    `json:"db"`
	// TLS is nil without it.
	TLS *TLS `json:"tls"`
	// ConnectTimeout is how long connecting may take, in milliseconds;
	// ConnectTimeout when zero.
	ConnectTimeout float64 `json:"connectTimeout"`
	// Name is the connections' name in CLIENT LIST.
	Name string `json:"name"`
	// Family is 4 or 6 where only that IP version will do.
	Family int `json:"family"`
	// SocketTimeout is how long the server may be silent while an answer is
	// due, in milliseconds; AnswerTimeout when zero.
	SocketTimeout float64 `json:"socketTimeout,omitempty"`
	// ReadOnly reads from a replica: one of those that the sentinels know, or
	// the server itself, as a cluster's replica.
	ReadOnly bool `json:"readOnly,omitempty"`
	// NatMap are the addresses to connect to, by those that sentinels tell.
	NatMap map[string]string `json:"natMap,omitempty"`
}

// TLS are the options of an encrypted connection: those of Node's tls.connect
// that matter to a client. Certificates and keys are PEM text.
type TLS struct {
	CA                 string `json:"ca"`
	Cert               string `json:"cert"`
	Key                string `json:"key"`
	ServerName         string `json:"servername"`
	RejectUnauthorized *bool  `json:"rejectUnauthorized"`
}

// Addr says where the target is, for people: no password.
func (t Target) Addr() string {
	switch {
	case t.Path != "":
		return t.Path
	case t.Mode != "":
		return fmt.Sprintf("%s of %v", t.Mode, t.Addrs)
	}
	return net.JoinHostPort(t.Host, strconv.Itoa(t.Port))
}

// Connecting is how long connecting may take.
func (t Target) Connecting() time.Duration {
	if t.ConnectTimeout <= 0 {
		return ConnectTimeout
	}
	return time.Duration(t.ConnectTimeout * float64(time.Millisecond))
}

// Answering is how long the server may be silent while an answer is due.
func (t Target) Answering() time.Duration {
	if t.SocketTimeout <= 0 {
		return AnswerTimeout
	}
	return time.Duration(t.SocketTimeout * float64(time.Millisecond))
}

// options are go-redis's for the target. It never tries again by itself: who
// gives a command knows whether it may be carried out twice.
func (t Target) options(d *dial.Dialer) (*goredis.UniversalOptions, error) {
	o := &goredis.UniversalOptions{
		Addrs:    t.Addrs,
		Username: t.Username, Password: t.Password, DB: t.DB, ClientName: t.Name,
		Protocol: 2, DisableIdentity: true, MaxRetries: -1, DialerRetries: 1,
		DialTimeout: t.Connecting(), ReadTimeout: t.Answering(), WriteTimeout: t.Answering(), ContextTimeoutEnabled: true,
		PoolSize: poolSize, PoolTimeout: AnswerTimeout, ConnMaxIdleTime: idle,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	switch t.Mode {
	case Sentinel:
		o.MasterName, o.ReadOnly = t.Master, t.ReadOnly
		o.SentinelUsername, o.SentinelPassword = t.SentinelUsername, t.SentinelPassword
	case Cluster:
		o.IsClusterMode = true
	default:
		o.Addrs = []string{net.JoinHostPort(t.Host, strconv.Itoa(t.Port))}
		if t.ReadOnly {
			o.OnConnect = func(ctx context.Context, conn *goredis.Conn) error {
				if err := conn.ReadOnly(ctx).Err(); !isReply(err) { // no cluster: it needs no telling
					return err
				}
				return nil
			}
		}
	}
	network := map[int]string{4: "tcp4", 6: "tcp6"}[t.Family]
	o.Dialer = func(ctx context.Context, n, address string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, t.Connecting())
		defer cancel()
		if t.Path != "" {
			conn, err := (&net.Dialer{}).DialContext(ctx, "unix", t.Path)
			return conn, unsent(err)
		}
		if network != "" {
			n = network
		}
		if mapped, ok := t.NatMap[address]; ok {
			address = mapped
		}
		conn, err := d.DialContext(ctx, n, address)
		if err != nil || t.TLS == nil {
			return conn, unsent(err)
		}
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			host = address
		}
		config, err := t.TLS.config(host)
		if err != nil {
			_ = conn.Close()
			return nil, unsent(err)
		}
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, unsent(err)
		}
		return secure, nil
	}
	if t.TLS != nil { // Mistakes in it are told at once.
		if _, err := t.TLS.config(t.Host); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func (o *TLS) config(host string) (*tls.Config, error) {
	c := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if o.ServerName != "" {
		c.ServerName = o.ServerName
	}
	if o.RejectUnauthorized != nil && !*o.RejectUnauthorized {
		c.InsecureSkipVerify = true // the owner's explicit wish
	}
	if o.CA != "" {
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM([]byte(o.CA)) {
			return nil, fmt.Errorf("tls.ca holds no certificate in PEM form")
		}
	}
	if o.Cert != "" || o.Key != "" {
		pair, err := tls.X509KeyPair([]byte(o.Cert), []byte(o.Key))
		if err != nil {
			return nil, fmt.Errorf("tls.cert and tls.key: %w", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// A ConnectError is that no connection could be made: what was to be sent on
// it was not.
type ConnectError struct{ err error }

// Error implements error.
func (e *ConnectError) Error() string { return e.err.Error() }

// Unwrap is why.
func (e *ConnectError) Unwrap() error { return e.err }

func unsent(err error) error {
	if err == nil {
		return nil
	}
	return &ConnectError{err}
}
