// Package dial is the one way out of the host to the network for what scripts
// ask for: fetch, WebSocket, Redis. It checks every address that a name
// resolves to, at the moment of connecting, so that a name cannot be made to
// point somewhere else in between.
package dial

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// Timeout is how long connecting may take.
const Timeout = 10 * time.Second

// A Policy says whether a connection may be made: nil, or why not. host is the
// name or address that was asked for, without its port.
type Policy func(host string, to netip.AddrPort) error

// A DeniedError is a connection that the policy forbids.
type DeniedError struct {
	Host   string
	To     netip.AddrPort
	Reason string
}

// Error implements error.
func (e *DeniedError) Error() string {
	return fmt.Sprintf("connect to %s (%s) is denied: %s", e.Host, e.To.Addr(), e.Reason)
}

// Code is how scripts tell the error.
func (e *DeniedError) Code() string { return "EACCES" }

// metadata are addresses of cloud metadata services outside the link-local
// ranges.
var metadata = []netip.Addr{
	netip.MustParseAddr("fd00:ec2::254"),
	netip.MustParseAddr("100.100.100.200"),
	netip.MustParseAddr("192.0.0.192"),
}

// DenyMetadata is the default policy: everything but link-local addresses and
// the metadata services of clouds, which hand out credentials.
func DenyMetadata(host string, to netip.AddrPort) error {
	a := to.Addr().Unmap()
	if a.IsLinkLocalUnicast() || a.IsLinkLocalMulticast() {
		return &DeniedError{host, to, "link-local addresses are those of cloud metadata services"}
	}
	if slices.Contains(metadata, a) {
		return &DeniedError{host, to, "it is the address of a cloud metadata service"}
	}
	return nil
}

// A Dialer makes connections that its policy allows. The zero value has the
// default policy; a nil *Dialer has too.
type Dialer struct {
	// Policy is DenyMetadata when nil.
	Policy Policy
}

// policy is the dialer's, or the default one.
func (d *Dialer) policy() Policy {
	if d != nil && d.Policy != nil {
		return d.Policy
	}
	return DenyMetadata
}

// Check asks the policy about a host that is an address, without connecting:
// for requests that go through a proxy. Names are for the proxy to judge.
func (d *Dialer) Check(host string, port uint16) error {
	a, err := netip.ParseAddr(host)
	if err != nil {
		return nil //nolint:nilerr // a name
	}
	return d.policy()(host, netip.AddrPortFrom(a, port))
}

// DialContext connects, as net.Dialer's method does.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	dialer := net.Dialer{
		Timeout: Timeout, KeepAlive: 30 * time.Second,
		ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil {
				return nil // no IP address: a Unix socket
			}
			return d.policy()(host, to)
		},
	}
	return dialer.DialContext(ctx, network, address)
}
