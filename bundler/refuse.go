package bundler

import (
	"fmt"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// nodeBuiltins are Node's own modules, without "node:".
var nodeBuiltins = setOf(
	"assert", "assert/strict", "async_hooks", "buffer", "child_process", "cluster", "console", "constants",
	"crypto", "dgram", "diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs", "fs/promises",
	"http", "http2", "https", "inspector", "inspector/promises", "module", "net", "os", "path", "path/posix",
	"path/win32", "perf_hooks", "process", "punycode", "querystring", "readline", "readline/promises", "repl",
	"sea", "sqlite", "stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder", "sys",
	"test", "test/reporters", "timers", "timers/promises", "tls", "trace_events", "tty", "url", "util",
	"util/types", "v8", "vm", "wasi", "worker_threads", "zlib",
)

// schemeOnly are those that exist with "node:" alone: the bare name is an npm
// package.
var schemeOnly = setOf("sea", "sqlite", "test", "test/reporters")

// A refusal says why a module cannot be part of a script, and what to do.
type refusal struct {
	// remedy is a sentence without its period.
	remedy string
	// anchor is the section of docs/compatibility.md.
	anchor string
}

// refusals are the modules that are refused for a reason of their own. Other
// builtins that the host does not have are refused as not provided.
var refusals = map[string]refusal{
	"node:cluster":          {"Workers scale by replicas", "node-cluster"},
	"node:worker_threads":   {"A script has one thread, the main one, and isMainThread, threadId, parentPort and workerData are all there is; export const isolate = { instances: 4 } gives it several isolates", "node-worker_threads"},
	"node:net":              {"Scripts open no sockets, and isIP, isIPv4 and isIPv6 are all there is; use fetch, WebSocket or ioredis", "node-net"},
	"node:tls":              {"Scripts open no sockets; use fetch, WebSocket or ioredis", "node-net"},
	"node:dgram":            {"Scripts open no sockets; use fetch, or run a program with node:child_process", "node-net"},
	"node:http2":            {"HTTP/2 is what fetch and node:https speak by themselves; scripts are not servers", "node-http2"},
	"node:vm":               {"A script cannot make another realm; put the code in a file of its own and import it", "node-vm"},
	"node:v8":               {"The engine is not V8; structuredClone copies values", "node-v8"},
	"node:inspector":        {"The engine is not V8 and has no inspector", "node-v8"},
	"node:trace_events":     {"The engine is not V8; the host sends OpenTelemetry traces", "node-v8"},
	"node:repl":             {"A script has no terminal; try things with: host exec", "node-repl"},
	"node:domain":           {"Domains were never finished; use try and catch, or AsyncLocalStorage", "node-domain"},
	"node:wasi":             {"The engine has no WebAssembly", "webassembly"},
	"node:sea":              {"The host is the executable already", "node-sea"},
	"node:test":             {"Tests do not belong in a bundle; name the file *.test.ts", "node-test"},
	"node:sqlite":           {`Use Database from "bun:sqlite"`, "node-sqlite"},
	"node:module":           {"Everything is inside the bundle at build time; use import", "node-module"},
	"node:dns":              {"Names are resolved by the host; use fetch", "node-net"},
	"bun:ffi":               {"Native code cannot be loaded; run a program with Bun.spawn", "native-packages"},
	"bun:jsc":               {"The engine is not JavaScriptCore", "node-v8"},
	"bun:test":              {"Tests do not belong in a bundle; name the file *.test.ts", "node-test"},
	"sharp":                 {"It is native code; run a program such as magick or ffmpeg with Bun.spawn", "native-packages"},
	"canvas":                {"It is native code", "native-packages"},
	"bcrypt":                {"It is native code; bcryptjs is the same in JavaScript", "native-packages"},
	"argon2":                {"It is native code; use scrypt of node:crypto", "native-packages"},
	"better-sqlite3":        {`It is native code; use Database from "bun:sqlite"`, "native-packages"},
	"sqlite3":               {`It is native code; use Database from "bun:sqlite"`, "native-packages"},
	"node-pty":              {"It is native code; run a program with node:child_process", "native-packages"},
	"re2":                   {"It is native code; most regular expressions run in linear time here anyway", "native-packages"},
	"keytar":                {"It is native code; read secrets from the environment", "native-packages"},
	"serialport":            {"It is native code", "native-packages"},
	"fsevents":              {"It is native code", "native-packages"},
	"bufferutil":            {"It is native code", "native-packages"},
	"utf-8-validate":        {"It is native code", "native-packages"},
	"leveldown":             {"It is native code", "native-packages"},
	"classic-level":         {"It is native code", "native-packages"},
	"onnxruntime-node":      {"It is native code; use infer, or run a program with Bun.spawn", "native-packages"},
	"@tensorflow/tfjs-node": {"It is native code; use infer, or run a program with Bun.spawn", "native-packages"},
	"@napi-rs/canvas":       {"It is native code", "native-packages"},
	"@swc/core":             {"It is native code", "native-packages"},
	"esbuild":               {"It is a native program; run it with Bun.spawn", "native-packages"},
	"bindings":              {"It loads native code", "native-packages"},
	"node-gyp-build":        {"It loads native code", "native-packages"},
	"node-pre-gyp":          {"It loads native code", "native-packages"},
	"playwright":            {"It drives a browser over pipes and sockets; run a program with Bun.spawn", "native-packages"},
	"puppeteer":             {"It drives a browser over pipes and sockets; run a program with Bun.spawn", "native-packages"},
	"ws":                    {"Scripts open no sockets; use the global WebSocket", "node-net"},
	"undici":                {"Use the global fetch", "node-net"},
	"got":                   {"It makes its own connections; use fetch, or ky, which does as much on it", "node-net"},
	"redis":                 {`Use "ioredis", which the host has`, "node-net"},
	"pg":                    {"Scripts open no sockets; use the database's HTTP interface", "node-net"},
	"mysql2":                {"Scripts open no sockets; use the database's HTTP interface", "node-net"},
	"postgres":              {"Scripts open no sockets; use the database's HTTP interface", "node-net"},
	"bullmq":                {"Scripts open no sockets; queue work as events, or use \"ioredis\", which the host has", "node-net"},
	"discord.js":            {"It makes its own connections; call Discord's HTTP interface with fetch", "node-net"},
	"tiktoken":              {"The engine has no WebAssembly; js-tiktoken and gpt-tokenizer are the same in JavaScript", "webassembly"},
	"mongodb":               {"Scripts open no sockets; use the database's HTTP interface", "node-net"},
	"nodemailer":            {"Scripts open no sockets; send mail through a provider's HTTP interface", "node-net"},
	"node-ical":             {"It needs the calendar iso8601 of Intl, which the host does not have; ical.js reads the same files", "node-ical"},
	"thread-stream":         {"A script has one thread, and transports of pino want more; give pino a stream instead, as in pino({}, pretty({ sync: true })), or nothing, to write to standard output", "node-worker_threads"},
	"shiki/wasm":            {`The engine has no WebAssembly; use createHighlighterCore of "shiki/core" with createJavaScriptRegexEngine of "shiki/engine/javascript"`, "webassembly"},

	"@shikijs/engine-oniguruma/wasm-inlined": {`The engine has no WebAssembly; use createHighlighterCore of "shiki/core" with createJavaScriptRegexEngine of "shiki/engine/javascript"`, "webassembly"},
}

// refusalOf says whether a specifier that is not a host module cannot be part
// of a script.
func refusalOf(specifier string) (refusal, bool) {
	if nodeBuiltins[specifier] && !schemeOnly[specifier] {
		specifier = "node:" + specifier
	}
	if r, ok := refusals[specifier]; ok {
		return r, true
	}
	for _, suffix := range []string{"/promises", "/strict", "/posix", "/win32"} {
		if name, ok := strings.CutSuffix(specifier, suffix); ok {
			if r, ok := refusals[name]; ok {
				return r, true
			}
		}
	}
	if name := packageName(specifier); name != specifier && !strings.Contains(specifier, ":") {
		if r, ok := refusals[name]; ok {
			return r, true
		}
	}
	bare, node := strings.CutPrefix(specifier, "node:")
	switch {
	case node && !nodeBuiltins[bare]:
		return refusal{remedy: "Node has no module of this name"}, true
	case node:
		return refusal{"The host does not have this module of Node", strings.ReplaceAll("node-"+bare, "/", "-")}, true
	case strings.HasPrefix(specifier, "bun:"), specifier == "bun":
		return refusal{"The host does not have this module of Bun", "bun"}, true
	case strings.HasPrefix(specifier, "host:"):
		return refusal{"The host has no module of this name", "host"}, true
	}
	return refusal{}, false
}

// text is the remedy as a sentence with the place to read more.
func (r refusal) text() string {
	if r.anchor == "" {
		return r.remedy + "."
	}
	return fmt.Sprintf("%s: see docs/compatibility.md#%s.", r.remedy, r.anchor)
}

// unresolvable makes esbuild unable to resolve refused npm packages even when
// they are installed. That way an import of one inside try/catch, which is how
// packages use native code when there is some, stays what it is for a package
// that is missing: an exception at run time.
func unresolvable() map[string]string {
	table := map[string]string{}
	for name := range refusals {
		if !strings.Contains(name, ":") {
			table[name] = refusedPrefix + name
		}
	}
	return table
}

const refusedPrefix = "refused-by-host/"

// lazily answers a refused import() in an installed package: it may never be
// reached, so it is a warning and an exception at run time.
func lazily(args api.OnResolveArgs, r refusal) api.OnResolveResult {
	return api.OnResolveResult{Path: args.Path, External: true, Warnings: []api.Message{{
		Text:  fmt.Sprintf("%q cannot run in the host: this import() will throw", args.Path),
		Notes: []api.Note{{Text: r.text()}},
	}}}
}

// refuseBinary tells that native code and WebAssembly cannot be bundled.
func (p *plugin) refuseBinary(args api.OnLoadArgs) (api.OnLoadResult, error) {
	if args.With["type"] != "" {
		return api.OnLoadResult{}, nil // bytes or text, not a module
	}
	text, r := "native code cannot run in the host", refusal{"Run a program with Bun.spawn instead", "native-packages"}
	if strings.HasSuffix(args.Path, ".wasm") {
		text, r = "WebAssembly cannot run in the host", refusal{"The engine has no WebAssembly; run a program with Bun.spawn instead", "webassembly"}
	}
	return api.OnLoadResult{Errors: []api.Message{{Text: text, Notes: []api.Note{{Text: r.text()}}}}}, nil
}

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}
