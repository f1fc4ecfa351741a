// Package nodecrypto lends the library what node:crypto is made of: hashes,
// keys, signatures, ciphers and key derivation, over Go's own cryptography.
package nodecrypto

import (
	"crypto/hkdf"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/subtle"

	"golang.org/x/crypto/scrypt"

	"systembus/jsapi"
)

// Module lends "host:internal/nodecrypto". What takes long is lent twice: as a
// promise, and with "Sync" behind its name.
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/nodecrypto", Open: func(vm *jsapi.VM) jsapi.Exports {
		exports := jsapi.Exports{
			"hash":       hashObject(vm),
			"hashes":     vm.Sync("crypto.getHashes", hashNames),
			"cipher":     cipherObject(vm),
			"cipherInfo": vm.Sync("crypto.getCipherInfo", infoOf),
			"parseKey":   vm.Sync("crypto.createPrivateKey", parseKey),
			"publicOf":   vm.Sync("crypto.createPublicKey", publicOf),
			"fromJWK":    vm.Sync("crypto.createPublicKey", fromJWK),
			"toJWK":      vm.Sync("keyObject.export", toJWK),
			"encodeKey":  vm.Sync("keyObject.export", encodeKey),
			"agree":      vm.Sync("crypto.diffieHellman", agree),
			"equal":      vm.Sync("crypto.timingSafeEqual", func(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }),
			"random":     vm.Sync("crypto.randomBytes", random),
		}
		for name, f := range map[string]any{
			"pbkdf2": derivePBKDF2, "scrypt": deriveScrypt, "hkdf": deriveHKDF, "generate": generate,
			"sign": sign, "verify": verify, "encrypt": rsaEncrypt, "decrypt": rsaDecrypt,
			"hashPassword": hashPassword, "verifyPassword": verifyPassword,
		} {
			exports[name] = vm.Async("crypto."+name, f)
			exports[name+"Sync"] = vm.Sync("crypto."+name+"Sync", f)
		}
		return exports
	}}
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

func derivePBKDF2(password, salt []byte, iterations, length int, digest string) ([]byte, error) {
	h, err := hashOf(digest)
	if err != nil {
		return nil, err
	}
	return pbkdf2.Key(h, string(password), salt, iterations, length)
}

func deriveScrypt(password, salt []byte, n, r, p, length int) ([]byte, error) {
	key, err := scrypt.Key(password, salt, n, r, p, length)
	if err != nil {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", Message: "Invalid scrypt params"}
	}
	return key, nil
}

func deriveHKDF(digest string, secret, salt, info []byte, length int) ([]byte, error) {
	h, err := hashOf(digest)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(h, secret, salt, string(info), length)
	if err != nil {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_CRYPTO_INVALID_KEYLEN", Message: "Invalid key length"}
	}
	return key, nil
}
