// Package signature checks the signatures of webhooks, and makes them for
// tests and development. A scheme is data: which algorithm over which bytes,
// in which header, under which secrets. So most providers need no code, and
// none of theirs runs before the signature is known to be good.
package signature

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The schemes.
const (
	HMACSHA1         = "hmac-sha1"
	HMACSHA256       = "hmac-sha256"
	HMACSHA512       = "hmac-sha512"
	Ed25519          = "ed25519"
	StandardWebhooks = "standard-webhooks"
	Token            = "token"
)

// Schemes are the names of the schemes.
func Schemes() []string {
	return []string{HMACSHA1, HMACSHA256, HMACSHA512, Ed25519, StandardWebhooks, Token}
}

// DefaultTolerance is how far a timestamp may be from the worker's clock.
const DefaultTolerance = 5 * time.Minute

// maxTolerance keeps replays within the time for which deliveries are
// remembered.
const maxTolerance = 24 * time.Hour

// A Scheme says how a provider signs what it delivers.
type Scheme struct {
	// Scheme is the algorithm: one of Schemes.
	Scheme string `json:"scheme"`
	// Header holds the signature; with the scheme token, the token itself.
	Header string `json:"header,omitempty"`
	// Encoding of the signature: "hex", "base64" or "base64url". Hex unless
	// said; base64 for ed25519.
	Encoding string `json:"encoding,omitempty"`
	// Prefix stands before the signature in its header: "sha256=".
	Prefix string `json:"prefix,omitempty"`
	// Fields, when the header is a list such as "t=12,v1=ab,v1=cd".
	Fields *Fields `json:"fields,omitempty"`
	// Signed is what is signed: a text in which {raw} stands for the body's
	// bytes, {timestamp} and {id} for the headers', and {json} for the body as
	// JSON.stringify(JSON.parse(body)) writes it. "{raw}" unless said.
	Signed string `json:"signed,omitempty"`
	// TimestampHeader and IDHeader hold what {timestamp} and {id} stand for.
	TimestampHeader string `json:"timestampHeader,omitempty"`
	IDHeader        string `json:"idHeader,omitempty"`
	// Tolerance is how old or early a timestamp may be: "5m", or seconds.
	// DefaultTolerance unless said.
	Tolerance Duration `json:"tolerance,omitempty"`
	// Secrets name the environment variables of the secrets. Those that are
	// set are all good, so that one can be rotated.
	Secrets []string `json:"secrets"`
	// SecretEncoding is how the bytes of an HMAC secret are written: "utf8"
	// (as it stands) unless said, "base64" or "hex".
	SecretEncoding string `json:"secretEncoding,omitempty"`
}

// Fields name the parts of a header that is a list.
type Fields struct {
	// Signature names the fields that hold signatures; any may be good.
	Signature string `json:"signature"`
	// Timestamp names the field that holds the timestamp, if one does.
	Timestamp string `json:"timestamp,omitempty"`
}

// A Duration is written "5m" or as a number of seconds.
type Duration time.Duration

// UnmarshalJSON reads both forms.
func (d *Duration) UnmarshalJSON(text []byte) error {
	var s string
	var seconds float64
	if json.Unmarshal(text, &seconds) == nil {
		*d = Duration(seconds * float64(time.Second))
		return nil
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return fmt.Errorf("want a duration such as \"5m\" or a number of seconds, got %s", text)
	}
	parsed, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf("%q is not a duration such as \"5m\"", s)
	}
	*d = Duration(parsed)
	return nil
}

// MarshalJSON writes the readable form.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(d).String()) }

var (
	placeholder = regexp.MustCompile(`\{[^{}]*\}`)
	headerName  = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
	variable    = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// Check says what is wrong with a scheme, for the author who wrote it, and
// nil when it can be used.
func (s *Scheme) Check() error {
	if !slices.Contains(Schemes(), s.Scheme) {
		return fmt.Errorf("scheme %q: want one of %s", s.Scheme, strings.Join(Schemes(), ", "))
	}
	if len(s.Secrets) == 0 {
		return fmt.Errorf("secrets: name the environment variable that holds the secret, such as [\"GITHUB_WEBHOOK_SECRET\"]")
	}
	for _, name := range s.Secrets {
		if !variable.MatchString(name) {
			return fmt.Errorf("secrets: %q is not the name of an environment variable", name)
		}
	}
	if s.Scheme != StandardWebhooks && s.Header == "" {
		return fmt.Errorf("header: name the header that holds the signature")
	}
	for key, name := range map[string]string{"header": s.Header, "timestampHeader": s.TimestampHeader, "idHeader": s.IDHeader} {
		if name != "" && !headerName.MatchString(name) {
			return fmt.Errorf("%s: %q is not the name of a header", key, name)
		}
	}
	if !slices.Contains([]string{"", "hex", "base64", "base64url"}, s.Encoding) {
		return fmt.Errorf("encoding %q: want hex, base64 or base64url", s.Encoding)
	}
	if !slices.Contains([]string{"", "utf8", "hex", "base64"}, s.SecretEncoding) {
		return fmt.Errorf("secretEncoding %q: want utf8, hex or base64", s.SecretEncoding)
	}
	if s.Fields != nil && s.Fields.Signature == "" {
		return fmt.Errorf("fields.signature: name the field that holds the signature, such as \"v1\"")
	}
	if s.Tolerance < 0 || time.Duration(s.Tolerance) > maxTolerance {
		return fmt.Errorf("tolerance %v: want more than 0 and at most %v", time.Duration(s.Tolerance), maxTolerance)
	}
	switch s.Scheme {
	case Token:
		return s.checkToken()
	case StandardWebhooks:
		return s.checkStandard()
	}
	return s.checkSigned()
}

// checkToken: a token proves nothing about a body or a time.
func (s *Scheme) checkToken() error {
	if s.Signed != "" || s.TimestampHeader != "" || s.IDHeader != "" || s.Fields != nil || s.Encoding != "" {
		return fmt.Errorf("scheme token: signs nothing, so it has no signed, timestampHeader, idHeader, fields or encoding")
	}
	return nil
}

// checkStandard: the specification says everything else.
func (s *Scheme) checkStandard() error {
	if s.Signed != "" || s.TimestampHeader != "" || s.IDHeader != "" || s.Fields != nil || s.Encoding != "" || s.Prefix != "" {
		return fmt.Errorf("scheme standard-webhooks: leaves only header, tolerance and secrets to say")
	}
	if s.Header != "" && !strings.HasSuffix(strings.ToLower(s.Header), "-signature") {
		return fmt.Errorf("header: with standard-webhooks it ends in -signature, as %q does not", s.Header)
	}
	return nil
}

func (s *Scheme) checkSigned() error {
	template := cmp.Or(s.Signed, "{raw}")
	count := map[string]int{}
	for _, p := range placeholder.FindAllString(template, -1) {
		if !slices.Contains([]string{"{raw}", "{json}", "{timestamp}", "{id}"}, p) {
			return fmt.Errorf("signed: %s means nothing; there are {raw}, {json}, {timestamp} and {id}", p)
		}
		count[p]++
	}
	if count["{raw}"]+count["{json}"] != 1 {
		return fmt.Errorf("signed: %q must hold the body once, as {raw} or {json}", template)
	}
	if strings.Contains(template, "}{") {
		return fmt.Errorf("signed: %q has nothing between two parts, so that bytes could be moved from one to the other", template)
	}
	stamped := s.TimestampHeader != "" || s.Fields != nil && s.Fields.Timestamp != ""
	switch {
	case count["{timestamp}"] > 0 && !stamped:
		return fmt.Errorf("signed: {timestamp} needs timestampHeader or fields.timestamp")
	case stamped && count["{timestamp}"] == 0:
		return fmt.Errorf("signed: %q leaves out {timestamp}, and a timestamp that is not signed proves nothing", template)
	case s.TimestampHeader != "" && s.Fields != nil && s.Fields.Timestamp != "":
		return fmt.Errorf("timestampHeader and fields.timestamp: say one")
	case count["{id}"] > 0 && s.IDHeader == "":
		return fmt.Errorf("signed: {id} needs idHeader")
	case s.Tolerance != 0 && !stamped:
		return fmt.Errorf("tolerance: needs a timestamp: timestampHeader or fields.timestamp")
	}
	return nil
}

// header is the canonical name of the signature's header.
func (s *Scheme) header() string {
	return textproto.CanonicalMIMEHeaderKey(cmp.Or(s.Header, "webhook-signature"))
}

// stem is what the headers of standard-webhooks begin with: "Webhook".
func (s *Scheme) stem() string { return strings.TrimSuffix(s.header(), "-Signature") }

// stamped says whether a timestamp is signed.
func (s *Scheme) stamped() bool {
	return s.Scheme == StandardWebhooks || s.TimestampHeader != "" || s.Fields != nil && s.Fields.Timestamp != ""
}

func (s *Scheme) tolerance() time.Duration {
	return cmp.Or(time.Duration(s.Tolerance), DefaultTolerance)
}

// Active gives the values of the secrets that are set; get gives those of one
// name, of which there are several while it is being replaced. A line break at
// the end, as files and commands leave it, is no part of a secret, and an empty
// one is none.
func (s *Scheme) Active(get func(name string) []string) []string {
	var out []string
	for _, name := range s.Secrets {
		for _, value := range get(name) {
			if value = strings.TrimRight(value, "\r\n"); value != "" {
				out = append(out, value)
			}
		}
	}
	return out
}

// CheckSecret says whether a secret can be used with the scheme.
func (s *Scheme) CheckSecret(secret string) error {
	if s.Scheme == Token {
		return nil
	}
	_, err := s.match(secret, nil, nil)
	return err
}
