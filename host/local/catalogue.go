package local

import (
	"encoding/json"
	"net/http"
	"strings"

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
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Slug     string        `json:"slug"`
	App      appRef        `json:"app"`
	Triggers []triggerView `json:"triggers"`
}

type appRef struct {
	ID string `json:"id"`
}

type triggerView struct {
	Type  string `json:"type"` // "EVENT" or "CRON"
	Value string `json:"value"`
	If    string `json:"if,omitempty"`
}

func (f *function) view() functionView {
	v := functionView{ID: f.shortID(), Name: f.name, Slug: f.id, App: appRef{f.app}, Triggers: []triggerView{}}
	for _, t := range f.triggers {
		switch {
		case t.cron != "":
			v.Triggers = append(v.Triggers, triggerView{Type: "CRON", Value: t.cron})
		case t.match != nil:
			v.Triggers = append(v.Triggers, triggerView{Type: "EVENT", Value: t.event, If: t.match.source})
		default:
			v.Triggers = append(v.Triggers, triggerView{Type: "EVENT", Value: t.event})
		}
	}
	return v
}

// shortID is the id without the app's prefix.
func (f *function) shortID() string { return strings.TrimPrefix(f.id, f.app+"-") }

func (e *Executor) serveApps(w http.ResponseWriter, _ *http.Request) {
	e.mu.Lock()
	views := []appView{}
	for _, a := range e.sortedApps() {
		views = append(views, appView{ID: a.id, Name: a.id, URL: a.url, SDK: a.sdk, Functions: len(a.functions)})
	}
	e.unlock()
	replyPage(w, views)
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
	replyPage(w, views)
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
