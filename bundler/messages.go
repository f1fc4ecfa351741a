package bundler

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"systembus/host/spelling"
)

// problems puts esbuild's messages into the host's words.
func (b *Builder) problems(entry Entry, result api.BuildResult) []Problem {
	var problems []Problem
	needed := map[string]bool{}
	for _, m := range result.Errors {
		if name, specifier, ok := refusedIn(m); ok {
			// A package may need a module in many files: one is enough.
			need := name + " " + strings.TrimPrefix(specifier, "node:")
			if needed[need] {
				continue
			}
			needed[need] = true
		}
		problems = append(problems, b.problem(entry, Error, m))
	}
	for _, m := range result.Warnings {
		if m.Location != nil && fromNodeModules(m.Location.File) && m.PluginName == "" {
			continue // how a package is written is not its user's concern
		}
		if strings.HasPrefix(m.ID, "unsupported-") && b.handled(m.Location) {
			continue
		}
		problems = append(problems, b.problem(entry, Warning, m))
	}
	return problems
}

var (
	unresolved   = regexp.MustCompile(`^Could not resolve "(.*?)"(?: \(originally "(.*)"\))?$`)
	noExport     = regexp.MustCompile(`^No matching export in "(.*)" for import "(.*)"$`)
	undefinedUse = regexp.MustCompile(`^Import "(.*)" will always be undefined because there is no matching export in "(.*)"$`)
	noLoader     = regexp.MustCompile(`^No loader is configured for "(.*)" files: (.*)$`)
)

// problem puts one message into the host's words.
func (b *Builder) problem(entry Entry, severity Severity, m api.Message) Problem {
	p := Problem{Severity: severity, Text: m.Text, Remedy: notes(m.Notes)}
	if at := m.Location; at != nil {
		p.File, p.Line, p.Column, p.Length, p.LineText = at.File, at.Line, at.Column, at.Length, at.LineText
		if p.Line == 1 {
			p.LineText, p.Column = withoutSource(p.LineText, p.File, p.Column)
		}
	}
	if p.File == "" || strings.HasPrefix(p.File, "host-") {
		p.File, p.Line, p.Column, p.Length, p.LineText = entry.Path, 0, 0, 0, ""
	}
	switch text := m.Text; {
	case m.ID == "unsupported-dynamic-import" && strings.Contains(text, "not a string literal"):
		p.Text = "this import() of a variable is not bundled and will throw"
		p.Remedy = "Import by literal names, for example from a table of functions: { a: () => import(\"./a\") }."
	case m.ID == "unsupported-require-call" && strings.Contains(text, "not a string literal"):
		p.Text = "this require() of a variable is not bundled and will throw"
		p.Remedy = "Require by literal names."
	default:
		b.reword(&p, text)
	}
	return p
}

// reword recognises esbuild's messages that have better words here.
func (b *Builder) reword(p *Problem, text string) {
	if m := unresolved.FindStringSubmatch(text); m != nil {
		specifier := strings.TrimPrefix(m[1], refusedPrefix)
		if p.Line == 0 && filepath.IsAbs(specifier) {
			p.Text, p.Remedy = "no such file", ""
			return
		}
		if m[2] != "" && !strings.HasPrefix(m[1], refusedPrefix) {
			specifier = m[2]
		}
		b.notFound(p, specifier)
		return
	}
	if m := noExport.FindStringSubmatch(text); m != nil {
		b.missingName(p, m[1], m[2])
		return
	}
	if m := undefinedUse.FindStringSubmatch(text); m != nil {
		b.missingName(p, m[2], m[1])
		return
	}
	if m := noLoader.FindStringSubmatch(text); m != nil {
		p.Text = fmt.Sprintf("a %s file cannot be imported as a module", m[1])
		p.Remedy = `Import it as text: import text from "./` + path.Base(filepath.ToSlash(m[2])) + `" with { type: "text" }.`
		return
	}
}

// notFound tells why an import leads nowhere.
func (b *Builder) notFound(p *Problem, specifier string) {
	if r, ok := refusalOf(specifier); ok {
		p.Text = fmt.Sprintf("%q cannot run in the host", specifier)
		p.Remedy = r.text()
		if strings.HasPrefix(r.remedy, "Node has no") || strings.HasPrefix(r.remedy, "The host has no") {
			p.Text = fmt.Sprintf("there is no module %q", specifier)
		}
		if fromNodeModules(p.File) {
			p.Remedy += fmt.Sprintf("\nThe package %s needs it. \"alias\" in host.json can put another module in its place.", packageOf(p.File))
		}
		return
	}
	p.Text = fmt.Sprintf("cannot find %q", specifier)
	switch {
	case strings.HasPrefix(specifier, "."), strings.HasPrefix(specifier, "/"):
		if near := b.nearFile(p.File, specifier); near != "" {
			p.Remedy = fmt.Sprintf("Did you mean %q?", near)
		} else {
			p.Remedy = strings.TrimSpace("No such file.\n" + p.Remedy)
		}
	case strings.HasPrefix(specifier, "#"), strings.Contains(p.Remedy, "exported by package"), strings.Contains(p.Remedy, "not been enabled"):
		// esbuild's notes say what the package's exports lack.
	default:
		p.Remedy = `Install the package, give it a path in tsconfig.json, or an "alias" in host.json.`
	}
}

// missingName tells that a module has no export of a name.
func (b *Builder) missingName(p *Problem, module, name string) {
	module = strings.TrimPrefix(module, importNamespace+":")
	specifier, host := strings.CutPrefix(module, hostNamespace+":")
	p.Text = fmt.Sprintf("%q has no export %q", specifier, name)
	if name == "default" {
		if fromNodeModules(module) {
			specifier = packageOf(module)
		}
		p.Text = fmt.Sprintf("%q has no default export", specifier)
		p.Remedy = "Use import { name } or import * as name."
		return
	}
	if !host {
		return
	}
	names, _ := b.options.Modules.Exports(specifier)
	if near := spelling.Nearest(name, slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "default" })); near != "" {
		p.Remedy = fmt.Sprintf("Did you mean %q? ", near)
	}
	p.Remedy += "What the host has of a module is in docs/compatibility.md."
}

// absentNames finds imports in installed packages of names that host modules
// do not have. These are undefined at run time, as they would be in CommonJS,
// and each is a warning: a package may never use them.
func (b *Builder) absentNames(messages []api.Message, known map[string][]string) (map[string][]string, []Problem) {
	absent := maps.Clone(known)
	if absent == nil {
		absent = map[string][]string{}
	}
	var warnings []Problem
	for _, m := range messages {
		found := noExport.FindStringSubmatch(m.Text)
		if found == nil || m.Location == nil || !fromNodeModules(m.Location.File) {
			continue
		}
		specifier, ok := strings.CutPrefix(found[1], hostNamespace+":")
		if !ok || slices.Contains(known[specifier], found[2]) {
			continue
		}
		if !slices.Contains(absent[specifier], found[2]) {
			absent[specifier] = append(absent[specifier], found[2])
		}
		w := b.problem(Entry{}, Warning, m)
		w.Remedy = fmt.Sprintf("It is undefined when the package %s uses it.", packageOf(w.File))
		warnings = append(warnings, w)
	}
	return absent, warnings
}

// refusedIn says whether a message is of an installed package that imports a
// module that cannot run in the host.
func refusedIn(m api.Message) (name, specifier string, ok bool) {
	found := unresolved.FindStringSubmatch(m.Text)
	if found == nil || m.Location == nil || !fromNodeModules(m.Location.File) {
		return "", "", false
	}
	specifier = strings.TrimPrefix(found[1], refusedPrefix)
	_, ok = refusalOf(specifier)
	return packageOf(m.Location.File), specifier, ok
}

// refusedInPackages tells, when that is all that is wrong, which packages
// import modules that cannot run in the host, as warnings for the case that
// other builds of theirs do not.
func refusedInPackages(messages []api.Message) []Problem {
	needs := map[string][]string{}
	for _, m := range messages {
		name, specifier, ok := refusedIn(m)
		if !ok {
			return nil
		}
		if specifier = strconv.Quote(specifier); !slices.Contains(needs[name], specifier) {
			needs[name] = append(needs[name], specifier)
		}
	}
	var warnings []Problem
	for _, name := range slices.Sorted(maps.Keys(needs)) {
		slices.Sort(needs[name])
		warnings = append(warnings, Problem{
			Severity: Warning, File: "node_modules/" + name,
			Text: fmt.Sprintf("the package %s needs %s, which the host does not have", name, strings.Join(needs[name], ", ")),
		})
	}
	return warnings
}

// lacksDefaults says whether all that is wrong is that packages have no default
// export.
func lacksDefaults(messages []api.Message) bool {
	for _, m := range messages {
		found := noExport.FindStringSubmatch(m.Text)
		if found == nil || found[2] != "default" || !fromNodeModules(found[1]) {
			return false
		}
	}
	return len(messages) > 0
}

// instead completes what refusedInPackages tells with what was done.
func instead(needed []Problem, taken builds) []Problem {
	how := "without the builds that they have for Node"
	if taken == forBrowsers {
		how = "as for a browser"
	}
	for i := range needed {
		needed[i].Remedy = "The packages of this script are bundled " + how + " instead. An \"alias\" in host.json can put another in its place."
	}
	return needed
}

// handled says whether an import() or require() of a variable stands in a try
// block: its author expects that it may throw.
func (b *Builder) handled(at *api.Location) bool {
	if at == nil {
		return false
	}
	file := filepath.Join(b.options.Root, filepath.FromSlash(at.File))
	text, err := os.ReadFile(file)
	return err == nil && inTry(string(text), at.Line, at.Column)
}

// notes joins esbuild's notes into sentences.
func notes(list []api.Note) string {
	var lines []string
	for _, n := range list {
		text := n.Text
		if strings.HasPrefix(text, "You can mark the path") || strings.HasPrefix(text, "Alternatively,") ||
			strings.HasPrefix(text, "The package \"") && strings.Contains(text, "built into node") {
			continue // advice for esbuild's own settings
		}
		if strings.HasPrefix(text, "The plugin \"") {
			continue // of how esbuild works
		}
		if n.Location != nil && n.Location.File != "" {
			text = fmt.Sprintf("%s (%s:%d:%d)", strings.TrimSuffix(text, ":"), n.Location.File, n.Location.Line, n.Location.Column)
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// packageOf is the name of the installed package that a file belongs to.
func packageOf(file string) string {
	_, inside, _ := cutLast(filepath.ToSlash(file), "node_modules/")
	return packageName(inside)
}

// packageName is the package of a specifier such as "@x/y/z".
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// nearFile finds a file beside the missing one with a similar name, as an
// import would write it.
func (b *Builder) nearFile(from, specifier string) string {
	target := filepath.Join(b.options.Root, filepath.Dir(filepath.FromSlash(from)), filepath.FromSlash(specifier))
	files, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		return ""
	}
	var names []string
	for _, f := range files {
		names = append(names, withoutExtension(f.Name()))
	}
	near := spelling.Nearest(withoutExtension(filepath.Base(target)), names)
	if near == "" {
		return ""
	}
	dir, _, _ := cutLast(specifier, "/")
	return dir + "/" + near
}

// sourceLine reads one line of a file, counted from 1; "" when there is none.
func sourceLine(file string, line int) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	lines := strings.Split(string(text), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return strings.TrimSuffix(lines[line-1], "\r")
}
