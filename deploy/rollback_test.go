package deploy

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"systembus/deploy/kube"
)

// stuck makes a client of an API server that answers requests but those to a
// path, where it says that it has come, and waits.
func stuck(t *testing.T, at string, came func()) *kube.Client {
	t.Helper()
	var once sync.Once
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, at) {
			once.Do(came)
			<-r.Context().Done()
			return
		}
		_, _ = w.Write([]byte("{}"))
	}))
	t.Cleanup(server.Close)
	return client(t, server.URL)
}

// client is one of an API server at a URL.
func client(t *testing.T, url string) *kube.Client {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kubeconfig")
	config := "apiVersion: v1\nkind: Config\nclusters: [{name: t, cluster: {server: \"" + url + "\"}}]\nusers: [{name: t, user: {}}]\n" +
		"contexts: [{name: t, context: {cluster: t, user: t}}]\ncurrent-context: t\n"
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := kube.Open(kube.Options{Kubeconfig: file, Namespace: "ns"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestInterruptTwice interrupts going back, which an interrupt has begun: it
// ends at once, and says how the cluster is left.
func TestInterruptTwice(t *testing.T) {
	object := func(version, kind string) kube.Object {
		return kube.Object{"apiVersion": version, "kind": kind, "metadata": map[string]any{"name": "bus"}}
	}
	for at, want := range map[string]string{
		"/poddisruptionbudgets/bus": "what this deploy applied is still there: `host deploy rollback 6` goes back",
		"/services/bus":             "the pods are those of revision 6 again, and other objects may be this deploy's: deploy that commit again",
		"/replicasets":              "all objects are as in revision 6 again, which is not verified: see `host deploy status`",
	} {
		t.Run(at, func(t *testing.T) {
			first, interrupt := context.WithCancel(t.Context())
			interrupt()
			second := func() {}
			var o Options
			o.Name = "bus"
			o.Cluster = stuck(t, at, func() { second() })
			o.Interrupt = func(ctx context.Context) (context.Context, context.CancelFunc) {
				ctx, second = context.WithCancel(ctx)
				return ctx, second
			}
			var told []string
			o.Report = func(e Event) { told = append(told, string(e.Phase)+" "+string(e.Kind)+": "+e.Text) }
			d := New(o)
			var saved []kube.Saved
			for _, o := range []kube.Object{object("v1", "Service"), object("apps/v1", "Deployment"), object("policy/v1", "PodDisruptionBudget")} {
				saved = append(saved, kube.Saved{Object: o}) // which were not there
			}
			d.before = before{exists: true, revision: 6, applied: true, objects: saved}
			err := d.recover(first, &PhaseError{Phase: Rollout, Err: context.Canceled, Interrupted: true})
			failed, ok := errors.AsType[*PhaseError](err)
			if !ok || failed.RolledBack || failed.Code() != 14 || failed.Stays != want {
				t.Errorf("got %+v, want that %s", failed, want)
			}
			if failed.After == nil || failed.After.Error() != "interrupted" {
				t.Errorf("going back ended with %v", failed.After)
			}
			if want := "rollback noted: to revision 6; Ctrl-C leaves the cluster as it then is"; !slices.Contains(told, want) {
				t.Errorf("told %q, not %q", told, want)
			}
			d.settle(err)
			if d.result.Stays != want || d.result.Code != 14 {
				t.Errorf("the result: %q, %d", d.result.Stays, d.result.Code)
			}
		})
	}
}
