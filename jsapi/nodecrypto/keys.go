package nodecrypto

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"

	"systembus/jsapi"
)

// key is a key as the library holds it: PKCS #8 or SPKI, base64 in JSON.
type key struct {
	// Type is "private" or "public".
	Type string `json:"type"`
	// Kind is Node's asymmetricKeyType: "rsa", "ec", "ed25519", "x25519".
	Kind string `json:"kind"`
	DER  []byte `json:"der"`
	// Bits and Curve are the details of rsa and ec.
	Bits  int    `json:"bits,omitempty"`
	Curve string `json:"curve,omitempty"`
}

var curves = map[string]elliptic.Curve{
	"P-256": elliptic.P256(), "prime256v1": elliptic.P256(), "P-384": elliptic.P384(), "secp384r1": elliptic.P384(), "P-521": elliptic.P521(), "secp521r1": elliptic.P521(), "P-224": elliptic.P224(),
}

// opensslCurves are the names that Node tells.
var opensslCurves = map[string]string{"P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1", "P-224": "secp224r1"}

func unsupported() error {
	return &jsapi.Error{Code: "ERR_OSSL_UNSUPPORTED", Message: "error:1E08010C:DECODER routines::unsupported",
		Props: map[string]any{"library": "DECODER routines", "reason": "unsupported"}}
}

// parseKey reads a key in PEM, or in DER of the type given: "pkcs1", "pkcs8",
// "spki", "sec1". private says which half is wanted; a public one is made of a
// private one.
func parseKey(data []byte, format, kind string, private bool) (key, error) {
	if format == "pem" {
		block, _ := pem.Decode(data)
		if block == nil {
			return key{}, unsupported()
		}
		data = block.Bytes
		switch block.Type {
		case "PRIVATE KEY":
			kind = "pkcs8"
		case "PUBLIC KEY":
			kind = "spki"
		case "RSA PRIVATE KEY":
			kind = "pkcs1-private"
		case "RSA PUBLIC KEY":
			kind = "pkcs1-public"
		case "EC PRIVATE KEY":
			kind = "sec1"
		case "CERTIFICATE":
			kind = "certificate"
		case "ENCRYPTED PRIVATE KEY":
			return key{}, &jsapi.Error{Code: "ERR_MISSING_PASSPHRASE", Message: "an encrypted key cannot be read here: decrypt it with openssl pkcs8 first"}
		default:
			return key{}, unsupported()
		}
	} else if kind == "pkcs1" {
		kind = "pkcs1-public"
		if private {
			kind = "pkcs1-private"
		}
	}
	k, err := decode(data, kind)
	if err != nil {
		return key{}, unsupported()
	}
	switch secret, isPrivate := k.(crypto.Signer); {
	case isPrivate && !private:
		return describe(secret.Public())
	case !isPrivate && private:
		if _, ok := k.(*ecdh.PrivateKey); !ok {
			return key{}, unsupported()
		}
	}
	return describe(k)
}

func decode(data []byte, kind string) (any, error) {
	switch kind {
	case "pkcs8":
		return x509.ParsePKCS8PrivateKey(data)
	case "spki":
		return x509.ParsePKIXPublicKey(data)
	case "pkcs1-private":
		return x509.ParsePKCS1PrivateKey(data)
	case "pkcs1-public":
		return x509.ParsePKCS1PublicKey(data)
	case "sec1":
		return x509.ParseECPrivateKey(data)
	case "certificate":
		c, err := x509.ParseCertificate(data)
		if err != nil {
			return nil, err
		}
		return c.PublicKey, nil
	}
	return nil, unsupported()
}

// describe is a Go key as the library holds it.
func describe(k any) (out key, err error) {
	switch k := k.(type) {
	case *rsa.PrivateKey:
		out = key{Type: "private", Kind: "rsa", Bits: k.N.BitLen()}
	case *rsa.PublicKey:
		out = key{Type: "public", Kind: "rsa", Bits: k.N.BitLen()}
	case *ecdsa.PrivateKey:
		out = key{Type: "private", Kind: "ec", Curve: opensslCurves[k.Curve.Params().Name]}
	case *ecdsa.PublicKey:
		out = key{Type: "public", Kind: "ec", Curve: opensslCurves[k.Curve.Params().Name]}
	case ed25519.PrivateKey:
		out = key{Type: "private", Kind: "ed25519"}
	case ed25519.PublicKey:
		out = key{Type: "public", Kind: "ed25519"}
	case *ecdh.PrivateKey:
		out = key{Type: "private", Kind: "x25519"}
	case *ecdh.PublicKey:
		out = key{Type: "public", Kind: "x25519"}
	default:
		return out, unsupported()
	}
	if out.Type == "private" {
		out.DER, err = x509.MarshalPKCS8PrivateKey(k)
	} else {
		out.DER, err = x509.MarshalPKIXPublicKey(k)
	}
	return out, err
}

func publicOf(pkcs8 []byte) (key, error) {
	k, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return key{}, err
	}
	if p, ok := k.(*ecdh.PrivateKey); ok {
		return describe(p.PublicKey())
	}
	return describe(k.(crypto.Signer).Public())
}

// encodeKey gives a key in DER of the type given.
func encodeKey(der []byte, private bool, kind string) ([]byte, error) {
	if private {
		k, err := x509.ParsePKCS8PrivateKey(der)
		if err != nil {
			return nil, err
		}
		switch kind {
		case "pkcs8":
			return der, nil
		case "pkcs1":
			if r, ok := k.(*rsa.PrivateKey); ok {
				return x509.MarshalPKCS1PrivateKey(r), nil
			}
		case "sec1":
			if e, ok := k.(*ecdsa.PrivateKey); ok {
				return x509.MarshalECPrivateKey(e)
			}
		}
	} else {
		if kind == "spki" {
			return der, nil
		}
		k, err := x509.ParsePKIXPublicKey(der)
		if err != nil {
			return nil, err
		}
		if r, ok := k.(*rsa.PublicKey); ok && kind == "pkcs1" {
			return x509.MarshalPKCS1PublicKey(r), nil
		}
	}
	return nil, &jsapi.Error{Code: "ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS", Message: "The selected key encoding " + kind + " does not support this key."}
}

// generate makes a pair of keys.
func generate(kind string, bits int, curve string) ([]key, error) {
	var private any
	var err error
	switch kind {
	case "rsa", "rsa-pss":
		private, err = rsa.GenerateKey(rand.Reader, bits)
	case "ec":
		c, ok := curves[curve]
		if !ok {
			return nil, &jsapi.Error{Name: "TypeError", Code: "ERR_CRYPTO_INVALID_CURVE", Message: "Invalid EC curve name"}
		}
		private, err = ecdsa.GenerateKey(c, rand.Reader)
	case "ed25519":
		_, private, err = ed25519.GenerateKey(rand.Reader)
	case "x25519":
		private, err = ecdh.X25519().GenerateKey(rand.Reader)
	default:
		return nil, &jsapi.Error{Name: "TypeError", Code: "ERR_INVALID_ARG_VALUE", Message: "The argument 'type' must be a supported key type. Received '" + kind + "'"}
	}
	if err != nil {
		return nil, err
	}
	k, err := describe(private)
	if err != nil {
		return nil, err
	}
	p, err := publicOf(k.DER)
	return []key{p, k}, err
}

// agree is the secret that two keys share.
func agree(pkcs8, spki []byte) ([]byte, error) {
	private, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return nil, err
	}
	public, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return nil, err
	}
	if e, ok := private.(*ecdsa.PrivateKey); ok {
		if private, err = e.ECDH(); err != nil {
			return nil, err
		}
	}
	if e, ok := public.(*ecdsa.PublicKey); ok {
		if public, err = e.ECDH(); err != nil {
			return nil, err
		}
	}
	a, ok := private.(*ecdh.PrivateKey)
	b, also := public.(*ecdh.PublicKey)
	if !ok || !also {
		return nil, &jsapi.Error{Code: "ERR_CRYPTO_INCOMPATIBLE_KEY", Message: "Incompatible key types for Diffie-Hellman"}
	}
	return a.ECDH(b)
}

// jwk are the members of a JSON Web Key that keys here have (RFC 7517, 8037).
type jwk struct {
	Kty string `json:"kty"`
	Crv string `json:"crv,omitempty"`
	N   string `json:"n,omitempty"`
	E   string `json:"e,omitempty"`
	X   string `json:"x,omitempty"`
	Y   string `json:"y,omitempty"`
	D   string `json:"d,omitempty"`
	P   string `json:"p,omitempty"`
	Q   string `json:"q,omitempty"`
	DP  string `json:"dp,omitempty"`
	DQ  string `json:"dq,omitempty"`
	QI  string `json:"qi,omitempty"`
}

func text(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func raw(s string) []byte {
	b, _ := base64.RawURLEncoding.DecodeString(s) // what is wrong makes no key below
	return b
}

func toJWK(der []byte, private bool) (jwk, error) {
	var k any
	var err error
	if private {
		k, err = x509.ParsePKCS8PrivateKey(der)
	} else {
		k, err = x509.ParsePKIXPublicKey(der)
	}
	if err != nil {
		return jwk{}, err
	}
	ec := func(p *ecdsa.PublicKey) jwk {
		n := (p.Curve.Params().BitSize + 7) / 8
		return jwk{Kty: "EC", Crv: p.Curve.Params().Name, X: text(p.X.FillBytes(make([]byte, n))), Y: text(p.Y.FillBytes(make([]byte, n)))}
	}
	switch k := k.(type) {
	case *rsa.PublicKey:
		return jwk{Kty: "RSA", N: text(k.N.Bytes()), E: text(big.NewInt(int64(k.E)).Bytes())}, nil
	case *rsa.PrivateKey:
		k.Precompute()
		return jwk{Kty: "RSA", N: text(k.N.Bytes()), E: text(big.NewInt(int64(k.E)).Bytes()), D: text(k.D.Bytes()), P: text(k.Primes[0].Bytes()), Q: text(k.Primes[1].Bytes()),
			DP: text(k.Precomputed.Dp.Bytes()), DQ: text(k.Precomputed.Dq.Bytes()), QI: text(k.Precomputed.Qinv.Bytes())}, nil
	case *ecdsa.PublicKey:
		return ec(k), nil
	case *ecdsa.PrivateKey:
		j := ec(&k.PublicKey)
		j.D = text(k.D.FillBytes(make([]byte, (k.Curve.Params().BitSize+7)/8)))
		return j, nil
	case ed25519.PublicKey:
		return jwk{Kty: "OKP", Crv: "Ed25519", X: text(k)}, nil
	case ed25519.PrivateKey:
		return jwk{Kty: "OKP", Crv: "Ed25519", X: text(k.Public().(ed25519.PublicKey)), D: text(k.Seed())}, nil
	case *ecdh.PublicKey:
		return jwk{Kty: "OKP", Crv: "X25519", X: text(k.Bytes())}, nil
	case *ecdh.PrivateKey:
		return jwk{Kty: "OKP", Crv: "X25519", X: text(k.PublicKey().Bytes()), D: text(k.Bytes())}, nil
	}
	return jwk{}, unsupported()
}

// fromJWK reads a key; other members than those of jwk are left out by the
// library before.
func fromJWK(j jwk, private bool) (key, error) {
	invalid := &jsapi.Error{Name: "TypeError", Code: "ERR_CRYPTO_INVALID_JWK", Message: "Invalid JWK data"}
	whole := func(s string) *big.Int { return new(big.Int).SetBytes(raw(s)) }
	secret := private && j.D != ""
	if private && !secret {
		return key{}, invalid
	}
	switch {
	case j.Kty == "RSA":
		p := rsa.PublicKey{N: whole(j.N), E: int(whole(j.E).Int64())}
		if !secret {
			return describe(&p)
		}
		k := &rsa.PrivateKey{PublicKey: p, D: whole(j.D), Primes: []*big.Int{whole(j.P), whole(j.Q)}}
		if k.Validate() != nil {
			return key{}, invalid
		}
		return describe(k)
	case j.Kty == "EC" && curves[j.Crv] != nil:
		c := curves[j.Crv]
		n := (c.Params().BitSize + 7) / 8
		x, y := raw(j.X), raw(j.Y)
		if len(x) != n || len(y) != n {
			return key{}, invalid
		}
		p, err := ecdsa.ParseUncompressedPublicKey(c, append(append([]byte{4}, x...), y...))
		if err != nil {
			return key{}, invalid
		}
		if !secret {
			return describe(p)
		}
		k, err := ecdsa.ParseRawPrivateKey(c, raw(j.D))
		if err != nil {
			return key{}, invalid
		}
		return describe(k)
	case j.Kty == "OKP" && j.Crv == "Ed25519" && len(raw(j.X)) == ed25519.PublicKeySize:
		if secret && len(raw(j.D)) == ed25519.SeedSize {
			return describe(ed25519.NewKeyFromSeed(raw(j.D)))
		}
		return describe(ed25519.PublicKey(raw(j.X)))
	case j.Kty == "OKP" && j.Crv == "X25519":
		if secret {
			k, err := ecdh.X25519().NewPrivateKey(raw(j.D))
			if err != nil {
				return key{}, invalid
			}
			return describe(k)
		}
		k, err := ecdh.X25519().NewPublicKey(raw(j.X))
		if err != nil {
			return key{}, invalid
		}
		return describe(k)
	}
	return key{}, invalid
}
