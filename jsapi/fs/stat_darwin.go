package fs

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// copyDirectoryError is what copying a folder as a file fails with.
const copyDirectoryError = syscall.ENOTSUP

func query(path string, follow bool) (status, error) {
	var s unix.Stat_t
	err := error(nil)
	if follow {
		err = unix.Stat(path, &s)
	} else {
		err = unix.Lstat(path, &s)
	}
	return told(&s), err
}

func queryFD(fd int) (status, error) {
	var s unix.Stat_t
	err := unix.Fstat(fd, &s)
	return told(&s), err
}

func told(s *unix.Stat_t) status {
	return status{
		int64(s.Dev), int64(s.Mode), int64(s.Nlink), int64(s.Uid), int64(s.Gid), int64(s.Rdev), int64(s.Blksize), int64(s.Ino), s.Size, s.Blocks,
		s.Atim.Sec, s.Atim.Nsec, s.Mtim.Sec, s.Mtim.Nsec, s.Ctim.Sec, s.Ctim.Nsec, s.Btim.Sec, s.Btim.Nsec,
	}
}
