package process

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"systembus/jsapi"
)

// Signals are this system's signals by name: "SIGTERM" is 15.
func Signals() map[string]int {
	all := map[string]int{}
	for n := range 65 {
		if name := unix.SignalName(syscall.Signal(n)); name != "" {
			all[name] = n
		}
	}
	all["SIGIOT"], all["SIGPOLL"] = int(unix.SIGABRT), int(unix.SIGIO)
	return all
}

// kill sends a signal to a process, or to a group of processes when pid is
// negative. Signal 0 asks whether it is there. The host itself is out of reach.
func kill(pid, signal int) error {
	self := pid == os.Getpid() || pid == 0 || pid == -1 || pid == -syscall.Getpgrp()
	if self && signal != 0 {
		return &jsapi.Error{Code: "EPERM", Props: map[string]any{"syscall": "kill", "errno": -int64(syscall.EPERM)},
			Message: fmt.Sprintf("kill EPERM: process.kill(%d) would end the host and every function in it; to end this call, throw an error", pid)}
	}
	err := syscall.Kill(pid, syscall.Signal(signal))
	if err == nil {
		return nil
	}
	var number syscall.Errno
	if !errors.As(err, &number) {
		return err
	}
	code := unix.ErrnoName(number)
	return &jsapi.Error{Message: "kill " + code, Code: code,
		Props: map[string]any{"errno": -int64(number), "syscall": "kill"}}
}

// umask reads the mask for new files. There is no call that reads it alone, so
// it is set and set back once, when first asked for.
func umask() int { return readUmask() }
