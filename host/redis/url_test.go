package redis_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/host/redis"
)

func TestParse(t *testing.T) {
	no := false
	for _, tt := range []struct {
		url  string
		want redis.Target
		err  string
	}{
		{url: "redis://localhost", want: redis.Target{Host: "localhost", Port: 6379}},
		{url: "redis://:secret@redis:7000/3", want: redis.Target{Host: "redis", Port: 7000, Password: "secret", DB: 3}},
		{url: "redis://me:a%40b%2Fc@[::1]:7000", want: redis.Target{Host: "::1", Port: 7000, Username: "me", Password: "a@b/c"}},
		{url: "rediss://h?servername=x&rejectUnauthorized=false&db=2", want: redis.Target{Host: "h", Port: 6379, DB: 2, TLS: &redis.TLS{ServerName: "x", RejectUnauthorized: &no}}},
		{url: "unix:///run/redis.sock?db=1", want: redis.Target{Path: "/run/redis.sock", DB: 1}},
		{url: "redis+sentinel://:p@a,b:1/bus/4", want: redis.Target{Mode: redis.Sentinel, Addrs: []string{"a:26379", "b:1"}, Master: "bus", Password: "p", DB: 4}},
		{url: "rediss+cluster://a,b:1", want: redis.Target{Mode: redis.Cluster, Addrs: []string{"a:6379", "b:1"}, TLS: &redis.TLS{}}},
		{url: "localhost:6379", err: "want a URL such as"},
		{url: "http://secret@localhost", err: `the scheme "http" is none of`},
		{url: "redis://a,b", err: "several hosts need"},
		{url: "redis://h:secret", err: `"secret" is not a port`},
		{url: "redis://h/one", err: `"one" is not the number of a database`},
		{url: "redis+sentinel://h", err: "the name of the primary is missing"},
		{url: "redis://u:100%@h", err: "it is no valid URL"},
		{url: "rediss://h?ca=/nowhere.pem", err: "ca: open /nowhere.pem"},
	} {
		got, err := redis.Parse(tt.url)
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: got %v, want %s", tt.url, err, tt.err)
			}
			continue
		}
		if diff := cmp.Diff(got, tt.want); err != nil || diff != "" {
			t.Errorf("%s: %v %s", tt.url, err, diff)
		}
	}
}

func TestFromEnvironment(t *testing.T) {
	for _, tt := range []struct {
		env   map[string]string
		want  redis.Target
		named bool
		err   string
	}{
		{want: redis.Target{Host: "localhost", Port: 6379}},
		{env: map[string]string{"REDIS_HOST": "redis"}, want: redis.Target{Host: "redis", Port: 6379}, named: true},
		{env: map[string]string{"REDIS_PORT": "7000"}, want: redis.Target{Host: "localhost", Port: 7000}, named: true},
		{env: map[string]string{"REDIS_URL": "redis://a:1", "REDIS_HOST": "b"}, want: redis.Target{Host: "a", Port: 1}, named: true},
		{env: map[string]string{"REDIS_PORT": "no"}, err: `REDIS_PORT: "no" is not a port`},
		{env: map[string]string{"REDIS_URL": "x"}, err: "REDIS_URL: want a URL"},
	} {
		got, named, err := redis.FromEnvironment(func(name string) (string, bool) { v, ok := tt.env[name]; return v, ok })
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%v: got %v, want %s", tt.env, err, tt.err)
			}
			continue
		}
		if diff := cmp.Diff(got, tt.want); err != nil || diff != "" || named != tt.named {
			t.Errorf("%v: %v, named %v %s", tt.env, err, named, diff)
		}
	}
}
