package infer

import (
	"encoding/json"
	"regexp"
	"strings"
)

// fence matches a fenced block of Markdown that may hold JSON.
var fence = regexp.MustCompile("(?s)```(?:json[c5]?|JSON)?[ \t]*\r?\n(.*?)\r?\n?[ \t]*```")

// maxStarts bounds how many places in a text are tried as the start of JSON.
const maxStarts = 1000

// extractJSON finds the JSON in an answer: the whole of it, else the first
// fenced block that is JSON, else the first object or array in the text. A
// bare string or number is JSON only when it is all there is.
func extractJSON(text string) (json.RawMessage, bool) {
	if whole := strings.TrimSpace(text); json.Valid([]byte(whole)) {
		return json.RawMessage(whole), true
	}
	for _, block := range fence.FindAllStringSubmatch(text, -1) {
		if inner := strings.TrimSpace(block[1]); inner != "" && json.Valid([]byte(inner)) {
			return json.RawMessage(inner), true
		}
	}
	for at, starts := 0, 0; starts < maxStarts; starts++ {
		next := strings.IndexAny(text[at:], "{[")
		if next < 0 {
			return nil, false
		}
		at += next
		var value json.RawMessage
		if json.NewDecoder(strings.NewReader(text[at:])).Decode(&value) == nil {
			return value, true
		}
		at++
	}
	return nil, false
}
