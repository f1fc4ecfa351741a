package observe

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Typesense upserts events into a collection, which it makes when it is not
// there.
type Typesense struct {
	// URL is the server's: http://typesense:8108.
	URL    string
	APIKey Key
	// Collection is "otel_events" when empty.
	Collection string
	// Client is http.DefaultClient when nil.
	Client *http.Client
}

// Name implements Sink.
func (t *Typesense) Name() string { return "typesense" }

// Wants implements Sink: everything.
func (t *Typesense) Wants(Level) bool { return true }

// document is an event in the collection. Typesense gives every key one type,
// so metadata, whose shape is anyone's, is stored as its JSON text.
type document struct {
	Event
	Metadata     *struct{} `json:"metadata,omitempty"` // hides the event's
	MetadataJSON string    `json:"metadata_json"`
}

// Send implements Sink.
func (t *Typesense) Send(ctx context.Context, batch []Record) error {
	body, err := lines(batch, func(e Event) any { return document{Event: e, MetadataJSON: string(e.Metadata)} })
	if err != nil {
		return err
	}
	text, err := t.load(ctx, body)
	var status *StatusError
	if errors.As(err, &status) && status.Status == http.StatusNotFound {
		if err := t.create(ctx); err != nil {
			return err
		}
		text, err = t.load(ctx, body)
	}
	if err != nil {
		return err
	}
	return t.results(batch, text)
}

func (t *Typesense) load(ctx context.Context, body []byte) ([]byte, error) {
	_, text, err := t.wire().post(ctx, t.at(t.collection(), "documents", "import")+"?action=upsert", t.header("text/plain"), body)
	return text, err
}

// results reads the answer: a line for each document. An answer that ends
// early counts as failed from there.
func (t *Typesense) results(batch []Record, text []byte) error {
	said := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	for i := range batch {
		var result struct {
			Success bool   `json:"success"`
			Error   string `json:"error"`
			Code    int    `json:"code"`
		}
		if i >= len(said) || json.Unmarshal(said[i], &result) != nil {
			return &PartialError{Sent: i, Err: fmt.Errorf("typesense: the answer ends after %d of %d documents", i, len(batch))}
		}
		if result.Success {
			continue
		}
		var err error = &RefusedError{Sink: t.Name(), Status: result.Code, Text: cut(result.Error, 300)}
		if result.Code >= 500 || result.Code == http.StatusTooManyRequests {
			err = &StatusError{Sink: t.Name(), Status: result.Code, Text: cut(result.Error, 300)}
		}
		return &PartialError{Sent: i, Err: err}
	}
	return nil
}

// create makes the collection. That another worker was first is fine.
func (t *Typesense) create(ctx context.Context) error {
	facet := func(name, kind string) map[string]any {
		return map[string]any{"name": name, "type": kind, "facet": true}
	}
	schema, err := json.Marshal(map[string]any{
		"name": t.collection(),
		"fields": []map[string]any{
			{"name": "timestamp", "type": "int64", "sort": true},
			facet("level", "string"), facet("source", "string"), facet("component", "string"), facet("action", "string"),
			facet("success", "bool"), facet("sessionId", "string"), facet("systemId", "string"),
			{"name": "duration_ms", "type": "float", "optional": true},
			{"name": "error", "type": "string", "optional": true},
			{"name": "metadata_json", "type": "string", "optional": true},
		},
		"default_sorting_field": "timestamp",
	})
	if err != nil {
		return fmt.Errorf("typesense: %w", err)
	}
	_, _, err = t.wire().post(ctx, t.at(), t.header("application/json"), schema)
	var status *StatusError
	if errors.As(err, &status) && status.Status == http.StatusConflict {
		return nil
	}
	return err
}

func (t *Typesense) wire() wire { return wire{sink: t.Name(), client: t.Client} }

func (t *Typesense) collection() string { return first(t.Collection, "otel_events") }

func (t *Typesense) at(parts ...string) string {
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.TrimRight(t.URL, "/") + "/" + strings.Join(append([]string{"collections"}, parts...), "/")
}

func (t *Typesense) header(kind string) http.Header {
	return http.Header{"Content-Type": {kind}, "X-Typesense-Api-Key": {t.APIKey.get()}}
}
