package inngest

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/inngest/inngestgo/pkg/env"
)

// A Mode says what kind of server the host belongs to. It decides whether
// requests must be signed. A self-hosted `inngest start` is Cloud.
type Mode string

const (
	// Dev trusts every request: `inngest dev` signs nothing.
	Dev Mode = "dev"
	// Cloud requires a valid signature on every call.
	Cloud Mode = "cloud"
)

// An Environment is what the INNGEST_* variables say: which server, in which
// mode, with which keys. Its methods need no network. The zero value is not
// useful; see ResolveEnvironment.
type Environment struct {
	Mode Mode
	// API and Events are the origins of the management API and of the event
	// API, without a slash at the end: "https://api.inngest.com".
	API, Events string
	// EventKey is empty when unset.
	EventKey Key
	// SigningKey and SigningKeyFallback are empty when unset. During a
	// rotation both are set: requests signed with either are accepted.
	SigningKey, SigningKeyFallback Key
	// Branch is the branch environment, INNGEST_ENV; usually empty.
	Branch string
	// ServeOrigin and ServePath replace those parts of the URL under which
	// the server reaches the host. Empty when unset.
	ServeOrigin, ServePath string
	// InBandSync lets a signed PUT answer with the functions directly,
	// instead of registering them at the server. On unless
	// INNGEST_ALLOW_IN_BAND_SYNC says no.
	InBandSync bool
	// UnsignedSync lets an unsigned PUT in cloud mode start a registration.
	// On unless INNGEST_ENABLE_UNAUTHED_SYNC says no, as in the TypeScript
	// SDK; nothing of such a request but its wish to register is believed,
	// because the host knows its own URL and server.
	UnsignedSync bool
	// AppID is INNGEST_APP_ID, empty when unset.
	AppID string
	// Platform is where the host runs, for HeaderPlatform; usually empty.
	Platform string
	// Version is the host's version without a "v", "1.2.3". The caller sets
	// it; empty counts as "0.0.0".
	Version string
	// Warnings are notes on deprecated variables, one sentence each.
	Warnings []string
}

// ResolveEnvironment reads the INNGEST_* variables through getenv, which
// returns "" for an unset variable as os.Getenv does. An empty variable counts
// as unset. The error joins one complaint for every malformed value, each
// naming the variable, the value (never a key) and the remedy.
//
// INNGEST_DEV is a boolean or the dev server's URL; without it the mode is
// Cloud. INNGEST_API_BASE_URL and INNGEST_EVENT_API_BASE_URL win over
// INNGEST_BASE_URL, which wins over a URL in INNGEST_DEV and the defaults.
func ResolveEnvironment(getenv func(string) string) (Environment, error) {
	r := resolver{getenv: getenv}
	e := Environment{
		Mode:               Cloud,
		EventKey:           r.key("INNGEST_EVENT_KEY"),
		SigningKey:         r.key("INNGEST_SIGNING_KEY"),
		SigningKeyFallback: r.key("INNGEST_SIGNING_KEY_FALLBACK"),
		Branch:             r.token("INNGEST_ENV"),
		InBandSync:         r.boolean("INNGEST_ALLOW_IN_BAND_SYNC", true),
		UnsignedSync:       r.boolean("INNGEST_ENABLE_UNAUTHED_SYNC", true),
		AppID:              r.token("INNGEST_APP_ID"),
	}

	e.API, e.Events = env.DefaultAPIOrigin, env.DefaultEventAPIOrigin
	dev, devURL := r.dev("INNGEST_DEV")
	if dev {
		e.Mode = Dev
		e.API, e.Events = env.DevServerOrigin, env.DevServerOrigin
	}
	for _, base := range []string{devURL, r.origin("INNGEST_BASE_URL")} {
		if base != "" {
			e.API, e.Events = base, base
		}
	}
	if base := r.origin("INNGEST_API_BASE_URL"); base != "" {
		e.API = base
	}
	if base := r.origin("INNGEST_EVENT_API_BASE_URL"); base != "" {
		e.Events = base
	}

	e.ServeOrigin = r.origin("INNGEST_SERVE_ORIGIN")
	if host := r.origin("INNGEST_SERVE_HOST"); host != "" {
		e.Warnings = append(e.Warnings, "INNGEST_SERVE_HOST is deprecated; use INNGEST_SERVE_ORIGIN")
		if e.ServeOrigin == "" {
			e.ServeOrigin = host
		}
	}
	e.ServePath = r.path("INNGEST_SERVE_PATH")
	return e, errors.Join(r.errs...)
}

// Servable says whether the host can serve calls with these settings. It
// cannot in cloud mode without a signing key.
func (e Environment) Servable() error {
	if e.Mode == Cloud && e.SigningKey == "" {
		return errors.New("INNGEST_SIGNING_KEY is not set, and without it calls from the server cannot be verified: " +
			"set it to the server's signing key, or set INNGEST_DEV=1 to work with a dev server")
	}
	return nil
}

// SDK is how the host names itself in headers and registrations:
// "host:v1.2.3".
func (e Environment) SDK() string { return Language + ":v" + e.version() }

func (e Environment) version() string {
	if e.Version == "" {
		return "0.0.0"
	}
	return strings.TrimPrefix(e.Version, "v")
}

// Keys are the signing keys that are set, the primary one first.
func (e Environment) Keys() []Key {
	var keys []Key
	for _, k := range []Key{e.SigningKey, e.SigningKeyFallback} {
		if k != "" {
			keys = append(keys, k)
		}
	}
	return keys
}

// ServeURL is the URL under which the server is to call the host: origin and
// path as the host knows them ("http://localhost:3111", "/api/inngest"), each
// replaced by its variable when set.
func (e Environment) ServeURL(origin, path string) string {
	if e.ServeOrigin != "" {
		origin = e.ServeOrigin
	}
	if e.ServePath != "" {
		path = e.ServePath
	}
	return strings.TrimSuffix(origin, "/") + path
}

// A Key is a signing key or an event key. Printing, logging and marshalling it
// shows no part of it.
type Key string

// String hides the key.
func (k Key) String() string {
	if k == "" {
		return ""
	}
	return "[redacted]"
}

// GoString hides the key from %#v.
func (k Key) GoString() string { return strconv.Quote(k.String()) }

// MarshalText hides the key from encoders.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// A resolver reads variables and collects complaints.
type resolver struct {
	getenv func(string) string
	errs   []error
}

func (r *resolver) complain(name, value, want string) {
	r.errs = append(r.errs, fmt.Errorf("%s=%q: want %s", name, value, want))
}

func (r *resolver) boolean(name string, unset bool) bool {
	value := r.getenv(name)
	if value == "" {
		return unset
	}
	b, ok := parseBool(value)
	if !ok {
		r.complain(name, value, "true, 1, false or 0")
		return unset
	}
	return b
}

// dev reads a boolean or a URL. A URL means true.
func (r *resolver) dev(name string) (dev bool, base string) {
	value := r.getenv(name)
	if value == "" {
		return false, ""
	}
	if b, ok := parseBool(value); ok {
		return b, ""
	}
	base, err := parseOrigin(value)
	if err != nil {
		r.complain(name, value, "true, 1, false, 0 or the dev server's URL such as "+env.DevServerOrigin)
		return false, ""
	}
	return true, base
}

func (r *resolver) origin(name string) string {
	value := r.getenv(name)
	if value == "" {
		return ""
	}
	base, err := parseOrigin(value)
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s=%q: %w; want a URL such as http://inngest:8288", name, value, err))
	}
	return base
}

func (r *resolver) path(name string) string {
	value := strings.TrimSpace(r.getenv(name))
	if value == "" {
		return ""
	}
	if strings.ContainsAny(value, "?# \t\r\n") || strings.Contains(value, "://") {
		r.complain(name, value, "a path such as /api/inngest")
		return ""
	}
	return "/" + strings.TrimPrefix(value, "/")
}

// token reads a value that becomes part of a header or an id.
func (r *resolver) token(name string) string {
	value := r.getenv(name)
	if i := strings.IndexFunc(value, unprintable); i >= 0 {
		r.complain(name, value, "a value without white space or control characters")
		return ""
	}
	return value
}

func (r *resolver) key(name string) Key {
	value := r.getenv(name)
	if strings.ContainsFunc(value, unprintable) {
		r.errs = append(r.errs, fmt.Errorf(
			"%s holds white space or a control character, often a line break at its end: remove it", name))
		return ""
	}
	return Key(value)
}

func unprintable(c rune) bool { return c <= ' ' || c == 0x7f }

func parseBool(value string) (b, ok bool) {
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}

// parseOrigin reads "http://host:port/prefix/" or "host:port"; the result has
// no slash at the end.
func parseOrigin(value string) (string, error) {
	value = strings.TrimSpace(value)
	if !strings.Contains(value, "://") {
		if !strings.ContainsAny(value, ".:") {
			return "", errors.New("not a URL")
		}
		value = "http://" + value
	}
	u, err := url.Parse(value)
	switch {
	case err != nil:
		return "", errors.New("not a URL")
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("the scheme is %q, not http or https", u.Scheme)
	case u.Hostname() == "":
		return "", errors.New("it names no host")
	case u.User != nil:
		return "", errors.New("it holds a user name")
	case u.RawQuery != "" || u.Fragment != "":
		return "", errors.New("it holds a query or a fragment")
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return "", fmt.Errorf("the port is %q", port)
		}
	}
	return strings.TrimRight(u.Scheme+"://"+u.Host+u.EscapedPath(), "/"), nil
}
