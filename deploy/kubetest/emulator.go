package kubetest

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
)

// emulator is the program that runs arm64 programs here: none on an arm64
// machine.
func emulator() (string, error) {
	if os.Geteuid() != 0 {
		return "", errors.New("the node needs root, to run pods in folders of their own")
	}
	if runtime.GOARCH == "arm64" {
		return "", nil
	}
	bin, err := exec.LookPath("qemu-aarch64-static")
	if err != nil {
		return "", errors.New("qemu-aarch64-static is not on PATH: install qemu-user-static")
	}
	return bin, nil
}
