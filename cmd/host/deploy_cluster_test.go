package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"systembus/bundler"
	"systembus/deploy"
	"systembus/deploy/kube"
	"systembus/deploy/kubetest"
	"systembus/deploy/registry/registrytest"
	"systembus/host/inngest"
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
	// main is the function that every project has; its id is the place's own,
	// or one app would look like a leftover of another.
	main    string
	client  *kube.Client
	environ []string
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
func (s *stage) place(t *testing.T, namespace, main string) *place {
	t.Helper()
	p := &place{stage: s, namespace: namespace, main: main, dir: t.TempDir()}
	var err error
	p.client, err = kube.Open(kube.Options{Kubeconfig: s.cluster.Kubeconfig, Namespace: namespace})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.client.Apply(t.Context(), []kube.Object{{
		"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{
			"name": namespace, "labels": map[string]any{"pod-security.kubernetes.io/enforce": "restricted"},
		},
	}}, nil)
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
	p.function(t, main, "one")
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
	t.Run("life", s.life)
	t.Run("failures", s.failures)
	t.Run("interrupts", s.interrupts)
	t.Run("overlays", s.overlays)
}

// life is that of a worker: it is deployed, nothing changes, it is updated while
// it works, and it goes back.
func (s *stage) life(t *testing.T) {
	p := s.place(t, "life", "greet")
	journal := filepath.Join(t.TempDir(), "journal")
	p.program(t, "slog", "#!/bin/sh\n{ echo \"$@\"; env; } >>"+journal+"\n")
	p.prepare(t)
	p.must(t, "", "deploy", "doctor")
	code, first := p.deploy(t.Context(), t)
	if code != 0 || !first.Verified || first.RevisionAfter != 1 || first.Credential != "GHCR_TOKEN" {
		t.Fatalf("the first deploy: %d, %+v", code, first)
	}
	if first.Size > 40<<20 {
		t.Errorf("the image has %d bytes, more than 40 MB", first.Size)
	}
	p.completes(t, "greet", "one")

	code, second := p.deploy(t.Context(), t)
	if code != 0 || !second.UpToDate || second.Pushed != 0 || second.RevisionAfter != 1 || !second.Verified {
		t.Errorf("the second deploy, of nothing new: %d, %+v", code, second)
	}

	p.long(t)

	p.function(t, "greet", "two")
	p.function(t, "farewell", "bye")
	p.commit(t)
	load := p.load(t)
	code, third := p.deploy(t.Context(), t, "--expect", "farewell")
	load.end(t)
	if code != 0 || third.RevisionAfter != 3 || len(third.Added) != 1 || third.Added[0] != "life-farewell" {
		t.Fatalf("the update: %d, %+v", code, third)
	}
	if third.Pushed > 1_000_000 {
		t.Errorf("new scripts sent %d bytes to the registry, more than 1 MB", third.Pushed)
	}
	p.completes(t, "greet", "two")
	p.completes(t, "farewell", "bye")
	s.stale(t, p)
	p.must(t, "", "deploy", "verify", "--event", "test/greet", "--watch", "3s")
	p.must(t, "", "deploy", "refresh")
	p.must(t, "", "deploy", "refresh", "--reset-registration", "--allow-remove")
	p.completes(t, "greet", "two")
	p.forward(t)
	p.must(t, "", "deploy", "status")

	p.must(t, "", "deploy", "rollback")
	p.completes(t, "greet", "one")
	if apps, err := s.inngest.Functions(t.Context(), "life"); err != nil || len(apps) != 2 {
		t.Errorf("registered after the rollback: %+v, %v; want greet and slow", apps, err)
	}
	history := p.must(t, "", "deploy", "history")
	if n := strings.Count(history, "life/bus"); n != 6 || !strings.Contains(history, "up to date") {
		t.Errorf("the history has %d deploys, want 6:\n%s", n, history)
	}
	told, err := os.ReadFile(journal)
	if err != nil || !strings.Contains(string(told), "write --action deploy --tool bus --detail deployed "+first.Image+" --reason host deploy of ") {
		t.Errorf("slog was told %q, %v", told, err)
	}
	p.secret(t, string(told))
	overlay := p.read(t, "overlay/kustomization.yaml")
	p.back(t)
	p.write(t, "overlay/kustomization.yaml", overlay)
	p.commit(t)
	p.prune(t)
}

// long deploys while a step is being executed: the deploy names it.
func (p *place) long(t *testing.T) {
	p.write(t, "scripts/functions/slow.ts", `import { inngest } from "../client";
export const roles = ["cluster"];
export default inngest.createFunction({ id: "slow", retries: 3 }, { event: "test/slow" }, async ({ step }) => {
  await step.run("long work", () => new Promise((r) => setTimeout(() => r("done"), 12000)));
  return "slept";
});
`)
	p.commit(t)
	if code, _ := p.deploy(t.Context(), t); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	event, err := p.inngest.Send(t.Context(), "test/slow", map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.inngest.AwaitRun(t.Context(), event, "slow", func(r inngesttest.Run) bool { return r.Status == "RUNNING" }); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	code, r := p.deploy(t.Context(), t)
	if code != 0 || len(r.LongSteps) != 1 || r.LongSteps[0].Function != "slow" {
		t.Errorf("a deploy during a long step: %d, %+v", code, r.LongSteps)
	}
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "slow has been executing a step for ") {
		t.Errorf("no warning of the long step: %q", r.Warnings)
	}
	p.completes(t, "slow", "slept")
}

// stale leaves an app of another name at the server, with a function of ours:
// it is reported, and removed on request.
func (s *stage) stale(t *testing.T, p *place) {
	env := inngest.Environment{Mode: inngest.Cloud, API: s.inngest.URL, Events: s.inngest.URL, SigningKey: inngest.Key(s.inngest.SigningKey)}
	client := &inngest.Client{Env: env}
	old := inngest.NewRegistrar(client, inngest.App{ID: "old", URL: "http://127.0.0.1:9/api/inngest"}, nil)
	old.Set(old.App(), []bundler.Function{{ID: "greet", App: "old", Dialect: 3, Triggers: []bundler.Trigger{{Event: "test/never"}}}})
	if _, err := old.Register(t.Context(), inngest.RegisterRequest{}); err != nil {
		t.Fatal(err)
	}
	code, out, errs := p.host(t.Context(), "", "deploy", "doctor")
	if code != 0 || !strings.Contains(errs, "`host deploy refresh --prune old`") {
		t.Errorf("doctor says nothing of the app that is left over: %d\n%s%s", code, out, errs)
	}
	p.must(t, "", "deploy", "refresh", "--prune", "old")
	apps, err := client.Apps(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, app := range apps {
		if app.Name == "old" && len(app.Functions) > 0 {
			t.Errorf("the app that was pruned is there: %+v", app)
		}
	}
}

// failures are provoked one after the other upon a worker that is well, and
// what the user sees is compared with testdata/deploy-failures.golden.
func (s *stage) failures(t *testing.T) {
	const reader, stale, scopeless = "ghp_reader", "ghp_stale", "ghp_scopeless"
	s.registry.Allow(reader, registrytest.Pull)
	s.registry.Allow(scopeless, registrytest.Nothing)
	p := s.place(t, "fail", "welcome")
	p.prepare(t)
	p.environ = append(p.environ, "GHCR_TOKEN="+reader)
	p.must(t, "", "deploy", "pull-secret")
	p.environ = append(p.environ, "GHCR_TOKEN="+pat)
	p.must(t, "", "deploy")

	var story strings.Builder
	words := 0
	fails := func(name string, want int, args ...string) {
		t.Helper()
		words++
		p.function(t, p.main, fmt.Sprint("word ", words))
		p.commit(t)
		start := time.Now()
		code, out, errs := p.host(t.Context(), "", append([]string{"deploy", "run"}, args...)...)
		t.Logf("%s (%s)\n%s%s", name, time.Since(start).Round(time.Millisecond), out, errs)
		fmt.Fprintf(&story, "# %s: exit code %d\n%s\n", name, code, p.normal(out+errs))
		if code != want {
			t.Errorf("%s: exit code %d, want %d", name, code, want)
		}
		p.secret(t, out+errs)
	}

	p.environ = append(p.environ, "GHCR_TOKEN="+scopeless)
	fails("the token may not push (403)", 10)
	p.environ = append(p.environ, "GHCR_TOKEN="+stale)
	fails("the token is unknown, and there is no other", 10)
	s.registry.Fail(http.MethodGet, "/token", http.StatusUnauthorized, 1, nil)
	p.program(t, "secrets", "#!/bin/sh\nexit 1\n")
	p.program(t, "gh", "#!/bin/sh\necho "+pat+"\n")
	if code, r := p.deploy(t.Context(), t); code != 0 || r.Credential != "gh auth token" {
		t.Errorf("with a good token in the third place: %d, %q", code, r.Credential)
	}
	well := fmt.Sprint("word ", words)
	p.environ = append(p.environ, "GHCR_TOKEN="+pat)

	p.write(t, "scripts/draft.ts", "export {};\n")
	fails2 := func(name string, want int) {
		t.Helper()
		code, out, errs := p.host(t.Context(), "", "deploy", "run")
		fmt.Fprintf(&story, "# %s: exit code %d\n%s\n", name, code, p.normal(out+errs))
		if code != want {
			t.Errorf("%s: exit code %d, want %d\n%s%s", name, code, want, out, errs)
		}
	}
	fails2("a file that is not committed", 10)
	p.commit(t)

	fails("an image for other machines than the nodes", 10, "--platform", "linux/amd64")
	fails("an image without a variant for the node", 34, "--image", p.foreign(t, true))
	fails("a program of another architecture", 34, "--image", p.foreign(t, false))
	fails("an image that was never pushed", 34, "--image", s.registry.Host+"/owner/bus@sha256:"+strings.Repeat("1", 64))

	s.registry.Revoke(reader)
	fails("an expired pull secret", 34)
	s.registry.Allow(reader, registrytest.Pull)

	p.must(t, "INNGEST_DEV=maybe\n", "deploy", "secrets")
	fails("a worker that ends as it starts", 34)
	p.must(t, "", "deploy", "secrets", "--remove", "INNGEST_DEV")

	p.must(t, "", "deploy", "secrets", "--remove", "INNGEST_EVENT_KEY")
	fails("a missing key in the Secret", 10)
	p.must(t, "INNGEST_EVENT_KEY="+s.inngest.EventKey, "deploy", "secrets")

	overlay, err := os.ReadFile(filepath.Join(p.dir, "overlay/kustomization.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	with := func(container string) { p.write(t, "overlay/kustomization.yaml", string(overlay)+container) }
	patch := "- patch: |\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: bus}\n    spec: {template: {spec: {containers: [{name: worker, %s}]}}}\n"
	with(fmt.Sprintf(patch, "resources: {requests: {memory: 999Gi}, limits: {memory: 999Gi}}"))
	fails("no node with room", 34)
	with(fmt.Sprintf(patch, "env: [{name: EXTRA, valueFrom: {secretKeyRef: {name: extra, key: EXTRA}}}]"))
	fails("a Secret that is not there", 10)
	with(fmt.Sprintf(patch, "readinessProbe: {httpGet: {path: /nope, port: http}}"))
	fails("a worker that does not become ready", 34, "--timeout", "12s")
	with(fmt.Sprintf(patch, "livelinessProbe: {}"))
	fails("a field that does not exist", 10)
	p.write(t, "overlay/kustomization.yaml", string(overlay))

	liar := s.liar(t)
	p.environ = append(p.environ, "INNGEST_BASE_URL="+liar.URL)
	liar.hide.Store("fail-lost")
	p.function(t, "lost", "x")
	fails("a function that is missing after the deploy", 36)
	liar.hide.Store("")
	liar.refuse.Store(true)
	p.function(t, "refused", "x")
	fails("a registration that is refused", 36, "--worker-inngest-url", liar.URL)
	liar.refuse.Store(false)

	// The server reaches what was there: it lies until the deploy goes back.
	liar.lost.Store(true)
	p.function(t, p.main, "unheard")
	p.commit(t)
	out := &trigger{at: "✘ verify", do: func() { liar.lost.Store(false) }}
	var errs bytes.Buffer
	code := run(t.Context(), []string{"deploy", "-C", p.dir}, strings.NewReader(""), out, &errs, p.environ)
	text := out.text.String() + errs.String()
	t.Logf("an Inngest server that cannot call the worker\n%s", text)
	fmt.Fprintf(&story, "# an Inngest server that cannot call the worker: exit code %d\n%s\n", code, p.normal(text))
	if code != 36 {
		t.Errorf("unreachable: exit code %d", code)
	}

	golden(t, "testdata/deploy-failures.golden", story.String())
	p.completes(t, p.main, well)
}

// interrupts are Ctrl-C at every point of a deploy: what was there serves again.
func (s *stage) interrupts(t *testing.T) {
	p := s.place(t, "stop", "salute")
	p.prepare(t)
	p.must(t, "", "deploy")
	var story strings.Builder
	for i, at := range []struct {
		line string
		want int
	}{
		{"", 10}, // at once
		{"✓ preflight", 11},
		{"  build     the image", 11},
		{"  push ", 12},
		{"  apply     Deployment bus changed", 33},
		{"  rollout   0 of 1", 34},
		{"  probe     asking", 35},
		{"  verify    reading", 36},
	} {
		p.function(t, p.main, fmt.Sprint("word ", i))
		p.commit(t)
		ctx, cancel := context.WithCancel(t.Context())
		out := &trigger{at: at.line, do: cancel}
		if at.line == "" {
			cancel()
		}
		var errs bytes.Buffer
		start := time.Now()
		code := run(ctx, []string{"deploy", "-C", p.dir}, strings.NewReader(""), out, &errs, p.environ)
		cancel()
		text := out.text.String() + errs.String()
		t.Logf("Ctrl-C at %q (%s)\n%s", at.line, time.Since(start).Round(time.Millisecond), text)
		fmt.Fprintf(&story, "# Ctrl-C at %q: exit code %d\n%s\n", strings.TrimSpace(at.line), code, p.normal(text))
		if code != at.want {
			t.Errorf("Ctrl-C at %q: exit code %d, want %d", at.line, code, at.want)
		}
		p.completes(t, p.main, "one")
	}
	golden(t, "testdata/deploy-interrupts.golden", story.String())
	p.twice(t)
	// Nothing is left behind: the next deploy goes well.
	if code, r := p.deploy(t.Context(), t); code != 0 || !r.Verified {
		t.Errorf("the deploy after all that: %d, %+v", code, r)
	}
	p.completes(t, p.main, "word 8")
}
