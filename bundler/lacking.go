package bundler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"systembus/host/spelling"
	"systembus/jsapi/uses"
)

const (
	opensNoPorts = "A script opens no ports; a request from outside is a file in scripts/webhooks"
	notAServer   = "Scripts open no sockets; use fetch, WebSocket or ioredis"
	bundles      = "The host bundles scripts itself, with: host build"
	endsTheHost  = "It would end the host and every function in it; throw an error or return"
	noThreads    = "A script has one thread; export const isolate = { instances: 4 } gives it several isolates"
	noWatching   = "A script runs for the length of a call; let a cron trigger look, or send an event from what changes the file"
	noInternals  = "Node's own internals are not there"
	noZstd       = "The host has gzip, deflate and Brotli; run the program zstd with spawn"
	noOldKeys    = "Use generateKeyPairSync and diffieHellman"
	noWasm       = "The engine has no WebAssembly; run a program with Bun.spawn instead"
)

// lacking are the members of globals and modules that throw when they are
// called, by the names of [uses.Use]. A name that a module does not have at all
// is found without being listed.
var lacking = map[string]refusal{
	"process.exit":       {endsTheHost, "node-process"},
	"process.reallyExit": {endsTheHost, "node-process"},
	"process.abort":      {endsTheHost, "node-process"},
	"process.chdir":      {"The folder is shared by every script; give paths from import.meta.dirname", "node-process"},
	"process.binding":    {noInternals, "node-process"},
	"process.dlopen":     {noInternals, "node-process"},
	"process.setUncaughtExceptionCaptureCallback": {"What a script does not catch fails its own call; catch it there", "node-process"},
	"node:readline.emitKeypressEvents":            {"A script has no terminal", "node-readline"},
	"node:fs.watch":                               {noWatching, "node-fs"},
	"node:fs.watchFile":                           {noWatching, "node-fs"},
	"node:fs/promises.watch":                      {noWatching, "node-fs"},
	"node:child_process.fork":                     {"A child cannot be a script of the host; put the work in a step, or run a program with spawn", "node-child_process"},
	"node:crypto.createECDH":                      {noOldKeys, "node-crypto"},
	"node:crypto.createDiffieHellman":             {noOldKeys, "node-crypto"},
	"node:crypto.privateEncrypt":                  {"Use sign", "node-crypto"},
	"node:crypto.publicDecrypt":                   {"Use verify", "node-crypto"},
	"node:zlib.zstdCompress":                      {noZstd, "node-zlib"},
	"node:zlib.zstdCompressSync":                  {noZstd, "node-zlib"},
	"node:zlib.zstdDecompress":                    {noZstd, "node-zlib"},
	"node:zlib.zstdDecompressSync":                {noZstd, "node-zlib"},
	"node:http.createServer":                      {opensNoPorts, "node-http"},
	"node:http.Server":                            {opensNoPorts, "node-http"},
	"node:http.ServerResponse":                    {opensNoPorts, "node-http"},
	"node:https.createServer":                     {opensNoPorts, "node-https"},
	"node:https.Server":                           {opensNoPorts, "node-https"},
	"Bun.serve":                                   {opensNoPorts, "bun"},
	"Bun.listen":                                  {opensNoPorts, "bun"},
	"Bun.connect":                                 {notAServer, "bun"},
	"Bun.udpSocket":                               {notAServer, "bun"},
	"Bun.build":                                   {bundles, "bun"},
	"Bun.plugin":                                  {bundles, "bun"},
	"Bun.openInEditor":                            {"A script has no desktop", "bun"},
	"Bun.resolveSync":                             {"Everything is inside the bundle; use import", "bun"},
	"Bun.mmap":                                    {"Read the file with Bun.file", "bun"},
	"Worker":                                      {noThreads, "node-worker_threads"},
	"SharedWorker":                                {noThreads, "node-worker_threads"},
	"SharedArrayBuffer":                           {"The engine has no shared memory", "language"},
	"EventSource":                                 {"Use fetch and read response.body", "the-web"},
	"WebAssembly.Module":                          {noWasm, "webassembly"},
	"WebAssembly.Instance":                        {noWasm, "webassembly"},
	"WebAssembly.Memory":                          {noWasm, "webassembly"},
	"WebAssembly.compile":                         {noWasm, "webassembly"},
	"WebAssembly.compileStreaming":                {noWasm, "webassembly"},
	"WebAssembly.instantiate":                     {noWasm, "webassembly"},
	"WebAssembly.instantiateStreaming":            {noWasm, "webassembly"},
	"WebAssembly.validate":                        {noWasm, "webassembly"},
	"URL.createObjectURL":                         {"Nothing can be read from a blob: URL here; pass the Blob itself", "the-web"},
	"Intl.NumberFormat#formatRange":               {"Format both numbers and join them", "locales"},
	"Intl.NumberFormat#formatRangeToParts":        {"Format both numbers and join them", "locales"},
}

// listeners are the ways to listen to an event of the process.
var listeners = setOf("process.on", "process.once", "process.addListener", "process.prependListener", "process.prependOnceListener")

// unheard are the events of the process that the host keeps to itself, besides
// signals.
var unheard = setOf("exit", "beforeExit", "uncaughtException", "uncaughtExceptionMonitor", "unhandledRejection", "rejectionHandled",
	"message", "disconnect", "worker", "multipleResolves")

// unheardBy is the event that a use listens to and that never comes, or "".
func unheardBy(u Use) string {
	if !listeners[u.Name] || len(u.Args) == 0 {
		return ""
	}
	event, err := strconv.Unquote(u.Args[0].Text)
	if err != nil || !unheard[event] && !strings.HasPrefix(event, "SIG") {
		return ""
	}
	return event
}

// Lacking are the names in [uses.Use] of what throws in the host when it is
// called, sorted.
func Lacking() []string {
	var names []string
	for name := range lacking {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Lacks says whether a use is to be told of: of what throws in the host, or of
// a member that a module of the host does not have.
func (b *Builder) Lacks(name string) bool {
	_, throws := lacking[name]
	return throws || listeners[name] || b.absent(name)
}

// absent says whether a name is a member that a host module does not have.
func (b *Builder) absent(name string) bool {
	specifier, member, ok := memberOf(name)
	if !ok || inherited[member] {
		return false
	}
	names, ok := b.options.Modules.Exports(specifier)
	return ok && len(names) > 1 && !slices.Contains(names, member) // some have nothing but a default export
}

// memberOf takes the name of a module's member apart.
func memberOf(name string) (specifier, member string, ok bool) {
	specifier, member, ok = strings.Cut(name, ".")
	switch {
	case !ok || strings.ContainsAny(member, ".#"):
		return "", "", false
	case specifier == "Bun":
		return "bun", member, true
	}
	return specifier, member, strings.HasPrefix(specifier, "node:")
}

// inherited are members that every object or function has.
var inherited = setOf("hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
	"apply", "bind", "call", "constructor", "prototype")

// lacking are the problems of a bundle's uses of what the host does not have:
// warnings, because a script may never come to them. Packages are left alone:
// many look for what they can use.
func (b *Builder) lacking(r Result) []Problem {
	var found []Problem
	for _, u := range r.Uses {
		if event := unheardBy(u); event != "" {
			p := u.At
			p.Severity, p.Text = Warning, fmt.Sprintf("%s(%q): the host never calls this listener", u.Name, event)
			p.Remedy = refusal{"It ends its scripts itself; what must happen when a call ends belongs into a finally block", "node-process"}.text()
			found = append(found, p)
			continue
		}
		why, throws := lacking[u.Name]
		if !throws && (!b.absent(u.Name) || u.Optional || u.Tried) {
			continue
		}
		p := u.At
		name := strings.TrimPrefix(u.Name, "node:")
		if u.Kind == uses.Constructed {
			name = "new " + name
		}
		p.Severity = Warning
		if throws {
			p.Text, p.Remedy = name+" does not work in the host: it will throw", why.text()
		} else {
			p.Text, p.Remedy = name+" is not in the host: it will throw", b.instead(u.Name)
		}
		found = append(found, p)
	}
	return found
}

// instead is the remedy for a member that a module does not have.
func (b *Builder) instead(name string) string {
	specifier, member, _ := memberOf(name)
	names, _ := b.options.Modules.Exports(specifier)
	remedy := "What the host has of a module is in docs/compatibility.md."
	if near := spelling.Nearest(member, names); near != "" {
		return fmt.Sprintf("Did you mean %q? %s", near, remedy)
	}
	return remedy
}
