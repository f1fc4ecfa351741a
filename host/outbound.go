package host

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"systembus/bundler"
	"systembus/host/inngest"
)

// outbound sends what scripts send, as their client's settings and the host's
// environment say. It implements client.Server.
type outbound struct{ app *App }

// clientSettings are what a script gave its client.
type clientSettings struct {
	ID           string `json:"id"`
	EventKey     string `json:"eventKey"`
	SigningKey   string `json:"signingKey"`
	BaseURL      string `json:"baseUrl"`
	APIBaseURL   string `json:"apiBaseUrl"`
	EventBaseURL string `json:"eventBaseUrl"`
	Env          string `json:"env"`
	IsDev        *bool  `json:"isDev"`
}

// client is the host's, with what the script's settings change.
func (o outbound) client(settings json.RawMessage) (*inngest.Client, error) {
	var s clientSettings
	if err := json.Unmarshal(settings, &s); err != nil {
		return nil, fmt.Errorf("the client's settings: %w", err)
	}
	c := *o.app.client
	if s.EventKey != "" {
		c.Env.EventKey = inngest.Key(s.EventKey)
	}
	if s.SigningKey != "" {
		c.Env.SigningKey = inngest.Key(s.SigningKey)
	}
	if s.IsDev != nil {
		c.Env.Mode = inngest.Cloud
		if *s.IsDev {
			c.Env.Mode = inngest.Dev
		}
	}
	if o.app.Executor == nil { // which takes everything itself
		for _, given := range []struct {
			url  string
			into []*string
		}{
			{s.BaseURL, []*string{&c.Env.API, &c.Env.Events}},
			{s.APIBaseURL, []*string{&c.Env.API}},
			{s.EventBaseURL, []*string{&c.Env.Events}},
		} {
			for _, origin := range given.into {
				if given.url != "" {
					*origin = strings.TrimRight(given.url, "/")
				}
			}
		}
	}
	if s.Env != "" {
		c.Env.Branch = s.Env
	}
	return &c, nil
}

// Send implements client.Server.
func (o outbound) Send(ctx context.Context, settings, events, options json.RawMessage) ([]string, error) {
	c, err := o.client(settings)
	if err != nil {
		return nil, err
	}
	var given struct {
		Env     string            `json:"env"`
		Headers map[string]string `json:"headers"`
	}
	if len(options) > 0 {
		if err := json.Unmarshal(options, &given); err != nil {
			return nil, fmt.Errorf("the options of send: %w", err)
		}
	}
	send := inngest.SendOptions{Branch: given.Env, Header: http.Header{}}
	for name, value := range given.Headers {
		send.Header.Set(name, value)
	}
	return c.Send(ctx, events, send)
}

// Signal implements client.Server.
func (o outbound) Signal(ctx context.Context, settings, body json.RawMessage) (string, error) {
	c, err := o.client(settings)
	if err != nil {
		return "", err
	}
	var signal struct {
		Signal string          `json:"signal"`
		Data   json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(body, &signal); err != nil {
		return "", fmt.Errorf("the signal: %w", err)
	}
	return c.Signal(ctx, signal.Signal, signal.Data)
}

// Publish implements client.Server.
func (o outbound) Publish(ctx context.Context, settings json.RawMessage, channel, topic string, data json.RawMessage) error {
	c, err := o.client(settings)
	if err != nil {
		return err
	}
	return c.Publish(ctx, inngest.Publication{Channel: channel, Topics: []string{topic}}, data)
}

// Config implements client.Server.
func (o outbound) Config(function json.RawMessage, baseURL, appPrefix string) (json.RawMessage, error) {
	var fn bundler.Function
	if err := json.Unmarshal(function, &fn); err != nil {
		return nil, fmt.Errorf("the function's definition: %w", err)
	}
	return json.Marshal(inngest.Config(fn, appPrefix, baseURL))
}
