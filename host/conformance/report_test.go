package conformance

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// config is what a test file finds as globalThis.__conformance.
type config struct {
	Runtime string `json:"runtime"`
	Server  string `json:"server"`
	Redis   string `json:"redis"`
	Folder  string `json:"folder"`
	Root    string `json:"-"`

	// Cluster and Sentinel are addresses, where a real server is installed.
	Cluster  []string `json:"cluster,omitempty"`
	Sentinel string   `json:"sentinel,omitempty"`
}

// A report is what one test file said in one runtime.
type report struct {
	order    []string
	tests    map[string]*result
	uncaught []string
}

// A result is one test's.
type result struct {
	skipped string
	ended   bool
	records []entry
	failure *failure
}

// An entry is one recorded value.
type entry struct{ label, value string }

type failure struct{ Name, Message, Stack string }

// parse reads the lines that the harness wrote.
func parse(lines []string) (report, error) {
	r := report{tests: map[string]*result{}}
	for _, line := range lines {
		var m struct {
			Test, Skipped string
			Started, Done bool
			Records       [][2]string
			Failure       *failure
		}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			return r, fmt.Errorf("not a line of the harness: %s", line)
		}
		if m.Done {
			continue
		}
		one := r.tests[m.Test]
		if one == nil {
			one = &result{}
			r.tests[m.Test] = one
			r.order = append(r.order, m.Test)
		} else if one.ended {
			return r, fmt.Errorf("two tests are named %q", m.Test)
		}
		one.skipped = m.Skipped
		one.ended = !m.Started
		one.failure = m.Failure
		for _, e := range m.Records {
			one.records = append(one.records, entry{e[0], e[1]})
		}
	}
	return r, nil
}

// String is the failure with its place in the test file first.
func (f *failure) at(file string) string {
	text := f.Message
	if f.Name != "Failure" {
		text = f.Name + ": " + f.Message + "\n" + f.Stack
	}
	name := file[strings.LastIndex(file, "/")+1:]
	if m := regexp.MustCompile(regexp.QuoteMeta(name) + `:(\d+:\d+)`).FindStringSubmatch(f.Stack); m != nil {
		return "\n" + file + ":" + m[1] + ": " + text
	}
	return text
}
