// Package webcrypto lends the library the algorithms of the Web Cryptography
// API. Keys cross as bytes: secrets as they are, private keys as PKCS #8,
// public ones as SubjectPublicKeyInfo. The classes themselves, and what a key
// may be used for, are in bundler/shims/host/internal/crypto.ts.
package webcrypto

import (
	"crypto"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // the API has it
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"

	"github.com/dop251/goja"
	"github.com/google/uuid"

	"systembus/jsapi"
)

// Module lends "host:internal/crypto-native".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/crypto-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"randomUUID": vm.Sync("crypto.randomUUID", func() string { return uuid.NewString() }),
			"fill": func(c goja.FunctionCall) goja.Value {
				b, ok := jsapi.BytesOf(c.Argument(0))
				if !ok {
					vm.Throw(jsapi.TypeErrorf("crypto.getRandomValues: want a typed array"))
				}
				_, _ = rand.Read(b) // never fails
				return c.Argument(0)
			},
			"digest":   vm.Async("crypto.subtle.digest", digest),
			"hmac":     vm.Async("crypto.subtle.sign", mac),
			"aes":      vm.Async("crypto.subtle.encrypt", aesCipher),
			"pbkdf2":   vm.Async("crypto.subtle.deriveBits", derivePBKDF2),
			"hkdf":     vm.Async("crypto.subtle.deriveBits", deriveHKDF),
			"generate": vm.Async("crypto.subtle.generateKey", generate),
			"sign":     vm.Async("crypto.subtle.sign", sign),
			"verify":   vm.Async("crypto.subtle.verify", verify),
			"rsa":      vm.Async("crypto.subtle.encrypt", rsaOAEP),
			"agree":    vm.Async("crypto.subtle.deriveBits", agree),
			"describe": vm.Async("crypto.subtle.importKey", describe),
			"fromRaw":  vm.Async("crypto.subtle.importKey", fromRaw),
			"toRaw":    vm.Async("crypto.subtle.exportKey", toRaw),
			"fromJWK":  vm.Async("crypto.subtle.importKey", fromJWK),
			"toJWK":    vm.Async("crypto.subtle.exportKey", toJWK),
			"publicOf": vm.Async("crypto.subtle.exportKey", publicOf),
		}
	}}
}

// failure is a DOMException in the making.
func failure(name, format string, args ...any) error {
	return &jsapi.Error{Name: name, Message: fmt.Sprintf(format, args...)}
}

func operation(err error) error {
	if err == nil {
		return nil
	}
	return failure("OperationError", "The operation failed for an operation-specific reason: %v", err)
}

func hashOf(name string) (crypto.Hash, func() hash.Hash, error) {
	switch name {
	case "SHA-1":
		return crypto.SHA1, sha1.New, nil
	case "SHA-256":
		return crypto.SHA256, sha256.New, nil
	case "SHA-384":
		return crypto.SHA384, sha512.New384, nil
	case "SHA-512":
		return crypto.SHA512, sha512.New, nil
	}
	return 0, nil, failure("NotSupportedError", "Unrecognized algorithm name %q", name)
}

func digest(name string, data []byte) ([]byte, error) {
	_, h, err := hashOf(name)
	if err != nil {
		return nil, err
	}
	return sum(h, data), nil
}

func sum(h func() hash.Hash, data []byte) []byte {
	one := h()
	one.Write(data)
	return one.Sum(nil)
}

func mac(name string, key, data []byte) ([]byte, error) {
	_, h, err := hashOf(name)
	if err != nil {
		return nil, err
	}
	m := hmac.New(h, key)
	m.Write(data)
	return m.Sum(nil), nil
}

func derivePBKDF2(name string, password, salt []byte, iterations, length int) ([]byte, error) {
	_, h, err := hashOf(name)
	if err != nil {
		return nil, err
	}
	if length == 0 {
		return []byte{}, nil
	}
	out, err := pbkdf2.Key(h, string(password), salt, iterations, length)
	return out, operation(err)
}

func deriveHKDF(name string, secret, salt, info []byte, length int) ([]byte, error) {
	_, h, err := hashOf(name)
	if err != nil {
		return nil, err
	}
	if length == 0 {
		return []byte{}, nil
	}
	out, err := hkdf.Key(h, secret, salt, string(info), length)
	return out, operation(err)
}
