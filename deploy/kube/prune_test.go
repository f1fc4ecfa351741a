package kube

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func object(version, kind, name string) Object {
	return Object{"apiVersion": version, "kind": kind, "metadata": map[string]any{"name": name}}
}

func TestKindsOf(t *testing.T) {
	got := KindsOf([]Object{
		object("v1", "Service", "a"), object("apps/v1", "Deployment", "a"), object("v1", "Service", "b"),
		object("v1", "PersistentVolumeClaim", "data"), object("v1", "Namespace", "n"), object("rbac.authorization.k8s.io/v1", "ClusterRole", "r"),
	})
	if diff := cmp.Diff(got, []string{"apps/v1/Deployment", "v1/Service"}); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
}

// TestLeftover asks an API server that has lost a kind and forbids another.
func TestLeftover(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, fmt.Sprint(r.Method, " ", r.URL, " ", string(body)))
		switch r.URL.Path {
		case "/api/v1/namespaces/bus/configmaps":
			_, _ = io.WriteString(w, `{"items": [{"metadata": {"name": "kept"}}, {"metadata": {"name": "going", "deletionTimestamp": "2026-01-01T00:00:00Z"}},
				{"metadata": {"name": "left", "uid": "u1"}}]}`)
		case "/apis/example.org/v1/namespaces/bus/policies":
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"reason": "NotFound"}`)
		case "/apis/apps/v1/namespaces/bus/deployments":
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"reason": "Forbidden", "message": "no"}`)
		default:
			_, _ = io.WriteString(w, `{}`)
		}
	}))
	defer server.Close()
	c := open(t, server.URL)
	kept := []Object{object("v1", "ConfigMap", "kept")}
	left, err := c.Leftover(t.Context(), []string{"example.org/v1/Policy", "v1/ConfigMap"}, "host.dev/deploy", "bus", kept)
	if err != nil || len(left) != 1 || Title(left[0]) != "ConfigMap left" {
		t.Fatalf("left over: %v, %v", left, err)
	}
	if _, err := c.Leftover(t.Context(), []string{"apps/v1/Deployment"}, "host.dev/deploy", "bus", kept); status(err) != http.StatusForbidden {
		t.Errorf("what may not be listed: %v", err)
	}
	for _, trial := range []bool{true, false} {
		if err := c.Remove(t.Context(), left[0], trial); err != nil {
			t.Error(err)
		}
	}
	if err := c.Remove(t.Context(), kept[0], false); err != nil { // which was never read
		t.Error(err)
	}
	want := []string{
		"GET /apis/example.org/v1/namespaces/bus/policies?labelSelector=host.dev%2Fdeploy%3Dbus ",
		"GET /api/v1/namespaces/bus/configmaps?labelSelector=host.dev%2Fdeploy%3Dbus ",
		"GET /apis/apps/v1/namespaces/bus/deployments?labelSelector=host.dev%2Fdeploy%3Dbus ",
		`DELETE /api/v1/namespaces/bus/configmaps/left?dryRun=All {"preconditions":{"uid":"u1"},"propagationPolicy":"Background"}`,
		`DELETE /api/v1/namespaces/bus/configmaps/left {"preconditions":{"uid":"u1"},"propagationPolicy":"Background"}`,
		`DELETE /api/v1/namespaces/bus/configmaps/kept {"propagationPolicy":"Background"}`,
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("asked: got - want +:\n%s", diff)
	}
}
