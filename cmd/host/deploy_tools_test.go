package main

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// completes sends an event to a function and wants its run to end with a word.
func (p *place) completes(t *testing.T, function, word string) {
	t.Helper()
	event, err := p.inngest.Send(t.Context(), "test/"+function, map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	run, err := p.inngest.AwaitApp(ctx, event, p.namespace, function)
	if err != nil {
		t.Fatal(err)
	}
	if run.Status != "COMPLETED" || string(run.Output) != fmt.Sprintf(`{"data":%q}`, word) {
		t.Errorf("%s: %s with %s, want %q", function, run.Status, run.Output, word)
	}
}

// program puts a program on the PATH of the command line.
func (p *place) program(t *testing.T, program, text string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, program), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	for i, v := range p.environ {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			p.environ[i] = "PATH=" + dir + ":" + path
		}
	}
}

// secret makes sure that no token stands in a text, or in a file of the
// project or of the home folder.
func (p *place) secret(t *testing.T, text string) {
	t.Helper()
	if strings.Contains(text, pat) {
		t.Errorf("the registry's token stands in %s", text)
	}
	roots := []string{p.dir}
	for _, v := range p.environ {
		if home, ok := strings.CutPrefix(v, "HOME="); ok {
			roots = append(roots, home)
		}
	}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if bytes.Contains(content, []byte(pat)) || bytes.Contains(content, []byte(p.inngest.SigningKey)) {
				t.Errorf("a secret stands in %s", path)
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
	}
}

// A load asks the Service without pause and starts runs.
type load struct {
	stop           chan struct{}
	wait           sync.WaitGroup
	p              *place
	asked, failed  atomic.Int64
	firstFailure   atomic.Value
	mu             sync.Mutex
	events, errors []string
}

func (p *place) load(t *testing.T) *load {
	l := &load{stop: make(chan struct{}), p: p}
	until := func(pause time.Duration, do func()) {
		l.wait.Go(func() {
			for tick := time.NewTicker(pause); ; {
				select {
				case <-l.stop:
					tick.Stop()
					return
				case <-tick.C:
					do()
				}
			}
		})
	}
	// A connection for each request: a kept one would stay with one pod.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second}
	until(20*time.Millisecond, func() {
		l.asked.Add(1)
		res, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/readyz", p.port()))
		if err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				err = errors.New(res.Status)
			}
		}
		if err != nil && l.failed.Add(1) == 1 {
			l.firstFailure.Store(err.Error())
		}
	})
	until(300*time.Millisecond, func() {
		event, err := p.inngest.Send(t.Context(), "test/"+p.main, map[string]any{})
		l.mu.Lock()
		defer l.mu.Unlock()
		if err != nil {
			l.errors = append(l.errors, err.Error())
			return
		}
		l.events = append(l.events, event)
	})
	return l
}

// end stops the load: no request may have failed, and every run completes.
func (l *load) end(t *testing.T) {
	t.Helper()
	time.Sleep(3 * time.Second) // the old pod goes meanwhile
	close(l.stop)
	l.wait.Wait()
	if n := l.failed.Load(); n > 0 {
		t.Errorf("%d of %d requests to the Service failed, the first with %v", n, l.asked.Load(), l.firstFailure.Load())
	}
	if len(l.errors) > 0 || len(l.events) == 0 {
		t.Errorf("%d events were sent; errors: %v", len(l.events), l.errors)
	}
	words := map[string]int{}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	for _, event := range l.events {
		run, err := l.p.inngest.AwaitApp(ctx, event, l.p.namespace, l.p.main)
		if err != nil {
			t.Fatal(err)
		}
		if run.Status != "COMPLETED" {
			t.Errorf("a run during the update: %s with %s", run.Status, run.Output)
		}
		words[string(run.Output)]++
	}
	t.Logf("%d requests, %d runs during the update: %v", l.asked.Load(), len(l.events), words)
}

// foreign pushes an image with a program for amd64, in an index that says so
// or without one, and gives its reference.
func (p *place) foreign(t *testing.T, index bool) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "program")
	source := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-o", bin, source)
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	program, err := os.ReadFile(bin)
	if err != nil {
		t.Fatal(err)
	}
	var files bytes.Buffer
	w := tar.NewWriter(&files)
	if err := w.WriteHeader(&tar.Header{Name: "app/host", Mode: 0o755, Size: int64(len(program))}); err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(program)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(files.Bytes())), nil })
	if err != nil {
		t.Fatal(err)
	}
	img, err := mutate.AppendLayers(empty.Image, layer)
	if err != nil {
		t.Fatal(err)
	}
	img, err = mutate.ConfigFile(img, &v1.ConfigFile{
		OS: "linux", Architecture: "amd64", Config: v1.Config{Entrypoint: []string{"/app/host"}}, RootFS: rootFS(t, img),
	})
	if err != nil {
		t.Fatal(err)
	}
	repo, err := name.NewRepository(p.registry.Host + "/owner/bus")
	if err != nil {
		t.Fatal(err)
	}
	auth := remote.WithAuth(&authn.Basic{Username: "owner", Password: pat})
	var digest v1.Hash
	if index {
		all := mutate.AppendManifests(empty.Index, mutate.IndexAddendum{
			Add: img, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: "amd64"}},
		})
		digest, err = all.Digest()
		if err == nil {
			err = remote.WriteIndex(repo.Digest(digest.String()), all, auth)
		}
	} else {
		digest, err = img.Digest()
		if err == nil {
			err = remote.Write(repo.Digest(digest.String()), img, auth)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return repo.Digest(digest.String()).Name()
}

func rootFS(t *testing.T, img v1.Image) v1.RootFS {
	t.Helper()
	config, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	return config.RootFS
}

// A liar stands before the Inngest server, hides a function of its registry,
// refuses registrations, and says that it reaches nobody.
type liar struct {
	URL    string
	hide   atomic.Value
	refuse atomic.Bool
	// lost has it say that it cannot reach the workers.
	lost atomic.Bool
}

func (s *stage) liar(t *testing.T) *liar {
	to, err := url.Parse(s.inngest.URL)
	if err != nil {
		t.Fatal(err)
	}
	l := &liar{}
	l.hide.Store("")
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.ModifyResponse = func(r *http.Response) error {
		if r.Request.URL.Path != "/v0/gql" {
			return nil
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		var answer map[string]any
		if err := json.Unmarshal(body, &answer); err != nil {
			return err
		}
		data, _ := answer["data"].(map[string]any)
		apps, _ := data["apps"].([]any)
		for _, a := range apps {
			app := a.(map[string]any)
			var kept []any
			functions, _ := app["functions"].([]any)
			for _, f := range functions {
				if f.(map[string]any)["slug"] != l.hide.Load() {
					kept = append(kept, f)
				}
			}
			app["functions"] = kept
			if l.lost.Load() {
				app["error"] = "unreachable"
			}
		}
		if body, err = json.Marshal(answer); err != nil {
			return err
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		r.Header.Del("Content-Length")
		return nil
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.refuse.Load() && r.URL.Path == "/fn/register" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error": "Invalid function: the plan allows 2"}`)
			return
		}
		r.Header.Del("Accept-Encoding")
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	l.URL = server.URL
	return l
}

// A trigger is an output that does something when a line appears in it. What
// is done may set the next line and what to do then.
type trigger struct {
	at       string
	do, next func()
	text     bytes.Buffer
}

// Write implements io.Writer.
func (w *trigger) Write(p []byte) (int, error) {
	w.text.Write(p)
	if w.do != nil && strings.Contains("\n"+w.text.String(), "\n"+w.at) {
		w.do()
		w.do, w.next = w.next, nil
	}
	return len(p), nil
}

// What differs from run to run, and what stands for it in a golden text.
var volatile = []struct{ pattern, with string }{
	{`(?m)^    (│|event ).*\n`, ""},
	{`· [0-9.]+(µs|ms|s)\b`, "· TIME"},
	{`in [0-9.]+(µs|ms|s)\b`, "in TIME"},
	{`sha256:[0-9a-f]{12,}`, "DIGEST"},
	{`\b[0-9a-f]{12}\b`, "COMMIT"},
	{`bus-[0-9a-z]{6,10}-[0-9a-z]{5}`, "POD"},
	{`[0-9.]+ [KM]B`, "SIZE"},
	{`127\.0\.0\.1:[0-9]+/owner`, "REGISTRY/owner"},
	{`(127\.0\.0\.1|127\.0\.1\.[0-9]+|localhost):[0-9]+`, "ADDR"},
	{`leads to [0-9.]+`, "leads to IP"},
	{`since [0-9:]{8}`, "since CLOCK"},
	{`"time":"[^"]+"`, `"time":"TIME"`},
	{`revision [0-9]+`, "revision N"},
}

// normal is an output without what differs from run to run: times, names and
// the lines of progress, which a fast machine does not show.
func (p *place) normal(text string) string {
	var lines []string
	for line := range strings.SplitAfterSeq(text, "\n") {
		if progressLine.MatchString(line) {
			continue
		}
		lines = append(lines, line)
	}
	text = strings.ReplaceAll(strings.Join(lines, ""), p.dir, "DIR")
	for _, v := range volatile {
		text = regexp.MustCompile(v.pattern).ReplaceAllString(text, v.with)
	}
	return text
}

// progressLine is one that tells what is happening, not what has happened.
var progressLine = regexp.MustCompile(`^  (preflight|build|push|apply|rollout|probe|verify|finish|rollback) `)

func golden(t *testing.T, file, got string) {
	t.Helper()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, string(want)); diff != "" {
		t.Errorf("got - want + (write it anew with -update):\n%s", diff)
	}
}
