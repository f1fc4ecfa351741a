package inngest

import (
	"crypto/sha256"
	"encoding/hex"
)

// inspectionSchema is the version of the introspection body that we speak.
const inspectionSchema = "2024-05-24"

// An Inspection is the answer to a GET: what the endpoint is and how it is
// set up (SDK_SPEC 4.5). The InspectionDetails are present only in the
// answer to a signed request.
type Inspection struct {
	Extra                 map[string]any `json:"extra,omitempty"`
	HasEventKey           bool           `json:"has_event_key"`
	HasSigningKey         bool           `json:"has_signing_key"`
	HasSigningKeyFallback bool           `json:"has_signing_key_fallback"`
	FunctionCount         int            `json:"function_count"`
	Mode                  Mode           `json:"mode"`
	SchemaVersion         string         `json:"schema_version"`

	*InspectionDetails
}

// InspectionDetails are the part of an Inspection for those who know a signing key.
// Hashes are cut to 12 hex digits: enough to compare, too little to search.
type InspectionDetails struct {
	AuthenticationSucceeded bool         `json:"authentication_succeeded"`
	APIOrigin               string       `json:"api_origin"`
	AppID                   string       `json:"app_id"`
	Capabilities            Capabilities `json:"capabilities"`
	Env                     *string      `json:"env"`
	EventAPIOrigin          string       `json:"event_api_origin"`
	EventKeyHash            *string      `json:"event_key_hash"`
	Framework               string       `json:"framework"`
	SDKLanguage             string       `json:"sdk_language"`
	SDKVersion              string       `json:"sdk_version"`
	ServeOrigin             *string      `json:"serve_origin"`
	ServePath               *string      `json:"serve_path"`
	SigningKeyFallbackHash  *string      `json:"signing_key_fallback_hash"`
	SigningKeyHash          *string      `json:"signing_key_hash"`
}

// Inspect describes the endpoint. functions counts the registration entries,
// failure handlers included; verified says that the request's signature fits.
func Inspect(env Environment, app App, functions int, verified bool) Inspection {
	i := Inspection{
		HasEventKey:           env.EventKey != "",
		HasSigningKey:         env.SigningKey != "",
		HasSigningKeyFallback: env.SigningKeyFallback != "",
		FunctionCount:         functions,
		Mode:                  env.Mode,
		SchemaVersion:         inspectionSchema,
	}
	if !verified {
		return i
	}
	i.InspectionDetails = &InspectionDetails{
		AuthenticationSucceeded: true,
		APIOrigin:               env.API,
		AppID:                   app.ID,
		Capabilities:            capabilities,
		Env:                     optional(env.Branch),
		EventAPIOrigin:          env.Events,
		EventKeyHash:            optional(env.EventKey.eventHash()),
		Framework:               Framework,
		SDKLanguage:             Language,
		SDKVersion:              env.version(),
		ServeOrigin:             optional(env.ServeOrigin),
		ServePath:               optional(env.ServePath),
		SigningKeyFallbackHash:  optional(env.SigningKeyFallback.signingHash()),
		SigningKeyHash:          optional(env.SigningKey.signingHash()),
	}
	return i
}

// hashDigits is how much of a key's hash is shown.
const hashDigits = 12

func (k Key) eventHash() string {
	if k == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(k))
	return hex.EncodeToString(sum[:])[:hashDigits]
}

// signingHash is the hash that the API knows a key by, without the prefix.
// For a key that is not hex, and so has no such hash, it is the text's.
func (k Key) signingHash() string {
	bare := Key(keyPrefix.ReplaceAllString(string(k), ""))
	if bare == "" {
		return ""
	}
	if hashed := bare.Bearer(); hashed != string(bare) {
		return hashed[:hashDigits]
	}
	return bare.eventHash()
}
