// Package intake takes what other programs of the same owner hand in under
// /internal: events to send, and requests to agents, whose results are files
// that both sides read. Whoever calls it has shown the token already.
package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"systembus/host/reply"
)

const (
	// maxBody bounds what is handed in, in bytes.
	maxBody = 4 << 20
	// defaultWait and longestWait bound how long an await lasts.
	defaultWait = time.Minute
	longestWait = time.Hour
	// look is the time between two looks for a result.
	look = 250 * time.Millisecond
	// Requested is the event by which an agent is asked for.
	Requested = "system/agent.requested"
)

// Options say what a handler works with.
type Options struct {
	// Send sends a JSON array of events to the Inngest server and gives their
	// ids.
	Send func(ctx context.Context, events json.RawMessage) ([]string, error)
	// Inbox holds the results of agents.
	Inbox Inbox
	// Draining says that the worker is on its way out, so nothing is waited
	// for any longer.
	Draining func() bool
	Log      *slog.Logger
}

// Handler answers /internal/.
func Handler(o Options) http.Handler {
	r := chi.NewRouter()
	r.Post("/internal/queue/enqueue", o.enqueue)
	r.Post("/internal/agent-dispatch", o.dispatch)
	r.Post("/internal/agent-result", o.put)
	r.Get("/internal/agent-result/{id}", o.get)
	r.Get("/internal/agent-await/{id}", o.await)
	r.NotFound(func(w http.ResponseWriter, r *http.Request) {
		reply.Error(w, http.StatusNotFound, "there is nothing at "+r.URL.Path)
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		reply.Error(w, http.StatusMethodNotAllowed, r.Method+" is not allowed here")
	})
	return r
}

// An event is one as it is sent.
type event struct {
	Name string         `json:"name"`
	Data map[string]any `json:"data"`
	ID   string         `json:"id,omitempty"`
	User map[string]any `json:"user,omitempty"`
}

// enqueue sends one event.
func (o Options) enqueue(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name     string         `json:"name"`
		Source   string         `json:"source"`
		Data     map[string]any `json:"data"`
		EventID  string         `json:"eventId"`
		Priority *float64       `json:"priority"`
		Metadata map[string]any `json:"metadata"`
	}
	if !read(w, r, &in) {
		return
	}
	if problem := name(in.Name); problem != "" {
		reply.Error(w, http.StatusBadRequest, problem)
		return
	}
	e := event{Name: in.Name, Data: in.Data, ID: in.EventID, User: map[string]any{}}
	if e.Data == nil {
		e.Data = map[string]any{}
	}
	if in.Source != "" {
		e.User["source"] = in.Source
	}
	if in.Priority != nil {
		e.User["priority"] = *in.Priority
	}
	if in.Metadata != nil {
		e.User["metadata"] = in.Metadata
	}
	ids, ok := o.send(w, r, e)
	if ok {
		reply.JSON(w, http.StatusAccepted, map[string]any{"ok": true, "eventIds": ids})
	}
}

// name says what is wrong with an event's name.
func name(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return `"name": want an event's name, such as "shop/order.placed"`
	case strings.HasPrefix(strings.ToLower(s), "inngest/"):
		return `"name": names that start with inngest/ are the server's own`
	}
	return ""
}

// dispatch asks for an agent, once for each request id.
func (o Options) dispatch(w http.ResponseWriter, r *http.Request) {
	var data map[string]any
	if !read(w, r, &data) {
		return
	}
	id, _ := data["requestId"].(string)
	if !safe(id) {
		reply.Error(w, http.StatusBadRequest, badID)
		return
	}
	switch held, err := o.Inbox.Get(id); {
	case err == nil:
		reply.JSON(w, http.StatusOK, map[string]any{"ok": true, "requestId": id, "deduped": true, "status": held.Status})
		return
	case !errors.Is(err, ErrNoResult):
		o.broken(w, r, err)
		return
	}
	ids, ok := o.send(w, r, event{Name: Requested, Data: data, ID: "agent-request-" + id})
	if ok {
		reply.JSON(w, http.StatusAccepted, map[string]any{"ok": true, "requestId": id, "deduped": false, "eventIds": ids})
	}
}

// put keeps a result.
func (o Options) put(w http.ResponseWriter, r *http.Request) {
	var body json.RawMessage
	if !read(w, r, &body) {
		return
	}
	result, err := parse(body)
	if err != nil {
		reply.Error(w, http.StatusBadRequest, err.Error())
		return
	}
	if err := o.Inbox.Put(result); err != nil {
		o.broken(w, r, err)
		return
	}
	reply.JSON(w, http.StatusOK, map[string]any{"ok": true, "requestId": result.RequestID})
}

// get answers with a result as it was put.
func (o Options) get(w http.ResponseWriter, r *http.Request) {
	id := chi.URLParam(r, "id")
	if !safe(id) {
		reply.Error(w, http.StatusBadRequest, badID)
		return
	}
	result, err := o.Inbox.Get(id)
	switch {
	case errors.Is(err, ErrNoResult):
		reply.Error(w, http.StatusNotFound, "there is no result of "+id+" yet")
	case err != nil:
		o.broken(w, r, err)
	default:
		reply.JSON(w, http.StatusOK, result.Text)
	}
}

// await answers when the result is there and final: 200, or 500 for a failed
// one; 504 when it has not come in time.
func (o Options) await(w http.ResponseWriter, r *http.Request) {
	id, wait := chi.URLParam(r, "id"), defaultWait
	if text := r.URL.Query().Get("timeoutMs"); text != "" {
		ms, err := strconv.ParseInt(text, 10, 64)
		if err != nil || ms < 0 || ms > longestWait.Milliseconds() {
			reply.Error(w, http.StatusBadRequest, fmt.Sprintf("timeoutMs: want a number of milliseconds up to %d", longestWait.Milliseconds()))
			return
		}
		wait = time.Duration(ms) * time.Millisecond
	}
	if !safe(id) {
		reply.Error(w, http.StatusBadRequest, badID)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), wait)
	defer cancel()
	for {
		result, err := o.Inbox.Get(id)
		switch {
		case err == nil && result.Failed():
			reply.JSON(w, http.StatusInternalServerError, result.Text)
			return
		case err == nil && result.Final():
			reply.JSON(w, http.StatusOK, result.Text)
			return
		case err != nil && !errors.Is(err, ErrNoResult):
			o.broken(w, r, err)
			return
		case o.Draining != nil && o.Draining():
			w.Header().Set("Retry-After", "1")
			reply.Error(w, http.StatusServiceUnavailable, "the worker stops: ask the next one")
			return
		}
		select {
		case <-ctx.Done():
			reply.Error(w, http.StatusGatewayTimeout, fmt.Sprintf("no result of %s within %v", id, wait))
			return
		case <-time.After(look):
		}
	}
}

// send sends one event, or answers why it could not be sent.
func (o Options) send(w http.ResponseWriter, r *http.Request, e event) ([]string, bool) {
	text, err := json.Marshal([]event{e})
	if err != nil {
		reply.Error(w, http.StatusBadRequest, err.Error())
		return nil, false
	}
	ids, err := o.Send(r.Context(), text)
	if err != nil {
		o.Log.WarnContext(r.Context(), "an event that was handed in could not be sent", "event", e.Name, "error", err)
		w.Header().Set("Retry-After", "5")
		reply.Error(w, http.StatusServiceUnavailable, "the Inngest server did not take the event: send it again later, with an eventId so that it cannot come twice")
		return nil, false
	}
	return ids, true
}

// broken answers for what is wrong on this side; the log has the details.
func (o Options) broken(w http.ResponseWriter, r *http.Request, err error) {
	o.Log.ErrorContext(r.Context(), "the inbox of agents", "path", r.URL.Path, "error", err)
	reply.Error(w, http.StatusInternalServerError, "the inbox could not be read or written; the worker's log has the details")
}

// read decodes the body, or answers what is wrong with it.
func read(w http.ResponseWriter, r *http.Request, into any) bool {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); !strings.EqualFold(strings.TrimSpace(kind), "application/json") {
		reply.Error(w, http.StatusUnsupportedMediaType, "send JSON, and say so: Content-Type: application/json")
		return false
	}
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	in.DisallowUnknownFields()
	err := in.Decode(into)
	if err == nil && in.More() {
		err = errors.New("there is more than one value")
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		reply.Error(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", maxBody))
		return false
	}
	if err != nil {
		reply.Error(w, http.StatusBadRequest, "the body: "+err.Error())
		return false
	}
	return true
}
