package secrets

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A Table declares secrets by name: "todoist_client_secret".
type Table map[string]Secret

// A Secret says where one secret is found, and who needs it. Its short form in
// JSON is the environment variable alone.
type Secret struct {
	// Env is the variable through which scripts read it: process.env.Env.
	Env string `json:"env"`
	// From are the sources of its value; the first that has one wins. Empty
	// stands for env:Env and then the sources that every secret has.
	From []string `json:"from,omitempty"`
	// Also are the sources of further values that are accepted while a secret
	// is being replaced: each that has a value adds one.
	Also []string `json:"also,omitempty"`
	// Roles are those that get it; empty for all.
	Roles []string `json:"roles,omitempty"`
	// Required says in which roles a worker without it is not ready.
	Required Required `json:"required,omitzero"`
	// Children puts it into the environment of programs that scripts start.
	Children bool `json:"children,omitempty"`
}

// Required is true, or the roles for which it is.
type Required struct {
	Always bool
	Roles  []string
}

// UnmarshalJSON reads true, false, or a list of roles.
func (r *Required) UnmarshalJSON(text []byte) error {
	if json.Unmarshal(text, &r.Always) == nil {
		return nil
	}
	if json.Unmarshal(text, &r.Roles) != nil {
		return errors.New(`required: want true, false, or a list of roles, such as ["host"]`)
	}
	return nil
}

// in says whether the role needs it; a worker of all roles, which has no name,
// needs what any of them does.
func (r Required) in(role string) bool {
	return r.Always || len(r.Roles) > 0 && (role == "" || slices.Contains(r.Roles, role))
}

// lent says whether workers of the role get the secret.
func (s Secret) lent(role string) bool {
	return len(s.Roles) == 0 || role == "" || slices.Contains(s.Roles, role)
}

// UnmarshalJSON reads the variable's name, or the whole declaration.
func (s *Secret) UnmarshalJSON(text []byte) error {
	if json.Unmarshal(text, &s.Env) == nil {
		return nil
	}
	type plain Secret
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode((*plain)(s))
}

var envName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// UnmarshalJSON reads an object of secrets by name, and checks it.
func (t *Table) UnmarshalJSON(text []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(text, &all); err != nil {
		return errors.New(`want an object of environment variables by name, such as {"todoist_client_secret": "TODOIST_CLIENT_SECRET"}`)
	}
	table, names := Table{}, map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		var s Secret
		if err := json.Unmarshal(all[name], &s); err != nil {
			return fmt.Errorf("secret %q: %w", name, err)
		}
		if !envName.MatchString(s.Env) {
			return fmt.Errorf("secret %q: env: %q is not the name of an environment variable", name, s.Env)
		}
		if other, twice := names[s.Env]; twice {
			return fmt.Errorf("secrets %q and %q are both %s", other, name, s.Env)
		}
		for _, from := range slices.Concat(s.From, s.Also) {
			if _, err := parseSource(from, name); err != nil {
				return fmt.Errorf("secret %q: %w", name, err)
			}
		}
		names[s.Env], table[name] = name, s
	}
	*t = table
	return nil
}

// Check says what is wrong with a list of sources for every secret.
func Check(sources []string) error {
	for _, from := range sources {
		if _, err := parseSource(from, "name"); err != nil {
			return err
		}
	}
	return nil
}

// name is the secret that is known by a name or by its variable's.
func (t Table) name(given string) (string, bool) {
	if _, ok := t[given]; ok {
		return given, true
	}
	for name, s := range t {
		if s.Env == given {
			return name, true
		}
	}
	return "", false
}

// parseSource reads a source: "env:VARIABLE", "file:PATH" or "exec:COMMAND".
// NAME stands for the secret's name.
func parseSource(text, name string) (source, error) {
	kind, rest, _ := strings.Cut(text, ":")
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return source{}, fmt.Errorf("source %q: want env:VARIABLE, file:PATH or exec:COMMAND", text)
	}
	switch kind {
	case "env":
		return source{kind: kind, text: text, arg: rest}, nil
	case "file":
		return source{kind: kind, text: replaceName(text, name), arg: replaceName(rest, name)}, nil
	case "exec":
		return parseCommand(text, rest, name)
	}
	return source{}, fmt.Errorf("source %q: %q is none of env, file and exec", text, kind)
}
