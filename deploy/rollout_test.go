package deploy

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSign applies objects of which one changes, or none, or sets an image:
// the Deployment says which deploy changed something last.
func TestSign(t *testing.T) {
	mine := []map[string]string{{"host.dev/deploy-id": "20260102T030405Z", "host.dev/deployed-by": "ada@desk"}}
	for _, tt := range []struct {
		name, changes string
		before        string
		imageOnly     bool
		want          []map[string]string
	}{
		{"nothing changes", "", "", false, nil},
		{"the Service changes", "/services/bus", "", false, mine},
		{"the Deployment changes", "/deployments/bus", "", false, mine},
		{"the image alone", "", "registry/bus@sha256:0", true, mine},
		{"the image alone, which is there", "", "registry/bus@sha256:1", true, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []map[string]string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				version := "1"
				if r.Method == http.MethodPatch && tt.changes != "" && strings.HasSuffix(r.URL.Path, tt.changes) {
					version = "2"
				}
				if r.Header.Get("Content-Type") == "application/merge-patch+json" {
					var patch struct {
						Metadata struct{ Annotations map[string]string }
					}
					if err := json.NewDecoder(r.Body).Decode(&patch); err != nil || !strings.HasSuffix(r.URL.Path, "/deployments/bus") {
						t.Errorf("%s: %v", r.URL, err)
					}
					got = append(got, patch.Metadata.Annotations)
				}
				_, _ = w.Write([]byte(`{"metadata": {"resourceVersion": "` + version + `"}}`))
			}))
			defer server.Close()
			o := Options{Cluster: client(t, server.URL), Actor: "ada@desk", ImageOnly: tt.imageOnly}
			o.Name = "bus"
			d := New(o)
			d.result.ID, d.result.Image, d.before.image = "20260102T030405Z", "registry/bus@sha256:1", tt.before
			if err := d.apply(t.Context(), &progress{deploy: d, phase: Apply}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("the annotations: got - want +:\n%s", diff)
			}
		})
	}
}
