package bundler

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/go-sourcemap/sourcemap"
)

// A member is something of a global or a module that the host does not have,
// or that throws there.
type member struct {
	refusal
	// needle is a part of every use: most lines have none, and are not matched.
	needle string
	// pattern matches the use in a bundle's text; its first group is the name.
	pattern *regexp.Regexp
}

// call matches a call of a member, or of a class.
func call(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\w$."'` + "`" + `/])(` + name + `)\s*\(`)
}

const (
	opensNoPorts = "A script opens no ports; a request from outside is a file in scripts/webhooks"
	notAServer   = "Scripts open no sockets; use fetch, WebSocket or ioredis"
	bundles      = "The host bundles scripts itself, with: host build"
	endsTheHost  = "It would end the host and every function in it; throw an error or return"
	noThreads    = "A script has one thread; export const isolate = { instances: 4 } gives it several isolates"
	noWatching   = "A script runs for the length of a call; let a cron trigger look, or send an event from what changes the file"
)

// lacking are the members that are looked for. What the engine has no name
// for is not listed here when the bundler refuses it by itself.
var lacking = []member{
	{refusal{endsTheHost, "node-process"}, "process.", call(`process\.(?:exit|reallyExit|abort)`)},
	{refusal{"The folder is shared by every script; give paths from import.meta.dirname", "node-process"}, ".chdir", call(`process\.chdir`)},
	{refusal{"Node's own internals are not there", "node-process"}, "process.", call(`process\.(?:binding|dlopen)`)},
	{refusal{noWatching, "node-fs"}, "atch", call(`(?:fs\d*|\w*node_fs\w*|\w*import_fs\w*)(?:\.default)?\.(?:watch|watchFile|unwatchFile)`)},
	{refusal{"A child cannot be a script of the host; put the work in a step, or run a program with spawn", "node-child_process"}, ".fork", call(`(?:child_process|cp)\d*\.fork`)},
	{refusal{opensNoPorts, "bun"}, "Bun", call(`Bun\d*\.(?:serve|listen)`)},
	{refusal{notAServer, "bun"}, "Bun", call(`Bun\d*\.(?:connect|udpSocket)`)},
	{refusal{bundles, "bun"}, "Bun", call(`Bun\d*\.(?:build|plugin)`)},
	{refusal{noThreads, "node-worker_threads"}, "Worker", call(`new (?:globalThis\.)?Worker`)},
	{refusal{"The engine has no WebAssembly; run a program with Bun.spawn instead", "webassembly"}, "WebAssembly.", regexp.MustCompile(`(?:^|[^\w$."'` + "`" + `/])((?:new )?WebAssembly\.\w+)\s*\(`)},
	{refusal{"The engine has no shared memory", "language"}, "SharedArrayBuffer", call(`new (?:globalThis\.)?SharedArrayBuffer`)},
	{refusal{"Use fetch and read response.body", "the-web"}, "EventSource", call(`new (?:globalThis\.)?EventSource`)},
}

// Lacking finds what a bundled script itself, and not a package that it uses,
// calls and the host does not have: process.exit, Bun.serve, new Worker. It
// reads text and knows no types, so that what it finds are warnings.
func (b *Builder) Lacking(r Result) []Problem {
	consumer, err := sourcemap.Parse("", r.Map)
	if err != nil {
		return nil // there is no bundle
	}
	var found []Problem
	seen := map[string]bool{}
	for number, line := range bytes.Split(r.Code, []byte("\n")) {
		for _, m := range lacking {
			if !bytes.Contains(line, []byte(m.needle)) {
				continue
			}
			for _, at := range m.pattern.FindAllSubmatchIndex(line, -1) {
				source, _, row, column, ok := consumer.Source(number+1, at[2])
				if !ok || strings.Contains(source, "node_modules/") {
					continue
				}
				name := string(line[at[2]:at[3]])
				key := fmt.Sprintf("%s:%d:%d", source, row, column)
				if seen[key] {
					continue
				}
				seen[key] = true
				p := Problem{Severity: Warning, File: source, Line: row, Column: column, Length: 1,
					Text: fmt.Sprintf("%s does not work in the host: it will throw", name), Remedy: m.text()}
				p.LineText = sourceLine(filepath.Join(b.options.Root, filepath.FromSlash(source)), row)
				if strings.HasPrefix(p.LineText[min(column, len(p.LineText)):], name) {
					p.Length = len(name)
				}
				found = append(found, p)
			}
		}
	}
	return found
}
