package local

import (
	"crypto/rand"
	"fmt"

	"github.com/oklog/ulid/v2"
)

// traceparent says of which trace a call is a part: the run's own, whose id is
// the run's (W3C Trace Context 3.2). The call's parent, a span that nobody
// records, is new each time.
func traceparent(run string) string {
	id, err := ulid.Parse(run)
	if err != nil || id.IsZero() {
		return ""
	}
	var span [8]byte
	_, _ = rand.Read(span[:]) // never fails
	span[0] |= 1              // not all zero
	return fmt.Sprintf("00-%x-%x-01", id[:], span)
}
