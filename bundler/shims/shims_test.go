package shims_test

import (
	"slices"
	"strings"
	"testing"

	"systembus/bundler"
	"systembus/bundler/shims"
)

var _ bundler.Modules = shims.Modules{}

func TestEveryShimHasASource(t *testing.T) {
	if len(shims.Specifiers()) == 0 {
		t.Fatal("no shims")
	}
	for _, specifier := range shims.Specifiers() {
		code, ok := shims.Source(specifier)
		if !ok || !strings.Contains(code, "exports") {
			t.Errorf("%s: no CommonJS source", specifier)
		}
		if name, ok := shims.Canonical(specifier); !ok || name != specifier {
			t.Errorf("Canonical(%q) = %q, %t", specifier, name, ok)
		}
	}
	for other, name := range shims.Aliases() {
		if got, ok := shims.Canonical(other); !ok || got != name {
			t.Errorf("Canonical(%q) = %q, %t, want %q", other, got, ok, name)
		}
	}
}

func TestExports(t *testing.T) {
	names, ok := shims.Modules{}.Exports("inngest")
	if !ok || !slices.Contains(names, "NonRetriableError") {
		t.Errorf(`Exports("inngest") = %v, %t`, names, ok)
	}
	for _, absent := range []string{"node:cluster", "cluster", "left-pad", "node:nothing", "host:internal/url"} {
		if _, ok := (shims.Modules{}).Exports(absent); ok {
			t.Errorf("%q is a shim", absent)
		}
	}
}
