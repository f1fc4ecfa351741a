package library

import (
	"systembus/jsapi"
	"systembus/jsapi/asynchooks"
	"systembus/jsapi/buffer"
	"systembus/jsapi/fs"
	"systembus/jsapi/hash"
	"systembus/jsapi/inspect"
	"systembus/jsapi/nodecrypto"
	"systembus/jsapi/os"
	"systembus/jsapi/shell"
	"systembus/jsapi/sqlite"
	"systembus/jsapi/subprocess"
	"systembus/jsapi/zlib"
)

// nodeModules are the native halves of Node's and Bun's modules. children
// lists the programs that scripts run.
func nodeModules(children *subprocess.Table) []*jsapi.Module {
	return []*jsapi.Module{
		asynchooks.Module(),
		buffer.Module(),
		fs.Module(),
		hash.Module(),
		inspect.Module(),
		nodecrypto.Module(),
		os.Module(),
		shell.Module(children),
		sqlite.Module(),
		subprocess.Module(children),
		zlib.Module(),
	}
}

// nodeGlobals defines the globals of Node and Bun.
func nodeGlobals(vm *jsapi.VM) error {
	for name, from := range map[string][2]string{
		"Buffer":  {"node:buffer", "Buffer"},
		"Bun":     {"bun", "default"},
		"process": {"node:process", "default"},
	} {
		if err := vm.LazyGlobal(name, from[0], from[1]); err != nil {
			return err
		}
	}
	_, err := vm.Runtime().RunString(`Object.defineProperty(globalThis, "global", { value: globalThis, writable: true, configurable: true })`)
	return err
}
