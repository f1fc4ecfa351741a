package subprocess

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// LookPath finds a program: in the PATH of env when file is a bare name,
// otherwise at the path, relative to dir. The error is an *os.PathError with
// ENOENT or EACCES.
func LookPath(file, dir string, env []string) (string, error) {
	if file == "" {
		return "", &os.PathError{Op: "spawn", Path: file, Err: syscall.ENOENT}
	}
	if strings.Contains(file, "/") {
		path, err := absolute(dir, file)
		if err != nil {
			return "", err
		}
		if err = executable(path); err != nil {
			return "", &os.PathError{Op: "spawn", Path: file, Err: err}
		}
		return path, nil
	}
	path, set := "", false
	for _, pair := range env {
		if v, ok := strings.CutPrefix(pair, "PATH="); ok {
			path, set = v, true
		}
	}
	if !set {
		path = os.Getenv("PATH")
	}
	failure := syscall.ENOENT
	for _, folder := range filepath.SplitList(path) {
		if folder == "" {
			folder = "."
		}
		full, err := absolute(dir, filepath.Join(folder, file))
		if err != nil {
			return "", err
		}
		err = executable(full)
		if err == nil {
			return full, nil
		}
		if errors.Is(err, syscall.EACCES) {
			failure = syscall.EACCES
		}
	}
	return "", &os.PathError{Op: "spawn", Path: file, Err: failure}
}

// absolute is needed where the child starts in another folder.
func absolute(dir, path string) (string, error) {
	if filepath.IsAbs(path) {
		return path, nil
	}
	return filepath.Abs(filepath.Join(dir, path))
}

func executable(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return syscall.EACCES
	case err != nil:
		return syscall.ENOENT
	case info.IsDir(), info.Mode()&0o111 == 0:
		return syscall.EACCES
	}
	return nil
}
