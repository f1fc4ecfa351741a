package conformance

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"systembus/jsapi"
)

// TestScripts runs every `_test.ts` file that imports "host:test" below jsapi, bundler/shims and scripts/lib.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	files := testFiles(t, root)
	if len(files) == 0 {
		t.Fatal("no _test.ts files found")
	}
	known := readDifferences(t, root)
	server, redis := startServer(t), startRedis(t)
	cluster, sentinel := startRedisGroups(t)
	s := &suite{root: root, server: server, redis: redis, cluster: cluster, sentinel: sentinel, library: newLibrary(t, redis), peers: peers(t, root), known: known}
	t.Run("files", func(t *testing.T) {
		for _, file := range files {
			t.Run(strings.ReplaceAll(strings.TrimSuffix(file, "_test.ts"), "/", "."), func(t *testing.T) {
				t.Parallel()
				s.file(t, file)
			})
		}
	})
	if len(s.peers) == 2 && !t.Failed() && !partial() {
		for _, d := range known {
			if !s.seen[d.key()] {
				t.Errorf("docs/differences.json lists %s, but the answers agree, or there is no such test: remove the entry", d.key())
			}
		}
	}
}

// suite is what the files' tests share.
type suite struct {
	root, server, redis string
	cluster             []string
	sentinel            string
	library             jsapi.Library
	peers               []peer
	known               []difference

	mu   sync.Mutex
	seen map[string]bool
}

// testFiles are the test files, relative to root, with slashes.
func testFiles(t *testing.T, root string) []string {
	t.Helper()
	var files []string
	for _, dir := range []string{"jsapi", "bundler/shims", "scripts/lib"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && (d.Name() == "dist" || d.Name() == "node_modules") {
				return fs.SkipDir
			}
			if err == nil && strings.HasSuffix(name, "_test.ts") && usesHarness(t, name) {
				rel, _ := filepath.Rel(root, name)
				files = append(files, filepath.ToSlash(rel))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// usesHarness tells a test for this runner from one for another.
func usesHarness(t *testing.T, name string) bool {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(text), `"host:test"`)
}

// matches tells tests of what one runtime alone has by their imports.
func matches(t *testing.T, name string, imports *regexp.Regexp) bool {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range imports.FindAllSubmatch(text, -1) {
		if string(m[1]) != "host:test" {
			return true
		}
	}
	return false
}

var (
	fromBun  = regexp.MustCompile(`(?m)^import .* from "(bun(?::[a-z]+)?)";`)
	fromHost = regexp.MustCompile(`(?m)^(?:import|\}) .*"(host:[a-z-]+)";`)
)

// file runs one file everywhere and compares.
func (s *suite) file(t *testing.T, file string) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), timeout, fmt.Errorf("%s did not finish within %v", file, timeout))
	defer cancel()
	c := config{Server: s.server, Redis: s.redis, Cluster: s.cluster, Sentinel: s.sentinel, Root: s.root, Runtime: "host", Folder: t.TempDir()}
	host, err := inHost(ctx, newBuilder(s.root), s.library, file, c)
	for _, text := range host.uncaught {
		t.Errorf("%s: nothing caught: %s", file, text)
	}
	if len(host.order) == 0 && err == nil {
		t.Errorf("%s has no tests", file)
	}
	answers := map[string]report{}
	if err == nil && len(s.peers) > 0 && !matches(t, filepath.Join(s.root, file), fromHost) {
		bundle, err := bundleForPeers(s.root, file, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range s.peers {
			if p.name == "node" && matches(t, filepath.Join(s.root, file), fromBun) {
				continue
			}
			c := c
			c.Folder = t.TempDir()
			r, err := p.run(ctx, bundle, c)
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			answers[p.name] = r
		}
	}
	for _, name := range host.order {
		t.Run(name, func(t *testing.T) {
			s.one(t, file, name, host.tests[name], answers)
		})
	}
	if err != nil {
		t.Fatalf("%s: %v%s", file, err, unfinished(host))
	}
}

func unfinished(r report) string {
	for _, name := range r.order {
		if !r.tests[name].ended {
			return fmt.Sprintf("\nduring test %q", name)
		}
	}
	return ""
}

// one reports one test: what failed in any runtime, and where answers differ.
func (s *suite) one(t *testing.T, file, name string, host *result, answers map[string]report) {
	if host.failure != nil {
		t.Error(host.failure.at(file))
	}
	for _, p := range s.peers {
		one := answers[p.name].tests[name]
		if one != nil && one.failure != nil && s.unknown(file, name, p.name, "fails") {
			t.Errorf("in %s %s: %s", p.name, p.version, one.failure.at(file))
		}
	}
	if host.skipped != "" {
		t.Skip(host.skipped)
	}
	if host.failure != nil {
		return
	}
	s.compare(t, file, name, host, answers)
}
