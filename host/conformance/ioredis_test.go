package conformance

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every option that ioredis declares is in the page that says what is made of
// it.
func TestIoredisOptionsAreAccountedFor(t *testing.T) {
	page, err := os.ReadFile("../../docs/ioredis.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for line := range strings.Lines(string(page)) {
		if cell := strings.Split(line, "|"); len(cell) == 4 {
			for _, name := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(cell[1], -1) {
				told[name[1]] = true
			}
		}
	}
	built := "../../node_modules/ioredis/built"
	if _, err := os.Stat(built); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("ioredis is required: npm ci")
		}
		t.Skip("ioredis is not installed: npm ci")
	}
	declared := regexp.MustCompile(`(?m)^ {4}(\w+)\?:`)
	for _, file := range []string{"redis/RedisOptions.d.ts", "cluster/ClusterOptions.d.ts", "connectors/SentinelConnector/index.d.ts", "utils/Commander.d.ts"} {
		text, err := os.ReadFile(filepath.Join(built, filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		if _, own, ok := strings.Cut(string(text), "interface SentinelConnectionOptions {"); ok {
			text = []byte(own) // before it stand what servers answer
		}
		names := declared.FindAllSubmatch(text, -1)
		if len(names) == 0 {
			t.Errorf("%s declares no option", file)
		}
		for _, name := range names {
			if !told[string(name[1])] {
				t.Errorf("docs/ioredis.md says nothing of %s, which %s declares", name[1], file)
			}
		}
	}
}
