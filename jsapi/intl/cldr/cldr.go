// Package cldr holds the locale data of the host: texts and patterns of the
// Unicode Common Locale Data Repository, release 48.1, for the locales that
// Known lists. The data are under the Unicode License v3, which
// lies beside them.
//
// They lie in cldr.zip, which the command in gen makes; the release is that of
// Node's ICU. A section of a locale, such as its dates, is unpacked when it is
// first read and shared by the whole process.
package cldr

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"strings"
	"sync"
)

//go:embed cldr.zip
var archive []byte

// removed stands for a key of the parent locale that the child lacks.
const removed = "\x00"

// A Section names one part of a locale's data.
type Section string

// The sections. Their keys are the paths of CLDR's JSON form.
const (
	Dates       Section = "dates"
	Fields      Section = "fields"
	Zones       Section = "zones"
	Numbers     Section = "numbers"
	Currencies  Section = "currencies"
	Units       Section = "units"
	Lists       Section = "lists"
	Languages   Section = "languages"
	Territories Section = "territories"
	Scripts     Section = "scripts"
	Display     Section = "display"
)

// files are the archive's files by name.
var files = sync.OnceValue(func() map[string]*zip.File {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		panic(fmt.Errorf("cldr.zip: %w", err))
	}
	all := make(map[string]*zip.File, len(r.File))
	for _, f := range r.File {
		all[f.Name] = f
	}
	return all
})

// A Table is one part of the data. Its owner is this package: do not change it.
type Table map[string]string

// read unpacks a file; nil when there is none.
func read(name string) Table {
	f := files()[name]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		panic(fmt.Errorf("cldr.zip: %s: %w", name, err))
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		panic(fmt.Errorf("cldr.zip: %s: %w", name, err))
	}
	text := string(raw)
	t := make(Table, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		t[key] = value
	}
	return t
}

// tables are the parts that have been read, by name. Nothing ever changes in
// them, so that it makes no difference who reads one first.
var tables sync.Map

func cached(name string, make func() Table) Table {
	if t, ok := tables.Load(name); ok {
		return t.(Table)
	}
	t, _ := tables.LoadOrStore(name, make())
	return t.(Table)
}

// Supplemental is a table that belongs to no locale: "plurals", "times",
// "metazones" and others.
func Supplemental(name string) Table {
	return cached("supplemental/"+name, func() Table { return read("supplemental/" + name) })
}

// Own gives what a locale has of a section itself, without what it inherits.
func Own(locale string, s Section) Table {
	return cached("own "+locale+"/"+string(s), func() Table { return read(locale + "/" + string(s)) })
}

// Locale gives a section of a locale with what it inherits. The locale is one
// of Known, or any other, which then is its nearest known ancestor.
func Locale(locale string, s Section) Table {
	return cached(locale+"/"+string(s), func() Table {
		own := read(locale + "/" + string(s))
		parent := Parent(locale)
		if parent == "" {
			return own
		}
		inherited := Locale(parent, s)
		if len(own) == 0 {
			return inherited
		}
		all := maps.Clone(inherited)
		for k, v := range own {
			if v == removed {
				delete(all, k)
			} else {
				all[k] = v
			}
		}
		return all
	})
}

// Parent is the locale that a locale inherits from; "" when it is the root.
func Parent(locale string) string {
	if p, ok := Supplemental("parents")[locale]; ok {
		if p == "root" || p == "und" {
			return ""
		}
		return p
	}
	if language, region, ok := strings.Cut(locale, "-"); ok && len(region) == 2 {
		// A region may imply another script than its language does: zh-TW
		// inherits from zh-Hant.
		likely := Supplemental("likely")
		full, implied := likely[locale], likely[language]
		if full != "" && implied != "" && script(full) != script(implied) {
			return language + "-" + script(full) + "-" + region
		}
	}
	i := strings.LastIndexByte(locale, '-')
	if i < 0 {
		return ""
	}
	return locale[:i]
}

func script(maximal string) string {
	parts := strings.Split(maximal, "-")
	if len(parts) < 2 {
		return ""
	}
	return parts[1]
}

// Known are the locales with data in the archive.
func Known() []string { return strings.Fields(Supplemental("locales")["known"]) }

// Exist are all locales of CLDR, most of which the host has no data for.
func Exist() []string { return strings.Fields(Supplemental("locales")["all"]) }
