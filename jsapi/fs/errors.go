package fs

import (
	"errors"
	"syscall"

	"golang.org/x/sys/unix"

	"systembus/jsapi"
)

// texts are libuv's words for errors, where they differ from the system's.
var texts = map[syscall.Errno]string{
	syscall.EEXIST: "file already exists", syscall.EISDIR: "illegal operation on a directory", syscall.ELOOP: "too many symbolic links encountered",
	syscall.EXDEV: "cross-device link not permitted", syscall.EBUSY: "resource busy or locked", syscall.ENAMETOOLONG: "name too long",
	syscall.ETXTBSY: "text file is busy", syscall.ESPIPE: "invalid seek", syscall.ENOTSUP: "operation not supported on socket",
	syscall.EIO: "i/o error", syscall.ENOMEM: "not enough memory", syscall.EAGAIN: "resource temporarily unavailable",
}

// failure is err as Node tells it: the code, the words, the call and the paths.
func failure(err error, call string, paths ...string) error {
	if err == nil {
		return nil
	}
	var number syscall.Errno
	if !errors.As(err, &number) {
		return err
	}
	code := unix.ErrnoName(number)
	text, ok := texts[number]
	if !ok {
		text = number.Error()
	}
	message := code + ": " + text + ", " + call
	props := map[string]any{"errno": -int64(number), "syscall": call}
	if len(paths) > 0 {
		message += " '" + paths[0] + "'"
		props["path"] = paths[0]
	}
	if len(paths) > 1 {
		message += " -> '" + paths[1] + "'"
		props["dest"] = paths[1]
	}
	return &jsapi.Error{Message: message, Code: code, Props: props}
}

// retry repeats a call that a signal interrupted.
func retry(call func() error) error {
	for {
		if err := call(); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
