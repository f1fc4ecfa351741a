package deploy

import (
	"strings"
	"testing"
	"time"

	"systembus/deploy/image"
	"systembus/deploy/source"
	"systembus/host/server"
)

// TestJudge holds statuses against a deploy of two functions from one commit.
func TestJudge(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Deploy, *server.Status)
		want   string
	}{
		{"as it should be", func(*Deploy, *server.Status) {}, ""},
		{"another app", func(_ *Deploy, s *server.Status) { s.Service = "other" }, `the pod bus-1 serves the app "other", not "bus"`},
		{"another role", func(_ *Deploy, s *server.Status) { s.Worker.Role = "host" }, `the pod bus-1 has the role "host", not cluster`},
		{"another commit", func(_ *Deploy, s *server.Status) { s.Runtime.Revision = "abc" }, `the pod bus-1 says that it was made from the commit "abc", not c0ffee`},
		{"an image that was named, of some commit", func(d *Deploy, s *server.Status) { d.image, s.Runtime.Revision = nil, "abc" }, ""},
		{"a dirty commit", func(d *Deploy, s *server.Status) {
			d.state.Changed, s.Runtime.Revision = []string{"a.ts"}, "c0ffee-dirty"
		}, ""},
		{"a function too few and one too many", func(_ *Deploy, s *server.Status) { s.Functions = []string{"a", "c"} },
			"the pod bus-1 serves other functions than this build has: it lacks b, it has c"},
		{"a program that is missing", func(_ *Deploy, s *server.Status) { s.Runtime.MissingPrograms = []string{"git", "yt-dlp"} },
			"the pod bus-1 lacks programs that its scripts require: git, yt-dlp"},
		{"draining", func(_ *Deploy, s *server.Status) { s.Status = "draining" }, "the pod bus-1 is draining"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := New(Options{})
			d.bundle.App, d.result.Functions = "bus", []string{"a", "b"}
			d.image, d.state = &image.Image{}, source.State{Revision: "c0ffee"}
			s := server.Status{
				Service: "bus", Status: "ok", Functions: []string{"a", "b"},
				Worker: server.Worker{Role: "cluster"}, Runtime: server.Runtime{Revision: "c0ffee"},
			}
			tt.change(d, &s)
			if got := said(d.judge("bus-1", s)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestJudgeDuplicates(t *testing.T) {
	d := New(Options{})
	d.bundle.App = "bus"
	s := server.Status{Service: "bus", Status: "ok", Worker: server.Worker{
		Role: "cluster", HasDuplicateFunctionIDs: true, DuplicateFunctionIDs: []string{"greet"},
	}}
	if err := d.judge("bus-1", s); err != nil {
		t.Error(err)
	}
	if got := strings.Join(d.result.Warnings, "\n"); !strings.Contains(got, "scripts of different roles define greet") {
		t.Errorf("warned of %q", got)
	}
}

func TestAccepted(t *testing.T) {
	start := time.Now()
	before, after := start.Add(-time.Second), start.Add(time.Second)
	failing := map[string]any{"status": "failing", "lastError": "401 Unauthorized"}
	tests := []struct {
		name         string
		at           *time.Time
		registration any
		want         string
	}{
		{"since the start", &after, nil, ""},
		{"never", nil, failing, "the pod bus-1 has not registered since it started; it says: failing: 401 Unauthorized"},
		{"before the start", &before, nil, "the pod bus-1 has not registered since it started; it says: nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := server.Status{Worker: server.Worker{StartedAt: start, LastRegistrationAt: tt.at}, Registration: tt.registration}
			if got := said(accepted("bus-1", s)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// said is an error's text, or "".
func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
