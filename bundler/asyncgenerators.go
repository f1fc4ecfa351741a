package bundler

import (
	"bytes"
	"regexp"
	"strings"
)

// The engine has no async generators: esbuild makes functions of them that
// give objects without a prototype of their own. Packages that implement
// streams take one apart to reach %AsyncIteratorPrototype%, which has no name:
// Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype).

// emptyAsyncGenerator matches an empty async generator whose prototype is
// asked for, as esbuild prints it.
var emptyAsyncGenerator = regexp.MustCompile(`Object\.getPrototypeOf\(\s*(?:/\*[^*]*\*/\s*)?function\(\) \{\s*return __asyncGenerator\(this, null, function\* \(\) \{\s*\}\);\s*\}\s*\)`)

// asyncGeneratorHelper is what the language has for that.
const asyncGeneratorHelper = `
function __host_async_generators() {
  if (__host_async_generators.own) return __host_async_generators.own;
  const tagged = (base, tag, more) => Object.create(base, { [Symbol.toStringTag]: { value: tag, configurable: true }, ...more });
  const iterates = Object.defineProperty({}, Symbol.asyncIterator, { value() { return this; }, writable: true, configurable: true });
  const generates = tagged(iterates, "AsyncGenerator");
  return __host_async_generators.own = tagged(Function.prototype, "AsyncGeneratorFunction", { prototype: { value: generates, configurable: true } });
}
`

// The code that esbuild gives for async generators ends one that is left early
// at the first await of its finally block, and what stands after it never
// runs. Only the answers of yield* are to be returned once more.
const (
	asyncReturn       = `resume(k === "return" ? k : "next", v[1]`
	asyncReturnAwaits = `resume(k === "return" && v[1] ? k : "next", v[1]`
)

// WithAsyncGenerators puts right what esbuild makes of async generators, in as
// many lines as before, for the source map.
func WithAsyncGenerators(code []byte) []byte {
	code = bytes.ReplaceAll(code, []byte(asyncReturn), []byte(asyncReturnAwaits))
	if !emptyAsyncGenerator.Match(code) {
		return code
	}
	code = emptyAsyncGenerator.ReplaceAllFunc(code, func(old []byte) []byte {
		return []byte("(__host_async_generators()" + strings.Repeat("\n", bytes.Count(old, []byte("\n"))) + ")")
	})
	return append(code, asyncGeneratorHelper...)
}
