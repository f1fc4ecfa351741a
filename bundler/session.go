package bundler

import (
	"maps"

	"github.com/evanw/esbuild/pkg/api"
)

// A session is an esbuild that is kept, because it remembers the files that it
// has parsed: most of what a script imports was parsed for another one before.
// It builds one entry at a time; which one, its plugin is told.
type session struct {
	build  api.BuildContext
	plugin *plugin
}

// mode is what a session cannot change after it was made.
type mode struct {
	// lowered compiles away more of the language, for the few files that the
	// engine does not parse otherwise. It costs speed at run time.
	lowered bool
	// awaits builds an entry with a top-level await.
	awaits bool
	// mains takes, of packages without exports, what Node takes: main. Their
	// module is smaller in a bundle, and may lack the default export that main
	// has in Node.
	mains bool
	// builds says which of its builds a package is taken in.
	builds builds
}

// builds are those that packages have of themselves, in the order in which
// they are tried: the next is for an entry with a package that needs, in the
// one before, what the host does not have.
type builds int

const (
	forNode     builds = iota // what the same import gives in Node and Bun
	forAny                    // those that name no runtime
	forBrowsers               // those that open no sockets
)

// sessions are those of a builder that are not at work.
type sessions map[mode][]*session

// acquire takes a session that is free, or makes one.
func (b *Builder) acquire(m mode) (*session, []api.Message) {
	b.mu.Lock()
	if free := b.sessions[m]; len(free) > 0 {
		s := free[len(free)-1]
		b.sessions[m] = free[:len(free)-1]
		b.mu.Unlock()
		return s, nil
	}
	b.mu.Unlock()
	p := &plugin{builder: b}
	build, err := api.Context(b.buildOptions(m, p))
	if err != nil {
		return nil, err.Errors
	}
	return &session{build: build, plugin: p}, nil
}

// release gives a session back.
func (b *Builder) release(m mode, s *session) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sessions[m] = append(b.sessions[m], s)
}

// trim drops all but one of the free sessions of each mode: a tree is built
// with several at once, and afterwards files change one at a time.
func (b *Builder) trim() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for m, free := range b.sessions {
		for _, s := range free[min(1, len(free)):] {
			s.build.Dispose()
		}
		b.sessions[m] = free[:min(1, len(free))]
	}
}

// Close frees what the builder remembers of parsed files. A builder may be
// used again afterwards.
func (b *Builder) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for m, free := range b.sessions {
		for _, s := range free {
			s.build.Dispose()
		}
		delete(b.sessions, m)
	}
}

// run builds one entry.
func (s *session) run(entry Entry, try attempt) (api.BuildResult, map[string]bool) {
	p := s.plugin
	p.entry, p.try = entry, try
	p.aliases = p.builder.aliasesFor(entry)
	p.inputs = map[string]bool{}
	result := s.build.Rebuild()
	p.mu.Lock()
	defer p.mu.Unlock()
	return result, maps.Clone(p.inputs)
}
