package conformance

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A difference is an answer in which the host is known not to agree with a
// peer, or a test that a peer itself fails.
type difference struct {
	// File is the test file.
	File string `json:"file"`
	Test string `json:"test"`
	// Label names the recorded value; "fails" says that the peer fails the
	// test. "*" stands for all of the test's values.
	Label string `json:"label"`
	// Peer is "node" or "bun".
	Peer string `json:"peer"`
	// Reason is for those who read docs/compatibility.md.
	Reason string `json:"reason"`
}

func (d difference) key() string {
	return fmt.Sprintf("%s: %s: %s (%s)", d.File, d.Test, d.Label, d.Peer)
}

func readDifferences(t *testing.T, root string) []difference {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs", "differences.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []difference
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatalf("docs/differences.json: %v", err)
	}
	for _, d := range list {
		if d.Reason == "" {
			t.Errorf("docs/differences.json: %s has no reason", d.key())
		}
	}
	return list
}

// unknown says whether a difference is not listed, and notes those that are.
func (s *suite) unknown(file, test, peer, label string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.known {
		if d.File == file && d.Test == test && d.Peer == peer && (d.Label == label || d.Label == "*") {
			if s.seen == nil {
				s.seen = map[string]bool{}
			}
			s.seen[d.key()] = true
			return false
		}
	}
	return true
}

// compare holds the host's records against the peers'. Where the peers differ
// among themselves there is no one answer, and the host may give either.
func (s *suite) compare(t *testing.T, file, name string, host *result, answers map[string]report) {
	theirs := map[string]*result{}
	for _, p := range s.peers {
		r, ran := answers[p.name]
		if !ran {
			continue
		}
		one := r.tests[name]
		switch {
		case one == nil:
			t.Errorf("%s did not run this test", p.name)
		case one.skipped == "" && one.failure == nil:
			theirs[p.name] = one
		}
	}
	shown := 0
	for i, got := range host.records {
		differs := map[string]string{}
		agreed := false
		for peer, one := range theirs {
			want := "nothing recorded"
			if i < len(one.records) {
				want = one.records[i].value
			}
			if want == got.value {
				agreed = true
			} else {
				differs[peer] = want
			}
		}
		if agreed {
			continue
		}
		for _, p := range s.peers {
			want, ok := differs[p.name]
			if !ok || !s.unknown(file, name, p.name, got.label) {
				continue
			}
			if shown++; shown <= 40 {
				t.Errorf("%s: %s\n host %s\n %s %s", file, got.label, got.value, p.name+strings.Repeat(" ", 4-len(p.name)), want)
			}
		}
	}
	if shown > 40 {
		t.Errorf("%s: and %d more", file, shown-40)
	}
	for peer, one := range theirs {
		if len(one.records) > len(host.records) {
			t.Errorf("%s recorded %d values, the host %d", peer, len(one.records), len(host.records))
		}
	}
}

// partial says whether only some of the tests run.
func partial() bool {
	for _, name := range []string{"test.run", "test.skip"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" {
			return true
		}
	}
	return false
}
