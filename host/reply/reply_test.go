package reply_test

import (
	"math"
	"net/http"
	"net/http/httptest"
	"testing"

	"systembus/host/reply"
)

func TestReply(t *testing.T) {
	for name, tc := range map[string]struct {
		answer func(http.ResponseWriter)
		status int
		body   string
	}{
		"a document": {
			func(w http.ResponseWriter) {
				reply.JSON(w, http.StatusAccepted, map[string]any{"ok": true, "events": 2})
			},
			http.StatusAccepted, `{"events":2,"ok":true}` + "\n",
		},
		"a document for people": {
			func(w http.ResponseWriter) { reply.Indented(w, http.StatusOK, map[string]any{"ok": true}) },
			http.StatusOK, "{\n  \"ok\": true\n}\n",
		},
		"an error": {
			func(w http.ResponseWriter) { reply.Error(w, http.StatusNotFound, `no "x"`) },
			http.StatusNotFound, `{"error":{"message":"no \"x\"","status":404}}` + "\n",
		},
		"what JSON cannot hold": {
			func(w http.ResponseWriter) { reply.JSON(w, http.StatusOK, math.Inf(1)) },
			http.StatusInternalServerError,
			`{"error":{"message":"the answer could not be encoded: json: unsupported value: +Inf","status":500}}` + "\n",
		},
		"what JSON cannot hold, for people": {
			func(w http.ResponseWriter) { reply.Indented(w, http.StatusOK, math.Inf(1)) },
			http.StatusInternalServerError,
			`{"error":{"message":"the document could not be encoded: json: unsupported value: +Inf","status":500}}` + "\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			tc.answer(w)
			if w.Code != tc.status || w.Body.String() != tc.body {
				t.Errorf("got %d %q, want %d %q", w.Code, w.Body, tc.status, tc.body)
			}
			if got := w.Header().Get("Content-Type"); got != "application/json; charset=utf-8" {
				t.Errorf("Content-Type is %q", got)
			}
			if got := w.Header().Get("Cache-Control"); got != "no-store" {
				t.Errorf("Cache-Control is %q", got)
			}
		})
	}
}
