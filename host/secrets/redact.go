package secrets

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

const (
	// minPlain is the least length, in bytes, of a value that is redacted: a
	// shorter one stands in every second line by chance.
	minPlain = 6
	// minEncoded is the least length of an encoded form.
	minEncoded = 6
	// minLine is the least length of a line of a longer value, such as a
	// private key, that is redacted by itself.
	minLine = 16
)

// A Redactor replaces secret values in text, wherever and however often they
// stand there: as they are, and in their JSON, URL, base64 and hexadecimal
// forms. Values are added while it is used. The zero value, and a nil one,
// know none and leave everything as it is. Its methods may be called from any
// goroutine.
type Redactor struct {
	mu    sync.Mutex
	known map[string]string // names by value
	forms atomic.Pointer[forms]
}

// forms are the texts to look for, prepared.
type forms struct {
	replacer *strings.Replacer
	// needles are what Found looks for.
	needles []needle
}

type needle struct {
	name string
	text []byte
}

// Add makes value, the secret name's, unspeakable from now on. What was a
// secret stays one: there is no removing.
func (r *Redactor) Add(name, value string) {
	if len(value) < minPlain {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.known[value]; known {
		return
	}
	if r.known == nil {
		r.known = map[string]string{}
	}
	r.known[value] = name
	r.forms.Store(prepare(r.known))
}

// prepare lists all forms of all values, the longest first: where two begin at
// one place the longer is replaced.
func prepare(known map[string]string) *forms {
	names := map[string]string{}
	var needles []needle
	for value, name := range known {
		for _, form := range escaped(value) {
			needles = append(needles, needle{name, []byte(form)})
		}
		for _, form := range formsOf(value) {
			if other, taken := names[form]; !taken || name < other {
				names[form] = name
			}
		}
	}
	texts := make([]string, 0, len(names))
	for form := range names {
		texts = append(texts, form)
	}
	slices.SortFunc(texts, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	pairs := make([]string, 0, 2*len(texts))
	for _, form := range texts {
		pairs = append(pairs, form, mark(names[form]))
	}
	return &forms{strings.NewReplacer(pairs...), needles}
}

// mark is what stands in a value's place. It needs no escaping in JSON, and
// none in a URL or a header but for the brackets.
func mark(name string) string {
	return "[secret:" + strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '\\' || r > '~' {
			return '_'
		}
		return r
	}, name) + "]"
}

// formsOf are the texts in which a value may appear.
func formsOf(value string) []string {
	out := []string{value}
	add := func(form string) {
		if len(form) >= minEncoded && form != value {
			out = append(out, form)
		}
	}
	once := escaped(value)
	for _, form := range once {
		add(form)
		for _, twice := range escaped(form) {
			add(twice)
		}
	}
	for _, set := range percentSets {
		form := percent(value, set)
		for _, form := range []string{form, strings.ReplaceAll(form, "%20", "+")} {
			add(form)
			add(lowerEscapes(form))
		}
	}
	plain := hex.EncodeToString([]byte(value))
	add(plain)
	add(strings.ToUpper(plain))
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		add(encoding.EncodeToString([]byte(value)))
		add(encoding.WithPadding(base64.NoPadding).EncodeToString([]byte(value)))
		for offset := range 3 {
			add(inner(encoding, value, offset))
		}
	}
	if strings.Contains(value, "\n") {
		for line := range strings.Lines(value) {
			if line = strings.TrimSpace(line); len(line) >= minLine && !strings.HasPrefix(line, "-----") {
				out = append(out, line)
			}
		}
	}
	return out
}

// escaped are the ways in which a text stands inside a JSON string.
func escaped(value string) []string {
	var forms []string
	for _, html := range []bool{false, true} {
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(html)
		if encoder.Encode(value) == nil { // a string always encodes
			quoted := strings.TrimSuffix(b.String(), "\n")
			forms = append(forms, quoted[1:len(quoted)-1])
		}
	}
	return forms
}

// percentSets are the characters that are percent-encoded in the parts of a
// URL (WHATWG URL 1.3), beside what is not printable ASCII: in a fragment, a
// query, a path, user information, by encodeURIComponent, in a form, by those
// who encode all that RFC 3986 reserves, and by Go in a path.
var percentSets = []string{
	" \"<>`",
	" \"#<>",
	" \"#<>'",
	" \"#<>?^`{}",
	" \"#<>?^`{}/:;=@[\\]|",
	" \"#<>?^`{}/:;=@[\\]|$%&+,",
	" \"#<>?^`{}/:;=@[\\]|$%&+,!'()~",
	" \"#<>?^`{}/:;=@[\\]|$%&+,!'()*",
	" \"#<>?^`{}/;[\\]|%,!'()*",
}

func percent(value, set string) string {
	var b strings.Builder
	for i := range len(value) {
		if c := value[i]; c <= ' ' || c > '~' || strings.IndexByte(set, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// lowerEscapes writes %2F as %2f.
func lowerEscapes(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], bytes.ToLower(b[i+1:i+3]))
		}
	}
	return string(b)
}

// inner is the part of the base64 text of a longer text that depends on
// nothing but value, which stands in it offset bytes, modulo 3, from its
// start: "user:password" has the password at 2.
func inner(encoding *base64.Encoding, value string, offset int) string {
	padded := append(make([]byte, offset), value...)
	text := encoding.WithPadding(base64.NoPadding).EncodeToString(padded)
	first := (offset*8 + 5) / 6
	last := len(padded) * 8 / 6
	if first >= last {
		return ""
	}
	return text[first:last]
}

// String is s without secrets.
func (r *Redactor) String(s string) string {
	if r == nil || s == "" {
		return s
	}
	f := r.forms.Load()
	if f == nil {
		return s
	}
	return f.replacer.Replace(s)
}

// Bytes is b without secrets: b itself when it has none.
func (r *Redactor) Bytes(b []byte) []byte {
	if !r.Active() {
		return b
	}
	s := string(b)
	if clean := r.String(s); clean != s {
		return []byte(clean)
	}
	return b
}

// JSON is a JSON text without secrets, still a JSON text: where a secret was
// more than a part of a string, the whole becomes a string.
func (r *Redactor) JSON(text json.RawMessage) json.RawMessage {
	if !r.Active() || len(text) == 0 {
		return text
	}
	clean := r.Bytes(text)
	if bytes.Equal(clean, text) || json.Valid(clean) {
		return clean
	}
	quoted, err := json.Marshal(string(clean))
	if err != nil {
		return json.RawMessage("null")
	}
	return quoted
}

// Active says whether there is anything to redact.
func (r *Redactor) Active() bool { return r != nil && r.forms.Load() != nil }

// Found names a secret whose value stands in text as it is or in its JSON
// form, for those who must not change the text and can only warn.
func (r *Redactor) Found(text []byte) (name string, found bool) {
	if !r.Active() {
		return "", false
	}
	for _, n := range r.forms.Load().needles {
		if bytes.Contains(text, n.text) {
			return n.name, true
		}
	}
	return "", false
}
