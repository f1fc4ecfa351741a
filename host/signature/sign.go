package signature

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// Sign gives the headers with which a provider would deliver the body. For
// ed25519 the secret is the private key: its 32-byte seed, or PKCS #8. id is
// what {id} stands for.
func (s *Scheme) Sign(body []byte, secret, id string, now time.Time) (http.Header, error) {
	h := http.Header{}
	timestamp := strconv.FormatInt(now.Unix(), 10)
	switch {
	case s.Scheme == Token:
		h.Set(s.header(), s.Prefix+secret)
		return h, nil
	case s.Scheme == StandardWebhooks:
		h.Set(s.stem()+"-Id", id)
		h.Set(s.stem()+"-Timestamp", timestamp)
	case s.TimestampHeader != "":
		h.Set(textproto.CanonicalMIMEHeaderKey(s.TimestampHeader), timestamp)
	}
	if s.IDHeader != "" {
		h.Set(s.IDHeader, id)
	}
	message, err := s.message(Request{Header: h, Body: body}, timestamp)
	if err != nil {
		return nil, err
	}
	var made []byte
	if s.Scheme == Ed25519 {
		key, err := privateKey(secret)
		if err != nil {
			return nil, err
		}
		made = ed25519.Sign(key, message)
	} else if made, err = s.mac(secret, message); err != nil {
		return nil, err
	}
	value := s.Prefix + encode(s.encoding(), made)
	switch {
	case s.Scheme == StandardWebhooks:
		value = "v1," + encode("base64", made)
	case s.Fields != nil:
		value = s.Fields.Signature + "=" + value
		if s.Fields.Timestamp != "" {
			value = s.Fields.Timestamp + "=" + timestamp + "," + value
		}
	}
	h.Set(s.header(), value)
	return h, nil
}

// PublicKey reads an Ed25519 public key: its 32 bytes in base64 or hex, or a
// SubjectPublicKeyInfo in base64 or PEM.
func PublicKey(text string) (ed25519.PublicKey, error) {
	raw, err := keyBytes(text)
	if err == nil && len(raw) == ed25519.PublicKeySize {
		return ed25519.PublicKey(raw), nil
	}
	if err == nil {
		if parsed, err := x509.ParsePKIXPublicKey(raw); err == nil {
			if key, ok := parsed.(ed25519.PublicKey); ok {
				return key, nil
			}
		}
	}
	return nil, errors.New("the secret is not an Ed25519 public key: want its 32 bytes in base64 or hex, or a PEM block")
}

// privateKey reads an Ed25519 private key: the seed, the seed with the public
// key, or PKCS #8, each in base64, hex or PEM.
func privateKey(text string) (ed25519.PrivateKey, error) {
	raw, err := keyBytes(text)
	if err != nil {
		return nil, err
	}
	switch len(raw) {
	case ed25519.SeedSize:
		return ed25519.NewKeyFromSeed(raw), nil
	case ed25519.PrivateKeySize:
		return ed25519.NewKeyFromSeed(raw[:ed25519.SeedSize]), nil
	}
	parsed, err := x509.ParsePKCS8PrivateKey(raw)
	if key, ok := parsed.(ed25519.PrivateKey); ok && err == nil {
		return key, nil
	}
	return nil, errors.New("the secret is not an Ed25519 private key: want its 32-byte seed in base64 or hex, or PKCS #8")
}

func keyBytes(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	if block, _ := pem.Decode([]byte(text)); block != nil {
		return block.Bytes, nil
	}
	if raw, err := hex.DecodeString(text); err == nil && len(raw) >= ed25519.SeedSize {
		return raw, nil
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("the key is neither base64 nor hex nor PEM")
	}
	return raw, nil
}

// MAC is the HMAC of bytes as the scheme writes it, for the challenges of
// providers that ask for one.
func (s *Scheme) MAC(message []byte, secret string) (string, error) {
	sum, err := s.mac(secret, message)
	if err != nil {
		return "", err
	}
	return encode(s.encoding(), sum), nil
}
