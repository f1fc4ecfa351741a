package webhook

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"time"

	"github.com/go-chi/chi/v5"

	"systembus/host/isolate"
	"systembus/host/reply"
)

// challengeToken is all that the worker signs for a stranger: no JSON that a
// provider would deliver looks like it, and a body that does is refused.
var challengeToken = regexp.MustCompile(`^[A-Za-z0-9_-]{1,128}$`)

// list answers GET /webhooks.
func (r *Router) list(w http.ResponseWriter, _ *http.Request) {
	routes := []string{}
	for _, p := range r.Providers() {
		routes = append(routes, p.Route)
	}
	reply.JSON(w, http.StatusOK, map[string]any{"providers": routes})
}

// challenge answers GET /webhooks/{provider}.
func (r *Router) challenge(w http.ResponseWriter, req *http.Request) {
	p, ok := r.provider(chi.URLParam(req, "provider"))
	if !ok {
		reply.Error(w, http.StatusNotFound, "there is no webhook of this name")
		return
	}
	if p.Challenge == nil || p.Challenge.Kind == "echo" {
		w.Header().Set("Allow", "POST")
		reply.Error(w, http.StatusMethodNotAllowed, "this webhook has no challenge; allowed: POST")
		return
	}
	client, _ := r.o.Proxies.client(req)
	if wait := r.challenges.count(limitKey(p.Route, client), r.o.Now()); wait > 0 {
		_ = r.answer(w, req, p, &failure{status: http.StatusTooManyRequests, reason: "limited", text: "too many challenges; wait", after: wait})
		return
	}
	if err := r.solve(w, req, p); err != nil {
		_ = r.answer(w, req, p, err)
	}
}

// solve answers a challenge, or says why not.
func (r *Router) solve(w http.ResponseWriter, req *http.Request, p *Provider) error {
	if err := p.usable(r.o.Secrets); err != nil {
		return &failure{status: http.StatusServiceUnavailable, reason: "secret", text: "this webhook is not configured", cause: err, after: time.Minute}
	}
	ch := p.Challenge
	if ch.Kind == "hmac" {
		token := req.URL.Query().Get(ch.Parameter)
		if !challengeToken.MatchString(token) {
			return refuse(http.StatusBadRequest, "challenge", "the parameter "+ch.Parameter+" must have 1 to 128 letters, digits, - and _")
		}
		sum, err := p.Verify.MAC([]byte(token), p.Verify.Active(r.o.Secrets)[0])
		if err != nil {
			return err
		}
		reply.JSON(w, http.StatusOK, map[string]string{ch.Field: ch.Prefix + sum})
		return nil
	}
	query := map[string]string{}
	for name, values := range req.URL.Query() {
		query[name] = values[len(values)-1]
	}
	text, err := r.call(req.Context(), p, isolate.WebhookCall{Method: "challenge", Query: query, Headers: flatten(req.Header)})
	if err != nil {
		return err
	}
	var answer struct {
		Status      int             `json:"status"`
		Body        json.RawMessage `json:"body"`
		ContentType string          `json:"contentType"`
	}
	if err := json.Unmarshal(text, &answer); err != nil || answer.Status != 0 && (answer.Status < 200 || answer.Status > 599) {
		return &failure{status: http.StatusInternalServerError, reason: "script", text: "the provider's script failed", cause: err}
	}
	body, kind := string(answer.Body), "application/json; charset=utf-8"
	var plain string
	if json.Unmarshal(answer.Body, &plain) == nil {
		body, kind = plain, "text/plain; charset=utf-8"
	}
	if answer.ContentType != "" {
		kind = answer.ContentType
	}
	w.Header().Set("Content-Type", r.o.Redact(kind))
	w.Header().Set("Cache-Control", "no-store")
	if answer.Status != 0 {
		w.WriteHeader(answer.Status)
	}
	_, _ = io.WriteString(w, r.o.Redact(body))
	return nil
}
