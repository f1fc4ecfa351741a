package image_test

import (
	"archive/tar"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"

	"systembus/bundler"
	"systembus/deploy/image"
)

// tools is the folder of the binaries that tests build.
var tools string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "host-image-")
	if err != nil {
		panic(err)
	}
	tools = dir
	code := m.Run()
	_ = os.RemoveAll(dir) // what is left is temporary
	os.Exit(code)
}

// standIns are binaries that say they are the host and are not: an image is
// made of them in a second.
var standIns = map[image.Platform]func() (string, error){
	image.ARM64: sync.OnceValues(func() (string, error) { return compile("systembus", image.ARM64) }),
	image.AMD64: sync.OnceValues(func() (string, error) { return compile("systembus", image.AMD64) }),
}

func standIn(t *testing.T, p image.Platform) string {
	t.Helper()
	path, err := standIns[p]()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// compile builds a program with a main package cmd/host in a module.
func compile(module string, p image.Platform) (string, error) {
	dir, err := os.MkdirTemp(tools, "source-")
	if err != nil {
		return "", err
	}
	files := map[string]string{
		"go.mod":           "module " + module + "\n\ngo 1.26\n",
		"cmd/host/main.go": "package main\n\nfunc main() { println(\"a stand-in for the host\") }\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			return "", err
		}
	}
	out := filepath.Join(tools, module+"-"+p.Arch())
	cmd := exec.CommandContext(context.Background(), "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", out, "./cmd/host")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+p.Arch(), "GOFLAGS=", "GOWORK=off")
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", errors.New(string(said))
	}
	return out, nil
}

// project writes a build folder with one function, whose bundle is code.
func project(t *testing.T, code string, change func(*bundler.Script)) string {
	t.Helper()
	dir := t.TempDir()
	s := bundler.Script{Path: "scripts/functions/a.ts", Roles: []string{"cluster"}, Functions: []bundler.Function{{ID: "a"}}}
	if change != nil {
		change(&s)
	}
	err := bundler.Write(dir, &bundler.Manifest{Built: "host test", Scripts: []bundler.Script{s}}, []bundler.Result{{
		Entry: bundler.Entry{Path: s.Path}, Code: []byte(code), Map: []byte("{}"), Hash: "0123456789abcdef0123456789abcdef",
	}})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func options(t *testing.T, dir string) image.Options {
	t.Helper()
	return image.Options{
		Binaries: map[image.Platform]string{image.ARM64: standIn(t, image.ARM64)},
		Build:    dir,
		Source: image.Source{
			Revision: "0123456789abcdef0123456789abcdef01234567", Version: "v1.2.3", URL: "https://github.com/owner/name",
			Time: time.Unix(1700000000, 0),
		},
	}
}

func build(t *testing.T, o image.Options) *image.Image {
	t.Helper()
	built, err := image.Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// child is the image of the index for a platform.
func child(t *testing.T, built *image.Image, p image.Platform) v1.Image {
	t.Helper()
	for _, v := range built.Variants {
		if v.Platform != p {
			continue
		}
		digest, err := v1.NewHash(v.Digest)
		if err != nil {
			t.Fatal(err)
		}
		img, err := built.Index.Image(digest)
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	t.Fatalf("no image for %s", p)
	return nil
}

func TestTheSameInputGivesTheSameDigest(t *testing.T) {
	both := func(o image.Options) image.Options {
		o.Binaries[image.AMD64] = standIn(t, image.AMD64)
		return o
	}
	dir := project(t, "1", nil)
	first := build(t, both(options(t, dir)))
	later := time.Now().Add(time.Hour)
	for _, name := range []string{dir, filepath.Join(dir, bundler.ManifestFile)} {
		if err := os.Chtimes(name, later, later); err != nil {
			t.Fatal(err)
		}
	}
	elsewhere := both(options(t, project(t, "1", nil)))
	elsewhere.Source.Time = elsewhere.Source.Time.In(time.FixedZone("far", 9*3600))
	for name, again := range map[string]*image.Image{"touched": build(t, both(options(t, dir))), "elsewhere": build(t, elsewhere)} {
		if diff := cmp.Diff(again, first, cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Index" }, cmp.Ignore())); diff != "" {
			t.Errorf("%s (-got +want):\n%s", name, diff)
		}
	}
	if got := first.Platforms(); !slices.Equal(got, []image.Platform{image.AMD64, image.ARM64}) {
		t.Errorf("platforms %v", got)
	}
}

func TestScriptsAreALayerOfTheirOwn(t *testing.T) {
	o := options(t, project(t, "1", nil))
	before := build(t, o).Variants[0]
	o.Build = project(t, "2", nil)
	o.Source.Revision, o.Source.Time = "abc", o.Source.Time.Add(time.Hour)
	after := build(t, o).Variants[0]
	var same []string
	for i, l := range before.Layers {
		if after.Layers[i] == l {
			same = append(same, l.Name)
		}
	}
	if diff := cmp.Diff(same, []string{"base", "host"}); diff != "" || len(after.Layers) != 3 {
		t.Errorf("another script in another commit leaves these layers as they were (-got +want):\n%s", diff)
	}
	if before.Digest == after.Digest {
		t.Error("another script gave the same image")
	}
}

func TestConfig(t *testing.T) {
	o := options(t, project(t, "1", nil))
	o.Source.Dirty = true
	built := build(t, o)
	cfg, err := child(t, built, image.ARM64).ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if cfg.OS != "linux" || cfg.Architecture != "arm64" || cfg.Variant != "v8" || !cfg.Created.Equal(o.Source.Time) {
		t.Errorf("%s/%s/%s of %s", cfg.OS, cfg.Architecture, cfg.Variant, cfg.Created)
	}
	labels := cfg.Config.Labels
	if len(labels[image.LabelFunctions]) != 64 {
		t.Errorf("%s: %q", image.LabelFunctions, labels[image.LabelFunctions])
	}
	delete(labels, image.LabelFunctions)
	want := v1.Config{
		User: "65532:65532", WorkingDir: "/app", Entrypoint: []string{"/app/host"}, Cmd: []string{"run"}, StopSignal: "SIGTERM",
		Env: []string{
			"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/app", "HOME=/tmp",
			"SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", "WORKER_ROLE=cluster",
			"HOST_REVISION=0123456789abcdef0123456789abcdef01234567-dirty",
			"HOST_STATE_DIR=/tmp/host/state", "HOST_INFER_STATE=/tmp/host/infer",
		},
		ExposedPorts: map[string]struct{}{"3111/tcp": {}},
		Labels: map[string]string{
			"dev.host.role": "cluster", "dev.host.dirty": "true",
			"org.opencontainers.image.title":       "host",
			"org.opencontainers.image.description": "Durable functions in TypeScript, served by host v1.2.3",
			"org.opencontainers.image.created":     "2023-11-14T22:13:20Z",
			"org.opencontainers.image.source":      "https://github.com/owner/name",
			"org.opencontainers.image.revision":    "0123456789abcdef0123456789abcdef01234567-dirty",
			"org.opencontainers.image.version":     "v1.2.3",
		},
	}
	if diff := cmp.Diff(cfg.Config, want); diff != "" {
		t.Errorf("config (-got +want):\n%s", diff)
	}
	manifest, err := built.Index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	if got := manifest.Annotations["org.opencontainers.image.source"]; got != "https://github.com/owner/name" {
		t.Errorf("the index's source is %q", got)
	}
	if got := manifest.Manifests[0].Platform.String(); got != "linux/arm64/v8" {
		t.Errorf("the index has an image for %s", got)
	}
}

// unpack reads the files of an image, with its layers applied.
func unpack(t *testing.T, img v1.Image) map[string]*tar.Header {
	t.Helper()
	files := map[string]*tar.Header{}
	r := mutate.Extract(img)
	defer r.Close()
	for in := tar.NewReader(r); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		h.PAXRecords = map[string]string{"text": string(text)}
		files[strings.TrimSuffix(h.Name, "/")] = h
	}
}

func TestContents(t *testing.T) {
	dir := project(t, "the bundle", nil)
	o := options(t, dir)
	o.Settings = filepath.Join(t.TempDir(), "host.json")
	if err := os.WriteFile(o.Settings, []byte(`{"callTimeout":"1m"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	// What else lies in the folder of the build stays there.
	if err := os.WriteFile(filepath.Join(dir, "notes.env"), []byte("TOKEN=1"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := unpack(t, child(t, build(t, o), image.ARM64))
	var got []string
	for name, h := range files {
		got = append(got, name+" "+h.FileInfo().Mode().String())
		if h.Uid != 0 || h.Gid != 0 || !h.ModTime.Equal(time.Unix(0, 0)) {
			t.Errorf("%s belongs to %d:%d, of %s", name, h.Uid, h.Gid, h.ModTime)
		}
	}
	slices.Sort(got)
	want := []string{
		"app drwxr-xr-x",
		"app/.host drwxr-xr-x",
		"app/.host/build drwxr-xr-x",
		"app/.host/build/manifest.json -r--r--r--",
		"app/.host/build/scripts-functions-a-0123456789abcdef.js -r--r--r--",
		"app/.host/build/scripts-functions-a-0123456789abcdef.js.map -r--r--r--",
		"app/host -rwxr-xr-x",
		"app/host.json -r--r--r--",
		"etc drwxr-xr-x",
		"etc/group -r--r--r--",
		"etc/nsswitch.conf -r--r--r--",
		"etc/passwd -r--r--r--",
		"etc/ssl drwxr-xr-x",
		"etc/ssl/certs drwxr-xr-x",
		"etc/ssl/certs/ca-certificates.crt -r--r--r--",
		"tmp dtrwxrwxrwx",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("files (-got +want):\n%s", diff)
	}
	text := func(name string) string { return files[name].PAXRecords["text"] }
	if text("app/.host/build/scripts-functions-a-0123456789abcdef.js") != "the bundle" || text("app/host.json") != `{"callTimeout":"1m"}` {
		t.Error("the scripts or the settings are not those of the project")
	}
	if got, want := text("etc/passwd"), "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n"; got != want {
		t.Errorf("passwd: %q", got)
	}
	if n := strings.Count(text("etc/ssl/certs/ca-certificates.crt"), "BEGIN CERTIFICATE"); n < 100 || !x509.NewCertPool().AppendCertsFromPEM([]byte(text("etc/ssl/certs/ca-certificates.crt"))) {
		t.Errorf("%d certificates, or none that can be read", n)
	}
}

func TestFunctionsOfAnotherRole(t *testing.T) {
	o := options(t, project(t, "1", func(s *bundler.Script) {
		s.Functions = append(s.Functions, bundler.Function{ID: "0"})
	}))
	if got := build(t, o).Functions; !slices.Equal(got, []string{"0", "a"}) {
		t.Errorf("functions %v", got)
	}
	o.Role = "host"
	_, err := image.Build(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "has the role host") {
		t.Errorf("an image that serves nothing: %v", err)
	}
}

func TestSBOM(t *testing.T) {
	o := options(t, project(t, "1", nil))
	o.Binaries[image.ARM64] = standIn(t, image.ARM64)
	manifest := filepath.Join(o.Build, bundler.ManifestFile)
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	var m bundler.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	m.Scripts[0].Packages = []bundler.Package{
		{Name: "@scope/a", Version: "1.0.0+x", License: "(MIT OR Apache-2.0)"},
		{Name: "-scope-a", Version: "1.0.0+x", License: "SEE LICENSE IN x"},
	}
	if text, err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(manifest, text, 0o644); err != nil {
		t.Fatal(err)
	}
	built := build(t, o)
	var doc struct {
		SPDXVersion string
		Packages    []struct {
			SPDXID, Name, VersionInfo, LicenseDeclared string
			ExternalRefs                               []struct{ ReferenceLocator string }
			Checksums                                  []struct{ ChecksumValue string }
		}
		Relationships []struct{ SPDXElementID, RelationshipType, RelatedSPDXElement string }
	}
	if err := json.Unmarshal(built.SBOM, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.SPDXVersion != "SPDX-2.3" || !strings.HasSuffix(built.Digest, doc.Packages[0].Checksums[0].ChecksumValue) {
		t.Errorf("%s of %s", doc.SPDXVersion, doc.Packages[0].Checksums[0].ChecksumValue)
	}
	ids, got := map[string]bool{"SPDXRef-DOCUMENT": true}, []string{}
	for _, p := range doc.Packages {
		if ids[p.SPDXID] {
			t.Errorf("two packages have the id %s", p.SPDXID)
		}
		ids[p.SPDXID] = true
		for _, r := range p.ExternalRefs {
			if p.Name != "stdlib" {
				got = append(got, r.ReferenceLocator+" "+p.LicenseDeclared)
			}
		}
	}
	slices.Sort(got)
	want := []string{
		"pkg:golang/systembus@v1.2.3 NOASSERTION",
		"pkg:npm/%40scope/a@1.0.0+x (MIT OR Apache-2.0)",
		"pkg:npm/-scope-a@1.0.0+x NOASSERTION",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("packages (-got +want):\n%s", diff)
	}
	if len(doc.Relationships) != len(doc.Packages) {
		t.Errorf("%d relationships of %d packages", len(doc.Relationships), len(doc.Packages))
	}
	for _, r := range doc.Relationships {
		if !ids[r.SPDXElementID] || !ids[r.RelatedSPDXElement] {
			t.Errorf("%+v relates to nothing", r)
		}
	}
}
