package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionCmd is `host version`.
type versionCmd struct {
	JSON bool `help:"Print the version, the platform and every module in the binary as JSON."`
}

// Run prints the version.
func (c *versionCmd) Run(w *world) error {
	if !c.JSON {
		fmt.Fprintf(w.stdout, "host %s %s/%s %s\n", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
		return nil
	}
	doc := struct {
		Version  string            `json:"version"`
		Go       string            `json:"go"`
		Platform string            `json:"platform"`
		Modules  map[string]string `json:"modules"`
	}{version(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH, map[string]string{}}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			doc.Modules[m.Path] = m.Version
		}
	}
	return w.json(doc)
}

// version is that of the main module, or its revision in a development build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	revision, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = "-" + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "-dirty"
		}
	}
	return "dev" + revision + dirty
}

// json prints a document.
func (w *world) json(doc any) error {
	enc := json.NewEncoder(w.stdout.Forward)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
