package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"systembus/host/server"
)

func TestHealthcheck(t *testing.T) {
	ready := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer ready.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	ask := func(args ...string) (code int, stdout, stderr string) {
		var out, errs bytes.Buffer
		code = run(t.Context(), append([]string{"healthcheck"}, args...), http.NoBody, &out, &errs, []string{"NO_COLOR=1"})
		return code, out.String(), errs.String()
	}
	if code, out, errs := ask(ready.URL); code != 0 || out != "✓ "+ready.URL+" is ready\n" {
		t.Errorf("ready: %d: %s%s", code, out, errs)
	}
	if code, out, errs := ask(gone.URL); code != 1 || out != "" || !strings.Contains(errs, gone.URL+": ") || !strings.Contains(errs, "connection refused") {
		t.Errorf("gone: %d: %s%s", code, out, errs)
	}
	for url, want := range map[string]server.Health{ready.URL: {OK: true}, gone.URL: {Trouble: server.Refused}} {
		code, out, errs := ask("--json", url)
		var got server.Health
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v: %s%s", err, out, errs)
		}
		got.Text = ""
		if (code == 0) != want.OK || got != want {
			t.Errorf("%d, %+v; want %+v", code, got, want)
		}
	}
}
