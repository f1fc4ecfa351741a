// Package url lends the library the WHATWG URL parser and the
// application/x-www-form-urlencoded format (WHATWG URL 4, 5). The classes
// themselves are in bundler/shims/host/internal/url.ts.
package url

import (
	"strings"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"systembus/jsapi"
)

// Module lends "host:internal/url-native".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/url-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		rt := vm.Runtime()
		components := func(u *whatwg.Url) goja.Value {
			parts := Components(u)
			list := make([]any, len(parts))
			for i, p := range parts {
				list[i] = p
			}
			return rt.NewArray(list...)
		}
		return jsapi.Exports{
			"parse": func(c goja.FunctionCall) goja.Value {
				u, err := Parse(c.Argument(0).String(), optional(c.Argument(1)))
				if err != nil {
					return goja.Null()
				}
				return components(u)
			},
			"set": func(c goja.FunctionCall) goja.Value {
				u, err := Parse(c.Argument(0).String(), nil)
				if err != nil || !Set(u, c.Argument(1).String(), c.Argument(2).String()) {
					return goja.Null()
				}
				return components(u)
			},
			"domainTo": func(c goja.FunctionCall) goja.Value {
				return rt.ToValue(DomainTo(c.Argument(0).String(), c.Argument(1).ToBoolean()))
			},
			"parseForm": func(c goja.FunctionCall) goja.Value {
				pairs := ParseForm(c.Argument(0).String())
				list := make([]any, len(pairs))
				for i, s := range pairs {
					list[i] = s
				}
				return rt.NewArray(list...)
			},
			"serializeForm": func(c goja.FunctionCall) goja.Value {
				o := c.Argument(0).ToObject(rt)
				var pairs []string
				rt.ForOf(o, func(v goja.Value) bool {
					pairs = append(pairs, v.String())
					return true
				})
				return rt.ToValue(SerializeForm(pairs))
			},
		}
	}}
}

func optional(v goja.Value) *string {
	if goja.IsUndefined(v) {
		return nil
	}
	s := v.String()
	return &s
}

// parser is the parser that browsers have.
var parser = whatwg.NewParser()

// Parse parses a URL, relative to base if there is one.
func Parse(s string, base *string) (*whatwg.Url, error) {
	if base != nil {
		return parser.ParseRef(*base, s)
	}
	return parser.Parse(s)
}

// Components are a URL's parts: href, origin, protocol, username, password,
// host, hostname, port, pathname, search, hash.
func Components(u *whatwg.Url) [11]string {
	return [11]string{
		u.Href(false), origin(u), u.Protocol(), u.Username(), u.Password(), u.Host(), u.Hostname(), u.Port(),
		u.Pathname(), u.Search(), u.Hash(),
	}
}

func origin(u *whatwg.Url) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.Protocol() + "//" + u.Host()
	case "blob":
		if inner, err := parser.Parse(u.Pathname()); err == nil && (inner.Scheme() == "http" || inner.Scheme() == "https") {
			return origin(inner)
		}
	}
	return "null"
}

// Set sets one part, as assigning to the property does: what is not valid
// changes nothing. It reports false when the whole new href is not a URL.
func Set(u *whatwg.Url, part, value string) bool {
	switch part {
	case "href":
		next, err := parser.Parse(value)
		if err != nil {
			return false
		}
		*u = *next
	case "protocol":
		u.SetProtocol(value)
	case "username":
		u.SetUsername(value)
	case "password":
		u.SetPassword(value)
	case "host":
		u.SetHost(value)
	case "hostname":
		u.SetHostname(value)
	case "port":
		u.SetPort(value)
	case "pathname":
		u.SetPathname(value)
	case "search":
		u.SetSearch(value)
	case "hash":
		u.SetHash(value)
	}
	return true
}

// ParseForm parses application/x-www-form-urlencoded text into names and
// values in turn (WHATWG URL 5.1).
func ParseForm(text string) []string {
	var out []string
	for field := range strings.SplitSeq(text, "&") {
		if field == "" {
			continue
		}
		name, value, _ := strings.Cut(field, "=")
		out = append(out, decodeForm(name), decodeForm(value))
	}
	return out
}

func decodeForm(s string) string {
	if !strings.ContainsAny(s, "+%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '+':
			out = append(out, ' ')
		case c == '%' && i+2 < len(s) && hexDigit(s[i+1]) >= 0 && hexDigit(s[i+2]) >= 0:
			out = append(out, byte(hexDigit(s[i+1])<<4|hexDigit(s[i+2])))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return wellFormed(out)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// SerializeForm is the reverse of ParseForm (WHATWG URL 5.2).
func SerializeForm(pairs []string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		if i > 0 {
			b.WriteByte('&')
		}
		encodeForm(&b, pairs[i])
		b.WriteByte('=')
		encodeForm(&b, pairs[i+1])
	}
	return b.String()
}

func encodeForm(b *strings.Builder, s string) {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b.WriteByte('+')
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c == '*', c == '-', c == '.', c == '_':
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
}
