package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"systembus/host/spelling"
)

// FileName is the configuration file in a project's root.
const FileName = "host.json"

// A File is host.json as read: each key's value with the line it stands on.
type File struct {
	// Path is as it was given, for messages.
	Path string
	keys map[string]fileValue
}

type fileValue struct {
	line  int
	value any
}

// ReadFile reads path. A file that does not exist is an empty one; a key that
// no setting has is an error with its line and the nearest name.
func ReadFile(path string) (*File, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &File{Path: path}, nil
	}
	if err != nil {
		return nil, err
	}
	return parseFile(path, text)
}

func parseFile(path string, text []byte) (*File, error) {
	f := &File{Path: path, keys: map[string]fileValue{}}
	dec := json.NewDecoder(bytes.NewReader(text))
	line := func() int { return 1 + bytes.Count(text[:dec.InputOffset()], []byte("\n")) }
	fail := func(line int, format string, args ...any) (*File, error) {
		return nil, fmt.Errorf("%s:%d: %w", path, line, fmt.Errorf(format, args...))
	}

	open, err := dec.Token()
	if err != nil {
		return fail(syntaxLine(text, err, line()), "%w", err)
	}
	if open != json.Delim('{') {
		return fail(1, "want an object of settings, such as {\"functions\": [\"scripts/functions\"]}")
	}
	known := keys()
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return fail(syntaxLine(text, err, line()), "%w", err)
		}
		key, at := token.(string), line()
		if _, twice := f.keys[key]; twice {
			return fail(at, "%q is given twice", key)
		}
		if key != "$schema" && !slices.Contains(known, key) {
			return fail(at, "unknown setting %q%s", key, spelling.DidYouMean(key, known))
		}
		var value any
		if err := dec.Decode(&value); err != nil {
			return fail(syntaxLine(text, err, line()), "%w", err)
		}
		f.keys[key] = fileValue{line: at, value: value}
	}
	if _, err := dec.Token(); err != nil {
		return fail(syntaxLine(text, err, line()), "%w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fail(line(), "text after the closing brace")
	}
	return f, nil
}

// syntaxLine is the line err points at, when it says where.
func syntaxLine(text []byte, err error, fallback int) int {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) || syntax.Offset > int64(len(text)) {
		return fallback
	}
	return 1 + bytes.Count(text[:syntax.Offset], []byte("\n"))
}

// keys are the host.json keys of all settings.
func keys() []string {
	var names []string
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for field := range t.Fields() {
			if field.Anonymous {
				walk(field.Type)
				continue
			}
			if key, _, _ := strings.Cut(field.Tag.Get("json"), ","); key != "" && key != "-" {
				names = append(names, key)
			}
		}
	}
	walk(reflect.TypeFor[Config]())
	slices.Sort(names)
	return names
}
