package image_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"systembus/bundler"
	"systembus/deploy/image"
)

// binary builds the host for a platform, once for all tests.
func binary(t *testing.T, p image.Platform) string {
	t.Helper()
	path, err := builds[p]()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var builds = map[image.Platform]func() (string, error){
	image.ARM64: sync.OnceValues(func() (string, error) { return buildHost(image.ARM64) }),
	image.AMD64: sync.OnceValues(func() (string, error) { return buildHost(image.AMD64) }),
}

// out is the folder of the binaries that tests build.
var out string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "host-image-")
	if err != nil {
		panic(err)
	}
	out = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func buildHost(p image.Platform) (string, error) {
	found, err := image.FindBinary(context.Background(), p, image.Search{Dir: ".", Environ: os.Environ(), Out: out})
	return found.Path, err
}

// project writes a build folder with one function.
func project(t *testing.T, code string) string {
	t.Helper()
	dir := t.TempDir()
	err := bundler.Write(dir, &bundler.Manifest{Built: "host test", Scripts: []bundler.Script{{
		Path: "scripts/functions/a.ts", Roles: []string{"cluster"}, Functions: []bundler.Function{{ID: "a"}},
	}}}, []bundler.Result{{Entry: bundler.Entry{Path: "scripts/functions/a.ts"}, Code: []byte(code), Map: []byte("{}"), Hash: "0123456789abcdef0123456789abcdef"}})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBuildIsReproducible(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no Go toolchain to build the host with")
	}
	o := image.Options{
		Binaries: map[image.Platform]string{image.ARM64: binary(t, image.ARM64)},
		Build:    project(t, "1"),
		Source:   image.Source{Revision: "0123", Time: time.Unix(1700000000, 0)},
	}
	first, err := image.Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Build = project(t, "1")
	again, err := image.Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if first.Digest != again.Digest {
		t.Errorf("the same input gave %s and %s", first.Digest, again.Digest)
	}
	t.Logf("%+v", first.Variants)
	_ = filepath.Join
}
