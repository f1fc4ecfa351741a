package inngest

import "net/http"

// The headers of the protocol (SDK_SPEC 4.1), in Go's canonical form so that
// they can be used as keys of an http.Header.
const (
	// HeaderSignature signs a request or a response: "t=<unix>&s=<hex>".
	HeaderSignature = "X-Inngest-Signature"
	// HeaderSDK names the SDK and its version, "host:v1.2.3". The server fails
	// a run whose answer lacks it.
	HeaderSDK = "X-Inngest-Sdk"
	// HeaderSDKHandled says that the answer came from the SDK and not from a
	// proxy or a router before it.
	HeaderSDKHandled = "X-Inngest-Sdk-Handled"
	HeaderFramework  = "X-Inngest-Framework"
	HeaderPlatform   = "X-Inngest-Platform"
	// HeaderEnv names the branch environment.
	HeaderEnv = "X-Inngest-Env"
	// HeaderServerKind is "dev" or "cloud", from the server.
	HeaderServerKind = "X-Inngest-Server-Kind"
	// HeaderExpectedServerKind makes the server refuse a registration that
	// was meant for the other kind.
	HeaderExpectedServerKind = "X-Inngest-Expected-Server-Kind"
	// HeaderSyncKind is SyncInBand or SyncOutOfBand.
	HeaderSyncKind = "X-Inngest-Sync-Kind"
	// HeaderReqVersion is the execution version, "1" or "2"; "-1" in the first
	// call of a run.
	HeaderReqVersion = "X-Inngest-Req-Version"
	// HeaderNoRetry is "true" or "false".
	HeaderNoRetry      = "X-Inngest-No-Retry"
	HeaderRetryAfter   = "Retry-After"
	HeaderServerTiming = "Server-Timing"
	HeaderRequestID    = "X-Request-Id"
	// HeaderJobID is the server's queue item, which is stable over retries.
	HeaderJobID = "X-Inngest-Job-Id"
	// HeaderGenerationID counts the dispatches of a queue item; checkpoints
	// send it back so that a superseded call is refused.
	HeaderGenerationID = "X-Inngest-Generation-Id"
	HeaderRunID        = "X-Run-Id"
	HeaderStepID       = "X-Inngest-Step-Id"
	// HeaderEventIDSeed makes a repeated send of events idempotent.
	HeaderEventIDSeed = "X-Inngest-Event-Id-Seed"
)

// The values of HeaderSyncKind.
const (
	SyncInBand    = "in_band"
	SyncOutOfBand = "out_of_band"
)

// The query parameters of the endpoint.
const (
	QueryFunction = "fnId"
	QueryStep     = "stepId"
	QueryProbe    = "probe"
	QueryDeploy   = "deployId"
)

// Language is the part of the SDK's name before the colon. It is our own: see
// docs/decisions on the name the host registers with.
const Language = "host"

// Framework is what HeaderFramework and the registration call the router.
const Framework = "chi"

// SetCommon sets the headers that every answer of the endpoint carries: who
// answers, and that it was the SDK. Content-Type is JSON unless it is set.
func SetCommon(w http.ResponseWriter, env Environment) {
	h := w.Header()
	env.identify(h)
	h.Set(HeaderSDKHandled, "true")
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json")
	}
}

// Unauthorized answers 401 and takes back everything SetCommon said of the
// host: a stranger learns only that an SDK answered.
func Unauthorized(w http.ResponseWriter) {
	anonymise(w.Header())
	w.WriteHeader(http.StatusUnauthorized)
	_, _ = w.Write([]byte(`{"message":"Unauthorized"}`))
}

// anonymise leaves of the headers only that an SDK answers, in JSON.
func anonymise(h http.Header) {
	for _, name := range []string{
		HeaderSDK, HeaderFramework, HeaderPlatform, HeaderEnv, HeaderReqVersion, HeaderSyncKind, HeaderSignature,
		HeaderNoRetry, HeaderServerTiming, "User-Agent",
	} {
		h.Del(name)
	}
	h.Set(HeaderSDKHandled, "true")
	h.Set("Content-Type", "application/json")
}

// identify sets what both requests and answers say about the host.
func (e Environment) identify(h http.Header) {
	h.Set("User-Agent", e.SDK())
	h.Set(HeaderSDK, e.SDK())
	h.Set(HeaderFramework, Framework)
	if e.Platform != "" {
		h.Set(HeaderPlatform, e.Platform)
	}
	if e.Branch != "" {
		h.Set(HeaderEnv, e.Branch)
	}
}
