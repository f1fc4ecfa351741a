package bundler

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// ManifestFormat is the [Manifest.Format] that this host writes and reads.
const ManifestFormat = 1

// ErrNotBuilt is what [Read] returns, wrapped, when a folder holds no build.
var ErrNotBuilt = errors.New("nothing is built here")

// storedName matches the names that [Write] gives to bundles and their maps,
// so that nothing else in a folder is ever taken for a stale one.
var storedName = regexp.MustCompile(`-[0-9a-f]{16}\.js(\.map)?$`)

// Write puts a build into a folder: the bundle and source map of each of the
// manifest's scripts, under names with their hash, then the manifest, which
// takes the place of the former one at once, and removes the bundles that are
// no longer part of it. A host that reads the folder meanwhile sees the former
// build or the new one.
//
// It sets Format, and each script's Bundle, Map, Hash, Size and Packages. A script
// without a result that is OK is an error.
func Write(dir string, m *Manifest, results []Result) error {
	built := map[string]Result{}
	for _, r := range results {
		if r.OK() {
			built[r.Path] = r
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	m.Format = ManifestFormat
	keep := map[string]bool{}
	for i := range m.Scripts {
		s := &m.Scripts[i]
		r, ok := built[s.Path]
		if !ok {
			return fmt.Errorf("%s has no bundle to write", s.Path)
		}
		s.Hash, s.Size = r.Hash, len(r.Code)
		s.Packages = packages(r.Inputs)
		s.Bundle = storedAs(s.Path, r.Hash)
		s.Map = s.Bundle + ".map"
		keep[s.Bundle], keep[s.Map] = true, true
		if err := writeFile(filepath.Join(dir, s.Bundle), r.Code); err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, s.Map), r.Map); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(dir, ManifestFile), append(text, '\n')); err != nil {
		return err
	}
	return removeStale(dir, keep)
}

// storedAs is the name of a bundle in a build folder:
// "scripts-functions-digest-0123456789abcdef.js".
func storedAs(path, hash string) string {
	name := strings.TrimSuffix(path, filepath.Ext(path))
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_', r == '-':
			return r
		}
		return '-'
	}, name)
	return strings.TrimLeft(name, ".-") + "-" + hash[:16] + ".js"
}

// writeFile writes a file so that a reader never sees half of it.
func writeFile(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails, as it should, once it is renamed
	_, err = f.Write(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// removeStale removes the bundles of former builds.
func removeStale(dir string, keep map[string]bool) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if !storedName.MatchString(f.Name()) || keep[f.Name()] {
			continue
		}
		if err := os.Remove(filepath.Join(dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Read reads the manifest of a build folder and makes sure that its bundles
// are there. The error of a folder without a build wraps [ErrNotBuilt] and
// says what to run.
func Read(dir string) (*Manifest, error) {
	name := filepath.Join(dir, ManifestFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: no %s; run `host build`", ErrNotBuilt, name)
	}
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s is not a manifest: %w; run `host build`", name, err)
	}
	if m.Format != ManifestFormat {
		return nil, fmt.Errorf("%s has format %d, and this host reads format %d; run `host build` with the same version of the host", name, m.Format, ManifestFormat)
	}
	for _, s := range m.Scripts {
		info, err := os.Stat(filepath.Join(dir, s.Bundle))
		if err != nil {
			return nil, fmt.Errorf("the bundle of %s is missing: %w; run `host build`", s.Path, err)
		}
		if info.Size() != int64(s.Size) {
			return nil, fmt.Errorf("the bundle of %s has %d bytes, and the manifest says %d; run `host build`", s.Path, info.Size(), s.Size)
		}
	}
	return &m, nil
}

// ReadScript reads a script's bundle and its source map from the build folder
// and verifies the bundle's hash. A source map that is missing is nil: stacks
// then show the bundle's lines.
func ReadScript(dir string, s Script) (code, sourceMap []byte, err error) {
	code, err = os.ReadFile(filepath.Join(dir, s.Bundle))
	if err != nil {
		return nil, nil, fmt.Errorf("the bundle of %s: %w; run `host build`", s.Path, err)
	}
	sum := sha256.Sum256(code)
	if hash := hex.EncodeToString(sum[:]); hash != s.Hash {
		return nil, nil, fmt.Errorf("the bundle of %s is not the one that was built: its SHA-256 is %.12s, and the manifest says %.12s; run `host build`", s.Path, hash, s.Hash)
	}
	sourceMap, err = os.ReadFile(filepath.Join(dir, s.Map))
	if errors.Is(err, fs.ErrNotExist) {
		return code, nil, nil
	}
	return code, sourceMap, err
}
