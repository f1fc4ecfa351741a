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
