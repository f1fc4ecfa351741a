package fs

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"syscall"

	"golang.org/x/sys/unix"

	"systembus/jsapi"
	"systembus/jsapi/buffer"
)

func access(path string, mode int) error {
	return failure(unix.Access(path, uint32(mode)), "access", path)
}

func readFile(path string, flags int) ([]byte, error) {
	var b []byte
	fd := -1
	err := retry(func() (err error) {
		fd, err = unix.Open(path, flags|unix.O_CLOEXEC, 0o666)
		return err
	})
	if err != nil {
		return nil, failure(err, "open", path)
	}
	f := os.NewFile(uintptr(fd), path)
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		return nil, failure(syscall.EISDIR, "read")
	}
	size := int64(0)
	if err == nil {
		size = info.Size()
	}
	if size > maxFile {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_FS_FILE_TOO_LARGE", Message: "File size (" + itoa(size) + ") is greater than 2 GiB"}
	}
	b = make([]byte, 0, size+512)
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err != nil || n == 0 {
			break
		}
		if len(b) > maxFile {
			return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_FS_FILE_TOO_LARGE", Message: "the file is greater than 2 GiB"}
		}
	}
	return b, nil
}

const maxFile = 1<<31 - 1

// readText is readFile as UTF-8 text, which saves a copy.
func readText(path string, flags int) (string, error) {
	b, err := readFile(path, flags)
	return buffer.Text(b), err
}

func writeFile(path string, data []byte, flags, mode int, flush bool) error {
	fd := -1
	err := retry(func() (err error) {
		fd, err = unix.Open(path, flags|unix.O_CLOEXEC, uint32(mode))
		return err
	})
	if err != nil {
		return failure(err, "open", path)
	}
	err = writeAll(fd, data)
	if err == nil && flush {
		err = failure(unix.Fsync(fd), "fsync")
	}
	return errors.Join(err, failure(closeFD(fd), "close"))
}

func writeAll(fd int, data []byte) error {
	for len(data) > 0 {
		n, err := unix.Write(fd, data)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil {
			return failure(err, "write")
		}
		data = data[n:]
	}
	return nil
}

func copyFile(from, to string, mode int) error {
	src, err := os.Open(from)
	if err != nil {
		return failure(err, "copyfile", from, to)
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return failure(err, "copyfile", from, to)
	}
	if info.IsDir() {
		return failure(copyDirectoryError, "copyfile", from, to)
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if mode&1 != 0 {
		flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	}
	if there, err := os.Stat(to); err == nil && os.SameFile(info, there) && mode&1 == 0 {
		return nil
	}
	dst, err := os.OpenFile(to, flags, info.Mode().Perm())
	if err != nil {
		return failure(err, "copyfile", from, to)
	}
	_, err = dst.ReadFrom(src)
	return failure(errors.Join(err, dst.Chmod(info.Mode().Perm()), dst.Close()), "copyfile", from, to)
}

// mkdir gives the first folder that it made, as the recursive form tells; "".
func mkdir(path string, mode int, recursive bool) (string, error) {
	if !recursive {
		return "", failure(unix.Mkdir(path, uint32(mode)), "mkdir", path)
	}
	first := ""
	var missing []string
	for dir := path; ; dir = filepath.Dir(dir) {
		err := unix.Mkdir(dir, uint32(mode))
		if err == nil {
			first = dir
			break
		}
		if errors.Is(err, syscall.ENOENT) && filepath.Dir(dir) != dir {
			missing = append(missing, dir)
			continue
		}
		var st unix.Stat_t
		if unix.Stat(dir, &st) == nil {
			if st.Mode&unix.S_IFMT == unix.S_IFDIR {
				break
			}
			if len(missing) > 0 {
				return "", failure(syscall.ENOTDIR, "mkdir", path)
			}
			return "", failure(syscall.EEXIST, "mkdir", path)
		}
		return "", failure(err, "mkdir", path)
	}
	for _, m := range slices.Backward(missing) {
		if err := unix.Mkdir(m, uint32(mode)); err != nil && !errors.Is(err, syscall.EEXIST) {
			return "", failure(err, "mkdir", path)
		}
		if first == "" {
			first = m
		}
	}
	if first != "" {
		first, _ = filepath.Abs(first)
	}
	return first, nil
}

func mkdtemp(prefix string) (string, error) {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	for range 100 {
		name := []byte(prefix)
		for _, b := range random(6) {
			name = append(name, letters[int(b)%len(letters)])
		}
		err := unix.Mkdir(string(name), 0o700)
		if err == nil {
			return string(name), nil
		}
		if !errors.Is(err, syscall.EEXIST) {
			return "", failure(err, "mkdtemp", prefix+"XXXXXX")
		}
	}
	return "", failure(syscall.EEXIST, "mkdtemp", prefix+"XXXXXX")
}

func rmdir(path string) error { return failure(unix.Rmdir(path), "rmdir", path) }

// rm is fs.rm, and with recursive and force `rm -rf`.
func rm(path string, recursive, force bool) error {
	var st unix.Stat_t
	if err := unix.Lstat(path, &st); err != nil {
		if force && errors.Is(err, syscall.ENOENT) {
			return nil
		}
		return failure(err, "lstat", path)
	}
	if st.Mode&unix.S_IFMT != unix.S_IFDIR {
		return failure(unix.Unlink(path), "unlink", path)
	}
	if !recursive {
		return &jsapi.Error{Name: "SystemError", Code: "ERR_FS_EISDIR", Message: "Path is a directory: rm returned EISDIR (is a directory) " + path,
			Props: map[string]any{"errno": int64(syscall.EISDIR), "syscall": "rm", "path": path,
				"info": map[string]any{"code": "EISDIR", "message": "is a directory", "path": path, "syscall": "rm", "errno": int64(syscall.EISDIR)}}}
	}
	return failure(os.RemoveAll(path), "rm", path)
}

func unlink(path string) error { return failure(unix.Unlink(path), "unlink", path) }
func rename(from, to string) error {
	return failure(unix.Rename(from, to), "rename", from, to)
}
func link(from, to string) error { return failure(unix.Link(from, to), "link", from, to) }
func symlink(target, path string) error {
	return failure(unix.Symlink(target, path), "symlink", target, path)
}

func readlink(path string) (string, error) {
	to, err := os.Readlink(path)
	return to, failure(err, "readlink", path)
}

// realpath follows the links in path. call is what an error names: Node's own
// walk fails in lstat and names the part that is missing, the system's in
// realpath.
func realpath(path, call string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if err == nil {
		return real, nil
	}
	var failed *os.PathError
	switch {
	case !errors.As(err, &failed):
		return "", failure(syscall.ELOOP, call, path)
	case call == "lstat":
		return "", failure(failed.Err, call, failed.Path)
	}
	return "", failure(failed.Err, call, path)
}

// entry is one name in a folder, and its kind as Dirent counts them.
type entry struct {
	Name string `json:"name"`
	Type int    `json:"type"`
	// Parent is the folder it is in, where all below a folder is listed.
	Parent string `json:"parent,omitempty"`
}

func readdir(path string, recursive bool) ([]entry, error) {
	out := []entry{}
	folders := []string{path}
	for len(folders) > 0 {
		dir := folders[0]
		folders = folders[1:]
		f, err := os.Open(dir)
		if err != nil {
			return nil, failure(err, "scandir", dir)
		}
		found, err := f.ReadDir(-1)
		_ = f.Close()
		if err != nil {
			if failed, ok := errors.AsType[*os.PathError](err); ok {
				err = failed.Err
			} else {
				if call, ok := errors.AsType[*os.SyscallError](err); ok {
					err = call.Err
				}
			}
			return nil, failure(err, "scandir", dir)
		}
		sort.Slice(found, func(i, j int) bool { return found[i].Name() < found[j].Name() })
		for _, e := range found {
			one := entry{Name: e.Name(), Type: kind(e.Type())}
			if recursive {
				one.Parent = dir
				if e.IsDir() {
					folders = append(folders, filepath.Join(dir, e.Name()))
				}
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// kind is libuv's number for a kind of file.
func kind(m os.FileMode) int {
	switch {
	case m.IsRegular():
		return 1
	case m.IsDir():
		return 2
	case m&os.ModeSymlink != 0:
		return 3
	case m&os.ModeNamedPipe != 0:
		return 4
	case m&os.ModeSocket != 0:
		return 5
	case m&os.ModeCharDevice != 0:
		return 6
	case m&os.ModeDevice != 0:
		return 7
	}
	return 0
}

func chmod(path string, mode int) error {
	return failure(unix.Chmod(path, uint32(mode)), "chmod", path)
}
func chown(path string, uid, gid int) error {
	return failure(unix.Chown(path, uid, gid), "chown", path)
}
func lchown(path string, uid, gid int) error {
	return failure(unix.Lchown(path, uid, gid), "lchown", path)
}
func truncate(path string, size int64) error {
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return failure(err, "open", path)
	}
	return errors.Join(failure(unix.Ftruncate(fd, size), "ftruncate"), failure(closeFD(fd), "close"))
}

func utimes(path string, atime, mtime float64) error {
	return failure(unix.UtimesNanoAt(unix.AT_FDCWD, path, times(atime, mtime), 0), "utime", path)
}

func lutimes(path string, atime, mtime float64) error {
	return failure(unix.UtimesNanoAt(unix.AT_FDCWD, path, times(atime, mtime), unix.AT_SYMLINK_NOFOLLOW), "lutime", path)
}

func times(atime, mtime float64) []unix.Timespec {
	at := func(s float64) unix.Timespec { return unix.NsecToTimespec(int64(s*1e3) * 1e6) }
	return []unix.Timespec{at(atime), at(mtime)}
}
