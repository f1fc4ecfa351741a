package observe

import (
	"encoding/json"
)

// redact applies change to every string in JSON text, keys included. Text that
// is not JSON comes back as it is: it will be refused.
func redact(text []byte, change func(string) string) []byte {
	var out []byte
	kept := 0
	for at := 0; at < len(text); at++ {
		if text[at] != '"' {
			continue
		}
		end := at + 1
		for end < len(text) && text[end] != '"' {
			if text[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(text) {
			return text
		}
		var s string
		if err := json.Unmarshal(text[at:end+1], &s); err != nil {
			return text
		}
		if changed := change(s); changed != s {
			quoted, err := json.Marshal(changed)
			if err != nil {
				return text
			}
			out = append(append(out, text[kept:at]...), quoted...)
			kept = end + 1
		}
		at = end
	}
	return append(out, text[kept:]...)
}
