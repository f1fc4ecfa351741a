package server

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"systembus/host/reply"
)

// An admission says whether a request is an operator's: nil, or why not.
type admission func(*http.Request) *refusal

// A refusal is the answer to those who are not let in.
type refusal struct {
	code    int
	message string
}

// guard lets in whom admit does.
func guard(admit admission, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		no := admit(r)
		if no == nil {
			h.ServeHTTP(w, r)
			return
		}
		if no.code == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="operators"`)
		}
		reply.Error(w, no.code, no.message)
	})
}

// operatorOnMain admits those with the token, and where the worker is Open,
// whoever is on the machine.
func (s *Server) operatorOnMain(r *http.Request) *refusal {
	if s.Open && s.Admin == nil {
		return s.onMachine(r)
	}
	if s.withToken(r) == nil {
		return nil
	}
	return &refusal{http.StatusUnauthorized, "this is for operators: ask at the address that --admin-addr gives, or send the token of HOST_INTERNAL_TOKEN as Authorization: Bearer"}
}

// withToken admits those who send the token, in any of the headers in which
// senders of events have always put it.
func (s *Server) withToken(r *http.Request) *refusal {
	token := ""
	if s.Token != nil {
		token = s.Token()
	}
	if token == "" {
		return &refusal{http.StatusServiceUnavailable, "HOST_INTERNAL_TOKEN is not set, so this worker lets nobody in here"}
	}
	bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	for _, given := range []string{bearer, r.Header.Get("X-Internal-Token"), r.Header.Get("X-Otel-Emit-Token")} {
		if given != "" && same(given, token) {
			return nil
		}
	}
	return &refusal{http.StatusUnauthorized, "send the token of HOST_INTERNAL_TOKEN as Authorization: Bearer"}
}

// same compares in a time that tells nothing, not even of the lengths.
func same(given, want string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// onMachine admits everyone, but one: a page of a stranger that is open in a
// browser on this machine, and whose domain has been pointed at this machine
// in order to read what stands here (DNS rebinding). Such a request comes over
// the loopback interface and carries the stranger's domain as its host.
func (s *Server) onMachine(r *http.Request) *refusal {
	if !loopback(r) || s.known(r.Host) {
		return nil
	}
	return &refusal{http.StatusMisdirectedRequest, "this worker is not called " + hostname(r.Host) + "; use localhost, or set --serve-origin to the name it has"}
}

func loopback(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	addr, err := netip.ParseAddrPort(local.String())
	return err == nil && addr.Addr().Unmap().IsLoopback()
}

// known says whether a request's host is no stranger's domain: an address, a
// name without a dot, or one of names that only this machine or its operators
// give.
func (s *Server) known(host string) bool {
	name := hostname(host)
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		return true
	}
	return !strings.Contains(name, ".") || strings.HasSuffix(name, ".localhost") ||
		name == "host.docker.internal" || slices.Contains(s.Names, name)
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}
