package locale

import (
	"slices"
	"strings"

	"systembus/jsapi/intl/cldr"
)

// canonicalize replaces what CLDR deprecates (UTS 35, annex C).
func (t *Tag) canonicalize() {
	aliases := cldr.Supplemental("aliases")
	t.replaceLanguage(aliases)
	if r, ok := aliases["script/"+t.Script]; ok && t.Script != "" {
		t.Script = r
	}
	if r, ok := aliases["territory/"+t.Region]; ok && t.Region != "" {
		t.Region = t.successor(strings.Fields(r))
	}
	if slices.Contains(t.Variants, "hepburn") && slices.Contains(t.Variants, "heploc") {
		t.Variants = slices.DeleteFunc(t.Variants, func(v string) bool { return v == "hepburn" })
	}
	for i, v := range t.Variants {
		if r, ok := aliases["variant/"+v]; ok {
			t.Variants[i] = strings.ToLower(r)
		}
	}
	slices.Sort(t.Variants)
	t.Variants = slices.Compact(t.Variants)
	for k, v := range t.Unicode {
		if v == "true" {
			v = ""
		}
		if r, ok := oldValues[k+"-"+v]; ok {
			v = r
		}
		t.Unicode[k] = v
	}
}

// oldValues are the values of keywords that have a newer name.
var oldValues = map[string]string{
	"ca-islamicc": "islamic-civil", "ca-ethiopic-amete-alem": "ethioaa", "ca-gregorian": "gregory",
	"ks-primary": "level1", "ks-secondary": "level2", "ks-tertiary": "level3", "ks-quaternary": "level4", "ks-quarternary": "level4", "ks-identical": "identic",
	"co-dictionary": "dict", "co-gb2312han": "gb2312", "co-phonebook": "phonebk", "co-traditional": "trad",
	"kb-yes": "", "kc-yes": "", "kh-yes": "", "kk-yes": "", "kn-yes": "", "kf-no": "false",
	"ms-imperial": "uksystem", "tz-cnckg": "cnsha", "tz-eire": "iedub", "tz-est": "papty", "tz-gmt0": "gmt", "tz-uct": "utc", "tz-zulu": "utc",
}

func (t *Tag) replaceLanguage(aliases cldr.Table) {
	for range 4 { // a replacement may have one itself
		replacement, used := "", ""
		for _, v := range t.Variants {
			if r, ok := aliases["language/"+t.Language+"-"+v]; ok {
				replacement, used = r, v
			} else if r, ok := aliases["language/und-"+v]; ok && r == "und" {
				replacement, used = t.Language, v
			}
		}
		region := ""
		if replacement == "" && t.Region != "" {
			if r, ok := aliases["language/"+t.Language+"-"+t.Region]; ok {
				replacement, region = r, t.Region
			}
		}
		if replacement == "" {
			replacement = aliases["language/"+t.Language]
		}
		if replacement == "" {
			return
		}
		r, ok := parse(replacement)
		if !ok {
			return
		}
		if r.Language != "und" {
			t.Language = r.Language
		}
		if used != "" {
			t.Variants = slices.DeleteFunc(t.Variants, func(v string) bool { return v == used })
		}
		if region != "" {
			t.Region = r.Region
		}
		if t.Script == "" {
			t.Script = r.Script
		}
		if t.Region == "" {
			t.Region = r.Region
		}
		for _, v := range r.Variants {
			if !slices.Contains(t.Variants, v) {
				t.Variants = append(t.Variants, v)
			}
		}
	}
}

// successor picks the region that speaks the tag's language, of those that
// replaced one that is no more.
func (t *Tag) successor(regions []string) string {
	if len(regions) > 1 {
		likely := Tag{Language: t.Language, Script: t.Script}.Maximize()
		if slices.Contains(regions, likely.Region) {
			return likely.Region
		}
	}
	return regions[0]
}

// Maximize adds the likely script and region (UTS 35, Likely Subtags).
func (t Tag) Maximize() Tag {
	likely := cldr.Supplemental("likely")
	for _, key := range []string{
		join(t.Language, t.Script, t.Region), join(t.Language, t.Region), join(t.Language, t.Script), t.Language,
		join("und", t.Script, t.Region), join("und", t.Region), join("und", t.Script),
	} {
		if strings.HasPrefix(key, "und") && t.Language != "und" {
			break // a language that is not known stays as it is
		}
		full, ok := likely[key]
		if !ok {
			continue
		}
		m, _ := parse(full)
		if t.Language == "und" {
			t.Language = m.Language
		}
		if t.Script == "" {
			t.Script = m.Script
		}
		if t.Region == "" {
			t.Region = m.Region
		}
		return t
	}
	if t.Language == "und" && t.Script == "" && t.Region == "" {
		t.Language, t.Script, t.Region = "en", "Latn", "US"
	}
	return t
}

// Minimize removes what Maximize would add.
func (t Tag) Minimize() Tag {
	full := t.Maximize()
	for _, m := range []Tag{
		{Language: full.Language},
		{Language: full.Language, Region: full.Region},
		{Language: full.Language, Script: full.Script},
	} {
		again := m.Maximize()
		if again.Language == full.Language && again.Script == full.Script && again.Region == full.Region {
			t.Language, t.Script, t.Region = m.Language, m.Script, m.Region
			return t
		}
	}
	t.Language, t.Script, t.Region = full.Language, full.Script, full.Region
	return t
}

func join(parts ...string) string {
	var out strings.Builder
	out.WriteString(parts[0])
	for _, p := range parts[1:] {
		if p == "" {
			return "?" // such a key would say less than it seems to
		}
		out.WriteString("-" + p)
	}
	return out.String()
}
