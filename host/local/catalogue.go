package local

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"
)

// appView is an app in /v2/apps.
type appView struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	SDK       string `json:"sdk"`
	Functions int    `json:"functionCount"`
}

// functionView is a function in /v2/apps/{app}/functions. Its id is without
// the app's prefix, as on a server.
type functionView struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Slug     string          `json:"slug"`
	App      string          `json:"appId"`
	Triggers json.RawMessage `json:"triggers"`
}

func (f *function) view() functionView {
	var c struct {
		Triggers json.RawMessage `json:"triggers"`
	}
	_ = json.Unmarshal(f.config, &c) // it was read when it was registered
	id := f.id
	if prefix := f.app + "-"; len(id) > len(prefix) && id[:len(prefix)] == prefix {
		id = id[len(prefix):]
	}
	return functionView{ID: id, Name: f.name, Slug: f.id, App: f.app, Triggers: orNull(c.Triggers)}
}

func (e *Executor) serveApps(w http.ResponseWriter, _ *http.Request) {
	e.mu.Lock()
	views := []appView{}
	for _, a := range e.sortedApps() {
		views = append(views, appView{ID: a.id, Name: a.id, URL: a.url, SDK: a.sdk, Functions: len(a.functions)})
	}
	e.unlock()
	reply(w, http.StatusOK, map[string]any{"data": views, "page": map[string]any{"hasMore": false}})
}

func (e *Executor) serveFunctions(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	a := e.apps[chi.URLParam(r, "app")]
	views := []functionView{}
	if a != nil {
		for _, id := range a.functions {
			views = append(views, e.fns[id].view())
		}
	}
	e.unlock()
	if a == nil {
		refuse(w, http.StatusNotFound, errUnknownApp)
		return
	}
	reply(w, http.StatusOK, map[string]any{"data": views, "page": map[string]any{"hasMore": false}})
}

// serveDev is how SDKs tell that a dev server is there, and people what it
// knows.
func (e *Executor) serveDev(w http.ResponseWriter, _ *http.Request) {
	if e.signing != "" {
		// A self-hosted server has no /dev.
		refuse(w, http.StatusNotFound, errNoDev)
		return
	}
	e.mu.Lock()
	functions := []json.RawMessage{}
	for _, f := range e.functions() {
		functions = append(functions, mustJSON(struct {
			functionView
			Config json.RawMessage `json:"config"`
		}{f.view(), f.config}))
	}
	handlers := []map[string]any{}
	for _, a := range e.sortedApps() {
		handlers = append(handlers, map[string]any{"appName": a.id, "url": a.url, "sdk": a.sdk})
	}
	e.unlock()
	reply(w, http.StatusOK, map[string]any{
		"version": "embedded", "functions": functions, "handlers": handlers,
		"isSingleNodeService": false, "isMissingSigningKey": false, "isMissingEventKeys": false,
	})
}
