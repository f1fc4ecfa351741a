package nodecrypto

import (
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding"
	"hash"
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/ripemd160"

	"systembus/jsapi"
	"systembus/jsapi/buffer"
)

// algorithm is a hash by one of OpenSSL's names.
type algorithm struct {
	make func() hash.Hash
	id   crypto.Hash
}

var algorithms = map[string]algorithm{
	"md5": {md5.New, crypto.MD5}, "sha1": {sha1.New, crypto.SHA1}, "sha224": {sha256.New224, crypto.SHA224}, "sha256": {sha256.New, crypto.SHA256},
	"sha384": {sha512.New384, crypto.SHA384}, "sha512": {sha512.New, crypto.SHA512}, "sha512-224": {sha512.New512_224, crypto.SHA512_224},
	"sha512-256": {sha512.New512_256, crypto.SHA512_256}, "ripemd160": {ripemd160.New, crypto.RIPEMD160}, "rmd160": {ripemd160.New, crypto.RIPEMD160},
	"sha3-224": {func() hash.Hash { return sha3.New224() }, crypto.SHA3_224}, "sha3-256": {func() hash.Hash { return sha3.New256() }, crypto.SHA3_256},
	"sha3-384": {func() hash.Hash { return sha3.New384() }, crypto.SHA3_384}, "sha3-512": {func() hash.Hash { return sha3.New512() }, crypto.SHA3_512},
	"blake2b512": {unkeyed(blake2b.New512), crypto.BLAKE2b_512}, "blake2s256": {unkeyed(blake2s.New256), crypto.BLAKE2s_256},
}

// unkeyed makes a hash that may have a key, and has none.
func unkeyed(f func(key []byte) (hash.Hash, error)) func() hash.Hash {
	return func() hash.Hash {
		h, err := f(nil)
		if err != nil {
			panic(err) // only a key may be wrong
		}
		return h
	}
}

func hashNames() []string { return slices.Sorted(maps.Keys(algorithms)) }

func lookup(name string) (algorithm, bool) {
	name = strings.TrimPrefix(strings.ToLower(name), "rsa-")
	if rest, ok := strings.CutPrefix(name, "sha-"); ok {
		name = "sha" + rest
	}
	a, ok := algorithms[name]
	return a, ok
}

func hashOf(name string) (func() hash.Hash, error) {
	a, ok := lookup(name)
	if !ok {
		return nil, &jsapi.Error{Name: "TypeError", Code: "ERR_CRYPTO_INVALID_DIGEST", Message: "Invalid digest: " + name}
	}
	return a.make, nil
}

// hashObject makes the state of a Hash or, with a key, of an Hmac:
// hash(algorithm, key) gives {update(data, encoding), digest(), copy()}, or
// undefined for an unknown algorithm.
func hashObject(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	rt := vm.Runtime()
	var wrap func(name string, key []byte, h hash.Hash) goja.Value
	wrap = func(name string, key []byte, h hash.Hash) goja.Value {
		o := rt.NewObject()
		method := func(name string, f func(goja.FunctionCall) goja.Value) {
			_ = o.Set(name, f) // a fresh object takes any property
		}
		method("update", func(c goja.FunctionCall) goja.Value {
			if b, ok := jsapi.BytesOf(c.Argument(0)); ok {
				_, _ = h.Write(b) // never fails
			} else {
				_, _ = h.Write(buffer.Encode(c.Argument(0), c.Argument(1).String()))
			}
			return goja.Undefined()
		})
		method("digest", func(goja.FunctionCall) goja.Value { return rt.ToValue(rt.NewArrayBuffer(h.Sum(nil))) })
		method("copy", func(goja.FunctionCall) goja.Value {
			other, err := clone(name, h)
			if err != nil {
				vm.Throw(err)
			}
			return wrap(name, key, other)
		})
		return o
	}
	return func(c goja.FunctionCall) goja.Value {
		name := c.Argument(0).String()
		a, ok := lookup(name)
		if !ok {
			return goja.Undefined()
		}
		if key, keyed := jsapi.BytesOf(c.Argument(1)); keyed {
			return wrap(name, key, hmac.New(a.make, key))
		}
		return wrap(name, nil, a.make())
	}
}

// clone copies the state of a hash.
func clone(name string, h hash.Hash) (hash.Hash, error) {
	if c, ok := h.(hash.Cloner); ok {
		if copied, err := c.Clone(); err == nil {
			return copied, nil
		}
	}
	state, ok := h.(encoding.BinaryMarshaler)
	if !ok {
		return nil, &jsapi.Error{Code: "ERR_CRYPTO_HASH_FINALIZED", Message: name + " cannot be copied"}
	}
	text, err := state.MarshalBinary()
	if err != nil {
		return nil, err
	}
	a, _ := lookup(name)
	other := a.make()
	return other, other.(encoding.BinaryUnmarshaler).UnmarshalBinary(text)
}
