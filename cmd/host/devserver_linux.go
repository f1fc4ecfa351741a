package main

import "syscall"

// dieWithUs makes a child end when the thread that starts it does, which is
// when the host ends, however it ends.
func dieWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGTERM }
