// Command gen compiles the host's TypeScript modules in bundler/shims to
// bundler/shims/dist. It runs in any folder of the project:
//
//	go generate ./bundler/shims
package main

import (
	"fmt"
	"os"
)

func main() {
	root, err := projectRoot()
	if err == nil {
		err = generate(root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
