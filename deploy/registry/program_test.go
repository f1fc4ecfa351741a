package registry_test

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/v1/validate"

	"systembus/deploy/registry"
)

// registryProgram is the program of the CNCF's distribution project, which
// most registries are made of.
func registryProgram(t *testing.T) string {
	t.Helper()
	if named := os.Getenv("REGISTRY_BIN"); named != "" {
		return named
	}
	for _, name := range []string{"docker-registry", "registry"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const how = "no registry program: install docker-registry, or name one in REGISTRY_BIN"
	if os.Getenv("CI") == "true" {
		t.Fatal("CI=true, and there is " + how)
	}
	t.Skip(how)
	return ""
}

// A tokenService signs tokens that the program accepts, for whoever gives the
// right password.
type tokenService struct {
	key         *rsa.PrivateKey
	certificate []byte
	accounts    map[string]string // password to the actions that it allows
}

func newTokenService(t *testing.T, accounts map[string]string) *tokenService {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "tokens"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tokenService{key, certificate, accounts}
}

// ServeHTTP gives a token for the scopes that are asked for, as far as the
// account has them.
func (s *tokenService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, password, _ := r.BasicAuth()
	allowed, known := s.accounts[password]
	if !known {
		http.Error(w, `{"errors":[{"code":"UNAUTHORIZED","message":"bad credentials"}]}`, http.StatusUnauthorized)
		return
	}
	var access []map[string]any
	for _, scope := range r.URL.Query()["scope"] {
		kind, rest, _ := strings.Cut(scope, ":")
		colon := strings.LastIndex(rest, ":")
		if colon < 0 {
			continue
		}
		var actions []string
		for action := range strings.SplitSeq(rest[colon+1:], ",") {
			if strings.Contains(allowed, action) {
				actions = append(actions, action)
			}
		}
		access = append(access, map[string]any{"type": kind, "name": rest[:colon], "actions": actions})
	}
	now := time.Now().Unix()
	token, err := s.sign(
		map[string]any{"typ": "JWT", "alg": "RS256", "x5c": []string{base64.StdEncoding.EncodeToString(s.certificate)}},
		map[string]any{"iss": "tokens", "sub": "", "aud": r.URL.Query().Get("service"), "iat": now, "nbf": now - 10, "exp": now + 300, "jti": rand.Text(), "access": access},
	)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"token": token}) // the client may have gone
}

// sign makes a JSON Web Token.
func (s *tokenService) sign(header, claims map[string]any) (string, error) {
	var parts []string
	for _, part := range []map[string]any{header, claims} {
		text, err := json.Marshal(part)
		if err != nil {
			return "", err
		}
		parts = append(parts, base64.RawURLEncoding.EncodeToString(text))
	}
	signed := strings.Join(parts, ".")
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, sum[:])
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), err
}

// startProgram runs the program on a free port and gives its address.
func startProgram(t *testing.T, tokens *tokenService) string {
	t.Helper()
	program := registryProgram(t)
	service := httptest.NewServer(tokens)
	t.Cleanup(service.Close)
	dir := t.TempDir()
	bundle := filepath.Join(dir, "tokens.pem")
	if err := os.WriteFile(bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: tokens.certificate}), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	// The token service is behind the registry's own address, as GHCR's is.
	front := httptest.NewServer(forward(host, service.Listener.Addr().String()))
	t.Cleanup(front.Close)
	config := filepath.Join(dir, "config.yml")
	text := fmt.Sprintf("version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %q}}\nhttp: {addr: %q}\n"+
		"auth: {token: {realm: %q, service: registry.test, issuer: tokens, rootcertbundle: %q}}\n", filepath.Join(dir, "data"), host, front.URL+"/token", bundle)
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var said strings.Builder
	cmd := exec.CommandContext(ctx, program, "serve", config)
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &said, &said, time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // it is killed
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if t.Failed() {
			t.Logf("the registry said:\n%s", said.String())
		}
	})
	for {
		connection, err := net.Dial("tcp", host)
		if err == nil {
			_ = connection.Close() // it was only to see
			return front.Listener.Addr().String()
		}
		select {
		case <-ended:
			t.Fatalf("the registry ended:\n%s", said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// forward sends /token to the token service, and all else to the registry.
func forward(registry, tokens string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := r.Clone(r.Context())
		to.URL.Scheme, to.URL.Host, to.RequestURI = "http", registry, ""
		if r.URL.Path == "/token" {
			to.URL.Host = tokens
		}
		res, err := http.DefaultTransport.RoundTrip(to)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer res.Body.Close()
		maps.Copy(w.Header(), res.Header)
		w.WriteHeader(res.StatusCode)
		_, _ = io.Copy(w, res.Body) // the client may have gone
	})
}

// A registry program of other people's making accepts what is pushed, hands it
// out again byte for byte, and refuses what it should.
func TestProgram(t *testing.T) {
	tokens := newTokenService(t, map[string]string{canary + "-push": "push,pull", canary + "-pull": "pull"})
	host := startProgram(t, tokens)
	open := func(sources ...registry.Source) *registry.Client {
		t.Helper()
		c, err := registry.Open(registry.Options{Repository: host + "/owner/worker", Sources: sources, Pause: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := open(from("stale", canary+"-gone"), from("reader", canary+"-pull"), from("writer", canary+"-push"))
	if err := c.Check(t.Context()); err != nil || c.Credential() != "writer" {
		t.Fatalf("check: %v with %q", err, c.Credential())
	}
	image := index(t, 100_000)
	push, err := c.Push(t.Context(), image, "abc", nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.Push(t.Context(), image, "abc", nil); err != nil || !again.Already || push.Sent < 200_000 {
		t.Errorf("%+v, then %+v, %v", push, again, err)
	}
	if err := c.Tag(t.Context(), push.Digest, "latest"); err != nil {
		t.Fatal(err)
	}
	if got, found, err := c.Resolve(t.Context(), "latest"); err != nil || !found || got != push.Digest {
		t.Errorf("latest: %q, %v, %v", got, found, err)
	}
	reader := open(from("reader", canary+"-pull"))
	manifest, err := image.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	pulled, err := reader.Image(t.Context(), manifest.Manifests[0].Digest.String(), "linux/amd64")
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Image(pulled); err != nil {
		t.Errorf("what was pulled: %v", err)
	}
	if err := reader.Check(t.Context()); kind(err) != registry.Unauthorized && kind(err) != registry.Forbidden {
		t.Errorf("a reader may push: %v", err)
	}
}
