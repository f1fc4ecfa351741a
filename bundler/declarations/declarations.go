// Package declarations tells TypeScript's checker what scripts find in the
// host: Node's modules and Bun's as far as they are there, ioredis, and the
// modules whose names begin with host:. The files beside it are made by
// generate.mjs (make declarations) from the declarations of others, whose
// licences are in LICENSES, and from the host's own sources.
package declarations

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:embed node.d.ts bun.d.ts ioredis.d.ts host.d.ts bridge.d.ts LICENSES
var files embed.FS

// Dir is the folder in a project's root that is written, File the file in it
// that a tsconfig names, and Configuration the tsconfig.
const (
	Dir           = ".host"
	File          = Dir + "/types.d.ts"
	Configuration = "tsconfig.json"
)

// A Source says where the declarations of something come from.
type Source struct {
	// Name is "node", "bun", "ioredis" or "host".
	Name string
	// Package is the npm package of the project that has them, or "" for
	// those written here.
	Package string
}

// Written is what Write has done.
type Written struct {
	Sources []Source
	// Configured says that a tsconfig.json was written, as there was none.
	Configured bool
	// Included says that the project's tsconfig.json names File.
	Included bool
}

// packages are the npm packages that a project may have, and that are then the
// measure in place of what is embedded.
var packages = []struct {
	name string
	has  []string
}{
	{"node", []string{"@types/node"}},
	{"bun", []string{"@types/bun", "bun-types"}},
	{"ioredis", []string{"ioredis"}},
}

// configuration is the tsconfig.json of a project that has none.
const configuration = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "esnext",
    "moduleResolution": "bundler",
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true,
    "isolatedModules": true,
    "resolveJsonModule": true,
    "types": []
  },
  "include": ["` + File + `", "scripts/**/*.ts"]
}
`

// Write writes the declarations for the project in root, and a tsconfig.json
// when there is none. What the project has from npm is not repeated: where it
// has @types/node, those are referred to.
func Write(root string) (*Written, error) {
	var main bytes.Buffer
	main.WriteString("// Written by `host types`; write it anew after an update of the host or of npm packages.\n")
	for _, lib := range []string{"esnext", "dom", "dom.iterable"} {
		fmt.Fprintf(&main, "/// <reference lib=%q />\n", lib)
	}
	out := &Written{}
	refer := func(name string) error {
		text, err := files.ReadFile(name + ".d.ts")
		if err != nil {
			return err
		}
		fmt.Fprintf(&main, "/// <reference path=\"./types/%s.d.ts\" />\n", name)
		return write(filepath.Join(root, Dir, "types", name+".d.ts"), text)
	}
	// What is not needed any more would be in the way.
	if err := os.RemoveAll(filepath.Join(root, Dir, "types")); err != nil {
		return nil, err
	}
	for _, p := range packages {
		found := installed(root, p.has)
		out.Sources = append(out.Sources, Source{p.name, found})
		var err error
		switch {
		case found == "":
			err = refer(p.name)
		case p.name != "ioredis": // An import finds that one.
			fmt.Fprintf(&main, "/// <reference types=%q />\n", strings.TrimPrefix(found, "@types/"))
		}
		if found != "" && p.name == "node" { // What ours need of theirs.
			err = refer("bridge")
		}
		if err != nil {
			return nil, err
		}
	}
	out.Sources = append(out.Sources, Source{Name: "host"})
	if err := refer("host"); err != nil {
		return nil, err
	}
	licences, err := files.ReadFile("LICENSES")
	if err != nil {
		return nil, err
	}
	if err := write(filepath.Join(root, Dir, "types", "LICENSES"), licences); err != nil {
		return nil, err
	}
	if err := write(filepath.Join(root, filepath.FromSlash(File)), main.Bytes()); err != nil {
		return nil, err
	}
	return out, configure(root, out)
}

// configure looks for File in the project's tsconfig.json.
func configure(root string, out *Written) error {
	name := filepath.Join(root, Configuration)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		out.Configured, out.Included = true, true
		return write(name, []byte(configuration))
	}
	out.Included = bytes.Contains(text, []byte(File))
	return err
}

// installed gives the first of the packages that an import in root would find.
func installed(root string, names []string) string {
	dir, err := filepath.Abs(root)
	if err != nil {
		return ""
	}
	for {
		for _, name := range names {
			if _, err := os.Stat(filepath.Join(dir, "node_modules", filepath.FromSlash(name), "package.json")); err == nil {
				return name
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

func write(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
