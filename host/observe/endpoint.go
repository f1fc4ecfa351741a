package observe

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"systembus/host/reply"
)

// maxBody bounds what a request to the endpoint may bring.
const maxBody = 1 << 20

// tokenHeaders may carry the token.
var tokenHeaders = []string{TokenHeader, "X-Internal-Token"}

// An Endpoint answers POST /observability/emit: other programs hand it an
// event in the form that scripts emit, or an array of them.
//
// It answers 200 with the receipt (for an array, {"ok", "receipts"}), 400 for
// what is no event, 401 without the token, 404 while the worker has none, 413 for a body over a megabyte, 415
// for one that is not JSON and 503 when an event could not be kept.
type Endpoint struct {
	Pipeline *Pipeline
	// Token gives what must come in a header.
	Token func() string
	// Open lets everybody emit while there is no token. Otherwise the endpoint
	// is not there without one.
	Open bool
}

// ServeHTTP implements http.Handler.
func (e *Endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	token := e.Token()
	if token == "" && !e.Open {
		reject(w, http.StatusNotFound, "events are not taken here: the worker has no OTEL_EMIT_TOKEN")
		return
	}
	if token != "" && !allowed(r, token) {
		reject(w, http.StatusUnauthorized, "the token is missing or wrong: send it as x-otel-emit-token")
		return
	}
	if kind := r.Header.Get("Content-Type"); kind != "" {
		if media, _, err := mime.ParseMediaType(kind); err != nil || media != "application/json" {
			reject(w, http.StatusUnsupportedMediaType, "want application/json")
			return
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		reject(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", maxBody))
		return
	case err != nil:
		reject(w, http.StatusBadRequest, "the body could not be read: "+err.Error())
		return
	}
	var events []json.RawMessage
	if json.Unmarshal(body, &events) == nil && events != nil {
		e.many(w, r, events)
		return
	}
	receipt := e.Pipeline.Emit(r.Context(), body)
	reply.JSON(w, status(receipt), struct {
		OK bool `json:"ok"`
		Receipt
	}{status(receipt) == http.StatusOK, receipt})
}

// many takes an array of events. The status is the worst of them.
func (e *Endpoint) many(w http.ResponseWriter, r *http.Request, events []json.RawMessage) {
	worst := http.StatusOK
	texts := make([][]byte, len(events))
	for i, event := range events {
		texts[i] = event
	}
	receipts := e.Pipeline.EmitAll(r.Context(), texts...)
	for _, receipt := range receipts {
		worst = max(worst, status(receipt))
	}
	reply.JSON(w, worst, map[string]any{"ok": worst == http.StatusOK, "receipts": receipts})
}

// status is the HTTP status for a receipt.
func status(r Receipt) int {
	switch {
	case r.DropReason == DroppedInvalid:
		return http.StatusBadRequest
	case r.DropReason == DroppedClosed:
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}

// allowed compares in a time that does not tell how much of a token is right.
func allowed(r *http.Request, token string) bool {
	want := sha256.Sum256([]byte(token))
	ok := 0
	for _, name := range tokenHeaders {
		got := sha256.Sum256([]byte(r.Header.Get(name)))
		ok |= subtle.ConstantTimeCompare(got[:], want[:])
	}
	return ok == 1
}

func reject(w http.ResponseWriter, code int, message string) {
	reply.JSON(w, code, map[string]any{"ok": false, "error": message})
}
