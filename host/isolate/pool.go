package isolate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"systembus/jsapi"
	"systembus/jsapi/step"
)

// Options are what every isolate of a pool shares.
type Options struct {
	// Library holds the modules that scripts can import.
	Library jsapi.Library
	// Setup runs in a new VM before the bundle does: it defines the globals.
	Setup  []func(*jsapi.VM) error
	Logger *slog.Logger
	// CallTimeout is the deadline of a call whose script sets none; 15
	// minutes when zero.
	CallTimeout time.Duration
	// LoadTimeout bounds the evaluation of a bundle; 30 seconds when zero.
	LoadTimeout time.Duration
	// MemoryLimit is the heap, in bytes, near which idle isolates are given
	// up; GOMEMLIMIT when zero, and no limit when there is none either.
	MemoryLimit int64
	// Grace is how long an interrupted isolate may take to come back before
	// its goroutine counts as abandoned; 5 seconds when zero.
	Grace time.Duration
}

// Pool holds the isolates of all scripts. Its methods may be called from any
// goroutine.
type Pool struct {
	o       Options
	mu      sync.Mutex
	scripts map[string]*script

	condemned, abandoned, loads, evicted, looked atomic.Int64
}

// NewPool is a pool that serves no script yet.
func NewPool(o Options) *Pool {
	if o.CallTimeout == 0 {
		o.CallTimeout = 15 * time.Minute
	}
	if o.LoadTimeout == 0 {
		o.LoadTimeout = 30 * time.Second
	}
	if o.Grace == 0 {
		o.Grace = 5 * time.Second
	}
	if o.MemoryLimit == 0 {
		o.MemoryLimit = memoryLimit()
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Pool{o: o, scripts: map[string]*script{}}
}

// script is one script's isolates.
type script struct {
	source Source

	// loading has room for whoever loads an isolate, one at a time. That may
	// take as long as the script likes, so nothing else waits for it.
	loading  chan struct{}
	compiled *loaded // belongs to whoever loads

	mu       sync.Mutex
	live     []*Isolate
	settings Settings
	retired  bool // not served any more: what is loaded still, ends with its call
}

// Serve replaces the scripts that the pool serves. Isolates of scripts whose
// hash is the same stay; those of others take no new calls and end when their
// last call does.
func (p *Pool) Serve(sources []Source) {
	next := make(map[string]*script, len(sources))
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range sources {
		if old, ok := p.scripts[s.Path]; ok && old.source.Hash == s.Hash && old.source.Root == s.Root {
			next[s.Path] = old
			delete(p.scripts, s.Path)
			continue
		}
		next[s.Path] = &script{source: s, loading: make(chan struct{}, 1)}
	}
	for _, gone := range p.scripts {
		gone.retire()
	}
	p.scripts = next
}

// Close ends all isolates once their calls are done.
func (p *Pool) Close() { p.Serve(nil) }

// Evaluate loads the source in an isolate of its own, which ends again, and
// gives what the script defined.
func (p *Pool) Evaluate(ctx context.Context, s Source) (Definition, error) {
	src, err := compile(s)
	if err != nil {
		return Definition{}, err
	}
	i, err := p.open(ctx, src)
	if err != nil {
		return Definition{}, err
	}
	i.vm.Close(nil)
	return i.definition(), nil
}

func (p *Pool) open(ctx context.Context, src *loaded) (*Isolate, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, p.o.LoadTimeout,
		fmt.Errorf("its top level did not finish within %v", p.o.LoadTimeout))
	defer cancel()
	p.loads.Add(1)
	return open(ctx, src, p.o)
}

// Warm loads a script's isolate ahead of its first call.
func (p *Pool) Warm(ctx context.Context, path string) error {
	s, err := p.script(path)
	if err != nil {
		return err
	}
	i, err := s.take(ctx, p)
	if err == nil {
		i.give()
	}
	return err
}

func (p *Pool) script(path string) (*script, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.scripts[path]
	if !ok {
		return nil, fmt.Errorf("script %q is not served any more", path)
	}
	return s, nil
}

// Play implements step.Player.
func (p *Pool) Play(ctx context.Context, path string, in step.Input, start func(step.Host) step.Engine) error {
	s, err := p.script(path)
	if err != nil {
		return err
	}
	i, err := s.take(ctx, p)
	if err != nil {
		return err
	}
	timeout := p.o.CallTimeout
	for _, id := range []string{"", in.Function} {
		if d, ok := i.defined.Settings.CallTimeout[id]; ok {
			timeout = d
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, &DeadlineError{Function: in.Function, After: timeout})
	err = i.play(ctx, cancel, in, start)
	i.give()
	if err != nil {
		cancel()
	}
	p.relieve()
	if i.defined.Settings.Fresh {
		i.vm.Close(nil)
	}
	p.note(s, i, err, "script", path, "function", in.Function, "run", in.RunID)
	return err
}

// note gives up an isolate that a call has condemned. attrs say which call.
func (p *Pool) note(s *script, i *Isolate, err error, attrs ...any) {
	var condemned *CondemnedError
	if i.condemned.Load() || errors.As(err, &condemned) {
		i.noted.Do(func() {
			i.condemned.Store(true)
			s.drop(i)
			p.condemned.Add(1)
			p.o.Logger.Error("an isolate was condemned", append(attrs, "error", err)...)
			go p.watch(i)
		})
	}
}

// watch waits for a condemned isolate's loop, and counts it when it does not
// come back.
func (p *Pool) watch(i *Isolate) {
	select {
	case <-i.dead:
		return
	case <-time.After(p.o.Grace):
	}
	p.abandoned.Add(1)
	p.o.Logger.Error("a condemned isolate does not stop: its goroutine is abandoned", "script", i.source.Path)
	<-i.dead
	p.abandoned.Add(-1)
}

// DeadlineError is why a call was ended.
type DeadlineError struct {
	Function string
	After    time.Duration
}

// Error implements error.
func (e *DeadlineError) Error() string {
	return fmt.Sprintf("function %q did not answer within %v: raise --call-timeout, or export const isolate = { callTimeout } from its file, or split the work into steps",
		e.Function, e.After)
}

// Timeout marks the error as one of time, as net.Error does.
func (e *DeadlineError) Timeout() bool { return true }

// take is an isolate for one call, loaded if need be. Whoever takes it gives it
// back with give.
func (s *script) take(ctx context.Context, p *Pool) (*Isolate, error) {
	if i := s.ready(); i != nil {
		return i, nil
	}
	select {
	case s.loading <- struct{}{}:
		defer func() { <-s.loading }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if i := s.ready(); i != nil { // another call has loaded it meanwhile
		return i, nil
	}
	if s.compiled == nil {
		c, err := compile(s.source)
		if err != nil {
			return nil, err
		}
		s.compiled = c
	}
	i, err := p.open(ctx, s.compiled)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i.calls.Add(1)
	s.settings = i.defined.Settings
	switch {
	case s.settings.Fresh:
	case s.retired:
		go i.retire()
	default:
		s.live = append(s.live, i)
	}
	return i, nil
}

// ready takes a loaded isolate; nil when one more should be loaded.
func (s *script) ready() *Isolate {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live = alive(s.live)
	n := len(s.live)
	if n == 0 {
		return nil
	}
	least := s.live[0]
	for _, i := range s.live[1:] {
		if i.calls.Load() < least.calls.Load() {
			least = i
		}
	}
	if least.calls.Load() > 0 && n < max(1, s.settings.Instances) {
		return nil
	}
	least.calls.Add(1)
	return least
}

// alive leaves out isolates whose loop has ended or that are condemned.
func alive(isolates []*Isolate) []*Isolate {
	out := isolates[:0]
	for _, i := range isolates {
		select {
		case <-i.dead:
		default:
			if !i.condemned.Load() {
				out = append(out, i)
			}
		}
	}
	return out
}

func (s *script) drop(gone *Isolate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n, i := range s.live {
		if i == gone {
			s.live = append(s.live[:n], s.live[n+1:]...)
			return
		}
	}
}

// retire ends the script's isolates when they are idle.
func (s *script) retire() {
	s.mu.Lock()
	live := s.live
	s.live, s.retired = nil, true
	s.mu.Unlock()
	for _, i := range live {
		go i.retire()
	}
}

// retire closes the isolate once it has no call and nothing in flight.
func (i *Isolate) retire() {
	for i.calls.Load() > 0 || i.busy() {
		select {
		case <-i.dead:
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
	i.vm.Close(nil)
}

// busy asks the loop whether native work is in flight.
func (i *Isolate) busy() bool {
	answer := make(chan bool, 1)
	if !i.vm.Post(func() { answer <- i.vm.InFlight() > 0 }) {
		return false
	}
	select {
	case b := <-answer:
		return b
	case <-i.dead:
		return false
	}
}

// Stats are a pool's figures.
type Stats struct {
	// Scripts are served; Isolates are loaded; Calls are in flight.
	Scripts, Isolates, Calls int
	// Loads counts evaluations; Condemned, isolates that were interrupted;
	// Abandoned, those of them that still run; Evicted, idle isolates that
	// were given up for want of memory.
	Loads, Condemned, Abandoned, Evicted int64
}

// Stats reads the pool's figures.
func (p *Pool) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	st := Stats{Scripts: len(p.scripts), Loads: p.loads.Load(), Condemned: p.condemned.Load(),
		Abandoned: p.abandoned.Load(), Evicted: p.evicted.Load()}
	for _, s := range p.scripts {
		s.mu.Lock()
		for _, i := range s.live {
			st.Isolates++
			st.Calls += int(i.calls.Load())
		}
		s.mu.Unlock()
	}
	return st
}
