package intl_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"systembus/bundler/shims"
	"systembus/jsapi"
	"systembus/jsapi/intl"
)

// TestLocalTimes asks a process of its own for every zone, because a process
// has one. What is wanted is what Node gives.
func TestLocalTimes(t *testing.T) {
	const asked = "INTL_TEST_SCRIPT"
	if script := os.Getenv(asked); script != "" {
		os.Stdout.WriteString("<" + evaluate(t, script) + ">")
		return
	}
	tests := []struct{ zone, script, want string }{
		{"America/New_York", `new Date(2026,2,8,2,30)`, "Sun Mar 08 2026 03:30:00 GMT-0400 (Eastern Daylight Time)"},
		{"America/New_York", `new Date(2026,10,1,1,30)`, "Sun Nov 01 2026 01:30:00 GMT-0400 (Eastern Daylight Time)"},
		{"America/New_York", `new Date(2026,6,1)`, "Wed Jul 01 2026 00:00:00 GMT-0400 (Eastern Daylight Time)"},
		{"America/New_York", `new Date("2026-03-08T02:30")`, "Sun Mar 08 2026 03:30:00 GMT-0400 (Eastern Daylight Time)"},
		{"America/New_York", `new Date("2026-03-08")`, "Sat Mar 07 2026 19:00:00 GMT-0500 (Eastern Standard Time)"},
		{"America/New_York", `new Date("2026-03-08T02:30Z")`, "Sat Mar 07 2026 21:30:00 GMT-0500 (Eastern Standard Time)"},
		{"America/New_York", `new Date("2026-11-01T01:30:00-05:00")`, "Sun Nov 01 2026 01:30:00 GMT-0500 (Eastern Standard Time)"},
		{"America/New_York", `new Date("Nov 1, 2026 01:30:00")`, "Sun Nov 01 2026 01:30:00 GMT-0400 (Eastern Daylight Time)"},
		{"Europe/Stockholm", `new Date(2026,2,29,2,30)`, "Sun Mar 29 2026 03:30:00 GMT+0200 (Central European Summer Time)"},
		{"Europe/Stockholm", `new Date(2026,9,25,2,30)`, "Sun Oct 25 2026 02:30:00 GMT+0200 (Central European Summer Time)"},
		{"Europe/Stockholm", `(() => { const d = new Date(2026,9,25); d.setHours(2,30); return d })()`, "Sun Oct 25 2026 02:30:00 GMT+0200 (Central European Summer Time)"},
		{"Europe/Stockholm", `(() => { const d = new Date(2026,0,31,2,30); d.setMonth(2, 29); return d })()`, "Sun Mar 29 2026 03:30:00 GMT+0200 (Central European Summer Time)"},
		{"Europe/Stockholm", `(() => { const d = new Date(NaN); d.setFullYear(2026); return d })()`, "Thu Jan 01 2026 00:00:00 GMT+0100 (Central European Standard Time)"},
		{"Europe/Stockholm", `new Date(NaN).setHours(1)`, "NaN"},
		{"Europe/Stockholm", `new Date(2026, NaN)`, "Invalid Date"},
		{"Europe/Stockholm", `[Date.name, Date.length, new Date() instanceof Date, typeof Date(), new Date(0).constructor === Date, Date.parse("x"), Date.UTC(2026,0)]`, "Date,7,true,string,true,NaN,1767225600000"},
		{"Europe/Stockholm", `(() => { class D extends Date { x() { return this.getHours() } } return new D(2026,0,1,5).x() })()`, "5"},
		{"Europe/Stockholm", `[new Date(new Date(5)).getTime(), new Date({ valueOf: () => 7 }).getTime(), new Date(undefined).getTime(), new Date(null).getTime()]`, "5,7,NaN,0"},
		{"Europe/Stockholm", `new Date(Date.UTC(2026,6,1)).toLocaleString("sv-SE")`, "2026-07-01 02:00:00"},
		{"Europe/Stockholm", `Intl.DateTimeFormat().resolvedOptions().timeZone`, "Europe/Stockholm"},
		{"UTC", `[new Date(2026,2,8,2,30), Date.name]`, "Sun Mar 08 2026 02:30:00 GMT+0000 (Coordinated Universal Time),Date"},
	}
	for _, tt := range tests {
		t.Run(tt.zone+" "+tt.script, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestLocalTimes$")
			cmd.Env = append(os.Environ(), "TZ="+tt.zone, asked+"="+tt.script)
			out, err := cmd.CombinedOutput()
			if err != nil || !strings.Contains(string(out), "<"+tt.want+">") {
				t.Errorf("got %s, %v, want %s", out, err, tt.want)
			}
		})
	}
}

// evaluate gives the text of an expression's value in a VM with Intl.
func evaluate(t *testing.T, expression string) string {
	t.Helper()
	vm := jsapi.New(jsapi.NewLibrary(intl.Module(), shim(t, "host:internal/intl"), shim(t, "host:internal/local-date")))
	if err := intl.Globals(vm); err != nil {
		t.Fatal(err)
	}
	v, err := vm.Runtime().RunString("String(" + expression + ")")
	if err != nil {
		t.Fatal(err)
	}
	return v.String()
}

func shim(t *testing.T, name string) *jsapi.Module {
	t.Helper()
	source, ok := shims.Source(name)
	if !ok {
		t.Fatalf("there is no shim %q", name)
	}
	return &jsapi.Module{Name: name, Source: source}
}
