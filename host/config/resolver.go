package config

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
)

// Option makes kong read settings from lookup, which stands for the
// environment, and from the project's host.json. Kong itself would read the
// environment of the process, and let the file win over it.
func Option(lookup func(string) (string, bool)) kong.Option {
	return kong.PostBuild(func(k *kong.Kong) error {
		r := &resolver{lookup: lookup, envs: map[*kong.Flag][]string{}}
		_ = kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
			if f, ok := node.(*kong.Flag); ok && len(f.Tag.Envs) > 0 {
				r.envs[f] = f.Tag.Envs
				f.Tag.Envs = nil
			}
			return next(nil)
		})
		if err := kong.Resolvers(r).Apply(k); err != nil {
			return err
		}
		return kong.ValueFormatter(r.help).Apply(k)
	})
}

type resolver struct {
	lookup func(string) (string, bool)
	envs   map[*kong.Flag][]string
	file   *File
}

// Validate implements kong.Resolver.
func (r *resolver) Validate(*kong.Application) error { return nil }

// Resolve implements kong.Resolver: the environment's value, else the file's.
func (r *resolver) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range r.envs[flag] {
		if value, ok := r.lookup(name); ok && value != "" {
			return value, check(flag, value, "from "+name)
		}
	}
	key := flag.Tag.Get("json")
	if key == "" {
		return nil, nil
	}
	file, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	entry, ok := file.keys[key]
	if !ok {
		return nil, nil
	}
	return entry.value, check(flag, entry.value, fmt.Sprintf("from %s:%d", file.Path, entry.line))
}

// read reads host.json once, from the folder that --dir names.
func (r *resolver) read(ctx *kong.Context) (*File, error) {
	if r.file != nil {
		return r.file, nil
	}
	dir := "."
	for _, flag := range ctx.Flags() {
		if flag.Name == "dir" {
			dir, _ = ctx.FlagValue(flag).(string)
		}
	}
	file, err := ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		return nil, &FileError{err}
	}
	r.file = file
	return file, nil
}

// A FileError is a defect of host.json itself.
type FileError struct{ err error }

// Error is the message, which starts with file and line.
func (e *FileError) Error() string { return e.err.Error() }

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.err }

// check parses value into a spare target, so that a bad value's error can say
// where it came from.
func check(flag *kong.Flag, value any, from string) error {
	spare := reflect.New(flag.Target.Type()).Elem()
	scan := kong.Scan().PushTyped(value, kong.FlagValueToken)
	if err := flag.Mapper.Decode(&kong.DecodeContext{Value: flag.Value, Scan: scan}, spare); err != nil {
		return fmt.Errorf("%w (%s)", err, from)
	}
	if flag.Enum != "" {
		for allowed := range strings.SplitSeq(flag.Enum, ",") {
			if allowed == fmt.Sprint(spare.Interface()) {
				return nil
			}
		}
		return fmt.Errorf("want one of %s, got %q (%s)", strings.ReplaceAll(flag.Enum, ",", ", "), spare.Interface(), from)
	}
	return nil
}

// help adds to a flag's help its default and where else its value may stand.
func (r *resolver) help(value *kong.Value) string {
	if value.Flag == nil {
		return value.Help
	}
	var places []string
	if value.HasDefault && value.Default != "" {
		places = append(places, "default "+value.Default)
	}
	for _, name := range r.envs[value.Flag] {
		places = append(places, "$"+name)
	}
	if key := value.Tag.Get("json"); key != "" {
		places = append(places, fmt.Sprintf("%q in %s", key, FileName))
	}
	if len(places) == 0 {
		return value.Help
	}
	return strings.TrimSuffix(value.Help, ".") + " (" + strings.Join(places, ", ") + ")."
}
