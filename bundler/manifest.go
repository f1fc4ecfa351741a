package bundler

import (
	"encoding/json"
	"errors"
	"strings"
)

// ManifestFile is the name of the manifest in a build folder.
const ManifestFile = "manifest.json"

// A Manifest lists what `host build` made: every script's bundle and what it
// registered when it was evaluated. `host run` serves from it without
// evaluating a script first.
type Manifest struct {
	// Format is the version of this structure; a host refuses another.
	Format int `json:"format"`
	// Built names the host that made it, for messages.
	Built   string   `json:"built"`
	Scripts []Script `json:"scripts"`
}

// A Script is one entry file and its bundle.
type Script struct {
	// Path is the entry file relative to the project's root, with slashes:
	// "scripts/functions/digest.ts". It is what messages and stacks show.
	Path string `json:"path"`
	// Bundle and Map are file names in the build folder.
	Bundle string `json:"bundle"`
	Map    string `json:"map"`
	// Hash is the hex SHA-256 of the bundle's code.
	Hash string `json:"hash"`
	// Size is the bundle's length in bytes.
	Size int `json:"size"`
	// Roles are the roles that serve the script, sorted.
	Roles []string `json:"roles"`
	// Functions are what the script created and exported, in that order.
	Functions []Function `json:"functions"`
	// Requires are the programs that the script starts, by name or absolute
	// path, as its `export const requires` says.
	Requires []string `json:"requires,omitempty"`
	// AllowNoRetries is why its functions may go without retries, as its
	// `export const allowNoRetries` says.
	AllowNoRetries Reasons `json:"allowNoRetries,omitempty"`
	// Packages are the npm packages whose code the bundle is made of.
	Packages []Package `json:"packages,omitempty"`
	// Webhook is the provider of webhooks that the script exports, if any.
	Webhook *Webhook `json:"webhook,omitempty"`
	// Env holds the environment variables that evaluation read, each with
	// the hex SHA-256 of its value, or "" when it was unset. A worker whose
	// environment differs evaluates the script again.
	Env map[string]string `json:"env,omitempty"`
}

// Reasons are sentences by function id; "" holds for all others.
type Reasons map[string]string

// UnmarshalJSON reads a sentence, or an object of them.
func (r *Reasons) UnmarshalJSON(text []byte) error {
	var all string
	if json.Unmarshal(text, &all) == nil {
		*r = Reasons{"": all}
		return nil
	}
	var by map[string]string
	if err := json.Unmarshal(text, &by); err != nil {
		return errors.New("want a reason, or an object of reasons by function id")
	}
	*r = by
	return nil
}

// For is the reason that holds for a function, or "".
func (r Reasons) For(id string) string {
	if reason, own := r[id]; own {
		return strings.TrimSpace(reason)
	}
	return strings.TrimSpace(r[""])
}

// A Function is one durable function as a script defines it, before an app id
// and a URL are known.
type Function struct {
	// ID is the function's own id, opaque: it may hold "/" and ".".
	ID   string `json:"id"`
	Name string `json:"name"`
	// App is the id of the client that created it.
	App string `json:"app"`
	// Dialect is the major version of the SDK whose form createFunction was
	// called in: 3 or 4.
	Dialect int `json:"dialect"`
	// Line is where createFunction was called, "scripts/functions/x.ts:12:7".
	Line string `json:"line,omitempty"`
	// Triggers are the wire form: [{"event","expression"?}|{"cron","jitter"?}].
	Triggers []Trigger `json:"triggers"`
	// Options are the wire form of the flow control options, verbatim:
	// concurrency, throttle, rateLimit, debounce, batchEvents, priority,
	// idempotency, timeouts, singleton, cancel, retries ({"attempts":n}).
	Options map[string]json.RawMessage `json:"options,omitempty"`
	// Failure says that the function has an onFailure handler, which is
	// registered as a function of its own.
	Failure bool `json:"failure,omitempty"`
	// Checkpointing is the function's or its client's checkpointing setting,
	// absent when neither says; true, false or an object of options.
	Checkpointing json.RawMessage `json:"checkpointing,omitempty"`
	// OptimizeParallelism is the option, absent when not given.
	OptimizeParallelism *bool `json:"optimizeParallelism,omitempty"`
	// Unknown are options that the SDK does not have, and ignores.
	Unknown []UnknownOption `json:"unknown,omitempty"`
}

// An UnknownOption is one that no version of the SDK has.
type UnknownOption struct {
	// Of is the option that it is a member of; "" for one of the function.
	Of   string `json:"of,omitempty"`
	Name string `json:"name"`
	// Known are the names that its place has.
	Known []string `json:"known"`
}

// A Trigger starts a function: an event, with an optional CEL expression, or
// a cron schedule.
type Trigger struct {
	Event      string `json:"event,omitempty"`
	Expression string `json:"expression,omitempty"`
	Cron       string `json:"cron,omitempty"`
	Jitter     string `json:"jitter,omitempty"`
}
