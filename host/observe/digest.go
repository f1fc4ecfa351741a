package observe

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// digest32 is an event's id as 32 hex digits: a UUID without its dashes, or a
// hash of anything else.
func digest32(id string) string {
	plain := strings.ToLower(strings.ReplaceAll(id, "-", ""))
	if b, err := hex.DecodeString(plain); err == nil && len(b) == 16 {
		return plain
	}
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16])
}
