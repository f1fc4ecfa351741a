package inngest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"systembus/jsapi/rawjson"
)

const (
	sendAttempts  = 5
	sendBaseDelay = 100 * time.Millisecond
	// noEventKey stands in the URL for a key that a dev server does not check.
	noEventKey = "NO_EVENT_KEY_SET"
)

// ErrNoEventKey is returned by Send in cloud mode without an event key.
var ErrNoEventKey = errors.New("INNGEST_EVENT_KEY is not set, and a server in cloud mode takes no events without it: " +
	"set it to one of the server's event keys, or set INNGEST_DEV=1 to work with a dev server")

// SendOptions are the options of one Send.
type SendOptions struct {
	// Branch replaces Environment.Branch for these events.
	Branch string
	// Header adds to the request's headers, for example traceparent.
	Header http.Header
}

// Send sends one event, a JSON object, or several, a JSON array of objects,
// and returns their ids in order. An event needs a name; ts and data are
// filled in where missing, and everything else goes as it is, in the order of
// the author's keys. An empty array sends nothing.
//
// A send that fails for want of a network or an able server is tried again, up
// to five times in all within two seconds or so; the server recognises the
// repeats. Other errors come at once, as *APIError where the server spoke, and
// ErrNoEventKey.
func (c *Client) Send(ctx context.Context, events json.RawMessage, opts SendOptions) ([]string, error) {
	now := time.Now().UnixMilli()
	body, count, err := normaliseEvents(events, now)
	if err != nil {
		return nil, fmt.Errorf("send events: %w", err)
	}
	if count == 0 {
		return []string{}, nil
	}
	key := c.Env.EventKey
	if key == "" {
		if c.Env.Mode == Cloud {
			return nil, ErrNoEventKey
		}
		key = noEventKey
	}

	header := http.Header{HeaderEventIDSeed: {eventSeed(now)}}
	for name, values := range opts.Header {
		header[http.CanonicalHeaderKey(name)] = values
	}
	if opts.Branch != "" {
		header.Set(HeaderEnv, opts.Branch)
	}
	req := apiRequest{
		method: http.MethodPost, url: c.Env.Events + "/e/" + url.PathEscape(string(key)), body: body, header: header,
	}
	for attempt := 0; ; attempt++ {
		ids, again, err := c.sendOnce(ctx, req, count)
		if err == nil || !again || attempt == sendAttempts-1 {
			return ids, err
		}
		delay := sendBaseDelay<<attempt + mathrand.N(sendBaseDelay)
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("send events: %w (after: %w)", context.Cause(ctx), err)
		case <-time.After(delay):
		}
	}
}

// sendOnce makes one attempt; again says whether another may help.
func (c *Client) sendOnce(ctx context.Context, req apiRequest, count int) (ids []string, again bool, err error) {
	const op = "send events"
	answer, err := c.roundTrip(ctx, req, "")
	if err != nil {
		return nil, ctx.Err() == nil, fmt.Errorf("%s: the server at %s: %w", op, c.Env.Events, err)
	}
	var reply struct {
		IDs    []string `json:"ids"`
		Status int      `json:"status"`
		Error  string   `json:"error"`
	}
	malformed := json.Unmarshal(answer.body, &reply) != nil
	if !malformed && answer.status < 300 && reply.Status == http.StatusOK && reply.Error == "" {
		return reply.IDs, false, nil
	}

	status := answer.status
	if status < 400 && reply.Status >= 400 {
		status = reply.Status
	}
	message := answerMessage(answer)
	switch {
	case status < 400:
		message = "the answer is not that of an event API: " + message
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		message += "; check INNGEST_EVENT_KEY"
	}
	again = status < 400 || status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout
	return nil, again, &APIError{op, c.Env.Events, status, message}
}

// eventSeed is what the server derives the events' ids from: the time in
// milliseconds and ten random bytes.
func eventSeed(now int64) string {
	var entropy [10]byte
	_, _ = rand.Read(entropy[:])
	return strconv.FormatInt(now, 10) + "," + base64.StdEncoding.EncodeToString(entropy[:])
}

// normaliseEvents gives the JSON array to send and its length.
func normaliseEvents(events json.RawMessage, now int64) (json.RawMessage, int, error) {
	events = bytes.TrimSpace(events)
	var list []json.RawMessage
	switch {
	case len(events) == 0:
		return nil, 0, errors.New("want an event object or an array of them, got nothing")
	case events[0] == '[':
		err := rawjson.Elements(events, func(event json.RawMessage) error {
			list = append(list, event)
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	default:
		list = []json.RawMessage{events}
	}
	out := bytes.NewBuffer(make([]byte, 0, len(events)+32*len(list)+2))
	out.WriteByte('[')
	for i, event := range list {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := normaliseEvent(out, event, now); err != nil {
			return nil, 0, fmt.Errorf("event %d of %d: %w", i+1, len(list), err)
		}
	}
	out.WriteByte(']')
	return out.Bytes(), len(list), nil
}

// normaliseEvent writes one event: the members as they are but for sessions
// and ctx, which the SDK keeps to itself, and null; ts and data get their
// defaults where JavaScript's || would give them.
//
// What the members' values hold is not looked at: it comes from JSON.stringify,
// and the server reads it.
func normaliseEvent(out *bytes.Buffer, event json.RawMessage, now int64) error {
	if event[0] != '{' {
		return fmt.Errorf("want an object, got %.40s", event)
	}
	var name string
	sep := "{"
	write := func(key string, value []byte) error {
		member, err := encode(key)
		if err != nil {
			return err
		}
		out.WriteString(sep)
		out.Write(member)
		out.WriteByte(':')
		out.Write(value)
		sep = ","
		return nil
	}
	hasTS, hasData := false, false
	err := rawjson.Members(event, func(key string, value json.RawMessage) error {
		switch key {
		case "sessions", "ctx":
			return nil
		case "name":
			if err := json.Unmarshal(value, &name); err != nil {
				return fmt.Errorf("name: want a string, got %s", value)
			}
		case "ts":
			if falsy(value) {
				return nil
			}
			hasTS = true
		case "data":
			if falsy(value) {
				return nil
			}
			if value[0] != '{' {
				return fmt.Errorf("data of %q: want an object, got %.40s", name, value)
			}
			hasData = true
		case "id", "v", "meta":
			if string(value) == "null" {
				return nil
			}
		}
		return write(key, value)
	})
	if err != nil {
		return err
	}
	if name == "" {
		return errors.New("it has no name")
	}
	if !hasData {
		if err := write("data", []byte("{}")); err != nil {
			return err
		}
	}
	if !hasTS {
		if err := write("ts", strconv.AppendInt(nil, now, 10)); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

// falsy says whether a JSON value is false in JavaScript.
func falsy(value []byte) bool {
	switch string(value) {
	case "null", "false", `""`:
		return true
	}
	if value[0] == '{' || value[0] == '[' {
		return false
	}
	n, err := strconv.ParseFloat(string(value), 64)
	return err == nil && n == 0
}
