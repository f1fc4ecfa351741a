package datetime

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // so that zones are there in an image without any

	"systembus/jsapi/intl/cldr"
)

// A Zone is a time zone under its canonical name.
type Zone struct {
	// Name is what resolvedOptions tells: "Europe/Stockholm", "UTC", "+05:30".
	Name     string
	location *time.Location
	// id is CLDR's name of the zone, "" for an offset.
	id string
}

// zoneIDs are CLDR's names by all names, in lower case.
var zoneIDs = sync.OnceValue(func() map[string]string {
	ids := map[string]string{}
	for id, others := range cldr.Supplemental("timezones") {
		if strings.HasPrefix(id, "Etc/Unknown") {
			continue
		}
		ids[strings.ToLower(id)] = id
		for _, other := range strings.Fields(others)[1:] {
			ids[strings.ToLower(other)] = id
		}
	}
	return ids
})

// ZoneOf finds a time zone by an IANA name, in any case, or an offset such as
// "+05:30". ok is false when there is none.
func ZoneOf(name string) (z Zone, ok bool) {
	if seconds, ok := parseOffset(name); ok {
		text := formatOffset(seconds)
		z := Zone{Name: text, location: time.FixedZone(text, seconds)}
		if seconds == 0 {
			z.id = "Etc/GMT"
		}
		return z, true
	}
	id, ok := zoneIDs()[strings.ToLower(name)]
	if !ok {
		return Zone{}, false
	}
	z = Zone{Name: id, id: id}
	if id == "Etc/UTC" || id == "Etc/GMT" {
		z.Name, z.location = "UTC", time.UTC
		return z, true
	}
	location, err := time.LoadLocation(id)
	if err != nil {
		return Zone{}, false
	}
	z.location = location
	return z, true
}

// Local is the zone of the process.
var Local = sync.OnceValues(func() (Zone, error) {
	name, err := localName()
	if err != nil {
		return Zone{}, err
	}
	z, ok := ZoneOf(name)
	if !ok {
		return Zone{}, fmt.Errorf("the time zone %q of the host is not known; set TZ to an IANA name", name)
	}
	return z, nil
})

func parseOffset(text string) (seconds int, ok bool) {
	if len(text) < 3 || text[0] != '+' && text[0] != '-' {
		return 0, false
	}
	body := strings.Replace(text[1:], ":", "", 1)
	if len(body) != 2 && len(body) != 4 || len(text) == 4 || len(text) == 6 && text[3] != ':' {
		return 0, false
	}
	if len(body) == 2 {
		body += "00"
	}
	hours, err1 := strconv.Atoi(body[:2])
	minutes, err2 := strconv.Atoi(body[2:])
	if err1 != nil || err2 != nil || hours > 23 || minutes > 59 {
		return 0, false
	}
	seconds = hours*3600 + minutes*60
	if text[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

func formatOffset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d:%02d", sign, seconds/3600, seconds/60%60)
}

// Zones are the canonical names of the zones of places, sorted.
func Zones() []string {
	set := map[string]bool{}
	for _, id := range zoneIDs() {
		if !strings.HasPrefix(id, "Etc/") && strings.Contains(id, "/") {
			set[id] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// At is the moment, in milliseconds since 1970, in the zone.
func (z Zone) At(ms int64) time.Time { return time.UnixMilli(ms).In(z.location) }

// negative are zones whose winter or Ramadan time the IANA data call the
// daylight saving time, from and to when. CLDR names them the other way.
var negative = map[string][2]int64{
	"Europe/Dublin":     {57722400, 1 << 62},
	"Africa/Casablanca": {1540692000, 1 << 62},
	"Africa/El_Aaiun":   {1540692000, 1 << 62},
	"Africa/Windhoek":   {764200800, 1508796000},
}

// daylight says whether daylight saving time is in force, as CLDR means it.
func (z Zone) daylight(t time.Time) bool {
	if span, ok := negative[z.id]; ok && t.Unix() >= span[0] && t.Unix() < span[1] {
		return !t.IsDST()
	}
	return t.IsDST()
}
