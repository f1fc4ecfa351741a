package inngest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"systembus/bundler"
)

// FailureSuffix is what the id of a function's failure handler adds to the
// function's id.
const FailureSuffix = "-failure"

// StepDiscovery is the stepId of a call that asks for the next steps, as
// opposed to a call that runs one planned step.
const StepDiscovery = "step"

// An App is what the host registers as: one app id and one URL.
type App struct {
	// ID is the app's id, which prefixes the ids of its functions.
	ID string
	// URL is where the server reaches the endpoint, with its path:
	// "http://host:3111/api/inngest".
	URL string
	// Version says which deployment this is; empty when unknown.
	Version string
}

// A FunctionConfig is one entry of a registration: a function, or a function's
// failure handler (SDK_SPEC 4.3.3). Its JSON has the TypeScript SDK's members
// in the TypeScript SDK's order, so that an unchanged app registers with an
// unchanged body.
type FunctionConfig struct {
	// ID is "app-function"; Name is what people see.
	ID, Name string
	Triggers []bundler.Trigger
	// URL is what the server calls, with fnId and stepId.
	URL string
	// Retries is {"attempts":n}, or nil for the server's default.
	Retries json.RawMessage
	// Options are the flow control options by their name on the wire.
	Options map[string]json.RawMessage
}

// FunctionID is the id under which the server knows a function: the app's id,
// a dash and the function's own id.
func FunctionID(app, function string) string { return app + "-" + function }

// Config gives the registration entries of one function: the function, and
// then its failure handler when it has one. app is the app's id and serveURL
// the URL that the server calls.
func Config(fn bundler.Function, app, serveURL string) []FunctionConfig {
	id := FunctionID(app, fn.ID)
	name := fn.Name
	if name == "" {
		name = fn.ID
	}
	main := FunctionConfig{ID: id, Name: name, Triggers: fn.Triggers, URL: stepURL(serveURL, id), Options: map[string]json.RawMessage{}}
	for option, value := range fn.Options {
		if option == "retries" {
			main.Retries = value
			continue
		}
		main.Options[option] = value
	}
	if !fn.Failure {
		return []FunctionConfig{main}
	}
	return []FunctionConfig{main, {
		ID:   id + FailureSuffix,
		Name: name + " (failure)",
		Triggers: []bundler.Trigger{{
			Event:      "inngest/function.failed",
			Expression: "event.data.function_id == '" + celQuote(id) + "'",
		}},
		URL:     stepURL(serveURL, id+FailureSuffix),
		Retries: json.RawMessage(`{"attempts":1}`),
	}}
}

// Configs gives the registration entries of all functions, in their order.
// The result is never nil: a host without functions registers an empty list.
func Configs(fns []bundler.Function, app, serveURL string) []FunctionConfig {
	configs := make([]FunctionConfig, 0, len(fns))
	for _, fn := range fns {
		configs = append(configs, Config(fn, app, serveURL)...)
	}
	return configs
}

// optionOrder is the order in which the TypeScript SDK writes the options.
var optionOrder = []string{
	"idempotency", "batchEvents", "rateLimit", "throttle", "concurrency", "debounce", "priority", "timeouts",
	"singleton", "cancel",
}

// MarshalJSON writes the wire form. Options that the TypeScript SDK does not
// know follow the others, sorted by name.
func (c FunctionConfig) MarshalJSON() ([]byte, error) {
	type runtime struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	}
	type step struct {
		ID      string          `json:"id"`
		Name    string          `json:"name"`
		Runtime runtime         `json:"runtime"`
		Retries json.RawMessage `json:"retries,omitempty"`
	}
	triggers := c.Triggers
	if triggers == nil {
		triggers = []bundler.Trigger{}
	}
	head, err := encode(struct {
		ID       string            `json:"id"`
		Name     string            `json:"name"`
		Triggers []bundler.Trigger `json:"triggers"`
		Steps    map[string]step   `json:"steps"`
	}{c.ID, c.Name, triggers, map[string]step{
		StepDiscovery: {ID: StepDiscovery, Name: StepDiscovery, Runtime: runtime{"http", c.URL}, Retries: c.Retries},
	}})
	if err != nil {
		return nil, fmt.Errorf("function %s: %w", c.ID, err)
	}

	names := make([]string, 0, len(c.Options))
	for name, value := range c.Options {
		if value = bytes.TrimSpace(value); len(value) == 0 || string(value) == "null" {
			continue
		}
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if byOrder := optionRank(a) - optionRank(b); byOrder != 0 {
			return byOrder
		}
		return strings.Compare(a, b)
	})
	out := bytes.NewBuffer(head[:len(head)-1])
	for _, name := range names {
		member, err := encode(map[string]json.RawMessage{name: c.Options[name]})
		if err != nil {
			return nil, fmt.Errorf("function %s: option %s: %w", c.ID, name, err)
		}
		out.WriteByte(',')
		out.Write(member[1 : len(member)-1])
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func optionRank(name string) int {
	if i := slices.Index(optionOrder, name); i >= 0 {
		return i
	}
	return len(optionOrder)
}

// Capabilities say what the endpoint can do beyond calls.
type Capabilities struct {
	TrustProbe string `json:"trust_probe"`
	Connect    string `json:"connect,omitempty"`
}

var capabilities = Capabilities{TrustProbe: "v1"}

// A SyncRequest is the body of POST /fn/register: an out-of-band sync
// (SDK_SPEC 4.3.2).
type SyncRequest struct {
	URL          string           `json:"url"`
	DeployType   string           `json:"deployType"`
	Framework    string           `json:"framework"`
	AppName      string           `json:"appName"`
	Functions    []FunctionConfig `json:"functions"`
	SDK          string           `json:"sdk"`
	V            string           `json:"v"`
	DeployID     string           `json:"deployId,omitempty"`
	Capabilities Capabilities     `json:"capabilities"`
	AppVersion   string           `json:"appVersion,omitempty"`
	// IdempotencyKey makes a server that remembers an equal registration
	// process this one nevertheless.
	IdempotencyKey string `json:"idempotencyKey,omitempty"`
}

// NewSyncRequest describes the app and its functions for registration.
func NewSyncRequest(env Environment, app App, fns []bundler.Function) SyncRequest {
	return SyncRequest{
		URL:          app.URL,
		DeployType:   "ping",
		Framework:    Framework,
		AppName:      app.ID,
		Functions:    Configs(fns, app.ID, app.URL),
		SDK:          env.SDK(),
		V:            "0.1",
		Capabilities: capabilities,
		AppVersion:   app.Version,
	}
}

// Hash is the hex SHA-256 of the request's JSON. Equal configurations have
// equal hashes.
func (s SyncRequest) Hash() (string, error) {
	body, err := encode(s)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// An InBandSync is the answer to a signed PUT with HeaderSyncKind "in_band":
// the registration goes back in the response (SDK_SPEC 4.3.1).
type InBandSync struct {
	AppID        string           `json:"app_id"`
	AppVersion   string           `json:"appVersion,omitempty"`
	Capabilities Capabilities     `json:"capabilities"`
	Env          *string          `json:"env"`
	Framework    string           `json:"framework"`
	Functions    []FunctionConfig `json:"functions"`
	Inspection   Inspection       `json:"inspection"`
	Platform     *string          `json:"platform"`
	SDKAuthor    string           `json:"sdk_author"`
	SDKLanguage  string           `json:"sdk_language"`
	SDKVersion   string           `json:"sdk_version"`
	SDK          string           `json:"sdk"`
	URL          string           `json:"url"`
}

// NewInBandSync describes the app for the server that asked for it with the
// given inspection.
func NewInBandSync(env Environment, app App, fns []bundler.Function, inspection Inspection) InBandSync {
	return InBandSync{
		AppID:        app.ID,
		AppVersion:   app.Version,
		Capabilities: capabilities,
		Env:          optional(env.Branch),
		Framework:    Framework,
		Functions:    Configs(fns, app.ID, app.URL),
		Inspection:   inspection,
		Platform:     optional(env.Platform),
		SDKAuthor:    "host",
		SDKLanguage:  Language,
		SDKVersion:   env.version(),
		SDK:          env.SDK(),
		URL:          app.URL,
	}
}

// stepURL is the endpoint's URL with the parameters of a discovery call.
// The parameters are written in the order in which the TypeScript SDK has
// them, after any that the URL brings along.
func stepURL(serveURL, id string) string {
	u, err := url.Parse(serveURL)
	if err != nil {
		return serveURL
	}
	q := u.Query()
	q.Del(QueryFunction)
	q.Del(QueryStep)
	u.RawQuery = strings.TrimPrefix(q.Encode()+"&", "&") +
		QueryFunction + "=" + url.QueryEscape(id) + "&" + QueryStep + "=" + StepDiscovery
	return u.String()
}

// celQuote escapes an id for a CEL string in single quotes.
func celQuote(id string) string {
	return strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(id)
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// encode is json.Marshal as JSON.stringify writes it: "<", ">" and "&" stay.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
