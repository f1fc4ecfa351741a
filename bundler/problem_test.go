package bundler_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

func TestProblemFormat(t *testing.T) {
	long := strings.Repeat("a=b;", 100) + "WRONG" + strings.Repeat(";c=d", 100)
	cases := []struct {
		name    string
		problem bundler.Problem
		color   bool
		want    string
	}{{
		name: "with everything",
		problem: bundler.Problem{Severity: bundler.Error, File: "scripts/functions/digest.ts", Line: 3, Column: 20, Length: 14,
			LineText: `import cluster from "node:cluster";`, Text: `"node:cluster" cannot run in the host`,
			Remedy: "Workers scale by replicas: see docs/compatibility.md#node-cluster."},
		want: `✘ [ERROR] "node:cluster" cannot run in the host
    scripts/functions/digest.ts:3:20:
      3 │ import cluster from "node:cluster";
        ╵                     ~~~~~~~~~~~~~~
  Workers scale by replicas: see docs/compatibility.md#node-cluster.

`,
	}, {
		name: "a single character after a tab and letters of two bytes",
		problem: bundler.Problem{Severity: bundler.Warning, File: "x.ts", Line: 12, Column: 12, Length: 1,
			LineText: "\tconst é = ;", Text: "odd"},
		want: `▲ [WARNING] odd
    x.ts:12:12:
      12 │   const é = ;
         ╵             ^

`,
	}, {
		name:    "of a file",
		problem: bundler.Problem{Severity: bundler.Error, File: "scripts/functions", Text: "no such folder", Remedy: "Make it.\nOr name another."},
		want:    "✘ [ERROR] no such folder\n    scripts/functions\n  Make it.\n  Or name another.\n\n",
	}, {
		name:    "of nothing",
		problem: bundler.Problem{Severity: bundler.Error, Text: "no"},
		want:    "✘ [ERROR] no\n\n",
	}, {
		name: "a long line is cut round the place",
		problem: bundler.Problem{Severity: bundler.Error, File: "x.js", Line: 1, Column: strings.Index(long, "WRONG"), Length: 5,
			LineText: long, Text: "long"},
		want: "✘ [ERROR] long\n    x.js:1:400:\n" +
			"      1 │ ...;a=b;a=b;a=b;a=b;a=b;a=b;a=b;a=b;WRONG;c=d;c=d;c=d;c=d;c=d;c=d;c=d;c=d;c=d;c=d;c=d;c=d;c=d;c=d...\n" +
			"        ╵                                     ~~~~~\n\n",
	}, {
		name:    "a place past the line's end",
		problem: bundler.Problem{Severity: bundler.Error, File: "x.js", Line: 1, Column: 40, Length: 9, LineText: "short", Text: "end"},
		want:    "✘ [ERROR] end\n    x.js:1:40:\n      1 │ short\n        ╵      ^\n\n",
	}, {
		name: "in color",
		problem: bundler.Problem{Severity: bundler.Error, File: "x.ts", Line: 1, Column: 0, Length: 2,
			LineText: "no;", Text: "no"},
		color: true,
		want: "\x1b[31m✘ [ERROR]\x1b[0m \x1b[1mno\x1b[0m\n    x.ts:1:0:\n" +
			"      \x1b[37m1\x1b[0m │ \x1b[32mno\x1b[0m;\n        ╵ \x1b[32m~~\x1b[0m\n\n",
	}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if err := c.problem.Format(&b, c.color); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(b.String(), c.want); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestProblemAsJSON(t *testing.T) {
	text, err := json.Marshal(bundler.Problem{Severity: bundler.Error, File: "x.ts", Line: 1, Text: "no"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), `{"severity":"error","file":"x.ts","line":1,"column":0,"text":"no"}`); diff != "" {
		t.Error(diff)
	}
}

func TestProblemIsAnError(t *testing.T) {
	var err error = bundler.Problem{File: "x.ts", Line: 3, Column: 4, Text: "no"}
	if got, want := err.Error(), "x.ts:3:4: no"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
