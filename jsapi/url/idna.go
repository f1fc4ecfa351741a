package url

import (
	"golang.org/x/net/idna"
	"golang.org/x/text/encoding/unicode"
)

// DomainTo gives a domain in its ASCII form, or in Unicode; "" for one that
// is not valid (Node's url.domainToASCII and domainToUnicode).
func DomainTo(domain string, toUnicode bool) string {
	u, err := parser.Parse("http://" + domain + "/")
	if err != nil {
		return ""
	}
	ascii := u.Hostname()
	if !toUnicode {
		return ascii
	}
	text, err := idna.Lookup.ToUnicode(ascii)
	if err != nil && text == "" {
		return ascii
	}
	return text
}

// wellFormed is b with what is not UTF-8 replaced, a replacement for each
// sequence that begins as a character does.
func wellFormed(b []byte) string {
	out, err := unicode.UTF8.NewDecoder().Bytes(b)
	if err != nil {
		return string(b) // the decoder replaces, and does not fail
	}
	return string(out)
}
