package number

import (
	"strings"

	"systembus/jsapi/intl/cldr"
)

// withUnit adds the unit: "5 km", "5 kilometers per hour".
func (f *Formatter) withUnit(parts []Part, category string) []Part {
	width := f.o.UnitDisplay
	if f.o.Style == "percent" {
		width = "short"
	}
	table := cldr.Locale(f.o.Locale, cldr.Units)
	return wrap(parts, unitPattern(table, width, f.unit, category), "unit")
}

// unitPattern is a text such as "{0} km".
func unitPattern(table cldr.Table, width, unit, category string) string {
	form := func(unit, category string) string {
		key := width + "/" + unit + "/unitPattern-count-"
		return firstOf(table, key+category, key+"other")
	}
	if text := form(unit, category); text != "" {
		return text
	}
	numerator, denominator, ok := strings.Cut(unit, "-per-")
	if !ok {
		return "{0} " + unit
	}
	upper := form(numerator, category)
	if per, ok := table[width+"/"+denominator+"/perUnitPattern"]; ok {
		return strings.Replace(per, "{0}", upper, 1)
	}
	lower := strings.TrimFunc(strings.Replace(form(denominator, "one"), "{0}", "", 1), space)
	text := strings.Replace(table[width+"/per/compoundUnitPattern"], "{1}", lower, 1)
	return strings.Replace(text, "{0}", upper, 1)
}
