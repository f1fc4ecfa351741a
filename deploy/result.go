package deploy

import (
	"time"

	"systembus/deploy/kube"
	"systembus/host/inngest"
)

// A Result is what a deploy came to, for programs.
type Result struct {
	ID      string    `json:"id"`
	Started time.Time `json:"started"`
	// Seconds is how long it took.
	Seconds float64 `json:"seconds"`
	OK      bool    `json:"ok"`
	// UpToDate says that there was nothing to change.
	UpToDate bool `json:"upToDate"`
	// Phase is where it failed; Error and Hint say why, Details are the
	// cluster's words and the log's last lines.
	Phase   Phase    `json:"phase,omitempty"`
	Error   string   `json:"error,omitempty"`
	Hint    string   `json:"hint,omitempty"`
	Details []string `json:"details,omitempty"`
	// Code is the exit code.
	Code        int  `json:"code"`
	Interrupted bool `json:"interrupted,omitempty"`
	RolledBack  bool `json:"rolledBack,omitempty"`
	// Stays says what is in the cluster when going back did not go well.
	Stays string `json:"stays,omitempty"`

	Context   string `json:"context"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Actor     string `json:"actor,omitempty"`
	// Commit is what was deployed, Dirty that the folder differed from it.
	Commit string `json:"commit,omitempty"`
	Dirty  bool   `json:"dirty,omitempty"`

	Image       string `json:"image,omitempty"`
	Digest      string `json:"digest,omitempty"`
	Tag         string `json:"tag,omitempty"`
	ImageBefore string `json:"imageBefore,omitempty"`
	// Size is what a node pulls that has nothing of the image; Pushed is what
	// was sent to the registry. In bytes.
	Size   int64 `json:"size,omitempty"`
	Pushed int64 `json:"pushed"`
	// Credential is where the registry's came from.
	Credential string `json:"credential,omitempty"`

	RevisionBefore int `json:"revisionBefore,omitempty"`
	RevisionAfter  int `json:"revisionAfter,omitempty"`

	Phases  []PhaseRecord  `json:"phases"`
	Drift   []kube.Drift   `json:"drift,omitempty"`
	Applied []kube.Applied `json:"applied,omitempty"`
	// Leftover are objects that the manifests have lost, and Pruned those of
	// them that were removed: "ConfigMap settings".
	Leftover []string `json:"leftover,omitempty"`
	Pruned   []string `json:"pruned,omitempty"`

	// App is the app's id; Functions are what this build registers, Added,
	// Removed and Changed how that differs from what the server had.
	App       string   `json:"app,omitempty"`
	Functions []string `json:"functions,omitempty"`
	Added     []string `json:"added,omitempty"`
	Removed   []string `json:"removed,omitempty"`
	Changed   []string `json:"changed,omitempty"`
	// Verified says that the server's registry is what it should be.
	Verified bool `json:"verified"`
	// Trial is the event that was sent, Watched how runs went afterwards; nil
	// when nobody asked for it.
	Trial     *Trial                  `json:"trial,omitempty"`
	Watched   *Watched                `json:"watched,omitempty"`
	StaleApps []inngest.RegisteredApp `json:"staleApps,omitempty"`
	// LongSteps were being executed when the deploy began.
	LongSteps []inngest.ActiveRun `json:"longSteps,omitempty"`
	Warnings  []string            `json:"warnings,omitempty"`
}

// A PhaseRecord is how one phase went.
type PhaseRecord struct {
	Phase   Phase   `json:"phase"`
	Seconds float64 `json:"seconds"`
	// Status is ok, skipped or failed.
	Status string `json:"status"`
	Detail string `json:"detail,omitempty"`
}
