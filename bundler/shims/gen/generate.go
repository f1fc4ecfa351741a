package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"systembus/bundler"
	"systembus/bundler/shims"
)

// generate compiles every shim and writes dist. A shim that does not compile
// keeps its former text; the others are written nevertheless.
func generate(root string) error {
	found, err := sources(root)
	if err != nil {
		return err
	}
	dist := filepath.Join(root, filepath.FromSlash(distDir))
	index := formerIndex(dist)
	var failures []error
	for _, specifier := range slices.Sorted(maps.Keys(found)) {
		shim, code, err := compile(root, specifier, found)
		if err != nil {
			failures = append(failures, fmt.Errorf("%s/%s:\n%w", shimsDir, found[specifier], err))
			continue
		}
		file := filepath.Join(dist, filepath.FromSlash(shim.File))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, code, 0o644); err != nil {
			return err
		}
		index[specifier] = shim
	}
	maps.DeleteFunc(index, func(specifier string, _ shims.Shim) bool { return found[specifier] == "" })
	text, err := json.MarshalIndent(index, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	failures = append(failures,
		os.WriteFile(filepath.Join(dist, "index.json"), append(text, '\n'), 0o644),
		removeOthers(dist, index))
	return errors.Join(failures...)
}

// formerIndex reads what was generated before.
func formerIndex(dist string) map[string]shims.Shim {
	index := map[string]shims.Shim{}
	text, err := os.ReadFile(filepath.Join(dist, "index.json"))
	if err == nil && json.Unmarshal(text, &index) != nil {
		index = map[string]shims.Shim{}
	}
	return index
}

// removeOthers removes the compiled texts of shims that are gone.
func removeOthers(dist string, index map[string]shims.Shim) error {
	keep := map[string]bool{"index.json": true}
	for _, s := range index {
		keep[s.File] = true
	}
	return filepath.WalkDir(dist, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dist, name)
		if err != nil || keep[filepath.ToSlash(rel)] {
			return err
		}
		return os.Remove(name)
	})
}

// compile makes one shim: its CommonJS text, and what the index says of it.
func compile(root, specifier string, found map[string]string) (shims.Shim, []byte, error) {
	options := buildOptions(root, specifier, found)
	result := api.Build(options)
	if err := failure(result); err != nil {
		return shims.Shim{}, nil, err
	}
	code, err := plainExports(lazy(bundler.WithAsyncGenerators(result.OutputFiles[0].Contents)))
	if err != nil {
		return shims.Shim{}, nil, err
	}
	var meta struct {
		Inputs map[string]struct{} `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return shims.Shim{}, nil, err
	}
	shim := shims.Shim{File: fileOf(specifier), Inputs: slices.Sorted(maps.Keys(meta.Inputs))}
	if shim.Hash, err = hash(root, shim.Inputs); err != nil {
		return shims.Shim{}, nil, err
	}
	if shim.Exports, err = exports(options); err != nil {
		return shims.Shim{}, nil, err
	}
	header := fmt.Sprintf("// Code generated from %s/%s by bundler/shims/gen; DO NOT EDIT.\n// sha256 of its sources: %s\n", shimsDir, found[specifier], shim.Hash)
	return shim, append([]byte(header), code...), nil
}

// exports asks esbuild which names a shim exports; nil when it is CommonJS
// itself, whose names are known at run time only.
func exports(options api.BuildOptions) ([]string, error) {
	options.Format = api.FormatESModule
	result := api.Build(options)
	if err := failure(result); err != nil {
		return nil, err
	}
	var meta struct {
		Inputs map[string]struct {
			Format string `json:"format"`
		} `json:"inputs"`
		Outputs map[string]struct {
			EntryPoint string   `json:"entryPoint"`
			Exports    []string `json:"exports"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return nil, err
	}
	for _, output := range meta.Outputs {
		if output.EntryPoint != "" && meta.Inputs[output.EntryPoint].Format == "esm" {
			names := append([]string{}, output.Exports...)
			slices.Sort(names)
			return names, nil
		}
	}
	return nil, nil
}

// failure gives esbuild's errors as it prints them.
func failure(result api.BuildResult) error {
	if len(result.Errors) == 0 {
		return nil
	}
	return errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
}

// buildOptions is esbuild's configuration for a shim: the same language as for
// scripts, with the host's native modules and the other shims left out.
func buildOptions(root, specifier string, found map[string]string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: root,
		EntryPoints:   []string{filepath.Join(root, filepath.FromSlash(shimsDir), filepath.FromSlash(found[specifier]))},
		Outfile:       filepath.Join(root, filepath.FromSlash(distDir), filepath.FromSlash(fileOf(specifier))),
		Bundle:        true,
		Metafile:      true,
		Format:        api.FormatCommonJS,
		Platform:      api.PlatformNeutral,
		MainFields:    []string{"browser", "module", "main"},
		Conditions:    []string{"import", "module", "default"},
		Target:        api.ES2023,
		Supported:     bundler.Supported(false),
		Charset:       api.CharsetUTF8,
		TreeShaking:   api.TreeShakingTrue,
		LegalComments: api.LegalCommentsInline,
		LogLevel:      api.LogLevelSilent,
		TsconfigRaw:   `{"compilerOptions": {"target": "ES2023", "useDefineForClassFields": true}}`,
		Plugins:       []api.Plugin{outside(root, found)},
	}
}

// outside leaves out what the host has at run time. In the shims' own sources
// a name without "node:" is the npm package, so that node/events.ts can be
// made of the package events; in a package it is the host's module.
func outside(root string, found map[string]string) api.Plugin {
	type resolving struct{}
	return api.Plugin{Name: "outside", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^[^./]`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if _, own := args.PluginData.(resolving); own || args.Kind == api.ResolveEntryPoint {
				return api.OnResolveResult{}, nil
			}
			if strings.HasPrefix(args.Path, "host:") || strings.HasPrefix(args.Path, "node:") || strings.HasPrefix(args.Path, "bun:") {
				return api.OnResolveResult{Path: args.Path, External: true, SideEffects: api.SideEffectsFalse}, nil
			}
			// A package that names "process/" means the npm package even in Node;
			// here the host's module is the better one.
			name := strings.TrimSuffix(args.Path, "/")
			if found[name] == "" {
				name = "node:" + name
			}
			if found[name] == "" {
				return api.OnResolveResult{}, nil
			}
			if !strings.Contains(filepath.ToSlash(args.Importer), "/node_modules/") {
				r := build.Resolve(args.Path, api.ResolveOptions{
					Importer: args.Importer, ResolveDir: args.ResolveDir, Kind: args.Kind, PluginData: resolving{},
				})
				if len(r.Errors) == 0 {
					return api.OnResolveResult{Path: r.Path, Namespace: r.Namespace, Suffix: r.Suffix}, nil
				}
			}
			return api.OnResolveResult{Path: name, External: true, SideEffects: api.SideEffectsFalse}, nil
		})
	}}
}
