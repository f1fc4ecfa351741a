package image

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
)

// contents are the files of a base image.
type contents struct {
	files         map[string]entry // by clean path without a leading slash
	passwd, group []byte
}

// An entry is what is known of a file of a base.
type entry struct {
	link       string // of a symbolic link
	executable bool
	dir        bool
}

// maxAccounts bounds what is read of a base's passwd and group.
const maxAccounts = 1 << 20

// checkBase reads what a base has and checks that it is of the platform.
func checkBase(base v1.Image, platform Platform) (*contents, []string, error) {
	cfg, err := base.ConfigFile()
	if err != nil {
		return nil, nil, err
	}
	if cfg.OS != "linux" || cfg.Architecture != platform.Arch() {
		return nil, nil, fmt.Errorf("it is for %s/%s, and the image is for %s", cfg.OS, cfg.Architecture, platform)
	}
	c, err := readContents(base)
	if err != nil {
		return nil, nil, err
	}
	return c, cfg.Config.Env, nil
}

// readContents lists the files of an image.
func readContents(img v1.Image) (*contents, error) {
	c := &contents{files: map[string]entry{}}
	r := mutate.Extract(img)
	defer r.Close()
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading its layers: %w", err)
		}
		name := clean(h.Name)
		switch h.Typeflag {
		case tar.TypeDir:
			c.files[name] = entry{dir: true}
		case tar.TypeSymlink:
			c.files[name] = entry{link: h.Linkname}
		case tar.TypeReg:
			c.files[name] = entry{executable: h.Mode&0o111 != 0}
		case tar.TypeLink:
			c.files[name] = c.files[clean(h.Linkname)]
		}
		switch name {
		case "etc/passwd":
			c.passwd, err = io.ReadAll(io.LimitReader(t, maxAccounts))
		case "etc/group":
			c.group, err = io.ReadAll(io.LimitReader(t, maxAccounts))
		}
		if err != nil {
			return nil, fmt.Errorf("reading its %s: %w", name, err)
		}
	}
}

func clean(name string) string { return strings.TrimPrefix(path.Clean("/"+name), "/") }

// maxLinks bounds how many symbolic links are followed.
const maxLinks = 40

// has says whether a name is there.
func (c *contents) has(name string) bool {
	_, ok := c.find(name)
	return ok
}

// find follows symbolic links, in folders too: /bin is one to usr/bin on most
// systems.
func (c *contents) find(name string) (entry, bool) {
	for range maxLinks {
		resolved, link := c.step(clean(name))
		if !link {
			e, ok := c.files[resolved]
			return e, ok
		}
		name = resolved
	}
	return entry{}, false
}

// step replaces the first symbolic link on the way to name by what it means.
func (c *contents) step(name string) (string, bool) {
	parts := strings.Split(name, "/")
	for i := range parts {
		at := strings.Join(parts[:i+1], "/")
		e, ok := c.files[at]
		if !ok || e.link == "" {
			continue
		}
		rest := strings.Join(parts[i+1:], "/")
		if path.IsAbs(e.link) {
			return clean(path.Join(e.link, rest)), true
		}
		return clean(path.Join(path.Dir(at), e.link, rest)), true
	}
	return name, false
}

// program says whether a program can be started by its name or path.
func (c *contents) program(name string) bool {
	if c == nil {
		return false
	}
	if strings.Contains(name, "/") {
		e, ok := c.find(name)
		return ok && e.executable
	}
	for dir := range strings.SplitSeq(searchPath, ":") {
		if e, ok := c.find(path.Join(dir, name)); ok && e.executable {
			return true
		}
	}
	return false
}
