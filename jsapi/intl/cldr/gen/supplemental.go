package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// supplemental are the tables that belong to no locale.
func (s source) supplemental() (map[string]table, error) {
	out := map[string]table{}
	for _, part := range []struct {
		name, file string
		path       []string
		convert    func(into table, v any)
	}{
		{"parents", "parentLocales", []string{"parentLocales", "parentLocale"}, plain},
		{"likely", "likelySubtags", []string{"likelySubtags"}, plain},
		{"times", "timeData", []string{"timeData"}, times},
		{"dayperiods", "dayPeriods", []string{"dayPeriodRuleSet"}, dayPeriods},
		{"fractions", "currencyData", []string{"currencyData", "fractions"}, fractions},
		{"plurals", "plurals", []string{"plurals-type-cardinal"}, rules},
		{"ordinals", "ordinals", []string{"plurals-type-ordinal"}, rules},
		{"ranges", "pluralRanges", []string{"plurals"}, ranges},
		{"metazones", "metaZones", []string{"metaZones", "metazoneInfo", "timezone"}, metazones},
		{"aliases", "aliases", []string{"metadata", "alias"}, aliases},
		{"weeks", "weekData", []string{"weekData"}, plain},
		{"primaryzones", "primaryZones", []string{"primaryZones"}, plain},
	} {
		v, err := s.json("cldr-core/supplemental/" + part.file + ".json")
		if err != nil {
			return nil, err
		}
		t := table{}
		part.convert(t, at(v, append([]string{"supplemental"}, part.path...)...))
		if len(t) == 0 {
			return nil, fmt.Errorf("%s: nothing found", part.name)
		}
		out[part.name] = t
	}
	v, err := s.json("cldr-core/supplemental/metaZones.json")
	if err != nil {
		return nil, err
	}
	golden := table{}
	for _, one := range at(v, "supplemental", "metaZones", "metazones").([]any) {
		m := at(one, "mapZone").(map[string]any)
		golden[m["_other"].(string)+"/"+m["_territory"].(string)] = m["_type"].(string)
	}
	out["goldenzones"] = golden
	v, err = s.json("cldr-core/supplemental/currencyData.json")
	if err != nil {
		return nil, err
	}
	tender := table{}
	for region, list := range at(v, "supplemental", "currencyData", "region").(map[string]any) {
		for _, one := range list.([]any) {
			for code, use := range one.(map[string]any) {
				if at(use, "_to") == nil && at(use, "_tender") != "false" && tender[region] == "" {
					tender[region] = code
				}
			}
		}
	}
	out["tender"] = tender
	v, err = s.json("cldr-bcp47/bcp47/timezone.json")
	if err != nil {
		return nil, err
	}
	zones := table{}
	for name, one := range at(v, "keyword", "u", "tz").(map[string]any) {
		if names, ok := at(one, "_alias").(string); ok {
			all := strings.Fields(names)
			region, _ := at(one, "_region").(string)
			if region == "" && len(name) > 2 {
				region = strings.ToUpper(name[:2])
			}
			zones[all[0]] = region + " " + strings.Join(all[1:], " ")
		}
	}
	out["timezones"] = zones
	return out, nil
}

func plain(into table, v any) { flatten(into, "", v) }

// times: "US" is the preferred hour letter, then those allowed.
func times(into table, v any) {
	for region, one := range v.(map[string]any) {
		into[region] = at(one, "_preferred").(string) + " " + at(one, "_allowed").(string)
	}
}

// dayPeriods: "en/morning1" is "06:00 12:00"; a moment is one time.
func dayPeriods(into table, v any) {
	for language, one := range v.(map[string]any) {
		for period, rule := range one.(map[string]any) {
			if moment, ok := at(rule, "_at").(string); ok {
				into[language+"/"+period] = moment
			} else {
				into[language+"/"+period] = at(rule, "_from").(string) + " " + at(rule, "_before").(string)
			}
		}
	}
}

func fractions(into table, v any) {
	for code, one := range v.(map[string]any) {
		into[code] = at(one, "_digits").(string)
	}
}

func rules(into table, v any) {
	for language, one := range v.(map[string]any) {
		for name, rule := range one.(map[string]any) {
			condition, _, _ := strings.Cut(rule.(string), "@")
			into[language+"/"+strings.TrimPrefix(name, "pluralRule-count-")] = strings.TrimSpace(condition)
		}
	}
}

// ranges: "en/one/other" is the category of a range from one to other.
func ranges(into table, v any) {
	for language, one := range v.(map[string]any) {
		for name, result := range one.(map[string]any) {
			name = strings.TrimPrefix(name, "pluralRange-start-")
			start, end, _ := strings.Cut(name, "-end-")
			into[language+"/"+start+"/"+end] = result.(string)
		}
	}
}

// metazones: "Europe/Paris" is "name,from,to;…", times in UTC.
func metazones(into table, v any) {
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case []any:
			var parts []string
			for _, one := range v {
				use := at(one, "usesMetazone").(map[string]any)
				from, _ := use["_from"].(string)
				to, _ := use["_to"].(string)
				parts = append(parts, use["_mzone"].(string)+","+from+","+to)
			}
			into[name] = strings.Join(parts, ";")
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(v)) {
				inner := k
				if name != "" {
					inner = name + "/" + k
				}
				walk(inner, v[k])
			}
		}
	}
	walk("", v)
}

// aliases: "language/iw" is "he".
func aliases(into table, v any) {
	for _, kind := range []string{"language", "script", "territory", "variant"} {
		for old, one := range at(v, kind+"Alias").(map[string]any) {
			into[kind+"/"+old] = at(one, "_replacement").(string)
		}
	}
}
