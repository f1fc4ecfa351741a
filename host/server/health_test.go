package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"systembus/host/server"
)

func TestAskHealth(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/draining":
			http.Error(w, `{"reasons": ["draining"]}`, http.StatusServiceUnavailable)
		case "/slow":
			<-r.Context().Done()
		}
	}))
	defer s.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	tests := []struct {
		name, url string
		want      server.Trouble
		says      string
	}{
		{"ready", s.URL + "/readyz", "", ""},
		{"draining", s.URL + "/draining", server.NotReady, `answers 503 Service Unavailable: {"reasons": ["draining"]}`},
		{"nobody there", gone.URL, server.Refused, "connection refused"},
		{"silence", s.URL + "/slow", server.NoAnswer, "context deadline exceeded"},
		{"no such name", "http://nobody.invalid/readyz", server.UnknownName, "nobody.invalid"},
		{"no URL", "http://[", server.NotReady, "missing ']'"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			patience := 30 * time.Second
			if tt.want == server.NoAnswer {
				patience = 50 * time.Millisecond
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			got := server.AskHealth(ctx, tt.url)
			if tt.want == server.UnknownName && got.Trouble != tt.want {
				t.Skipf("there is no name server here: %+v", got)
			}
			if got.OK != (tt.want == "") || got.Trouble != tt.want || !strings.Contains(got.Text, tt.says) {
				t.Errorf("got %+v, want %q with %q", got, tt.want, tt.says)
			}
		})
	}
}
