package webhook

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Proxies are the addresses of the proxies in front of the worker, whose word
// about a client's address is taken. Nobody else's is.
type Proxies []netip.Prefix

// ParseProxies reads addresses and prefixes in CIDR notation.
func ParseProxies(texts []string) (Proxies, error) {
	var out Proxies
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			addr, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fmt.Errorf("trusted proxy %q: want an address or a range, such as 10.0.0.0/8", text)
			}
			prefix = netip.PrefixFrom(addr, addr.BitLen())
		}
		out = append(out, prefix)
	}
	return out, nil
}

func (p Proxies) trusts(addr netip.Addr) bool {
	for _, prefix := range p {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}

// client is the address that a request came from: that of the connection, or
// when that is a trusted proxy's, the last in X-Forwarded-For that is not.
// shared says that the address stands for many clients: a proxy nearby that
// the settings do not name.
func (p Proxies) client(r *http.Request) (addr netip.Addr, shared bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, true // no network: a test, or a Unix socket
	}
	addr = peer.Addr().Unmap().WithZone("")
	if !p.trusts(addr) {
		forwarded := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != ""
		return addr, forwarded && (addr.IsLoopback() || addr.IsPrivate())
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, text := range slices.Backward(hops) {
		hop, err := netip.ParseAddr(strings.TrimSpace(text))
		if err != nil {
			break // whoever wrote this, it was no proxy of ours
		}
		if addr = hop.Unmap().WithZone(""); !p.trusts(addr) {
			break
		}
	}
	return addr, false
}

// A limiter counts what an address does in a minute. It remembers as many
// addresses as it has room for.
type limiter struct {
	most int

	mu     sync.Mutex
	counts *lru.Cache[string, *window]
}

type window struct {
	since time.Time
	n     int
}

// limitWindow is the time over which is counted, limitRoom how many addresses
// are remembered.
const (
	limitWindow = time.Minute
	limitRoom   = 16 << 10
)

func newLimiter(most int) *limiter {
	counts, err := lru.New[string, *window](limitRoom)
	if err != nil {
		panic(err) // it wants a positive size
	}
	return &limiter{most: most, counts: counts}
}

// limitKey is what stands for a client: its address, or the network that one
// customer of a provider has for himself.
func limitKey(route string, addr netip.Addr) string {
	if addr.Is6() {
		if prefix, err := addr.Prefix(64); err == nil {
			return route + " " + prefix.String()
		}
	}
	return route + " " + addr.String()
}

// wait is how long the client must wait: 0 when it may go on.
func (l *limiter) wait(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	w, ok := l.counts.Get(key)
	if !ok || w.n < l.most {
		return 0
	}
	return max(0, w.since.Add(limitWindow).Sub(now))
}

// count notes one, and says how long the client must wait from now on.
func (l *limiter) count(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	w, ok := l.counts.Get(key)
	if !ok || now.Sub(w.since) >= limitWindow {
		w = &window{since: now}
		l.counts.Add(key, w)
	}
	w.n++
	if w.n <= l.most {
		return 0
	}
	return w.since.Add(limitWindow).Sub(now)
}
