package registry

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// A Class is a kind of failure, which decides what to do about it.
type Class string

// The classes of failures.
const (
	// Credentials: asking for a credential was given up.
	Credentials Class = "credentials"
	// Unauthorized: the registry does not know the credential (401).
	Unauthorized Class = "unauthorized"
	// Forbidden: it knows it, and it does not allow this (403).
	Forbidden Class = "forbidden"
	// NotFound: there is no such repository or image (404).
	NotFound Class = "not found"
	// Limited: too many requests (429), again and again.
	Limited Class = "limited"
	// Broken: the registry answers with an error of its own (5xx), again and
	// again.
	Broken Class = "broken"
	// Unreachable: no answer.
	Unreachable Class = "unreachable"
	// Mismatch: the registry has another image than the one that was pushed.
	Mismatch Class = "mismatch"
	// Other is all else.
	Other Class = "other"
)

// An Error is a failure of a registry, for people.
type Error struct {
	// Doing is what was being done: "push to ghcr.io/owner/name".
	Doing string
	Class Class
	// Tried are the credentials that were tried before, and what became of
	// each.
	Tried []string
	Err   error
	text  string
	// bare says that there was no credential.
	bare bool
}

// Error tells what was being done, what came of it, and which credentials
// were tried.
func (e *Error) Error() string {
	s := e.Doing + ": " + e.Reason()
	if len(e.Tried) > 0 {
		s += "\ntried:\n  " + strings.Join(e.Tried, "\n  ")
	}
	return s
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Reason is what the registry said, in one line.
func (e *Error) Reason() string {
	if e.text != "" {
		return e.text
	}
	return e.Err.Error()
}

// Hint says what to do about it, in one or more sentences.
func (e *Error) Hint() string {
	switch e.Class {
	case Unauthorized:
		if e.bare {
			return "It wants a token, and there is none: export GHCR_TOKEN with a classic token that has write:packages."
		}
		return "The token is wrong or has expired. Export GHCR_TOKEN with a classic token that has write:packages, or renew ghcr_pat with `secrets add ghcr_pat`."
	case Forbidden:
		return "The token lacks the scope write:packages, or the package does not grant this account or repository the right to write. " +
			"Use a classic token with write:packages in GHCR_TOKEN or ghcr_pat, or give access under the package's settings, Manage Actions access."
	case NotFound:
		return "Check the repository's name. GHCR also says this to a token that may not see a private package."
	case Limited:
		return "Wait a few minutes, and deploy again: what was pushed is not pushed twice."
	case Broken:
		return "The registry has trouble: see its status page, and deploy again: what was pushed is not pushed twice."
	case Unreachable:
		if _, untrusted := errors.AsType[*tls.CertificateVerificationError](e.Err); untrusted {
			return "This machine does not trust the registry's certificate: add the authority that signed it to the system's, or name its file in SSL_CERT_FILE. The nodes have to trust it, too."
		}
		return "Check the network and the registry's name."
	case Mismatch:
		return "Somebody else pushed to this tag at the same time. Deploy again."
	}
	return ""
}

// classify makes an Error of what a request came to.
func (c *Client) classify(doing string, err error) *Error {
	e := &Error{Doing: doing, Class: Other, Err: err, text: c.Redact(err.Error())}
	var own *Error
	var refused *RefusedError
	var answer *transport.Error
	var untrusted *tls.CertificateVerificationError
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &refused):
		e.text = refused.Error()
	case errors.As(err, &untrusted): // whatever it answered without a certificate
		e.Class, e.text = Unreachable, untrusted.Error()
	case errors.As(err, &answer):
		e.Class, e.text = statusClass(answer.StatusCode), c.Redact(said(answer))
	case errors.Is(err, context.DeadlineExceeded), isNetwork(err):
		e.Class = Unreachable
	}
	return e
}

func statusClass(status int) Class {
	switch {
	case status == http.StatusUnauthorized:
		return Unauthorized
	case status == http.StatusForbidden:
		return Forbidden
	case status == http.StatusNotFound:
		return NotFound
	case status == http.StatusTooManyRequests:
		return Limited
	case status >= 500:
		return Broken
	}
	return Other
}

// said is an answer in one line: the status and the registry's own words.
func said(e *transport.Error) string {
	words := []string{fmt.Sprintf("%d %s", e.StatusCode, http.StatusText(e.StatusCode))}
	for _, d := range e.Errors {
		words = append(words, strings.TrimSuffix(strings.ToLower(string(d.Code))+": "+d.Message, ": "))
	}
	return strings.Join(words, ": ")
}

// isNetwork says that no answer came.
func isNetwork(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout)
}
