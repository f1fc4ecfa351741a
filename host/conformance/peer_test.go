package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/evanw/esbuild/pkg/api"
)

// A peer is a runtime that answers are compared with.
type peer struct {
	name string
	path string
	// version is what it says of itself.
	version string
}

// peers finds Node and Bun. With CI=true both must be there.
func peers(t *testing.T, root string) []peer {
	t.Helper()
	var found []peer
	for _, name := range []string{"node", "bun"} {
		path := filepath.Join(root, "node_modules", ".bin", name)
		if _, err := os.Stat(path); err != nil {
			path, err = exec.LookPath(name)
			if err != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is required: install Node, and run `npm ci`", name)
				}
				t.Logf("%s is not installed: the host's answers are not compared with its", name)
				continue
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		version, err := exec.CommandContext(ctx, path, "--version").Output()
		cancel()
		if err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s --version: %v", path, err)
			}
			t.Logf("%s does not run: %v", path, err)
			continue
		}
		found = append(found, peer{name, path, strings.TrimSpace(string(version))})
	}
	return found
}

// bundleForPeers makes one JavaScript file of a test file, without lowering.
// It stands in the project, so that packages resolve.
func bundleForPeers(root, file, folder string) (string, error) {
	out := filepath.Join(folder, "peer", filepath.Base(file)+".cjs")
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: root, EntryPoints: []string{filepath.Join(root, file)}, Outfile: out,
		Bundle: true, Write: true, Format: api.FormatCommonJS, Platform: api.PlatformNode, Target: api.ES2022,
		MainFields: []string{"module", "main"}, Conditions: []string{"import", "module", "default"},
		Supported: map[string]bool{"top-level-await": false, "regexp-unicode-property-escapes": true, "regexp-set-notation": true, "regexp-match-indices": true},
		Sourcemap: api.SourceMapInline, LogLevel: api.LogLevelSilent,
		Tsconfig: filepath.Join(root, "host/conformance/tsconfig.json"),
		Alias:    map[string]string{"host:test": filepath.Join(root, "host/conformance/harness.ts")},
		External: []string{"node:*", "bun", "bun:*"},
	})
	if len(result.Errors) > 0 {
		return "", errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), ""))
	}
	return out, nil
}

// run runs a bundled test file under the peer.
func (p peer) run(ctx context.Context, bundle string, c config) (report, error) {
	c.Runtime = p.name
	settings, err := json.Marshal(c)
	if err != nil {
		return report{}, err
	}
	runner := strings.TrimSuffix(bundle, ".cjs") + "." + p.name + ".run.cjs"
	code := fmt.Sprintf(`globalThis.__conformance = %s;
process.on("unhandledRejection", (e) => { console.error("unhandled rejection", e); });
require(%q);
setInterval(() => {}, 1000); // a test may wait for what does not hold the process
const lines = [];
__conformance.run((line) => lines.push(line)).then(() => {
  require("node:fs").writeFileSync(%q, lines.join("\n"));
  process.exit(0);
});
`, settings, bundle, runner+".out")
	if err := os.WriteFile(runner, []byte(code), 0o600); err != nil {
		return report{}, err
	}
	cmd := exec.CommandContext(ctx, p.path, runner)
	cmd.Dir = c.Root
	cmd.Env = append(os.Environ(), "NODE_OPTIONS=--enable-source-maps --no-warnings", "TZ=UTC", "NODE_ENV=test")
	cmd.WaitDelay = 5 * time.Second
	output, err := cmd.CombinedOutput()
	if err != nil {
		return report{}, fmt.Errorf("%s: %w\n%s", p.name, err, output)
	}
	text, err := os.ReadFile(runner + ".out")
	if err != nil {
		return report{}, fmt.Errorf("%s ended before its tests did: %w\n%s", p.name, err, output)
	}
	return parse(strings.Split(string(text), "\n"))
}
