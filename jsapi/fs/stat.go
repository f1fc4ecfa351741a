package fs

import "golang.org/x/sys/unix"

// A status is what the library makes Stats of, as numbers: dev, mode, nlink,
// uid, gid, rdev, blksize, ino, size, blocks, then seconds and nanoseconds of
// access, modification, change and birth.
type status []int64

func lstat(path string) (status, error) {
	s, err := query(path, false)
	return s, failure(err, "lstat", path)
}

func stat(path string) (status, error) {
	s, err := query(path, true)
	return s, failure(err, "stat", path)
}

func (f *files) stat(fd int) (s status, err error) {
	err = f.use(fd, "fstat", func() (err error) {
		s, err = queryFD(fd)
		return err
	})
	return s, err
}

// statfs tells about a file system: type, bsize, blocks, bfree, bavail, files,
// ffree.
func statfs(path string) ([]int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return nil, failure(err, "statfs", path)
	}
	return []int64{int64(s.Type), int64(s.Bsize), int64(s.Blocks), int64(s.Bfree), int64(s.Bavail), int64(s.Files), int64(s.Ffree)}, nil
}

// constants are fs.constants of this system.
func constants() map[string]int {
	return map[string]int{
		"UV_FS_SYMLINK_DIR": 1, "UV_FS_SYMLINK_JUNCTION": 2, "UV_FS_O_FILEMAP": 0,
		"O_RDONLY": unix.O_RDONLY, "O_WRONLY": unix.O_WRONLY, "O_RDWR": unix.O_RDWR, "O_CREAT": unix.O_CREAT, "O_EXCL": unix.O_EXCL,
		"O_NOCTTY": unix.O_NOCTTY, "O_TRUNC": unix.O_TRUNC, "O_APPEND": unix.O_APPEND, "O_DIRECTORY": unix.O_DIRECTORY,
		"O_NOFOLLOW": unix.O_NOFOLLOW, "O_SYNC": unix.O_SYNC, "O_DSYNC": unix.O_DSYNC, "O_NONBLOCK": unix.O_NONBLOCK,
		"S_IFMT": unix.S_IFMT, "S_IFREG": unix.S_IFREG, "S_IFDIR": unix.S_IFDIR, "S_IFCHR": unix.S_IFCHR, "S_IFBLK": unix.S_IFBLK,
		"S_IFIFO": unix.S_IFIFO, "S_IFLNK": unix.S_IFLNK, "S_IFSOCK": unix.S_IFSOCK,
		"S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100, "S_IRWXG": 0o70, "S_IRGRP": 0o40, "S_IWGRP": 0o20, "S_IXGRP": 0o10,
		"S_IRWXO": 7, "S_IROTH": 4, "S_IWOTH": 2, "S_IXOTH": 1, "F_OK": 0, "R_OK": 4, "W_OK": 2, "X_OK": 1,
		"COPYFILE_EXCL": 1, "COPYFILE_FICLONE": 2, "COPYFILE_FICLONE_FORCE": 4,
		"UV_FS_COPYFILE_EXCL": 1, "UV_FS_COPYFILE_FICLONE": 2, "UV_FS_COPYFILE_FICLONE_FORCE": 4,
		"UV_DIRENT_UNKNOWN": 0, "UV_DIRENT_FILE": 1, "UV_DIRENT_DIR": 2, "UV_DIRENT_LINK": 3, "UV_DIRENT_FIFO": 4, "UV_DIRENT_SOCKET": 5,
		"UV_DIRENT_CHAR": 6, "UV_DIRENT_BLOCK": 7, "EXTENSIONLESS_FORMAT_JAVASCRIPT": 0, "EXTENSIONLESS_FORMAT_WASM": 1,
	}
}
