package inngest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/inngest/inngestgo"
)

const (
	keyOne   Key = "signkey-test-0123456789abcdef"
	keyTwo   Key = "fedcba9876543210"
	keyOther Key = "signkey-prod-00"
)

var signedAt = time.Unix(1795306480, 0)

func TestVerify(t *testing.T) {
	body := []byte(`{"a":1,"b":[2,3]}`)
	header := SignRequest(body, keyOne, signedAt)
	both := []Key{keyOne, keyTwo}
	tests := []struct {
		name   string
		header string
		body   string
		keys   []Key
		now    time.Time
		key    Key
		err    error
	}{
		{"primary", header, string(body), both, signedAt, keyOne, nil},
		{"fallback", SignRequest(body, keyTwo, signedAt), string(body), both, signedAt, keyTwo, nil},
		{"empty body", SignRequest(nil, keyOne, signedAt), "", both, signedAt, keyOne, nil},
		{"not JSON", SignRequest([]byte("x{"), keyOne, signedAt), "x{", both, signedAt, keyOne, nil},
		{"canonical form signed, another sent", header, ` {"b" : [2.0, 3], "a":1}`, both, signedAt, keyOne, nil},
		{"escapes sent by Go", SignRequest([]byte(`{"url":"http://x/?a=1&b=2"}`), keyOne, signedAt), `{"url":"http://x/?a=1\u0026b=2"}`, both, signedAt, keyOne, nil},
		{"members in another order", "s=" + header[strings.Index(header, "&s=")+3:] + "&t=1795306480", string(body), both, signedAt, keyOne, nil},
		{"just in time", header, string(body), both, signedAt.Add(SignatureWindow), keyOne, nil},
		{"too old", header, string(body), both, signedAt.Add(SignatureWindow + time.Second), "", ErrSignatureStale},
		{"too new", header, string(body), both, signedAt.Add(-SignatureWindow - time.Second), "", ErrSignatureStale},
		{"unknown key", SignRequest(body, keyOther, signedAt), string(body), both, signedAt, "", ErrSignatureWrong},
		{"fallback not accepted when not set", SignRequest(body, keyTwo, signedAt), string(body), []Key{keyOne}, signedAt, "", ErrSignatureWrong},
		{"body changed", header, `{"a":2,"b":[2,3]}`, both, signedAt, "", ErrSignatureWrong},
		{"time changed", strings.Replace(header, "480&", "481&", 1), string(body), both, signedAt, "", ErrSignatureWrong},
		{"empty keys are no keys", SignRequest(body, "", signedAt), string(body), []Key{""}, signedAt, "", ErrSignatureWrong},
		{"no keys", header, string(body), nil, signedAt, "", ErrNoSigningKey},
		{"no header", "", string(body), both, signedAt, "", ErrSignatureMissing},
		{"no s", "t=1795306480", string(body), both, signedAt, "", ErrSignatureMalformed},
		{"no t", header[strings.Index(header, "&")+1:], string(body), both, signedAt, "", ErrSignatureMalformed},
		{"t twice", header + "&t=1795306480", string(body), both, signedAt, "", ErrSignatureMalformed},
		{"t negative", strings.Replace(header, "t=", "t=-", 1), string(body), both, signedAt, "", ErrSignatureMalformed},
		{"t huge", strings.Replace(header, "t=", "t=99999999999", 1), string(body), both, signedAt, "", ErrSignatureMalformed},
		{"s short", header[:len(header)-2], string(body), both, signedAt, "", ErrSignatureMalformed},
		{"s not hex", header[:len(header)-1] + "g", string(body), both, signedAt, "", ErrSignatureMalformed},
		{"header long", header + strings.Repeat("&x=1", 100), string(body), both, signedAt, "", ErrSignatureMalformed},
		{"semicolons", strings.Replace(header, "&", ";", 1), string(body), both, signedAt, "", ErrSignatureMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			key, err := Verify(tt.header, []byte(tt.body), tt.keys, tt.now)
			if !errors.Is(err, tt.err) || key != tt.key {
				t.Errorf("got %q, %v; want %q, %v", string(key), err, string(tt.key), tt.err)
			}
		})
	}
}

// A body whose nesting would exhaust the stack must be refused, not followed.
func TestVerifyDeepNesting(t *testing.T) {
	for _, size := range []int{canonicalLimit, 8 << 20} {
		body := bytes.Repeat([]byte("["), size)
		if _, err := Verify(SignRequest(nil, keyOther, signedAt), body, []Key{keyOne}, signedAt); !errors.Is(err, ErrSignatureWrong) {
			t.Errorf("got %v", err)
		}
	}
}

// The peer's own implementation must accept what we sign, and we what it does.
func TestSignaturesAgreeWithInngestgo(t *testing.T) {
	ctx := context.Background()
	now := time.Now()
	for _, body := range []string{"", "{}", `{"z":1,"a":{"y":1e21,"b":"é\u0000<>&"}}`, `[1.50,"x"]`} {
		for _, key := range []Key{keyOne, keyTwo, "plain text"} {
			theirs, err := inngestgo.Sign(ctx, now, []byte(key), []byte(body))
			if err != nil {
				t.Fatal(err)
			}
			if got := SignRequest([]byte(body), key, now); got != theirs {
				t.Errorf("SignRequest(%q) = %s, inngestgo has %s", body, got, theirs)
			}
			if got, err := Verify(theirs, []byte(body), []Key{keyOther, key}, now); err != nil || got != key {
				t.Errorf("Verify of their signature of %q: %q, %v", body, string(got), err)
			}
			ok, err := inngestgo.ValidateResponseSignature(ctx, SignResponse([]byte(body), key, now), []byte(key), []byte(body))
			if !ok || err != nil {
				t.Errorf("they refuse our response's signature of %q: %v", body, err)
			}
		}
	}
}

func TestBearer(t *testing.T) {
	tests := []struct{ key, want Key }{
		// SHA-256 of the bytes 01 23 45 67 89 ab cd ef.
		{"0123456789abcdef", "55c53f5d490297900cefa825d0c8e8e9532ee8a118abe7d8570762cd38be9818"},
		{"signkey-test-0123456789abcdef", "signkey-test-55c53f5d490297900cefa825d0c8e8e9532ee8a118abe7d8570762cd38be9818"},
		{"not hex", "not hex"},
		{"abc", "abc"},
	}
	for _, tt := range tests {
		if got := tt.key.Bearer(); got != string(tt.want) {
			t.Errorf("Bearer of %q = %s", string(tt.key), got)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(SignRequest([]byte("{}"), keyOne, signedAt), []byte("{}"))
	f.Add("t=1795306480&s=", []byte(`{"a":1}`))
	f.Add("", []byte{})
	f.Add("t=%zz&s=%00", []byte("[[[["))
	f.Add("t=1&t=2&s=00", []byte(`{"a":1,"a":2}`))
	f.Fuzz(func(t *testing.T, header string, body []byte) {
		key, err := Verify(header, body, []Key{keyOne, keyTwo}, signedAt)
		switch err {
		case nil:
			// Only the two keys' own signatures of a form of the body pass.
			forms := [][]byte{body}
			if canonical, ok := canonicalise(body); ok {
				forms = append(forms, canonical)
			}
			for _, form := range forms {
				at, sum, _ := parseSignature(header)
				if bytes.Equal(digest(form, key, at), sum) {
					return
				}
			}
			t.Fatalf("accepted %q for %q", header, body)
		case ErrSignatureMissing, ErrSignatureMalformed, ErrSignatureStale, ErrSignatureWrong:
			if key != "" {
				t.Fatalf("a key came with %v", err)
			}
		default:
			t.Fatalf("unexpected error %v", err)
		}
	})
}

func FuzzCanonicalise(f *testing.F) {
	f.Add([]byte(`{"b":1,"a":[1.0,"\u0041"]}`))
	f.Add([]byte(`"\ud800"`))
	f.Fuzz(func(t *testing.T, body []byte) {
		canonical, ok := canonicalise(body)
		if ok && !json.Valid(canonical) {
			t.Fatalf("%q became %q", body, canonical)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	for _, size := range []int{1 << 10, 1 << 20} {
		body := []byte(`{"a":"` + strings.Repeat("x", size) + `"}`)
		header := SignRequest(body, keyOne, signedAt)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if _, err := Verify(header, body, []Key{keyOne}, signedAt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
