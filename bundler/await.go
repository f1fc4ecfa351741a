package bundler

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// awaitingFiles are the files with a top-level await, as esbuild complains of
// them when it is to make CommonJS.
func awaitingFiles(messages []api.Message) []string {
	found := map[string]bool{}
	for _, m := range messages {
		if strings.HasPrefix(m.Text, "Top-level await is") && m.Location != nil {
			found[m.Location.File] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// importGraph is the part of esbuild's metafile that says who imports whom.
type importGraph struct {
	Inputs map[string]struct {
		Imports []struct {
			Path     string `json:"path"`
			Kind     string `json:"kind"`
			Original string `json:"original"`
		} `json:"imports"`
	} `json:"inputs"`
}

// requiredAwaits finds the require() calls of modules that have a top-level
// await, or import one that has: require() cannot wait for them. import and
// import() can.
func (b *Builder) requiredAwaits(awaiting []string, text string) []Problem {
	var graph importGraph
	if len(awaiting) == 0 || json.Unmarshal([]byte(text), &graph) != nil {
		return nil
	}
	waits := setOf(awaiting...)
	for grown := true; grown; {
		grown = false
		for name, input := range graph.Inputs {
			for _, i := range input.Imports {
				if i.Kind == "import-statement" && waits[i.Path] && !waits[name] {
					waits[name], grown = true, true
				}
			}
		}
	}
	var problems []Problem
	for name, input := range graph.Inputs {
		for _, i := range input.Imports {
			if i.Kind == "require-call" && waits[i.Path] {
				problems = append(problems, b.requireOf(name, i.Original))
			}
		}
	}
	return problems
}

// requireOf is the problem of one such call.
func (b *Builder) requireOf(name, specifier string) Problem {
	p := Problem{
		Severity: Error, File: name,
		Text:   "require() cannot load a module with a top-level await",
		Remedy: "Use import, or await import(), instead.",
	}
	text, err := os.ReadFile(filepath.Join(b.options.Root, filepath.FromSlash(name)))
	if err != nil {
		return p
	}
	call := regexp.MustCompile(`require\(\s*(["'\x60]` + regexp.QuoteMeta(specifier) + `["'\x60])`)
	for i, line := range strings.Split(string(text), "\n") {
		if at := call.FindStringSubmatchIndex(line); at != nil {
			p.Line, p.Column, p.Length, p.LineText = i+1, at[2], at[3]-at[2], strings.TrimSuffix(line, "\r")
			return p
		}
	}
	return p
}
