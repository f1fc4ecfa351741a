package registry_test

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/deploy/registry"
	"systembus/deploy/registry/registrytest"
)

// An internet is hosts by name, all with TLS: a transport that reaches them
// and nothing else, and notes what each was sent.
type internet struct {
	t     *testing.T
	hosts map[string]string // host:port to address

	mu   sync.Mutex
	seen map[string][]string // by host, the headers and addresses of requests
}

func newInternet(t *testing.T, hosts map[string]http.Handler) *internet {
	t.Helper()
	n := &internet{t: t, hosts: map[string]string{}, seen: map[string][]string{}}
	for host, handler := range hosts {
		server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n.mu.Lock()
			n.seen[host] = append(n.seen[host], r.Method+" "+r.URL.String()+" "+fmt.Sprint(r.Header))
			n.mu.Unlock()
			handler.ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		n.hosts[host+":443"] = server.Listener.Addr().String()
	}
	return n
}

func (n *internet) transport() http.RoundTripper {
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // the certificates are those of a test
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			real, ok := n.hosts[address]
			if !ok {
				return nil, &net.OpError{Op: "dial", Net: network, Err: fmt.Errorf("no host %s", address)}
			}
			return new(net.Dialer).DialContext(ctx, network, real)
		},
	}
	n.t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// sent is everything that a host was sent, with what is encoded in base64 read.
func (n *internet) sent(host string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := strings.Join(n.seen[host], "\n")
	for _, word := range strings.FieldsFunc(all, func(r rune) bool { return strings.ContainsRune(" []\n\"", r) }) {
		if plain, err := base64.StdEncoding.DecodeString(word); err == nil {
			all += "\n" + string(plain)
		}
	}
	return all
}

func openOn(t *testing.T, n *internet, repository string) *registry.Client {
	t.Helper()
	c, err := registry.Open(registry.Options{
		Repository: repository, Sources: []registry.Source{from("a", canary)}, Transport: n.transport(), Pause: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Whatever a registry answers, the token goes to its own host alone.
func TestTokensGoNowhereElse(t *testing.T) {
	foreign := "https://evil.test/"
	tests := []struct {
		name   string
		change func(*registrytest.Server)
		works  bool
	}{
		{"as it should be", func(*registrytest.Server) {}, true},
		{"a foreign token service", func(s *registrytest.Server) { s.Realm = foreign + "token" }, false},
		{"a token service that redirects", func(s *registrytest.Server) {
			s.Fail(http.MethodGet, "/token", http.StatusTemporaryRedirect, 100, http.Header{"Location": {foreign + "token"}})
		}, false},
		{"an upload elsewhere", func(s *registrytest.Server) {
			s.Fail(http.MethodPost, "/blobs/uploads/", http.StatusAccepted, 100, http.Header{"Location": {foreign + "upload"}})
		}, false},
		{"a manifest elsewhere", func(s *registrytest.Server) {
			s.Fail(http.MethodPut, "/manifests/", http.StatusTemporaryRedirect, 100, http.Header{"Location": {foreign + "manifest"}})
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := registrytest.New(map[string]registrytest.Access{canary: registrytest.Push})
			tt.change(s)
			// The foreign host asks for a credential, and takes anything.
			evil := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") == "" {
					w.Header().Set("WWW-Authenticate", `Basic realm="evil"`)
					w.WriteHeader(http.StatusUnauthorized)
					return
				}
				w.WriteHeader(http.StatusCreated)
			})
			n := newInternet(t, map[string]http.Handler{"ghcr.test": s, "evil.test": evil})
			c := openOn(t, n, "ghcr.test/owner/worker")
			_, err := c.Push(t.Context(), index(t, 1000), "abc", nil)
			if (err == nil) != tt.works {
				t.Errorf("push: %v", err)
			}
			if err != nil && strings.Contains(err.Error(), canary) {
				t.Errorf("the message has the token: %v", err)
			}
			if sent := n.sent("evil.test"); strings.Contains(sent, canary) || strings.Contains(sent, "Bearer ") || strings.Contains(sent, "Basic ") {
				t.Errorf("a foreign host was sent a credential:\n%s", sent)
			}
			if !strings.Contains(n.sent("ghcr.test"), canary) && tt.works {
				t.Error("the registry was not sent the token: the test looks at the wrong thing")
			}
		})
	}
}

func TestTokenServiceOfTheSameOwner(t *testing.T) {
	s := registrytest.New(map[string]registrytest.Access{canary: registrytest.Push})
	s.Realm = "https://auth.hub.example.com/token"
	n := newInternet(t, map[string]http.Handler{"registry.hub.example.com": s, "auth.hub.example.com": s})
	if err := openOn(t, n, "registry.hub.example.com/owner/worker").Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestNoTokenWithoutTLS(t *testing.T) {
	s := registrytest.New(map[string]registrytest.Access{canary: registrytest.Push})
	s.Realm = "http://ghcr.test/token"
	n := newInternet(t, map[string]http.Handler{"ghcr.test": s})
	n.hosts["ghcr.test:80"] = n.hosts["ghcr.test:443"]
	err := openOn(t, n, "ghcr.test/owner/worker").Check(t.Context())
	if err == nil || strings.Contains(n.sent("ghcr.test"), canary) {
		t.Errorf("a token went over plain HTTP: %v", err)
	}
}

func TestTokenIsNotPrinted(t *testing.T) {
	token := registry.NewToken("GHCR_TOKEN", canary)
	text, err := json.Marshal(map[string]any{"token": token, "pointer": &token})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", token, "pointer", &token)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", token, "all", []registry.Token{token})
	all := fmt.Sprint(token, &token) + fmt.Sprintf("%v %+v %#v %s %q %x %d", token, token, token, token, token, token, token) + string(text) + log.String()
	if strings.Contains(all, "ghp_") || strings.Contains(all, fmt.Sprintf("%x", "ghp_")) || !strings.Contains(all, "GHCR_TOKEN") {
		t.Errorf("printed as %s", all)
	}
}

// program writes an executable script and gives its folder's path.
func program(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
}

func TestSources(t *testing.T) {
	dir := t.TempDir()
	noted := filepath.Join(dir, "noted")
	note := "{ echo \"$0 $*\"; env; cat; } >> '" + noted + "'\n"
	program(t, dir, "secrets", note+"echo 'WARNING: the store is old'\necho\necho ' from-secrets '\n")
	program(t, dir, "gh", note+"echo from-gh\n")
	environ := []string{"PATH=" + dir + ":/usr/bin:/bin", "GHCR_TOKEN=" + canary, "HOME=/nowhere", "GH_CONFIG_DIR=/kept"}

	var got []string
	server := func() *registrytest.Server {
		return registrytest.Start(t, map[string]registrytest.Access{"from-gh": registrytest.Push})
	}
	s := server()
	c := open(t, s, registry.Sources(environ)...)
	if err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	got = append(got, c.Credential())
	for _, r := range s.Requests() {
		if !strings.HasPrefix(r.Path, "/token") {
			continue
		}
		plain, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Authorization, "Basic "))
		got = append(got, string(plain))
	}
	want := []string{"gh auth token", "owner:" + canary, "owner:from-secrets", "owner:from-gh"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("the credentials in order (-got +want):\n%s", diff)
	}
	text, err := os.ReadFile(noted)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"secrets lease ghcr_pat --ttl 20m --client-id host-deploy", "gh auth token", "GH_CONFIG_DIR=/kept"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the programs were not run with %q:\n%s", want, text)
		}
	}
	for _, secret := range []string{canary, "GHCR_TOKEN"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the programs were given %s:\n%s", secret, text)
		}
	}
	if text := c.Redact("login " + canary + " and from-secrets"); text != "login [redacted] and [redacted]" {
		t.Errorf("redacted: %q", text)
	}

	for _, tt := range []struct{ name, script, want string }{
		{"nothing", "exit 0", "it gave nothing"},
		{"two words", "echo error: locked", "white space"},
		{"failure", "echo " + canary + " >&2; exit 3", "exit status 3"},
	} {
		program(t, dir, "secrets", tt.script)
		_, err := registry.Sources(environ)[1].Lease(t.Context())
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), canary) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	_, err = registry.Sources([]string{"PATH=/nowhere"})[2].Lease(t.Context())
	if err == nil || err.Error() != "there is no program gh" {
		t.Errorf("no gh: %v", err)
	}
	if _, err := registry.Sources([]string{"GHCR_TOKEN="})[0].Lease(t.Context()); err == nil || err.Error() != "not set" {
		t.Errorf("an empty variable: %v", err)
	}
	if diff := cmp.Diff(registry.ChildEnv(environ), append(environ[:1:1], environ[2:]...)); diff != "" {
		t.Errorf("the environment of children (-got +want):\n%s", diff)
	}
}

// Nothing that a push does leaves a trace of the token on disk.
func TestNothingIsWritten(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "DOCKER_CONFIG"} {
		t.Setenv(name, home)
	}
	// A Docker configuration that names a program which is not there.
	config := filepath.Join(home, "config.json")
	if err := os.WriteFile(config, []byte(`{"credsStore":"desktop"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Push})
	c := open(t, s, from("a", canary))
	if _, err := c.Push(t.Context(), index(t, 1000), "abc", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := c.DockerConfig(t.Context()); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(home)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Errorf("files were left: %v", files)
	}
	if text, err := os.ReadFile(config); err != nil || string(text) != `{"credsStore":"desktop"}` {
		t.Errorf("the Docker configuration is now %s, %v", text, err)
	}
}

func TestDockerConfig(t *testing.T) {
	s := registrytest.Start(t, map[string]registrytest.Access{canary: registrytest.Pull})
	config, err := open(t, s, from("a", "unknown"), from("b", canary)).DockerConfig(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(config, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"auths": map[string]any{s.Host: map[string]any{
		"username": "owner", "password": canary, "auth": base64.StdEncoding.EncodeToString([]byte("owner:" + canary)),
	}}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if _, err := open(t, s).DockerConfig(t.Context()); err == nil {
		t.Error("a pull secret without a credential")
	}
}

// A registry that wants a password with each request, and gives no tokens, is
// asked as well before its password goes into a pull secret.
func TestDockerConfigOfPasswords(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, password, _ := r.BasicAuth(); password != canary {
			w.Header().Set("WWW-Authenticate", `Basic realm="registry"`)
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	t.Cleanup(server.Close)
	ask := func(sources ...registry.Source) (*registry.Client, string, error) {
		t.Helper()
		c, err := registry.Open(registry.Options{Repository: strings.TrimPrefix(server.URL, "http://") + "/owner/worker", Sources: sources, Pause: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		config, err := c.DockerConfig(t.Context())
		return c, string(config), err
	}
	c, config, err := ask(from("a", "wrong"), from("b", canary))
	if err != nil || c.Credential() != "b" || !strings.Contains(config, canary) {
		t.Errorf("%q, %v", c.Credential(), err)
	}
	for hint, sources := range map[string][]registry.Source{"wrong or has expired": {from("a", "wrong")}, "there is none": nil} {
		_, config, err := ask(sources...)
		e, ok := errors.AsType[*registry.Error](err)
		if !ok || e.Class != registry.Unauthorized || !strings.Contains(e.Hint(), hint) || config != "" {
			t.Errorf("got %v, and want the hint %q", err, hint)
		}
	}
}
