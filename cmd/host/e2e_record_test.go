package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"systembus/host/inngest/inngesttest"
)

// A record is what the server tells of one run, without what differs from
// run to run.
type record struct {
	Status string       `json:"status"`
	Output any          `json:"output"`
	Steps  []recordStep `json:"steps,omitempty"`
}

type recordStep struct {
	Name     string `json:"name"`
	Op       string `json:"op"`
	Status   string `json:"status"`
	Attempts int    `json:"attempts"`
	Output   any    `json:"output,omitempty"`
}

// recordOf reads a finished run back.
func recordOf(run inngesttest.Run, steps []inngesttest.Step, replace *strings.Replacer) (record, error) {
	r := record{Status: run.Status}
	var err error
	if r.Output, err = settle(run.Output, replace); err != nil {
		return record{}, err
	}
	for _, s := range steps {
		output, err := settle(s.Output, replace)
		if err != nil {
			return record{}, err
		}
		if s.Op == "SLEEP" { // one that lost a race may be over or not when the run ends
			s.Status = "<any>"
		}
		r.Steps = append(r.Steps, recordStep{Name: s.Name, Op: s.Op, Status: s.Status, Attempts: s.Attempts, Output: output})
	}
	slices.SortStableFunc(r.Steps, func(a, b recordStep) int { return strings.Compare(a.Name, b.Name) })
	return r, nil
}

var (
	ulid = regexp.MustCompile(`\b01[0-9A-HJKMNP-TV-Z]{24}\b`)
	when = regexp.MustCompile(`\b20\d\d-\d\d-\d\dT[\d:.]+Z`)
)

// settle decodes JSON and takes out of it what no two runs have in common:
// ids, times, stacks, and what replace knows.
func settle(raw json.RawMessage, replace *strings.Replacer) (any, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, fmt.Errorf("%w in %s", err, raw)
	}
	return settleValue(v, replace), nil
}

func settleValue(v any, replace *strings.Replacer) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			switch key {
			case "stack", "__serialized":
				delete(v, key)
			case "ts":
				v[key] = "<ts>"
			default:
				v[key] = settleValue(value, replace)
			}
		}
		return v
	case []any:
		for i, value := range v {
			v[i] = settleValue(value, replace)
		}
		return v
	case string:
		s := replace.Replace(v)
		s = ulid.ReplaceAllString(s, "<id>")
		return when.ReplaceAllString(s, "<time>")
	default:
		return v
	}
}

// A book is a golden file of named records: testdata/e2e/want-v3.json. The
// SDK's worker writes it with -update, and every worker is held to it.
type book struct {
	path  string
	pages map[string]json.RawMessage

	mu    sync.Mutex
	wrote map[string]json.RawMessage
}

func openBook(t *testing.T, path string) *book {
	t.Helper()
	b := &book{path: path, wrote: map[string]json.RawMessage{}}
	raw, err := os.ReadFile(path)
	if os.IsNotExist(err) && *update {
		return b
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &b.pages); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return b
}

// read is the record of a name as indented JSON.
func (b *book) read(t *testing.T, name string) string {
	t.Helper()
	raw, ok := b.pages[name]
	if !ok {
		t.Fatalf("%s has no record of %q: run the tests of the SDK's worker with -update", filepath.Base(b.path), name)
	}
	return pretty(t, raw)
}

func (b *book) write(name string, record json.RawMessage) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wrote[name] = record
}

// save replaces the file by what was written.
func (b *book) save(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(b.path, []byte(pretty(t, encode(t, b.wrote))+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func pretty(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func encode(t *testing.T, v any) json.RawMessage {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(out.Bytes())
}
