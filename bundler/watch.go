package bundler

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long changes are collected after the first: an editor that
// saves a file removes, writes and renames, and a checkout changes many.
const settle = 8 * time.Millisecond

// A Watcher tells which files of a project changed. The system notifies it;
// it does not poll.
type Watcher struct {
	events  *fsnotify.Watcher
	trees   []string        // folders watched with all that is in them
	watched map[string]bool // folders, by the name given to the system
	// folders that hold the inputs, which outlive a change of inputs.
	inputs map[string]bool
}

// Watch begins to watch the given folders with everything in them, which are
// those that scripts are found in. Add the files that bundles are made of with
// [Watcher.Add], and read changes with [Watcher.Next]. Close it at the end.
func Watch(dirs []string) (*Watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("cannot watch files: %w", err)
	}
	w := &Watcher{events: events, watched: map[string]bool{}, inputs: map[string]bool{}}
	for _, dir := range dirs {
		dir = realPath(dir)
		w.trees = append(w.trees, dir)
		_, err := w.addTree(dir)
		if errors.Is(err, fs.ErrNotExist) {
			err = w.addFolder(filepath.Dir(dir)) // it may come
		}
		if err != nil {
			return nil, errors.Join(err, events.Close())
		}
	}
	return w, nil
}

// Add watches the folders of more files: the inputs of results. Folders of
// installed packages are not watched, except for links into the project.
func (w *Watcher) Add(files []string) error {
	folders := map[string]bool{}
	for _, file := range files {
		if !fromNodeModules(file) {
			folders[filepath.Dir(file)] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		w.inputs[dir] = true
		if err := w.addFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

// Next waits for a change, lets it settle for a few milliseconds, and gives
// the files that changed, came or went: absolute, sorted, each once. It
// returns the cause of ctx when that ends first.
func (w *Watcher) Next(ctx context.Context) ([]string, error) {
	changed := map[string]bool{}
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-settled:
			return slices.Sorted(maps.Keys(changed)), nil
		case err, ok := <-w.events.Errors:
			if !ok {
				return nil, fs.ErrClosed
			}
			return nil, fmt.Errorf("cannot watch files: %w", err)
		case event, ok := <-w.events.Events:
			if !ok {
				return nil, fs.ErrClosed
			}
			w.note(event, changed)
			if len(changed) > 0 && settled == nil {
				settled = time.After(settle)
			}
		}
	}
}

// Close ends the watching.
func (w *Watcher) Close() error { return w.events.Close() }

// note adds what an event tells to the changes.
func (w *Watcher) note(event fsnotify.Event, changed map[string]bool) {
	name := event.Name
	if event.Op == fsnotify.Chmod || ignored(name) {
		return
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			w.noteFolder(name, changed)
			return
		}
	}
	if w.watched[name] && (event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)) {
		// The folder is gone, and what the system knew of it; it may return.
		delete(w.watched, name)
		_ = w.events.Remove(name)
	}
	if w.inTree(name) || w.inputs[filepath.Dir(name)] {
		changed[name] = true
	}
}

// noteFolder watches a folder that came, and counts what is in it already as
// changed: it may have been written before the watch began.
func (w *Watcher) noteFolder(dir string, changed map[string]bool) {
	if w.inTree(dir) {
		files, _ := w.addTree(dir) // gone again: then there is nothing to tell
		for _, file := range files {
			changed[file] = true
		}
		return
	}
	for folder := range w.inputs {
		if folder == dir || strings.HasPrefix(folder, dir+string(filepath.Separator)) {
			if w.addFolder(folder) == nil {
				changed[folder] = true
			}
		}
	}
}

// inTree says whether a folder belongs to one that is watched with all that
// is in it.
func (w *Watcher) inTree(dir string) bool {
	return slices.ContainsFunc(w.trees, func(tree string) bool {
		return dir == tree || strings.HasPrefix(dir, tree+string(filepath.Separator))
	})
}

// addTree watches a folder and those in it, and gives the files there.
func (w *Watcher) addTree(dir string) (files []string, err error) {
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if name == dir {
				return err
			}
			return nil // it went while we looked
		}
		if name != dir && ignored(name) {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return w.addFolder(name)
		}
		files = append(files, name)
		return nil
	})
	return files, err
}

// addFolder watches one folder.
func (w *Watcher) addFolder(dir string) error {
	if w.watched[dir] {
		return nil
	}
	err := w.events.Add(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("cannot watch %s: %w", dir, err)
	}
	w.watched[dir] = true
	return nil
}

// ignored says whether a change of the file is nobody's concern: packages,
// hidden files, and what editors write beside a file while they save it.
func ignored(name string) bool {
	base := filepath.Base(name)
	return base == "node_modules" || strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") ||
		strings.HasPrefix(base, "#") || base == "4913"
}
