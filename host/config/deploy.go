package config

import "time"

// Deploy says what host deploy puts where.
type Deploy struct {
	// Repository is where images go.
	Repository string `json:"deployRepository" name:"repository" env:"HOST_DEPLOY_REPOSITORY" placeholder:"IMAGE" group:"deploy" help:"Where images are pushed: ghcr.io/owner/system-bus-worker."`
	// RegistryUser goes with the registry's token.
	RegistryUser string `json:"deployRegistryUser" name:"registry-user" placeholder:"NAME" group:"deploy" help:"The account that the registry's token belongs to; the repository's owner unless it is given."`
	// Platforms are what the image is for.
	Platforms []string `json:"deployPlatforms" name:"platform" placeholder:"OS/ARCH" group:"deploy" help:"What the image is for, linux/arm64 or linux/amd64; may be repeated. Without it, what the cluster's nodes are."`
	// Base is the image below ours.
	Base string `json:"deployBase" name:"base" placeholder:"IMAGE@DIGEST" group:"deploy" help:"The image to build on, by digest; without it one of our own, which holds no programs."`
	// Binary is the host's binary for the image.
	Binary string `json:"deployBinary" name:"binary" placeholder:"FILE" group:"deploy" help:"The host's binary for the image; without it, it is built or looked for beside this program."`
	// SBOM says what becomes of the list of what is in the image.
	SBOM string `json:"deploySbom" name:"sbom" enum:"file,referrer,none" default:"file" placeholder:"WHERE" group:"deploy" help:"Where the list of all modules and packages in the image goes, as SPDX: file (.host/sbom.spdx.json), referrer (beside the image in the registry, too) or none."`
	// Context is the kubeconfig's.
	Context string `json:"deployContext" name:"context" env:"HOST_DEPLOY_CONTEXT" placeholder:"NAME" group:"deploy" help:"The kubeconfig's context; its current one unless it is given."`
	// Namespace is where the worker is.
	Namespace string `json:"deployNamespace" name:"namespace" short:"n" env:"HOST_DEPLOY_NAMESPACE" placeholder:"NAME" group:"deploy" help:"The namespace; the context's unless it is given."`
	// Name is the Deployment's.
	Name string `json:"deployName" name:"name" default:"system-bus-worker" placeholder:"NAME" group:"deploy" help:"The name of the Deployment and of all that belongs to it."`
	// Overlay changes the manifests.
	Overlay string `json:"deployOverlay" name:"overlay" placeholder:"NAME|DIR" group:"deploy" help:"What the manifests are: single-node, autoscale, or a folder with a kustomization."`
	// PullSecret is the Secret with which nodes pull.
	PullSecret string `json:"deployPullSecret" name:"pull-secret" default:"ghcr-pull" placeholder:"NAME" group:"deploy" help:"The Secret with which the cluster pulls the image."`
	// WorkerInngest is the Inngest server as the pods reach it.
	WorkerInngest string `json:"deployInngestUrl" name:"worker-inngest-url" placeholder:"URL" group:"deploy" help:"The Inngest server's URL inside the cluster; INNGEST_BASE_URL of the Secret unless it is given."`
	// WorkerOrigin is where the Inngest server reaches the pods.
	WorkerOrigin string `json:"deployServeOrigin" name:"worker-origin" placeholder:"URL" group:"deploy" help:"Where the Inngest server reaches the worker; http://NAME.NAMESPACE:3111 unless it is given."`
	// Branch is the one that deploys are made from.
	Branch string `json:"deployBranch" name:"branch" env:"HOST_DEPLOY_BRANCH" default:"main" placeholder:"NAME" group:"deploy" help:"The branch that deploys to the cluster are made from (default main)."`
	// Timeout bounds the rollout.
	Timeout time.Duration `json:"deployTimeout" name:"timeout" env:"HOST_DEPLOY_TIMEOUT" default:"180s" placeholder:"DURATION" group:"deploy" help:"How long a rollout may take."`
}
