package main

import (
	"slices"
	"strings"
)

// A section is one part of a locale's data, which is read as a whole.
type section struct {
	name string
	file string
	path []string
	// keep says which keys to keep, under which name; "" drops one.
	keep func(key string) string
}

var sections = []section{
	{"dates", "cldr-dates-full/main/%/ca-gregorian.json", []string{"dates", "calendars", "gregorian"}, keepDates},
	{"fields", "cldr-dates-full/main/%/dateFields.json", []string{"dates", "fields"}, keepFields},
	{"zones", "cldr-dates-full/main/%/timeZoneNames.json", []string{"dates", "timeZoneNames"}, keepZones},
	{"numbers", "cldr-numbers-full/main/%/numbers.json", []string{"numbers"}, keepNumbers},
	{"currencies", "cldr-numbers-full/main/%/currencies.json", []string{"numbers", "currencies"}, keepAll},
	{"units", "cldr-units-full/main/%/units.json", []string{"units"}, keepUnits},
	{"lists", "cldr-misc-full/main/%/listPatterns.json", []string{"listPatterns"}, keepAll},
	{"languages", "cldr-localenames-full/main/%/languages.json", []string{"localeDisplayNames", "languages"}, keepNames},
	{"territories", "cldr-localenames-full/main/%/territories.json", []string{"localeDisplayNames", "territories"}, keepNames},
	{"scripts", "cldr-localenames-full/main/%/scripts.json", []string{"localeDisplayNames", "scripts"}, keepNames},
	{"display", "cldr-localenames-full/main/%/localeDisplayNames.json", []string{"localeDisplayNames"}, keepDisplay},
}

func (s section) read(from source, locale string) (table, error) {
	v, err := from.json(strings.ReplaceAll(s.file, "%", locale))
	if err != nil {
		return nil, err
	}
	all, kept := table{}, table{}
	flatten(all, "", at(v, append([]string{"main", locale}, s.path...)...))
	for k, v := range all {
		if k = s.keep(k); k != "" {
			kept[k] = v
		}
	}
	return kept, nil
}

func keepAll(key string) string { return key }

func keepDates(key string) string {
	if strings.Contains(key, "-alt-") || strings.Contains(key, "_numbers") || strings.Contains(key, "dateTimeFormats-relative") {
		return ""
	}
	for _, prefix := range []string{"dateSkeletons", "timeSkeletons", "quarters"} {
		if strings.HasPrefix(key, prefix) {
			return ""
		}
	}
	if rest, ok := strings.CutPrefix(key, "dateTimeFormats-atTime/standard/"); ok {
		return "atTime/" + rest
	}
	for _, part := range []string{"availableFormats/", "intervalFormats/", "appendItems/"} {
		if rest, ok := strings.CutPrefix(key, "dateTimeFormats/"+part); ok {
			return part + rest
		}
	}
	return key
}

func keepFields(key string) string {
	if strings.Contains(key, "-alt-") {
		return ""
	}
	field, _, _ := strings.Cut(strings.SplitN(key, "/", 2)[0], "-")
	switch field {
	case "year", "quarter", "month", "week", "day", "hour", "minute", "second":
		return key
	case "era", "weekday", "dayperiod", "zone":
		if strings.HasSuffix(key, "displayName") {
			return key
		}
	}
	return ""
}

func keepZones(key string) string {
	if strings.HasSuffix(key, "/_type") || strings.Contains(key, "-alt-") {
		return ""
	}
	return key
}

func keepNumbers(key string) string {
	if strings.HasPrefix(key, "minimalPairs") || strings.HasPrefix(key, "rationalFormats") || strings.HasPrefix(key, "otherNumberingSystems") {
		return ""
	}
	const system = "-numberSystem-"
	if before, after, ok := strings.Cut(key, system); ok {
		name, rest, _ := strings.Cut(after, "/")
		if name != "latn" {
			return ""
		}
		return before + "/" + rest
	}
	return key
}

// units are those that Intl.NumberFormat may format (ECMA-402 6.6.2), and the
// compounds of them that have a name of their own.
var units = strings.Fields(`acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram
		hectare hour inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter
		millimeter millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year
		kilometer-per-hour meter-per-second mile-per-hour liter-per-kilometer mile-per-gallon`)

func keepUnits(key string) string {
	width, rest, _ := strings.Cut(key, "/")
	switch width {
	case "long", "short", "narrow":
	default:
		return ""
	}
	unit, what, _ := strings.Cut(rest, "/")
	if unit == "per" {
		return key
	}
	_, name, ok := strings.Cut(unit, "-") // "length-kilometer"
	if !ok || !slices.Contains(units, name) || strings.Contains(what, "-case-") || what == "gender" || what == "displayName" {
		return ""
	}
	return width + "/" + name + "/" + what
}

func keepNames(key string) string { return key }

func keepDisplay(key string) string {
	if strings.HasPrefix(key, "localeDisplayPattern/") || strings.HasPrefix(key, "types/calendar") {
		return key
	}
	return ""
}
