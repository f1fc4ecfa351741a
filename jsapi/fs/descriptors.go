package fs

import (
	"crypto/rand"
	"errors"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// random gives n random bytes.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

func closeFD(fd int) error { return unix.Close(fd) }

func (f *files) openFile(path string, flags, mode int) (int, error) {
	fd := -1
	err := retry(func() (err error) {
		fd, err = unix.Open(path, flags|unix.O_CLOEXEC, uint32(mode))
		return err
	})
	if err != nil {
		return 0, failure(err, "open", path)
	}
	f.mu.Lock()
	f.open[fd] = struct{}{}
	f.mu.Unlock()
	return fd, nil
}

func (f *files) closeFile(fd int) error {
	f.mu.Lock()
	_, ok := f.open[fd]
	delete(f.open, fd)
	f.mu.Unlock()
	if !ok {
		return failure(syscall.EBADF, "close")
	}
	return failure(closeFD(fd), "close")
}

// use calls a function with a descriptor that the VM's scripts hold.
func (f *files) use(fd int, name string, call func() error) error {
	if !f.has(fd) {
		return failure(syscall.EBADF, name)
	}
	return failure(retry(call), name)
}

// read reads at most length bytes, at position unless it is negative.
func (f *files) read(fd, length int, position int64) ([]byte, error) {
	b := make([]byte, length)
	n := 0
	err := f.use(fd, "read", func() (err error) {
		if position >= 0 {
			n, err = unix.Pread(fd, b, position)
		} else {
			n, err = unix.Read(fd, b)
		}
		return err
	})
	return b[:max(0, n)], err
}

// readAll reads what is left.
func (f *files) readAll(fd int) ([]byte, error) {
	var all []byte
	for {
		b, err := f.read(fd, 64<<10, -1)
		if err != nil {
			return nil, err
		}
		if len(b) == 0 {
			if all == nil {
				all = []byte{}
			}
			return all, nil
		}
		all = append(all, b...)
	}
}

// write writes all of data, at position unless it is negative.
func (f *files) write(fd int, data []byte, position int64) (int, error) {
	done := 0
	for done < len(data) || len(data) == 0 {
		n := 0
		err := f.use(fd, "write", func() (err error) {
			if position >= 0 {
				n, err = unix.Pwrite(fd, data[done:], position+int64(done))
			} else {
				n, err = unix.Write(fd, data[done:])
			}
			return err
		})
		if err != nil {
			return done, err
		}
		done += n
		if len(data) == 0 || n == 0 {
			break
		}
	}
	return done, nil
}

func (f *files) sync(fd int) error {
	return f.use(fd, "fsync", func() error {
		err := unix.Fsync(fd)
		if errors.Is(err, syscall.EINVAL) && fd <= 2 {
			return nil // a terminal or a pipe
		}
		return err
	})
}

func (f *files) truncate(fd int, size int64) error {
	return f.use(fd, "ftruncate", func() error { return unix.Ftruncate(fd, size) })
}

func (f *files) chmod(fd, mode int) error {
	return f.use(fd, "fchmod", func() error { return unix.Fchmod(fd, uint32(mode)) })
}

func (f *files) chown(fd, uid, gid int) error {
	return f.use(fd, "fchown", func() error { return unix.Fchown(fd, uid, gid) })
}

func (f *files) utimes(fd int, atime, mtime float64) error {
	t := times(atime, mtime)
	return f.use(fd, "futime", func() error {
		return unix.Futimes(fd, []unix.Timeval{unix.NsecToTimeval(t[0].Nano()), unix.NsecToTimeval(t[1].Nano())})
	})
}
