package local

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// syncBody is the body of an SDK's sync (SDK_SPEC 4.3).
type syncBody struct {
	URL       string            `json:"url"`
	AppName   string            `json:"appName"`
	SDK       string            `json:"sdk"`
	Functions []json.RawMessage `json:"functions"`
}

// Register makes an app's functions known, as a POST to /fn/register does;
// payload is its body. They replace all that the app had registered, and all
// that another app had at the same URL, which is the same worker under a new
// name. Runs of a function that is gone or changed go on as it was.
func (e *Executor) Register(payload []byte) error {
	_, err := e.register(payload)
	return err
}

// registered is what a sync gave.
type registered struct {
	app      *app
	modified bool
}

func (e *Executor) register(payload []byte) (registered, error) {
	var body syncBody
	if err := json.Unmarshal(payload, &body); err != nil {
		return registered{}, fmt.Errorf("the body is not a sync: %w", err)
	}
	if body.AppName == "" {
		return registered{}, fmt.Errorf("appName is missing")
	}
	a := &app{
		id: body.AppName, url: body.URL, sdk: body.SDK,
		uuid: uuid.NewSHA1(uuid.NameSpaceURL, []byte(body.AppName)).String(),
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00", body.URL, body.SDK)
	fns := make([]*function, 0, len(body.Functions))
	for i, text := range body.Functions {
		f, err := decodeFunction(a.id, text)
		if err != nil {
			name := fmt.Sprintf("%d", i)
			if f != nil && f.id != "" {
				name = f.id
			}
			return registered{}, fmt.Errorf("function %s: %w", name, err)
		}
		if slices.Contains(a.functions, f.id) {
			return registered{}, fmt.Errorf("function %s is registered twice", f.id)
		}
		a.functions = append(a.functions, f.id)
		fns = append(fns, f)
		sum.Write(text)
	}
	a.checksum = hex.EncodeToString(sum.Sum(nil))

	e.mu.Lock()
	defer e.unlock()
	if old := e.apps[a.id]; old != nil && old.checksum == a.checksum {
		return registered{app: old}, nil
	}
	replaced := func(old *app) bool { return old.id == a.id || old.url == a.url && a.url != "" }
	for _, f := range fns {
		if old := e.fns[f.id]; old != nil && !replaced(e.apps[old.app]) {
			return registered{}, fmt.Errorf("function %s belongs to the app %s", f.id, old.app)
		}
	}
	for _, old := range e.sortedApps() {
		if replaced(old) {
			e.unregister(old)
		}
	}
	e.apps[a.id] = a
	now := e.clock.Now()
	for _, f := range fns {
		e.fns[f.id] = f
		for _, t := range f.triggers {
			if t.when != nil && !e.noCron {
				e.tick(f, t, now)
			}
		}
	}
	return registered{app: a, modified: true}, nil
}

// unregister forgets an app and its functions. The lock is held.
func (e *Executor) unregister(a *app) {
	for _, id := range a.functions {
		e.stopCrons(e.fns[id])
		delete(e.fns, id)
	}
	delete(e.apps, a.id)
}

// functions gives all functions in a steady order. The lock is held.
func (e *Executor) functions() []*function {
	var out []*function
	for _, a := range e.sortedApps() {
		for _, id := range a.functions {
			out = append(out, e.fns[id])
		}
	}
	return out
}

func (e *Executor) sortedApps() []*app {
	out := make([]*app, 0, len(e.apps))
	for _, a := range e.apps {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b *app) int { return strings.Compare(a.id, b.id) })
	return out
}

// find gives a function by its id, with or without the app's prefix.
func (e *Executor) find(id string) (*function, error) {
	if f := e.fns[id]; f != nil {
		return f, nil
	}
	var found []*function
	for _, a := range e.sortedApps() {
		if f := e.fns[a.id+"-"+id]; f != nil {
			found = append(found, f)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, fmt.Errorf("%w: %s", ErrUnknownFunction, id)
	}
	return nil, fmt.Errorf("%w: %s is in several apps; say %s or %s", ErrUnknownFunction, id, found[0].id, found[1].id)
}
