package datetime

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/locale"
)

// zoneNames writes time zones in one locale (UTS 35, part 4, Using Time Zone
// Names).
type zoneNames struct {
	locale, region string
	table          cldr.Table
}

func zoneNamesOf(name string) zoneNames {
	n := zoneNames{locale: name, table: cldr.Locale(name, cldr.Zones)}
	if tag, err := locale.Parse(name); err == nil {
		n.region = tag.Maximize().Region
	}
	return n
}

// name is the zone's name for a pattern's letters at a moment.
func (n zoneNames) name(z Zone, t time.Time, letter byte, length int) string {
	width := "short"
	if length >= 4 {
		width = "long"
	}
	_, offset := t.Zone()
	switch letter {
	case 'O':
		return n.offset(offset, length)
	case 'v':
		if countryOf(z.id) == "" {
			return n.offset(offset, length)
		}
		if text := n.generic(z, t, width); text != "" {
			return text
		}
		return n.location(z)
	}
	if z.id != "" {
		kind := "standard"
		if z.daylight(t) {
			kind = "daylight"
		}
		if text := n.specific(z, t, width+"/"+kind); text != "" {
			return text
		}
	}
	return n.offset(offset, length)
}

// LocalName is the long English name of the process's zone as it is at a
// moment, in milliseconds since 1970, for Date.prototype.toString.
func LocalName(ms int64) (string, error) {
	z, err := Local()
	if err != nil {
		return "", err
	}
	t := z.At(ms)
	kind := "long/standard"
	if z.daylight(t) {
		kind = "long/daylight"
	}
	n := zoneNamesOf(locale.Default)
	if text := n.specific(z, time.Now(), kind); text != "" {
		return text, nil
	}
	_, offset := t.Zone()
	return n.offset(offset, 4), nil
}

// specific is the name of a kind, of the zone itself or of the metazone that
// it belongs to then.
func (n zoneNames) specific(z Zone, t time.Time, kind string) string {
	if text, ok := n.table["zone/"+z.id+"/"+kind]; ok {
		return text
	}
	return n.table["metazone/"+metazone(z.id, t)+"/"+kind]
}

// offset is the localized form of an offset: "GMT+5:30", "GMT+05:30".
func (n zoneNames) offset(seconds, length int) string {
	positive, negativeFormat, _ := strings.Cut(n.table["hourFormat"], ";")
	format := positive
	if seconds < 0 {
		format, seconds = negativeFormat, -seconds
	}
	h, m, s := seconds/3600, seconds/60%60, seconds%60
	start := strings.IndexByte(format, 'H')
	end := strings.LastIndex(format, "mm") + 2
	separator := strings.Trim(format[start:end], "Hm")
	hours := fmt.Sprintf("%02d", h)
	if length < 4 {
		hours = strconv.Itoa(h)
	}
	text := hours
	if length >= 4 || m != 0 || s != 0 {
		text += fmt.Sprintf("%s%02d", separator, m)
	}
	if s != 0 {
		text += fmt.Sprintf("%s%02d", separator, s)
	}
	return fill(n.table["gmtFormat"], format[:start]+text+format[end:])
}

// generic is the name of a zone in summer and winter alike.
func (n zoneNames) generic(z Zone, t time.Time, width string) string {
	if text, ok := n.table["zone/"+z.id+"/"+width+"/generic"]; ok {
		return text
	}
	mz := metazone(z.id, t)
	if mz == "" {
		return ""
	}
	generic := n.table["metazone/"+mz+"/"+width+"/generic"]
	if n.standardAllYear(z, t) {
		if text := n.specific(z, t, width+"/standard"); text != "" && !strings.EqualFold(text, generic) {
			return text
		}
	}
	if generic == "" {
		return ""
	}
	golden := goldenZone(mz, n.region)
	if golden == z.id {
		return generic
	}
	g, ok := ZoneOf(golden)
	if !ok {
		return generic
	}
	there := g.At(t.UnixMilli())
	_, theirs := there.Zone()
	_, ours := t.Zone()
	if theirs == ours && g.daylight(there) == z.daylight(t) {
		return generic
	}
	place := n.city(z.id)
	if country := countryOf(z.id); country != "" && goldenZone(mz, country) == z.id {
		place = cldr.Locale(n.locale, cldr.Territories)[country]
	}
	return fill(n.table["fallbackFormat"], place, generic)
}

// standardAllYear says whether there is no daylight saving time within half
// a year.
func (n zoneNames) standardAllYear(z Zone, t time.Time) bool {
	if z.daylight(t) {
		return false
	}
	const near = 184 * 24 * time.Hour
	start, end := t.ZoneBounds()
	if !start.IsZero() && t.Sub(start) < near && z.daylight(start.Add(-time.Second).In(z.location)) {
		return false
	}
	return end.IsZero() || end.Sub(t) >= near || !z.daylight(end.In(z.location))
}

// location is the name of a zone by its place: "Sweden Time".
func (n zoneNames) location(z Zone) string {
	country := countryOf(z.id)
	place := n.city(z.id)
	if cldr.Supplemental("primaryzones")[country] == z.id || zonesIn()[country] == 1 {
		place = cldr.Locale(n.locale, cldr.Territories)[country]
	}
	return fill(n.table["regionFormat"], place)
}

// city is the city that a zone is named for.
func (n zoneNames) city(id string) string {
	if text, ok := n.table["zone/"+id+"/exemplarCity"]; ok {
		return text
	}
	return strings.ReplaceAll(id[strings.LastIndexByte(id, '/')+1:], "_", " ")
}

// metazone is the group that a zone belongs to at a moment.
func metazone(id string, t time.Time) string {
	const layout = "2006-01-02 15:04"
	utc := t.UTC()
	if utc.Year() < 1970 || utc.Year() > 9999 {
		return ""
	}
	now := utc.Format(layout)
	for use := range strings.SplitSeq(cldr.Supplemental("metazones")[id], ";") {
		parts := strings.Split(use, ",")
		if len(parts) != 3 {
			continue
		}
		if now >= parts[1] && (parts[2] == "" || now < parts[2]) {
			return parts[0]
		}
	}
	return ""
}

func goldenZone(mz, region string) string {
	table := cldr.Supplemental("goldenzones")
	if id, ok := table[mz+"/"+region]; ok {
		return id
	}
	return table[mz+"/001"]
}

// countryOf is the region that a zone is in.
func countryOf(id string) string {
	region, _, _ := strings.Cut(cldr.Supplemental("timezones")[id], " ")
	if len(region) != 2 || strings.HasPrefix(id, "Etc/") {
		return ""
	}
	return region
}

// zonesIn counts the zones of every country.
var zonesIn = sync.OnceValue(func() map[string]int {
	count := map[string]int{}
	for id := range cldr.Supplemental("timezones") {
		count[countryOf(id)]++
	}
	return count
})
