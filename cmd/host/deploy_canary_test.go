package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"systembus/deploy/registry/registrytest"
)

// A recorder notes all that a server is sent.
type recorder struct {
	to http.Handler

	mu  sync.Mutex
	got []sent
}

// sent is one request: where to, and all of it as text.
type sent struct{ to, text string }

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	text := fmt.Sprintf("%s %s %v\n%s", req.Method, req.URL, req.Header, body)
	if _, basic, ok := strings.Cut(req.Header.Get("Authorization"), "Basic "); ok {
		plain, _ := base64.StdEncoding.DecodeString(basic)
		text += "\n" + string(plain)
	}
	r.mu.Lock()
	r.got = append(r.got, sent{req.Method + " " + req.URL.Path, text})
	r.mu.Unlock()
	r.to.ServeHTTP(w, req)
}

// sentTo is what was sent, where which says so.
func (r *recorder) sentTo(which func(path string) bool) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all strings.Builder
	for _, s := range r.got {
		if which(s.to) {
			all.WriteString(s.text + "\n")
		}
	}
	return all.String()
}

// TestDeployCanaries deploys with a canary for every credential that a deploy
// may meet, until the rollout, which this cluster has none of. None turns up in
// the output, in a file, in the arguments, environment or input of a program
// that is started, or at a server whose it is not.
func TestDeployCanaries(t *testing.T) {
	const kubeToken = "kube-canary-5f8e1c"
	own := map[string]string{ // nobody's but the deploy's
		"GHCR_TOKEN":          pat,
		"INNGEST_SIGNING_KEY": "signkey-test-0bad0bad0bad0bad", "INNGEST_SIGNING_KEY_FALLBACK": "signkey-test-1bad1bad1bad1bad",
		"INNGEST_EVENT_KEY": "event-canary-77d1", "CLICKHOUSE_PASSWORD": "clickhouse-canary-9a2c", "TYPESENSE_API_KEY": "typesense-canary-41fe",
		"OTEL_EMIT_TOKEN": "emit-canary-b07c", "SENTRY_DSN": "https://sentrycanary33@127.0.0.1:9/1", "HOST_INTERNAL_TOKEN": "internal-canary-2dd0",
	}
	canaries := map[string]string{"the kubeconfig's token": kubeToken, "the Secret's signing key": heldKey}
	maps.Copy(canaries, own)

	told := &recorder{to: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})}
	chat := httptest.NewServer(told)
	t.Cleanup(chat.Close)
	const chatPath = "/services/chat-canary-c3a1"
	own["HOST_DEPLOY_NOTIFY_URL"], canaries["HOST_DEPLOY_NOTIFY_URL"] = chat.URL+chatPath, chatPath

	images := &recorder{to: registrytest.New(map[string]registrytest.Access{pat: registrytest.Push})}
	registry := httptest.NewServer(images)
	t.Cleanup(registry.Close)
	api := &recorder{to: &cluster{}}
	p := plannedWith(t, api, strings.TrimPrefix(registry.URL, "http://"))
	kubeconfig := filepath.Join(p.dir, "kubeconfig")
	// Tokens are sent with TLS alone.
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = strings.TrimPrefix(registry.URL, "http://") // for which the pull secret is
		api.ServeHTTP(w, r)
	}))
	t.Cleanup(secure.Close)
	p.write(t, "kubeconfig", fmt.Sprintf(`apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: %q, insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: %q}}]
contexts: [{name: test, context: {cluster: test, user: admin, namespace: plan}}]
current-context: test
`, secure.URL, kubeToken))
	home, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	p.environ = append(p.environ, "HOME="+home, "TMPDIR="+temp)
	for name, value := range own {
		p.environ = append(p.environ, name+"="+value)
	}

	// Every program that a deploy starts notes what it was given.
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	noted := filepath.Join(t.TempDir(), "noted")
	note := "#!/bin/sh\n{ echo \"== $0 $*\"; env; } >>'" + noted + "'\n"
	p.program(t, "git", note+"exec '"+git+"' \"$@\"\n")
	p.program(t, "slog", note+"cat >>'"+noted+"'\n")
	p.program(t, "secrets", note+"exit 1\n")
	p.program(t, "gh", note+"exit 1\n")
	p.program(t, "node", note+"[ \"$2\" = --version ] && echo Version 5.9.3\nexit 0\n")
	for _, v := range p.environ {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			t.Setenv("PATH", path)
		}
	}
	p.write(t, "tsconfig.json", "{}")
	p.write(t, "node_modules/typescript/bin/tsc", "")
	p.commit(t)

	binary := standIn(t)
	var said strings.Builder
	host := func(want int, args ...string) {
		t.Helper()
		code, out, errs := p.host(t.Context(), "", append(args, "--binary", binary, "--log-level", "debug")...)
		said.WriteString(out + errs)
		if code != want {
			t.Errorf("%v: exit code %d, want %d\n%s%s", args, code, want, out, errs)
		}
	}
	host(0, "deploy", "doctor")
	host(0, "deploy", "plan", "--json")
	host(14, "deploy", "run") // there is no Deployment to watch
	host(14, "deploy", "run", "--json")
	p.environ = append(p.environ, "GHCR_TOKEN=unknown") // so that the other sources are asked
	host(10, "deploy", "run")
	p.environ = append(p.environ, "GHCR_TOKEN="+pat)

	text, err := os.ReadFile(noted)
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"git", "slog", "secrets", "gh", "node"} {
		if !strings.Contains(string(text), "/"+program+" ") {
			t.Errorf("%s was not started: the test looks at the wrong thing", program)
		}
	}
	places := map[string]string{
		"the output": said.String(), "what programs were given": string(text),
		"what the registry was sent": images.sentTo(func(string) bool { return true }),
		"what the chat was sent":     told.sentTo(func(string) bool { return true }),
		"what the cluster was sent":  api.sentTo(func(to string) bool { return strings.Contains(to, " /api") }),
		"what the Inngest server was sent": api.sentTo(func(to string) bool {
			return strings.Contains(to, " /v0/") || strings.Contains(to, " /v2/")
		}),
	}
	for _, root := range []string{p.dir, home, temp} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path == kubeconfig {
				return err
			}
			content, err := os.ReadFile(path)
			places[path] = string(content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	// Whose a credential is, is sent it.
	its := map[string]string{"GHCR_TOKEN": "what the registry was sent", "the kubeconfig's token": "what the cluster was sent", "HOST_DEPLOY_NOTIFY_URL": "what the chat was sent"}
	for name, canary := range canaries {
		for place, text := range places {
			if its[name] == place {
				if !strings.Contains(text, canary) {
					t.Errorf("%s does not hold %s: the test looks at the wrong thing", place, name)
				}
				continue
			}
			if at := strings.Index(text, canary); at >= 0 {
				t.Errorf("%s stands in %s: ...%s", name, place, text[max(0, at-80):at+len(canary)])
			}
		}
	}
}
