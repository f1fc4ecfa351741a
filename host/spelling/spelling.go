// Package spelling guesses what a misspelled name was meant to be.
package spelling

import (
	"fmt"
	"strings"
)

// Nearest is the candidate that name was probably meant to be, or "" when none
// is close: at most a third of its letters differ, ignoring case, or one of
// the candidates contains it. The name itself is no candidate.
func Nearest(name string, candidates []string) string {
	best, limit := "", len([]rune(name))/3+2
	for _, c := range candidates {
		if c == name {
			continue
		}
		if d := edits(strings.ToLower(name), strings.ToLower(c)); d < limit {
			best, limit = c, d
		}
	}
	if best != "" || len(name) < 3 {
		return best
	}
	for _, c := range candidates {
		if c != name && strings.Contains(strings.ToLower(c), strings.ToLower(name)) {
			return c
		}
	}
	return ""
}

// DidYouMean is `; did you mean "x"?` or "".
func DidYouMean(name string, candidates []string) string {
	if n := Nearest(name, candidates); n != "" {
		return fmt.Sprintf("; did you mean %q?", n)
	}
	return ""
}

// edits is the number of insertions, deletions, substitutions and swaps of
// neighbours between a and b.
func edits(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := range s {
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			d := min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(s)][len(t)]
}
