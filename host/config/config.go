// Package config holds every setting of the host, once: the tags of a field
// give its flag, its environment variable, its key in host.json, its default
// and its help. A command embeds the groups it uses, so a flag that means
// nothing to a command is an unknown flag there.
//
// A value comes from the first of: the flag, the environment variable (an
// empty one counts as unset), host.json, the default.
package config

import (
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"systembus/host/secrets"
)

// Config is all the settings. Commands embed the groups they need; Config
// itself is what an App is made from.
type Config struct {
	Project    `embed:""`
	Sources    `embed:""`
	Build      `embed:""`
	App        `embed:""`
	Serving    `embed:""`
	Deliveries `embed:""`
	Calls      `embed:""`
	Redis      `embed:""`
	Inngest    `embed:""`
	Secrets    `embed:""`
	Infer      `embed:""`
	State      `embed:""`
	Events     `embed:""`
	Log        `embed:""`
	Deploy     `embed:""`
}

// Project says which project a command is about.
type Project struct {
	// Dir is the project's root.
	Dir string `name:"dir" short:"C" default:"." placeholder:"DIR" group:"project" help:"The project's root: the folder of host.json, where relative paths start."`
}

// Sources says which scripts the project has.
type Sources struct {
	// Functions are the folders whose .ts files are entries.
	Functions []string `json:"functions" name:"functions" sep:"none" default:"scripts/functions" placeholder:"DIR" group:"project" help:"A folder of functions; may be repeated."`
	// Webhooks are the folders whose .ts files are providers of webhooks. The
	// default one need not exist.
	Webhooks []string `json:"webhooks" name:"webhooks" sep:"none" default:"scripts/webhooks" placeholder:"DIR" group:"project" help:"A folder of webhook providers; may be repeated."`
	// Alias points a module specifier at another: a file, or a host: module.
	Alias map[string]string `json:"alias" name:"alias" mapsep:"none" placeholder:"MODULE=TARGET" group:"project" help:"Resolve imports of MODULE to TARGET, a file or a host: module; may be repeated."`
}

// Build says where bundles go.
type Build struct {
	// Out is the folder that host build writes and host run serves.
	Out string `json:"out" name:"out" default:".host/build" placeholder:"DIR" group:"project" help:"The folder of bundles and manifest.json: written by build, served by run."`
}

// App names what the functions are registered as.
type App struct {
	// AppID overrides the ids of the clients in the scripts.
	AppID string `json:"appId" name:"app-id" env:"INNGEST_APP_ID" placeholder:"ID" group:"inngest" help:"The app's id, in place of the one that the scripts' client has."`
}

// Serving is how a worker serves.
type Serving struct {
	// Role selects the functions that are served; empty means every role,
	// which only development may do.
	Role Role `json:"role" name:"role" env:"WORKER_ROLE" placeholder:"ROLE" group:"serve" help:"Serve the functions of one role: host or cluster."`
	// Addr is the address to listen on, HOST:PORT or just PORT; see Listen.
	Addr string `json:"addr" name:"addr" env:"PORT" placeholder:"[HOST:]PORT" default:"${addr=:3111}" group:"serve" help:"The address to listen on; a port alone is one of the default's host."`
	// AdminAddr is a second address, for operators alone: the status page, the
	// metrics, /internal. Empty means that there is none.
	AdminAddr string `json:"adminAddr" name:"admin-addr" env:"HOST_ADMIN_ADDR" placeholder:"[HOST:]PORT" group:"serve" help:"A second address, for operators alone: the status page, /metrics and /internal. Without it they are on the main one, in production behind HOST_INTERNAL_TOKEN."`
	// Inbox is the folder of agents' results; "~" is the home folder.
	Inbox string `json:"inbox" name:"inbox" env:"HOST_INBOX" default:"~/.joelclaw/workspace/inbox" placeholder:"DIR" group:"serve" help:"The folder of agents' results, which /internal/agent-result writes and reads."`
	// DrainTimeout bounds how long calls in flight may take to finish after
	// the first signal.
	DrainTimeout time.Duration `json:"drainTimeout" name:"drain-timeout" env:"HOST_DRAIN_TIMEOUT" default:"${drainTimeout=5m}" placeholder:"DURATION" group:"serve" help:"How long calls in flight may go on after SIGTERM."`
	// DrainDelay is how long requests are still accepted while readiness
	// already fails, so that a balancer sees it before connections are refused.
	DrainDelay time.Duration `json:"drainDelay" name:"drain-delay" env:"HOST_DRAIN_DELAY" default:"${drain=0s}" placeholder:"DURATION" group:"serve" help:"How long to go on accepting requests after SIGTERM, while readiness fails."`
	// BodyLimit bounds the body of a call, in MiB.
	BodyLimit int64 `json:"bodyLimit" name:"body-limit" env:"HOST_BODY_LIMIT" default:"64" placeholder:"MIB" group:"serve" help:"The largest request body accepted, in MiB."`
}

// Deliveries says which webhooks are taken, and from whom.
type Deliveries struct {
	// WebhookProviders are those that are served; all when nil.
	WebhookProviders []string `json:"webhookProviders" name:"providers" env:"HOST_WEBHOOK_PROVIDERS" placeholder:"NAME,..." group:"serve" help:"The webhook providers to serve, by their files' names; all unless said. A worker is not ready while one of them has no secret."`
	// TrustedProxies are the addresses and ranges of the proxies whose
	// X-Forwarded-For is believed.
	TrustedProxies []string `json:"trustedProxies" name:"trusted-proxy" env:"HOST_TRUSTED_PROXIES" placeholder:"CIDR,..." group:"serve" help:"The addresses of proxies in front of the worker, whose X-Forwarded-For says who a client is."`
}

// Calls bounds what one call of a function may take.
type Calls struct {
	// CallTimeout is the deadline of one call; a function may set its own.
	CallTimeout time.Duration `json:"callTimeout" name:"call-timeout" env:"HOST_CALL_TIMEOUT" default:"15m" placeholder:"DURATION" group:"calls" help:"The longest one call of a function may take; past it the isolate is discarded."`
	// ProgramLimits bounds how many of a program host:subprocess runs at once.
	ProgramLimits map[string]int `json:"programLimits" name:"program-limit" mapsep:"none" placeholder:"PROGRAM=N" group:"calls" help:"How many of PROGRAM host:subprocess runs at a time, others waiting; may be repeated."`
}

// Redis says how Redis is used. The server itself is named by the environment
// alone (REDIS_URL, or REDIS_HOST and REDIS_PORT): its URL may hold a password.
type Redis struct {
	// RedisTimeout is how long a command of host:redis may take.
	RedisTimeout time.Duration `json:"redisTimeout" name:"redis-timeout" env:"HOST_REDIS_TIMEOUT" default:"5s" placeholder:"DURATION" group:"redis" help:"How long a command of host:redis may take unless the call says."`
	// GatewayQueue bounds the events that wait for Redis.
	GatewayQueue int `json:"gatewayQueue" name:"gateway-queue" env:"HOST_GATEWAY_QUEUE" default:"10000" placeholder:"EVENTS" group:"redis" help:"How many gateway events wait while Redis is away before the oldest is dropped; 64 MiB at most."`
}

// Inngest names the server. Keys are read from the environment
// alone (INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, INNGEST_SIGNING_KEY_FALLBACK),
// so that they never stand in a command line or a file.
type Inngest struct {
	// BaseURL is the Inngest server, for the API and events alike.
	BaseURL string `json:"inngestUrl" name:"inngest-url" env:"INNGEST_BASE_URL" placeholder:"URL" group:"inngest" help:"The Inngest server's URL."`
	// Dev is INNGEST_DEV: a boolean, or a dev server's URL.
	Dev string `json:"inngestDev" name:"inngest-dev" env:"INNGEST_DEV" placeholder:"BOOL|URL" group:"inngest" help:"Talk to a dev server, without signatures: 1, 0, or the dev server's URL."`
	// ServeOrigin is where the server reaches this worker.
	ServeOrigin string `json:"serveOrigin" name:"serve-origin" env:"INNGEST_SERVE_ORIGIN,INNGEST_SERVE_HOST" placeholder:"URL" group:"inngest" help:"Where the Inngest server reaches this worker, such as http://system-bus-worker:3111."`
}

// Secrets says which secrets a worker has. The values themselves never stand in
// a flag or in host.json.
type Secrets struct {
	// Secrets declares them by name.
	Secrets Structured[secrets.Table] `json:"secrets" name:"secrets" env:"HOST_SECRETS" placeholder:"JSON" group:"secrets" help:"The secrets by name, each with its environment variable or with where it is found, as a JSON object."`
	// SecretSources are where those are looked for that have no sources of
	// their own, after their variable in the environment.
	SecretSources []string `json:"secretSources" name:"secret-source" sep:"none" default:"exec:secrets lease NAME --ttl 24h" placeholder:"SOURCE" group:"secrets" help:"Where a secret without sources of its own is looked for: env:VARIABLE, file:PATH or exec:COMMAND, with NAME for its name; may be repeated."`
	// SecretTimeout bounds the reading of them all.
	SecretTimeout time.Duration `json:"secretTimeout" name:"secret-timeout" env:"HOST_SECRET_TIMEOUT" default:"10s" placeholder:"DURATION" group:"secrets" help:"How long the sources may take to give all secrets."`
}

// State is where a worker keeps what must outlive it.
type State struct {
	// StateDir is the folder of the outbox.
	StateDir string `json:"stateDir" name:"state-dir" env:"HOST_STATE_DIR" default:".host/state" placeholder:"DIR" group:"serve" help:"The folder of what must survive the process: events and webhooks on their way."`
}

// Events says where the events that scripts emit go. Keys and tokens are read
// from the environment alone: CLICKHOUSE_USER and CLICKHOUSE_PASSWORD,
// TYPESENSE_API_KEY, OTEL_EMIT_TOKEN, SENTRY_DSN, and the variables of the
// OpenTelemetry specification.
type Events struct {
	// Store names the sinks; see observe.Settings.
	Store string `json:"otelStore" name:"otel-store" env:"OTEL_STORE" placeholder:"SINK,..." group:"events" help:"Where events go: clickhouse, typesense, dual (both), forward, otlp or none; clickhouse when only its URL is given."`
	// ClickHouseURL, TypesenseURL and ForwardURL are the sinks' addresses.
	ClickHouseURL string `json:"clickhouseUrl" name:"clickhouse-url" env:"CLICKHOUSE_URL" placeholder:"URL" group:"events" help:"The HTTP interface of ClickHouse, such as http://clickhouse:8123."`
	TypesenseURL  string `json:"typesenseUrl" name:"typesense-url" env:"TYPESENSE_URL" placeholder:"URL" group:"events" help:"The Typesense server, such as http://typesense:8108."`
	ForwardURL    string `json:"otelForwardUrl" name:"otel-forward-url" env:"OTEL_FORWARD_URL" placeholder:"URL" group:"events" help:"Another worker's POST /observability/emit."`
	// EmitEndpoint says whether POST /observability/emit is served.
	EmitEndpoint string `json:"emitEndpoint" name:"emit-endpoint" env:"HOST_EMIT_ENDPOINT" enum:"auto,on,off" default:"auto" placeholder:"MODE" group:"events" help:"Serve POST /observability/emit: on (needs OTEL_EMIT_TOKEN outside development), off, or auto: when there is a token, and in development."`
}

// Log is how the host logs.
type Log struct {
	// Level is the least level that is logged.
	Level string `json:"logLevel" name:"log-level" env:"HOST_LOG_LEVEL,LOG_LEVEL" enum:"debug,info,warn,error" default:"info" placeholder:"LEVEL" group:"log" help:"The least level to log: debug, info, warn or error."`
	// Format is auto, text or json.
	Format string `json:"logFormat" name:"log-format" env:"HOST_LOG_FORMAT" enum:"auto,text,json" default:"auto" placeholder:"FORMAT" group:"log" help:"auto, text or json; auto is text on a terminal and JSON elsewhere."`
}

// Default is the configuration when nothing is given, rooted in dir.
func Default(dir string) Config {
	return Config{
		Project: Project{Dir: dir},
		Sources: Sources{Functions: []string{"scripts/functions"}, Webhooks: []string{"scripts/webhooks"}},
		Build:   Build{Out: ".host/build"},
		Serving: Serving{Addr: ":3111", Inbox: "~/.joelclaw/workspace/inbox", DrainTimeout: 5 * time.Minute, BodyLimit: 64},
		Calls:   Calls{CallTimeout: 15 * time.Minute},
		Secrets: Secrets{SecretSources: secrets.DefaultSources(), SecretTimeout: 10 * time.Second},
		Infer:   defaultInfer(),
		Redis:   Redis{RedisTimeout: 5 * time.Second, GatewayQueue: 10000},
		State:   State{StateDir: ".host/state"},
		Events:  Events{EmitEndpoint: "auto"},
		Log:     Log{Level: "info", Format: "auto"},
		Deploy:  Deploy{Name: "system-bus-worker", PullSecret: "ghcr-pull", Branch: "main", Timeout: 3 * time.Minute, SBOM: "file"},
	}
}

// Listen is the address to listen on, HOST:PORT. host stands in where Addr is
// a port alone.
func (s Serving) Listen(host string) (string, error) { return address("addr", s.Addr, host) }

// ListenAdmin is the address for operators, or "" for none. A port alone is
// one of 127.0.0.1.
func (s Serving) ListenAdmin() (string, error) {
	if s.AdminAddr == "" {
		return "", nil
	}
	return address("admin-addr", s.AdminAddr, "127.0.0.1")
}

func address(setting, value, host string) (string, error) {
	if n, err := strconv.ParseUint(value, 10, 16); err == nil {
		return net.JoinHostPort(host, strconv.FormatUint(n, 10)), nil
	}
	given, port, err := net.SplitHostPort(value)
	if err != nil {
		return "", fmt.Errorf("%s %q: want HOST:PORT or PORT, such as 127.0.0.1:3111", setting, value)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", fmt.Errorf("%s %q: the port must be a number from 0 to 65535", setting, value)
	}
	return net.JoinHostPort(given, port), nil
}

// Path is name under the project's root, unless it is absolute.
func (p Project) Path(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(p.Dir, name)
}

// A Role divides the functions between workers: "host" for the machine with
// its files and programs, "cluster" for the replicas.
type Role string

// Roles are the roles that exist.
func Roles() []string { return []string{"cluster", "host"} }

// UnmarshalText accepts a role that exists, and says which do otherwise.
func (r *Role) UnmarshalText(text []byte) error {
	s := string(text)
	if !slices.Contains(Roles(), s) {
		return fmt.Errorf("unknown role %q: want %s", s, strings.Join(Roles(), " or "))
	}
	*r = Role(s)
	return nil
}
