package bundler

import (
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"

	"systembus/jsapi/uses"
)

// bundled is what one entry's build gave.
type bundled struct {
	code, sourceMap []byte
	imports         []string
	inputs          map[string]bool
	problems        []Problem
	uses            []uses.Use
}

// attempt says how an entry is built. The first attempt is the zero value;
// what it meets decides the next one.
type attempt struct {
	mode
	// absent are names that packages in node_modules import from a host
	// module that does not have them, by specifier. They are undefined.
	absent map[string][]string
}

// maxAttempts bounds the attempts at one entry: each of the mode's reasons to
// try again comes up once, absent names a few times over.
const maxAttempts = 10

// bundle builds one entry, as often as it takes to find how it must be built.
func (b *Builder) bundle(entry Entry) bundled {
	var try attempt
	var asides []Problem
	var awaiting []string
	var needed []Problem
	var refused bundled // what was found in the builds for Node
	for range maxAttempts {
		out, result := b.esbuild(entry, try)
		if files := awaitingFiles(result.Errors); !try.awaits && len(files) > 0 {
			try.awaits, awaiting = true, files
			continue
		}
		absent, warnings := b.absentNames(result.Errors, try.absent)
		if len(warnings) > 0 {
			try.absent = absent
			asides = append(asides, warnings...)
			continue
		}
		if !try.mains && lacksDefaults(result.Errors) {
			try.mains = true
			continue
		}
		if needs := refusedInPackages(result.Errors); try.builds == forNode && len(needs) > 0 {
			try.builds, refused, needed = forAny, out, needs
			continue
		}
		if try.builds != forNode && len(result.Errors) > 0 {
			refused.inputs = out.inputs
			if try.builds == forBrowsers {
				return refused
			}
			try.builds = forBrowsers
			continue
		}
		out.problems = append(out.problems, instead(needed, try.builds)...)
		out.problems = append(out.problems, asides...)
		out.problems = append(out.problems, b.requiredAwaits(awaiting, result.Metafile)...)
		if Failed(out.problems) || b.options.Check == nil {
			return out
		}
		found, err := b.options.Check(entry.Path, out.code)
		if err == nil {
			out.uses = found
			return out
		}
		if !try.lowered {
			try.lowered = true
			continue
		}
		out.problems = append(out.problems, b.refusedSyntax(entry, out, err))
		return out
	}
	return bundled{problems: append(asides, Problem{
		Severity: Error, File: entry.Path,
		Text:   "no way found to bundle this file",
		Remedy: "Its packages import names that host modules do not have; see the warnings, and docs/compatibility.md.",
	})}
}

// esbuild runs the bundler once.
func (b *Builder) esbuild(entry Entry, try attempt) (bundled, api.BuildResult) {
	session, failure := b.acquire(try.mode)
	if session == nil {
		result := api.BuildResult{Errors: failure}
		return bundled{problems: b.problems(entry, result)}, result
	}
	defer b.release(try.mode, session)
	result, inputs := session.run(entry, try)
	out := bundled{inputs: inputs, problems: b.problems(entry, result)}
	for _, file := range result.OutputFiles {
		if strings.HasSuffix(file.Path, ".js.map") {
			out.sourceMap = file.Contents
		} else if strings.HasSuffix(file.Path, ".js") {
			out.code = withHelper(file.Contents)
		}
	}
	out.code = withClassNames(WithAsyncGenerators(out.code), out.sourceMap)
	out.imports = b.hostImports(result.Metafile)
	return out, result
}

// metafile is the part of esbuild's metafile that is read here.
type metafile struct {
	Outputs map[string]struct {
		Imports []struct {
			Path     string `json:"path"`
			External bool   `json:"external"`
		} `json:"imports"`
		Exports []string `json:"exports"`
	} `json:"outputs"`
}

// hostImports reads which host modules a bundle requires from esbuild's
// metafile.
func (b *Builder) hostImports(text string) []string {
	var meta metafile
	if json.Unmarshal([]byte(text), &meta) != nil {
		return nil // a failed build has no metafile
	}
	found := map[string]bool{}
	for _, output := range meta.Outputs {
		for _, i := range output.Imports {
			if name, ok := b.canonical(i.Path); ok && i.External {
				found[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// refusedSyntax tells that the engine does not accept the bundle, at the
// place in the original source.
func (b *Builder) refusedSyntax(entry Entry, out bundled, err error) Problem {
	p := Problem{
		Severity: Error, File: entry.Path,
		Text:   "the engine cannot read this: " + err.Error(),
		Remedy: "Write it another way: see docs/compatibility.md#language.",
	}
	var syntax SyntaxError
	if !errors.As(err, &syntax) {
		return p
	}
	consumer, mapErr := sourcemap.Parse("", out.sourceMap)
	if mapErr != nil {
		return p
	}
	line, column := syntax.Position()
	source, _, line, column, ok := consumer.Source(line, column-1)
	if !ok {
		return p
	}
	p.File, p.Line, p.Column, p.Length = source, line, column, 1
	p.LineText = sourceLine(filepath.Join(b.options.Root, filepath.FromSlash(source)), line)
	return p
}
