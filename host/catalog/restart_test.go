package catalog_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
	"systembus/host/catalog"
)

func TestRestartSafety(t *testing.T) {
	none := `{"retries":{"attempts":0}}`
	tests := []struct {
		name    string
		options string
		reasons bundler.Reasons
		want    []string
	}{
		{"left to the server", "", nil, nil},
		{"one retry", `{"retries":{"attempts":1}}`, nil, nil},
		{"none", none, nil, []string{`function "pay": retries: 0, so a deploy or a crash during a step ends its run for good`}},
		{"none, with a reason", none, bundler.Reasons{"pay": "paying twice is worse"}, nil},
		{"none, with a reason for the file", none, bundler.Reasons{"": "paying twice is worse"}, nil},
		{"a reason for another", none, bundler.Reasons{"pat": "a slip"}, []string{
			`function "pay": retries: 0, so a deploy or a crash during a step ends its run for good`,
			`allowNoRetries: no function here has the id "pat"`,
		}},
		{"an empty reason", none, bundler.Reasons{"pay": " "}, []string{
			`function "pay": retries: 0, so a deploy or a crash during a step ends its run for good`,
			`allowNoRetries: the reason is empty`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := script("scripts/functions/pay.ts", both, fn("pay", tt.options))
			s.AllowNoRetries = tt.reasons
			for _, strict := range []bool{true, false} {
				var got []string
				for _, f := range (&catalog.Checker{Strict: strict}).Check([]bundler.Script{s}) {
					got = append(got, f.Text)
					retries := strings.Contains(f.Text, "retries: 0")
					if want := retries && !strict; (f.Severity == bundler.Warning) != want {
						t.Errorf("strict %v: %s: severity %s", strict, f.Text, f.Severity)
					}
				}
				if diff := cmp.Diff(got, tt.want); diff != "" {
					t.Errorf("strict %v (-got +want):\n%s", strict, diff)
				}
			}
		})
	}
}

func TestRetriesAreShownWhereTheyAre(t *testing.T) {
	root := fstest.MapFS{"scripts/functions/pay.ts": {Data: []byte(
		"import { inngest } from \"../lib/client\";\n" +
			"export const pay = inngest.createFunction(\n" +
			"  { id: \"pay\", retries: 0 },\n")}}
	found := (&catalog.Checker{Root: root, Strict: true}).Check([]bundler.Script{
		script("scripts/functions/pay.ts", both, fn("pay", `{"retries":{"attempts":0}}`)),
	})
	if len(found) != 1 {
		t.Fatalf("got %v, want one problem", found)
	}
	p := found[0]
	if p.File != "scripts/functions/pay.ts" || p.Line != 3 || p.Column != 15 || p.Length != len("retries") {
		t.Errorf("it is shown at %s:%d:%d, %d bytes", p.File, p.Line, p.Column, p.Length)
	}
	if !strings.Contains(p.Remedy, `export const allowNoRetries = { "pay": "..." }`) {
		t.Errorf("the remedy does not show how to allow it: %s", p.Remedy)
	}
}

func TestRequires(t *testing.T) {
	s := script("scripts/functions/clip.ts", both, fn("clip", ""))
	s.Requires = []string{"git", "/usr/bin/ffmpeg", "yt-dlp --quiet", "./run.sh", ""}
	var got []string
	for _, f := range new(catalog.Checker).Check([]bundler.Script{s}) {
		got = append(got, f.Text)
	}
	want := []string{`requires: not the name of a program: "yt-dlp --quiet", "./run.sh", ""`}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}
