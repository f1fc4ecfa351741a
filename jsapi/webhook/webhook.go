// Package webhook lends scripts what a function that verifies webhooks needs,
// from Go: HMACs, comparison in constant time, and the signature schemes that
// most providers declare instead. The TypeScript half is host:webhook.
package webhook

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"net/http"
	"strings"
	"time"

	"systembus/host/signature"
	"systembus/jsapi"
)

// Module lends "host:internal/webhook". secret gives the values that count as a
// secret, by its name.
func Module(secret func(name string) []string) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/webhook", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"safeEqual": vm.Sync("safeEqual", equal),
			"hmac":      vm.Sync("hmac", mac),
			"verify": vm.Sync("verifySignature", func(s signature.Scheme, raw []byte, headers map[string]string) (bool, error) {
				return verify(s, raw, headers, secret)
			}),
		}
	}}
}

// equal compares digests, so that not even the lengths show.
func equal(a, b []byte) bool {
	x, y := sha256.Sum256(a), sha256.Sum256(b)
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

var hashes = map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha512": sha512.New}

func mac(algorithm string, secret, data []byte, encoding string) (string, error) {
	make, ok := hashes[algorithm]
	if !ok {
		return "", fmt.Errorf("unknown algorithm %q: want sha1, sha256 or sha512", algorithm)
	}
	if len(secret) == 0 {
		return "", errors.New("the secret is empty")
	}
	h := hmac.New(make, secret)
	h.Write(data)
	switch sum := h.Sum(nil); encoding {
	case "hex":
		return hex.EncodeToString(sum), nil
	case "base64":
		return base64.StdEncoding.EncodeToString(sum), nil
	case "base64url":
		return base64.RawURLEncoding.EncodeToString(sum), nil
	}
	return "", fmt.Errorf("unknown encoding %q: want hex, base64 or base64url", encoding)
}

// verify says whether the signature is good; a scheme that cannot be used, or
// that has no secret, is an error.
func verify(s signature.Scheme, raw []byte, headers map[string]string, secret func(string) []string) (bool, error) {
	if err := s.Check(); err != nil {
		return false, err
	}
	secrets := s.Active(secret)
	if len(secrets) == 0 {
		return false, fmt.Errorf("%s is not set", strings.Join(s.Secrets, " or "))
	}
	h := http.Header{}
	for name, value := range headers {
		h.Set(name, value)
	}
	err := s.Verify(signature.Request{Header: h, Body: raw, Now: time.Now()}, secrets)
	if _, refused := errors.AsType[*signature.Error](err); refused {
		return false, nil
	}
	return err == nil, err
}
