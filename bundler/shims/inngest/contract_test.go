// Package inngest_test holds the "inngest" module that scripts get in the host
// to the npm packages it stands for: the same functions run on both, under
// Node, and must answer alike.
package inngest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// root is the project's folder, seen from this package.
const root = "../../.."

// need finds what the test wants of the machine. CI must have it; elsewhere
// the test is skipped without it.
func need(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing, which CI must have: %v", what, err)
	}
	t.Skipf("%s is missing (%v): run `npm ci` with Node 20 or later on PATH", what, err)
}

// tools finds Node and the npm modules, and gives the project's folder.
func tools(t *testing.T, modules ...string) (node, dir string) {
	t.Helper()
	node, err := exec.LookPath("node")
	need(t, "node", err)
	dir, err = filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, module := range modules {
		_, err := os.Stat(filepath.Join(dir, "node_modules", module))
		need(t, "node_modules/"+module, err)
	}
	return node, dir
}

func TestTypes(t *testing.T) {
	_, dir := tools(t, "typescript")
	cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "node_modules", ".bin", "tsc"), "-p", "bundler/shims/inngest")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestContract(t *testing.T) {
	node, dir := tools(t, "inngest-v3", "inngest-v4", "tsx")
	for _, dialect := range []string{"3", "4"} {
		t.Run("v"+dialect, func(t *testing.T) {
			t.Parallel()
			entry := filepath.Join("bundler", "shims", "inngest", "test", "all.ts")
			cmd := exec.CommandContext(t.Context(), node, "--import", "tsx", "--test-reporter=spec", entry)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(),
				"DIALECT="+dialect,
				"SHIM="+filepath.Join(dir, "bundler", "shims", "dist", "inngest.js"),
				"INNGEST_DEV=1", "DO_NOT_TRACK=1")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
