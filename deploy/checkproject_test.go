package deploy

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"systembus/bundler"
	"systembus/deploy/source"
)

func TestCheckScripts(t *testing.T) {
	one := []bundler.Function{{ID: "greet", App: "bus"}}
	git := []bundler.Script{{Path: "scripts/a.ts", Requires: []string{"git"}}}
	for name, tt := range map[string]struct {
		o      Options
		bundle Bundle
		want   string
	}{
		"well":                    {Options{Expect: []string{"greet"}}, Bundle{App: "bus", Functions: one}, ""},
		"no functions":            {Options{}, Bundle{App: "bus"}, "no function has the role cluster"},
		"an expectation":          {Options{Expect: []string{"leave"}}, Bundle{App: "bus", Functions: one}, `the function "leave" is not in this build`},
		"a program":               {Options{}, Bundle{App: "bus", Functions: one, Scripts: git}, "scripts/a.ts requires git, which is not in the host's own base, which has no programs"},
		"a program, another base": {based(), Bundle{App: "bus", Functions: one, Scripts: git}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			tt.o.Bundle = func(context.Context) (Bundle, error) { return tt.bundle, nil }
			_, err := New(tt.o).checkScripts(t.Context())
			if said(err) != tt.want {
				t.Errorf("got %q, want %q", said(err), tt.want)
			}
		})
	}
}

// Pods are made of an image that stays what it is.
func TestCheckSourceOfAnImage(t *testing.T) {
	digest := "@sha256:" + strings.Repeat("1", 64)
	for image, well := range map[string]bool{
		"ghcr.io/owner/bus" + digest: true, "127.0.0.1:5000/owner/bus:v1" + digest: true,
		"ghcr.io/owner/bus:latest": false, "ghcr.io/owner/bus": false, "owner/bus" + digest: false, "ghcr.io/owner/bus@sha256:11": false,
	} {
		want := "the image " + image + " is not named by its digest"
		if well {
			want = errSkipped.Error()
		}
		if _, err := New(Options{Image: image}).checkSource(t.Context()); said(err) != want {
			t.Errorf("%s: got %q, want %q", image, said(err), want)
		}
	}
}

func TestCheckTypes(t *testing.T) {
	for name, tt := range map[string]struct {
		err         error
		said, wrong string
	}{
		"nothing wrong": {nil, "TypeScript 5.9.3 finds nothing wrong", ""},
		"unchecked":     {fmt.Errorf("%w: there is no tsconfig.json", source.ErrTypesUnchecked), "types are not checked: there is no tsconfig.json", "not checked"},
		"an error":      {&source.TypesError{Lines: []string{"a.ts(1,1): error TS1"}}, "", "TypeScript 5.9.3 finds:\na.ts(1,1): error TS1"},
	} {
		d := New(Options{Types: func(context.Context) (string, error) { return "5.9.3", tt.err }})
		text, err := d.checkTypes(t.Context())
		if said(err) != tt.wrong || err == nil && text != tt.said {
			t.Errorf("%s: got %q, %q; want %q, %q", name, text, said(err), tt.said, tt.wrong)
		}
	}
}

func based() Options {
	var o Options
	o.Base = "docker.io/library/debian@sha256:" + strings.Repeat("0", 64)
	return o
}
