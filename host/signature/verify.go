package signature

import (
	"bytes"
	"cmp"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// Bounds on what a stranger's header may cost.
const (
	maxHeader     = 4096
	maxSignatures = 16
)

// A Request is what was delivered.
type Request struct {
	Header http.Header
	// Body is what arrived, byte for byte.
	Body []byte
	// Now is the worker's clock.
	Now time.Time
}

// An Error is why a delivery is not believed. Its text holds nothing of the
// secret, nor of the signature that would have been right.
type Error struct {
	// Reason is a short name for metrics: missing, malformed, mismatch, stale
	// or future.
	Reason string
	Text   string
}

// Error implements error.
func (e *Error) Error() string { return e.Text }

func refuse(reason, format string, args ...any) *Error {
	return &Error{reason, fmt.Sprintf(format, args...)}
}

// Verify gives nil when the request was signed with one of the secrets, within
// the tolerance, and else an *Error. A secret that cannot be used, such as a
// public key that is none, is another error. The time is checked last, so that
// only who can sign learns of the worker's clock.
func (s *Scheme) Verify(r Request, secrets []string) error {
	if len(secrets) == 0 {
		return fmt.Errorf("there is no secret")
	}
	header, err := one(r.Header, s.header())
	if err != nil {
		return err
	}
	if s.Scheme == Token {
		return s.verifyToken(header, secrets)
	}
	signatures, timestamp, err := s.read(r, header)
	if err != nil {
		return err
	}
	message, err := s.message(r, timestamp)
	if err != nil {
		return err
	}
	good := false
	for _, secret := range secrets {
		match, err := s.match(secret, message, signatures)
		if err != nil {
			return err
		}
		good = good || match // all are tried: which one it was does not show
	}
	if !good {
		return refuse("mismatch", "the signature in %s is not that of this body", s.header())
	}
	if s.stamped() {
		return s.fresh(timestamp, r.Now)
	}
	return nil
}

// one is the value of a header that must be there once.
func one(h http.Header, name string) (string, error) {
	values := h[name]
	switch {
	case len(values) == 0 || len(values) == 1 && values[0] == "":
		return "", refuse("missing", "the header %s is missing", name)
	case len(values) > 1:
		return "", refuse("malformed", "the header %s is there %d times", name, len(values))
	case len(values[0]) > maxHeader:
		return "", refuse("malformed", "the header %s is too long", name)
	}
	return values[0], nil
}

// A candidate is a signature that the header claims, decoded. kind is its
// version in standard-webhooks.
type candidate struct {
	kind  string
	bytes []byte
}

// read takes the header apart.
func (s *Scheme) read(r Request, header string) (signatures []candidate, timestamp string, err error) {
	switch {
	case s.Scheme == StandardWebhooks:
		if timestamp, err = one(r.Header, s.stem()+"-Timestamp"); err != nil {
			return nil, "", err
		}
		signatures, err = s.readStandard(header)
		return signatures, timestamp, err
	case s.TimestampHeader != "":
		if timestamp, err = one(r.Header, textproto.CanonicalMIMEHeaderKey(s.TimestampHeader)); err != nil {
			return nil, "", err
		}
	}
	texts := []string{header}
	if s.Fields != nil {
		texts = nil
		for part := range strings.SplitSeq(header, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			switch {
			case name == s.Fields.Signature:
				texts = append(texts, value)
			case name == s.Fields.Timestamp && timestamp != "":
				return nil, "", refuse("malformed", "the header %s has two fields %q", s.header(), name)
			case name == s.Fields.Timestamp:
				timestamp = value
			}
		}
		if len(texts) == 0 {
			return nil, "", refuse("missing", "the header %s has no field %q", s.header(), s.Fields.Signature)
		}
		if s.Fields.Timestamp != "" && timestamp == "" {
			return nil, "", refuse("missing", "the header %s has no field %q", s.header(), s.Fields.Timestamp)
		}
		if len(texts) > maxSignatures {
			return nil, "", refuse("malformed", "the header %s has more than %d signatures", s.header(), maxSignatures)
		}
	}
	for _, text := range texts {
		text, ok := strings.CutPrefix(text, s.Prefix)
		if !ok {
			return nil, "", refuse("malformed", "the header %s does not begin with %q", s.header(), s.Prefix)
		}
		decoded, err := decode(s.encoding(), text)
		if err != nil {
			return nil, "", refuse("malformed", "the signature in %s is not %s", s.header(), s.encoding())
		}
		signatures = append(signatures, candidate{bytes: decoded})
	}
	return signatures, timestamp, nil
}

// readStandard reads "v1,BASE64 v1a,BASE64"; versions that are not known are
// left out.
func (s *Scheme) readStandard(header string) ([]candidate, error) {
	var out []candidate
	for i, part := range strings.Fields(header) {
		if i == maxSignatures {
			return nil, refuse("malformed", "the header %s has more than %d signatures", s.header(), maxSignatures)
		}
		kind, text, _ := strings.Cut(part, ",")
		if kind != "v1" && kind != "v1a" {
			continue
		}
		if decoded, err := decode("base64", text); err == nil {
			out = append(out, candidate{kind, decoded})
		}
	}
	if len(out) == 0 {
		return nil, refuse("malformed", "the header %s has no signature of version v1", s.header())
	}
	return out, nil
}

// message is the bytes that were signed.
func (s *Scheme) message(r Request, timestamp string) ([]byte, error) {
	template, id := cmp.Or(s.Signed, "{raw}"), ""
	var err error
	switch {
	case s.Scheme == StandardWebhooks:
		template = "{id}.{timestamp}.{raw}"
		id, err = one(r.Header, s.stem()+"-Id")
	case s.IDHeader != "":
		id, err = one(r.Header, textproto.CanonicalMIMEHeaderKey(s.IDHeader))
	}
	if err != nil {
		return nil, err
	}
	body := r.Body
	if strings.Contains(template, "{json}") {
		if body, err = Reserialise(r.Body); err != nil {
			return nil, refuse("malformed", "the body is not JSON: %v", err)
		}
	}
	if template == "{raw}" {
		return body, nil
	}
	var out bytes.Buffer
	for template != "" {
		at := placeholder.FindStringIndex(template)
		if at == nil {
			out.WriteString(template)
			break
		}
		out.WriteString(template[:at[0]])
		switch template[at[0]:at[1]] {
		case "{raw}", "{json}":
			out.Write(body)
		case "{timestamp}":
			out.WriteString(timestamp)
		case "{id}":
			out.WriteString(id)
		}
		template = template[at[1]:]
	}
	return out.Bytes(), nil
}

// match says whether one of the signatures was made with the secret.
func (s *Scheme) match(secret string, message []byte, signatures []candidate) (bool, error) {
	if s.Scheme == Ed25519 || s.Scheme == StandardWebhooks && strings.HasPrefix(secret, "whpk_") {
		key, err := PublicKey(strings.TrimPrefix(secret, "whpk_"))
		if err != nil {
			return false, err
		}
		for _, c := range signatures {
			if c.kind != "v1" && len(c.bytes) == ed25519.SignatureSize && ed25519.Verify(key, message, c.bytes) {
				return true, nil
			}
		}
		return false, nil
	}
	want, err := s.mac(secret, message)
	if err != nil {
		return false, err
	}
	good := 0
	for _, c := range signatures {
		if c.kind != "v1a" {
			good |= subtle.ConstantTimeCompare(want, c.bytes)
		}
	}
	return good == 1, nil
}

// mac is the HMAC of the message.
func (s *Scheme) mac(secret string, message []byte) ([]byte, error) {
	key, err := s.key(secret)
	if err != nil {
		return nil, err
	}
	h := hmac.New(hashes[s.Scheme], key)
	h.Write(message)
	return h.Sum(nil), nil
}

var hashes = map[string]func() hash.Hash{
	HMACSHA1: sha1.New, HMACSHA256: sha256.New, HMACSHA512: sha512.New, StandardWebhooks: sha256.New,
}

// key is the bytes of an HMAC secret.
func (s *Scheme) key(secret string) ([]byte, error) {
	encoding := s.SecretEncoding
	if s.Scheme == StandardWebhooks {
		secret, encoding = strings.TrimPrefix(secret, "whsec_"), "base64"
	}
	if encoding == "" || encoding == "utf8" {
		return []byte(secret), nil
	}
	key, err := decode(encoding, secret)
	if err != nil || len(key) == 0 {
		return nil, fmt.Errorf("the secret is not %s, as its scheme wants", encoding)
	}
	return key, nil
}

// verifyToken compares tokens by their hashes, so that not even their lengths
// show.
func (s *Scheme) verifyToken(header string, secrets []string) error {
	given, ok := strings.CutPrefix(header, s.Prefix)
	if !ok {
		return refuse("malformed", "the header %s does not begin with %q", s.header(), s.Prefix)
	}
	sum, good := sha256.Sum256([]byte(given)), 0
	for _, secret := range secrets {
		want := sha256.Sum256([]byte(secret))
		good |= subtle.ConstantTimeCompare(sum[:], want[:])
	}
	if good == 0 {
		return refuse("mismatch", "the token in %s is not the right one", s.header())
	}
	return nil
}

// fresh checks a timestamp that is known to be the signer's.
func (s *Scheme) fresh(timestamp string, now time.Time) error {
	at, err := parseTime(timestamp)
	if err != nil {
		return err
	}
	switch age := now.Sub(at); {
	case age > s.tolerance():
		return refuse("stale", "the delivery was signed more than %v ago", s.tolerance())
	case age < -s.tolerance(): // age saturates, so its negation may be no time at all
		return refuse("future", "the delivery was signed more than %v ahead of this worker's clock", s.tolerance())
	}
	return nil
}

// parseTime reads seconds or milliseconds since 1970 (more than twelve digits
// are milliseconds until the year 33658), or RFC 3339.
func parseTime(text string) (time.Time, error) {
	if len(text) > 0 && len(text) <= 16 && strings.Trim(text, "0123456789") == "" {
		n, err := strconv.ParseInt(text, 10, 64)
		switch {
		case err != nil:
		case len(text) > 12:
			return time.UnixMilli(n), nil
		default:
			return time.Unix(n, 0), nil
		}
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	return time.Time{}, refuse("malformed", "the timestamp is neither seconds nor milliseconds since 1970 nor a date of RFC 3339")
}

// encoding is that of the signature.
func (s *Scheme) encoding() string {
	if s.Scheme == Ed25519 {
		return cmp.Or(s.Encoding, "base64")
	}
	return cmp.Or(s.Encoding, "hex")
}

func decode(encoding, text string) ([]byte, error) {
	switch encoding {
	case "hex":
		return hex.DecodeString(text)
	case "base64url":
		return base64.RawURLEncoding.Strict().DecodeString(strings.TrimRight(text, "="))
	default:
		return base64.StdEncoding.Strict().DecodeString(text)
	}
}

func encode(encoding string, b []byte) string {
	switch encoding {
	case "hex":
		return hex.EncodeToString(b)
	case "base64url":
		return base64.RawURLEncoding.EncodeToString(b)
	default:
		return base64.StdEncoding.EncodeToString(b)
	}
}
