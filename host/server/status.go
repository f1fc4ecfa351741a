package server

import "time"

// A Status is the document at /. Its first six keys are those that the
// operators' tools already read from the workers this host replaces.
type Status struct {
	// Service is the app's id.
	Service string `json:"service"`
	// Status is "ok", or "draining".
	Status string `json:"status"`
	// Functions are the ids served, sorted; Count is their number.
	Functions []string `json:"functions"`
	Count     int      `json:"count"`
	Worker    Worker   `json:"worker"`
	Runtime   Runtime  `json:"runtime"`

	// Registration is how far the worker has come with the Inngest server.
	Registration any `json:"registration"`
	// Isolates are the figures of the loaded scripts.
	Isolates any `json:"isolates,omitempty"`
	// Secrets tell of each secret all but its value.
	Secrets any `json:"secrets,omitempty"`
	// Infer are the figures of the requests to language models.
	Infer any `json:"infer,omitempty"`
	// Redis and Gateway are the figures of what goes through Redis.
	Redis   any `json:"redis,omitempty"`
	Gateway any `json:"gateway,omitempty"`

	// Webhooks says where deliveries are taken and for which providers.
	Webhooks Webhooks `json:"webhooks"`
	// Events are the names that start a function, and which they start.
	Events map[string]string `json:"events"`
	// Observability is what becomes of events that scripts emit.
	Observability any `json:"observability"`
	// Queue is what waits on disk for a server that is away, by queue.
	Queue map[string]any `json:"queue"`
	// Children are the programs of scripts that run.
	Children any `json:"children"`
	// Calls are those of the last hour, Catalog the functions served.
	Calls   any     `json:"calls"`
	Catalog []Entry `json:"catalog"`
}

// Webhooks is the part of a Status about deliveries.
type Webhooks struct {
	Endpoint  string `json:"endpoint"`
	Providers []any  `json:"providers"`
}

// An Entry is one function served, and how it last went.
type Entry struct {
	ID       string   `json:"id"`
	Script   string   `json:"script"`
	Roles    []string `json:"roles"`
	Triggers []string `json:"triggers"`
	// LastCall is null until the function is called.
	LastCall *LastCall `json:"lastCall"`
	// Calls and Errors are those of the last hour.
	Calls  int64 `json:"calls"`
	Errors int64 `json:"errors"`
}

// A LastCall is how a function's last call went.
type LastCall struct {
	At      time.Time `json:"at"`
	RunID   string    `json:"runId"`
	Outcome string    `json:"outcome"`
	Error   string    `json:"error,omitempty"`
	Ms      int64     `json:"ms"`
}

// A Worker is the part of a Status about roles.
type Worker struct {
	Role      string    `json:"role"`
	StartedAt time.Time `json:"startedAt"`
	// LastRegistrationAt is when the server last accepted the functions;
	// null before that.
	LastRegistrationAt *time.Time `json:"lastRegistrationAt"`
	// RoleCounts are the functions of each role, and of the one in use as
	// "active".
	RoleCounts map[string]int `json:"roleCounts"`
	// DuplicateFunctionIDs are ids that more than one role has: a warning
	// sign where both run against one app.
	DuplicateFunctionIDs    []string `json:"duplicateFunctionIds"`
	HasDuplicateFunctionIDs bool     `json:"hasDuplicateFunctionIds"`
}

// A Runtime is the part of a Status about the process.
type Runtime struct {
	Cwd string `json:"cwd"`
	// DeploymentModel is "single-source": a worker serves the functions of
	// one project.
	DeploymentModel string `json:"deploymentModel"`
	// LegacyCloneDetected is always false here; tools read it.
	LegacyCloneDetected bool   `json:"legacyCloneDetected"`
	Engine              string `json:"engine"`
	Version             string `json:"version"`
	Go                  string `json:"go"`
	// Mode is "dev", "cloud" or "embedded": what plays the server's part.
	Mode string `json:"mode"`
	// Revision is the commit that the worker was deployed from, as its image
	// says in HOST_REVISION.
	Revision string `json:"revision,omitempty"`
	// MissingPrograms are those that the scripts served require and that are
	// not on PATH.
	MissingPrograms []string `json:"missingPrograms,omitempty"`
}
