package redis

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// DefaultPort is where Redis servers listen.
const DefaultPort = 6379

// FromEnvironment is the server that REDIS_URL names, or REDIS_HOST and
// REDIS_PORT. named is false when none of them is set; the target is then
// the server's usual place on this machine.
func FromEnvironment(lookup func(string) (string, bool)) (t Target, named bool, err error) {
	get := func(name string) string {
		value, _ := lookup(name)
		return value
	}
	if text := get("REDIS_URL"); text != "" {
		t, err = Parse(text)
		if err != nil {
			return t, true, fmt.Errorf("REDIS_URL: %w", err)
		}
		return t, true, nil
	}
	t = Target{Host: "localhost", Port: DefaultPort}
	if host := get("REDIS_HOST"); host != "" {
		t.Host, named = host, true
	}
	if port := get("REDIS_PORT"); port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return t, true, fmt.Errorf("REDIS_PORT: %q is not a port", port)
		}
		t.Port, named = int(n), true
	}
	return t, named, nil
}

// Parse reads a URL:
//
//	redis://user:password@host:6379/2        a server, database 2
//	rediss://host:6380?ca=/etc/ca.pem        with TLS; also cert, key, servername, rejectUnauthorized=false
//	unix:///run/redis.sock?db=2              a socket
//	redis+sentinel://:password@a:26379,b:26379/mymaster/2
//	redis+cluster://a:6379,b:6379
//
// rediss+sentinel and rediss+cluster use TLS. Errors do not repeat the URL,
// which may hold a password.
func Parse(text string) (Target, error) {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return Target{}, errors.New("want a URL such as redis://localhost:6379")
	}
	secure := strings.HasPrefix(scheme, "rediss")
	kind, mode, _ := strings.Cut(strings.TrimSuffix(strings.Replace(scheme, "rediss", "redis", 1), ":"), "+")
	if kind != "redis" && (scheme != "unix" || mode != "") || !slices.Contains([]string{"", Sentinel, Cluster}, mode) {
		return Target{}, fmt.Errorf("the scheme %q is none of redis, rediss, unix, redis+sentinel, rediss+sentinel, redis+cluster, rediss+cluster", scheme)
	}
	// net/url takes one host; here there may be several.
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	authority, tail := rest[:end], rest[end:]
	user, hosts := "", authority
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, hosts = authority[:i+1], authority[i+1:]
	}
	u, err := url.Parse("redis://" + user + "host" + tail)
	if err != nil {
		return Target{}, errors.New("it is no valid URL; characters such as @ and / in a password are written %40 and %2F")
	}
	t := Target{Mode: mode, Username: u.User.Username()}
	t.Password, _ = u.User.Password()
	q := u.Query()
	segments := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	switch {
	case scheme == "unix":
		t.Path, segments = path.Clean(u.Path), nil
	case mode == Sentinel:
		if len(segments) == 0 {
			return t, errors.New("the name of the primary is missing: redis+sentinel://host:26379/NAME")
		}
		t.Master, segments = segments[0], segments[1:]
		t.Addrs, err = addresses(hosts, 26379)
	case mode == Cluster:
		t.Addrs, err = addresses(hosts, DefaultPort)
	default:
		err = t.single(hosts)
	}
	if err != nil {
		return t, err
	}
	if db := q.Get("db"); db != "" {
		segments = append(segments, db)
	}
	if len(segments) > 0 {
		if t.DB, err = strconv.Atoi(segments[len(segments)-1]); err != nil || len(segments) > 1 || t.DB < 0 {
			return t, fmt.Errorf("%q is not the number of a database", strings.Join(segments, "/"))
		}
	}
	if secure {
		t.TLS, err = tlsFrom(q)
	}
	return t, err
}

func (t *Target) single(hosts string) error {
	all, err := addresses(hosts, DefaultPort)
	if err != nil {
		return err
	}
	if len(all) > 1 {
		return errors.New("several hosts need redis+sentinel:// or redis+cluster://")
	}
	host, port, err := net.SplitHostPort(all[0])
	if err != nil {
		return err
	}
	t.Host = host
	t.Port, err = strconv.Atoi(port)
	return err
}

// addresses splits "a:1,b" into addresses with ports.
func addresses(hosts string, port int) ([]string, error) {
	var all []string
	for one := range strings.SplitSeq(hosts, ",") {
		host, given, err := net.SplitHostPort(one)
		if err != nil {
			host, given = strings.Trim(one, "[]"), strconv.Itoa(port)
		}
		if host == "" {
			host = "localhost"
		}
		if _, err := strconv.ParseUint(given, 10, 16); err != nil {
			return nil, fmt.Errorf("%q is not a port", given)
		}
		all = append(all, net.JoinHostPort(host, given))
	}
	return all, nil
}

// tlsFrom reads the options of TLS; certificates are files.
func tlsFrom(q url.Values) (*TLS, error) {
	o := &TLS{ServerName: q.Get("servername")}
	for name, into := range map[string]*string{"ca": &o.CA, "cert": &o.Cert, "key": &o.Key} {
		if file := q.Get(name); file != "" {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			*into = string(text)
		}
	}
	if q.Has("rejectUnauthorized") {
		reject, err := strconv.ParseBool(q.Get("rejectUnauthorized"))
		if err != nil {
			return nil, fmt.Errorf("rejectUnauthorized: want true or false, got %q", q.Get("rejectUnauthorized"))
		}
		o.RejectUnauthorized = &reject
	}
	return o, nil
}
