// Package fs lends scripts the file system; "node:fs", "node:fs/promises" and
// Bun.file are made of it. Every operation is lent twice: under its name as a
// promise, and with "Sync" behind it. Errors have Node's code, number, text,
// system call and paths.
package fs

import (
	"sync"

	"systembus/jsapi"
)

// Module lends "host:internal/fs".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/fs", Open: func(vm *jsapi.VM) jsapi.Exports {
		f := &files{open: map[int]struct{}{}}
		vm.Store(filesKey{}, f)
		vm.OnClose(f.closeAll)
		exports := jsapi.Exports{"constants": constants()}
		for name, op := range f.operations() {
			exports[name] = vm.Async("fs."+name, op)
			exports[name+"Sync"] = vm.Sync("fs."+name+"Sync", op)
		}
		return exports
	}}
}

type filesKey struct{}

// Opened says whether a script of the VM opened the file descriptor: others
// are the host's own, and no script's business.
func Opened(vm *jsapi.VM, fd int) bool {
	f, ok := vm.Load(filesKey{}).(*files)
	return ok && f.has(fd)
}

// files are the descriptors that the scripts of one VM hold.
type files struct {
	mu   sync.Mutex
	open map[int]struct{}
}

func (f *files) operations() map[string]any {
	return map[string]any{
		"access": access, "stat": stat, "lstat": lstat, "readdir": readdir, "readlink": readlink, "realpath": realpath,
		"readFile": readFile, "readText": readText, "writeFile": writeFile, "copyFile": copyFile, "mkdir": mkdir, "mkdtemp": mkdtemp,
		"rmdir": rmdir, "rm": rm, "unlink": unlink, "rename": rename, "link": link, "symlink": symlink,
		"chmod": chmod, "chown": chown, "lchown": lchown, "utimes": utimes, "lutimes": lutimes, "truncate": truncate, "statfs": statfs,
		"open": f.openFile, "close": f.closeFile, "read": f.read, "write": f.write, "fstat": f.stat, "fsync": f.sync,
		"ftruncate": f.truncate, "fchmod": f.chmod, "fchown": f.chown, "futimes": f.utimes, "readAll": f.readAll,
	}
}

func (f *files) has(fd int) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, ok := f.open[fd]
	return ok || fd >= 0 && fd <= 2
}

func (f *files) closeAll() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for fd := range f.open {
		_ = closeFD(fd) // nobody is left to tell
	}
	clear(f.open)
}
