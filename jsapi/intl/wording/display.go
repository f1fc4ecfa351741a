package wording

import (
	"strings"

	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/locale"
)

// Name is the name of a code in a locale; ok is false when it has none. kind
// is "language", "region", "script" or "currency"; style is "long", "short" or
// "narrow". dialect is whether "en-GB" is "British English" or "English
// (United Kingdom)".
func Name(in, kind, style string, dialect bool, code string) (name string, ok bool) {
	switch kind {
	case "region":
		return styled(cldr.Locale(in, cldr.Territories), code, style)
	case "script":
		table := cldr.Locale(in, cldr.Scripts)
		name, ok = table[code]
		return name, ok
	case "currency":
		table := cldr.Locale(in, cldr.Currencies)
		switch style {
		case "short":
			name, ok = table[code+"/symbol"]
		case "narrow":
			if name, ok = table[code+"/symbol-alt-narrow"]; !ok {
				name, ok = table[code+"/symbol"]
			}
		default:
			name, ok = table[code+"/displayName"]
		}
		return name, ok
	}
	tag, err := locale.Parse(code)
	if err != nil {
		return "", false
	}
	return language(in, style, dialect, tag)
}

func styled(table cldr.Table, code, style string) (string, bool) {
	if style != "long" {
		if name, ok := table[code+"-alt-short"]; ok {
			return name, true
		}
	}
	name, ok := table[code]
	return name, ok
}

// language is the name of a locale identifier: the longest part that has a
// name of its own, and the rest in parentheses.
func language(in, style string, dialect bool, tag locale.Tag) (string, bool) {
	if tag.Base() == "und" {
		return "root", true
	}
	names := cldr.Locale(in, cldr.Languages)
	base, rest := "", []string{tag.Script, tag.Region}
	if dialect {
		for _, try := range []struct {
			code string
			rest []string
		}{
			{tag.Language + "-" + tag.Script + "-" + tag.Region, nil},
			{tag.Language + "-" + tag.Script, nil},
			{tag.Language + "-" + tag.Region, nil},
		} {
			if strings.Count(try.code, "-") == 1 && tag.Script != "" && tag.Region != "" {
				continue // ICU names all three or the language alone
			}
			if name, ok := styled(names, try.code, style); ok && !strings.Contains(try.code, "--") && !strings.HasSuffix(try.code, "-") {
				base, rest = name, try.rest
				break
			}
		}
	}
	if base == "" {
		name, ok := styled(names, tag.Language, style)
		if !ok {
			if tag.Script == "" && tag.Region == "" {
				return "", false
			}
			name = tag.Language
		}
		base = name
	}
	var extra []string
	for i, code := range rest {
		if code == "" {
			continue
		}
		table := cldr.Locale(in, cldr.Territories)
		if len(code) == 4 && i <= 1 && code == tag.Script {
			table = cldr.Locale(in, cldr.Scripts)
		}
		name, ok := styled(table, code, style)
		if !ok {
			name = code
		}
		extra = append(extra, name)
	}
	if len(extra) == 0 {
		return base, true
	}
	display := cldr.Locale(in, cldr.Display)
	inner := strings.NewReplacer("(", "[", ")", "]", "（", "［", "）", "］")
	for i := range extra {
		extra[i] = inner.Replace(extra[i])
	}
	list := extra[0]
	for _, e := range extra[1:] {
		list = strings.NewReplacer("{0}", list, "{1}", e).Replace(display["localeDisplayPattern/localeSeparator"])
	}
	return strings.NewReplacer("{0}", base, "{1}", list).Replace(display["localeDisplayPattern/localePattern"]), true
}
