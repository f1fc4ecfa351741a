package webhook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"systembus/host/isolate"
	"systembus/host/outbox"
	"systembus/host/reply"
	"systembus/host/signature"
)

// A failure is an answer other than acceptance.
type failure struct {
	status int
	// reason is a short name, for metrics.
	reason string
	// text is for the client: never a secret, nor a stack.
	text string
	// cause is for the log.
	cause error
	// after is how long the client should wait.
	after time.Duration
}

// Error implements error.
func (f *failure) Error() string { return f.text }

func refuse(status int, reason, text string) *failure {
	return &failure{status: status, reason: reason, text: text}
}

// An acceptance is the answer to a delivery that was accepted.
type acceptance struct {
	OK bool `json:"ok"`
	// Status repeats the HTTP status, as the answer of the event API does.
	Status     int      `json:"status"`
	Events     int      `json:"events"`
	Duplicates int      `json:"duplicates"`
	IDs        []string `json:"ids"`
	Note       string   `json:"note,omitempty"`

	echo string // answered in place of all that
}

// receive answers POST /webhooks/{provider}.
func (r *Router) receive(w http.ResponseWriter, req *http.Request) {
	begin := time.Now()
	route := chi.URLParam(req, "provider")
	p, ok := r.provider(route)
	if !ok {
		r.note(Delivery{Status: http.StatusNotFound, Reason: "unknown", Duration: time.Since(begin)})
		reply.Error(w, http.StatusNotFound, "there is no webhook of this name")
		return
	}
	ctx, span := trace.SpanFromContext(req.Context()).TracerProvider().Tracer("systembus/host/webhook").
		Start(req.Context(), "webhook.handler", trace.WithAttributes(attribute.String("webhook.provider", route)))
	defer span.End()
	d := Delivery{Provider: route, Status: http.StatusOK, Reason: "accepted"}
	got, err := r.deliver(ctx, w, req, p)
	switch {
	case err != nil:
		f := r.answer(w, req, p, err)
		d.Status, d.Reason = f.status, f.reason
		if f.status >= 500 {
			span.SetStatus(codes.Error, f.text)
		}
	case got.echo != "":
		d.Reason = "challenge"
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, got.echo)
	default:
		d.Events, d.Duplicates = got.Events, got.Duplicates
		switch {
		case got.Events == 0 && got.Duplicates == 0:
			d.Reason = "ignored"
		case got.Events == 0:
			d.Reason = "duplicate"
		}
		for i, id := range got.IDs {
			got.IDs[i] = r.o.Redact(id)
		}
		reply.JSON(w, http.StatusOK, got)
	}
	d.Duration = time.Since(begin)
	span.SetAttributes(attribute.String("webhook.outcome", d.Reason), attribute.Int("webhook.events", d.Events),
		attribute.Int("webhook.duplicates", d.Duplicates), attribute.Int("http.response.status_code", d.Status))
	r.note(d)
}

// answer writes what a failure comes to and logs it.
func (r *Router) answer(w http.ResponseWriter, req *http.Request, p *Provider, err error) *failure {
	f, ok := errors.AsType[*failure](err)
	if !ok {
		f = &failure{status: http.StatusInternalServerError, reason: "error", text: "the worker made a mistake; its log has the details", cause: err}
	}
	if f.after > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(f.after.Seconds())+1))
	}
	level, attrs := r.o.Log.Debug, []any{"provider", p.Route, "status", f.status, "reason", f.reason}
	switch {
	case f.status >= 500:
		level = r.o.Log.Error
	case f.status == http.StatusUnauthorized:
		level = r.o.Log.Warn
	}
	if f.cause != nil {
		attrs = append(attrs, "error", f.cause)
	}
	if client, _ := r.o.Proxies.client(req); client.IsValid() {
		attrs = append(attrs, "client", client.String())
	}
	level("a webhook was not accepted: "+f.text, attrs...)
	reply.Error(w, f.status, r.o.Redact(f.text))
	return f
}

// deliver does everything that a delivery needs, in the order in which it is
// safe to: what costs little and tells nothing first, the provider's script
// once it is known who sent the body, and acceptance last.
func (r *Router) deliver(ctx context.Context, w http.ResponseWriter, req *http.Request, p *Provider) (*acceptance, error) {
	client, shared := r.o.Proxies.client(req)
	key := limitKey(p.Route, client)
	if shared && client.IsValid() {
		r.proxyTold.Do(func() {
			r.o.Log.Warn("webhooks come through a proxy that is not trusted, so that all clients look like one: name it with --trusted-proxy", "proxy", client.String())
		})
	}
	wait := r.failures.wait(key, r.o.Now())
	if wait > 0 && !shared { // Behind an unknown proxy others have the address too.
		return nil, &failure{status: http.StatusTooManyRequests, reason: "limited", text: "too many deliveries were refused; wait", after: wait}
	}
	if err := p.acceptable(req); err != nil {
		return nil, err
	}
	body, err := p.read(w, req)
	if err != nil {
		return nil, err
	}
	headers := flatten(req.Header)
	if err := r.verify(ctx, p, req, headers, body); err != nil {
		if f, ok := errors.AsType[*failure](err); ok && f.status == http.StatusUnauthorized {
			if wait := r.failures.count(key, r.o.Now()); wait > 0 {
				return nil, &failure{status: http.StatusTooManyRequests, reason: "limited", text: "too many deliveries were refused; wait", after: wait}
			}
		}
		return nil, err
	}
	if ch := p.Challenge; ch != nil && ch.Kind == "echo" {
		if value := req.Header.Get(ch.Header); value != "" {
			return &acceptance{echo: value}, nil
		}
	}
	if err := checkDepth(body); err != nil {
		return nil, refuse(http.StatusBadRequest, "malformed", err.Error())
	}
	text, err := r.call(ctx, p, isolate.WebhookCall{Method: "normalize", Body: body, Headers: headers})
	if err != nil {
		return nil, err
	}
	events, err := p.events(text, r.o.Now())
	if err != nil {
		return nil, &failure{status: http.StatusInternalServerError, reason: "script", text: "the provider's script made no events of this", cause: err}
	}
	return r.accept(ctx, p, events)
}

// acceptable checks what the headers say of the body.
func (p *Provider) acceptable(req *http.Request) error {
	if coding := req.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return refuse(http.StatusUnsupportedMediaType, "encoding", "a compressed body is not accepted")
	}
	if given := req.Header.Get("Content-Type"); given != "" {
		kind, _, err := mime.ParseMediaType(given)
		ok := kind == "application/json" || strings.HasPrefix(kind, "application/") && strings.HasSuffix(kind, "+json")
		if p.ContentTypes != nil {
			ok = slices.ContainsFunc(p.ContentTypes, func(t string) bool { return strings.EqualFold(t, kind) })
		}
		if err != nil || !ok {
			return refuse(http.StatusUnsupportedMediaType, "type", "the body must be JSON, and its Content-Type say so")
		}
	}
	if req.ContentLength > p.maxBody() {
		return p.tooLarge()
	}
	return nil
}

func (p *Provider) maxBody() int64 {
	if p.MaxBody > 0 {
		return p.MaxBody
	}
	return DefaultMaxBody
}

func (p *Provider) tooLarge() error {
	return refuse(http.StatusRequestEntityTooLarge, "size", fmt.Sprintf("the body is larger than %d bytes", p.maxBody()))
}

// read reads the body, and no more of it than is accepted.
func (p *Provider) read(w http.ResponseWriter, req *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, p.maxBody()))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, p.tooLarge()
	}
	if err != nil {
		return nil, &failure{status: http.StatusBadRequest, reason: "cut", text: "the body did not arrive whole", cause: err}
	}
	return body, nil
}

// verify gives nil when the provider has sent the body.
func (r *Router) verify(ctx context.Context, p *Provider, req *http.Request, headers map[string]string, body []byte) error {
	if err := p.usable(r.o.Secrets); err != nil {
		return &failure{status: http.StatusServiceUnavailable, reason: "secret", text: "this webhook is not configured", cause: err, after: time.Minute}
	}
	if p.Verify == nil {
		answer, err := r.call(ctx, p, isolate.WebhookCall{Method: "verify", Body: body, Headers: headers})
		if err != nil {
			if f, ok := errors.AsType[*failure](err); ok && f.status == http.StatusInternalServerError {
				f.text, f.reason = "this webhook could not be verified", "verify"
			}
			return err
		}
		if string(answer) != "true" {
			return refuse(http.StatusUnauthorized, "mismatch", "the signature is not that of this body")
		}
		return nil
	}
	// What the worker would sign for anybody who asks proves nothing.
	if ch := p.Challenge; ch != nil && ch.Kind == "hmac" && challengeToken.Match(body) {
		return refuse(http.StatusUnauthorized, "oracle", "the body has the form of a challenge")
	}
	err := p.Verify.Verify(signature.Request{Header: req.Header, Body: body, Now: r.o.Now()}, p.Verify.Active(r.o.Secrets))
	if bad, ok := errors.AsType[*signature.Error](err); ok {
		return refuse(http.StatusUnauthorized, bad.Reason, bad.Text)
	}
	if err != nil {
		return &failure{status: http.StatusServiceUnavailable, reason: "secret", text: "this webhook is not configured", cause: err, after: time.Minute}
	}
	return nil
}

// invalid is what a script throws to say that the delivery is at fault.
const invalid = "InvalidDelivery: "

// call calls a function of the provider's script.
func (r *Router) call(ctx context.Context, p *Provider, c isolate.WebhookCall) (json.RawMessage, error) {
	if err := p.turns.take(ctx); err != nil {
		return nil, err
	}
	defer p.turns.give()
	c.Timeout = scriptTimeout
	answer, err := r.o.Scripts.Webhook(ctx, p.Script, c)
	if err == nil {
		return answer, nil
	}
	if _, malformed := errors.AsType[*isolate.BodyError](err); malformed {
		return nil, refuse(http.StatusBadRequest, "malformed", "the body is not JSON")
	}
	if thrown, ok := errors.AsType[*isolate.ScriptError](err); ok {
		if text, ok := strings.CutPrefix(firstLine(thrown.Message), invalid); ok && c.Method != "verify" {
			return nil, &failure{status: http.StatusBadRequest, reason: "invalid", text: text, cause: err}
		}
		return nil, &failure{status: http.StatusInternalServerError, reason: "script", text: "the provider's script failed", cause: err}
	}
	return nil, &failure{status: http.StatusServiceUnavailable, reason: "busy", text: "the provider's script did not answer", cause: err, after: 5 * time.Second}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// accept makes the events safe.
func (r *Router) accept(ctx context.Context, p *Provider, events []event) (*acceptance, error) {
	got := &acceptance{OK: true, Status: http.StatusOK, IDs: []string{}}
	if len(events) == 0 {
		got.Note = "nothing in it is of interest"
		return got, nil
	}
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.id
	}
	seen := r.o.Seen.Check(ctx, p.Route, ids)
	var items []outbox.Item
	for i, e := range events {
		if seen[i] {
			got.Duplicates++
			continue
		}
		items = append(items, outbox.Item{Key: e.id, Body: e.text})
		got.IDs = append(got.IDs, e.id)
	}
	if len(items) == 0 {
		return got, nil
	}
	if err := r.keep(ctx, p, items); err != nil {
		return nil, &failure{status: http.StatusServiceUnavailable, reason: "outbox", text: "the delivery cannot be kept now; deliver it again", cause: err, after: 10 * time.Second}
	}
	got.Events = len(items)
	r.o.Seen.Note(ctx, p.Route, got.IDs)
	return got, nil
}

// keep puts events into the outbox; when that has no room, the Inngest server
// may take them at once.
func (r *Router) keep(ctx context.Context, p *Provider, items []outbox.Item) error {
	var put error
	if o := r.outbox.Load(); o != nil {
		if put = o.Put(ctx, QueuePrefix+p.Route, items...); put == nil || ctx.Err() != nil {
			return put
		}
	} else if why := r.broken.Load(); why != nil {
		put = errors.New(*why)
	}
	if err := r.send(ctx, items); err != nil {
		return errors.Join(put, err)
	}
	if put != nil {
		r.o.Log.Warn("a webhook's events were sent without being kept first", "provider", p.Route, "error", put)
	}
	return nil
}

// flatten gives headers as scripts see them.
func flatten(h http.Header) map[string]string {
	out := make(map[string]string, len(h))
	for name, values := range h {
		out[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	return out
}
