package inngest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/gowebpki/jcs"
)

// SignatureWindow is how far a signature's time may lie from ours, in either
// direction.
const SignatureWindow = 5 * time.Minute

// canonicalLimit bounds the bodies that are canonicalised in order to verify
// them: the algorithm takes quadratic time in the number of members, and
// whoever sends the body is not known yet. The server's call requests, which
// may be large, are canonical as they come.
const canonicalLimit = 64 << 10

// What Verify finds wrong with a request. None says more than that, neither
// about the keys nor about the expected signature.
var (
	ErrNoSigningKey       = errors.New("no signing key is set")
	ErrSignatureMissing   = errors.New("the request is not signed")
	ErrSignatureMalformed = errors.New("the signature is malformed")
	ErrSignatureStale     = errors.New("the signature is older or newer than 5 minutes")
	ErrSignatureWrong     = errors.New("the signature does not match the body and any key")
)

var keyPrefix = regexp.MustCompile(`^signkey-\w+-`)

// Verify checks the value of HeaderSignature against a request's body, which
// is empty for a GET (SDK_SPEC 4.1.4). It tries the keys in order and returns
// the one that fits, with which the answer is to be signed. The error is one
// of ErrNoSigningKey, ErrSignatureMissing, ErrSignatureMalformed,
// ErrSignatureStale and ErrSignatureWrong; it is for the log, and the sender
// gets Unauthorized.
//
// The signature may cover the body as it is or its canonical form (RFC 8785):
// the server signs the latter, and mostly sends it too.
func Verify(header string, body []byte, keys []Key, now time.Time) (Key, error) {
	if len(keys) == 0 {
		return "", ErrNoSigningKey
	}
	at, want, err := parseSignature(header)
	if err != nil {
		return "", err
	}
	if age := now.Sub(at); age > SignatureWindow || age < -SignatureWindow {
		return "", ErrSignatureStale
	}
	if key, ok := match(body, at, want, keys); ok {
		return key, nil
	}
	if canonical, ok := canonicalise(body); ok {
		if key, ok := match(canonical, at, want, keys); ok {
			return key, nil
		}
	}
	return "", ErrSignatureWrong
}

// SignRequest gives the value of HeaderSignature that the server sets on a
// request: over the canonical form of body.
func SignRequest(body []byte, key Key, at time.Time) string {
	if canonical, err := jcs.Transform(body); err == nil && json.Valid(body) {
		body = canonical
	}
	return SignResponse(body, key, at)
}

// SignResponse gives the value of HeaderSignature for an answer: over exactly
// the bytes that are sent (SDK_SPEC 4.1.4).
func SignResponse(body []byte, key Key, at time.Time) string {
	return "t=" + strconv.FormatInt(at.Unix(), 10) + "&s=" + hex.EncodeToString(digest(body, key, at))
}

// Bearer is the form of a signing key that the management API takes: the
// prefix and the hex SHA-256 of the decoded rest. A key that is not hex goes
// as it is, which is what a self-hosted server compares it with.
func (k Key) Bearer() string {
	prefix := keyPrefix.FindString(string(k))
	raw, err := hex.DecodeString(string(k[len(prefix):]))
	if err != nil {
		return string(k)
	}
	sum := sha256.Sum256(raw)
	return prefix + hex.EncodeToString(sum[:])
}

// digest is the HMAC of body and time under the key without its prefix, which
// is used as text even though it looks like hex.
func digest(body []byte, key Key, at time.Time) []byte {
	mac := hmac.New(sha256.New, []byte(keyPrefix.ReplaceAllString(string(key), "")))
	mac.Write(body)
	mac.Write(strconv.AppendInt(nil, at.Unix(), 10))
	return mac.Sum(nil)
}

// match tries every key even after one fits, so that the time taken does not
// tell which it was.
func match(body []byte, at time.Time, want []byte, keys []Key) (found Key, ok bool) {
	for _, key := range keys {
		if key == "" {
			continue
		}
		if hmac.Equal(digest(body, key, at), want) && !ok {
			found, ok = key, true
		}
	}
	return found, ok
}

// canonicalise gives the RFC 8785 form of a body that differs from it.
// Checking the syntax first bounds the nesting, which the canonicaliser
// follows on the stack.
func canonicalise(body []byte) ([]byte, bool) {
	if len(body) == 0 || len(body) > canonicalLimit || !json.Valid(body) {
		return nil, false
	}
	canonical, err := jcs.Transform(body)
	return canonical, err == nil && string(canonical) != string(body)
}

// parseSignature reads "t=<unix seconds>&s=<64 hex digits>".
func parseSignature(header string) (at time.Time, sum []byte, err error) {
	if header == "" {
		return at, nil, ErrSignatureMissing
	}
	if len(header) > 256 {
		return at, nil, ErrSignatureMalformed
	}
	q, err := url.ParseQuery(header)
	if err != nil || len(q["t"]) != 1 || len(q["s"]) != 1 {
		return at, nil, ErrSignatureMalformed
	}
	seconds, err := strconv.ParseUint(q.Get("t"), 10, 40)
	if err != nil {
		return at, nil, ErrSignatureMalformed
	}
	sum, err = hex.DecodeString(q.Get("s"))
	if err != nil || len(sum) != sha256.Size {
		return at, nil, ErrSignatureMalformed
	}
	return time.Unix(int64(seconds), 0), sum, nil
}
