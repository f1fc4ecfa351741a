package webhook

import (
	"strings"
	"testing"

	"systembus/host/signature"
)

func TestEqual(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{{"a", "a", true}, {"a", "b", false}, {"a", "aa", false}, {"", "", true}} {
		if got := equal([]byte(tt.a), []byte(tt.b)); got != tt.want {
			t.Errorf("equal(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}

func TestMAC(t *testing.T) {
	tests := []struct{ algorithm, secret, encoding, want string }{
		{"sha256", "It's a Secret to Everybody", "hex", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"},
		{"sha256", "It's a Secret to Everybody", "base64", "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc="},
		{"sha256", "It's a Secret to Everybody", "base64url", "dXEH6g6yUJ_CESIczphLijdXC211hsIsRvQ3nIsEPhc"},
		{"md5", "s", "hex", `unknown algorithm "md5"`},
		{"sha1", "s", "rot13", `unknown encoding "rot13"`},
		{"sha1", "", "hex", "the secret is empty"},
	}
	for _, tt := range tests {
		got, err := mac(tt.algorithm, []byte(tt.secret), []byte("Hello, World!"), tt.encoding)
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s, %s: got %s, want %s", tt.algorithm, tt.encoding, got, tt.want)
		}
	}
}

func TestVerify(t *testing.T) {
	s := signature.Scheme{Scheme: "hmac-sha256", Header: "X-Hub-Signature-256", Prefix: "sha256=", Secrets: []string{"A", "B"}}
	good := map[string]string{"x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}
	env := func(values map[string]string) func(string) []string {
		return func(name string) []string { return []string{values[name]} }
	}
	secret := env(map[string]string{"A": "", "B": "It's a Secret to Everybody\n"})
	if ok, err := verify(s, []byte("Hello, World!"), good, secret); !ok || err != nil {
		t.Errorf("good: %v, %v", ok, err)
	}
	if ok, err := verify(s, []byte("Hello, World?"), good, secret); ok || err != nil {
		t.Errorf("bad: %v, %v", ok, err)
	}
	if _, err := verify(s, nil, good, env(nil)); err == nil || err.Error() != "A or B is not set" {
		t.Errorf("no secret: %v", err)
	}
	if _, err := verify(signature.Scheme{Scheme: "rot13"}, nil, good, secret); err == nil {
		t.Error("a scheme that is none was used")
	}
}
