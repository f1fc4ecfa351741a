package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// back is what becomes of a deploy that fails when it also changed other
// objects than the Deployment, and of an image that is deployed alone. The
// worker serves the word "one" before, and the sources say "two".
func (p *place) back(t *testing.T) {
	overlay := strings.Replace(p.read(t, "overlay/kustomization.yaml"), "[host/base]", "[host/base, extra.yaml]", 1)
	p.write(t, "overlay/extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\ndata: {a: b}\n")
	p.write(t, "overlay/kustomization.yaml", overlay+`- patch: |
    apiVersion: v1
    kind: Service
    metadata: {name: bus, annotations: {failed: deploy}}
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: bus}
    spec: {minReadySeconds: 2, template: {spec: {containers: [{name: worker, readinessProbe: {httpGet: {path: /nope, port: http}}}]}}}
`)
	p.commit(t)
	state := func(when string, changed bool) {
		t.Helper()
		_, service := p.object(t, "/api/v1/namespaces/"+p.namespace+"/services/bus")
		code, _ := p.object(t, "/api/v1/namespaces/"+p.namespace+"/configmaps/extra")
		_, deployment := p.object(t, "/apis/apps/v1/namespaces/"+p.namespace+"/deployments/bus")
		annotated := member(service, "metadata", "annotations")["failed"] == "deploy"
		slower := member(deployment, "spec")["minReadySeconds"] == 2.0
		if annotated != changed || (code == http.StatusOK) != changed || slower != changed {
			t.Errorf("%s: the Service is changed: %v, the ConfigMap is there: %d, the Deployment is changed: %v; want %v", when, annotated, code, slower, changed)
		}
	}

	if code, r := p.deploy(t.Context(), t, "--timeout", "12s"); code != 34 || !r.RolledBack {
		t.Errorf("a deploy that fails: %d, %+v", code, r)
	}
	state("after going back", false)
	p.completes(t, p.main, "one")

	if code, r := p.deploy(t.Context(), t, "--timeout", "12s", "--on-failure", "keep"); code != 14 || r.RolledBack {
		t.Errorf("a deploy that fails and is kept: %d, %+v", code, r)
	}
	state("kept", true)
	p.completes(t, p.main, "one")

	p.must(t, "", "deploy", "rollback")
	p.completes(t, p.main, "one")
	if code, r := p.deploy(t.Context(), t, "--image-only"); code != 0 || !r.Verified || len(r.Applied) != 1 {
		t.Errorf("an image alone: %d, %+v", code, r)
	}
	p.completes(t, p.main, "two")
	state("after the image alone", true)
}

// prune deploys without the ConfigMap that back has left in the cluster: it is
// told, and removed on request alone.
func (p *place) prune(t *testing.T) {
	deploy := func(left, pruned []string, status int, args ...string) {
		t.Helper()
		code, r := p.deploy(t.Context(), t, args...)
		if code != 0 || !slices.Equal(r.Leftover, left) || !slices.Equal(r.Pruned, pruned) {
			t.Errorf("host deploy run %q: %d, left over %q, pruned %q; want %q, %q", args, code, r.Leftover, r.Pruned, left, pruned)
		}
		told := strings.Contains(strings.Join(r.Warnings, "\n"), "still there: ConfigMap extra; `host deploy run --prune`")
		if told != (left != nil && pruned == nil) {
			t.Errorf("host deploy run %q warns: %q", args, r.Warnings)
		}
		if code, _ := p.object(t, "/api/v1/namespaces/"+p.namespace+"/configmaps/extra"); code != status {
			t.Errorf("after host deploy run %q, the ConfigMap: %d, want %d", args, code, status)
		}
	}
	plan := p.must(t, "", "deploy", "plan")
	if want := "; changes Service bus (metadata.annotations); changes Deployment bus (spec.minReadySeconds"; !strings.Contains(plan, want) {
		t.Errorf("the plan has no %q:\n%s", want, plan)
	}
	extra := []string{"ConfigMap extra"}
	deploy(extra, nil, http.StatusOK)
	deploy(extra, extra, http.StatusNotFound, "--prune")
	deploy(nil, nil, http.StatusNotFound, "--prune")
	p.completes(t, p.main, "two")
}

// forward reaches a Service by the name that pods have for it: the worker's
// own answers, and where the Inngest server should be there, which it is not,
// says so.
func (p *place) forward(t *testing.T) {
	at := &url.URL{Scheme: "http", Host: "bus." + p.namespace + ".svc:3111", Path: "/livez"}
	addr, stop, found, err := p.client.ForwardService(t.Context(), at)
	if err != nil || !found {
		t.Fatalf("found %v, %v", found, err)
	}
	defer stop()
	res, err := http.Get("http://" + addr + at.Path)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("/livez answers %s", res.Status)
	}
	other := *p
	other.environ = append(slices.Clone(p.environ), "INNGEST_BASE_URL=http://bus:3111")
	code, out, errs := other.host(t.Context(), "", "deploy", "doctor")
	if code != 10 || !strings.Contains(out, "read the registry: the server at http://127.0.0.1:") {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
	other.environ = append(other.environ, "INNGEST_BASE_URL=") // where the pods find it
	other.must(t, "", "deploy", "doctor")
}

func (p *place) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// object reads one from the API server.
func (p *place) object(t *testing.T, path string) (int, map[string]any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.cluster.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+p.cluster.Token)
	// The server's certificate is its own: the test has started it.
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer client.CloseIdleConnections()
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, object
}

func member(object map[string]any, path ...string) map[string]any {
	for _, key := range path {
		object, _ = object[key].(map[string]any)
	}
	return object
}
