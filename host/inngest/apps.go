package inngest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"systembus/bundler"
)

// A RegisteredApp is what a server holds of one app.
type RegisteredApp struct {
	// Name is the app's id as its functions' slugs have it.
	Name string `json:"name"`
	// URL is where the server calls it.
	URL string `json:"url"`
	// Error is the app's trouble in the server's words: "unreachable".
	Error     string               `json:"error,omitempty"`
	Functions []RegisteredFunction `json:"functions"`
}

// A RegisteredFunction is one that a server would run.
type RegisteredFunction struct {
	// ID is the slug, "app-function".
	ID string `json:"id"`
	// Triggers are in words, sorted: "EVENT shop/ordered if ", "CRON 0 9 * * * if ".
	Triggers []string `json:"triggers"`
}

// Apps reads all that a server has registered. It fails at a server that
// keeps its registry to itself, as Inngest Cloud does.
func (c *Client) Apps(ctx context.Context) ([]RegisteredApp, error) {
	var data struct {
		Apps []struct {
			Name, URL, Error string
			Functions        []struct {
				Slug     string
				Triggers []struct{ Type, Value, Condition string }
			}
		}
	}
	if err := c.graph(ctx, "read the registry", graphQuery, nil, &data); err != nil {
		return nil, err
	}
	var apps []RegisteredApp
	for _, a := range data.Apps {
		app := RegisteredApp{Name: a.Name, URL: a.URL, Error: a.Error}
		for _, f := range a.Functions {
			fn := RegisteredFunction{ID: f.Slug}
			for _, t := range f.Triggers {
				fn.Triggers = append(fn.Triggers, triggerText(t.Type, t.Value, t.Condition))
			}
			slices.Sort(fn.Triggers)
			app.Functions = append(app.Functions, fn)
		}
		slices.SortFunc(app.Functions, func(a, b RegisteredFunction) int { return strings.Compare(a.ID, b.ID) })
		apps = append(apps, app)
	}
	return apps, nil
}

// DeleteApp removes an app and its functions from a server. Runs that wait
// for it never go on.
func (c *Client) DeleteApp(ctx context.Context, name string) error {
	return c.graph(ctx, "delete the app "+name, `mutation($name: String!) { deleteAppByName(name: $name) }`, map[string]any{"name": name}, nil)
}

// A Difference is in what a server's registry differs from what it should be.
type Difference struct {
	// Missing and Extra are slugs that the server lacks, or has beyond what
	// it should.
	Missing []string `json:"missing,omitempty"`
	Extra   []string `json:"extra,omitempty"`
	// Triggers are the functions that start by something else.
	Triggers []TriggerDifference `json:"triggers,omitempty"`
	// URL is the server's when that is not the right one.
	URL string `json:"url,omitempty"`
}

// A TriggerDifference is a function with other triggers than it should have.
type TriggerDifference struct {
	ID   string   `json:"id"`
	Want []string `json:"want"`
	Have []string `json:"have"`
}

// Empty says that there is none.
func (d Difference) Empty() bool {
	return len(d.Missing) == 0 && len(d.Extra) == 0 && len(d.Triggers) == 0 && d.URL == ""
}

// String lists the differences, one on a line.
func (d Difference) String() string {
	var lines []string
	for _, id := range d.Missing {
		lines = append(lines, id+" is not registered")
	}
	for _, id := range d.Extra {
		lines = append(lines, id+" is registered and not in this build")
	}
	for _, t := range d.Triggers {
		lines = append(lines, fmt.Sprintf("%s starts by %s, not by %s", t.ID, spoken(t.Have), spoken(t.Want)))
	}
	if d.URL != "" {
		lines = append(lines, "the server calls "+d.URL)
	}
	return strings.Join(lines, "\n")
}

// String says what would become what: "bus-a: EVENT a/x becomes CRON 0 9 * * *".
func (t TriggerDifference) String() string {
	return fmt.Sprintf("%s: %s becomes %s", t.ID, spoken(t.Have), spoken(t.Want))
}

func spoken(triggers []string) string {
	if len(triggers) == 0 {
		return "nothing"
	}
	var words []string
	for _, t := range triggers {
		words = append(words, strings.TrimSuffix(t, " if "))
	}
	return strings.Join(words, ", ")
}

// Expected are the functions as a server must have them: those of the app with
// the failure handlers, sorted by slug.
func Expected(app string, functions []bundler.Function) []RegisteredFunction {
	expected := []RegisteredFunction{}
	for _, c := range Configs(functions, app, "") {
		expected = append(expected, RegisteredFunction{ID: c.ID, Triggers: sorted(triggerTexts(c.Triggers))})
	}
	slices.SortFunc(expected, func(a, b RegisteredFunction) int { return strings.Compare(a.ID, b.ID) })
	return expected
}

// Compare holds an app against what it should be. serveURL is the URL at
// which the server should call it, or "" for any.
func (a RegisteredApp) Compare(expected []RegisteredFunction, serveURL string) Difference {
	var d Difference
	held := map[string]RegisteredFunction{}
	for _, f := range a.Functions {
		held[f.ID] = f
	}
	for _, want := range expected {
		have, ok := held[want.ID]
		delete(held, want.ID)
		switch {
		case !ok:
			d.Missing = append(d.Missing, want.ID)
		case !slices.Equal(have.Triggers, want.Triggers):
			d.Triggers = append(d.Triggers, TriggerDifference{want.ID, want.Triggers, have.Triggers})
		}
	}
	for id := range held {
		d.Extra = append(d.Extra, id)
	}
	slices.Sort(d.Extra)
	if serveURL != "" && len(a.Functions) > 0 && !SameURL(a.URL, serveURL) {
		d.URL = a.URL
	}
	return d
}

func (c *Client) rest(ctx context.Context, op, path string, reply any) error {
	answer, err := c.call(ctx, op, apiRequest{method: http.MethodGet, url: c.Env.API + path})
	if err != nil {
		return err
	}
	if json.Unmarshal(answer.body, reply) != nil {
		return &APIError{op, c.Env.API, answer.status, "the answer is not the API's"}
	}
	return nil
}

// graph makes a GraphQL request.
func (c *Client) graph(ctx context.Context, op, query string, variables map[string]any, data any) error {
	body, err := encode(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	answer, err := c.call(ctx, op, apiRequest{method: http.MethodPost, url: c.Env.API + graphPath, body: body})
	if err != nil {
		return err
	}
	var reply struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if json.Unmarshal(answer.body, &reply) != nil {
		return &APIError{op, c.Env.API, answer.status, "the answer is not GraphQL: has the server its user interface?"}
	}
	if len(reply.Errors) > 0 {
		return &APIError{op, c.Env.API, answer.status, reply.Errors[0].Message}
	}
	if data == nil {
		return nil
	}
	if len(reply.Data) == 0 || string(reply.Data) == "null" {
		return fmt.Errorf("%s: %w", op, errors.New("the server's answer is empty"))
	}
	return json.Unmarshal(reply.Data, data)
}
