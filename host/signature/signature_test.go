package signature

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// now is the clock of these tests.
var now = time.Unix(1_760_000_000, 0)

func header(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Add(pairs[i], pairs[i+1])
	}
	return h
}

// reason is why a request was refused, "" when it was not.
func reason(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var refused *Error
	if !errors.As(err, &refused) {
		return err.Error()
	}
	return refused.Reason
}

// TestPublishedVectors holds the schemes against examples that others
// published.
func TestPublishedVectors(t *testing.T) {
	tests := []struct {
		name, secret string
		scheme       Scheme
		now          int64
		header       http.Header
		body         string
	}{
		{
			"GitHub: validating webhook deliveries", "It's a Secret to Everybody",
			Scheme{Scheme: HMACSHA256, Header: "X-Hub-Signature-256", Prefix: "sha256="}, 0,
			header("X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
			"Hello, World!",
		},
		{
			"Standard Webhooks: the specification", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
			Scheme{Scheme: StandardWebhooks}, 1614265330,
			header("Webhook-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek", "Webhook-Timestamp", "1614265330",
				"Webhook-Signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
			`{"test": 2432232314}`,
		},
		{
			"Svix: its header names", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
			Scheme{Scheme: StandardWebhooks, Header: "svix-signature"}, 1614265330,
			header("Svix-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek", "Svix-Timestamp", "1614265330",
				"Svix-Signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
			`{"test": 2432232314}`,
		},
		{
			"Mux: its Node SDK's tests", "SuperSecret123",
			Scheme{Scheme: HMACSHA256, Header: "mux-signature", Signed: "{timestamp}.{raw}", Fields: &Fields{"v1", "t"}}, 1565125718,
			header("Mux-Signature", "t=1565125718,v1=854ece4c22acef7c66b57d4e504153bc512595e8e9c772ece2a68150548c19a7"),
			`{"test":"body"}`,
		},
		{
			"RFC 4231, test case 2", "Jefe", Scheme{Scheme: HMACSHA512, Header: "S"}, 0,
			header("S", "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
			"what do ya want for nothing?",
		},
		{
			"RFC 2202, test case 2", "Jefe", Scheme{Scheme: HMACSHA1, Header: "S"}, 0,
			header("S", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
			"what do ya want for nothing?",
		},
		{
			"RFC 8032, test 2", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
			Scheme{Scheme: Ed25519, Header: "S", Encoding: "hex"}, 0,
			header("S", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
			"\x72",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.scheme.Secrets = []string{"SECRET"}
			if err := tt.scheme.Check(); err != nil {
				t.Fatal(err)
			}
			request := Request{tt.header, []byte(tt.body), time.Unix(tt.now, 0)}
			if got := reason(t, tt.scheme.Verify(request, []string{tt.secret})); got != "" {
				t.Errorf("refused: %s", got)
			}
			request.Body = append(request.Body, ' ')
			if got := reason(t, tt.scheme.Verify(request, []string{tt.secret})); got != "mismatch" {
				t.Errorf("with another body: %q, want a mismatch", got)
			}
		})
	}
}

// schemes are one of each kind, with a secret to sign and one to verify.
func schemes(t *testing.T) map[string]struct {
	Scheme
	sign, verify string
} {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.StdEncoding.EncodeToString
	type kind = struct {
		Scheme
		sign, verify string
	}
	return map[string]kind{
		"sha1":     {Scheme{Scheme: HMACSHA1, Header: "s"}, "secret", "secret"},
		"sha256":   {Scheme{Scheme: HMACSHA256, Header: "s", Encoding: "base64url", Prefix: "p="}, "secret", "secret"},
		"sha512":   {Scheme{Scheme: HMACSHA512, Header: "s", SecretEncoding: "hex", Encoding: "base64"}, "00ff", "00FF"},
		"stamped":  {Scheme{Scheme: HMACSHA256, Header: "s", Signed: "v0:{timestamp}:{raw}", TimestampHeader: "t"}, "secret", "secret"},
		"id":       {Scheme{Scheme: HMACSHA256, Header: "s", Signed: "{id}|{timestamp}|{raw}", TimestampHeader: "t", IDHeader: "i"}, "secret", "secret"},
		"fields":   {Scheme{Scheme: HMACSHA256, Header: "s", Signed: "{timestamp}.{raw}", Fields: &Fields{"v1", "t"}}, "secret", "secret"},
		"json":     {Scheme{Scheme: HMACSHA1, Header: "s", Encoding: "base64", Signed: "{json}"}, "secret", "secret"},
		"ed25519":  {Scheme{Scheme: Ed25519, Header: "s", Signed: "{timestamp}|{raw}", TimestampHeader: "t"}, b64(private.Seed()), b64(public)},
		"standard": {Scheme{Scheme: StandardWebhooks}, "whsec_c2VjcmV0", "whsec_c2VjcmV0"},
		"token":    {Scheme{Scheme: Token, Header: "authorization", Prefix: "Bearer "}, "secret", "secret"},
	}
}

func TestSignAndVerify(t *testing.T) {
	body := []byte(`{"a": 1}`)
	for name, s := range schemes(t) {
		t.Run(name, func(t *testing.T) {
			s.Secrets = []string{"SECRET"}
			if err := s.Check(); err != nil {
				t.Fatal(err)
			}
			h, err := s.Sign(body, s.sign, "id_1", now)
			if err != nil {
				t.Fatal(err)
			}
			verify := func(h http.Header, body []byte, at time.Time, secrets ...string) string {
				return reason(t, s.Verify(Request{h, body, at}, secrets))
			}
			if got := verify(h, body, now, s.verify); got != "" {
				t.Errorf("refused: %s", got)
			}
			other, err := s.Sign(body, s.sign, "id_1", now.Add(-time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			if s.stamped() {
				for at, want := range map[time.Duration]string{
					DefaultTolerance: "", -DefaultTolerance: "", DefaultTolerance + time.Second: "stale", -DefaultTolerance - time.Second: "future",
				} {
					if got := verify(h, body, now.Add(at), s.verify); got != want {
						t.Errorf("%v later: %q, want %q", at, got, want)
					}
				}
				// A fresh timestamp on an old signature.
				for name := range h {
					if name != s.header() && !strings.HasSuffix(name, "Id") && name != "I" {
						other[name] = h[name]
					}
				}
				if s.Fields == nil {
					if got := verify(other, body, now, s.verify); got != "mismatch" {
						t.Errorf("a fresh timestamp on an old signature: %q", got)
					}
				}
			}
			if s.Scheme.Scheme != Token {
				if got := verify(h, []byte(`{"a":2}`), now, s.verify); got != "mismatch" {
					t.Errorf("another body: %q", got)
				}
			}
			for name := range h {
				without := h.Clone()
				without.Del(name)
				if got := verify(without, body, now, s.verify); got != "missing" {
					t.Errorf("without %s: %q", name, got)
				}
				twice := h.Clone()
				twice.Add(name, "x")
				if got := verify(twice, body, now, s.verify); got != "malformed" {
					t.Errorf("with two %s: %q", name, got)
				}
			}
			wrong := "whsec_b3RoZXI="
			switch s.Scheme.Scheme {
			case Ed25519:
				public, _, _ := ed25519.GenerateKey(nil)
				wrong = base64.StdEncoding.EncodeToString(public)
			case HMACSHA512:
				wrong = "00fe"
			}
			if got := verify(h, body, now, wrong); got != "mismatch" {
				t.Errorf("another secret: %q", got)
			}
			if got := verify(h, body, now, wrong, s.verify); got != "" {
				t.Errorf("while the secret is rotated: %q", got)
			}
			if got := verify(h, body, now); got != "there is no secret" {
				t.Errorf("without a secret: %q", got)
			}
		})
	}
}

func TestTheSpaceInJSONDoesNotCountWhereItIsNotSigned(t *testing.T) {
	s := Scheme{Scheme: HMACSHA1, Header: "s", Signed: "{json}"}
	h, err := s.Sign([]byte(`{"b":1.0,"a":[1e2]}`), "secret", "", now)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(Request{h, []byte("{ \"b\": 1,\n\"a\": [ 100 ] }"), now}, []string{"secret"}); err != nil {
		t.Error(err)
	}
	if got := reason(t, s.Verify(Request{h, []byte("{"), now}, []string{"secret"})); got != "malformed" {
		t.Errorf("no JSON: %q", got)
	}
}

func TestHeaders(t *testing.T) {
	body := []byte("{}")
	github := Scheme{Scheme: HMACSHA256, Header: "X-Hub-Signature-256", Prefix: "sha256="}
	mux := Scheme{Scheme: HMACSHA256, Header: "Mux-Signature", Signed: "{timestamp}.{raw}", Fields: &Fields{"v1", "t"}}
	standard := Scheme{Scheme: StandardWebhooks}
	good := func(s Scheme) string {
		h, err := s.Sign(body, "c2VjcmV0", "1", now)
		if err != nil {
			t.Fatal(err)
		}
		return h.Get(s.header())
	}
	sum := strings.TrimPrefix(good(github), "sha256=")
	_, v1, _ := strings.Cut(good(mux), ",")
	many := strings.Repeat("v1=00,", 16)
	tests := []struct {
		name   string
		scheme Scheme
		header string
		want   string
	}{
		{"upper case", github, "sha256=" + strings.ToUpper(sum), ""},
		{"another algorithm", github, "sha1=" + sum, "malformed"},
		{"no prefix", github, sum, "malformed"},
		{"not hex", github, "sha256=zz", "malformed"},
		{"half of it", github, "sha256=" + sum[:32], "mismatch"},
		{"nothing of it", github, "sha256=", "mismatch"},
		{"a list", github, good(github) + "," + good(github), "malformed"},
		{"long", github, "sha256=" + strings.Repeat("0", 5000), "malformed"},
		{"fields, the second good", mux, "t=1760000000,v1=00," + v1, ""},
		{"fields, spaces", mux, "t=1760000000, v1=00, " + v1 + ", v2=zz", ""},
		{"fields, another version", mux, "t=1760000000,v0=" + v1[3:], "missing"},
		{"fields, no time", mux, v1, "missing"},
		{"fields, two times", mux, "t=1760000000,t=1760000001," + v1, "malformed"},
		{"fields, no number", mux, "t=soon," + v1, "mismatch"},
		{"fields, too many", mux, "t=1760000000," + many + v1, "malformed"},
		{"standard, the second good", standard, "v1,AAAA " + good(standard), ""},
		{"standard, another version too", standard, "v9,what " + good(standard), ""},
		{"standard, asymmetric claims", standard, "v1a," + good(standard)[3:], "mismatch"},
		{"standard, only another version", standard, "v2," + good(standard)[3:], "malformed"},
		{"standard, too many", standard, strings.Repeat("v1,AAAA ", 17), "malformed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := header(tt.scheme.header(), tt.header, "Webhook-Id", "1", "Webhook-Timestamp", "1760000000")
			if got := reason(t, tt.scheme.Verify(Request{h, body, now}, []string{"c2VjcmV0"})); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTimestamps(t *testing.T) {
	s := Scheme{Scheme: HMACSHA256, Header: "s", Signed: "{timestamp}:{raw}", TimestampHeader: "t", Tolerance: Duration(time.Minute)}
	for text, want := range map[string]string{
		"1760000000": "", "1760000000000": "", "2025-10-09T08:53:20Z": "", "2025-10-09T10:53:20+02:00": "",
		"1759999900": "stale", "1760000100": "future", "1759999900000": "stale", "0": "stale", "9999999999999999": "future",
		"-1760000000": "malformed", "+1760000000": "malformed", " 1760000000": "malformed", "1760000000.5": "malformed",
		"17600000000000000000000": "malformed", "0x68e77680": "malformed", "2025-10-09": "malformed", "\u0661\u0667": "malformed",
	} {
		h, err := s.message(Request{}, text)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := s.mac("secret", h)
		if err != nil {
			t.Fatal(err)
		}
		request := Request{header("T", text, "S", hex.EncodeToString(sum)), nil, now}
		if got := reason(t, s.Verify(request, []string{"secret"})); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEd25519Keys(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	spki, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.StdEncoding.EncodeToString
	block := func(kind string, b []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}))
	}
	s := Scheme{Scheme: Ed25519, Header: "s"}
	for _, signer := range []string{b64(private.Seed()), hex.EncodeToString(private.Seed()), b64(private), b64(pkcs8), block("PRIVATE KEY", pkcs8)} {
		h, err := s.Sign([]byte("x"), signer, "", now)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{b64(public), hex.EncodeToString(public), b64(spki), block("PUBLIC KEY", spki)} {
			if err := s.Verify(Request{h, []byte("x"), now}, []string{key}); err != nil {
				t.Errorf("%s: %v", key, err)
			}
		}
	}
	for _, bad := range []string{"", "secret", b64([]byte("short")), b64(pkcs8)} {
		err := s.Verify(Request{header("S", b64(make([]byte, 64))), []byte("x"), now}, []string{bad})
		if err == nil || reason(t, err) != err.Error() {
			t.Errorf("key %q: %v, want a complaint about the key", bad, err)
		}
	}
	if _, err := s.Sign(nil, b64([]byte("short")), "", now); err == nil {
		t.Error("signed with a key that is none")
	}
}

func TestStandardWebhooksAsymmetric(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := Scheme{Scheme: StandardWebhooks}
	b64 := base64.StdEncoding.EncodeToString
	made := b64(ed25519.Sign(private, []byte("1.1760000000.{}")))
	secrets := []string{"whsec_c2VjcmV0", "whpk_" + b64(public)}
	h := header("Webhook-Id", "1", "Webhook-Timestamp", "1760000000", "Webhook-Signature", "v1a,"+made)
	if err := s.Verify(Request{h, []byte("{}"), now}, secrets); err != nil {
		t.Error(err)
	}
	h.Set("Webhook-Signature", "v1,"+made)
	if got := reason(t, s.Verify(Request{h, []byte("{}"), now}, secrets)); got != "mismatch" {
		t.Errorf("as if it were symmetric: %q", got)
	}
}

func TestCheck(t *testing.T) {
	tests := []struct{ spec, want string }{
		{`{"scheme":"hmac-sha256","header":"s","secrets":["A","B"]}`, ""},
		{`{"scheme":"hmac-md5","header":"s","secrets":["A"]}`, `scheme "hmac-md5": want one of hmac-sha1, hmac-sha256, hmac-sha512, ed25519, standard-webhooks, token`},
		{`{"scheme":"hmac-sha256","header":"s"}`, `secrets: name the environment variable that holds the secret`},
		{`{"scheme":"hmac-sha256","header":"s","secrets":["not a name"]}`, `secrets: "not a name" is not the name of an environment variable`},
		{`{"scheme":"hmac-sha256","secrets":["A"]}`, `header: name the header`},
		{`{"scheme":"hmac-sha256","header":"a b","secrets":["A"]}`, `header: "a b" is not the name of a header`},
		{`{"scheme":"hmac-sha256","header":"s","encoding":"rot13","secrets":["A"]}`, `encoding "rot13"`},
		{`{"scheme":"hmac-sha256","header":"s","secretEncoding":"rot13","secrets":["A"]}`, `secretEncoding "rot13"`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{body}","secrets":["A"]}`, `signed: {body} means nothing`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"nothing","secrets":["A"]}`, `must hold the body once`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{raw}{json}","secrets":["A"]}`, `must hold the body once`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{timestamp}{raw}","timestampHeader":"t","secrets":["A"]}`, `nothing between two parts`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{timestamp}.{raw}","secrets":["A"]}`, `{timestamp} needs timestampHeader`},
		{`{"scheme":"hmac-sha256","header":"s","timestampHeader":"t","secrets":["A"]}`, `a timestamp that is not signed proves nothing`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{id}.{raw}","secrets":["A"]}`, `{id} needs idHeader`},
		{`{"scheme":"hmac-sha256","header":"s","tolerance":"5m","secrets":["A"]}`, `tolerance: needs a timestamp`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{timestamp}.{raw}","timestampHeader":"t","tolerance":"48h","secrets":["A"]}`, `tolerance 48h0m0s: want more than 0 and at most 24h`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{timestamp}.{raw}","timestampHeader":"t","tolerance":600,"secrets":["A"]}`, ""},
		{`{"scheme":"hmac-sha256","header":"s","fields":{"signature":""},"secrets":["A"]}`, `fields.signature`},
		{`{"scheme":"hmac-sha256","header":"s","signed":"{timestamp}.{raw}","timestampHeader":"t","fields":{"signature":"a","timestamp":"b"},"secrets":["A"]}`, `say one`},
		{`{"scheme":"standard-webhooks","secrets":["A"],"tolerance":"1m"}`, ""},
		{`{"scheme":"standard-webhooks","secrets":["A"],"signed":"{raw}"}`, `leaves only header, tolerance and secrets`},
		{`{"scheme":"standard-webhooks","secrets":["A"],"header":"x"}`, `ends in -signature`},
		{`{"scheme":"token","secrets":["A"],"header":"x","signed":"{raw}"}`, `signs nothing`},
		{`{"scheme":"token","secrets":["A"],"header":"x"}`, ""},
	}
	for _, tt := range tests {
		var s Scheme
		if err := json.Unmarshal([]byte(tt.spec), &s); err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := s.Check(); err != nil {
			got = err.Error()
		}
		if (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.spec, got, tt.want)
		}
	}
	for _, bad := range []string{`{"tolerance":"soon"}`, `{"tolerance":{}}`} {
		var s Scheme
		if err := json.Unmarshal([]byte(bad), &s); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

// What JSON.stringify(JSON.parse(text)) gives in V8.
func TestReserialise(t *testing.T) {
	for in, want := range map[string]string{
		` { "b" : 1 , "a" : [ true , false , null ] } `: `{"b":1,"a":[true,false,null]}`,
		`{"10":1,"b":2,"2":3,"01":4,"-1":5,"a":6}`:      `{"2":3,"10":1,"b":2,"01":4,"-1":5,"a":6}`,
		`{"4294967294":1,"4294967295":2,"1":3}`:         `{"1":3,"4294967294":1,"4294967295":2}`,
		`{"a":1,"b":2,"a":3}`:                           `{"a":3,"b":2}`,
		`{"\u0061":1,"a":2}`:                            `{"a":2}`,
		`{"__proto__":1}`:                               `{"__proto__":1}`,
		`[1.0,1e2,1E21,1e-7,0.000001,-0,123456789012345678901234567890,9007199254740993,5e-324,1e400,-1e400,1e-400]`: `[1,100,1e+21,1e-7,0.000001,0,1.2345678901234568e+29,9007199254740992,5e-324,null,null,0]`,
		`"\u00e9\/\u2028\u0000\u001F\b\"\\"`:             `"é/` + "\u2028" + `\u0000\u001f\b\"\\"`,
		`"\ud83d\ude00\ud83d\uDE00 \ud83d \ude00\ud83d"`: `"😀😀 \ud83d \ude00\ud83d"`,
		`""`: `""`, `{}`: `{}`, `[]`: `[]`, `[[],{},[[]]]`: `[[],{},[[]]]`, "\"\xff\"": "\"\ufffd\"",
		`"<&>"`: `"<&>"`,
	} {
		got, err := Reserialise([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%s:\ngot  %s, %v\nwant %s", in, got, err, want)
		}
	}
	for _, bad := range []string{"", " ", "{", "nul", "[1,]", "\ufeff{}", "{}{}", `{"a":01}`} {
		if got, err := Reserialise([]byte(bad)); err == nil {
			t.Errorf("%q gave %s", bad, got)
		}
	}
}

// FuzzReserialise: what is written is the same value, and stays as it is when
// written again.
func FuzzReserialise(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.50,"\ud83d\ude00"],"1":null,"a":{}}`, `"\u0000"`, `[-0.0, 1e-400]`, "\"\xff\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		once, err := Reserialise(text)
		if (err == nil) != json.Valid(text) {
			t.Fatalf("%q: %v", text, err)
		}
		if err != nil {
			return
		}
		twice, err := Reserialise(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%q: first %q, then %q, %v", text, once, twice, err)
		}
	})
}

// FuzzVerify: no header, timestamp or body is believed without the secret, and
// what is signed is believed whatever the body.
func FuzzVerify(f *testing.F) {
	f.Add("t=1760000000,v1=00", "1760000000", []byte("{}"))
	f.Add("v1,AAAA v1a,AAAA", "2025-10-09T08:53:20Z", []byte("\xff"))
	f.Add("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "1", []byte("Hello, World!"))
	all := []Scheme{
		{Scheme: HMACSHA256, Header: "s", Prefix: "sha256="},
		{Scheme: HMACSHA256, Header: "s", Signed: "{timestamp}.{raw}", Fields: &Fields{"v1", "t"}},
		{Scheme: HMACSHA1, Header: "s", Signed: "{json}", Encoding: "base64"},
		{Scheme: HMACSHA256, Header: "s", Signed: "{timestamp}:{raw}", TimestampHeader: "t", Encoding: "base64"},
		{Scheme: Ed25519, Header: "s", Signed: "{timestamp}|{raw}", TimestampHeader: "t"},
		{Scheme: StandardWebhooks, Header: "s-signature"},
		{Scheme: Token, Header: "s"},
	}
	seed := bytes.Repeat([]byte{7}, 32)
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	f.Fuzz(func(t *testing.T, value, timestamp string, body []byte) {
		for _, s := range all {
			sign, verify := "c2VjcmV0LXRoYXQtbm9ib2R5LWd1ZXNzZXM=", "c2VjcmV0LXRoYXQtbm9ib2R5LWd1ZXNzZXM="
			if s.Scheme == Ed25519 {
				sign, verify = hex.EncodeToString(seed), hex.EncodeToString(public)
			}
			h := header(s.header(), value, "T", timestamp, "S-Id", value, "S-Timestamp", timestamp)
			if err := s.Verify(Request{h, body, now}, []string{verify}); err == nil {
				t.Fatalf("%s believed %q, %q, %q", s.Scheme, value, timestamp, body)
			}
			signed, err := s.Sign(body, sign, "id", now)
			if err != nil {
				if s.Signed == "{json}" && !json.Valid(body) {
					continue
				}
				t.Fatal(err)
			}
			if err := s.Verify(Request{signed, body, now}, []string{verify}); err != nil {
				t.Fatalf("%s, its own signature of %q: %v", s.Scheme, body, err)
			}
		}
	})
}
