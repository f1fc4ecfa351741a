package bundler

import (
	"strings"
	"testing"
)

func TestInTry(t *testing.T) {
	cases := []struct {
		text string
		want bool
	}{
		{"HERE", false},
		{"try { HERE } catch {}", true},
		{"try { a() } catch { HERE }", false},
		{"try { a() } catch {} HERE", false},
		{"try {\n if (x) {\n  HERE\n }\n} finally {}", true},
		{"retry { HERE }", false},
		{"x.try ; { HERE }", false},
		{`const s = "try {"; HERE`, false},
		{"const s = `try { ${x}`; HERE", false},
		{"// try {\nHERE", false},
		{"/* try { */ HERE", false},
		{`try { const s = "}"; HERE } catch {}`, true},
		{`try { const s = '\'}'; HERE } catch {}`, true},
	}
	for _, c := range cases {
		before, _, _ := strings.Cut(c.text, "HERE")
		line := strings.Count(before, "\n") + 1
		column := len(before) - strings.LastIndex(before, "\n") - 1
		if got := inTry(c.text, line, column); got != c.want {
			t.Errorf("%q: %t", c.text, got)
		}
	}
	if inTry("short", 9, 9) {
		t.Error("a place outside the text is in a try")
	}
}
