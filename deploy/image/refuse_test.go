package image_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"systembus/bundler"
	"systembus/deploy/image"
)

func TestWrongBinary(t *testing.T) {
	text := filepath.Join(t.TempDir(), "host-linux-arm64")
	if err := os.WriteFile(text, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	other, err := compile("other", image.ARM64)
	if err != nil {
		t.Fatal(err)
	}
	own := image.Platform("linux/" + runtime.GOARCH)
	tests := []struct {
		name, path string
		platform   image.Platform
		want       string
	}{
		{"another architecture", standIn(t, image.AMD64), image.ARM64, `is for linux/amd64, and the image is for linux/arm64: it would end there with "exec format error"; build it with GOOS=linux GOARCH=arm64`},
		{"whatever its name says", text, image.ARM64, "is not a Linux binary"},
		{"missing", text + "x", image.ARM64, "the host's binary for linux/arm64: open "},
		{"not the host", other, image.ARM64, "is not the host, but other/cmd/host"},
		{"not static", "/bin/sh", own, "is not a static binary"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.path == "/bin/sh" && runtime.GOOS != "linux" {
				t.Skip("only Linux has one at a known place")
			}
			o := options(t, project(t, "1", nil))
			o.Binaries = map[image.Platform]string{tt.platform: tt.path}
			if _, err := image.Build(t.Context(), o); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestFindBinary(t *testing.T) {
	nowhere := t.TempDir()
	program := filepath.Join(nowhere, "host")
	copyFile(t, standIn(t, image.AMD64), program)
	search := image.Search{Executable: program, Dir: nowhere, Environ: os.Environ(), Out: filepath.Join(nowhere, "out")}
	find := func(p image.Platform, want image.Found, problem string) {
		t.Helper()
		got, err := image.FindBinary(t.Context(), p, search)
		if problem == "" && err != nil || problem != "" && (err == nil || !strings.Contains(err.Error(), problem)) {
			t.Errorf("%s: %v, want %q", p, err, problem)
		}
		if problem == "" && got != want {
			t.Errorf("%s: %+v, want %+v", p, got, want)
		}
	}
	find(image.AMD64, image.Found{Path: program, How: "this program itself"}, "")
	find(image.ARM64, image.Found{}, "put host-worker-linux-arm64 beside this program")
	sibling := filepath.Join(nowhere, "host-linux-arm64")
	copyFile(t, standIn(t, image.ARM64), sibling)
	find(image.ARM64, image.Found{Path: sibling, How: "beside this program"}, "")
	worker := filepath.Join(nowhere, "host-worker-linux-amd64")
	copyFile(t, program, worker)
	find(image.AMD64, image.Found{Path: worker, How: "beside this program"}, "")

	search.Given = program
	find(image.ARM64, image.Found{}, "is for linux/amd64")
	search.Given = standIn(t, image.ARM64)
	find(image.ARM64, image.Found{Path: search.Given, How: "as given"}, "")

	// In the source of the host, the source counts; what is built is a worker's.
	search.Given = ""
	search.Dir = filepath.Join(nowhere, "source", "project")
	for name, text := range map[string]string{
		"source/go.mod":             "module systembus\n\ngo 1.26\n",
		"source/cmd/host/main.go":   "package main\n\nfunc main() { serve() }\n",
		"source/cmd/host/deploy.go": "//go:build !worker\n\npackage main\n\nfunc serve() { deploys }\n",
		"source/cmd/host/worker.go": "//go:build worker\n\npackage main\n\nfunc serve() {}\n",
		"source/project/host.json":  "{}",
	} {
		path := filepath.Join(nowhere, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := image.FindBinary(t.Context(), image.ARM64, search)
	if err != nil || !strings.HasPrefix(got.How, "built from "+filepath.Join(nowhere, "source")) {
		t.Errorf("from source: %+v, %v", got, err)
	}
	if b, err := image.InspectBinary(got.Path, image.ARM64); err != nil || !b.Stripped {
		t.Errorf("from source: %+v, %v", b, err)
	}
	first, err := os.Stat(got.Path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err = image.FindBinary(t.Context(), image.ARM64, search); err != nil {
		t.Fatal(err)
	}
	if again, err := os.Stat(got.Path); err != nil || !os.SameFile(first, again) {
		t.Errorf("it was linked again though nothing has changed: %v", err)
	}
	if err := os.WriteFile(filepath.Join(nowhere, "source/cmd/host/main.go"), []byte("package main\n\nfunc main() { x }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	find(image.ARM64, image.Found{}, "undefined: x")
	search.Environ = []string{"PATH=" + nowhere}
	find(image.ARM64, image.Found{Path: sibling, How: "beside this program"}, "")
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o755); err != nil {
		t.Fatal(err)
	}
}

// base is an image for arm64 with these files; a name that ends in "@" is a
// symbolic link, with "/" a folder.
func base(t *testing.T, files map[string]string) v1.Image {
	t.Helper()
	var packed bytes.Buffer
	w := tar.NewWriter(&packed)
	for name, text := range files {
		h := &tar.Header{Name: name, Mode: 0o644, Size: int64(len(text)), Typeflag: tar.TypeReg}
		switch {
		case strings.HasSuffix(name, "@"):
			h.Name, h.Typeflag, h.Linkname, h.Size, text = strings.TrimSuffix(name, "@"), tar.TypeSymlink, text, 0, ""
		case strings.HasSuffix(name, "/"):
			h.Typeflag, h.Mode = tar.TypeDir, 0o755
		case strings.HasPrefix(text, "#!"):
			h.Mode = 0o755
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(packed.Bytes())), nil })
	if err != nil {
		t.Fatal(err)
	}
	img, err := mutate.AppendLayers(empty.Image, layer)
	if err != nil {
		t.Fatal(err)
	}
	img, err = mutate.ConfigFile(img, &v1.ConfigFile{
		OS: "linux", Architecture: "arm64", RootFS: v1.RootFS{Type: "layers", DiffIDs: diffIDs(t, img)},
		Config: v1.Config{Env: []string{"LANG=C.UTF-8", "PATH=/nowhere"}, User: "root", Cmd: []string{"sh"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func diffIDs(t *testing.T, img v1.Image) []v1.Hash {
	t.Helper()
	cfg, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	return cfg.RootFS.DiffIDs
}

func TestBaseOfOthers(t *testing.T) {
	o := options(t, project(t, "1", func(s *bundler.Script) { s.Requires = []string{"git", "/opt/tool", "sh"} }))
	o.BaseName, o.BaseDigest = "example.org/tools", "sha256:0123"
	files := map[string]string{
		"usr/": "", "usr/bin/": "", "bin@": "usr/bin", "usr/bin/git": "#!git", "opt/tool@": "../usr/lib/tool", "usr/lib/tool": "#!tool",
		"etc/": "", "etc/passwd": "root:x:0:0:root:/root:/bin/sh", "etc/group": "root:x:0:\nnobody:x:65532:\n",
		"usr/bin/sh@": "/usr/bin/dash", "usr/bin/dash": "#!dash", "etc/nsswitch.conf": "hosts: dns\n",
		"usr/bin/readme": "not a program", "usr/bin/loop@": "loop",
	}
	o.Base = map[image.Platform]v1.Image{image.ARM64: base(t, files)}
	built := build(t, o)
	got := unpack(t, child(t, built, image.ARM64))
	for name, want := range map[string]string{
		"etc/passwd":        "root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n",
		"etc/group":         "root:x:0:\nnobody:x:65532:\n",
		"etc/nsswitch.conf": "hosts: dns\n",
		"usr/bin/git":       "#!git",
	} {
		if got[name] == nil || got[name].PAXRecords["text"] != want {
			t.Errorf("%s: %+v", name, got[name])
		}
	}
	if got["etc/ssl/certs/ca-certificates.crt"] == nil {
		t.Error("the certificates that the base lacks are not there")
	}
	cfg, err := child(t, built, image.ARM64).ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Config.Env[0] != "LANG=C.UTF-8" || cfg.Config.User != "65532:65532" || strings.Contains(strings.Join(cfg.Config.Env, " "), "/nowhere") ||
		cfg.Config.Labels["org.opencontainers.image.base.digest"] != "sha256:0123" {
		t.Errorf("config: %+v", cfg.Config)
	}
	if n := len(built.Variants[0].Layers); n != 4 || built.Variants[0].Layers[0].Name != "base/1" {
		t.Errorf("layers: %+v", built.Variants[0].Layers)
	}

	o.Build = project(t, "1", func(s *bundler.Script) { s.Requires = []string{"git", "node", "readme", "loop", "/opt/other"} })
	_, err = image.Build(t.Context(), o)
	for _, program := range []string{"node", "readme", "loop", "/opt/other"} {
		if want := "scripts/functions/a.ts requires " + program + ", which is not in example.org/tools"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if err != nil && strings.Contains(err.Error(), "requires git") {
		t.Errorf("git is there: %v", err)
	}

	o.Binaries = map[image.Platform]string{image.AMD64: standIn(t, image.AMD64)}
	o.Base = map[image.Platform]v1.Image{image.AMD64: o.Base[image.ARM64]}
	if _, err := image.Build(t.Context(), o); err == nil || !strings.Contains(err.Error(), "it is for linux/arm64, and the image is for linux/amd64") {
		t.Errorf("a base of another architecture: %v", err)
	}
}

func TestOwnBaseHasNoPrograms(t *testing.T) {
	o := options(t, project(t, "1", func(s *bundler.Script) { s.Requires = []string{"git"} }))
	_, err := image.Build(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "scripts/functions/a.ts requires git, which is not in the host's own base, which has no programs") {
		t.Errorf("got %v", err)
	}
	missing, ok := errors.AsType[*image.MissingProgramError](err)
	if !ok || !strings.Contains(missing.Hint(), "deployBase") {
		t.Errorf("no hint in %v", err)
	}
	// A script of another role may start what it likes.
	o.Build = twoRoles(t)
	build(t, o)
}

// twoRoles has a function for the cluster, and one for the host that starts a
// program.
func twoRoles(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	scripts := []bundler.Script{
		{Path: "a.ts", Roles: []string{"cluster"}, Functions: []bundler.Function{{ID: "a"}}},
		{Path: "b.ts", Roles: []string{"host"}, Functions: []bundler.Function{{ID: "b"}}, Requires: []string{"git"}},
	}
	var results []bundler.Result
	for _, s := range scripts {
		results = append(results, bundler.Result{Entry: bundler.Entry{Path: s.Path}, Code: []byte("1"), Hash: "0123456789abcdef0123456789abcdef"})
	}
	if err := bundler.Write(dir, &bundler.Manifest{Scripts: scripts}, results); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestCredentialsStayOut(t *testing.T) {
	secret := "ghp_" + strings.Repeat("aB3", 12)
	tests := []struct {
		name, code string
		want       string
	}{
		{"a token", "const x = 1;\nfetch(u, '" + secret + "')", "app/.host/build/scripts-functions-a-0123456789abcdef.js:2: what looks like a credential (ghp...) would be in the image"},
		{"a signing key", "signkey-prod-" + strings.Repeat("0a", 16), "what looks like a credential (signkey...)"},
		{"an API key", `"sk-ant-` + strings.Repeat("x", 40) + `"`, "what looks like a credential (sk...)"},
		{"words that begin like one", "ghp_short, sk-learn, task-" + strings.Repeat("x", 40), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := image.Build(t.Context(), options(t, project(t, tt.code, nil)))
			if tt.want == "" {
				if err != nil {
					t.Errorf("got %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Error("the message repeats the credential")
			}
		})
	}
}

func TestPlatform(t *testing.T) {
	for text, want := range map[string]image.Platform{"linux/arm64": image.ARM64, "arm64": image.ARM64, "linux/amd64": image.AMD64, "amd64": image.AMD64, "linux/386": "", "darwin/arm64": "", "": ""} {
		var got image.Platform
		if err := got.UnmarshalText([]byte(text)); (err == nil) != (want != "") || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	if diff := cmp.Diff(image.Platforms(), []image.Platform{image.ARM64, image.AMD64}); diff != "" {
		t.Error(diff)
	}
}
