package webhook

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

// A Fixture is a file of example deliveries of one provider, beside its
// script: scripts/webhooks/github.txtar. It is an archive in txtar's format:
//
//	-- secrets --                  NAME=VALUE lines, of secrets for the tests
//	-- table --                    cases; see Case
//	-- push --                     a delivery: headers, an empty line, the body
//	-- push.events --              the events that it must come to, as JSON
//
// The signature's headers are not written down: they are made when a delivery
// is sent, as the provider would.
type Fixture struct {
	Secrets    map[string][]string
	Cases      []Case
	Deliveries []Example
}

// An Example is one delivery of a Fixture.
type Example struct {
	Name   string
	Header http.Header
	Body   []byte
	// Events are what it must come to, as JSON; nil when the file does not
	// say.
	Events []byte
}

// A Case is one line of a Fixture's table: a name, the delivery, what is done
// to it, the status that it must be answered with, and why:
//
//	stale | push | age=6m | 401 | stale
//
// The changes are separated by spaces. secret=VALUE signs with another secret,
// age=DURATION signs at another time, drop=HEADER and set=HEADER:VALUE change
// headers after the signing, repeat=HEADER sends one twice, replace=HEADER:A:B
// puts B for A in one, body=HEX and size=BYTES change the body before it is
// signed, append=HEX, pad=BYTES and swap=A:B after; empty takes the body away before, clear
// after; twice delivers it a second time, whose answer counts.
type Case struct {
	Name, Delivery string
	Changes        []string
	Status         int
	Reason         string
}

// ParseFixture reads a Fixture.
func ParseFixture(text []byte) (*Fixture, error) {
	f := &Fixture{Secrets: map[string][]string{}}
	events := map[string][]byte{}
	for _, file := range txtar.Parse(text).Files {
		var err error
		switch {
		case file.Name == "secrets":
			err = f.readSecrets(file.Data)
		case file.Name == "table":
			err = f.readTable(file.Data)
		case strings.HasSuffix(file.Name, ".events"):
			events[strings.TrimSuffix(file.Name, ".events")] = file.Data
		default:
			var e Example
			e, err = readExample(file.Name, file.Data)
			f.Deliveries = append(f.Deliveries, e)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name, err)
		}
	}
	for i, e := range f.Deliveries {
		f.Deliveries[i].Events = events[e.Name]
		delete(events, e.Name)
	}
	for name := range events {
		return nil, fmt.Errorf("%s.events belongs to no delivery", name)
	}
	return f, nil
}

// Delivery finds one by its name; the first when name is empty.
func (f *Fixture) Delivery(name string) (Example, error) {
	var names []string
	for _, e := range f.Deliveries {
		if e.Name == name || name == "" {
			return e, nil
		}
		names = append(names, e.Name)
	}
	return Example{}, fmt.Errorf("there is no delivery %q; there are: %s", name, strings.Join(names, ", "))
}

func (f *Fixture) readSecrets(data []byte) error {
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return fmt.Errorf("%q is not NAME=VALUE", line)
		}
		f.Secrets[name] = append(f.Secrets[name], value)
	}
	return nil
}

func (f *Fixture) readTable(data []byte) error {
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, "|")
		if len(parts) != 5 {
			return fmt.Errorf("%q: want case | delivery | changes | status | reason", line)
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		status, err := strconv.Atoi(parts[3])
		if err != nil {
			return fmt.Errorf("%q: the status is no number", line)
		}
		f.Cases = append(f.Cases, Case{parts[0], parts[1], strings.Fields(parts[2]), status, parts[4]})
	}
	return nil
}

func readExample(name string, data []byte) (Example, error) {
	head, body, ok := bytes.Cut(data, []byte("\n\n"))
	if !ok {
		return Example{}, fmt.Errorf("want headers, an empty line, and the body")
	}
	e := Example{Name: name, Header: http.Header{}, Body: bytes.TrimSuffix(body, []byte("\n"))}
	lines := bufio.NewScanner(bytes.NewReader(head))
	for lines.Scan() {
		key, value, ok := strings.Cut(lines.Text(), ":")
		if !ok {
			return Example{}, fmt.Errorf("%q is no header", lines.Text())
		}
		e.Header.Add(strings.TrimSpace(key), strings.TrimSpace(value))
	}
	return e, lines.Err()
}

// Sign gives the delivery's headers with a signature of the provider's made
// now. secret gives what to sign with, by the name of the secret; for ed25519
// the name has PRIVATE in place of PUBLIC.
func (p *Provider) Sign(e Example, secret func(name string) []string, now time.Time) (http.Header, error) {
	if p.Verify == nil {
		return nil, fmt.Errorf("%s verifies its deliveries by itself, so they cannot be signed from here", p.Script)
	}
	names := make([]string, len(p.Verify.Secrets))
	for i, name := range p.Verify.Secrets {
		names[i] = signingName(p.Verify.Scheme, name)
	}
	scheme := *p.Verify
	scheme.Secrets = names
	values := scheme.Active(secret)
	if len(values) == 0 {
		return nil, fmt.Errorf("nothing to sign with: %s is not set", strings.Join(names, " or "))
	}
	signed, err := scheme.Sign(e.Body, values[0], "fixture-"+e.Name, now)
	if err != nil {
		return nil, err
	}
	h := e.Header.Clone()
	maps.Copy(h, signed)
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json")
	}
	return h, nil
}

// signingName is the variable of the secret to sign with.
func signingName(scheme, name string) string {
	if scheme == "ed25519" {
		return strings.Replace(name, "PUBLIC", "PRIVATE", 1)
	}
	return name
}

// A Prepared is a case's request.
type Prepared struct {
	Header http.Header
	Body   []byte
	Twice  bool
}

// Prepare makes a case's request.
func (p *Provider) Prepare(f *Fixture, c Case, now time.Time) (*Prepared, error) {
	e, err := f.Delivery(c.Delivery)
	if err != nil {
		return nil, err
	}
	secret := func(name string) []string { return f.Secrets[name] }
	var after []func(*Prepared) error
	twice := false
	for _, change := range c.Changes {
		key, value, _ := strings.Cut(change, "=")
		first, second, _ := strings.Cut(value, ":")
		switch key {
		case "secret":
			secret = func(string) []string { return []string{value} }
		case "age":
			age, err := time.ParseDuration(value)
			if err != nil {
				return nil, err
			}
			now = now.Add(-age)
		case "body":
			if e.Body, err = hex.DecodeString(value); err != nil {
				return nil, err
			}
		case "empty":
			e.Body = nil
		case "size":
			n, err := strconv.Atoi(value)
			if err != nil {
				return nil, err
			}
			e.Body = bytes.Repeat([]byte(" "), n)
		case "twice":
			twice = true
		case "append":
			more, err := hex.DecodeString(value)
			if err != nil {
				return nil, err
			}
			after = append(after, func(r *Prepared) error { r.Body = append(bytes.Clone(r.Body), more...); return nil })
		case "pad":
			n, err := strconv.Atoi(value)
			if err != nil {
				return nil, err
			}
			after = append(after, func(r *Prepared) error {
				r.Body = append(bytes.Clone(r.Body), bytes.Repeat([]byte(" "), n-len(r.Body))...)
				return nil
			})
		case "clear":
			after = append(after, func(r *Prepared) error { r.Body = nil; return nil })
		case "swap":
			after = append(after, func(r *Prepared) error {
				changed := bytes.Replace(r.Body, []byte(first), []byte(second), 1)
				if bytes.Equal(changed, r.Body) {
					return fmt.Errorf("the body has no %q", first)
				}
				r.Body = changed
				return nil
			})
		case "drop", "set", "repeat", "replace":
			after = append(after, func(r *Prepared) error { return changeHeader(r.Header, key, first, second) })
		default:
			return nil, fmt.Errorf("%s: there is no change %q", c.Name, key)
		}
	}
	h, err := p.Sign(e, secret, now)
	if err != nil {
		return nil, err
	}
	r := &Prepared{Header: h, Body: e.Body, Twice: twice}
	for _, f := range after {
		if err := f(r); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return r, nil
}

// changeHeader does what a change says. One that changes nothing is an error:
// the case would not show what it claims.
func changeHeader(h http.Header, how, name, value string) error {
	had := h.Get(name)
	switch how {
	case "drop":
		h.Del(name)
	case "set":
		h.Set(name, value)
		return nil
	case "repeat":
		h.Add(name, had)
	case "replace":
		from, to, _ := strings.Cut(value, ":")
		changed := strings.Replace(had, from, to, 1)
		if changed == had {
			return fmt.Errorf("the header %s has no %q", name, from)
		}
		h.Set(name, changed)
	}
	if had == "" {
		return fmt.Errorf("there is no header %s to %s", name, how)
	}
	return nil
}
