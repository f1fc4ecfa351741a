package catalog

import (
	"fmt"
	"regexp"

	"systembus/bundler"
	"systembus/host/signature"
)

// routeName is what the name of a provider's file may be: it is part of a URL
// that people type elsewhere.
var routeName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

// maxBody is the most that a provider may ask for, in bytes.
const maxBody = 16 << 20

// webhook checks a script's provider.
func (c *Checker) webhook(s bundler.Script) []bundler.Problem {
	w := s.Webhook
	if w == nil {
		return nil
	}
	var problems []bundler.Problem
	complain := func(severity bundler.Severity, text, remedy string) {
		problems = append(problems, bundler.Problem{Severity: severity, File: s.Path, Text: text, Remedy: remedy})
	}
	if !routeName.MatchString(s.Route()) {
		complain(bundler.Error, fmt.Sprintf("the file's name is the webhook's route, and %q is not one", s.Route()),
			"Use small letters, digits, - and _.")
	} else if w.ID != s.Route() {
		complain(bundler.Warning, fmt.Sprintf("the webhook's id is %q, and its file's name makes its route /webhooks/%s", w.ID, s.Route()),
			"Give both one name.")
	}
	if w.Verify != nil {
		if err := w.Verify.Check(); err != nil {
			complain(bundler.Error, "verify: "+err.Error(), "See docs/webhooks.md#verification.")
		}
	}
	if w.MaxBody < 0 || w.MaxBody > maxBody {
		complain(bundler.Error, fmt.Sprintf("maxBody: %d bytes; want at most %d", w.MaxBody, maxBody), "")
	}
	if ch := w.Challenge; ch != nil {
		switch hashed := w.Verify != nil && w.Verify.Scheme != signature.Ed25519 && w.Verify.Scheme != signature.Token; {
		case ch.Kind == "hmac" && !hashed:
			complain(bundler.Error, "challenge: hmac answers with the secret of verify, which must be one of the hmac schemes", "")
		case ch.Kind == "hmac" && (ch.Parameter == "" || ch.Field == ""):
			complain(bundler.Error, "challenge: hmac needs parameter, of the query, and field, of the answer", "")
		case ch.Kind == "echo" && ch.Header == "":
			complain(bundler.Error, "challenge: echo needs a header", "")
		case ch.Kind != "hmac" && ch.Kind != "echo" && ch.Kind != "script":
			complain(bundler.Error, fmt.Sprintf("challenge: kind %q; want hmac or echo, or a function", ch.Kind), "")
		}
	}
	return problems
}

// sharedRoutes finds files that have one name in two folders.
func sharedRoutes(scripts []bundler.Script) []Finding {
	first := map[string]string{}
	var found []Finding
	for _, s := range scripts {
		if s.Webhook == nil {
			continue
		}
		if other, twice := first[s.Route()]; twice {
			found = append(found, Finding{s.Path, bundler.Problem{
				Severity: bundler.Error, File: s.Path, Text: fmt.Sprintf("two files answer /webhooks/%s", s.Route()),
				Remedy: "The other one is " + other + ". Give one of them another name.",
			}})
			continue
		}
		first[s.Route()] = s.Path
	}
	return found
}
