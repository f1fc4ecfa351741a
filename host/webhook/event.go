package webhook

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"systembus/jsapi/rawjson"
)

// An event is what a delivery comes to, in the form of the event API.
type event struct {
	id   string
	text json.RawMessage
}

// What is accepted of a delivery's normalisation.
const (
	maxEvents = 1000
	maxName   = 256
	maxID     = 200
)

// given is an event as normalize returned it; the texts come from
// JSON.stringify.
type given struct {
	name, key         string
	data, ts, v, user json.RawMessage
}

// events reads what a provider's normalize returned for a delivery that came
// at the time now. Its errors are the script's mistakes.
func (p *Provider) events(text json.RawMessage, now time.Time) ([]event, error) {
	if text == nil || string(text) == "null" {
		return nil, errors.New("normalize returned nothing: want an array of events, empty for none")
	}
	var all []given
	err := rawjson.Elements(text, func(value json.RawMessage) error {
		g, err := readGiven(value)
		all = append(all, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("normalize returned no array of events {name, data, idempotencyKey}: %w", err)
	}
	if len(all) > maxEvents {
		return nil, fmt.Errorf("normalize returned %d events: a delivery has at most %d", len(all), maxEvents)
	}
	out := make([]event, 0, len(all))
	seen := map[string]bool{}
	for i, g := range all {
		e, err := p.event(g, now)
		if err == nil && seen[e.id] {
			err = fmt.Errorf("another has the idempotencyKey %q, so one of them would be dropped", e.id)
		}
		if err != nil {
			return nil, fmt.Errorf("event %d of %d: %w", i+1, len(all), err)
		}
		seen[e.id] = true
		out = append(out, e)
	}
	return out, nil
}

func readGiven(value json.RawMessage) (given, error) {
	var g given
	err := rawjson.Members(value, func(name string, value json.RawMessage) error {
		if string(value) == "null" {
			return nil
		}
		switch name {
		case "name":
			return json.Unmarshal(value, &g.name)
		case "idempotencyKey":
			return json.Unmarshal(value, &g.key)
		case "data":
			g.data = value
		case "ts":
			g.ts = value
		case "v":
			g.v = value
		case "user":
			g.user = value
		}
		return nil
	})
	return g, err
}

// event writes an event as the event API wants it. Its time is the delivery's
// unless the script says another: how long it waits to be sent does not count.
func (p *Provider) event(g given, now time.Time) (event, error) {
	name := g.name
	if p.EventPrefix != "" {
		name = p.EventPrefix + "/" + name
	}
	switch {
	case g.name == "" || len(name) > maxName:
		return event{}, fmt.Errorf("its name must have 1 to %d characters", maxName)
	case strings.HasPrefix(name, "inngest/"):
		return event{}, fmt.Errorf("the name %q is the Inngest server's own", name)
	case g.data == nil:
		g.data = json.RawMessage("{}")
	case g.data[0] != '{':
		return event{}, fmt.Errorf("data of %q must be an object", name)
	}
	id := g.key
	switch {
	case id == "":
		id = "webhook-" + p.Route + "-" + rand.Text()
	case len(id) > maxID:
		sum := sha256.Sum256([]byte(id))
		id = strings.ToValidUTF8(id[:maxID-65], "") + "-" + hex.EncodeToString(sum[:])
	}
	if g.ts == nil {
		g.ts = strconv.AppendInt(nil, now.UnixMilli(), 10)
	}
	text := make([]byte, 0, len(g.data)+len(name)+len(id)+len(g.v)+len(g.user)+80)
	text = append(text, `{"name":`...)
	text = appendString(text, name)
	for _, m := range []struct {
		key   string
		value json.RawMessage
	}{{"data", g.data}, {"id", appendString(nil, id)}, {"ts", g.ts}, {"v", g.v}, {"user", g.user}} {
		if m.value != nil {
			text = append(append(append(append(text, ',', '"'), m.key...), '"', ':'), m.value...)
		}
	}
	return event{id, append(text, '}')}, nil
}

// appendString appends a JSON string.
func appendString(text []byte, s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has one
	}
	return append(text, quoted...)
}

// maxDepth is how deep a body may be nested: what is deeper is an attack on
// whoever reads it.
const maxDepth = 200

// checkDepth says what keeps a body from being read at all; whether it is JSON
// shows when it is read.
func checkDepth(body []byte) error {
	if len(body) == 0 {
		return errors.New("the body is empty")
	}
	depth, text := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case text && c == '\\':
			i++
		case c == '"':
			text = !text
		case text:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return fmt.Errorf("the body is nested more than %d deep", maxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}
