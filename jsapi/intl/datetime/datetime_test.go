package datetime_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"systembus/jsapi/intl/datetime"
)

func formatter(t *testing.T, locale, options string) *datetime.Formatter {
	t.Helper()
	o := datetime.Options{Locale: locale, TimeZone: "UTC"}
	if err := json.Unmarshal([]byte(options), &o); err != nil {
		t.Fatal(err)
	}
	f, err := datetime.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var moment = time.Date(2026, 11, 22, 0, 4, 5, 678e6, time.UTC).UnixMilli()

const all = `"year":"numeric","month":"numeric","day":"numeric","hour":"numeric","minute":"numeric","second":"numeric"`

// The texts wanted are Node's.
func TestFormat(t *testing.T) {
	tests := []struct{ locale, options, want string }{
		{"en-US", `{` + all + `}`, "11/22/2026, 12:04:05 AM"},
		{"en-US", `{` + all + `,"hour12":false}`, "11/22/2026, 24:04:05"},
		{"en-GB", `{` + all + `}`, "22/11/2026, 00:04:05"},
		{"en-CA", `{` + all + `}`, "2026-11-22, 12:04:05 a.m."},
		{"en-AU", `{` + all + `}`, "22/11/2026, 12:04:05 am"},
		{"sv-SE", `{` + all + `}`, "2026-11-22 00:04:05"},
		{"de", `{"hour":"numeric"}`, "00 Uhr"},
		{"ja-JP", `{"hour":"numeric","hour12":true}`, "午前0時"},
		{"en-US", `{"dateStyle":"long","timeStyle":"short"}`, "November 22, 2026 at 12:04 AM"},
		{"en-US", `{"dateStyle":"medium","timeStyle":"short","timeZone":"America/Los_Angeles"}`, "Nov 21, 2026, 4:04 PM"},
		{"en-US", `{"timeStyle":"full","timeZone":"America/New_York"}`, "7:04:05 PM Eastern Standard Time"},
		{"sv-SE", `{"dateStyle":"full","timeZone":"Europe/Stockholm"}`, "söndag 22 november 2026"},
		{"en-US", `{"hour":"numeric","dayPeriod":"short"}`, "12 in the morning"},
		{"en-US", `{"fractionalSecondDigits":2}`, "67"},
		{"en-US", `{"minute":"numeric","second":"numeric","fractionalSecondDigits":3}`, "04:05.678"},
		{"en-US", `{"hour":"numeric","timeZone":"+05:30","timeZoneName":"longOffset"}`, "5 AM GMT+05:30"},
		{"en-US", `{"hour":"numeric","timeZone":"Asia/Kolkata","timeZoneName":"shortGeneric"}`, "5 AM India Time"},
	}
	for _, tt := range tests {
		if got := formatter(t, tt.locale, tt.options).Format(moment); got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.locale, tt.options, got, tt.want)
		}
	}
}

func TestYears(t *testing.T) {
	tests := []struct {
		year int
		want string
	}{{1, "1/1/1 A"}, {0, "1/1/1 B"}, {-4, "1/1/5 B"}, {12026, "1/1/12026 A"}}
	f := formatter(t, "en-US", `{"year":"numeric","month":"numeric","day":"numeric","era":"narrow"}`)
	for _, tt := range tests {
		if got := f.Format(time.Date(tt.year, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()); got != tt.want {
			t.Errorf("year %d: got %q, want %q", tt.year, got, tt.want)
		}
	}
}

func TestRange(t *testing.T) {
	tests := []struct {
		locale, options string
		length          time.Duration
		want            string
	}{
		{"en-US", `{"dateStyle":"long"}`, 30 * time.Hour, "November 22\u2009–\u200923, 2026"},
		{"en-US", `{"dateStyle":"long"}`, time.Hour, "November 22, 2026"},
		{"en-US", `{"hour":"numeric"}`, 3 * time.Hour, "12\u2009–\u20093\u202fAM"},
		{"sv-SE", `{"dateStyle":"medium"}`, 24 * 30 * time.Hour, "22 nov.–22 dec. 2026"},
	}
	for _, tt := range tests {
		if got := formatter(t, tt.locale, tt.options).Range(moment, moment+tt.length.Milliseconds()); got != tt.want {
			t.Errorf("%s %s for %v: got %q, want %q", tt.locale, tt.options, tt.length, got, tt.want)
		}
	}
	var parts []string
	for _, p := range formatter(t, "en-US", `{"dateStyle":"long"}`).RangeParts(moment, moment+864e5) {
		parts = append(parts, p.Source+" "+p.Type)
	}
	want := "shared month,shared literal,startRange day,shared literal,endRange day,shared literal,shared year"
	if got := strings.Join(parts, ","); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestResolved(t *testing.T) {
	got := formatter(t, "en-GB", `{"hour":"numeric","minute":"numeric","timeZone":"asia/kolkata"}`).Resolved()
	want := datetime.Resolved{TimeZone: "Asia/Calcutta", HourCycle: "h23", Hour: "2-digit", Minute: "2-digit"}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestZones(t *testing.T) {
	tests := map[string]string{
		"utc": "UTC", "GMT": "UTC", "Etc/UTC": "UTC", "europe/kyiv": "Europe/Kiev", "US/Pacific": "America/Los_Angeles",
		"+05:30": "+05:30", "-0800": "-08:00", "+01": "+01:00",
	}
	for name, want := range tests {
		if z, ok := datetime.ZoneOf(name); !ok || z.Name != want {
			t.Errorf("ZoneOf(%q) = %q, %t, want %q", name, z.Name, ok, want)
		}
	}
	for _, name := range []string{"", "Mars/Phobos", "+24:00", "+1", "+0:30", "+05:3", "Etc/Unknown", "Local"} {
		if z, ok := datetime.ZoneOf(name); ok {
			t.Errorf("ZoneOf(%q) = %q, want none", name, z.Name)
		}
	}
	for _, name := range datetime.Zones() {
		if z, ok := datetime.ZoneOf(name); !ok || z.Name != name {
			t.Errorf("the zone %q is not its own: %q, %t", name, z.Name, ok)
		}
	}
	_, err := datetime.New(datetime.Options{Locale: "en", TimeZone: "Nowhere"})
	if _, ok := errors.AsType[*datetime.UnknownZoneError](err); !ok {
		t.Errorf("got %v, want an UnknownZoneError", err)
	}
}

// TestLocalZone asks a process of its own for every TZ, because a process
// reads it once.
func TestLocalZone(t *testing.T) {
	const asked = "DATETIME_TEST_LOCAL"
	if os.Getenv(asked) != "" {
		z, err := datetime.Local()
		if err != nil {
			t.Fatal(err)
		}
		name, err := datetime.LocalName(moment)
		if err != nil {
			t.Fatal(err)
		}
		_, offset := time.UnixMilli(moment).Zone()
		_, same := z.At(moment).Zone()
		if offset != same {
			t.Errorf("%s is %d s from UTC, the process's zone %d s", z.Name, same, offset)
		}
		os.Stdout.WriteString("<" + z.Name + " " + name + ">")
		return
	}
	tests := map[string]string{
		"UTC": "<UTC Coordinated Universal Time>", "": "<UTC Coordinated Universal Time>",
		"Europe/Stockholm": "<Europe/Stockholm Central European Standard Time>", ":America/New_York": "<America/New_York Eastern Standard Time>",
		"Asia/Kolkata": "<Asia/Calcutta India Standard Time>", "No/Where": "<UTC Coordinated Universal Time>",
	}
	for tz, want := range tests {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestLocalZone$")
		cmd.Env = append(os.Environ(), "TZ="+tz, asked+"=1")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("TZ=%s: got %s, %v, want %s", tz, out, err, want)
		}
	}
}
