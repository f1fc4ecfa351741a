package observe

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Sentry tells of events of level warn and above, over Sentry's store API.
type Sentry struct {
	endpoint, key string
	// Release and Environment are told when not empty.
	Release, Environment string
	// Client is http.DefaultClient when nil.
	Client *http.Client
}

// NewSentry reads a DSN: https://KEY@HOST[/PATH]/PROJECT.
func NewSentry(dsn string) (*Sentry, error) {
	u, err := url.Parse(dsn)
	if err != nil || u.Host == "" || u.User == nil || u.User.Username() == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("SENTRY_DSN: want https://KEY@HOST/PROJECT") // the DSN itself is a credential
	}
	folder, project, ok := cutLast(strings.TrimRight(u.Path, "/"), "/")
	if !ok || project == "" {
		return nil, fmt.Errorf("SENTRY_DSN: want a project at the end of its path: https://KEY@%s/PROJECT", u.Host)
	}
	return &Sentry{endpoint: u.Scheme + "://" + u.Host + folder + "/api/" + project + "/store/", key: u.User.Username()}, nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// Name implements Sink.
func (s *Sentry) Name() string { return "sentry" }

// Wants implements Sink: warn and above.
func (s *Sentry) Wants(l Level) bool { return l.AtLeast(Warn) }

// Send implements Sink.
func (s *Sentry) Send(ctx context.Context, batch []Record) error {
	header := http.Header{
		"Content-Type":  {"application/json"},
		"X-Sentry-Auth": {"Sentry sentry_version=7, sentry_client=host/1, sentry_key=" + s.key},
	}
	return each(batch, func(r Record) error {
		body, err := json.Marshal(s.payload(r))
		if err != nil {
			return err
		}
		_, _, err = wire{sink: s.Name(), client: s.Client}.post(ctx, s.endpoint, header.Clone(), body)
		return err
	})
}

// payload is an event as Sentry knows them. Its id is 32 hex digits, made of
// ours, so that what is delivered twice is seen once.
func (s *Sentry) payload(r Record) map[string]any {
	e := r.Event
	level := string(e.Level)
	if e.Level == Warn {
		level = "warning"
	}
	extra := map[string]any{"metadata": e.Metadata, "eventId": e.ID, "sessionId": e.SessionID, "success": e.Success}
	if e.DurationMS != nil {
		extra["duration_ms"] = *e.DurationMS
	}
	message := e.Component + ": " + e.Action
	if e.Error != "" {
		message += ": " + e.Error
	}
	payload := map[string]any{
		"event_id":    digest32(e.ID),
		"timestamp":   e.Time().UTC().Format(time.RFC3339Nano),
		"platform":    "other",
		"level":       level,
		"logger":      e.Source,
		"server_name": e.SystemID,
		"message":     map[string]any{"formatted": cut(message, MaxError)},
		"transaction": e.Action,
		"fingerprint": []string{e.Source, e.Component, e.Action, cut(e.Error, 120)},
		"tags":        map[string]string{"source": e.Source, "component": e.Component, "action": e.Action},
		"extra":       extra,
	}
	if r.TraceID != "" {
		payload["contexts"] = map[string]any{"trace": map[string]string{"trace_id": r.TraceID, "span_id": r.SpanID}}
	}
	if s.Release != "" {
		payload["release"] = s.Release
	}
	if s.Environment != "" {
		payload["environment"] = s.Environment
	}
	return payload
}
