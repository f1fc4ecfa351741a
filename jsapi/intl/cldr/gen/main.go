// Command gen makes cldr.zip, the locale data of package cldr, from the JSON
// form of the Unicode CLDR:
//
//	npm install --no-save --legacy-peer-deps --prefix /tmp/cldr cldr-core@48.1.0 cldr-bcp47@48.2.0 \
//	  cldr-dates-full@48.1.0 cldr-numbers-full@48.1.0 cldr-misc-full@48.1.0 \
//	  cldr-units-full@48.0.0 cldr-localenames-full@48.1.0
//	go run ./jsapi/intl/cldr/gen /tmp/cldr/node_modules jsapi/intl/cldr/cldr.zip
//
// The release should be the one of the ICU that Node has, `node -p
// process.versions.cldr`, so that the texts are the same.
package main

import (
	"archive/zip"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// languages are those whose locales the host knows. Each has Latin digits and
// the Gregorian calendar as its own, and its answers are held against Node's.
var languages = []string{
	"af", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fil", "fr", "gl", "hr", "hu", "id", "is", "it",
	"ja", "ko", "lt", "lv", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "sw", "tr", "uk", "vi", "zh", "zu",
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gen node_modules cldr.zip")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// table is one file of the archive: keys are paths such as
// "months/format/wide/1".
type table map[string]string

// removed stands for a key of the parent locale that the child lacks.
const removed = "\x00"

func generate(modules, output string) error {
	s := source{modules}
	out, err := os.Create(output)
	if err != nil {
		return err
	}
	w := zip.NewWriter(out)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	root, err := s.supplemental()
	if err != nil {
		return err
	}
	available, err := s.locales()
	if err != nil {
		return err
	}
	known, err := s.known(available)
	if err != nil {
		return err
	}
	root["locales"] = table{"known": strings.Join(known, " "), "all": strings.Join(available, " ")}
	for _, name := range slices.Sorted(maps.Keys(root)) {
		if err := write(w, "supplemental/"+name, root[name]); err != nil {
			return err
		}
	}
	for _, locale := range known {
		for _, section := range sections {
			own, err := section.read(s, locale)
			if err != nil {
				return err
			}
			parent := parentOf(root["parents"], locale)
			for parent != "" && !slices.Contains(known, parent) {
				parent = parentOf(root["parents"], parent)
			}
			if parent != "" {
				theirs, err := section.read(s, parent)
				if err != nil {
					return err
				}
				own = difference(own, theirs)
			}
			if len(own) == 0 {
				continue
			}
			if err := write(w, locale+"/"+section.name, own); err != nil {
				return err
			}
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return out.Close()
}

func parentOf(parents table, locale string) string {
	if p, ok := parents[locale]; ok {
		if p == "root" || p == "und" {
			return ""
		}
		return p
	}
	i := strings.LastIndexByte(locale, '-')
	if i < 0 {
		return ""
	}
	return locale[:i]
}

func difference(own, parent table) table {
	out := table{}
	for k, v := range own {
		if parent[k] != v {
			out[k] = v
		}
	}
	for k := range parent {
		if _, ok := own[k]; !ok {
			out[k] = removed
		}
	}
	return out
}

func write(w *zip.Writer, name string, t table) error {
	f, err := w.Create(name)
	if err != nil {
		return err
	}
	for _, k := range slices.Sorted(maps.Keys(t)) {
		if strings.ContainsAny(k+t[k], "\t\n") {
			return fmt.Errorf("%s: %q contains a separator", name, k)
		}
		if _, err := fmt.Fprintf(f, "%s\t%s\n", k, t[k]); err != nil {
			return err
		}
	}
	return nil
}

// source reads the packages.
type source struct{ modules string }

func (s source) json(name string) (map[string]any, error) {
	text, err := os.ReadFile(filepath.Join(s.modules, name))
	if err != nil {
		return nil, err
	}
	var v map[string]any
	if err := json.Unmarshal(text, &v); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

// locales are those that have data of their own.
func (s source) locales() ([]string, error) {
	v, err := s.json("cldr-core/availableLocales.json")
	if err != nil {
		return nil, err
	}
	var all []string
	for _, l := range at(v, "availableLocales", "full").([]any) {
		if l != "und" {
			all = append(all, l.(string))
		}
	}
	slices.Sort(all)
	return all, nil
}

// known are the locales of the languages, as far as they are written with
// Latin digits, or in a script that people read today.
func (s source) known(available []string) ([]string, error) {
	var known []string
	for _, locale := range available {
		language, rest, _ := strings.Cut(locale, "-")
		if !slices.Contains(languages, language) || rest == "Dsrt" || rest == "Shaw" || locale == "fr-ML" {
			continue // fr-ML has other separators in JSON than in ICU
		}
		if slices.ContainsFunc(sections, func(one section) bool {
			_, err := os.Stat(filepath.Join(s.modules, strings.ReplaceAll(one.file, "%", locale)))
			return err != nil
		}) {
			continue
		}
		v, err := s.json("cldr-numbers-full/main/" + locale + "/numbers.json")
		if err != nil {
			return nil, err
		}
		if at(v, "main", locale, "numbers", "defaultNumberingSystem") == "latn" {
			known = append(known, locale)
		}
	}
	return known, nil
}

func at(v any, path ...string) any {
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

// flatten adds the strings below v.
func flatten(into table, prefix string, v any) {
	switch v := v.(type) {
	case string:
		into[prefix] = v
	case map[string]any:
		for k, inner := range v {
			name := k
			if prefix != "" {
				name = prefix + "/" + k
			}
			flatten(into, name, inner)
		}
	}
}
