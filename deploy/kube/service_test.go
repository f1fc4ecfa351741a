package kube

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestServiceName(t *testing.T) {
	c := &Client{Namespace: "bus"}
	for host, want := range map[string]string{
		"inngest": "inngest/bus", "inngest.tools": "inngest/tools", "inngest.tools.svc": "inngest/tools",
		"inngest.tools.svc.cluster.local": "inngest/tools", "api.inngest.com": "", "localhost": "", "127.0.0.1": "", "::1": "", "": "",
	} {
		name, namespace, ok := c.serviceName(host)
		got := name + "/" + namespace
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", host, got, want)
		}
	}
}

// TestForwardServiceErrors asks an API server that has one Service, with no
// ready pod.
func TestForwardServiceErrors(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := ""
		switch r.URL.Path {
		case "/api/v1/namespaces/tools/services/inngest":
			answer = `{"spec": {"ports": [{"name": "http", "port": 8288}]}}`
		case "/apis/discovery.k8s.io/v1/namespaces/tools/endpointslices":
			answer = `{"items": [{"ports": [{"name": "http", "port": 8288}], "endpoints": [
				{"addresses": ["10.0.0.1"], "conditions": {"ready": false}, "targetRef": {"kind": "Pod", "name": "inngest-0"}}]}]}`
		default:
			w.WriteHeader(http.StatusNotFound)
			answer = `{"reason": "NotFound"}`
		}
		_, _ = w.Write([]byte(answer))
	}))
	defer server.Close()
	c := open(t, server.URL)
	for to, want := range map[string]string{
		"http://inngest.tools:8288": "no ready pod stands behind the Service inngest in tools",
		"http://inngest.tools":      "the Service inngest in tools has no port 80",
		"http://inngest:8288":       "",
		"https://api.inngest.com":   "",
	} {
		u, err := url.Parse(to)
		if err != nil {
			t.Fatal(err)
		}
		_, _, found, err := c.ForwardService(t.Context(), u)
		if found != (want != "") || (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: found %v, %v; want %q", to, found, err, want)
		}
	}
}

// open gives a client of an API server at an address, for the namespace bus.
func open(t *testing.T, server string) *Client {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kubeconfig")
	config := "apiVersion: v1\nkind: Config\nclusters: [{name: t, cluster: {server: \"" + server + "\"}}]\nusers: [{name: t, user: {}}]\n" +
		"contexts: [{name: t, context: {cluster: t, user: t}}]\ncurrent-context: t\n"
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Open(Options{Kubeconfig: file, Namespace: "bus"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPlural(t *testing.T) {
	for kind, want := range map[string]string{
		"Deployment": "deployments", "NetworkPolicy": "networkpolicies", "Ingress": "ingresses", "Gateway": "gateways",
	} {
		if got := plural(kind); got != want {
			t.Errorf("%s: got %s", kind, got)
		}
	}
}
