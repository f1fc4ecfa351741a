package intl

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// changeCase is toLocaleUpperCase and toLocaleLowerCase for the languages
// whose letters change in ways of their own; ok tells the caller to use the
// plain method for all others.
func changeCase(text, locale string, upper bool) *string {
	tag, _, _ := strings.Cut(locale, "-")
	switch tag {
	case "tr", "az", "lt", "el":
	default:
		return nil
	}
	c := cases.Lower(language.Make(tag))
	if upper {
		c = cases.Upper(language.Make(tag))
	}
	text = c.String(text)
	if tag == "lt" {
		text = strings.ReplaceAll(text, "i\u0307\u0307", "i\u0307") // of İ
	}
	return &text
}
