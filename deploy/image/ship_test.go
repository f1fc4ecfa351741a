package image_test

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/validate"

	"systembus/bundler"
	"systembus/deploy/image"
	"systembus/deploy/registry"
	"systembus/deploy/registry/registrytest"
	"systembus/host"
	"systembus/host/config"
	"systembus/host/local"
	"systembus/host/outbox"
)

// Promises of docs/deploy.md.
const (
	maxImage    = 40 << 20 // an image, compressed, with its base
	maxRedeploy = 1 << 20  // what a deploy of changed scripts pushes
)

// scripts bundles this repository's scripts, with a change, into a new folder.
func scripts(t *testing.T, change string) string {
	t.Helper()
	root := t.TempDir()
	for _, folder := range []string{"functions", "lib", "webhooks"} {
		if err := os.CopyFS(filepath.Join(root, "scripts", folder), os.DirFS("../../scripts/"+folder)); err != nil {
			t.Fatal(err)
		}
	}
	digest := filepath.Join(root, "scripts/functions/daily-digest.ts")
	text, err := os.ReadFile(digest)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(digest, append(text, change...), 0o644); err != nil {
		t.Fatal(err)
	}
	app, err := host.New(host.Options{
		Config: config.Default(root), Log: slog.New(slog.DiscardHandler), Embedded: &local.Options{},
		Lookup: func(string) (string, bool) { return "", false },
	})
	if err != nil {
		t.Fatal(err)
	}
	project := app.Project()
	build := project.Build(t.Context(), nil)
	if build.Failed() {
		t.Fatal(build.Problems)
	}
	out := filepath.Join(root, "build")
	if err := bundler.Write(out, &bundler.Manifest{Built: "host test", Scripts: build.Scripts}, build.Results); err != nil {
		t.Fatal(err)
	}
	return out
}

// The host itself, with this repository's scripts, is pushed to a registry
// like GHCR, pulled from there and run.
func TestShip(t *testing.T) {
	if testing.Short() {
		t.Skip("the host is compiled for arm64")
	}
	binary, err := image.FindBinary(t.Context(), image.ARM64, image.Search{Dir: ".", Environ: os.Environ(), Out: tools})
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, scripts(t, ""))
	o.Binaries = map[image.Platform]string{image.ARM64: binary.Path}
	built := build(t, o)
	for _, v := range built.Variants {
		t.Logf("%s: %.1f MB compressed: %+v", v.Platform, float64(v.Size)/1e6, v.Layers)
		if v.Size > maxImage {
			t.Errorf("the image for %s has %d bytes compressed, and %d are promised", v.Platform, v.Size, maxImage)
		}
	}
	if want := []string{"daily-digest", "import-customers", "order-approval", "reminder", "webhook-fanout"}; len(built.Functions) < len(want) {
		t.Errorf("functions: %v", built.Functions)
	}

	// The modules are those that the program itself names; of a copy of one in
	// the source, what it is a copy of.
	for _, want := range []string{"stdlib@1.", "github.com/go-chi/chi/v5@v5.", "github.com/dop251/goja@v0."} {
		if !bytes.Contains(built.SBOM, []byte("pkg:golang/"+want)) {
			t.Errorf("the list of what is in the image lacks %s", want)
		}
	}
	if bytes.Contains(built.SBOM, []byte("third_party")) {
		t.Error("the list of what is in the image names a folder of the source")
	}

	server := registrytest.Start(t, map[string]registrytest.Access{"token": registrytest.Push})
	client, err := registry.Open(registry.Options{
		Repository: server.Host + "/owner/worker",
		Sources: []registry.Source{{Name: "test", Lease: func(context.Context) (registry.Token, error) {
			return registry.NewToken("test", "token"), nil
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	push := func(built *image.Image, tag string) int64 {
		t.Helper()
		before := server.Received()
		pushed, err := client.Push(t.Context(), built.Index, tag, nil)
		if err != nil {
			t.Fatal(err)
		}
		if pushed.Digest != built.Digest {
			t.Errorf("%s was pushed, and %s was built", pushed.Digest, built.Digest)
		}
		received := server.Received() - before
		if received != pushed.Sent {
			t.Errorf("the registry received %d bytes, and %d are told", received, pushed.Sent)
		}
		return received
	}
	first := push(built, "one")

	o.Build = scripts(t, "\nexport const note = \"a change\";\n")
	o.Source.Revision, o.Source.Time = "fedc", o.Source.Time.Add(time.Hour)
	second := push(build(t, o), "two")
	t.Logf("the first deploy pushed %d bytes, a changed script %d", first, second)
	if second > maxRedeploy || second == 0 {
		t.Errorf("a changed script pushed %d bytes, and at most %d are promised", second, maxRedeploy)
	}

	pulled, err := client.Image(t.Context(), "two", string(image.ARM64))
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Image(pulled); err != nil {
		t.Errorf("the image in the registry: %v", err)
	}
	runImage(t, pulled)
}

// emulator is the program that runs arm64 programs on this machine; "" when it
// needs none.
func emulator(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "linux" && runtime.GOARCH == "arm64" {
		return ""
	}
	bin, err := exec.LookPath("qemu-aarch64-static")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("CI=true, and there is no qemu-aarch64-static: install qemu-user-static")
	}
	if err != nil {
		t.Skip("no qemu-aarch64-static to run an arm64 image with: install qemu-user-static")
	}
	return bin
}

// runImage runs an image as a node would: its files are the root of the file
// system, its configuration says which user runs what. Without root, the
// program runs where the files lie.
func runImage(t *testing.T, img v1.Image) {
	t.Helper()
	qemu := emulator(t)
	cfg, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	extract(t, img, root)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	caged := os.Geteuid() == 0
	if caged && qemu != "" {
		copyFile(t, qemu, filepath.Join(root, "emulator"))
		qemu = "/emulator"
	}
	for dir := root; caged && dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// run makes a command of the image's entry point.
	run := func(args ...string) *exec.Cmd {
		args = slices.Concat(cfg.Config.Entrypoint, args)
		if !caged {
			args[0] = filepath.Join(root, args[0])
		}
		if qemu != "" {
			args = slices.Concat([]string{qemu}, args)
		}
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Env = append(slices.Clone(cfg.Config.Env), "INNGEST_DEV=1", "INNGEST_BASE_URL=http://127.0.0.1:1", "GITHUB_WEBHOOK_SECRET="+hookSecret)
		cmd.Dir = filepath.Join(root, cfg.Config.WorkingDir)
		if caged {
			cmd.Dir = cfg.Config.WorkingDir
			cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
		} else {
			cmd.Env = append(cmd.Env, "HOST_STATE_DIR="+filepath.Join(root, "tmp/host/state"))
		}
		return cmd
	}
	if text, err := run("deploy").CombinedOutput(); err == nil || !strings.Contains(string(text), "it cannot deploy") {
		t.Errorf("a worker's program was told to deploy: %v, %s", err, text)
	}
	cmd := run(append(slices.Clone(cfg.Config.Cmd), "--addr", "127.0.0.1:0", "--drain-delay", "0s", "--providers", "github")...)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	base := "http://" + address(t, said)
	for _, path := range []string{"/livez", "/readyz"} {
		if status, text := get(ctx, t, base+path); status != http.StatusOK {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
	t.Logf("it answered %s after it was started", time.Since(begin).Round(time.Millisecond))
	_, text := get(ctx, t, base+"/")
	var status struct {
		Status  string
		Count   int
		Worker  struct{ Role string }
		Runtime struct{ Revision, Cwd string }
	}
	if err := json.Unmarshal([]byte(text), &status); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if status.Status != "ok" || status.Count < 5 || status.Worker.Role != "cluster" || status.Runtime.Revision != "fedc" || caged && status.Runtime.Cwd != "/app" {
		t.Errorf("status: %+v", status)
	}
	deliver(ctx, t, base+"/webhooks/github")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v", err)
	}
	box, err := outbox.Open(filepath.Join(root, "tmp/host/state"), outbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	waiting, err := box.List(ctx, outbox.Filter{})
	if err != nil || len(waiting) != 1 || waiting[0].Queue != "webhook/github" {
		t.Errorf("what was accepted while Inngest is away: %+v, %v; want one event of github", waiting, err)
	}
}

// hookSecret is what GitHub and the worker share.
const hookSecret = "a-secret-of-the-test"

// deliver sends a webhook as GitHub does: it is accepted, though Inngest is
// away; and one that somebody else has signed is not.
func deliver(ctx context.Context, t *testing.T, url string) {
	t.Helper()
	body := `{"action":"completed","workflow_run":{"id":1}}`
	for secret, want := range map[string]int{hookSecret: http.StatusOK, "another": http.StatusUnauthorized} {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(body))
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Github-Event", "workflow_run")
		r.Header.Set("X-Github-Delivery", "1")
		r.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != want {
			t.Errorf("a webhook signed with %q: %d %s, %v; want %d", secret, res.StatusCode, text, err, want)
		}
	}
}

// address reads the log until it says where the worker listens, and goes on
// reading, so that the worker never waits for a reader.
func address(t *testing.T, log io.Reader) string {
	t.Helper()
	found := make(chan string, 1)
	go func() {
		defer close(found)
		tell := func(addr string) {
			select {
			case found <- addr:
			default: // it is told already
			}
		}
		for lines := bufio.NewScanner(log); lines.Scan(); {
			var line struct{ Msg, Addr string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Addr != "" {
				tell(line.Addr)
			} else if line.Msg == "" {
				tell("") // it did not start
				fmt.Fprintln(os.Stderr, lines.Text())
			}
		}
	}()
	addr := <-found
	if addr == "" {
		t.Fatal("the worker did not start")
	}
	return addr
}

func get(ctx context.Context, t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// extract writes an image's files into a folder.
func extract(t *testing.T, img v1.Image, root string) {
	t.Helper()
	r := mutate.Extract(img)
	defer r.Close()
	for in := tar.NewReader(r); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(root, h.Name)
		if h.Typeflag == tar.TypeDir {
			err = errors.Join(os.MkdirAll(name, 0o755), os.Chmod(name, h.FileInfo().Mode()))
		} else {
			var text []byte
			if text, err = io.ReadAll(in); err == nil {
				err = os.WriteFile(name, text, h.FileInfo().Mode().Perm())
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
