package kube

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPreview asks an API server that has a Service as it is to be, a
// Deployment that is to change and has a field of somebody else's, and no
// ConfigMap; nothing may be changed by that.
func TestPreview(t *testing.T) {
	const (
		service = `{"metadata": {"name": "bus", "resourceVersion": "1", "annotations": {"kubernetes.io/change-cause": "VERSION"}}, "spec": {"ports": [1]}, "status": {}}`
		before  = `{"metadata": {"name": "bus", "labels": {"a": "b"}}, "spec": {"replicas": 3, "paused": true, "template": {"x": 1}}, "status": {"replicas": 3}}`
		after   = `{"metadata": {"name": "bus", "labels": {"a": "c"}}, "spec": {"replicas": 3, "paused": false, "template": {"x": 1}}}`
	)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		if r.Method != http.MethodGet && (r.Method != http.MethodPatch || query.Get("dryRun") != "All" || query.Get("fieldValidation") != "Strict") {
			t.Errorf("%s %s changes something", r.Method, r.URL)
		}
		status, answer := http.StatusOK, ""
		switch resource := r.URL.Path[strings.LastIndex(r.URL.Path, "/bus/")+len("/bus/"):]; {
		case resource == "services/bus" && r.Method == http.MethodGet:
			answer = strings.Replace(service, "VERSION", "one", 1)
		case resource == "services/bus":
			answer = strings.Replace(service, "VERSION", "two", 1)
		case resource == "configmaps/new" && r.Method == http.MethodGet:
			status, answer = http.StatusNotFound, `{"reason": "NotFound"}`
		case resource == "configmaps/new":
			answer = `{"metadata": {"name": "new"}}`
		case resource == "deployments/bus" && r.Method == http.MethodGet:
			answer = before
		case resource == "deployments/bus" && query.Get("force") == "":
			status, answer = http.StatusConflict, `{"reason": "Conflict", "details": {"causes": [
				{"message": "conflict with \"kubectl-set\" using apps/v1", "field": ".spec.paused"}, {"message": "conflict with \"host-deploy\"", "field": ".spec.x"}]}}`
		case resource == "deployments/bus":
			answer = after
		case resource == "configmaps/odd":
			status, answer = http.StatusBadRequest, `{"message": "unknown field \"datta\""}`
		default:
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	defer server.Close()
	c := open(t, server.URL)
	p, err := c.Preview(t.Context(), []Object{object("v1", "Service", "bus"), object("v1", "ConfigMap", "new"), object("apps/v1", "Deployment", "bus")})
	if err != nil {
		t.Fatal(err)
	}
	var changes []string
	for _, change := range p.Changes {
		changes = append(changes, change.String())
	}
	if diff := cmp.Diff(changes, []string{"creates ConfigMap new", "changes Deployment bus (metadata.labels, spec.paused)"}); diff != "" {
		t.Errorf("changes: got - want +:\n%s", diff)
	}
	if diff := cmp.Diff(p.Drift, []Drift{{Object: "Deployment bus", Field: ".spec.paused", By: "kubectl-set"}}); diff != "" {
		t.Errorf("drift: got - want +:\n%s", diff)
	}
	if _, err := c.Preview(t.Context(), []Object{object("v1", "ConfigMap", "odd")}); err == nil || !strings.Contains(err.Error(), `unknown field "datta"`) {
		t.Errorf("an object that the cluster refuses: %v", err)
	}
}
