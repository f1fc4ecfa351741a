package inngest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"systembus/jsapi/step"
)

// What Checkpoint's callers branch on.
var (
	// ErrStale says that the server has given the call to somebody else. The
	// answer must be a non-retriable error without ops: returning them would
	// let the server record steps twice.
	ErrStale = errors.New("the server has dispatched this call again; this answer is stale")
	// ErrTooLarge says that a step's output, or the run's state with it, is
	// over the server's limit.
	ErrTooLarge = errors.New("the step's output is larger than the server accepts")
)

// answerLimit bounds what is read of an API answer: the server's own limit of
// a run's state is 32 MiB, and the events come on top.
const answerLimit = 128 << 20

// An APIError is a refusal by the server: its status, and what it said.
type APIError struct {
	// Op is what was asked: "send a signal".
	Op string
	// Origin is the server, without a path, which can hold a key.
	Origin  string
	Status  int
	Message string
}

// Error names the operation, the server, the status and the server's words.
func (e *APIError) Error() string {
	return fmt.Sprintf("%s: the server at %s answered %d: %s", e.Op, e.Origin, e.Status, e.Message)
}

// A Client talks to an Inngest server's event API and management API on
// behalf of the host. It is safe for concurrent use, and a copy is as good as
// the original.
type Client struct {
	Env Environment
	// HTTP makes the requests; nil means http.DefaultClient. Deadlines are
	// the contexts' business.
	HTTP *http.Client
}

// A RunState is the part of a call that the server leaves out of large calls
// (ctx.use_api).
type RunState struct {
	// Events are the run's events, a JSON array.
	Events json.RawMessage
	// Steps is a JSON object of recorded results by hashed step id, in the
	// form they have in a call.
	Steps json.RawMessage
}

// FetchRun reads the events and recorded steps of a run.
func (c *Client) FetchRun(ctx context.Context, runID string) (RunState, error) {
	var s RunState
	base := c.Env.API + "/v0/runs/" + url.PathEscape(runID)
	for _, part := range []struct {
		path  string
		what  string
		first byte
		into  *json.RawMessage
	}{
		{"/batch", "read the run's events", '[', &s.Events},
		{"/actions", "read the run's steps", '{', &s.Steps},
	} {
		answer, err := c.call(ctx, part.what, apiRequest{method: http.MethodGet, url: base + part.path})
		if err != nil {
			return RunState{}, err
		}
		body := bytes.TrimSpace(answer.body)
		if len(body) == 0 || body[0] != part.first || !json.Valid(body) {
			return RunState{}, &APIError{part.what, c.Env.API, answer.status, "the answer has not the JSON form of a run"}
		}
		*part.into = body
	}
	return s, nil
}

// Signal sends a signal, whose data is JSON, and returns the id of the run
// that waited for it, or "" when none did.
func (c *Client) Signal(ctx context.Context, signal string, data json.RawMessage) (runID string, err error) {
	if len(data) == 0 {
		data = json.RawMessage("null")
	}
	body, err := encode(struct {
		Signal string          `json:"signal"`
		Data   json.RawMessage `json:"data"`
	}{signal, data})
	if err != nil {
		return "", fmt.Errorf("send a signal: %w", err)
	}
	answer, err := c.call(ctx, "send a signal", apiRequest{method: http.MethodPost, url: c.Env.API + "/v1/signals", body: body})
	var refused *APIError
	if errors.As(err, &refused) && refused.Status == http.StatusNotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var reply struct {
		Data struct {
			RunID string `json:"run_id"`
		} `json:"data"`
	}
	if err := json.Unmarshal(answer.body, &reply); err != nil || reply.Data.RunID == "" {
		return "", &APIError{"send a signal", c.Env.API, answer.status, "the answer names no run"}
	}
	return reply.Data.RunID, nil
}

// A Publication says where a realtime message goes.
type Publication struct {
	Channel string
	Topics  []string
	// RunID names the run that publishes; empty outside a run.
	RunID string
}

// Publish sends a realtime message to the subscribers of a channel's topics.
// data is JSON; a JSON string travels as its text, as in the TypeScript SDK.
func (c *Client) Publish(ctx context.Context, to Publication, data json.RawMessage) error {
	q := url.Values{"channel": {to.Channel}, "topic": to.Topics}
	if to.RunID != "" {
		q.Set("run_id", to.RunID)
	}
	body := []byte(data)
	var text string
	if json.Unmarshal(data, &text) == nil {
		body = []byte(text)
	}
	_, err := c.call(ctx, "publish to "+to.Channel, apiRequest{
		method: http.MethodPost, url: c.Env.API + "/v1/realtime/publish?" + q.Encode(), body: body,
	})
	return err
}

// A Checkpoint reports steps in the middle of a call, so that they are
// recorded before the call ends. The ids come from the call.
type Checkpoint struct {
	RunID      string
	FunctionID string
	// QueueItem is the call's qi_id.
	QueueItem string
	RequestID string
	// Generation is the call's HeaderGenerationID, 0 when it had none.
	Generation int
	// Started is when the call arrived.
	Started time.Time
	Steps   []step.Op
}

// Checkpoint records steps at the server. The error is ErrStale or
// ErrTooLarge, wrapped, when the caller must act on it; after any other error
// the steps go into the call's own answer instead.
func (c *Client) Checkpoint(ctx context.Context, p Checkpoint) error {
	const op = "record steps"
	body, err := encode(struct {
		RunID      string    `json:"run_id"`
		FunctionID string    `json:"fn_id"`
		QueueItem  string    `json:"qi_id"`
		RequestID  string    `json:"request_id"`
		Generation int       `json:"generation_id,omitempty"`
		Started    int64     `json:"request_started_at"`
		Steps      []step.Op `json:"steps"`
		Timestamp  int64     `json:"ts"`
	}{
		p.RunID, p.FunctionID, p.QueueItem, p.RequestID, p.Generation, p.Started.UnixMilli(), p.Steps,
		time.Now().UnixMilli(),
	})
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	_, err = c.call(ctx, op, apiRequest{
		method: http.MethodPost, url: c.Env.API + "/v1/checkpoint/" + url.PathEscape(p.RunID) + "/async", body: body,
	})
	if refused, ok := errors.AsType[*APIError](err); ok {
		switch refused.Status {
		case http.StatusConflict:
			return fmt.Errorf("%w (%w)", ErrStale, err)
		case http.StatusRequestEntityTooLarge:
			return fmt.Errorf("%w (%w)", ErrTooLarge, err)
		}
	}
	return err
}

type apiRequest struct {
	method, url string
	body        []byte
	header      http.Header
}

type apiAnswer struct {
	status int
	header http.Header
	body   []byte
}

// call makes a request with the signing key as bearer, and once more with the
// fallback key when the server refuses the first. An answer of 400 and above
// is an *APIError, and comes along for those who read more of it.
func (c *Client) call(ctx context.Context, op string, req apiRequest) (apiAnswer, error) {
	keys := c.Env.Keys()
	if len(keys) == 0 {
		keys = []Key{""}
	}
	var answer apiAnswer
	for _, key := range keys {
		var err error
		if answer, err = c.roundTrip(ctx, req, key); err != nil {
			return apiAnswer{}, fmt.Errorf("%s: the server at %s: %w", op, c.Env.API, err)
		}
		if answer.status != http.StatusUnauthorized && answer.status != http.StatusForbidden {
			break
		}
	}
	if answer.status >= 400 {
		return answer, &APIError{op, c.Env.API, answer.status, answerMessage(answer)}
	}
	return answer, nil
}

// roundTrip makes one request and reads the answer. Its errors do not show the
// URL, which may hold an event key.
func (c *Client) roundTrip(ctx context.Context, req apiRequest, bearer Key) (apiAnswer, error) {
	r, err := http.NewRequestWithContext(ctx, req.method, req.url, bytes.NewReader(req.body))
	if err != nil {
		return apiAnswer{}, errors.New("its URL is malformed")
	}
	c.Env.identify(r.Header)
	r.Header.Set("Content-Type", "application/json")
	maps.Copy(r.Header, req.header)
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer.Bearer())
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(r)
	if err != nil {
		if ctx.Err() != nil {
			return apiAnswer{}, context.Cause(ctx)
		}
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
			if u.Timeout() && client.Timeout > 0 {
				err = fmt.Errorf("no answer within %s", client.Timeout)
			}
		}
		return apiAnswer{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, answerLimit+1))
	if err == nil && len(body) > answerLimit {
		err = fmt.Errorf("its answer is over %d bytes", answerLimit)
	}
	if err != nil {
		return apiAnswer{}, fmt.Errorf("reading its answer: %w", err)
	}
	return apiAnswer{res.StatusCode, res.Header, body}, nil
}

// answerMessage finds the server's words in an error's body: the member
// "error" or "message" of a JSON object, else the beginning of the text.
func answerMessage(a apiAnswer) string {
	var said struct {
		Error   any    `json:"error"`
		Message string `json:"message"`
	}
	if json.Unmarshal(a.body, &said) == nil {
		if text, ok := said.Error.(string); ok && text != "" {
			return text
		}
		if said.Message != "" {
			return said.Message
		}
	}
	text := strings.Join(strings.Fields(strings.ToValidUTF8(string(a.body[:min(len(a.body), 600)]), "")), " ")
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "..."
	}
	if text == "" {
		text = http.StatusText(a.status)
	}
	return text
}
