package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"systembus/bundler"
)

const (
	shimsDir = "bundler/shims"
	distDir  = shimsDir + "/dist"
)

// schemes are the folders whose files are modules "folder:file".
var schemes = map[string]bool{"node": true, "bun": true, "host": true}

// projectRoot finds the folder of go.mod, upwards from the working directory.
func projectRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod in this folder or above it")
		}
	}
}

// sources finds the shims: the source file, relative to bundler/shims, by
// specifier.
func sources(root string) (map[string]string, error) {
	found := map[string]string{}
	tree := os.DirFS(filepath.Join(root, filepath.FromSlash(shimsDir)))
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == "dist" || name == "gen" || name == "node_modules" {
				return fs.SkipDir
			}
			return nil
		}
		specifier, ok := specifierOf(tree, name)
		if !ok {
			return nil
		}
		if other, taken := found[specifier]; taken {
			return fmt.Errorf("%s and %s are both %q", other, name, specifier)
		}
		found[specifier] = name
		return nil
	})
	return found, err
}

// specifierOf says which module a file is, if it is one.
func specifierOf(tree fs.FS, name string) (string, bool) {
	stem, ok := strings.CutSuffix(name, ".ts")
	if !ok || strings.HasSuffix(stem, ".d") || strings.HasSuffix(stem, ".test") || strings.HasSuffix(stem, "_test") {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") {
			return "", false
		}
	}
	folder, inside, nested := strings.Cut(stem, "/")
	if nested && schemes[folder] {
		if inside == "index" {
			return folder, true
		}
		return folder + ":" + strings.TrimSuffix(inside, "/index"), true
	}
	if path.Base(stem) == "index" {
		return path.Dir(stem), nested
	}
	// A file in a folder that is a module belongs to that module.
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, err := fs.Stat(tree, dir+"/index.ts"); err == nil {
			return "", false
		}
	}
	return stem, true
}

// fileOf is the name of a compiled shim in dist.
func fileOf(specifier string) string {
	return strings.ReplaceAll(specifier, ":", "/") + ".js"
}

// generation counts the changes to this generator that change its output.
const generation = 3

// hash is the SHA-256 of everything a compiled shim follows from: its sources,
// the language that they are lowered to, and the generator.
func hash(root string, inputs []string) (string, error) {
	table, err := json.Marshal(bundler.Supported(false))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %s", generation, table)
	for _, name := range inputs {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "\n%s %d\n", name, len(text))
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
