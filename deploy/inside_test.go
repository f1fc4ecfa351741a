package deploy

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/deploy/kube"
	"systembus/host/server"
)

func TestNowhere(t *testing.T) {
	const elsewhere = "http://worker.example.org"
	for _, tt := range []struct {
		origin      string
		trouble     server.Trouble
		want, notes string
	}{
		{"", server.UnknownName, "the Inngest server would call http://bus.ns:3111, a name that is not known inside the cluster: why", ""},
		{"", server.Refused, "the Inngest server would call http://bus.ns:3111, where nothing takes the call: why", ""},
		{"", server.NoAnswer, "", "a pod gets no good answer at http://bus.ns:3111, where the Inngest server may get one: why"},
		{"", server.NotReady, "", "a pod gets no good answer at http://bus.ns:3111, where the Inngest server may get one: why"},
		// An address that the cluster need not know.
		{elsewhere, server.UnknownName, "", "a pod gets no good answer at " + elsewhere + ", where the Inngest server may get one: why"},
		{elsewhere, server.Refused, "", "a pod gets no good answer at " + elsewhere + ", where the Inngest server may get one: why"},
	} {
		var notes string
		o := Options{Cluster: &kube.Client{Namespace: "ns"}, Report: func(e Event) { notes += e.Text }}
		o.Name, o.WorkerOrigin = "bus", tt.origin
		d := New(o)
		err := d.nowhere(&progress{deploy: d, phase: Probe}, server.Health{Trouble: tt.trouble, Text: "why"})
		if got := said(err); got != tt.want || notes != tt.notes {
			t.Errorf("%s %s: got %q and %q, want %q and %q", tt.origin, tt.trouble, got, notes, tt.want, tt.notes)
		}
	}
}

// TestDiagnose looks at a worker of which only the Deployment is left.
func TestDiagnose(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := `{"items": []}`
		if strings.HasSuffix(r.URL.Path, "/deployments/bus") {
			answer = `{"metadata": {"uid": "1"}, "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "bus"}}}}`
		}
		_, _ = w.Write([]byte(answer))
	}))
	defer server.Close()
	o := Options{Cluster: client(t, server.URL)}
	o.Name = "bus"
	e := New(o).diagnose(t.Context(), "http://other:3111/api/inngest")
	want := []string{
		"✘ 0 of 2 pods are ready",
		"✘ a new pod gives no answer through a forwarded port: no pod of the new revision is ready",
		"✘ the Service bus leads to no pod",
		"✘ the server calls http://other:3111/api/inngest, and this deploy's worker is at http://bus.ns:3111/api/inngest",
	}
	failed := &PhaseError{Phase: Verify, Err: e}
	if diff := cmp.Diff(failed.Details(), want); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
	if want := "`host deploy status` says why none is."; failed.Hint() != want {
		t.Errorf("the hint is %q, want %q", failed.Hint(), want)
	}
}

// TestUnreachableHint is what is said when all is well that can be looked at.
func TestUnreachableHint(t *testing.T) {
	e := &UnreachableError{URL: "http://bus.ns:3111/api/inngest", Facts: []Fact{{OK: true, Text: "1 of 1 pods are ready", Hint: "x"}}}
	if want := "does bus.ns resolve where it runs"; !strings.Contains(e.Hint(), want) {
		t.Errorf("got %q, want %q", e.Hint(), want)
	}
}
