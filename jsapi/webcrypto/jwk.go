package webcrypto

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"math/big"
)

// A jwk is the part of a JSON Web Key that is about the key itself (RFC 7517,
// RFC 8037).
type jwk struct {
	Kty string `json:"kty"`
	Crv string `json:"crv,omitempty"`
	X   string `json:"x,omitempty"`
	Y   string `json:"y,omitempty"`
	D   string `json:"d,omitempty"`
	N   string `json:"n,omitempty"`
	E   string `json:"e,omitempty"`
	P   string `json:"p,omitempty"`
	Q   string `json:"q,omitempty"`
	DP  string `json:"dp,omitempty"`
	DQ  string `json:"dq,omitempty"`
	QI  string `json:"qi,omitempty"`
}

// A parsed is a key that came as JWK, in DER.
type parsed struct {
	DER     []byte `json:"der"`
	Private bool   `json:"private"`
}

var base64url = base64.RawURLEncoding

func number(s string) *big.Int {
	b, err := base64url.DecodeString(s)
	if err != nil {
		return new(big.Int)
	}
	return new(big.Int).SetBytes(b)
}

func fromJWK(k jwk) (parsed, error) {
	invalid := failure("DataError", "Invalid keyData")
	var private, public any
	switch k.Kty {
	case "RSA":
		pub := rsa.PublicKey{N: number(k.N), E: int(number(k.E).Int64())}
		public = &pub
		if k.D != "" {
			key := &rsa.PrivateKey{PublicKey: pub, D: number(k.D), Primes: []*big.Int{number(k.P), number(k.Q)}}
			if key.Validate() != nil {
				return parsed{}, invalid
			}
			key.Precompute()
			private = key
		}
	case "EC":
		curve, err := curveOf(k.Crv)
		if err != nil {
			return parsed{}, err
		}
		n := (curve.Params().BitSize + 7) / 8
		point := make([]byte, 1+2*n)
		point[0] = 4
		x, y := number(k.X), number(k.Y)
		if x.BitLen() > 8*n || y.BitLen() > 8*n {
			return parsed{}, invalid
		}
		x.FillBytes(point[1 : 1+n])
		y.FillBytes(point[1+n:])
		if public, err = ecdsa.ParseUncompressedPublicKey(curve, point); err != nil {
			return parsed{}, invalid
		}
		if k.D != "" {
			d := number(k.D)
			if d.BitLen() > 8*n {
				return parsed{}, invalid
			}
			if private, err = ecdsa.ParseRawPrivateKey(curve, d.FillBytes(make([]byte, n))); err != nil {
				return parsed{}, invalid
			}
		}
	case "OKP":
		x, err := base64url.DecodeString(k.X)
		d, derr := base64url.DecodeString(k.D)
		if err != nil || derr != nil || len(x) != 32 || k.D != "" && len(d) != 32 {
			return parsed{}, invalid
		}
		if k.Crv == "Ed25519" {
			public = ed25519.PublicKey(x)
			if k.D != "" {
				private = ed25519.NewKeyFromSeed(d)
			}
			break
		}
		if public, err = ecdh.X25519().NewPublicKey(x); err != nil {
			return parsed{}, invalid
		}
		if k.D != "" {
			if private, err = ecdh.X25519().NewPrivateKey(d); err != nil {
				return parsed{}, invalid
			}
		}
	default:
		return parsed{}, failure("DataError", "Unsupported JWK key type %q", k.Kty)
	}
	if private != nil {
		der, err := x509.MarshalPKCS8PrivateKey(private)
		return parsed{der, true}, operation(err)
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	return parsed{der, false}, operation(err)
}

func toJWK(der []byte, isPrivate bool) (jwk, error) {
	var key any
	var err error
	if isPrivate {
		key, err = parsePrivate(der)
	} else {
		key, err = parsePublic(der)
	}
	if err != nil {
		return jwk{}, err
	}
	text := base64url.EncodeToString
	big := func(n *big.Int) string { return text(n.Bytes()) }
	rsaPublic := func(k *rsa.PublicKey) jwk {
		e := number("")
		e.SetInt64(int64(k.E))
		return jwk{Kty: "RSA", N: big(k.N), E: big(e)}
	}
	ecPublic := func(k *ecdsa.PublicKey) (jwk, error) {
		point, err := k.Bytes()
		if err != nil {
			return jwk{}, operation(err)
		}
		n := (len(point) - 1) / 2
		return jwk{Kty: "EC", Crv: k.Params().Name, X: text(point[1 : 1+n]), Y: text(point[1+n:])}, nil
	}
	switch k := key.(type) {
	case *rsa.PublicKey:
		return rsaPublic(k), nil
	case *rsa.PrivateKey:
		k.Precompute()
		out := rsaPublic(&k.PublicKey)
		out.D, out.P, out.Q = big(k.D), big(k.Primes[0]), big(k.Primes[1])
		out.DP, out.DQ, out.QI = big(k.Precomputed.Dp), big(k.Precomputed.Dq), big(k.Precomputed.Qinv)
		return out, nil
	case *ecdsa.PublicKey:
		return ecPublic(k)
	case *ecdsa.PrivateKey:
		out, err := ecPublic(&k.PublicKey)
		if err != nil {
			return out, err
		}
		d, err := k.Bytes()
		out.D = text(d)
		return out, operation(err)
	case ed25519.PublicKey:
		return jwk{Kty: "OKP", Crv: "Ed25519", X: text(k)}, nil
	case ed25519.PrivateKey:
		return jwk{Kty: "OKP", Crv: "Ed25519", X: text(k[32:]), D: text(k.Seed())}, nil
	case *ecdh.PublicKey:
		return jwk{Kty: "OKP", Crv: "X25519", X: text(k.Bytes())}, nil
	case *ecdh.PrivateKey:
		return jwk{Kty: "OKP", Crv: "X25519", X: text(k.PublicKey().Bytes()), D: text(k.Bytes())}, nil
	}
	return jwk{}, failure("NotSupportedError", "Unable to export a key of this kind as JWK")
}
