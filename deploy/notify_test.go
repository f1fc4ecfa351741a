package deploy

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNotify posts what became of a deploy, again when the place is only busy,
// and warns, without the URL, when it cannot.
func TestNotify(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answers []int // the last one stays
		want    int   // requests
		warning string
	}{
		{"well", []int{200}, 1, ""},
		{"busy", []int{503, 429, 204}, 3, ""},
		{"down", []int{500}, 3, "500 Internal Server Error no such luck at [...]"},
		{"refused", []int{404}, 1, "404 Not Found no such luck at [...]"},
		{"elsewhere", []int{302}, 1, "302 Found no such luck at [...]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				text, _ := io.ReadAll(r.Body)
				got = append(got, r.Method+" "+r.URL.Path+" "+string(text))
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(tt.answers[min(len(got), len(tt.answers))-1])
				_, _ = io.WriteString(w, "no such luck at "+r.URL.Path+"\n")
			}))
			defer server.Close()
			to, err := url.Parse(server.URL + "/services/canary-7f21")
			if err != nil {
				t.Fatal(err)
			}
			d := New(Options{Notify: to})
			d.Name, d.result.Name, d.result.Namespace = "bus", "bus", "prod"
			d.finish(t.Context(), &PhaseError{Phase: Rollout, Err: &Problem{errors.New("no node takes the pod"), "Add one."}})
			if len(got) != tt.want {
				t.Fatalf("%d requests, want %d: %q", len(got), tt.want, got)
			}
			var n struct {
				Text   string
				Deploy Result
			}
			if err := json.Unmarshal([]byte(strings.TrimPrefix(got[0], "POST /services/canary-7f21 ")), &n); err != nil {
				t.Fatalf("%v: %s", err, got[0])
			}
			if n.Text != "✘ bus to prod failed in rollout: no node takes the pod" || n.Deploy.Hint != "Add one." || n.Deploy.Code != 14 {
				t.Errorf("posted: %+v", n)
			}
			want := []string(nil)
			if tt.warning != "" {
				want = []string{"the notification was not delivered: " + to.Host + ": " + tt.warning}
			}
			if diff := cmp.Diff(d.result.Warnings, want); diff != "" {
				t.Errorf("warnings: got - want +:\n%s", diff)
			}
		})
	}
}

// TestNotifyNobody does not tell the URL when nobody answers there, nor a
// deploy that was refused before anything happened.
func TestNotifyNobody(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close()
	to, err := url.Parse(server.URL + "/services/canary-7f21")
	if err != nil {
		t.Fatal(err)
	}
	d := New(Options{Notify: to})
	d.result.OK = true
	d.finish(t.Context(), nil)
	if w := strings.Join(d.result.Warnings, "\n"); !strings.Contains(w, to.Host+": dial tcp") || strings.Contains(w, "canary") {
		t.Errorf("warned: %s", w)
	}
	d = New(Options{Notify: to})
	d.finish(t.Context(), &PhaseError{Phase: Preflight, Err: errors.New("dirty")})
	if len(d.result.Warnings) > 0 {
		t.Errorf("refused: %q", d.result.Warnings)
	}
}

func TestSentence(t *testing.T) {
	base := Result{Name: "bus", Namespace: "prod", Context: "home", Commit: strings.Repeat("a", 40), Actor: "joel@mac", Seconds: 9.26}
	with := func(change func(*Result)) Result {
		r := base
		change(&r)
		return r
	}
	for _, tt := range []struct {
		r    Result
		want string
	}{
		{with(func(r *Result) {
			r.OK, r.RevisionAfter, r.Added, r.Removed = true, 4, []string{"b", "c"}, []string{"d"}
		}), "✓ deployed bus aaaaaaaaaaaa to prod of home, revision 4, new: b, c, gone: d (joel@mac, 9.3 s)"},
		{with(func(r *Result) { r.OK, r.UpToDate = true, true }), "✓ bus aaaaaaaaaaaa is up to date in prod of home (joel@mac, 9.3 s)"},
		{with(func(r *Result) {
			r.Commit, r.Digest, r.OK, r.RevisionAfter = "", "sha256:"+strings.Repeat("b", 64), true, 4
		}), "✓ deployed bus sha256:bbbbbbbbbbbb to prod of home, revision 4 (joel@mac, 9.3 s)"},
		{with(func(r *Result) {
			r.Commit, r.OK, r.RevisionBefore, r.RevisionAfter, r.Phases = "", true, 4, 5, []PhaseRecord{{Phase: Rollback}}
		}), "✓ bus in prod of home went back from revision 4, and is revision 5 now (joel@mac, 9.3 s)"},
		{with(func(r *Result) {
			r.Phase, r.Error, r.RolledBack, r.RevisionBefore = Verify, "the server lacks x\nand y", true, 3
		}), "✘ bus aaaaaaaaaaaa to prod of home failed in verify; what was in revision 3 serves again: the server lacks x (joel@mac, 9.3 s)"},
		{with(func(r *Result) { r.Phase, r.Error, r.Interrupted = Push, "interrupted", true }),
			"✘ bus aaaaaaaaaaaa to prod of home interrupted in push; nothing was changed in the cluster: interrupted (joel@mac, 9.3 s)"},
	} {
		if got := tt.r.Sentence(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}
