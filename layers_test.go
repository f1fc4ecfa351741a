// Package systembus_test checks the shape of the whole repository: which
// package may import which, who may touch the JavaScript engine, and that
// every package says what it is for.
package systembus_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// layers lists the rooms of the house from the roof down. A package may import
// only packages of lower layers; packages of one layer do not import each
// other, unless one lies in the other's folder. A pattern ending in "/..."
// stands for a folder and all below it. A package that is named belongs to the
// layer that names it, else to the first with a pattern that matches.
var layers = [][]string{
	{"cmd/...", "deploy/kubetest/cluster", "bundler/shims/gen", "jsapi/intl/cldr/gen"},
	{"deploy"},
	{"deploy/image", "deploy/kube", "deploy/registry", "deploy/registry/registrytest", "deploy/source"},
	{"deploy/k8s", "deploy/kubetest/..."},
	{"host", "host/conformance"},
	{"host/server", "host/webhook"},
	{"host/local"},
	{"host/library"},
	{"host/catalog"},
	{"host/isolate"},
	{"host/inngest/inngesttest/..."},
	{"host/inngest"},
	{"bundler"},
	{"bundler/declarations"},
	{"bundler/shims/..."},
	{"jsapi/step"},
	{"jsapi/*", "jsapi/*/*"},
	// Capabilities that others stand on: programs read and write files, files
	// hold bytes, everything takes the process as it is.
	{"jsapi/subprocess"},
	{"jsapi/fs"},
	{"jsapi/buffer", "jsapi/process", "jsapi/rawjson"},
	{"jsapi"},
	{"host/gateway", "host/infer"},
	{"host/redis/..."},
	{"host/observe"},
	{"host/config", "host/dial", "host/outbox", "host/signature", "host/telemetry/..."},
	{"host/intake", "host/recent", "host/secrets", "host/spelling", "host/statuspage"},
	{"host/reply"},
}

// engineUsers are the only packages that may import the JavaScript engine:
// everyone else speaks JSON and Go.
var engineUsers = []string{"jsapi/...", "host/isolate"}

const engine = "github.com/dop251/goja"

// A pkg is what `go list` tells of one package.
type pkg struct {
	ImportPath   string
	Name, Doc    string
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func (p pkg) rel() string { return strings.TrimPrefix(p.ImportPath, module+"/") }

const module = "systembus"

func TestLayers(t *testing.T) {
	for _, p := range list(t) {
		if len(p.GoFiles) == 0 {
			continue
		}
		if fault := checkLayer(p.rel(), p.Imports); fault != "" {
			t.Error(fault)
		}
	}
}

func TestOnlyTheBoundaryImportsTheEngine(t *testing.T) {
	for _, p := range list(t) {
		all := slices.Concat(p.Imports, p.TestImports, p.XTestImports)
		for _, imp := range all {
			if (imp == engine || strings.HasPrefix(imp, engine+"/")) && !matchAny(engineUsers, p.rel()) {
				t.Errorf("%s imports %s: only %s may. Lend what you need through a jsapi capability.",
					p.ImportPath, imp, strings.Join(engineUsers, " and "))
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range list(t) {
		if len(p.GoFiles) == 0 {
			continue
		}
		want := "Package " + p.Name + " "
		if p.Name == "main" {
			want = "Command "
		}
		if !strings.HasPrefix(p.Doc, want) {
			t.Errorf("%s has no package comment that starts with %q, but %q", p.ImportPath, want, p.Doc)
		}
	}
}

func TestNoPackageWithoutAMeaning(t *testing.T) {
	vague := []string{"util", "utils", "common", "lib", "core", "types", "helpers", "internal", "misc", "base"}
	for _, p := range list(t) {
		for part := range strings.SplitSeq(p.rel(), "/") {
			if slices.Contains(vague, part) {
				t.Errorf("%s: a package is named for what it does, not %q", p.ImportPath, part)
			}
		}
	}
}

func TestLayerRule(t *testing.T) {
	tests := []struct {
		name, from string
		imports    []string
		fault      string
	}{
		{"down", "host/isolate", []string{"systembus/jsapi", "fmt"}, ""},
		{"a capability on the contract", "jsapi/redis", []string{"systembus/jsapi"}, ""},
		{"up", "jsapi", []string{"systembus/host/isolate"}, "jsapi imports host/isolate, which stands above it"},
		{"sideways", "jsapi/redis", []string{"systembus/jsapi/url"}, "jsapi/redis imports jsapi/url, which stands beside it"},
		{"a package nobody placed", "host/new", nil, "host/new is in no layer: add it to layers in layers_test.go and to docs/architecture.md"},
		{"an import nobody placed", "host", []string{"systembus/what"}, "host imports what, which is in no layer"},
		{"parts of one capability", "jsapi/intl/number", []string{"systembus/jsapi/intl/plural"}, ""},
		{"a named package below its folder", "jsapi/os", []string{"systembus/jsapi/process"}, ""},
		{"not ours", "jsapi", []string{"systembusx/host"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := checkLayer(tt.from, tt.imports); got != tt.fault {
				t.Errorf("got %q, want %q", got, tt.fault)
			}
		})
	}
}

// checkLayer tells what is wrong with a package's imports, or "".
func checkLayer(from string, imports []string) string {
	at := layerOf(from)
	if at < 0 {
		return from + " is in no layer: add it to layers in layers_test.go and to docs/architecture.md"
	}
	for _, imp := range imports {
		to, ours := strings.CutPrefix(imp, module+"/")
		if !ours {
			continue
		}
		switch below := layerOf(to); {
		case below < 0:
			return fmt.Sprintf("%s imports %s, which is in no layer", from, to)
		case below < at:
			return fmt.Sprintf("%s imports %s, which stands above it", from, to)
		case below == at && !nested(from, to):
			return fmt.Sprintf("%s imports %s, which stands beside it", from, to)
		}
	}
	return ""
}

// nested says that one of two packages of a layer lies in the other's folder,
// as a command's own parts do, or that both are parts of one capability.
func nested(a, b string) bool {
	parts := strings.SplitN(a, "/", 3)
	one := len(parts) == 3 && parts[0] == "jsapi" && strings.HasPrefix(b, "jsapi/"+parts[1]+"/")
	return one || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/")
}

// layerOf is the index of the layer that holds the package, or -1.
func layerOf(rel string) int {
	named := func(patterns []string) bool { return slices.Contains(patterns, rel) }
	if i := slices.IndexFunc(layers, named); i >= 0 {
		return i
	}
	return slices.IndexFunc(layers, func(patterns []string) bool { return matchAny(patterns, rel) })
}

func matchAny(patterns []string, rel string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if folder, deep := strings.CutSuffix(pattern, "/..."); deep {
			return rel == folder || strings.HasPrefix(rel, folder+"/")
		}
		ok, err := path.Match(pattern, rel)
		return err == nil && ok
	})
}

// list asks the go command for every package of the module, the root's own
// test aside. Packages that do not load are an error.
func list(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Name,Doc,GoFiles,Imports,TestImports,XTestImports", "./...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		if p.ImportPath != module {
			pkgs = append(pkgs, p)
		}
	}
	if len(pkgs) == 0 {
		t.Fatal("go list found no packages: the test runs in the wrong folder")
	}
	return pkgs
}

// TestWorker: the program that goes into an image has nothing of what only
// deploys and their clients of Kubernetes and of registries need.
func TestWorker(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-tags=worker", "./cmd/host")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, module+"/host") {
		t.Errorf("%s/host is not among %d packages: the test looks at the wrong program", module, len(deps))
	}
	for _, dep := range deps {
		for _, folder := range []string{module + "/deploy", "k8s.io", "sigs.k8s.io", "github.com/google/go-containerregistry"} {
			if dep == folder || strings.HasPrefix(dep, folder+"/") {
				t.Errorf("it has %s: a file of cmd/host that imports what deploys need begins with //go:build !worker", dep)
			}
		}
	}
}
