package bundler

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// entryExtensions are those of files that can be entries, in the order in
// which one is preferred when several have the same name.
var entryExtensions = []string{".ts", ".tsx", ".mts", ".js", ".mjs"}

// roleNames are the roles that a folder or an index file can name.
var roleNames = []string{"host", "cluster"}

// Discover finds the entries in the given folders (absolute, or relative to
// root), sorted by path. A folder is its own registry: every script in it and
// its subfolders is an entry, but for tests (*.test.ts, *.spec.ts),
// declarations (*.d.ts), files and folders whose name begins with "_" or ".",
// node_modules, and an index.ts that only re-exports others. Scripts in the
// subfolders host and cluster have that role.
//
// Where a folder has an index.host.ts or an index.cluster.ts, these decide
// instead: they alone are entries, with that role.
//
// A folder that is missing, unreadable or without any script is a Problem.
func Discover(root string, dirs []string) ([]Entry, []Problem) {
	root = realPath(root)
	var entries []Entry
	var problems []Problem
	found := map[string]bool{}
	for _, dir := range dirs {
		in, problem := discoverIn(root, dir)
		if problem != nil {
			problems = append(problems, *problem)
		}
		for _, e := range in {
			if !found[e.Path] {
				found[e.Path] = true
				entries = append(entries, e)
			}
		}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return entries, problems
}

// discoverIn finds the entries in one folder.
func discoverIn(root, dir string) ([]Entry, *Problem) {
	full := dir
	if !filepath.IsAbs(full) {
		full = filepath.Join(root, filepath.FromSlash(dir))
	}
	name := filepath.ToSlash(dir)
	info, err := os.Stat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &Problem{Severity: Error, File: name, Text: "no such folder",
			Remedy: "Make it and put a script in it, or name another with --functions DIR or \"functions\" in host.json."}
	case err != nil:
		return nil, &Problem{Severity: Error, File: name, Text: "cannot read this folder: " + cause(err), Remedy: "Check its permissions."}
	case !info.IsDir():
		return nil, &Problem{Severity: Error, File: name, Text: "this is a file, not a folder",
			Remedy: "Name the folder that holds the scripts."}
	}
	if entries := indexes(root, full); len(entries) > 0 {
		return entries, nil
	}
	w := walk{root: root, visited: map[string]bool{}}
	if err := w.dir(full, nil, 0); err != nil {
		return w.entries, &Problem{Severity: Error, File: name, Text: "cannot read this folder: " + cause(err), Remedy: "Check its permissions."}
	}
	if len(w.entries) == 0 {
		return nil, &Problem{Severity: Error, File: name, Text: "no scripts in this folder",
			Remedy: "Add a .ts file that creates and exports a function; tests, declarations and names beginning with \"_\" or \".\" do not count."}
	}
	return w.entries, nil
}

// indexes gives the index files that decide for a folder.
func indexes(root, dir string) []Entry {
	var entries []Entry
	for _, role := range roleNames {
		for _, ext := range entryExtensions {
			file := filepath.Join(dir, "index."+role+ext)
			if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
				entries = append(entries, Entry{Path: entryPath(root, file), Roles: []string{role}})
				break
			}
		}
	}
	return entries
}

// walk collects the entries of a tree.
type walk struct {
	root    string
	visited map[string]bool // real paths, so that a link is followed once
	entries []Entry
}

// dir walks one folder; depth counts from the folder that was asked for.
func (w *walk) dir(dir string, roles []string, depth int) error {
	real := realPath(dir)
	if w.visited[real] {
		return nil
	}
	w.visited[real] = true
	items, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, item := range items {
		name := item.Name()
		full := filepath.Join(dir, name)
		if name[0] == '_' || name[0] == '.' || name == "node_modules" {
			continue
		}
		info, err := os.Stat(full) // follows links
		if err != nil {
			continue // a dangling link
		}
		if info.IsDir() {
			inner := roles
			if depth == 0 && slices.Contains(roleNames, name) {
				inner = []string{name}
			}
			if err := w.dir(full, inner, depth+1); err != nil {
				return err
			}
			continue
		}
		if info.Mode().IsRegular() && isEntry(name) && !isBarrel(full) && !w.visited[realPath(full)] {
			w.visited[realPath(full)] = true
			w.entries = append(w.entries, Entry{Path: entryPath(w.root, full), Roles: roles})
		}
	}
	return nil
}

// isEntry says whether a file's name is that of a script.
func isEntry(name string) bool {
	ext := path.Ext(name)
	if !slices.Contains(entryExtensions, ext) {
		return false
	}
	kind := path.Ext(strings.TrimSuffix(name, ext))
	return kind != ".d" && kind != ".test" && kind != ".spec"
}

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	// reexport matches the statements of an index file that has no code of
	// its own: imports, and exports of what others define.
	reexport = regexp.MustCompile(`^(?:` +
		`import\s*["'][^"'\n]*["']` +
		`|import\s[^"';]*?\sfrom\s*["'][^"'\n]*["']` +
		`|export\s+(?:type\s+)?\*(?:\s*as\s+[\w$]+)?\s*from\s*["'][^"'\n]*["']` +
		`|export\s+(?:type\s+)?\{[^}]*\}(?:\s*from\s*["'][^"'\n]*["'])?` +
		`)\s*;?\s*`)
)

// isBarrel says whether a file is an index that only re-exports other files.
func isBarrel(file string) bool {
	name := filepath.Base(file)
	if strings.TrimSuffix(name, filepath.Ext(name)) != "index" {
		return false
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	rest := strings.TrimSpace(comment.ReplaceAllString(string(text), " "))
	for rest != "" {
		n := len(reexport.FindString(rest))
		if n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return true
}

// entryPath is a file's name relative to the root, with slashes. Links on the
// way to a folder are kept: the path is the one its author knows.
func entryPath(root, file string) string {
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// cause is an error of the file system without the path, which is told
// elsewhere.
func cause(err error) string {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Sprint(at.Err)
	}
	return err.Error()
}
