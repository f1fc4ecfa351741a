package observe

import (
	"context"
	"encoding/json"
	"net/http"
)

// TokenHeader carries the token of POST /observability/emit.
const TokenHeader = "X-Otel-Emit-Token"

// Forward hands events to another worker's POST /observability/emit, one by
// one.
type Forward struct {
	// URL is the whole URL of the endpoint.
	URL   string
	Token Key
	// Client is http.DefaultClient when nil.
	Client *http.Client
}

// Name implements Sink.
func (f *Forward) Name() string { return "forward" }

// Wants implements Sink: everything.
func (f *Forward) Wants(Level) bool { return true }

// Send implements Sink.
func (f *Forward) Send(ctx context.Context, batch []Record) error {
	header := http.Header{"Content-Type": {"application/json"}}
	if token := f.Token.get(); token != "" {
		header.Set(TokenHeader, token)
	}
	return each(batch, func(r Record) error {
		body, err := json.Marshal(r.Event)
		if err != nil {
			return err
		}
		_, _, err = wire{sink: f.Name(), client: f.Client}.post(ctx, f.URL, header.Clone(), body)
		return err
	})
}
