package inngest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"systembus/bundler"
)

// errNoRegistry says that a server does not let us read its registry, as
// Inngest Cloud does not.
var errNoRegistry = errors.New("the server's registry cannot be read")

// A registry is what a server holds of one app.
type registry struct {
	// url is empty when the server did not say.
	url string
	// err is the app's trouble in the server's words: "unreachable".
	err       string
	functions []registeredFunction
}

type registeredFunction struct {
	id       string
	triggers []string
}

const (
	graphPath  = "/v0/gql"
	graphQuery = `{apps{name url error functions{slug triggers{type value condition}}}}`
	// unreachable is what a server notes of an app that it could not call.
	unreachable = "unreachable"
	// v2Page is the largest page of the v2 API.
	v2Page = 100
)

// registry reads what the server holds of an app: through GraphQL, which
// answers at once, or else through the v2 API, which a server without a user
// interface still has.
func (c *Client) registry(ctx context.Context, app string) (registry, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, syncTimeout, fmt.Errorf("no answer within %s", syncTimeout))
	defer cancel()
	out, err := c.graphRegistry(ctx, app)
	if errors.Is(err, errNoRegistry) {
		out, err = c.v2Registry(ctx, app)
	}
	return out, err
}

func (c *Client) graphRegistry(ctx context.Context, app string) (registry, error) {
	body, err := encode(map[string]string{"query": graphQuery})
	if err != nil {
		return registry{}, err
	}
	var reply struct {
		Data *struct {
			Apps []struct {
				Name      string
				URL       string
				Error     string
				Functions []struct {
					Slug     string
					Triggers []struct{ Type, Value, Condition string }
				}
			}
		}
	}
	if err := c.readRegistry(ctx, apiRequest{method: http.MethodPost, url: c.Env.API + graphPath, body: body}, &reply); err != nil {
		return registry{}, err
	}
	if reply.Data == nil {
		return registry{}, errNoRegistry
	}
	var out registry
	for _, a := range reply.Data.Apps {
		if a.Name != app {
			continue
		}
		out.url, out.err = a.URL, a.Error
		for _, f := range a.Functions {
			fn := registeredFunction{id: f.Slug}
			for _, t := range f.Triggers {
				fn.triggers = append(fn.triggers, triggerText(t.Type, t.Value, t.Condition))
			}
			out.functions = append(out.functions, fn)
		}
	}
	return out, nil
}

func (c *Client) v2Registry(ctx context.Context, app string) (registry, error) {
	var out registry
	base := c.Env.API + "/v2/apps/" + url.PathEscape(app) + "/functions"
	cursor := ""
	for {
		q := url.Values{"limit": {fmt.Sprint(v2Page)}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		var reply struct {
			Data []struct {
				ID       string
				Triggers []struct{ Type, Value, If string }
			}
			Metadata *struct{}
			Page     struct {
				Cursor  string
				HasMore bool
			}
		}
		if err := c.readRegistry(ctx, apiRequest{method: http.MethodGet, url: base + "?" + q.Encode()}, &reply); err != nil {
			return registry{}, err
		}
		if reply.Metadata == nil {
			return registry{}, errNoRegistry
		}
		for _, f := range reply.Data {
			fn := registeredFunction{id: FunctionID(app, f.ID)}
			for _, t := range f.Triggers {
				fn.triggers = append(fn.triggers, triggerText(t.Type, t.Value, t.If))
			}
			out.functions = append(out.functions, fn)
		}
		if !reply.Page.HasMore || reply.Page.Cursor == "" || reply.Page.Cursor == cursor {
			return out, nil
		}
		cursor = reply.Page.Cursor
	}
}

// readRegistry makes one request. A server that has no such API, or keeps it
// to itself, gives errNoRegistry.
func (c *Client) readRegistry(ctx context.Context, req apiRequest, reply any) error {
	answer, err := c.call(ctx, "read the registry", req)
	var refused *APIError
	if errors.As(err, &refused) && (refused.Status < 500 || refused.Status == http.StatusNotImplemented) {
		return errNoRegistry
	}
	if err != nil {
		return err
	}
	if json.Unmarshal(answer.body, reply) != nil {
		return errNoRegistry
	}
	return nil
}

// rejection is what the server says of an app whose registration it refused:
// the refusal itself names neither the function nor the fault.
func (c *Client) rejection(ctx context.Context, app string) string {
	r, err := c.graphRegistry(ctx, app)
	if err != nil || r.err == unreachable {
		return ""
	}
	return r.err
}

func (r registry) empty() bool { return len(r.functions) == 0 }

func (r registry) ids() []string {
	ids := make([]string, 0, len(r.functions))
	for _, f := range r.functions {
		ids = append(ids, f.id)
	}
	slices.Sort(ids)
	return ids
}

// differs says in what the registry differs from a registration, in a few
// words, or "" when it does not.
func (r registry) differs(want SyncRequest) string {
	held := make(map[string]registeredFunction, len(r.functions))
	for _, f := range r.functions {
		held[f.id] = f
	}
	var missing, other []string
	for _, f := range want.Functions {
		h, ok := held[f.ID]
		delete(held, f.ID)
		switch {
		case !ok:
			missing = append(missing, f.ID)
		case !slices.Equal(sorted(h.triggers), sorted(triggerTexts(f.Triggers))):
			other = append(other, f.ID)
		}
	}
	var extra []string
	for id := range held {
		extra = append(extra, id)
	}
	var says []string
	for _, part := range []struct {
		what string
		ids  []string
	}{{"missing", missing}, {"other triggers", other}, {"not ours", sorted(extra)}} {
		if len(part.ids) > 0 {
			says = append(says, part.what+": "+abbreviate(part.ids))
		}
	}
	if r.url != "" && !r.empty() && normaliseURL(r.url) != normaliseURL(want.URL) {
		says = append(says, fmt.Sprintf("its URL is %s, not %s", r.url, want.URL))
	}
	return strings.Join(says, "; ")
}

func triggerTexts(triggers []bundler.Trigger) []string {
	var texts []string
	for _, t := range triggers {
		if t.Cron != "" {
			texts = append(texts, triggerText("CRON", t.Cron, ""))
			continue
		}
		texts = append(texts, triggerText("EVENT", t.Event, t.Expression))
	}
	return texts
}

func triggerText(kind, value, condition string) string {
	return strings.ToUpper(kind) + " " + value + " if " + condition
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}

// abbreviate lists at most five ids.
func abbreviate(ids []string) string {
	if n := len(ids) - 5; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(ids[:5], ", "), n)
	}
	return strings.Join(ids, ", ")
}

// SameURL says whether a server considers two URLs of a worker the same.
func SameURL(a, b string) bool { return normaliseURL(a) == normaliseURL(b) }

// normaliseURL makes URLs comparable that a server considers the same: it
// stores the loopback addresses as "localhost" and drops a default port.
func normaliseURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	host, port := u.Hostname(), u.Port()
	if slices.Contains([]string{"127.0.0.1", "0.0.0.0"}, host) {
		host = "localhost"
	}
	if port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		port = ""
	}
	if u.Host = host; port != "" {
		u.Host = net.JoinHostPort(host, port)
	}
	return u.String()
}

var quoted = regexp.MustCompile(`'([^']+)'|"([^"]+)"`)

// suspects are the functions whose configuration holds a value that the
// server's complaint quotes.
func suspects(complaint string, functions []FunctionConfig) []string {
	var ids []string
	for _, match := range quoted.FindAllStringSubmatch(complaint, -1) {
		value, err := encode(match[1] + match[2])
		if err != nil {
			continue
		}
		for _, f := range functions {
			text, err := encode(f)
			if err == nil && strings.Contains(string(text), string(value)) && !slices.Contains(ids, f.ID) {
				ids = append(ids, f.ID)
			}
		}
	}
	return ids
}
