package local

import (
	"testing"
	"time"
)

func TestHandles(t *testing.T) {
	tests := []struct {
		pattern, event string
		want           bool
	}{
		{"user/created", "user/created", true},
		{"user/created", "user/created.v2", false},
		{"user/*", "user/created", true},
		{"user/*", "user/deep/created.v1", true},
		{"user/*", "users/created", false},
		{"user/created.*", "user/created.v1", true},
		{"user/created.*", "user/created", false},
		// A star stands only after a slash or a dot.
		{"user/cre*", "user/created", false},
		{"*", "user/created", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if got := (trigger{event: tt.pattern}).handles(tt.event); got != tt.want {
			t.Errorf("%q handles %q: got %v, want %v", tt.pattern, tt.event, got, tt.want)
		}
	}
}

func TestMoment(t *testing.T) {
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		in   string
		want time.Duration
	}{
		{"", 0},
		{"1s", time.Second},
		{"2h30m", 150 * time.Minute},
		{"1d", 24 * time.Hour},
		{"1w2d", 9 * 24 * time.Hour},
		{"250ms", 250 * time.Millisecond},
		{"2026-11-22T00:00:05.250Z", 5250 * time.Millisecond},
		{"2026-11-22T01:00:00+01:00", 0},
		{"2020-01-01T00:00:00Z", time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Sub(now)},
	}
	for _, tt := range tests {
		got, err := moment(now, tt.in)
		if err != nil || got.Sub(now) != tt.want {
			t.Errorf("%q: got %v, %v; want %v", tt.in, got.Sub(now), err, tt.want)
		}
	}
	if _, err := moment(now, "soon"); err == nil {
		t.Error(`"soon" is no time`)
	}
}

func TestRetryAt(t *testing.T) {
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		header string
		want   time.Duration
		ok     bool
	}{
		{"", 0, false},
		{"nonsense", 0, false},
		{"2", 2 * time.Second, true},
		{"0", time.Second, true},
		{"999999", 24 * time.Hour, true},
		{"2026-11-22T00:01:00Z", time.Minute, true},
		{"Sun, 22 Nov 2026 00:02:00 GMT", 2 * time.Minute, true},
		{"2020-01-01T00:00:00Z", time.Second, true},
	}
	for _, tt := range tests {
		got, ok := retryAt(now, tt.header)
		if ok != tt.ok || ok && got.Sub(now) != tt.want {
			t.Errorf("%q: got %v %v, want %v %v", tt.header, got.Sub(now), ok, tt.want, tt.ok)
		}
	}
}

func TestPause(t *testing.T) {
	e := New(Options{})
	want := []time.Duration{15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute}
	for i, w := range want {
		if got := e.pause(i); got != w {
			t.Errorf("after attempt %d: %v, want %v", i, got, w)
		}
	}
	if got := e.pause(50); got != 2*time.Hour {
		t.Errorf("the last pause repeats: got %v", got)
	}
	if got := New(Options{Backoff: []time.Duration{}}).pause(3); got != 0 {
		t.Errorf("no pauses: got %v", got)
	}
}

// The ids are those that a server made from the same header (recorded).
func TestSeed(t *testing.T) {
	s := parseSeed("1795306481026,VJBegQhQqfrGYA==")
	for i, want := range []string{"01M809NSC2AJ85X088A2MZNHK0", "01M809NSC2AJ85X088A2MZNHK1", "01M809NSC2AJ85X088A2MZNHK2"} {
		if got := s.id(i); got != want {
			t.Errorf("id %d: got %s, want %s", i, got, want)
		}
	}
	for _, bad := range []string{"", "1", "x,VJBegQhQqfrGYA==", "0,VJBegQhQqfrGYA==", "1,AAAA", "1,%%%"} {
		if got := parseSeed(bad); got != nil {
			t.Errorf("%q: got %v, want nothing", bad, got)
		}
	}
}

func TestSchedule(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) // a Sunday
	tests := []struct{ spec, want string }{
		{"* * * * *", "2026-11-22T10:01:00Z"},
		{"30 13 * * 1-5", "2026-11-23T13:30:00Z"},
		{"TZ=America/Los_Angeles 0 9 * * *", "2026-11-22T17:00:00Z"},
		{"CRON_TZ=Europe/Paris 0 9 * * *", "2026-11-23T08:00:00Z"},
		{"@daily", "2026-11-23T00:00:00Z"},
	}
	for _, tt := range tests {
		d := decoder{}
		s := d.schedule(tt.spec)
		if d.err != nil {
			t.Errorf("%s: %v", tt.spec, d.err)
			continue
		}
		if got := s.Next(at).UTC().Format(time.RFC3339); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.spec, got, tt.want)
		}
	}
	d := decoder{}
	if d.schedule("every day"); d.err == nil {
		t.Error("want an error")
	}
}
