package bundler_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

func TestDiscover(t *testing.T) {
	cases := []struct {
		name  string
		files []string
		dirs  []string
		want  []bundler.Entry
	}{{
		name: "every script is an entry, and what is not one is left alone",
		files: []string{"f/a.ts", "f/b.tsx", "f/c.mts", "f/d.js", "f/e.mjs", "f/sub/deep/g.ts",
			"f/a.test.ts", "f/a.spec.ts", "f/types.d.ts", "f/types.d.mts", "f/_draft.ts", "f/.hidden.ts", "f/readme.md", "f/data.json",
			"f/node_modules/x/i.js", "f/_parts/p.ts", "f/.git/x.ts", "g/elsewhere.ts"},
		dirs: []string{"f"},
		want: []bundler.Entry{{Path: "f/a.ts"}, {Path: "f/b.tsx"}, {Path: "f/c.mts"}, {Path: "f/d.js"}, {Path: "f/e.mjs"}, {Path: "f/sub/deep/g.ts"}},
	}, {
		name:  "the folders host and cluster give a role, directly in the folder only",
		files: []string{"f/host/a.ts", "f/cluster/deep/b.ts", "f/c.ts", "f/sub/host/d.ts"},
		dirs:  []string{"f"},
		want: []bundler.Entry{{Path: "f/c.ts"}, {Path: "f/cluster/deep/b.ts", Roles: []string{"cluster"}},
			{Path: "f/host/a.ts", Roles: []string{"host"}}, {Path: "f/sub/host/d.ts"}},
	}, {
		name:  "index files of a role decide",
		files: []string{"f/a.ts", "f/index.ts", "f/index.host.ts", "f/index.cluster.ts", "f/index.host.test.ts", "f/host/b.ts"},
		dirs:  []string{"f"},
		want:  []bundler.Entry{{Path: "f/index.cluster.ts", Roles: []string{"cluster"}}, {Path: "f/index.host.ts", Roles: []string{"host"}}},
	}, {
		name:  "one of them is enough",
		files: []string{"f/a.ts", "f/index.cluster.ts"},
		dirs:  []string{"f"},
		want:  []bundler.Entry{{Path: "f/index.cluster.ts", Roles: []string{"cluster"}}},
	}, {
		name:  "several folders, sorted, each file once",
		files: []string{"g/b.ts", "f/a.ts"},
		dirs:  []string{"g", "f", "g", "./f"},
		want:  []bundler.Entry{{Path: "f/a.ts"}, {Path: "g/b.ts"}},
	}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{}
			for _, name := range c.files {
				files[name] = "export default 1;"
			}
			got, problems := bundler.Discover(project(t, files), c.dirs)
			if len(problems) > 0 {
				t.Error(text(problems))
			}
			if diff := cmp.Diff(got, c.want); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDiscoverIndex(t *testing.T) {
	cases := []struct {
		name, text string
		entry      bool
	}{
		{"re-exports", "// all of them\nexport * from \"./a\";\nexport { b } from './b'\nexport * as c from \"./c\";\nexport type { D } from \"./d\";\n", false},
		{"a list", "import a, { b } from \"./a\";\nimport \"./effect\";\n/* the list */\nexport { a, b };\n", false},
		{"nothing", "\n", false},
		{"code", "import { Inngest } from \"inngest\";\nexport default new Inngest({ id: \"x\" }).createFunction({ id: \"a\" }, { cron: \"* * * * *\" }, async () => 1);\n", true},
		{"code after re-exports", "export * from \"./a\";\nexport const b = 1;\n", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			root := project(t, map[string]string{"f/index.ts": c.text, "f/a.ts": "export default 1;"})
			got, _ := bundler.Discover(root, []string{"f"})
			want := []string{"f/a.ts"}
			if c.entry {
				want = append(want, "f/index.ts")
			}
			if diff := cmp.Diff(paths(got), want); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDiscoverLinks(t *testing.T) {
	root := project(t, map[string]string{"f/a.ts": "export default 1;", "shared/b.ts": "export default 1;"})
	link(t, "../shared", filepath.Join(root, "f/linked"))
	link(t, "../shared", filepath.Join(root, "f/linked-again"))
	link(t, "..", filepath.Join(root, "f/linked-round"))
	link(t, "nowhere", filepath.Join(root, "f/dangling.ts"))
	got, problems := bundler.Discover(root, []string{"f"})
	if len(problems) > 0 {
		t.Error(text(problems))
	}
	if diff := cmp.Diff(paths(got), []string{"f/a.ts", "f/linked/b.ts"}); diff != "" {
		t.Error(diff)
	}
}

func TestDiscoverOutsideTheRoot(t *testing.T) {
	root := project(t, map[string]string{"app/host.json": "{}", "other/f/a.ts": "export default 1;"})
	got, problems := bundler.Discover(filepath.Join(root, "app"), []string{filepath.Join(root, "other/f")})
	if len(problems) > 0 || len(got) != 1 || got[0].Path != "../other/f/a.ts" {
		t.Errorf("entries %v, problems:\n%s", got, text(problems))
	}
}

func TestDiscoverProblems(t *testing.T) {
	root := project(t, map[string]string{"file.ts": "", "empty/notes.md": "", "locked/a.ts": ""})
	cases := []struct{ name, dir, want, remedy string }{
		{"absent", "no/such", "no such folder", "--functions"},
		{"a file", "file.ts", "this is a file", "Name the folder"},
		{"without scripts", "empty", "no scripts", "Add a .ts file"},
	}
	if os.Geteuid() != 0 {
		if err := os.Chmod(filepath.Join(root, "locked"), 0); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, struct{ name, dir, want, remedy string }{"unreadable", "locked", "cannot read", "permissions"})
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			entries, problems := bundler.Discover(root, []string{c.dir})
			if len(entries) != 0 || len(problems) != 1 {
				t.Fatalf("entries %v, problems %v", entries, problems)
			}
			p := problems[0]
			if p.Severity != bundler.Error || p.File != c.dir || !strings.Contains(p.Text, c.want) || !strings.Contains(p.Remedy, c.remedy) {
				t.Errorf("problem %+v", p)
			}
		})
	}
}
