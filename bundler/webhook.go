package bundler

import (
	"path"
	"strings"

	"systembus/host/signature"
)

// A Webhook is a provider of webhooks as a script defines it.
type Webhook struct {
	// ID is the provider's own name; the route is the file's.
	ID string `json:"id"`
	// EventPrefix is what the names of its events begin with, before a slash;
	// empty when they come whole.
	EventPrefix string `json:"eventPrefix"`
	// Verify is how its deliveries are signed; nil when the script verifies
	// them itself.
	Verify *signature.Scheme `json:"verify,omitempty"`
	// Secrets name the environment variables that a script's own verification
	// needs.
	Secrets []string `json:"secrets,omitempty"`
	// Challenge is how the provider makes sure of the address; nil when it
	// does not.
	Challenge *Challenge `json:"challenge,omitempty"`
	// MaxBody is the largest body accepted, in bytes; 0 for the default.
	MaxBody int64 `json:"maxBody,omitempty"`
	// ContentTypes are the media types accepted; nil for JSON.
	ContentTypes []string `json:"contentTypes,omitempty"`
}

// A Challenge is how a provider makes sure that an address is its customer's.
type Challenge struct {
	// Kind is "hmac", "echo", or "script" for a function of the script's.
	Kind string `json:"kind"`
	// Parameter of the query holds what is signed, Field of the answer holds
	// the signature, after Prefix. For hmac.
	Parameter string `json:"parameter,omitempty"`
	Field     string `json:"field,omitempty"`
	Prefix    string `json:"prefix,omitempty"`
	// Header is what is echoed. For echo.
	Header string `json:"header,omitempty"`
}

// Route is the last part of the path under which a script's webhook is served:
// the file's name.
func (s Script) Route() string {
	name := path.Base(s.Path)
	return strings.TrimSuffix(name, path.Ext(name))
}
