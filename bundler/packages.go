package bundler

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Package is an npm package that went into a bundle.
type Package struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	// License is what its package.json says, mostly an SPDX expression; "" if
	// it says nothing.
	License string `json:"license,omitempty"`
}

// packages are the npm packages that files come from, each version once,
// sorted. A workspace of the project, which is only linked to from
// node_modules, is the project's own code and no package.
func packages(inputs []string) []Package {
	known := map[string]bool{}
	var found []Package
	for _, file := range inputs {
		dir := packageDir(file)
		if dir == "" || known[dir] {
			continue
		}
		known[dir] = true
		if p, ok := readPackage(dir); ok && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b Package) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return found
}

// packageDir is the folder of the package that a file belongs to; "" when it
// is in none.
func packageDir(file string) string {
	before, inside, ok := cutLast(filepath.ToSlash(file), "node_modules/")
	if !ok {
		return ""
	}
	parts := strings.Split(inside, "/")
	n := 1
	if strings.HasPrefix(inside, "@") {
		n = 2
	}
	if len(parts) <= n {
		return ""
	}
	return filepath.FromSlash(before + "node_modules/" + strings.Join(parts[:n], "/"))
}

// readPackage reads a package.json. One without a name and a version is no
// package but a part of one.
func readPackage(dir string) (Package, bool) {
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return Package{}, false
	}
	var p struct {
		Name    string          `json:"name"`
		Version string          `json:"version"`
		License json.RawMessage `json:"license"`
	}
	if json.Unmarshal(text, &p) != nil || p.Name == "" || p.Version == "" {
		return Package{}, false
	}
	found := Package{Name: p.Name, Version: p.Version}
	// Old packages have an object here, or none.
	if json.Unmarshal(p.License, &found.License) != nil {
		var old struct {
			Type string `json:"type"`
		}
		if json.Unmarshal(p.License, &old) == nil {
			found.License = old.Type
		}
	}
	return found, true
}
