package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"systembus/deploy"
	"systembus/deploy/kube"
	"systembus/deploy/kubetest"
	"systembus/deploy/registry/registrytest"
	"systembus/host/inngest/inngesttest"
)

// pat is a token that may push and pull. It must turn up nowhere.
const pat = "ghp_canary0123456789abcdefghijklmnopqrstu"

// A stage is what deploys are tested on: a real Kubernetes, a real Inngest
// server, a registry like GHCR, and the host's binary for the cluster's node.
type stage struct {
	cluster  *kubetest.Cluster
	inngest  *inngesttest.Server
	registry *registrytest.Server
	binary   string
}

// A place is a namespace of the stage with a project to deploy there.
type place struct {
	*stage
	namespace, dir string
	client         *kube.Client
	environ        []string
}

func newStage(t *testing.T) *stage {
	s := &stage{cluster: kubetest.Start(t)}
	s.inngest = inngesttest.Start(t, inngesttest.Options{SelfHosted: true})
	s.registry = registrytest.Start(t, map[string]registrytest.Access{pat: registrytest.Push})
	s.binary = filepath.Join(t.TempDir(), "host-linux-arm64")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", s.binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=arm64", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the host for the node: %v\n%s", err, out)
	}
	return s
}

// place makes a namespace under the restricted security policy, and a project
// in a git repository, whose app has the name of the namespace.
func (s *stage) place(t *testing.T, namespace string) *place {
	t.Helper()
	p := &place{stage: s, namespace: namespace, dir: t.TempDir()}
	var err error
	p.client, err = kube.Open(kube.Options{Kubeconfig: s.cluster.Kubeconfig, Namespace: namespace})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.client.Apply(t.Context(), []kube.Object{{
		"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{
			"name": namespace, "labels": map[string]any{"pod-security.kubernetes.io/enforce": "restricted"},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	p.environ = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NO_COLOR=1", "KUBECONFIG=" + s.cluster.Kubeconfig, "GHCR_TOKEN=" + pat,
		"INNGEST_BASE_URL=" + s.inngest.URL, "INNGEST_SIGNING_KEY=" + s.inngest.SigningKey,
	}
	p.write(t, "host.json", fmt.Sprintf(`{
  "deployRepository": %q, "deployName": "bus", "deployNamespace": %q, "deployOverlay": "overlay", "deployBinary": %q,
  "deployInngestUrl": %q, "deployServeOrigin": "http://127.0.0.1:%d"
}
`, s.registry.Host+"/owner/bus", namespace, s.binary, s.inngest.URL, p.port()))
	p.write(t, "overlay/kustomization.yaml", fmt.Sprintf(`resources: [host/base]
patches:
- patch: |
    apiVersion: v1
    kind: Service
    metadata: {name: bus}
    spec: {type: NodePort, ports: [{name: http, port: 3111, targetPort: http, nodePort: %d}]}
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: bus}
    spec: {minReadySeconds: 1, template: {spec: {containers: [{name: worker, lifecycle: {preStop: {sleep: {seconds: 2}}}}]}}}
`, p.port()))
	p.write(t, "scripts/client.ts", fmt.Sprintf("import { Inngest } from \"inngest\";\nexport const inngest = new Inngest({ id: %q });\n", namespace))
	p.function(t, "greet", "one")
	p.git(t, "init", "-q", "-b", "main")
	p.write(t, ".gitignore", ".host\n")
	p.commit(t)
	return p
}

// port is the node port of the namespace's Service.
func (p *place) port() int {
	sum := 0
	for _, c := range []byte(p.namespace) {
		sum = sum*31 + int(c)
	}
	return 30000 + sum%2700
}

// function writes a function that returns a word.
func (p *place) function(t *testing.T, name, word string) {
	t.Helper()
	p.write(t, "scripts/functions/"+name+".ts", fmt.Sprintf(`import { inngest } from "../client";
export const roles = ["cluster"];
export default inngest.createFunction({ id: %q, retries: 3 }, { event: "test/%s" }, async ({ step }) => {
  await step.run("one", () => 1);
  return %q;
});
`, name, name, word))
}

func (p *place) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (p *place) git(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.org"}, args...)...)
	cmd.Dir = p.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", args[0], err, out)
	}
}

func (p *place) commit(t *testing.T) {
	t.Helper()
	p.git(t, "add", "-A")
	p.git(t, "commit", "-q", "-m", "work")
}

// host runs the command line in the project.
func (p *place) host(ctx context.Context, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(ctx, append(args, "-C", p.dir), strings.NewReader(stdin), &out, &errs, p.environ)
	return code, out.String(), errs.String()
}

// must runs a command that has to succeed.
func (p *place) must(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	start := time.Now()
	code, out, errs := p.host(t.Context(), stdin, args...)
	t.Logf("host %s (%s)\n%s%s", strings.Join(args, " "), time.Since(start).Round(time.Millisecond), out, errs)
	if code != 0 {
		t.Fatalf("host %s: exit code %d", strings.Join(args, " "), code)
	}
	return out
}

// prepare makes the two Secrets, as a user does once.
func (p *place) prepare(t *testing.T) {
	t.Helper()
	p.must(t, "", "deploy", "pull-secret")
	p.must(t, "INNGEST_SIGNING_KEY="+p.inngest.SigningKey+"\nINNGEST_EVENT_KEY="+p.inngest.EventKey+"\n", "deploy", "secrets")
}

// deploy runs `host deploy run --json` and decodes the result.
func (p *place) deploy(ctx context.Context, t *testing.T, args ...string) (int, deploy.Result) {
	t.Helper()
	start := time.Now()
	code, out, errs := p.host(ctx, "", append([]string{"deploy", "run", "--json"}, args...)...)
	t.Logf("host deploy run --json %s: %d (%s)\n%s%s", strings.Join(args, " "), code, time.Since(start).Round(time.Millisecond), errs, out)
	var r deploy.Result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("the result: %v\n%s%s", err, out, errs)
	}
	return code, r
}

// TestDeploy deploys to a real cluster. The parts share it, each in a namespace
// of its own.
func TestDeploy(t *testing.T) {
	if testing.Short() {
		t.Skip("a real cluster takes minutes")
	}
	s := newStage(t)
	t.Run("first", s.first)
}

func (s *stage) first(t *testing.T) {
	p := s.place(t, "first")
	p.prepare(t)
	p.must(t, "", "deploy")
	event, err := s.inngest.Send(t.Context(), "test/greet", map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.inngest.Await(t.Context(), event, "greet")
	if err != nil || got.Status != "COMPLETED" {
		t.Fatalf("the run: %+v, %v", got, err)
	}
	p.must(t, "", "deploy", "status")
}
