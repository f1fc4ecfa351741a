package subprocess

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// files opens the child's files; ours are those to close once it has them.
func (c *Child) files() (files, ours []*os.File, err error) {
	null := func(flag int) (*os.File, error) { return os.OpenFile(os.DevNull, flag, 0) }
	for fd, s := range c.Command.Stdio {
		var f *os.File
		own := true
		switch s.Kind {
		case "pipe":
			var r, w *os.File
			if r, w, err = os.Pipe(); err != nil {
				break
			}
			if fd == 0 {
				f, c.stdin = r, &Input{file: w}
			} else {
				f, c.outputs[fd] = w, newOutput(c, r, s)
			}
		case "inherit":
			// A child of a group of its own may not read the terminal: it
			// would be stopped, and nobody could tell why nothing happens.
			switch s.Inherited {
			case 0:
				f, err = null(os.O_RDONLY)
			case 1:
				f, own = os.Stdout, false
			default:
				f, own = os.Stderr, false
			}
		case "handle":
			f, own = s.Handle, false
		case "fd":
			var copied int
			if copied, err = unix.FcntlInt(uintptr(s.FD), unix.F_DUPFD_CLOEXEC, 3); err == nil {
				f = os.NewFile(uintptr(copied), "fd")
			}
		case "file":
			flags := s.Flags
			if flags == 0 && fd > 0 {
				flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
			}
			f, err = os.OpenFile(s.Path, flags, 0o666)
		case "same":
			f, own = files[s.FD], false
		case "ignore":
			f, err = null(os.O_RDWR)
		default:
			err = fmt.Errorf("stdio[%d]: there is no kind %q", fd, s.Kind)
		}
		if err != nil {
			return files, ours, err
		}
		files = append(files, f)
		if own {
			ours = append(ours, f)
		}
	}
	return files, ours, nil
}

// An Input is the pipe to a child's standard input. Its methods may be called
// from any goroutine.
type Input struct {
	file *os.File
	once sync.Once
}

// Write gives bytes to the child, waiting while its pipe is full. When the
// child no longer reads, the error is EPIPE.
func (i *Input) Write(b []byte) (int, error) {
	n, err := i.file.Write(b)
	if errors.Is(err, os.ErrClosed) {
		err = syscall.EPIPE
	}
	return n, err
}

// Close tells the child that there is no more.
func (i *Input) Close() error {
	i.close()
	return nil
}

func (i *Input) close() { i.once.Do(func() { _ = i.file.Close() }) }

// An Output is the pipe from one of a child's files. Its methods may be called
// from any goroutine.
type Output struct {
	child   *Child
	file    *os.File
	limit   int
	collect bool

	mu       sync.Mutex
	changed  *sync.Cond
	kept     []byte
	over     bool // the child has exited
	ended    bool // nothing more will be kept
	unwanted bool // nobody reads it

	overflowed bool // the child wrote more than the limit
}

// DefaultLimit is how much of a stream that nobody reads is kept before the
// child has to wait.
const DefaultLimit = 16 << 20

func newOutput(c *Child, r *os.File, s Stdio) *Output {
	o := &Output{child: c, file: r, limit: s.Limit, collect: s.Collect}
	if o.limit <= 0 {
		o.limit = DefaultLimit
	}
	o.changed = sync.NewCond(&o.mu)
	return o
}

// read keeps what the child writes until it exits, then what is left in the
// pipe. What others write after that is read, so that they can, and dropped.
func (o *Output) read() {
	defer o.file.Close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := o.file.Read(buffer)
		o.keep(buffer[:n])
		if errors.Is(err, os.ErrDeadlineExceeded) {
			break
		}
		if err != nil {
			o.end()
			return
		}
	}
	if o.rest(buffer) {
		o.end()
		return
	}
	o.end()
	if o.file.SetReadDeadline(time.Time{}) == nil {
		_, _ = io.Copy(io.Discard, o.file) // ends with the last holder of the pipe
	}
}

// rest keeps what is in the pipe without waiting for more, and reports
// whether nobody holds its other end.
func (o *Output) rest(buffer []byte) (closed bool) {
	raw, err := o.file.SyscallConn()
	if err != nil || o.file.SetReadDeadline(time.Time{}) != nil {
		return true
	}
	// A pipe holds a megabyte at most, and a grandchild may go on writing.
	for total := 0; total < 1<<20; {
		var n int
		var failed error
		err := raw.Read(func(fd uintptr) bool {
			n, failed = syscall.Read(int(fd), buffer)
			return true
		})
		if errors.Is(failed, syscall.EINTR) {
			continue
		}
		if err != nil || failed != nil || n <= 0 {
			return !errors.Is(failed, syscall.EAGAIN)
		}
		o.keep(buffer[:n])
		total += n
	}
	return false
}

func (o *Output) keep(b []byte) {
	if len(b) == 0 {
		return
	}
	o.mu.Lock()
	if o.unwanted || o.ended {
		o.mu.Unlock()
		return
	}
	if o.collect && len(o.kept)+len(b) > o.limit {
		o.kept = append(o.kept, b[:max(0, o.limit-len(o.kept))]...)
		o.ended, o.overflowed = true, true
		o.mu.Unlock()
		o.child.Stop(ErrMaxBuffer)
		return
	}
	o.kept = append(o.kept, b...)
	o.changed.Broadcast()
	for !o.collect && len(o.kept) > o.limit && !o.over && !o.unwanted {
		o.changed.Wait()
	}
	o.mu.Unlock()
}

func (o *Output) end() {
	o.mu.Lock()
	o.ended = true
	o.changed.Broadcast()
	o.mu.Unlock()
}

// exited makes the reader finish, and waits until it has all there is.
func (o *Output) exited() {
	o.mu.Lock()
	o.over = true
	o.changed.Broadcast()
	o.mu.Unlock()
	if err := o.file.SetReadDeadline(time.Now()); err != nil {
		o.end() // the reader has closed it
		return
	}
	o.mu.Lock()
	for !o.ended {
		o.changed.Wait()
	}
	o.mu.Unlock()
}

// Read takes what is there, waiting for some; io.EOF says that there will be
// no more.
func (o *Output) Read() ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.kept) == 0 && !o.ended && !o.unwanted {
		o.changed.Wait()
	}
	if len(o.kept) == 0 {
		return nil, io.EOF
	}
	b := o.kept
	o.kept = nil
	o.changed.Broadcast()
	return b, nil
}

// Overflowed says whether the child wrote more than Collect keeps.
func (o *Output) Overflowed() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.overflowed
}

// Discard drops what is there and what will come.
func (o *Output) Discard() {
	o.mu.Lock()
	o.unwanted, o.kept = true, nil
	o.changed.Broadcast()
	o.mu.Unlock()
}

// Collected is all that was kept, once the child is done.
func (o *Output) Collected() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.kept == nil {
		return []byte{}
	}
	return o.kept
}
