package local

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
)

// api is the part of a server's HTTP API that SDKs and people use.
func (e *Executor) api() http.Handler {
	r := chi.NewRouter()
	r.Get("/health", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, map[string]any{"status": http.StatusOK, "message": "OK"})
	})
	r.Post("/e/{key}", e.serveEvents)
	r.Post("/e", e.serveEvents)
	r.Group(func(r chi.Router) {
		r.Use(e.guard)
		r.Post("/fn/register", e.serveRegister)
		r.Get("/dev", e.serveDev)
		r.Get("/v0/runs/{run}/batch", e.serveBatch)
		r.Get("/v0/runs/{run}/actions", e.serveActions)
		r.Post("/v1/signals", e.serveSignal)
		r.Post("/v1/checkpoint/{run}/async", e.serveCheckpoint)
		r.Post("/v1/realtime/publish", e.servePublish)
		r.Get("/v2/apps", e.serveApps)
		r.Get("/v2/apps/{app}/functions", e.serveFunctions)
		r.Post("/v2/apps/{app}/functions/{function}/invoke", e.serveInvoke)
		r.Get("/v2/runs", e.serveRuns)
		r.Get("/v2/runs/{run}", e.serveRun)
		r.Get("/v2/events/{event}/runs", e.serveRuns)
		r.Post("/v2/runs/{run}/cancel", e.serveCancel)
		r.Post("/v2/runs/{run}/rerun", e.serveRerun)
		r.Delete("/v1/runs/{run}", e.serveCancel)
	})
	return r
}

// guard lets only holders of the signing key through.
func (e *Executor) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.authorized(r) {
			refuse(w, http.StatusUnauthorized, errors.New("the signing key is missing or wrong"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func reply(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // the caller may be gone
}

// replyData answers with one thing, in the envelope of the v2 API.
func replyData(w http.ResponseWriter, data any) {
	reply(w, http.StatusOK, map[string]any{"data": data, "metadata": metadata()})
}

// replyPage answers with the only page of a list.
func replyPage(w http.ResponseWriter, data any) {
	reply(w, http.StatusOK, map[string]any{"data": data, "metadata": metadata(), "page": map[string]any{"hasMore": false}})
}

func metadata() map[string]any {
	return map[string]any{"fetchedAt": time.Now().UTC(), "cachedUntil": nil}
}

func refuse(w http.ResponseWriter, status int, err error) {
	reply(w, status, map[string]any{"error": err.Error(), "status": status})
}

// read gives a request's body, or answers the request and gives nil.
func read(w http.ResponseWriter, r *http.Request) []byte {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxState))
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, err)
		return nil
	}
	if body == nil {
		body = []byte{}
	}
	return body
}

func (e *Executor) serveRegister(w http.ResponseWriter, r *http.Request) {
	body := read(w, r)
	if body == nil {
		return
	}
	if want := r.Header.Get("X-Inngest-Expected-Server-Kind"); want != "" && want != e.kind() {
		refuse(w, http.StatusBadRequest, errors.New("expected server kind "+want+", got "+e.kind()))
		return
	}
	got, err := e.register(body)
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{
		"ok": true, "modified": got.modified, "app_id": got.app.uuid, "sync_id": newID(time.Now()),
	})
}

func (e *Executor) serveEvents(w http.ResponseWriter, r *http.Request) {
	body := read(w, r)
	if body == nil {
		return
	}
	events := []Event{}
	err := json.Unmarshal(body, &events)
	if err != nil {
		events = make([]Event, 1)
		err = json.Unmarshal(body, &events[0])
	}
	ids := []string{}
	if err == nil {
		ids, err = e.accept(events, parseSeed(r.Header.Get("X-Inngest-Event-Id-Seed")))
	}
	if err != nil {
		reply(w, http.StatusBadRequest, map[string]any{"ids": []string{}, "status": http.StatusBadRequest, "error": err.Error()})
		return
	}
	reply(w, http.StatusOK, map[string]any{"ids": ids, "status": http.StatusOK})
}

// withRun answers 404 for an unknown run, else calls do with the lock held
// and answers what it gives.
func (e *Executor) withRun(w http.ResponseWriter, r *http.Request, do func(*run) any) {
	e.mu.Lock()
	run := e.runs[chi.URLParam(r, "run")]
	var body any
	if run != nil {
		body = do(run)
	}
	e.unlock()
	if run == nil {
		refuse(w, http.StatusNotFound, ErrUnknownRun)
		return
	}
	reply(w, http.StatusOK, body)
}

func (e *Executor) serveBatch(w http.ResponseWriter, r *http.Request) {
	e.withRun(w, r, func(r *run) any { return r.snapshot().Events })
}

func (e *Executor) serveActions(w http.ResponseWriter, r *http.Request) {
	e.withRun(w, r, func(r *run) any {
		return r.state()
	})
}

func (e *Executor) serveRun(w http.ResponseWriter, r *http.Request) {
	run, ok := e.Lookup(chi.URLParam(r, "run"))
	if !ok {
		refuse(w, http.StatusNotFound, ErrUnknownRun)
		return
	}
	replyData(w, run.view(r.URL.Query().Get("includeOutput") == "true"))
}

func (e *Executor) serveRuns(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	views := []runView{}
	event := chi.URLParam(r, "event") // empty for the runs of all events
	for _, run := range e.Runs() {
		if event != "" && !slices.ContainsFunc(run.Events, func(v Event) bool { return v.ID == event }) {
			continue
		}
		v := run.view(q.Get("includeOutput") == "true")
		if want := q.Get("status"); want != "" && want != v.Status {
			continue
		}
		if want := q.Get("app_id"); want != "" && want != run.App {
			continue
		}
		if want := q.Get("function_id"); want != "" && want != run.Function && want != v.Function.ID {
			continue
		}
		views = append(views, v)
	}
	slices.Reverse(views) // the latest first
	replyPage(w, views)
}

func (e *Executor) serveCancel(w http.ResponseWriter, r *http.Request) {
	id := chi.URLParam(r, "run")
	if err := e.Cancel(r.Context(), id); err != nil {
		refuse(w, http.StatusNotFound, err)
		return
	}
	run, _ := e.Lookup(id)
	replyData(w, run.view(false))
}

func (e *Executor) serveInvoke(w http.ResponseWriter, r *http.Request) {
	body := read(w, r)
	if body == nil {
		return
	}
	var in struct {
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(body, &in); err != nil && len(body) > 0 {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	id, err := e.Invoke(r.Context(), chi.URLParam(r, "app")+"-"+chi.URLParam(r, "function"), in.Data)
	switch {
	case errors.Is(err, ErrUnknownFunction):
		refuse(w, http.StatusNotFound, err)
	case err != nil:
		refuse(w, http.StatusBadRequest, err)
	default:
		replyData(w, map[string]string{"runId": id})
	}
}

func (e *Executor) serveSignal(w http.ResponseWriter, r *http.Request) {
	body := read(w, r)
	if body == nil {
		return
	}
	var in struct {
		Signal string          `json:"signal"`
		Data   json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	id, ok := e.Signal(in.Signal, in.Data)
	if !ok {
		refuse(w, http.StatusNotFound, errors.New("nothing waits for the signal "+in.Signal))
		return
	}
	reply(w, http.StatusOK, map[string]any{"data": map[string]string{"run_id": id}, "metadata": map[string]any{}})
}

// servePublish takes what step.realtime.publish sends; the observer is the
// only subscriber.
func (e *Executor) servePublish(w http.ResponseWriter, r *http.Request) {
	body := read(w, r)
	if body == nil {
		return
	}
	q := r.URL.Query()
	output := json.RawMessage(body)
	if !json.Valid(body) {
		output = mustJSON(string(body))
	}
	e.mu.Lock()
	e.notify(Notice{Kind: Published, Run: q.Get("run_id"), Output: output,
		Message: q.Get("channel") + " " + strings.Join(q["topic"], ",")})
	e.unlock()
	w.WriteHeader(http.StatusOK)
}
