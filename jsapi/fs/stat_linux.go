package fs

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// copyDirectoryError is what copying a folder as a file fails with.
const copyDirectoryError = syscall.ENOTSUP

func query(path string, follow bool) (status, error) {
	flags := unix.AT_STATX_SYNC_AS_STAT
	if !follow {
		flags |= unix.AT_SYMLINK_NOFOLLOW
	}
	return statx(unix.AT_FDCWD, path, flags)
}

func queryFD(fd int) (status, error) {
	return statx(fd, "", unix.AT_EMPTY_PATH|unix.AT_STATX_SYNC_AS_STAT)
}

// statx knows when a file was made, unlike stat.
func statx(dir int, path string, flags int) (status, error) {
	var s unix.Statx_t
	if err := unix.Statx(dir, path, flags, unix.STATX_BASIC_STATS|unix.STATX_BTIME, &s); err != nil {
		return nil, err
	}
	birth := s.Btime
	if s.Mask&unix.STATX_BTIME == 0 {
		birth = s.Ctime
	}
	return status{
		int64(unix.Mkdev(s.Dev_major, s.Dev_minor)), int64(s.Mode), int64(s.Nlink), int64(s.Uid), int64(s.Gid),
		int64(unix.Mkdev(s.Rdev_major, s.Rdev_minor)), int64(s.Blksize), int64(s.Ino), int64(s.Size), int64(s.Blocks),
		s.Atime.Sec, int64(s.Atime.Nsec), s.Mtime.Sec, int64(s.Mtime.Nsec), s.Ctime.Sec, int64(s.Ctime.Nsec), birth.Sec, int64(birth.Nsec),
	}, nil
}
