package webcrypto

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"math/big"
)

// A scheme is how to sign: name is "RSASSA-PKCS1-v1_5", "RSA-PSS", "ECDSA" or
// "Ed25519".
type scheme struct {
	Name string `json:"name"`
	Hash string `json:"hash,omitempty"`
	Salt int    `json:"salt,omitempty"`
}

// digest is what of the data is signed.
func (s scheme) digest(data []byte) (crypto.Hash, []byte, error) {
	id, h, err := hashOf(s.Hash)
	if err != nil {
		return 0, nil, err
	}
	return id, sum(h, data), nil
}

func sign(s scheme, pkcs8, data []byte) ([]byte, error) {
	private, err := parsePrivate(pkcs8)
	if err != nil {
		return nil, err
	}
	if key, ok := private.(ed25519.PrivateKey); ok {
		return ed25519.Sign(key, data), nil
	}
	id, d, err := s.digest(data)
	if err != nil {
		return nil, err
	}
	switch key := private.(type) {
	case *rsa.PrivateKey:
		var out []byte
		if s.Name == "RSA-PSS" {
			options, perr := pss(s.Salt)
			if perr != nil {
				return nil, perr
			}
			out, err = rsa.SignPSS(rand.Reader, key, id, d, options)
		} else {
			out, err = rsa.SignPKCS1v15(nil, key, id, d)
		}
		return out, operation(err)
	case *ecdsa.PrivateKey:
		a, b, err := ecdsa.Sign(rand.Reader, key, d)
		if err != nil {
			return nil, operation(err)
		}
		n := (key.Params().BitSize + 7) / 8
		out := make([]byte, 2*n)
		a.FillBytes(out[:n])
		b.FillBytes(out[n:])
		return out, nil
	}
	return nil, failure("InvalidAccessError", "the key does not sign")
}

// pss are the options for a salt of n bytes. The standard library takes 0 for
// any length, so that there is no saying "none".
func pss(n int) (*rsa.PSSOptions, error) {
	if n <= 0 {
		return nil, failure("NotSupportedError", "the host's RSA-PSS needs a salt: set saltLength")
	}
	return &rsa.PSSOptions{SaltLength: n}, nil
}

func verify(s scheme, spki, signature, data []byte) (bool, error) {
	public, err := parsePublic(spki)
	if err != nil {
		return false, err
	}
	if key, ok := public.(ed25519.PublicKey); ok {
		return ed25519.Verify(key, data, signature), nil
	}
	id, d, err := s.digest(data)
	if err != nil {
		return false, err
	}
	switch key := public.(type) {
	case *rsa.PublicKey:
		if s.Name == "RSA-PSS" {
			options, err := pss(s.Salt)
			return err == nil && rsa.VerifyPSS(key, id, d, signature, options) == nil, err
		}
		return rsa.VerifyPKCS1v15(key, id, d, signature) == nil, nil
	case *ecdsa.PublicKey:
		n := (key.Params().BitSize + 7) / 8
		if len(signature) != 2*n {
			return false, nil
		}
		return ecdsa.Verify(key, d, new(big.Int).SetBytes(signature[:n]), new(big.Int).SetBytes(signature[n:])), nil
	}
	return false, failure("InvalidAccessError", "the key does not verify")
}

// rsaOAEP encrypts with a public key or decrypts with a private one.
func rsaOAEP(hashName string, encrypt bool, der, label, data []byte) ([]byte, error) {
	_, h, err := hashOf(hashName)
	if err != nil {
		return nil, err
	}
	if encrypt {
		public, err := parsePublic(der)
		if err != nil {
			return nil, err
		}
		key, ok := public.(*rsa.PublicKey)
		if !ok {
			return nil, failure("InvalidAccessError", "not an RSA key")
		}
		out, err := rsa.EncryptOAEP(h(), rand.Reader, key, data, label)
		return out, operation(err)
	}
	private, err := parsePrivate(der)
	if err != nil {
		return nil, err
	}
	key, ok := private.(*rsa.PrivateKey)
	if !ok {
		return nil, failure("InvalidAccessError", "not an RSA key")
	}
	out, err := rsa.DecryptOAEP(h(), nil, key, data, label)
	if out == nil && err == nil {
		out = []byte{}
	}
	return out, operation(err)
}
