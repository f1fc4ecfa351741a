// Package secrets finds the secrets that a worker is configured to have,
// renews those that are leased before they expire, and redacts their values
// from text. It knows no JavaScript: jsapi/secrets lends it to scripts.
//
// A secret has a name, the environment variable through which scripts read it,
// and sources:
//
//	env:VARIABLE                      the host's own environment
//	file:PATH                         a file, such as one of a mounted volume
//	exec:secrets lease NAME --ttl 24h what a command prints; NAME is the secret's
//
// All secrets are read at once, with a deadline; a required one that could not
// be had makes the worker not ready, and is asked for again until it is there.
package secrets

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// DefaultSources are where a secret is looked for that has no sources of its
// own, after its variable in the host's environment.
func DefaultSources() []string { return []string{"exec:secrets lease NAME --ttl 24h"} }

// Options say what a Store holds.
type Options struct {
	// Table declares the secrets.
	Table Table
	// Sources are for secrets that have none of their own; see Secret.From.
	Sources []string
	// Role is the worker's; empty for all.
	Role string
	// Dir is where relative paths of files begin, and where commands run.
	Dir string
	// Timeout bounds how long all sources together may take; 10 seconds when
	// zero.
	Timeout time.Duration
	// Lookup reads the environment; os.LookupEnv when nil.
	Lookup func(string) (string, bool)
	// Environ lists it; os.Environ when nil.
	Environ func() []string
	// Log is told of what could not be had; nobody when nil.
	Log *slog.Logger
}

// A Store holds the secrets of a worker. A nil Store holds none. Its methods
// may be called from any goroutine.
type Store struct {
	o        Options
	redactor Redactor

	mu      sync.Mutex
	held    map[string]*held
	environ map[string]string // names by variable
}

// New is a Store whose secrets are still to be read; see Lease.
func New(o Options) *Store {
	o.Timeout = cmp.Or(o.Timeout, 10*time.Second)
	if o.Lookup == nil {
		o.Lookup = os.LookupEnv
	}
	if o.Environ == nil {
		o.Environ = os.Environ
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Store{o: o, held: map[string]*held{}, environ: map[string]string{}}
	for name, secret := range o.Table {
		s.environ[secret.Env] = name
		if secret.lent(o.Role) {
			s.held[name] = newHeld(name, secret, o.Sources)
		}
	}
	for _, name := range ownKeys {
		if v, ok := o.Lookup(name); ok {
			s.redactor.Add(name, v)
		}
	}
	return s
}

// ownKeys are the variables in which the host itself is given secrets.
var ownKeys = []string{
	"INNGEST_SIGNING_KEY", "INNGEST_SIGNING_KEY_FALLBACK", "INNGEST_EVENT_KEY", "HOST_INTERNAL_TOKEN", "OTEL_EMIT_TOKEN", "REDIS_PASSWORD", "GHCR_TOKEN",
}

// Redactor replaces the values of all secrets that the store has ever held.
func (s *Store) Redactor() *Redactor {
	if s == nil {
		return nil
	}
	return &s.redactor
}

// Lease reads all secrets, in parallel, and returns when each was answered for
// or the timeout has passed. What could not be had is told by Unready and in
// the log, and Run goes on asking for it.
func (s *Store) Lease(ctx context.Context) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.o.Timeout, fmt.Errorf("no answer within %v", s.o.Timeout))
	defer cancel()
	var all sync.WaitGroup
	for _, h := range s.held {
		all.Go(func() { s.refresh(ctx, h) })
	}
	all.Wait()
}

// Run keeps the secrets fresh until ctx ends.
func (s *Store) Run(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	for _, h := range s.held {
		all.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case <-time.After(s.wait(h)):
				}
				one, cancel := context.WithTimeoutCause(ctx, s.o.Timeout, fmt.Errorf("no answer within %v", s.o.Timeout))
				s.refresh(one, h)
				cancel()
			}
		})
	}
}

func (s *Store) wait(h *held) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(0, time.Until(h.next))
}

// refresh reads one secret from its sources.
func (s *Store) refresh(ctx context.Context, h *held) {
	got, err := h.fetch(ctx, s.o.Dir, s.o.Lookup)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return // the host is stopping
	}
	for _, v := range got {
		s.redactor.Add(h.name, v.text)
	}
	s.mu.Lock()
	first := h.readAt.IsZero()
	changed := h.take(got, err, time.Now())
	level, missing := slog.LevelDebug, len(h.values) == 0
	if h.secret.Required.in(s.o.Role) || !missing {
		level = slog.LevelWarn
	}
	if missing && h.failures > 1 {
		level = slog.LevelDebug // it was said
	}
	s.mu.Unlock()
	if err != nil {
		s.o.Log.Log(ctx, level, "a secret could not be had", "secret", h.name, "error", s.redactor.String(err.Error()))
	}
	for _, v := range got {
		if len(v.text) < minPlain && (first || changed) {
			s.o.Log.Warn("a secret is too short to be redacted", "secret", h.name, "bytes", len(v.text))
		}
	}
	if changed {
		s.o.Log.Info("a secret has changed", "secret", h.name)
	}
}

// Get gives the values that count as the secret now, by its name or its
// variable's: the current one first, then those that are still accepted while
// it is being replaced. Empty means that there is none. A variable that no
// secret is declared for is read from the environment, and redacted from then
// on.
func (s *Store) Get(name string) []string {
	if s == nil {
		return nil
	}
	if values, declared := s.declared(name); declared {
		return values
	}
	v, ok := s.o.Lookup(name)
	if !ok || v == "" {
		return nil
	}
	s.redactor.Add(name, v)
	return []string{v}
}

// Declared is Get for secrets that are declared, and false for other names:
// what scripts are lent.
func (s *Store) Declared(name string) (values []string, ok bool) {
	if s == nil {
		return nil, false
	}
	return s.declared(name)
}

func (s *Store) declared(given string) ([]string, bool) {
	name, ok := s.o.Table.name(given)
	if !ok {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.held[name]
	if h == nil {
		return nil, true
	}
	return h.active(time.Now()), true
}

// Lookup is the environment with the secrets in their variables, and without
// those of them that are not this role's.
func (s *Store) Lookup(variable string) (string, bool) {
	if s == nil {
		return os.LookupEnv(variable)
	}
	if _, declared := s.environ[variable]; !declared {
		return s.o.Lookup(variable)
	}
	values, _ := s.declared(s.environ[variable])
	if len(values) == 0 {
		return "", false
	}
	return values[0], true
}

// Environ is the environment, in the form of os.Environ, that programs get:
// without secrets, but for those declared for children.
func (s *Store) Environ() []string {
	if s == nil {
		return os.Environ()
	}
	var out []string
	for _, pair := range s.o.Environ() {
		variable, _, _ := strings.Cut(pair, "=")
		if _, declared := s.environ[variable]; !declared {
			out = append(out, pair)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.o.Table)) {
		if secret := s.o.Table[name]; secret.Children {
			if values, _ := s.declared(name); len(values) > 0 {
				out = append(out, secret.Env+"="+values[0])
			}
		}
	}
	return out
}

// Names are the secrets that are declared for the worker's role, sorted.
func (s *Store) Names() []string {
	if s == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(s.held))
}

// Unready names the required secrets that are missing or expired, each with
// the reason.
func (s *Store) Unready() []string {
	var reasons []string
	for _, st := range s.Status() {
		switch {
		case !st.Required:
		case !st.Present:
			reasons = append(reasons, fmt.Sprintf("secret %q is missing: %s", st.Name, cmp.Or(st.Error, "it was not read yet")))
		case st.Expired:
			reasons = append(reasons, fmt.Sprintf("secret %q has expired: %s", st.Name, cmp.Or(st.Error, "it was not renewed yet")))
		}
	}
	return reasons
}

// Status tells of every secret all but its value.
func (s *Store) Status() []Status {
	if s == nil {
		return nil
	}
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Status, 0, len(s.held))
	for _, name := range slices.Sorted(maps.Keys(s.held)) {
		st := s.held[name].status(now)
		st.Required = s.held[name].secret.Required.in(s.o.Role)
		st.Error = s.redactor.String(st.Error)
		out = append(out, st)
	}
	return out
}

// Status is what may be told of a secret.
type Status struct {
	Name     string `json:"name"`
	Env      string `json:"env"`
	Required bool   `json:"required"`
	Present  bool   `json:"present"`
	// Source is where the value came from.
	Source string `json:"source,omitempty"`
	// Values is how many are accepted now.
	Values int `json:"values"`
	// ReadAt is when the value was last read; ExpiresAt ends its lease.
	ReadAt    *time.Time `json:"readAt,omitempty"`
	ExpiresAt *time.Time `json:"expiresAt,omitempty"`
	Expired   bool       `json:"expired,omitempty"`
	// Renewals counts the times it was read again, Failures the attempts in
	// vain since it was last read.
	Renewals int64  `json:"renewals"`
	Failures int64  `json:"failures"`
	Error    string `json:"error,omitempty"`
}
