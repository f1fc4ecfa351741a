package bundler

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// idleNamespace holds the stand-ins for modules that a package imports and
// does not need.
const idleNamespace = "host-idle"

// idle are modules that cannot run in the host, by the packages that import
// them for a feature that must be asked for. Such a package gets a stand-in,
// and the feature throws when it is used.
var idle = map[string][]string{
	"axios":                     {"node:http2"},           // httpVersion: 2
	"https-proxy-agent":         {"node:net", "node:tls"}, // the host has its own, set with HTTPS_PROXY
	"http-proxy-agent":          {"node:net", "node:tls"}, // and HTTP_PROXY
	"agent-base":                {"node:net", "node:tls"}, // what both are made of
	"cheerio":                   {"undici"},               // fromURL
	"@smithy/node-http-handler": {"node:http2"},           // NodeHttp2Handler
	"execa":                     {"node:v8"},              // ipc: true
	"jsonpath-plus":             {"node:vm"},              // eval: "native"
	"pino":                      {"node:worker_threads"},  // asks whether it is the main thread
}

// standIn is the module that an import gets a stand-in for, if any.
func (p *plugin) standIn(args api.OnResolveArgs) (string, bool) {
	name := args.Path
	if nodeBuiltins[name] {
		name = "node:" + name
	}
	if fromNodeModules(args.Importer) && slices.Contains(idle[packageOf(args.Importer)], name) {
		return name, true
	}
	if packageOf(args.Importer) == "pino" && path.Base(name) == "transport" && fromNodeModules(args.Importer) {
		return "thread-stream", true
	}
	if name == "node:domain" && fromNodeModules(args.Importer) {
		return name, true // of use in a domain only, which process.domain tells
	}
	part, ok := partial[name]
	if !ok || args.Importer == "" {
		return "", false
	}
	text, err := os.ReadFile(args.Importer)
	return name, err == nil && part.suffices(string(text))
}

// loadIdle makes a stand-in.
func (p *plugin) loadIdle(args api.OnLoadArgs) (api.OnLoadResult, error) {
	r, _ := refusalOf(args.Path)
	reason := strconv.Quote(fmt.Sprintf("%s cannot run in the host: %s", args.Path, r.text()))
	contents := "const own = {};\n"
	if args.Path == "thread-stream" {
		reason = strings.Replace(reason, args.Path, "a transport of pino", 1)
	}
	switch args.Path {
	case "node:net":
		contents = addressesText
	case "node:worker_threads":
		contents = fmt.Sprintf(mainThreadText, reason)
	case "thread-stream":
		contents = fmt.Sprintf("const own = () => { throw new Error(%s); };\n", reason)
	}
	contents += fmt.Sprintf(standInText, reason)
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS}, nil
}

// standInText throws when anything is read that the module does not have. An
// object that inherits does so too: what esbuild makes of a CommonJS module
// for its imports has the same prototype.
const standInText = `Object.setPrototypeOf(own, new Proxy(Object.prototype, {
	get(base, name) {
		if (name in base || typeof name === "symbol" || name === "__esModule" || name === "default" || name === "then") return base[name];
		throw new Error(%s);
	},
}));
module.exports = own;
`

// mainThreadText is what the main thread of a program is told.
const mainThreadText = `const own = { isMainThread: true, threadId: 0, parentPort: null, workerData: null, Worker: class Worker {
	constructor() {
		throw new Error(%s);
	}
} };
`

// addressesText is the part of node:net that opens no socket.
const addressesText = `const part = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)", four = new RegExp("^" + part + "(?:\\." + part + "){3}$");
const isIPv4 = (text) => four.test(String(text));
const isIPv6 = (text) => {
	let [address, zone] = String(text).split(/%(.*)/s);
	if (zone !== undefined && !/^[0-9a-zA-Z\-.:]+$/.test(zone)) return false;
	const last = address.lastIndexOf(":");
	if (last >= 0 && address.includes(".")) {
		if (!isIPv4(address.slice(last + 1))) return false;
		address = address.slice(0, last + 1) + "0:0";
	}
	const halves = address.split("::");
	if (halves.length > 2) return false;
	const groups = halves.flatMap((half) => half === "" ? [] : half.split(":"));
	return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? groups.length < 8 : groups.length === 8);
};
const own = { isIPv4, isIPv6, isIP: (text) => isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0 };
`

// A part of a module is what of it needs nothing that the host does not have.
type part struct {
	names                      map[string]bool
	mentioned, imported, bound *regexp.Regexp
}

// partial are the modules with such a part.
var partial = map[string]part{
	"node:net":            partOf("net", "isIP", "isIPv4", "isIPv6"),
	"node:worker_threads": partOf("worker_threads", "isMainThread", "threadId", "parentPort", "workerData"),
}

func partOf(module string, names ...string) part {
	quoted := `["'](?:node:)?` + module + `["']`
	return part{
		names:     setOf(names...),
		mentioned: regexp.MustCompile(quoted),
		imported:  regexp.MustCompile(`(?:\bimport\s*\{([^}]*)\}\s*from\s*|\b(?:const|let|var)\s*\{([^}]*)\}\s*=\s*require\(\s*)` + quoted + `|\brequire\(` + quoted + `\)\.(\w+)`),
		bound:     regexp.MustCompile(`\b(?:import\s+(?:\*\s*as\s+)?([\w$]+)\s+from\s*|(?:const|let|var)\s+([\w$]+)\s*=\s*(?:[\w$.]+\()?require\(\s*)` + quoted),
	}
}

// suffices says whether a file takes nothing of the module but this part.
func (p part) suffices(text string) bool {
	var names []string
	found := 0
	for _, m := range p.imported.FindAllStringSubmatch(text, -1) {
		if m[3] == "" && strings.HasPrefix(text[strings.Index(text, m[0])+len(m[0]):], ").") {
			return false
		}
		found++
		for name := range strings.SplitSeq(m[1]+m[2]+m[3], ",") {
			name = strings.TrimSpace(name)
			if name == "" {
				continue
			}
			name, _, _ = strings.Cut(strings.ReplaceAll(name, ":", " "), " ")
			names = append(names, name)
		}
	}
	for _, m := range p.bound.FindAllStringSubmatch(text, -1) {
		if strings.HasPrefix(text[strings.Index(text, m[0])+len(m[0]):], ").") {
			continue // the member, and not the module
		}
		found++
		uses := regexp.MustCompile(`(?:^|[^\w$.])` + regexp.QuoteMeta(m[1]+m[2]) + `\b(?:\.default)?(?:\.(\w+))?`)
		for _, use := range uses.FindAllStringSubmatch(text, -1) {
			if use[1] != "" {
				names = append(names, use[1])
			}
		}
	}
	if found != len(p.mentioned.FindAllString(text, -1)) || len(names) == 0 {
		return false
	}
	return !slices.ContainsFunc(names, func(name string) bool { return !p.names[name] })
}
