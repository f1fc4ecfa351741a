package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"systembus/deploy/registry/registrytest"
)

// odd tells what a command says that must not succeed, with --json too: what it
// prints then is JSON, and the exit code the same.
func (p *place) odd(t *testing.T, story *strings.Builder, name string, want int, args ...string) {
	t.Helper()
	code, out, errs := p.host(t.Context(), "", args...)
	// The checks that hold are the same everywhere.
	var lines []string
	for line := range strings.SplitAfterSeq(p.normal(out+errs), "\n") {
		if !strings.HasPrefix(line, "✓") {
			lines = append(lines, line)
		}
	}
	fmt.Fprintf(story, "# %s: exit code %d\n%s\n", name, code, strings.Join(lines, ""))
	if code != want {
		t.Errorf("%s: exit code %d, want %d", name, code, want)
	}
	if want == exitUsage || args[1] == "status" || args[1] == "secrets" {
		return
	}
	code, out, _ = p.host(t.Context(), "", append(slices.Clone(args), "--json")...)
	if !json.Valid([]byte(out)) || code != want {
		t.Errorf("%s, --json: exit code %d, want %d, with\n%s", name, code, want, out)
	}
}

// setenv sets a variable of the place's environment; "" removes it.
func (p *place) setenv(name, value string) {
	p.environ = slices.DeleteFunc(p.environ, func(v string) bool { return strings.HasPrefix(v, name+"=") })
	if value != "" {
		p.environ = append(p.environ, name+"="+value)
	}
}

// TestDeployOdd meets what is wrong around a deploy: kubeconfigs, clusters,
// registries, overlays, settings and repositories. What is said is compared with
// testdata/deploy-odd.golden.
func TestDeployOdd(t *testing.T) {
	var story strings.Builder
	oddKubeconfigs(t, &story)
	oddClusters(t, &story)
	oddSettings(t, &story)
	oddOverlays(t, &story)
	oddSources(t, &story)
	golden(t, "testdata/deploy-odd.golden", story.String())
}

func oddKubeconfigs(t *testing.T, story *strings.Builder) {
	p := planned(t, &cluster{})
	p.odd(t, story, "a context that the kubeconfig lacks", 10, "deploy", "run", "--context", "nowhere")
	p.odd(t, story, "the same, status", 1, "deploy", "status", "--context", "nowhere")
	p.odd(t, story, "the same, rollback", 10, "deploy", "rollback", "--context", "nowhere")
	p.odd(t, story, "the same, doctor", 10, "deploy", "doctor", "--context", "nowhere")
	p.setenv("KUBECONFIG", filepath.Join(p.dir, ".host", "none"))
	p.odd(t, story, "no kubeconfig", 10, "deploy", "run")

	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0) // of clients that do not trust it
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)
	for _, tt := range []struct{ name, server, user string }{
		{"a server that is down", "https://127.0.0.1:1", "{}"},
		{"a certificate of nobody's", untrusted.URL, "{}"},
		{"credentials by a program that fails", untrusted.URL,
			`{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: [-c, "exit 3"], interactiveMode: Never}}`},
	} {
		p.write(t, ".host/odd", fmt.Sprintf(`apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: %q%s}}]
users: [{name: admin, user: %s}]
contexts: [{name: test, context: {cluster: test, user: admin, namespace: plan}}]
current-context: test
`, tt.server, map[bool]string{true: ", insecure-skip-tls-verify: true"}[strings.Contains(tt.user, "exec")], tt.user))
		p.setenv("KUBECONFIG", filepath.Join(p.dir, ".host", "odd"))
		p.odd(t, story, tt.name, 10, "deploy", "run")
		p.odd(t, story, tt.name+", secrets", 1, "deploy", "secrets", "--list")
	}
}

// A refusal is an answer in place of the cluster's right one.
type refusal struct {
	// method and path say to what; the path's end, or its beginning when it
	// ends in "*".
	method, path string
	status       int
	text         string
}

func (r refusal) is(req *http.Request) bool {
	prefix, all := strings.CutSuffix(r.path, "*")
	return (r.method == "" || r.method == req.Method) && (all && strings.HasPrefix(req.URL.Path, prefix) || !all && strings.HasSuffix(req.URL.Path, r.path))
}

func oddClusters(t *testing.T, story *strings.Builder) {
	said := func(reason, message string) string {
		text, err := json.Marshal(map[string]any{"kind": "Status", "reason": reason, "message": message})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const noNode = `{"items": [{"spec": {"unschedulable": true}, "status": {"nodeInfo": {"architecture": "arm64"}}}]}`
	for _, tt := range []struct {
		name, command string
		refusal
	}{
		{"a user whose certificate has expired", "run", refusal{"", "/*", 401, said("Unauthorized", "Unauthorized")}},
		{"a proxy that wants a login", "run", refusal{"", "/*", 200, "<html>login</html>"}},
		{"a namespace that is not there", "run", refusal{"", "/api/v1/namespaces/plan", 404, said("NotFound", `namespaces "plan" not found`)}},
		{"one right that is missing", "run", refusal{"", "/selfsubjectaccessreviews", 200, `{"status": {"allowed": false}}`}},
		{"a Lease that may not be written", "run", refusal{"POST", "/leases", 403, said("Forbidden", `leases.coordination.k8s.io is forbidden: User "ann" cannot create resource "leases"`)}},
		{"Secrets that may not be read", "run", refusal{"GET", "/secrets/ghcr-pull", 403, said("Forbidden", `secrets "ghcr-pull" is forbidden: User "ann" cannot get resource "secrets"`)}},
		{"a cluster without nodes", "run", refusal{"", "/api/v1/nodes", 200, `{"items": []}`}},
		{"nodes that are cordoned", "run", refusal{"", "/api/v1/nodes", 200, noNode}},
		{"nodes of a rare kind", "run", refusal{"", "/api/v1/nodes", 200, `{"items": [{"status": {"nodeInfo": {"architecture": "riscv64"}}}]}`}},
		{"a quota that is used up", "run", refusal{"PATCH", "/services/bus", 403, said("Forbidden", `services "bus" is forbidden: exceeded quota: small, requested: services=1, used: services=5, limited: services=5`)}},
		{"a policy that refuses the pods", "run", refusal{"PATCH", "/deployments/bus", 400, said("", `admission webhook "policy.example.org" denied the request: images must come from registry.example.org`)}},
		{"an Inngest server in trouble", "run", refusal{"", "/v0/gql", 500, "trouble"}},
		{"an Inngest server without GraphQL", "run", refusal{"", "/v0/gql", 404, "404 page not found"}},
		{"an Inngest server with another key", "run", refusal{"", "/v0/gql", 401, `{"message": "unauthorized"}`}},
	} {
		c := &cluster{}
		p := plannedWith(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !tt.is(r) {
				c.ServeHTTP(w, r)
				return
			}
			w.WriteHeader(tt.status)
			fmt.Fprint(w, tt.text)
		}), registrytest.Start(t, map[string]registrytest.Access{pat: registrytest.Push}).Host)
		p.odd(t, story, tt.name, 10, "deploy", tt.command)
		if changes := slices.DeleteFunc(slices.Clone(c.changes), func(s string) bool { return strings.Contains(s, "/leases") }); len(changes) > 0 {
			t.Errorf("%s: changed %q", tt.name, changes)
		}
	}
}

// TestDeployWithoutKey says which key lacks, and that a role in a namespace
// need not let its user read the namespace itself.
func TestDeployWithoutKey(t *testing.T) {
	c := &cluster{}
	p := plannedWith(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/v2/runs":
			http.Error(w, `{"errors": [{"message": "Authentication failed"}]}`, http.StatusUnauthorized)
		case path == "/api/v1/namespaces/plan":
			http.Error(w, `{"reason": "Forbidden"}`, http.StatusForbidden)
		case strings.HasSuffix(path, "/secrets/bus-env"):
			http.Error(w, `{"reason": "NotFound"}`, http.StatusNotFound)
		default:
			c.ServeHTTP(w, r)
		}
	}), registrytest.Start(t, map[string]registrytest.Access{pat: registrytest.Push}).Host)
	_, out, errs := p.host(t.Context(), "", "deploy", "doctor")
	if want := "the active runs are not known: the server wants INNGEST_SIGNING_KEY, which is neither in the environment nor in the Secret bus-env\n"; !strings.Contains(errs, want) {
		t.Errorf("no word of the key:\n%s%s", out, errs)
	}
	if !strings.Contains(out, "✓ cluster   v1.35.4") {
		t.Errorf("the namespace is not taken for granted:\n%s", out)
	}
	p.setenv("INNGEST_SIGNING_KEY", heldKey)
	_, out, errs = p.host(t.Context(), "", "deploy", "doctor")
	if want := "the server has another key than INNGEST_SIGNING_KEY, which is in the environment"; !strings.Contains(errs, want) {
		t.Errorf("no word of the wrong key:\n%s%s", out, errs)
	}
}

func oddSettings(t *testing.T, story *strings.Builder) {
	p := planned(t, &cluster{})
	for _, args := range [][]string{
		{"--repository", "ghcr.io"}, {"--repository", "https://ghcr.io/owner/bus"}, {"--repository", "ghcr.io/Owner/Bus"},
		{"--platform", "windows/amd64", "--platform", "linux/riscv64"}, {"--tag", "feature/x y"}, {"--name", "My Worker"}, {"--namespace", "a/b"},
		{"--worker-origin", "bus:3111", "--worker-inngest-url", "inngest"}, {"--timeout", "0s"},
	} {
		p.odd(t, story, strings.Join(args, " "), exitUsage, append([]string{"deploy", "run"}, args...)...)
	}
	for _, args := range [][]string{
		{"--repository", "127.0.0.1:1/owner/bus"}, {"--image", "ghcr.io/owner/bus:latest"}, {"--base", "debian:12"}, {"--binary", "/nowhere/host"},
	} {
		p.odd(t, story, strings.Join(args, " "), 10, append([]string{"deploy", "run"}, args...)...)
	}
	// Two ways to name one platform.
	if code, out, errs := p.host(t.Context(), "", "deploy", "doctor", "--platform", "arm64", "--platform", "linux/arm64"); code != 0 || !strings.Contains(out, "the image is for linux/arm64\n") {
		t.Errorf("platforms: %d\n%s%s", code, out, errs)
	}
}

func oddOverlays(t *testing.T, story *strings.Builder) {
	p := planned(t, &cluster{})
	p.odd(t, story, "an overlay that is a file", 10, "deploy", "doctor", "--overlay", "host.json")
	p.odd(t, story, "an overlay without kustomization", 10, "deploy", "doctor", "--overlay", "scripts")
	for _, tt := range []struct{ name, text string }{
		{"that is no YAML", "resources: [host/base\npatches: x:"},
		{"with a field that does not exist", "resource: [host/base]\n"},
		{"that is empty", ""},
		{"with a file that is not there", "resources: [host/base, nowhere.yaml]\n"},
		{"with a folder outside", "resources: [../other]\n"},
		{"upon one that the host lacks", "resources: [host/overlays/nonsense]\n"},
		{"without a Deployment", "resources: [other.yaml]\n"},
		{"with other names", "resources: [host/base]\nnamePrefix: a-\n"},
		{"with another container", "resources: [host/base]\npatches:\n- target: {kind: Deployment}\n  patch: |\n    - {op: replace, path: /spec/template/spec/containers/0/name, value: main}\n"},
		{"with a patch of nothing", "resources: [host/base]\npatches:\n- patch: |\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: other}\n    spec: {replicas: 2}\n"},
	} {
		p.write(t, ".host/overlay/kustomization.yaml", tt.text)
		p.write(t, ".host/overlay/other.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")
		p.odd(t, story, "an overlay "+tt.name, 10, "deploy", "doctor", "--overlay", ".host/overlay")
	}
}

func oddSources(t *testing.T, story *strings.Builder) {
	p := planned(t, &cluster{})
	p.git(t, "checkout", "-q", "--detach")
	if code, out, errs := p.host(t.Context(), "", "deploy", "doctor"); code != 0 {
		t.Errorf("no branch: %d\n%s%s", code, out, errs)
	}
	bare := planned(t, &cluster{})
	bare.git(t, "update-ref", "-d", "HEAD")
	bare.odd(t, story, "a repository without a commit", 10, "deploy", "run")
	p.write(t, ".git/config", "[core\n")
	p.odd(t, story, "a repository that git does not read", 10, "deploy", "run")
}
