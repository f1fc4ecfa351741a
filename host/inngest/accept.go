package inngest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// accepted is the server's answer to a registration.
type accepted struct {
	modified bool
	syncID   string
	kind     string
}

// register posts a registration.
func (c *Client) register(ctx context.Context, want registration, req RegisterRequest) (accepted, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, syncTimeout, fmt.Errorf("no answer within %s", syncTimeout))
	defer cancel()
	op := "register app " + want.app.ID

	body := want.request
	body.DeployID = req.DeployID
	if req.Force {
		body.IdempotencyKey = eventSeed(time.Now().UnixMilli())
	}
	text, err := encode(body)
	if err != nil {
		return accepted{}, fmt.Errorf("%s: %w", op, err)
	}
	kind := req.ServerKind
	if kind == "" && c.Env.Mode == Cloud {
		kind = string(Cloud)
	}
	header := http.Header{HeaderSyncKind: {SyncOutOfBand}}
	if kind != "" {
		header.Set(HeaderExpectedServerKind, kind)
	}
	target := c.Env.API + "/fn/register"
	if req.DeployID != "" {
		target += "?" + QueryDeploy + "=" + url.QueryEscape(req.DeployID)
	}

	answer, err := c.call(ctx, op, apiRequest{method: http.MethodPost, url: target, body: text, header: header})
	out := accepted{kind: answer.header.Get(HeaderServerKind)}
	if err != nil {
		return out, c.explain(ctx, err, out.kind, kind, want)
	}
	var reply struct {
		OK       bool   `json:"ok"`
		Modified bool   `json:"modified"`
		SyncID   string `json:"sync_id"`
		Error    string `json:"error"`
	}
	if err := json.Unmarshal(answer.body, &reply); err != nil || !reply.OK || reply.Error != "" {
		return out, &APIError{op, c.Env.API, answer.status, "the answer is not that of an Inngest server: " + answerMessage(answer)}
	}
	out.modified, out.syncID = reply.Modified, reply.SyncID
	return out, nil
}

// explain adds to a refusal what it means and what to do.
func (c *Client) explain(ctx context.Context, err error, kind, expected string, want registration) error {
	var refused *APIError
	if !errors.As(err, &refused) {
		return fmt.Errorf("%w; is the Inngest server running, and is INNGEST_BASE_URL right?", err)
	}
	switch {
	case refused.Status == http.StatusUnauthorized || refused.Status == http.StatusForbidden:
		if len(c.Env.Keys()) == 0 {
			return fmt.Errorf("%w; set INNGEST_SIGNING_KEY to the server's signing key", err)
		}
		return fmt.Errorf("%w; INNGEST_SIGNING_KEY is not the server's signing key", err)
	case kind != "" && expected != "" && kind != expected && refused.Status == http.StatusBadRequest:
		if expected == string(Cloud) {
			return fmt.Errorf("%w; it is a dev server, which does not sign its calls: set INNGEST_DEV=1", err)
		}
		return fmt.Errorf("%w; it is not the %s server that asked for the registration", err, expected)
	case refused.Status == http.StatusBadRequest:
		detail := c.rejection(ctx, want.app.ID)
		if detail == "" {
			detail = refused.Message
		} else {
			err = fmt.Errorf("%w: %s", err, detail)
		}
		if ids := suspects(detail, want.request.Functions); len(ids) > 0 {
			return fmt.Errorf("%w; look at %s", err, strings.Join(ids, ", "))
		}
	}
	return err
}
