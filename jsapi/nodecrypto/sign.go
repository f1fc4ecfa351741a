package nodecrypto

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/asn1"
	"hash"
	"math/big"

	"systembus/jsapi"
)

// scheme says how to sign.
type scheme struct {
	// Digest is the hash's name; empty for Ed25519.
	Digest string `json:"digest"`
	// PSS chooses RSASSA-PSS; Salt is the salt's length, -1 for the hash's,
	// -2 for the longest, or found when verifying.
	PSS  bool `json:"pss"`
	Salt int  `json:"salt"`
	// P1363 is ECDSA's signature as two numbers side by side.
	P1363 bool `json:"p1363"`
}

func (s scheme) digest(data []byte) (crypto.Hash, []byte, error) {
	a, ok := lookup(s.Digest)
	if !ok {
		return 0, nil, &jsapi.Error{Name: "TypeError", Code: "ERR_CRYPTO_INVALID_DIGEST", Message: "Invalid digest: " + s.Digest}
	}
	h := a.make()
	_, _ = h.Write(data) // never fails
	return a.id, h.Sum(nil), nil
}

func (s scheme) options() *rsa.PSSOptions {
	switch {
	case s.Salt == -1:
		return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}
	case s.Salt < 0:
		return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto}
	}
	return &rsa.PSSOptions{SaltLength: s.Salt}
}

type pair struct{ R, S *big.Int }

func sign(s scheme, pkcs8, data []byte) ([]byte, error) {
	k, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return nil, err
	}
	if ed, ok := k.(ed25519.PrivateKey); ok {
		return ed25519.Sign(ed, data), nil
	}
	id, sum, err := s.digest(data)
	if err != nil {
		return nil, err
	}
	switch k := k.(type) {
	case *rsa.PrivateKey:
		if s.PSS {
			return rsa.SignPSS(rand.Reader, k, id, sum, s.options())
		}
		return rsa.SignPKCS1v15(nil, k, id, sum)
	case *ecdsa.PrivateKey:
		if !s.P1363 {
			return ecdsa.SignASN1(rand.Reader, k, sum)
		}
		r, v, err := ecdsa.Sign(rand.Reader, k, sum)
		if err != nil {
			return nil, err
		}
		n := (k.Curve.Params().BitSize + 7) / 8
		return append(r.FillBytes(make([]byte, n)), v.FillBytes(make([]byte, n))...), nil
	}
	return nil, &jsapi.Error{Code: "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE", Message: "operation not supported for this keytype"}
}

func verify(s scheme, spki, data, signature []byte) (bool, error) {
	k, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return false, err
	}
	if ed, ok := k.(ed25519.PublicKey); ok {
		return ed25519.Verify(ed, data, signature), nil
	}
	id, sum, err := s.digest(data)
	if err != nil {
		return false, err
	}
	switch k := k.(type) {
	case *rsa.PublicKey:
		if s.PSS {
			return rsa.VerifyPSS(k, id, sum, signature, s.options()) == nil, nil
		}
		return rsa.VerifyPKCS1v15(k, id, sum, signature) == nil, nil
	case *ecdsa.PublicKey:
		if s.P1363 {
			n := (k.Curve.Params().BitSize + 7) / 8
			if len(signature) != 2*n {
				return false, nil
			}
			if signature, err = asn1.Marshal(pair{new(big.Int).SetBytes(signature[:n]), new(big.Int).SetBytes(signature[n:])}); err != nil {
				return false, err
			}
		}
		return ecdsa.VerifyASN1(k, sum, signature), nil
	}
	return false, &jsapi.Error{Code: "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE", Message: "operation not supported for this keytype"}
}

// oaep gives the hash of OAEP; nil means PKCS #1 v1.5.
func oaep(name string) (hash.Hash, error) {
	switch name {
	case "pkcs1":
		return nil, nil
	case "":
		return sha1.New(), nil
	}
	h, err := hashOf(name)
	if err != nil {
		return nil, err
	}
	return h(), nil
}

func rsaEncrypt(spki, data []byte, digest string, label []byte) ([]byte, error) {
	k, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return nil, err
	}
	public, ok := k.(*rsa.PublicKey)
	if !ok {
		return nil, &jsapi.Error{Code: "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE", Message: "operation not supported for this keytype"}
	}
	h, err := oaep(digest)
	if err != nil {
		return nil, err
	}
	if h == nil {
		return rsa.EncryptPKCS1v15(rand.Reader, public, data)
	}
	return rsa.EncryptOAEP(h, rand.Reader, public, data, label)
}

func rsaDecrypt(pkcs8, data []byte, digest string, label []byte) ([]byte, error) {
	k, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return nil, err
	}
	private, ok := k.(*rsa.PrivateKey)
	if !ok {
		return nil, &jsapi.Error{Code: "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE", Message: "operation not supported for this keytype"}
	}
	h, err := oaep(digest)
	if err != nil {
		return nil, err
	}
	var out []byte
	if h == nil {
		out, err = rsa.DecryptPKCS1v15(nil, private, data)
	} else {
		out, err = rsa.DecryptOAEP(h, nil, private, data, label)
	}
	if err != nil {
		return nil, &jsapi.Error{Code: "ERR_OSSL_RSA_OAEP_DECODING_ERROR", Message: "error:02000079:rsa routines::oaep decoding error"}
	}
	return out, nil
}
