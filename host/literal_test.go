package host_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestLiteralsThatCannotBeRight(t *testing.T) {
	code := `import { createHash, createHmac } from "node:crypto";
const zone = "Europe/Atlantis", locale = process.env.LOCALE, options = { timeZone: zone };
export const wrong = (x: any, s: string) => [
  new Intl.DateTimeFormat("xx_invalid"),
  new Intl.DateTimeFormat("en", { timeZone: "Europe/Atlantis" }),
  new Intl.DateTimeFormat(locale, { timeZone: zone, hour: x.hour }),
  new Intl.NumberFormat("ar"),
  x.toLocaleString("ar"),
  new Date(x).toLocaleDateString(undefined, { timeZone: zone }),
  x.toLocaleString("en-US", { timeZone: zone }),
  s.localeCompare("b", "ar"),
  new RegExp("(?<=a"),
  /a/d,
  createHash("whirlpool2"),
  createHmac("nope", s),
  new TextDecoder("utf-9"),
];
export const fine = (x: any, s: string) => [
  new Intl.DateTimeFormat("de", { timeZone: "Europe/Berlin" }),
  new Intl.DateTimeFormat(locale, options),
  new Intl.NumberFormat("en", { style: "currency", currency: x.currency }),
  new Intl.NumberFormat("en", { ...x, style: "currency" }),
  x.toLocaleString(), x.toLocaleString(locale), x.toLocaleString("de"), x.toLocaleString({ weekday: "long" }),
  s.localeCompare("b"), s.localeCompare("b", "de", { sensitivity: "base" }), s.localeCompare("b", locale),
  new RegExp(s), new RegExp("(?<=a)b", x), /\p{L}(?<=a)/u, new RegExp("[a-z]", "giu"),
  createHash("sha256"), createHash(s), createHmac("sha1", s), new TextDecoder("latin1"),
];
export const tried = () => { try { return new Intl.NumberFormat("ar"); } catch { return null; } };
`
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts":  client,
		"scripts/lib/intl.ts":    code,
		"scripts/functions/a.ts": "import { wrong, fine, tried } from \"../lib/intl\";\nexport const all = [wrong, fine, tried];\n" + script("a", `"host"`, `1`),
	})
	project := embedded(t, dir, nil, nil).Project()
	build := project.Build(t.Context(), nil)
	got := map[int]string{}
	for _, p := range build.Problems {
		if p.File == "scripts/lib/intl.ts" {
			got[p.Line] = fmt.Sprintf("%s %s | %s", p.Severity, p.LineText[p.Column:p.Column+p.Length], p.Text)
		} else {
			t.Errorf("%+v", p)
		}
	}
	if !build.Broken("scripts/functions/a.ts") {
		t.Error("the script can be served")
	}
	const noArabic = `throws RangeError: the host has no data for the locale "ar"`
	want := []string{
		`new Intl.DateTimeFormat | this throws RangeError: Incorrect locale information provided`,
		`new Intl.DateTimeFormat | this throws RangeError: Invalid time zone specified: Europe/Atlantis`,
		`new Intl.DateTimeFormat | this throws RangeError: Invalid time zone specified: Europe/Atlantis`,
		`new Intl.NumberFormat | this ` + noArabic,
		`x.toLocaleString | this ` + noArabic,
		`new Date | this throws RangeError: Invalid time zone specified: Europe/Atlantis`,
		`x.toLocaleString | this throws RangeError: Invalid time zone specified: Europe/Atlantis`,
		`s.localeCompare | this ` + noArabic,
		`new RegExp | this throws SyntaxError: Invalid regular expression`,
		`/ | this throws SyntaxError: Invalid flags supplied to RegExp constructor 'd'`,
		`createHash | this throws Error: Digest method not supported`,
		`createHmac | this throws Error: Invalid digest: nope`,
		`new TextDecoder | this throws RangeError: The "utf-9" encoding is not supported`,
	}
	const first = 4 // the line of the first
	for i, text := range want {
		if !strings.HasPrefix(got[first+i], "error "+text) {
			t.Errorf("line %d: got %q, want %q", first+i, got[first+i], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %d problems, want %d: %v", len(got), len(want), got)
	}
}
