package image

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
	"slices"
	"strings"

	"systembus/bundler"
)

// scripts are what `host build` wrote, as it goes into the image.
type scripts struct {
	manifest *bundler.Manifest
	files    []file
	// functions are the ids of the role's functions, sorted.
	functions []string
	// digest is of all that the role's functions are registered as.
	digest string
}

// readScripts reads the build and checks that it can be served.
func readScripts(o Options) (*scripts, error) {
	m, err := bundler.Read(o.Build)
	if err != nil {
		return nil, err
	}
	s := &scripts{manifest: m}
	dirs := map[string]bool{}
	for dir := buildDir; dir != "."; dir = path.Dir(dir) {
		if dir != appDir && !dirs[dir] {
			dirs[dir] = true
			s.files = append(s.files, file{name: dir, mode: 0o755, dir: true})
		}
	}
	if err := s.add(o.Build, bundler.ManifestFile); err != nil {
		return nil, err
	}
	for _, script := range m.Scripts {
		for _, name := range []string{script.Bundle, script.Map} {
			if err := s.add(o.Build, name); err != nil {
				return nil, err
			}
		}
	}
	if o.Settings != "" {
		text, err := os.ReadFile(o.Settings)
		if err == nil {
			s.files = append(s.files, file{name: settingsPath, mode: 0o444, bytes: text})
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if err := s.register(o.Role); err != nil {
		return nil, err
	}
	if len(s.functions) == 0 {
		return nil, fmt.Errorf("no script in %s has the role %s: say so in a script with export const roles = [%q], and run host build", o.Build, o.Role, o.Role)
	}
	return s, checkSecrets(s.files)
}

// add reads a file of the build folder.
func (s *scripts) add(dir, name string) error {
	text, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(name, ".map") {
		return nil // stacks then show the bundle's lines
	}
	if err != nil {
		return err
	}
	s.files = append(s.files, file{name: path.Join(buildDir, name), mode: 0o444, bytes: text})
	return nil
}

// register notes the role's functions.
func (s *scripts) register(role string) error {
	sum := sha256.New()
	enc := json.NewEncoder(sum)
	for _, script := range s.manifest.Scripts {
		if !slices.Contains(script.Roles, role) {
			continue
		}
		for _, fn := range script.Functions {
			s.functions = append(s.functions, fn.ID)
			fn.Line = ""
			if err := enc.Encode(fn); err != nil {
				return fmt.Errorf("function %q: %w", fn.ID, err)
			}
		}
	}
	slices.Sort(s.functions)
	s.digest = hex.EncodeToString(sum.Sum(nil))
	return nil
}
