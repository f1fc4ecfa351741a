// Package reply writes the JSON answers of the worker's own routes: one shape
// for what went well, one for errors, and nothing that a cache may keep.
package reply

import (
	"encoding/json"
	"net/http"
)

// JSON answers with status and v, on one line. A v that cannot be encoded is
// answered 500, whatever status says: half a document is none.
func JSON(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		Error(w, http.StatusInternalServerError, "the answer could not be encoded: "+err.Error())
		return
	}
	write(w, status, text)
}

// Indented is JSON for people who look with curl.
func Indented(w http.ResponseWriter, status int, v any) {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		Error(w, http.StatusInternalServerError, "the document could not be encoded: "+err.Error())
		return
	}
	write(w, status, text)
}

// Error answers {"error": {"status", "message"}}. The message is read by
// strangers: no stack, no path, no secret belongs in it.
func Error(w http.ResponseWriter, status int, message string) {
	JSON(w, status, map[string]any{"error": map[string]any{"status": status, "message": message}})
}

func write(w http.ResponseWriter, status int, text []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // to a client that may have left
}
