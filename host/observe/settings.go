package observe

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Settings say which sinks there are. Keys and tokens come from the
// environment alone.
type Settings struct {
	// Store names the sinks, separated by commas: clickhouse, typesense, dual
	// (both), forward, otlp, none. Empty means clickhouse when ClickHouseURL
	// is given, and none otherwise.
	Store string
	// ClickHouseURL, TypesenseURL and ForwardURL are where the sinks are.
	ClickHouseURL, TypesenseURL, ForwardURL string
	// Lookup reads the environment, and the secrets that stand for a part of it.
	Lookup func(string) (string, bool)
	// Client sends to all sinks; NewClient's when nil.
	Client *http.Client
}

// NewClient is a client for sinks: it reuses connections, and follows no
// redirects, which would lose what is sent.
func NewClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: atOnce, IdleConnTimeout: 90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// stores are the sinks that OTEL_STORE can name.
var stores = []string{"clickhouse", "dual", "forward", "none", "otlp", "typesense"}

// Sinks makes the sinks. OTLP is among them also when OTEL_LOGS_EXPORTER is
// otlp, and Sentry when SENTRY_DSN is set. An error says what is missing.
func Sinks(s Settings) ([]Sink, error) {
	if s.Client == nil {
		s.Client = NewClient()
	}
	names, err := s.names()
	if err != nil {
		return nil, err
	}
	var all []Sink
	for _, name := range names {
		sink, err := s.sink(name)
		if err != nil {
			return nil, err
		}
		all = append(all, sink)
	}
	if dsn := s.env("SENTRY_DSN"); dsn != "" {
		sentry, err := NewSentry(dsn)
		if err != nil {
			return nil, err
		}
		sentry.Client, sentry.Release, sentry.Environment = s.Client, s.env("SENTRY_RELEASE"), s.env("SENTRY_ENVIRONMENT")
		all = append(all, sentry)
	}
	return all, nil
}

// env is the value of the first variable that is set.
func (s Settings) env(names ...string) string {
	for _, name := range names {
		if s.Lookup == nil {
			break
		}
		if v, _ := s.Lookup(name); v != "" {
			return v
		}
	}
	return ""
}

// key reads a variable each time: secrets come after the start, and are renewed.
func (s Settings) key(name string) Key { return func() string { return s.env(name) } }

// names are the sinks' names, each once.
func (s Settings) names() ([]string, error) {
	var names []string
	add := func(more ...string) {
		for _, name := range more {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if s.Store == "" && s.ClickHouseURL != "" {
		add("clickhouse")
	}
	for part := range strings.SplitSeq(s.Store, ",") {
		switch part = strings.TrimSpace(part); {
		case part == "", part == "none":
		case part == "dual":
			add("clickhouse", "typesense")
		case slices.Contains(stores, part):
			add(part)
		default:
			return nil, fmt.Errorf("OTEL_STORE: unknown sink %q: want %s", part, strings.Join(stores, ", "))
		}
	}
	disabled, _ := strconv.ParseBool(s.env("OTEL_SDK_DISABLED"))
	if !disabled && slices.Contains(strings.Split(s.env("OTEL_LOGS_EXPORTER"), ","), "otlp") {
		add("otlp")
	}
	return names, nil
}

func (s Settings) sink(name string) (Sink, error) {
	switch name {
	case "clickhouse":
		if err := address("clickhouse", "CLICKHOUSE_URL", s.ClickHouseURL); err != nil {
			return nil, err
		}
		return &ClickHouse{URL: s.ClickHouseURL, User: s.key("CLICKHOUSE_USER"), Password: s.key("CLICKHOUSE_PASSWORD"),
			Table: s.env("CLICKHOUSE_OTEL_TABLE"), Client: s.Client}, nil
	case "typesense":
		if err := address("typesense", "TYPESENSE_URL", s.TypesenseURL); err != nil {
			return nil, err
		}
		return &Typesense{URL: s.TypesenseURL, APIKey: s.key("TYPESENSE_API_KEY"), Client: s.Client}, nil
	case "forward":
		if err := address("forward", "OTEL_FORWARD_URL", s.ForwardURL); err != nil {
			return nil, err
		}
		return &Forward{URL: s.ForwardURL, Token: s.key("OTEL_EMIT_TOKEN"), Client: s.Client}, nil
	}
	return s.otlp()
}

// address checks that a sink has a URL.
func address(sink, variable, given string) error {
	if given == "" {
		return fmt.Errorf("OTEL_STORE names %s: set %s too", sink, variable)
	}
	u, err := url.Parse(given)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("%s: want a URL such as http://%s:8123", variable, sink) // it may hold a password
	}
	return nil
}

// otlp reads the variables of the OpenTelemetry specification.
func (s Settings) otlp() (Sink, error) {
	protocol := first(s.env("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"), "http/protobuf")
	if protocol != "http/protobuf" {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL: events are sent with http/protobuf, not %s; set OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf and the endpoint for it", protocol)
	}
	o := &OTLP{Client: s.Client, Headers: list(s.env("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS")),
		Resource: list(s.env("OTEL_RESOURCE_ATTRIBUTES"))}
	if o.URL = s.env("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"); o.URL == "" {
		o.URL = strings.TrimRight(first(s.env("OTEL_EXPORTER_OTLP_ENDPOINT"), "http://localhost:4318"), "/") + "/v1/logs"
	}
	if err := address("otlp", "OTEL_EXPORTER_OTLP_ENDPOINT", o.URL); err != nil {
		return nil, err
	}
	if ms, err := strconv.Atoi(s.env("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT")); err == nil && ms > 0 {
		o.Timeout = time.Duration(ms) * time.Millisecond
	}
	if name := s.env("OTEL_SERVICE_NAME"); name != "" {
		o.Resource["service.name"] = name
	}
	if o.Resource["service.name"] == "" {
		o.Resource["service.name"] = "system-bus"
	}
	return o, nil
}

// list reads name=value pairs, values percent-encoded as in W3C Baggage.
func list(text string) map[string]string {
	all := map[string]string{}
	for part := range strings.SplitSeq(text, ",") {
		name, v, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			continue
		}
		v = strings.TrimSpace(v)
		if plain, err := url.PathUnescape(v); err == nil {
			v = plain
		}
		all[name] = v
	}
	return all
}
