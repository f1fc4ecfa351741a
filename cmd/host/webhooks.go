package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"systembus/bundler"
	"systembus/host"
	"systembus/host/config"
	"systembus/host/outbox"
	"systembus/host/webhook"
)

// webhooksCmd is `host webhooks`.
type webhooksCmd struct {
	List   webhooksListCmd   `cmd:"" help:"List the providers: routes, signatures, secrets."`
	Send   webhooksSendCmd   `cmd:"" help:"Sign a body as a provider would and deliver it."`
	Replay webhooksReplayCmd `cmd:"" help:"Deliver the examples in a fixture."`
	Outbox webhooksOutboxCmd `cmd:"" help:"Show the events that wait on disk, and those given up."`
}

// Help is shown by host webhooks --help.
func (*webhooksCmd) Help() string {
	return `A provider is a file in scripts/webhooks; its name is the route: scripts/webhooks/github.ts answers
POST /webhooks/github. Its examples are beside it, in scripts/webhooks/github.txtar.

Examples:
  host webhooks list
  host webhooks send github --fixture run
  host webhooks send github --fixture body.json --header x-github-event=push
  host webhooks replay scripts/webhooks/github.txtar
  host webhooks outbox --retry`
}

// webhooksListCmd is `host webhooks list`.
type webhooksListCmd struct {
	config.Project
	config.Sources
	config.Secrets
	config.Log
	JSON bool `help:"Print the list as JSON."`
}

// A listedWebhook is one line of the list.
type listedWebhook struct {
	Path   string `json:"path"`
	Script string `json:"script"`
	Prefix string `json:"eventPrefix"`
	Verify string `json:"verify"`
	Ready  bool   `json:"ready"`
	Reason string `json:"reason,omitempty"`
}

// Run lists.
func (c *webhooksListCmd) Run(ctx context.Context, w *world) error {
	p, err := w.providers(ctx, c.Project, c.Sources, c.Secrets, c.Log)
	if err != nil {
		return err
	}
	reasons := map[string]string{}
	for route, why := range p.app.Webhooks().Closed() {
		reasons[route] = why.Error()
	}
	list := []listedWebhook{}
	for _, provider := range p.app.Webhooks().Providers() {
		verify := "its own function"
		if v := provider.Verify; v != nil {
			verify = strings.TrimSpace(v.Scheme + " " + v.Header)
		}
		why := reasons[provider.Route]
		list = append(list, listedWebhook{webhook.Path + "/" + provider.Route, provider.Script, provider.EventPrefix, verify, why == "", why})
	}
	if c.JSON {
		return w.json(map[string]any{"webhooks": list})
	}
	if len(list) == 0 {
		fmt.Fprintln(w.stdout, "no webhooks: put a file that exports defineWebhook({...}) into "+strings.Join(c.Webhooks, " or "))
		return nil
	}
	table := grid()
	for _, l := range list {
		mark := good.Render("✓")
		if !l.Ready {
			mark = warn.Render("!")
		}
		prefix := l.Prefix + "/*"
		if l.Prefix == "" {
			prefix = "*"
		}
		table.Row(mark+" "+l.Path, prefix, dim.Render(l.Verify), l.Reason)
	}
	fmt.Fprintln(w.stdout, trimLines(table.String()))
	return nil
}

// providers is an App with the project's providers.
type providers struct{ app *host.App }

// providers builds the project's scripts. One that is broken is told of and
// left out.
func (w *world) providers(ctx context.Context, project config.Project, sources config.Sources, secrets config.Secrets, log config.Log) (*providers, error) {
	cfg := config.Default(project.Dir)
	cfg.Project, cfg.Sources, cfg.Secrets, cfg.Log = project, sources, secrets, log
	app, err := w.offline(cfg)
	if err != nil {
		return nil, err
	}
	app.Lease(ctx)
	p := app.Project()
	build := p.Build(ctx, nil)
	var problems []bundler.Problem
	for _, problem := range build.Problems {
		if problem.Severity == bundler.Error {
			problems = append(problems, problem)
		}
	}
	w.problems(problems)
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	for i := range build.Scripts { // Functions are no matter here, nor their apps.
		build.Scripts[i].Functions = nil
	}
	var sound []bundler.Script
	for _, s := range build.Scripts {
		if !build.Broken(s.Path) {
			sound = append(sound, s)
		}
	}
	app.Webhooks().Serve(sound)
	return &providers{app}, nil
}

// find gives one provider, or says which there are.
func (p *providers) find(route string) (webhook.Provider, error) {
	var routes []string
	for _, provider := range p.app.Webhooks().Providers() {
		if provider.Route == route {
			return provider, nil
		}
		routes = append(routes, provider.Route)
	}
	if len(routes) == 0 {
		return webhook.Provider{}, hintError{errors.New("there are no webhooks"), "Put a file that exports defineWebhook({...}) into scripts/webhooks."}
	}
	return webhook.Provider{}, usageError{fmt.Errorf("there is no webhook %q; there are: %s", route, strings.Join(routes, ", "))}
}

// fixture reads the fixture beside a provider's script.
func (p *providers) fixture(root string, provider webhook.Provider) (*webhook.Fixture, string, error) {
	name := strings.TrimSuffix(provider.Script, filepath.Ext(provider.Script)) + ".txtar"
	if !filepath.IsAbs(name) {
		name = filepath.Join(root, filepath.FromSlash(name))
	}
	f, err := readFixture(name)
	if errors.Is(err, fs.ErrNotExist) {
		err = hintError{
			fmt.Errorf("%s has no examples: there is no %s", provider.Route, name),
			"Write some there, or name a file that holds a body: --fixture body.json.",
		}
	}
	return f, name, err
}

func readFixture(name string) (*webhook.Fixture, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, err := webhook.ParseFixture(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// Delivering is what send and replay have in common.
type Delivering struct {
	URL string `name:"url" env:"HOST_URL" default:"http://127.0.0.1:3111" placeholder:"URL" help:"The worker to deliver to."`

	config.Project
	config.Sources
	config.Secrets
	config.Log
}

// deliver signs an example and posts it. It says what came of it.
func (d Delivering) deliver(ctx context.Context, w *world, p *providers, provider webhook.Provider, e webhook.Example) (bool, error) {
	// The private half of a key pair is in the environment, or nowhere.
	header, err := provider.Sign(e, func(name string) []string {
		if values := p.app.Secrets().Get(name); len(values) > 0 {
			return values
		}
		value, _ := w.lookup(name)
		return []string{value}
	}, time.Now())
	if err != nil {
		return false, err
	}
	url := strings.TrimSuffix(d.URL, "/") + webhook.Path + "/" + provider.Route
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(e.Body))
	if err != nil {
		return false, usageError{err}
	}
	req.Header = header
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false, hintError{err, "Is a worker running there? Start one with host dev, or name it with --url."}
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return false, err
	}
	mark := good.Render("✓")
	if res.StatusCode >= 300 {
		mark = bad.Render("✘")
	}
	fmt.Fprintf(w.stdout, "%s %s %s → %d %s\n", mark, provider.Route, e.Name, res.StatusCode, bytes.TrimSpace(answer))
	return res.StatusCode < 300, nil
}

// webhooksSendCmd is `host webhooks send`.
type webhooksSendCmd struct {
	Provider string            `arg:"" help:"The provider: the name of its file."`
	Fixture  string            `help:"An example of the provider's fixture by its name, or a file that holds a body; the first example unless said." placeholder:"NAME|FILE"`
	Header   map[string]string `mapsep:"none" help:"A header to add to those of the fixture; may be repeated." placeholder:"NAME=VALUE"`

	Delivering
}

// Run sends one delivery.
func (c *webhooksSendCmd) Run(ctx context.Context, w *world) error {
	p, err := w.providers(ctx, c.Project, c.Sources, c.Secrets, c.Log)
	if err != nil {
		return err
	}
	provider, err := p.find(c.Provider)
	if err != nil {
		return err
	}
	e, err := c.example(p, provider)
	if err != nil {
		return err
	}
	for name, value := range c.Header {
		e.Header.Set(name, value)
	}
	ok, err := c.deliver(ctx, w, p, provider, e)
	if err == nil && !ok {
		return silentError{exitFailed}
	}
	return err
}

// example is what the flag names: a file, or an example in the fixture.
func (c *webhooksSendCmd) example(p *providers, provider webhook.Provider) (webhook.Example, error) {
	if c.Fixture != "" {
		body, err := os.ReadFile(c.Path(c.Fixture))
		if err == nil {
			return webhook.Example{Name: filepath.Base(c.Fixture), Header: http.Header{}, Body: body}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return webhook.Example{}, err
		}
	}
	f, name, err := p.fixture(c.Dir, provider)
	if err != nil {
		return webhook.Example{}, err
	}
	e, err := f.Delivery(c.Fixture)
	if err != nil {
		return webhook.Example{}, usageError{fmt.Errorf("%s: %w", name, err)}
	}
	return e, nil
}

// webhooksReplayCmd is `host webhooks replay`.
type webhooksReplayCmd struct {
	Fixture string `arg:"" help:"The fixture, FILE.txtar for all its examples or FILE.txtar#NAME for one. The file's name is the provider's."`

	Delivering
}

// Run delivers the examples in turn.
func (c *webhooksReplayCmd) Run(ctx context.Context, w *world) error {
	file, name, one := strings.Cut(c.Fixture, "#")
	f, err := readFixture(c.Path(file))
	if err != nil {
		return err
	}
	examples := f.Deliveries
	if one {
		e, err := f.Delivery(name)
		if err != nil {
			return usageError{fmt.Errorf("%s: %w", file, err)}
		}
		examples = []webhook.Example{e}
	}
	p, err := w.providers(ctx, c.Project, c.Sources, c.Secrets, c.Log)
	if err != nil {
		return err
	}
	provider, err := p.find(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
	if err != nil {
		return err
	}
	failed := false
	for _, e := range examples {
		ok, err := c.deliver(ctx, w, p, provider, e)
		if err != nil {
			return err
		}
		failed = failed || !ok
	}
	if failed {
		return silentError{exitFailed}
	}
	return nil
}

// webhooksOutboxCmd is `host webhooks outbox`.
type webhooksOutboxCmd struct {
	Provider string  `arg:"" optional:"" help:"The provider; all unless said."`
	Retry    bool    `help:"Put what was given up back into its queue." xor:"do"`
	Discard  bool    `help:"Drop what was given up, for good." xor:"do"`
	ID       []int64 `name:"id" placeholder:"ID" help:"Retry or discard only this item; may be repeated."`
	Limit    int     `default:"20" placeholder:"N" help:"How many items of each kind to show."`
	JSON     bool    `help:"Print queues and items as JSON."`

	config.Project
	config.State
}

// Run shows or changes the outbox. A worker that has it open need not stop.
func (c *webhooksOutboxCmd) Run(ctx context.Context, w *world) error {
	dir := c.Path(c.StateDir)
	if _, err := os.Stat(filepath.Join(dir, "outbox.db")); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if c.JSON {
			return w.json(map[string]any{"queues": []any{}, "waiting": []any{}, "dead": []any{}})
		}
		fmt.Fprintf(w.stdout, "no worker has kept anything in %s\n", c.StateDir)
		return nil
	}
	o, err := outbox.Open(dir, outbox.Options{})
	if err != nil {
		return err
	}
	defer o.Close()
	prefix := webhook.QueuePrefix + c.Provider
	switch {
	case c.Retry:
		n, err := o.Retry(ctx, prefix, c.ID...)
		if err == nil {
			fmt.Fprintf(w.stdout, "%s will be sent again\n", count(n, "event"))
		}
		return err
	case c.Discard:
		n, err := o.Discard(ctx, prefix, c.ID...)
		if err == nil {
			fmt.Fprintf(w.stdout, "%s dropped\n", count(n, "event"))
		}
		return err
	}
	return c.show(ctx, w, o, prefix)
}

func (c *webhooksOutboxCmd) show(ctx context.Context, w *world, o *outbox.Outbox, prefix string) error {
	queues := []outbox.Stats{}
	for _, s := range o.Stats() {
		if strings.HasPrefix(s.Queue, prefix) {
			queues = append(queues, s)
		}
	}
	waiting, err := o.List(ctx, outbox.Filter{Prefix: prefix, Limit: c.Limit})
	if err != nil {
		return err
	}
	dead, err := o.List(ctx, outbox.Filter{Prefix: prefix, Limit: c.Limit, Dead: true})
	if err != nil {
		return err
	}
	if c.JSON {
		return w.json(map[string]any{"queues": queues, "waiting": eventsOf(waiting), "dead": eventsOf(dead)})
	}
	if len(queues) == 0 {
		fmt.Fprintln(w.stdout, "nothing waits")
		return nil
	}
	table := grid()
	for _, s := range queues {
		table.Row(bold.Render(strings.TrimPrefix(s.Queue, webhook.QueuePrefix)), count(s.Waiting, "event")+" waiting", fmt.Sprintf("%d given up", s.Dead), size(int(s.Bytes)))
	}
	for _, e := range eventsOf(append(waiting, dead...)) {
		mark := dim.Render("…")
		if e.Dead {
			mark = bad.Render("✘")
		}
		table.Row(fmt.Sprintf("%s %d", mark, e.ID), e.Name, e.Key, dim.Render(e.At.Format(time.RFC3339))+" "+e.Error)
	}
	fmt.Fprintln(w.stdout, trimLines(table.String()))
	return nil
}

// A keptEvent is an item of the outbox with its event's name.
type keptEvent struct {
	outbox.Item
	Name string `json:"name"`
}

func eventsOf(items []outbox.Item) []keptEvent {
	out := []keptEvent{}
	for _, it := range items {
		var event struct {
			Name string `json:"name"`
		}
		_ = json.Unmarshal(it.Body, &event) // what is not an event has no name
		out = append(out, keptEvent{it, event.Name})
	}
	return out
}
