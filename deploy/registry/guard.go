package registry

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"

	"golang.org/x/net/publicsuffix"
)

// A guard is the last hand that a request passes before the network. It lets
// no credential go to a host that is not the registry's, however the request
// came to be sent there (a redirect, an upload's location, a token service that
// a challenge names), and counts what is uploaded.
type guard struct {
	registry string // host, or host:port
	next     http.RoundTripper
	sent     atomic.Int64
}

// RoundTrip implements http.RoundTripper.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("Authorization") != "" {
		if !related(r.URL.Host, g.registry) {
			return nil, &RefusedError{Host: r.URL.Host, Registry: g.registry}
		}
		if r.URL.Scheme != "https" && !loopback(r.URL.Host) {
			return nil, &RefusedError{Host: r.URL.Host, Registry: g.registry, Plain: true}
		}
	}
	if r.Body != nil && r.Body != http.NoBody {
		clone := r.Clone(r.Context())
		clone.Body = &counted{r.Body, &g.sent}
		r = clone
	}
	return g.next.RoundTrip(r)
}

// A RefusedError says that a credential was about to be sent where it does
// not belong.
type RefusedError struct {
	Host, Registry string
	// Plain says that the connection would not have been encrypted.
	Plain bool
}

// Error says what was refused.
func (e *RefusedError) Error() string {
	if e.Plain {
		return fmt.Sprintf("%s speaks plain HTTP: no credential is sent there; use a registry with TLS", e.Host)
	}
	return fmt.Sprintf("%s sent us to %s: no credential is sent there", e.Registry, e.Host)
}

// related says whether a host is the registry, or belongs to the same owner
// as its domain says: auth.docker.io for index.docker.io.
func related(host, registry string) bool {
	if host == registry {
		return true
	}
	h, hp := split(host)
	r, rp := split(registry)
	if hp != "443" || rp != "443" || net.ParseIP(h) != nil || net.ParseIP(r) != nil {
		return h == r && hp == rp
	}
	owner, err := publicsuffix.EffectiveTLDPlusOne(r)
	return err == nil && (h == owner || strings.HasSuffix(h, "."+owner))
}

// split is a host in lower case and its port.
func split(host string) (name, port string) {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		return strings.ToLower(host), "443"
	}
	return strings.ToLower(name), port
}

// loopback says whether a host is this machine.
func loopback(host string) bool {
	name, _ := split(host)
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// counted counts what is read of a body.
type counted struct {
	io.ReadCloser
	n *atomic.Int64
}

// Read counts.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n.Add(int64(n))
	return n, err
}
