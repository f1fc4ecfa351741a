package webhook

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// An event is what a delivery comes to, in the form of the event API.
type event struct {
	Name string          `json:"name"`
	Data json.RawMessage `json:"data"`
	ID   string          `json:"id"`
	TS   json.RawMessage `json:"ts,omitempty"`
	V    json.RawMessage `json:"v,omitempty"`
	User json.RawMessage `json:"user,omitempty"`
}

// What is accepted of a delivery's normalisation.
const (
	maxEvents = 1000
	maxName   = 256
	maxID     = 200
)

// events reads what a provider's normalize returned. Its errors are the
// script's mistakes.
func (p *Provider) events(text json.RawMessage) ([]event, error) {
	if text == nil || string(text) == "null" {
		return nil, errors.New("normalize returned nothing: want an array of events, empty for none")
	}
	var given []struct {
		Name string          `json:"name"`
		Data json.RawMessage `json:"data"`
		Key  *string         `json:"idempotencyKey"`
		TS   json.RawMessage `json:"ts"`
		V    json.RawMessage `json:"v"`
		User json.RawMessage `json:"user"`
	}
	if err := json.Unmarshal(text, &given); err != nil {
		return nil, fmt.Errorf("normalize returned no array of events {name, data, idempotencyKey}: %w", err)
	}
	if len(given) > maxEvents {
		return nil, fmt.Errorf("normalize returned %d events: a delivery has at most %d", len(given), maxEvents)
	}
	out := make([]event, 0, len(given))
	seen := map[string]bool{}
	for i, g := range given {
		e := event{Name: g.Name, Data: g.Data, TS: g.TS, V: g.V, User: g.User}
		if p.EventPrefix != "" {
			e.Name = p.EventPrefix + "/" + g.Name
		}
		data := bytes.TrimSpace(e.Data)
		switch {
		case g.Name == "" || len(e.Name) > maxName:
			return nil, fmt.Errorf("event %d of %d: its name must have 1 to %d characters", i+1, len(given), maxName)
		case strings.HasPrefix(e.Name, "inngest/"):
			return nil, fmt.Errorf("event %d of %d: the name %q is the Inngest server's own", i+1, len(given), e.Name)
		case len(data) == 0 || string(data) == "null":
			e.Data = json.RawMessage("{}")
		case data[0] != '{':
			return nil, fmt.Errorf("event %d of %d: data of %q must be an object", i+1, len(given), e.Name)
		}
		switch {
		case g.Key == nil || *g.Key == "":
			e.ID = "webhook-" + p.Route + "-" + rand.Text()
		case len(*g.Key) > maxID:
			sum := sha256.Sum256([]byte(*g.Key))
			e.ID = strings.ToValidUTF8((*g.Key)[:maxID-65], "") + "-" + hex.EncodeToString(sum[:])
		default:
			e.ID = *g.Key
		}
		if seen[e.ID] {
			return nil, fmt.Errorf("event %d of %d: another has the idempotencyKey %q, so one of them would be dropped", i+1, len(given), e.ID)
		}
		seen[e.ID] = true
		out = append(out, e)
	}
	return out, nil
}

// maxDepth is how deep a body may be nested: what is deeper is an attack on
// whoever reads it.
const maxDepth = 200

// checkJSON says what keeps a body from being read.
func checkJSON(body []byte) error {
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
	if !json.Valid(body) {
		return errors.New("the body is not JSON")
	}
	return nil
}
