package infer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An Adapter knows one program that asks models.
type Adapter interface {
	// Arguments are those of one run. The prompt is not among them: it goes
	// to the program's standard input, as Input gives it.
	Arguments(r *Request, model string) []string
	Input(r *Request) string
	// Parser reads the output of one run.
	Parser() Parser
}

// A Parser reads what a program prints, line by line, as it comes.
type Parser interface {
	// Line takes one line, which it does not keep, and says whether it was an
	// event of the program.
	Line(line []byte) bool
	// Reply is what was said so far.
	Reply() Reply
}

// A Reply is what a program printed, as far as it matters.
type Reply struct {
	// Text is the model's last answer; Answered says that there was one, if
	// only an empty one.
	Text     string
	Answered bool
	// Failure is what went wrong with the last answer, in the program's or
	// the provider's words.
	Failure string
	// Model and Provider are those that answered, where they are told.
	Model, Provider string
	// Usage is the sum over all answers of the run.
	Usage *Usage
	// Final says that the program has said that it is done.
	Final bool
}

// Adapters are the names of the programs that there are adapters for.
func Adapters() []string { return []string{"claude", "codex", "pi"} }

// adapters makes them by name; prefix is the words after the program in the
// configured command.
func adapterOf(name string, prefix []string) (Adapter, bool) {
	switch name {
	case "pi":
		return pi{prefix}, true
	case "claude":
		return claude{prefix}, true
	case "codex":
		return codex{prefix}, true
	}
	return nil, false
}

// A Command is the program to run and how to talk to it.
type Command struct {
	Program string
	Adapter Adapter
}

// ParseCommand reads a command such as "pi", "claude -p" or
// "/opt/bin/codex exec". adapter names the program that it behaves like; when
// empty, that is told from its own name.
func ParseCommand(text, adapter string) (Command, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		words = []string{"pi"}
	}
	name := adapter
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(words[0]), ".exe")
	}
	a, ok := adapterOf(name, words[1:])
	if !ok {
		return Command{}, fmt.Errorf("command %q: there is no adapter for %q: say with inferAdapter which of %s it behaves like", text, name, strings.Join(Adapters(), ", "))
	}
	return Command{Program: words[0], Adapter: a}, nil
}

// flags builds a command line.
type flags []string

// once adds a flag that the configured command may have already.
func (f *flags) once(prefix []string, names ...string) {
	for _, name := range names {
		if slices.Contains(prefix, name) {
			return
		}
	}
	*f = append(*f, names[0])
}

// value adds a flag with a value, unless that is empty.
func (f *flags) value(name, value string) {
	if value != "" {
		*f = append(*f, name, value)
	}
}

func (r *Request) discoversExtensions() bool { return r.NoExtensions != nil && !*r.NoExtensions }

// event decodes a line that is a JSON object with a type.
func event(line []byte, into any) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 1 && line[0] == '{' && json.Unmarshal(line, into) == nil
}

// limited matches what providers say of rate limits and quotas.
var limited = regexp.MustCompile(`(?i)\b429\b|rate.?limit|too many requests|quota|usage limit|hit your limit|overloaded|\b529\b`)
