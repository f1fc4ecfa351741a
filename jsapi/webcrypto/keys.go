package webcrypto

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
)

// A pair is a new key pair.
type pair struct {
	Private []byte `json:"private"`
	Public  []byte `json:"public"`
}

// kind says which keys an algorithm has.
type kind struct {
	// Name is "RSA", "EC", "Ed25519" or "X25519".
	Name     string `json:"name"`
	Curve    string `json:"curve,omitempty"`
	Bits     int    `json:"bits,omitempty"`
	Exponent int    `json:"exponent,omitempty"`
}

func curveOf(name string) (elliptic.Curve, error) {
	switch name {
	case "P-256":
		return elliptic.P256(), nil
	case "P-384":
		return elliptic.P384(), nil
	case "P-521":
		return elliptic.P521(), nil
	}
	return nil, failure("NotSupportedError", "Unrecognized namedCurve %q", name)
}

func generate(k kind) (pair, error) {
	var private any
	var err error
	switch k.Name {
	case "RSA":
		if k.Exponent != 65537 {
			return pair{}, failure("OperationError", "the public exponent must be 65537")
		}
		private, err = rsa.GenerateKey(rand.Reader, k.Bits)
	case "EC":
		curve, cerr := curveOf(k.Curve)
		if cerr != nil {
			return pair{}, cerr
		}
		private, err = ecdsa.GenerateKey(curve, rand.Reader)
	case "Ed25519":
		_, private, err = ed25519.GenerateKey(rand.Reader)
	default:
		private, err = ecdh.X25519().GenerateKey(rand.Reader)
	}
	if err != nil {
		return pair{}, operation(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return pair{}, operation(err)
	}
	public, err := publicOf(der)
	return pair{der, public}, err
}

// publicOf is the public key of a private one.
func publicOf(pkcs8 []byte) ([]byte, error) {
	private, err := parsePrivate(pkcs8)
	if err != nil {
		return nil, err
	}
	holder, ok := private.(interface{ Public() crypto.PublicKey })
	if !ok {
		return nil, failure("DataError", "Invalid keyData")
	}
	der, err := x509.MarshalPKIXPublicKey(holder.Public())
	return der, operation(err)
}

func parsePrivate(pkcs8 []byte) (any, error) {
	key, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return nil, failure("DataError", "Invalid keyData: %v", err)
	}
	return key, nil
}

func parsePublic(spki []byte) (any, error) {
	key, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return nil, failure("DataError", "Invalid keyData: %v", err)
	}
	return key, nil
}

// describe says what a key is.
func describe(der []byte, private bool) (kind, error) {
	var key any
	var err error
	if private {
		key, err = parsePrivate(der)
		if holder, ok := key.(interface{ Public() crypto.PublicKey }); ok {
			key = holder.Public()
		}
	} else {
		key, err = parsePublic(der)
	}
	if err != nil {
		return kind{}, err
	}
	switch key := key.(type) {
	case *rsa.PublicKey:
		return kind{Name: "RSA", Bits: key.N.BitLen(), Exponent: key.E}, nil
	case *ecdsa.PublicKey:
		return kind{Name: "EC", Curve: key.Params().Name}, nil
	case ed25519.PublicKey:
		return kind{Name: "Ed25519"}, nil
	case *ecdh.PublicKey:
		return kind{Name: "X25519"}, nil
	}
	return kind{}, failure("DataError", "Invalid key type")
}

// fromRaw is the public key that a point is.
func fromRaw(k kind, raw []byte) ([]byte, error) {
	var key any
	var err error
	switch k.Name {
	case "Ed25519":
		if len(raw) != ed25519.PublicKeySize {
			return nil, failure("DataError", "Invalid keyData")
		}
		key = ed25519.PublicKey(raw)
	case "X25519":
		key, err = ecdh.X25519().NewPublicKey(raw)
	default:
		curve, cerr := curveOf(k.Curve)
		if cerr != nil {
			return nil, cerr
		}
		key, err = ecdsa.ParseUncompressedPublicKey(curve, raw)
		if err != nil && len(raw) > 0 && (raw[0] == 2 || raw[0] == 3) {
			key, err = ecdsa.ParseUncompressedPublicKey(curve, decompress(curve, raw))
		}
	}
	if err != nil {
		return nil, failure("DataError", "Invalid keyData: %v", err)
	}
	der, err := x509.MarshalPKIXPublicKey(key)
	return der, operation(err)
}

// decompress gives a point's two coordinates; nil when it is none.
func decompress(curve elliptic.Curve, raw []byte) []byte {
	x, y := elliptic.UnmarshalCompressed(curve, raw)
	if x == nil {
		return nil
	}
	n := (curve.Params().BitSize + 7) / 8
	out := make([]byte, 1+2*n)
	out[0] = 4
	x.FillBytes(out[1 : 1+n])
	y.FillBytes(out[1+n:])
	return out
}

// toRaw is the point that a public key is.
func toRaw(spki []byte) ([]byte, error) {
	key, err := parsePublic(spki)
	if err != nil {
		return nil, err
	}
	switch key := key.(type) {
	case ed25519.PublicKey:
		return key, nil
	case *ecdh.PublicKey:
		return key.Bytes(), nil
	case *ecdsa.PublicKey:
		b, err := key.Bytes()
		return b, operation(err)
	}
	return nil, failure("NotSupportedError", "Unable to export a raw key of this kind")
}

// agree is the shared secret of two keys of one curve.
func agree(pkcs8, spki []byte) ([]byte, error) {
	private, err := parsePrivate(pkcs8)
	if err != nil {
		return nil, err
	}
	public, err := parsePublic(spki)
	if err != nil {
		return nil, err
	}
	mine, ok := private.(*ecdh.PrivateKey)
	if key, isEC := private.(*ecdsa.PrivateKey); isEC {
		mine, err = key.ECDH()
		ok = err == nil
	}
	theirs, ok2 := public.(*ecdh.PublicKey)
	if key, isEC := public.(*ecdsa.PublicKey); isEC {
		theirs, err = key.ECDH()
		ok2 = err == nil
	}
	if !ok || !ok2 {
		return nil, failure("InvalidAccessError", "the keys are not of one curve")
	}
	secret, err := mine.ECDH(theirs)
	return secret, operation(err)
}
