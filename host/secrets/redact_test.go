package secrets

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"
)

// awkward is a value that every encoding changes.
const awkward = "p&ss\"w/rd +<é>\\%!*"

func known(values ...string) *Redactor {
	r := &Redactor{}
	for i, v := range values {
		r.Add(fmt.Sprintf("s%d", i), v)
	}
	return r
}

func TestRedact(t *testing.T) {
	quoted, _ := json.Marshal(awkward)
	twice, _ := json.Marshal(string(quoted))
	tests := []struct{ name, value, text, want string }{
		{"plain", "hunter22", "a hunter22 b hunter22", "a [secret:s0] b [secret:s0]"},
		{"nothing", "hunter22", "a hunter2 b", "a hunter2 b"},
		{"too short to be told from chance", "abcde", "abcde", "abcde"},
		{"JSON", awkward, string(quoted), `"[secret:s0]"`},
		{"JSON in JSON", awkward, string(twice), `"\"[secret:s0]\""`},
		{"query", awkward, "?key=" + url.QueryEscape(awkward) + "&x", "?key=[secret:s0]&x"},
		{"query in lower case", awkward, strings.ToLower(url.QueryEscape(awkward)), "[secret:s0]"},
		{"path", awkward, "/" + url.PathEscape(awkward), "/[secret:s0]"},
		{"encodeURIComponent", awkward, "p%26ss%22w%2Frd%20%2B%3C%C3%A9%3E%5C%25!*", "[secret:s0]"},
		{"base64", awkward, base64.StdEncoding.EncodeToString([]byte(awkward)), "[secret:s0]"},
		{"base64url without padding", awkward, base64.RawURLEncoding.EncodeToString([]byte(awkward)) + " x", "[secret:s0] x"},
		{"hex", awkward, "0x" + hex.EncodeToString([]byte(awkward)), "0x[secret:s0]"},
		{"a line of a key", "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\nqqqq\n-----END KEY-----\n", "at MIIEvQIBADANBgkqhkiG.", "at [secret:s0]."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := known(tt.value).String(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Basic authentication has the password at any place in the encoded text.
func TestRedactInsideBase64(t *testing.T) {
	const value = "correct-horse-battery"
	r := known(value)
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		for before := range 7 {
			for after := range 7 {
				text := encoding.EncodeToString([]byte(strings.Repeat("u", before) + value + strings.Repeat("\xff", after)))
				clean := r.String(text)
				if !strings.Contains(clean, "[secret:s0]") {
					t.Errorf("%d before, %d after: %q is left", before, after, clean)
				}
				rest, _ := base64.RawStdEncoding.DecodeString(strings.NewReplacer("[secret:s0]", "", "=", "", "-", "+", "_", "/").Replace(clean))
				if strings.Contains(string(rest), "horse") {
					t.Errorf("%d before, %d after: %q still tells it", before, after, clean)
				}
			}
		}
	}
}

func TestRedactTheLonger(t *testing.T) {
	r := known("token-abc", "token-abc-and-more")
	if got, want := r.String("token-abc-and-more token-abc"), "[secret:s1] [secret:s0]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRedactKnowsNothing(t *testing.T) {
	var none *Redactor
	for _, r := range []*Redactor{none, {}} {
		if got := r.String("text"); got != "text" || r.Active() {
			t.Errorf("got %q, active %t", got, r.Active())
		}
		if got := r.JSON(json.RawMessage(`{"a":1}`)); string(got) != `{"a":1}` {
			t.Errorf("got %s", got)
		}
		if _, found := r.Found([]byte("text")); found {
			t.Error("found something")
		}
	}
	text := "a text that is long enough for a buffer of its own"
	if n := testing.AllocsPerRun(100, func() { none.String(text); known().String("") }); n > 1 {
		t.Errorf("%v allocations", n)
	}
}

func TestRedactJSON(t *testing.T) {
	r := known("123456789", awkward)
	quoted, _ := json.Marshal(map[string]any{"password": awkward, "n": 1})
	for text, want := range map[string]string{
		string(quoted):         `{"n":1,"password":"[secret:s1]"}`,
		`{"code":1234567890}`:  `"{\"code\":[secret:s0]0}"`,
		`{"code":"123456789"}`: `{"code":"[secret:s0]"}`,
		`{"code":"x"}`:         `{"code":"x"}`,
		``:                     ``,
	} {
		if got := string(r.JSON(json.RawMessage(text))); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestFound(t *testing.T) {
	r := known(awkward)
	quoted, _ := json.Marshal(map[string]string{"a": awkward})
	if name, found := r.Found(quoted); !found || name != "s0" {
		t.Errorf("got %q, %t", name, found)
	}
	if name, found := r.Found([]byte(`{"a":"p&ss"}`)); found {
		t.Errorf("found %q", name)
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("hunter22", "x", `{"a":"hunter22"}`)
	f.Add(awkward, "", `[1]`)
	f.Add("11111111", "1", `[111111111111]`)
	f.Fuzz(func(t *testing.T, value, around, text string) {
		if len(value) < minPlain || len(value) > 200 {
			t.Skip()
		}
		r := known(value)
		if !strings.Contains(mark("s0"), value) {
			if clean := r.String(around + value + around); strings.Contains(clean, value) {
				t.Errorf("%q is left in %q", value, clean)
			}
		}
		if json.Valid([]byte(text)) && !json.Valid(r.JSON(json.RawMessage(text))) {
			t.Errorf("%s became %s", text, r.JSON(json.RawMessage(text)))
		}
	})
}

// hiding is a value that says of itself what it is when it is logged.
type hiding struct{ password string }

func (h hiding) LogValue() slog.Value { return slog.StringValue("the password is " + h.password) }

type plainStruct struct{ Password string }

func TestHandler(t *testing.T) {
	const value = `hunter"22`
	for name, make := range map[string]func(*bytes.Buffer) slog.Handler{
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			r := &Redactor{}
			log := slog.New(r.Handler(make(&b)))
			r.Add("pw", value) // after the logger was made
			log.With("bound", value).WithGroup("g").Error("message "+value,
				"string", value, "error", fmt.Errorf("wrapped: %w", errors.New(value)), "hiding", hiding{value},
				"struct", plainStruct{value}, "pointer", &plainStruct{value}, "map", map[string]any{"a": []string{value}}, "bytes", []byte(value),
				slog.Group("inner", "deep", value, "n", 5), "key "+value, true, "took", time.Second)
			out := b.String()
			for _, form := range []string{"hunter", "22"} {
				if strings.Contains(strings.ReplaceAll(out, time.Now().Format("2006"), ""), form) && form == "hunter" {
					t.Errorf("%q is in %s", form, out)
				}
			}
			if n := strings.Count(out, "[secret:pw]"); n < 11 {
				t.Errorf("%d marks in %s", n, out)
			}
			for _, kept := range []string{"took", "inner", "5"} {
				if !strings.Contains(out, kept) {
					t.Errorf("%q was lost: %s", kept, out)
				}
			}
		})
	}
}

func BenchmarkRedact(b *testing.B) {
	text := strings.Repeat("an ordinary line of a log that says what happened to whom ", 4)
	for _, n := range []int{0, 1, 10} {
		b.Run(fmt.Sprintf("secrets=%d", n), func(b *testing.B) {
			r := &Redactor{}
			for i := range n {
				r.Add("s", fmt.Sprintf("sk-%d-0123456789abcdef0123456789abcdef", i))
			}
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				r.String(text)
			}
		})
	}
}
