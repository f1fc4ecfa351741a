package local

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/xhit/go-str2duration/v2"
)

// serverBackoff is how long the server waits before each retry, without its
// jitter.
var serverBackoff = []time.Duration{
	15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute,
	10 * time.Minute, 20 * time.Minute, 40 * time.Minute, time.Hour, 2 * time.Hour,
}

// parseDuration reads "90s", "2h30m", "1d", "2w".
func parseDuration(s string) (time.Duration, error) {
	d, err := str2duration.ParseDuration(s)
	if err != nil {
		return 0, fmt.Errorf("want a duration such as 30s, 2h30m or 7d, got %q", s)
	}
	return d, nil
}

// moment reads when a sleep or a wait ends: a duration from now, or an ISO
// 8601 time. Empty is now.
func moment(now time.Time, s string) (time.Time, error) {
	if s == "" {
		return now, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, nil
	}
	d, err := parseDuration(s)
	if err != nil {
		return now, fmt.Errorf("want a duration such as 2h30m or an ISO 8601 time, got %q", s)
	}
	return now.Add(d), nil
}

// retryAt reads a Retry-After header: seconds, or a date. The answer is
// between a second and a day away, as on the server.
func retryAt(now time.Time, header string) (time.Time, bool) {
	if header == "" {
		return time.Time{}, false
	}
	at := now
	if n, err := strconv.Atoi(header); err == nil && len(header) <= 7 {
		at = now.Add(time.Duration(n) * time.Second)
	} else if t, err := http.ParseTime(header); err == nil {
		at = t
	} else if t, err := time.Parse(time.RFC3339Nano, header); err == nil {
		at = t
	} else {
		return time.Time{}, false
	}
	if lo := now.Add(time.Second); at.Before(lo) {
		at = lo
	}
	if hi := now.Add(24 * time.Hour); at.After(hi) {
		at = hi
	}
	return at, true
}
