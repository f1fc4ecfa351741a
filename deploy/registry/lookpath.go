package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// lookPath finds a program in the PATH of an environment, which need not be
// this process's.
func lookPath(environ []string, program string) (string, error) {
	dirs := ""
	for _, v := range environ {
		if value, ok := strings.CutPrefix(v, "PATH="); ok {
			dirs = value
		}
	}
	for _, dir := range filepath.SplitList(dirs) {
		if !filepath.IsAbs(dir) {
			continue
		}
		path := filepath.Join(dir, program)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no program %s", program)
}
