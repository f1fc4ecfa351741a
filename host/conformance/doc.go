// Package conformance holds the runner of `_test.ts` files: tests of what
// scripts are lent, written in the language of those who use it, beside the
// capability or shim that they test. Each `test(...)` is a Go subtest. Where
// Node and Bun are installed the same file runs there too, and whatever the
// tests record must be the same; differences.json in docs lists, with a
// reason, what is not.
//
//	go test ./host/conformance -run 'Scripts/files/jsapi.timers'
//
// With CI=true the peers are required.
package conformance
