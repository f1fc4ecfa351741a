//go:build !linux

package main

import "syscall"

// dieWithUs does nothing where the system has no such service: a child
// outlives a host that is killed.
func dieWithUs(*syscall.SysProcAttr) {}
