package gateway

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// targets are the sessions that an event goes to, of those that listen: the
// gateway and the one that it came from; Main when neither does.
func targets(sessions []string, origin string) []string {
	var out []string
	if slices.Contains(sessions, Gateway) {
		out = append(out, Gateway)
	}
	if origin != "" && origin != Gateway && slices.Contains(sessions, origin) {
		out = append(out, origin)
	}
	if len(out) == 0 {
		return []string{Main}
	}
	return out
}

// sleeper is an entry of the sleep queue.
type sleeper struct {
	Event     string `json:"event"`
	Timestamp string `json:"timestamp"`
	Summary   string `json:"summary"`
}

// urgent are the types of what is delivered while the system sleeps.
var urgent = regexp.MustCompile(`(?i)^(?:alert$|vip[/.]|deploy.*(?:failed|error)|system/health\.alert|telegram|discord)`)

// passes says whether an event is delivered even while the system sleeps:
// what is urgent, and what someone waits for in a chat.
func passes(e Event) bool {
	if urgent.MatchString(e.Type) {
		return true
	}
	var payload struct {
		OriginSession any `json:"originSession"`
		Source        any `json:"source"`
	}
	if json.Unmarshal(e.Payload, &payload) != nil {
		return false
	}
	if origin, ok := payload.OriginSession.(string); ok && (strings.HasPrefix(origin, "telegram:") || strings.HasPrefix(origin, "discord:")) {
		return true
	}
	source, ok := payload.Source.(string)
	return ok && (strings.HasPrefix(source, "telegram") || strings.HasPrefix(source, "discord"))
}

// maxSummary is how long a summary is at most, in UTF-16 units.
const maxSummary = 220

// Summary says in a line what a payload is about.
func Summary(payload json.RawMessage) string {
	var fields map[string]any
	if json.Unmarshal(payload, &fields) == nil {
		for _, name := range []string{"summary", "message", "prompt", "text", "title", "subject", "detail"} {
			if text, ok := fields[name].(string); ok && strings.TrimSpace(text) != "" {
				return shorten(strings.TrimSpace(text))
			}
		}
	}
	return shorten(string(payload))
}

// shorten cuts a text at maxSummary, not in the middle of a character.
func shorten(text string) string {
	if len(text) <= maxSummary {
		return text
	}
	units := 0
	cut := 0
	for i, r := range text {
		if units <= maxSummary-1 {
			cut = i
		}
		units += utf16.RuneLen(r)
	}
	if units <= maxSummary {
		return text
	}
	return text[:cut] + "…"
}
