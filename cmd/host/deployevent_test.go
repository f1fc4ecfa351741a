package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"systembus/deploy"
)

// TestDeployEvent sends what became of deploys to a worker that takes events.
func TestDeployEvent(t *testing.T) {
	type event struct {
		Level, Source, Component, Action, Error string
		Success                                 bool
		Duration                                float64 `json:"duration_ms"`
		Metadata                                struct {
			Image         string
			RevisionAfter int
			RolledBack    bool
		}
	}
	got := make(chan event, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		var e event
		if err := json.Unmarshal(text, &e); err != nil {
			t.Errorf("%v: %s", err, text)
		}
		got <- e
		_, _ = io.WriteString(w, `{"stored": true}`)
	}))
	defer server.Close()
	f := &deployFlags{}
	f.Store, f.ForwardURL = "forward", server.URL
	w := newWorld(http.NoBody, io.Discard, io.Discard, []string{"OTEL_EMIT_TOKEN=secret"})
	emit, err := f.emit(w)
	if err != nil || emit == nil {
		t.Fatalf("no event: %v", err)
	}
	emit(t.Context(), &deploy.Result{OK: true, Image: "r/bus@sha256:1", RevisionAfter: 7, Seconds: 1.5})
	if e := <-got; e.Level != "info" || e.Source+":"+e.Component+":"+e.Action != "host:deploy:deploy.finished" || !e.Success ||
		e.Duration != 1500 || e.Metadata.Image != "r/bus@sha256:1" || e.Metadata.RevisionAfter != 7 {
		t.Errorf("a deploy that went well: %+v", e)
	}
	emit(t.Context(), &deploy.Result{Error: "no node takes the pod", Phase: deploy.Rollout, RolledBack: true})
	if e := <-got; e.Level != "error" || e.Success || e.Error != "no node takes the pod" || !e.Metadata.RolledBack {
		t.Errorf("a deploy that failed: %+v", e)
	}

	f.Store, f.ForwardURL = "", ""
	if emit, err := f.emit(w); emit != nil || err != nil {
		t.Errorf("without a place for events: %v", err)
	}
	f.Store = "nowhere"
	if _, err := f.emit(w); err == nil {
		t.Error("a place that there is not: no error")
	}
}
