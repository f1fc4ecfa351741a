package deploy

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/deploy/k8s"
	"systembus/deploy/kube"
	"systembus/host/signature"
)

// A worker whose webhooks have no secret never gets ready: it is said before
// anything is changed.
func TestWebhookSecrets(t *testing.T) {
	webhooks := []bundler.Script{
		{Path: "scripts/webhooks/front.ts", Webhook: &bundler.Webhook{Verify: &signature.Scheme{Secrets: []string{"FRONT", "FRONT_OLD"}}}},
		{Path: "scripts/webhooks/own.ts", Webhook: &bundler.Webhook{Secrets: []string{"OWN_A", "OWN_B"}}},
	}
	const scheme, one, other = "front: FRONT or FRONT_OLD", "own: OWN_A", "own: OWN_B"
	tests := []struct {
		name, settings string
		secret         map[string][]byte
		want           []string
	}{
		{"no secret", `{}`, nil, []string{scheme, one, other}},
		{"one of two that will do", `{}`, map[string][]byte{"FRONT_OLD": nil, "OWN_A": nil}, []string{other}},
		{"all", `{}`, map[string][]byte{"FRONT": nil, "OWN_A": nil, "OWN_B": nil}, nil},
		{"the project serves one", `{"webhookProviders": ["own"]}`, nil, []string{one, other}},
		{"the environment serves the other", `{"webhookProviders": ["own"]}`, map[string][]byte{"HOST_WEBHOOK_PROVIDERS": []byte("front")}, []string{scheme}},
		{"declared, from a file", `{"secrets": {"front": {"env": "FRONT", "from": ["file:/run/front"]}}}`, nil, []string{one, other}},
		{"declared, as a variable", `{"secrets": {"front": "FRONT"}}`, nil, []string{scheme, one, other}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "host.json")
			if err := os.WriteFile(file, []byte(tt.settings), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := readSettings(file)
			if err != nil {
				t.Fatal(err)
			}
			set, known := variables(objects(t, ""), map[string]*kube.Secret{"bus-env": {Data: tt.secret}})
			if !known || set["WORKER_ROLE"] != "cluster" {
				t.Fatalf("the worker's variables: %v, %v", set, known)
			}
			if diff := cmp.Diff(s.lacking(webhooks, set), tt.want); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
	// With variables from a ConfigMap, nobody can say what is missing.
	dir := t.TempDir()
	patch := `resources: [host/base]
patches:
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: bus}
    spec: {template: {spec: {containers: [{name: worker, envFrom: [{configMapRef: {name: more}}]}]}}}
`
	if err := os.WriteFile(filepath.Join(dir, "kustomization.yaml"), []byte(patch), 0o600); err != nil {
		t.Fatal(err)
	}
	if set, known := variables(objects(t, dir), map[string]*kube.Secret{"bus-env": {}}); known {
		t.Errorf("all variables are known: %v", set)
	}
}

// A worker that is told to serve a webhook that no script takes never gets
// ready either.
func TestUnknownWebhooks(t *testing.T) {
	github := []bundler.Script{{Path: "scripts/webhooks/github.ts", Webhook: &bundler.Webhook{Secrets: []string{"GITHUB"}}}}
	tests := []struct {
		name, settings string
		webhooks       []bundler.Script
		env            string
		want           string
	}{
		{"one that is there", `{"webhookProviders": ["github"]}`, github, "", ""},
		{"none is named", `{}`, nil, "", ""},
		{"no script at all", `{"webhookProviders": ["github"]}`, nil, "",
			"a worker is not ready without the webhooks that it is told to serve, and no script of the cluster in scripts/webhooks is github"},
		{"the environment names others", `{"webhookProviders": ["github"]}`, github, "github,mux,x",
			"a worker is not ready without the webhooks that it is told to serve, and no script of the cluster in scripts/webhooks is mux, x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := New(Options{})
			d.bundle.Webhooks, d.bundle.Settings = tt.webhooks, filepath.Join(t.TempDir(), "host.json")
			if err := os.WriteFile(d.bundle.Settings, []byte(tt.settings), 0o600); err != nil {
				t.Fatal(err)
			}
			held := map[string]*kube.Secret{"bus-env": {Data: map[string][]byte{"GITHUB": nil, "HOST_WEBHOOK_PROVIDERS": []byte(tt.env)}}}
			if got := said(d.checkWebhooks(objects(t, ""), held)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// objects are the worker's, with an overlay.
func objects(t *testing.T, overlay string) []kube.Object {
	t.Helper()
	rendered, err := k8s.Render(k8s.Options{Name: "bus", Namespace: "n", Overlay: overlay, Image: "r/i@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
	if err != nil {
		t.Fatal(err)
	}
	var all []kube.Object
	for _, object := range rendered {
		all = append(all, kube.Object(object))
	}
	return all
}
