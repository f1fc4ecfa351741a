package spelling_test

import (
	"testing"

	"systembus/host/spelling"
)

func TestNearest(t *testing.T) {
	candidates := []string{"daily-digest", "order/approval", "remind-me", "join", "dirname", "NonRetriableError"}
	for name, want := range map[string]string{
		"daily-digset": "daily-digest", "dayly-digest": "daily-digest", "DAILY-DIGEST": "daily-digest", "approval": "order/approval",
		"jion": "join", "Join": "join", "dirName": "dirname", "NonRetryableError": "NonRetriableError", "zzzz": "", "": "",
		"join": "", // itself is no help
	} {
		if got := spelling.Nearest(name, candidates); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	if got, want := spelling.DidYouMean("jion", []string{"join"}), `; did you mean "join"?`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := spelling.DidYouMean("zzz", []string{"join"}); got != "" {
		t.Errorf("got %s for a name that is near nothing", got)
	}
}
