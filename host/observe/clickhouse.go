package observe

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// ClickHouse inserts events into a table, over its HTTP interface. Columns are
// found by name; those that the table lacks are left out.
type ClickHouse struct {
	// URL is the server's: http://clickhouse:8123, perhaps with a database
	// and other settings in its query. User and password may stand in it.
	URL            string
	User, Password Key
	// Table is "otel_events" when empty.
	Table string
	// Client is http.DefaultClient when nil.
	Client *http.Client
}

// Name implements Sink.
func (c *ClickHouse) Name() string { return "clickhouse" }

// Wants implements Sink: everything.
func (c *ClickHouse) Wants(Level) bool { return true }

// Send implements Sink.
func (c *ClickHouse) Send(ctx context.Context, batch []Record) error {
	target, err := url.Parse(c.URL)
	if err != nil {
		return fmt.Errorf("clickhouse: %w", err)
	}
	header := http.Header{"Content-Type": {"application/x-ndjson"}}
	user, password := c.User.get(), c.Password.get()
	if target.User != nil {
		user = target.User.Username()
		password, _ = target.User.Password()
		target.User = nil
	}
	if user != "" {
		header.Set("X-ClickHouse-User", user)
		header.Set("X-ClickHouse-Key", password)
	}
	q := target.Query()
	q.Set("query", "INSERT INTO "+identifier(first(c.Table, "otel_events"))+" FORMAT JSONEachRow")
	q.Set("input_format_skip_unknown_fields", "1")
	q.Set("input_format_json_read_objects_as_strings", "1") // metadata may be a String column
	q.Set("wait_end_of_query", "1")                         // or an error could follow a 200
	target.RawQuery = q.Encode()
	body, err := lines(batch, func(e Event) any { return e })
	if err != nil {
		return err
	}
	head, text, err := wire{sink: c.Name(), client: c.Client}.post(ctx, target.String(), header, body)
	if err != nil {
		return err
	}
	if code := head.Get("X-ClickHouse-Exception-Code"); code != "" {
		return fmt.Errorf("clickhouse: exception %s: %s", code, cut(strings.TrimSpace(string(text)), 300))
	}
	return nil
}

// identifier quotes a table, perhaps with its database.
func identifier(name string) string {
	parts := strings.Split(name, ".")
	for i, p := range parts {
		parts[i] = "`" + strings.ReplaceAll(strings.ReplaceAll(p, `\`, `\\`), "`", "\\`") + "`"
	}
	return strings.Join(parts, ".")
}

// lines is the batch as JSON, one document on a line.
func lines(batch []Record, document func(Event) any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, r := range batch {
		if err := enc.Encode(document(r.Event)); err != nil {
			return nil, fmt.Errorf("event %s: %w", r.Event.ID, err)
		}
	}
	return b.Bytes(), nil
}
