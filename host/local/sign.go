package local

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// keyPrefix is the part of a signing key that names its environment; it does
// not sign.
var keyPrefix = regexp.MustCompile(`^signkey-\w+-`)

// sign is the X-Inngest-Signature of a body (SDK_SPEC 4.1.3), which must be
// canonical JSON already. It is written out here, independent of the code
// that checks it.
func sign(key string, body []byte, at time.Time) string {
	mac := hmac.New(sha256.New, []byte(keyPrefix.ReplaceAllString(key, "")))
	mac.Write(body)
	fmt.Fprintf(mac, "%d", at.Unix())
	return fmt.Sprintf("t=%d&s=%s", at.Unix(), hex.EncodeToString(mac.Sum(nil)))
}

// authorized reports whether a caller of the API has the signing key, as
// itself or hashed. Without a key everyone is.
func (e *Executor) authorized(r *http.Request) bool {
	if e.signing == "" {
		return true
	}
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return false
	}
	given = keyPrefix.ReplaceAllString(given, "")
	key := keyPrefix.ReplaceAllString(e.signing, "")
	return same(given, key) || same(given, hashKey(key))
}

// hashKey is what SDKs send instead of a key: the SHA-256 of its bytes.
func hashKey(key string) string {
	raw, err := hex.DecodeString(key)
	if err != nil {
		raw = []byte(key)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
