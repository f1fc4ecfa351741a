package inngest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vars makes a getenv of name, value, name, value...
func vars(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestResolveEnvironmentOrigins(t *testing.T) {
	const cloudAPI, cloudEvents, dev = "https://api.inngest.com", "https://inn.gs", "http://127.0.0.1:8288"
	tests := []struct {
		name        string
		env         func(string) string
		mode        Mode
		api, events string
	}{
		{"nothing set", vars(), Cloud, cloudAPI, cloudEvents},
		{"dev on", vars("INNGEST_DEV", "1"), Dev, dev, dev},
		{"dev on in words", vars("INNGEST_DEV", " True "), Dev, dev, dev},
		{"dev off is not dev", vars("INNGEST_DEV", "0"), Cloud, cloudAPI, cloudEvents},
		{"dev url", vars("INNGEST_DEV", "http://box:9000/"), Dev, "http://box:9000", "http://box:9000"},
		{"dev url without scheme", vars("INNGEST_DEV", "localhost:9000"), Dev, "http://localhost:9000", "http://localhost:9000"},
		{"self-hosted", vars("INNGEST_BASE_URL", "http://inngest:8288"), Cloud, "http://inngest:8288", "http://inngest:8288"},
		{"base wins over dev url", vars("INNGEST_DEV", "http://a:1", "INNGEST_BASE_URL", "http://b:2"), Dev, "http://b:2", "http://b:2"},
		{"special wins over base", vars(
			"INNGEST_BASE_URL", "http://b:2", "INNGEST_API_BASE_URL", "https://api.example/x/", "INNGEST_EVENT_API_BASE_URL", "https://ev.example",
		), Cloud, "https://api.example/x", "https://ev.example"},
		{"one special", vars("INNGEST_DEV", "true", "INNGEST_EVENT_API_BASE_URL", "https://ev.example"), Dev, dev, "https://ev.example"},
		{"IPv6", vars("INNGEST_BASE_URL", "http://[::1]:8288"), Cloud, "http://[::1]:8288", "http://[::1]:8288"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := ResolveEnvironment(tt.env)
			if err != nil {
				t.Fatal(err)
			}
			if e.Mode != tt.mode || e.API != tt.api || e.Events != tt.events {
				t.Errorf("got %s %s %s, want %s %s %s", e.Mode, e.API, e.Events, tt.mode, tt.api, tt.events)
			}
		})
	}
}

func TestResolveEnvironmentRest(t *testing.T) {
	got, err := ResolveEnvironment(vars(
		"INNGEST_EVENT_KEY", "ev", "INNGEST_SIGNING_KEY", "signkey-prod-aa", "INNGEST_SIGNING_KEY_FALLBACK", "bb",
		"INNGEST_ENV", "branch", "INNGEST_SERVE_HOST", "https://old.example", "INNGEST_SERVE_PATH", "fn/here",
		"INNGEST_ALLOW_IN_BAND_SYNC", "false", "INNGEST_ENABLE_UNAUTHED_SYNC", "0", "INNGEST_APP_ID", "app",
	))
	if err != nil {
		t.Fatal(err)
	}
	want := Environment{
		Mode: Cloud, API: "https://api.inngest.com", Events: "https://inn.gs",
		EventKey: "ev", SigningKey: "signkey-prod-aa", SigningKeyFallback: "bb",
		Branch: "branch", ServeOrigin: "https://old.example", ServePath: "/fn/here", AppID: "app",
		Warnings: []string{"INNGEST_SERVE_HOST is deprecated; use INNGEST_SERVE_ORIGIN"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if url := got.ServeURL("http://localhost:3111", "/api/inngest"); url != "https://old.example/fn/here" {
		t.Errorf("ServeURL = %s", url)
	}

	got, err = ResolveEnvironment(vars("INNGEST_SERVE_HOST", "https://old.example", "INNGEST_SERVE_ORIGIN", "https://new.example/"))
	if err != nil {
		t.Fatal(err)
	}
	if got.ServeOrigin != "https://new.example" || !got.InBandSync || !got.UnsignedSync {
		t.Errorf("got %+v", got)
	}
	if url := got.ServeURL("http://localhost:3111/", "/api/inngest"); url != "https://new.example/api/inngest" {
		t.Errorf("ServeURL = %s", url)
	}
}

func TestResolveEnvironmentComplaints(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"INNGEST_DEV", "maybe", `INNGEST_DEV="maybe": want true, 1, false, 0 or the dev server's URL such as http://127.0.0.1:8288`},
		{"INNGEST_DEV", "ftp://x", "want true, 1"},
		{"INNGEST_BASE_URL", "inngest", `INNGEST_BASE_URL="inngest": not a URL; want a URL such as http://inngest:8288`},
		{"INNGEST_BASE_URL", "ws://inngest:8288", `the scheme is "ws", not http or https`},
		{"INNGEST_BASE_URL", "http://:8288", "it names no host"},
		{"INNGEST_API_BASE_URL", "http://a:99999", `the port is "99999"`},
		{"INNGEST_EVENT_API_BASE_URL", "http://u:p@a", "it holds a user name"},
		{"INNGEST_SERVE_ORIGIN", "http://a?b=c", "it holds a query"},
		{"INNGEST_SERVE_PATH", "https://a/b", "want a path such as /api/inngest"},
		{"INNGEST_ALLOW_IN_BAND_SYNC", "yes please", "want true, 1, false or 0"},
		{"INNGEST_APP_ID", "my app", "without white space"},
		{"INNGEST_SIGNING_KEY", "sekrit\n", "INNGEST_SIGNING_KEY holds white space"},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.value, func(t *testing.T) {
			_, err := ResolveEnvironment(vars(tt.name, tt.value))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.name) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if strings.Contains(fmt.Sprint(err), "sekrit") {
				t.Errorf("the error shows the key: %v", err)
			}
		})
	}
	_, err := ResolveEnvironment(vars("INNGEST_DEV", "?", "INNGEST_BASE_URL", "?"))
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("want two complaints, got %v", err)
	}
}

func TestServable(t *testing.T) {
	if err := (Environment{Mode: Dev}).Servable(); err != nil {
		t.Error(err)
	}
	if err := (Environment{Mode: Cloud, SigningKey: "aa"}).Servable(); err != nil {
		t.Error(err)
	}
	if err := (Environment{Mode: Cloud}).Servable(); err == nil || !strings.Contains(err.Error(), "INNGEST_SIGNING_KEY") {
		t.Errorf("got %v", err)
	}
}

func TestKeyIsNeverPrinted(t *testing.T) {
	e := Environment{SigningKey: "sekrit", SigningKeyFallback: "sekrit", EventKey: "sekrit"}
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, printed := range []string{
		fmt.Sprint(e), fmt.Sprintf("%+v", e), fmt.Sprintf("%#v", e), fmt.Sprintf("%q", e.SigningKey), string(text),
	} {
		if strings.Contains(printed, "sekrit") {
			t.Errorf("a key is shown in %s", printed)
		}
	}
}
