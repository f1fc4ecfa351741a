package deploy

import (
	"fmt"
	"math"
	"strings"
	"time"

	"systembus/deploy/image"
)

func names(platforms []image.Platform) string {
	var all []string
	for _, p := range platforms {
		all = append(all, string(p))
	}
	return strings.Join(all, " and ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func differ(n int) string {
	if n == 1 {
		return "1 file differs"
	}
	return fmt.Sprintf("%d files differ", n)
}

// listed names at most n.
func listed(names []string, n int) string {
	if more := len(names) - n; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:n], ", "), more)
	}
	return strings.Join(names, ", ")
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func since(t time.Time) string { return time.Since(t).Round(time.Second).String() }

func seconds(d time.Duration) float64 { return math.Round(d.Seconds()*1000) / 1000 }

// short is the beginning of a digest.
func short(digest string) string {
	_, hex, ok := strings.Cut(digest, ":")
	if !ok {
		return digest
	}
	return "sha256:" + hex[:min(12, len(hex))]
}

// shortTag is a commit's id at the length that people read.
func shortTag(tag string) string {
	id, rest, _ := strings.Cut(tag, "-")
	if len(id) == 40 {
		id = id[:12]
	}
	if rest != "" {
		return id + "-" + rest
	}
	return id
}

func megabytes(n int64) string {
	if n < 100_000 {
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
