package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"systembus/deploy"
	"systembus/deploy/registry/registrytest"
)

// heldKey is the signing key in the cluster's Secret.
const heldKey = "signkey-test-ca9a7400ca9a7400"

// A cluster stands for an API server that has a namespace with all that a
// worker needs, but no worker yet: it accepts every object, and keeps none. An
// Inngest server without apps is at the same address.
type cluster struct {
	mu      sync.Mutex
	changes []string
	// lease is what deploys hold, as the last one wrote it; nil when none did.
	lease map[string]any
	// meanwhile makes a Deployment appear once somebody deploys.
	meanwhile bool
}

func (c *cluster) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	appeared := c.meanwhile && c.holder() != ""
	answer := any(map[string]any{"items": []any{}})
	switch path := r.URL.Path; {
	case path == "/version":
		answer = map[string]any{"gitVersion": "v1.35.4"}
	case path == "/v0/gql":
		answer = map[string]any{"data": map[string]any{"apps": []any{}}}
	case path == "/v2/runs":
		answer = map[string]any{"data": []any{}}
	case path == "/api/v1/nodes":
		answer = map[string]any{"items": []any{map[string]any{"status": map[string]any{"nodeInfo": map[string]any{"architecture": "arm64"}}}}}
	case strings.HasSuffix(path, "/selfsubjectaccessreviews"):
		answer = map[string]any{"status": map[string]any{"allowed": true}}
	case strings.HasSuffix(path, "/secrets/ghcr-pull"):
		answer = map[string]any{"data": map[string]any{".dockerconfigjson": []byte(`{"auths": {"` + r.Host + `": {}}}`)}}
	case strings.HasSuffix(path, "/secrets/bus-env"):
		answer = map[string]any{"data": map[string]any{"INNGEST_SIGNING_KEY": []byte(heldKey), "INNGEST_EVENT_KEY": []byte("key")}}
	case strings.Contains(path, "/leases"):
		c.mu.Lock()
		defer c.mu.Unlock()
		if r.Method != http.MethodGet {
			if err := json.NewDecoder(r.Body).Decode(&c.lease); err != nil {
				panic(err)
			}
		}
		if c.lease == nil {
			w.WriteHeader(http.StatusNotFound)
		}
		if err := json.NewEncoder(w).Encode(c.lease); err != nil {
			panic(err)
		}
		return
	case strings.HasSuffix(path, "/deployments/bus") && appeared:
		answer = map[string]any{"metadata": map[string]any{"annotations": map[string]any{"deployment.kubernetes.io/revision": "4"}}}
	case strings.HasSuffix(path, "/deployments/bus") && r.Method == http.MethodGet:
		w.WriteHeader(http.StatusNotFound)
		answer = map[string]any{"reason": "NotFound", "message": `deployments.apps "bus" not found`}
	case r.Method == http.MethodPatch && r.URL.Query().Get("dryRun") == "All":
		var object map[string]any
		if err := json.NewDecoder(r.Body).Decode(&object); err != nil {
			panic(err)
		}
		answer = object
	}
	if r.Method != http.MethodGet && r.URL.Query().Get("dryRun") == "" && !strings.HasSuffix(r.URL.Path, "/selfsubjectaccessreviews") && r.URL.Path != "/v0/gql" {
		c.mu.Lock()
		c.changes = append(c.changes, r.Method+" "+r.URL.Path)
		c.mu.Unlock()
	}
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		panic(err)
	}
}

// planned is a project to deploy to a cluster, and the environment to do it in.
func planned(t *testing.T, c *cluster) (p *place) {
	t.Helper()
	return plannedWith(t, c, registrytest.Start(t, map[string]registrytest.Access{pat: registrytest.Push}).Host)
}

// plannedWith has the images go to a registry at an address.
func plannedWith(t *testing.T, c http.Handler, images string) (p *place) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = images // for which the pull secret is
		c.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p = &place{namespace: "plan", dir: t.TempDir()}
	p.write(t, "kubeconfig", fmt.Sprintf(`apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: %q}}]
users: [{name: admin, user: {}}]
contexts: [{name: test, context: {cluster: test, user: admin, namespace: plan}}]
current-context: test
`, server.URL))
	p.environ = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NO_COLOR=1", "KUBECONFIG=" + filepath.Join(p.dir, "kubeconfig"),
		"GHCR_TOKEN=" + pat, "INNGEST_BASE_URL=" + server.URL,
	}
	p.write(t, "host.json", fmt.Sprintf(`{"deployRepository": %q, "deployName": "bus", "deployInngestUrl": "http://inngest:8288", "deployBinary": %q}`, images+"/owner/bus", standIn(t)))
	p.write(t, "scripts/client.ts", "import { Inngest } from \"inngest\";\nexport const inngest = new Inngest({ id: \"plan\" });\n")
	p.function(t, "greet", "one")
	p.git(t, "init", "-q", "-b", "main")
	p.write(t, ".gitignore", ".host\nkubeconfig\n")
	p.commit(t)
	return p
}

// TestDeployPlan plans against a cluster that keeps nothing: what is said is
// compared with testdata/deploy-plan.golden, and nothing may be changed.
func TestDeployPlan(t *testing.T) {
	c := &cluster{}
	p := planned(t, c)
	var story strings.Builder
	tell := func(name string, want int, args ...string) {
		t.Helper()
		code, out, errs := p.host(t.Context(), "", args...)
		fmt.Fprintf(&story, "# %s: exit code %d\n%s\n", name, code, p.normal(out+errs))
		if code != want {
			t.Errorf("%s: exit code %d, want %d\n%s%s", name, code, want, out, errs)
		}
		if strings.Contains(out+errs, pat) {
			t.Errorf("%s: the registry's token stands in\n%s%s", name, out, errs)
		}
	}
	tell("plan", 0, "deploy", "plan")
	tell("run --dry-run", 0, "deploy", "run", "--dry-run", "--expect", "greet")
	tell("run --dry-run, something else expected", 10, "deploy", "run", "--dry-run", "--expect", "leave")
	tell("run --image-only without a Deployment", 10, "deploy", "run", "--image-only")
	tell("run --on-failure=ask without a terminal", 2, "deploy", "run", "--on-failure=ask")

	tell("an overlay that is not there", 10, "deploy", "plan", "--overlay", "nonsense")

	p.git(t, "switch", "-q", "-c", "trial")
	tell("run on another branch", 10, "deploy", "run")
	tell("doctor on another branch", 0, "deploy", "doctor")
	tell("run --dry-run on a branch that deploys are made from", 0, "deploy", "run", "--dry-run", "--branch", "trial")
	p.git(t, "switch", "-q", "--detach")
	tell("run --dry-run of a commit without a branch", 0, "deploy", "run", "--dry-run")
	p.git(t, "switch", "-q", "main")

	p.write(t, "tsconfig.json", "{}")
	tell("doctor, with a file that is not committed", 0, "deploy", "doctor")
	p.write(t, "node_modules/typescript/bin/tsc", "")
	p.program(t, "node", "#!/bin/sh\n[ \"$2\" = --version ] && { echo Version 5.9.3; exit; }\necho \"scripts/functions/greet.ts(3,9): error TS2322: Type 'string' is not assignable to type 'number'.\"\nexit 2\n")
	tell("a type that is wrong, in a file that is not committed", 10, "deploy", "run")

	golden(t, "testdata/deploy-plan.golden", story.String())
	if len(c.changes) > 0 {
		t.Errorf("something was changed: %q", c.changes)
	}
}

func TestDeployPlanManifests(t *testing.T) {
	c := &cluster{}
	p := planned(t, c)
	code, out, errs := p.host(t.Context(), "", "deploy", "plan", "--manifests", "--timeout", "5m")
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, errs)
	}
	for _, want := range []string{
		"kind: Deployment", "kind: Service", "namespace: plan", "value: http://bus.plan:3111", "value: http://inngest:8288", "progressDeadlineSeconds: 300",
		"image: registry.invalid/bus@sha256:",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the manifests have no %q:\n%s", want, out)
		}
	}
	if len(c.changes) > 0 {
		t.Errorf("something was changed: %q", c.changes)
	}
}

// TestDeployPlanJSON lists the checks for programs.
func TestDeployPlanJSON(t *testing.T) {
	p := planned(t, &cluster{})
	code, out, _ := p.host(t.Context(), "", "deploy", "plan", "--json")
	var plan struct {
		OK     bool
		Checks []struct {
			Name string
			OK   bool
		}
	}
	if err := json.Unmarshal([]byte(out), &plan); err != nil || code != 0 || !plan.OK {
		t.Fatalf("%d, %v\n%s", code, err, out)
	}
	var names []string
	for _, c := range plan.Checks {
		names = append(names, c.Name)
	}
	if got, want := strings.Join(names, " "), "source scripts types cluster nodes program registry secrets manifests inngest"; got != want {
		t.Errorf("checked %s, want %s", got, want)
	}
}

func TestAsk(t *testing.T) {
	for answer, want := range map[string]bool{"": true, "\n": true, "y\n": true, "n\n": false, "No\n": false} {
		var errs bytes.Buffer
		w := newWorld(strings.NewReader(answer), io.Discard, &errs, nil)
		w.asks = true
		back, err := goBack(w, "ask")
		if err != nil {
			t.Fatal(err)
		}
		if got := back(&deploy.PhaseError{}, 3); got != want {
			t.Errorf("%q: got %v", answer, got)
		}
		if errs.String() != "Go back to revision 3? [Y/n] " {
			t.Errorf("asked %q", &errs)
		}
	}
	w := newWorld(strings.NewReader("n\n"), io.Discard, io.Discard, nil)
	w.asks = true
	if back, _ := goBack(w, "ask"); !back(&deploy.PhaseError{Interrupted: true}, 3) {
		t.Error("an interrupted deploy does not go back")
	}
	if back, _ := goBack(w, "keep"); back(&deploy.PhaseError{}, 3) {
		t.Error("keep goes back")
	}
}
