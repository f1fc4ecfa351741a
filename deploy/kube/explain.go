package kube

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Reason is a kind of failure of a rollout.
type Reason string

// The kinds of failures that are recognised.
const (
	WrongArchitecture Reason = "wrong architecture"
	ImageMissing      Reason = "image missing"
	PullRefused       Reason = "pull refused"
	PullFailed        Reason = "pull failed"
	Crashing          Reason = "crashing"
	OutOfMemory       Reason = "out of memory"
	SecretMissing     Reason = "secret missing"
	ConfigBroken      Reason = "configuration broken"
	Unschedulable     Reason = "unschedulable"
	NotCreated        Reason = "pods not created"
	TimedOut          Reason = "timed out"
)

// A Failure is why a rollout cannot succeed, for people.
type Failure struct {
	Reason Reason `json:"reason"`
	// Text says what happened and where, in one sentence without a full stop.
	Text string `json:"text"`
	// Hint says what to do.
	Hint string `json:"hint"`
	// Said is what Kubernetes said itself; it may be empty.
	Said string `json:"said,omitempty"`
	// Pod and Container are where; empty when there is none.
	Pod       string `json:"pod,omitempty"`
	Container string `json:"container,omitempty"`
	// Log are the last lines of the container, Events the pod's warnings.
	Log    []string `json:"log,omitempty"`
	Events []string `json:"events,omitempty"`

	// ran says that the container has run, so that there may be a log.
	ran bool
}

// Error is the text.
func (f *Failure) Error() string { return f.Text }

// Rules decide when a trouble counts as a failure.
type Rules struct {
	// Unschedulable is how long a pod may wait for a node; 0 means 10 s.
	Unschedulable time.Duration
	// PullSecret is the Secret with which images are pulled, and EnvSecret the
	// one with the worker's environment: for the hints.
	PullSecret, EnvSecret string
}

// Explain finds out why a rollout cannot succeed; nil means that it still can.
// It looks at the pods of the newest revision alone.
func Explain(s *Snapshot, rules Rules) *Failure {
	if s.Current() == nil {
		return nil
	}
	for _, pod := range s.NewPods() {
		if f := explainPod(s, pod, rules); f != nil {
			f.Pod = pod.Metadata.Name
			return f
		}
	}
	for _, c := range s.Deployment.Status.Conditions {
		switch {
		case c.Type == "ReplicaFailure" && c.Status == "True":
			return &Failure{
				Reason: NotCreated, Text: "the cluster does not create the pods", Said: oneLine(c.Message),
				Hint: "The cluster's words name the rule: a quota, a security policy or a missing account. Change the overlay, or ask who runs the cluster.",
			}
		case c.Type == "Progressing" && c.Status == "False" && c.Reason == "ProgressDeadlineExceeded":
			f := late(s, time.Duration(s.Deployment.Spec.ProgressDeadlineSeconds)*time.Second)
			f.Said = oneLine(c.Message)
			return f
		}
	}
	return nil
}

func explainPod(s *Snapshot, pod Pod, rules Rules) *Failure {
	if c, ok := condition(pod.Status.Conditions, "PodScheduled"); ok && c.Status == "False" && c.Reason == "Unschedulable" {
		since := c.LastTransitionTime
		if since.IsZero() {
			since = pod.Metadata.CreationTimestamp
		}
		limit := rules.Unschedulable
		if limit == 0 {
			limit = 10 * time.Second
		}
		if s.At.Sub(since) < limit {
			return nil
		}
		return unschedulable(c.Message)
	}
	for _, c := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		f := explainContainer(c, rules)
		if f == nil {
			continue
		}
		if said := s.lastEvent(pod, "Killing"); f.Reason == Crashing && failedProbe.MatchString(said) {
			f.Text, f.Said = "the worker is killed again and again, since it does not answer at /livez", oneLine(said)
			f.Hint = "Something holds it, or it needs longer to start: its log and the pod's events say more. The probes are the overlay's."
		}
		f.Container = c.Name
		return f
	}
	return nil
}

// failedProbe is what a node says of a container that it kills for its probe.
var failedProbe = regexp.MustCompile(`failed (liveness|startup) probe`)

// ailing are the taints that a cluster gives to nodes in trouble.
var ailing = regexp.MustCompile(`node\.kubernetes\.io/(disk-pressure|memory-pressure|pid-pressure|not-ready|unreachable|network-unavailable|unschedulable)`)

func unschedulable(message string) *Failure {
	f := &Failure{Reason: Unschedulable, Text: "no node takes the pod", Said: oneLine(message)}
	switch {
	case strings.Contains(message, "node affinity") || strings.Contains(message, "node selector"):
		f.Hint = "The image is for other machines than the nodes are: build it for theirs with --platform, or change the affinity in an overlay."
	case ailing.MatchString(message):
		f.Hint = "Nodes are in trouble, or cordoned: " + ailing.FindStringSubmatch(message)[1] + ". `kubectl describe node` says more; deploy again when they are well."
	case strings.Contains(message, "untolerated taint"):
		f.Hint = "The nodes have taints that the pod does not tolerate. A cluster of one node needs --overlay single-node."
	case strings.Contains(message, "Insufficient"):
		f.Hint = "A rollout needs room for one pod more. Free some, add a node, or lower the requests in an overlay."
	default:
		f.Hint = "The scheduler's words name the rule that no node keeps: see `kubectl describe pod`."
	}
	return f
}

func explainContainer(c ContainerStatus, rules Rules) *Failure {
	waiting := c.State.Waiting
	if waiting == nil {
		return nil
	}
	switch waiting.Reason {
	case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull":
		return explainPull(c, waiting.Reason, waiting.Message, rules)
	case "InvalidImageName":
		return &Failure{
			Reason: ImageMissing, Text: "the image's name is not one: " + c.Image, Said: oneLine(waiting.Message),
			Hint: "Give --image as registry/name@sha256:digest.",
		}
	case "CreateContainerConfigError":
		return explainConfig(waiting.Message, rules)
	case "CreateContainerError", "RunContainerError":
		if f := architecture(waiting.Message); f != nil {
			return f
		}
		return &Failure{
			Reason: ConfigBroken, Text: "the container cannot be created", Said: oneLine(waiting.Message),
			Hint: "The node's words name what is wrong: a command that the image lacks, or a mount that cannot be made.",
		}
	case "CrashLoopBackOff":
		return explainCrash(c)
	}
	return nil
}

// What registries and container engines say when there is no image for this
// machine, no such image, and no right to it.
var (
	noPlatform = regexp.MustCompile(`(?i)no match for platform|no matching manifest|no child with platform|does not match the specified platform`)
	noImage    = regexp.MustCompile(`(?i)not found|manifest.unknown|name.unknown|no such manifest`)
	noRight    = regexp.MustCompile(`(?i)unauthorized|authentication required|\b401\b|denied|forbidden|\b403\b|authorization failed|no basic auth`)
)

func explainPull(c ContainerStatus, reason, message string, rules Rules) *Failure {
	f := &Failure{Said: oneLine(message)}
	switch {
	case noPlatform.MatchString(message):
		f.Reason, f.Text = WrongArchitecture, "the image has no variant for the node's architecture"
		f.Hint = "Build it for the node's with --platform: `kubectl get nodes -o wide` shows which that is."
	case noRight.MatchString(message):
		f.Reason, f.Text = PullRefused, "the registry refuses the cluster the image"
		f.Hint = "The token in the pull secret " + rules.PullSecret + " is missing, has expired, or lacks read:packages. Renew it with `host deploy pull-secret`, and deploy again."
	case noImage.MatchString(message):
		f.Reason, f.Text = ImageMissing, "the registry has no image "+c.Image
		f.Hint = "It was never pushed, or has been deleted: run `host deploy run`, which pushes it, or name another with --image."
	case reason == "ImagePullBackOff" && message == "":
		return nil
	case reason == "ImagePullBackOff":
		f.Reason, f.Text = PullFailed, "the node cannot pull the image "+c.Image
		f.Hint = "The node's words say why: a registry that it cannot reach, or does not trust."
	default:
		return nil // it is tried again
	}
	return f
}

var (
	missingSecret = regexp.MustCompile(`secrets? "([^"]+)" not found`)
	missingKey    = regexp.MustCompile(`couldn't find key (\S+) in (Secret|ConfigMap) \S*?/?([^/\s]+)$`)
	missingMap    = regexp.MustCompile(`configmaps? "([^"]+)" not found`)
)

func explainConfig(message string, rules Rules) *Failure {
	f := &Failure{Reason: SecretMissing, Said: oneLine(message)}
	if m := missingSecret.FindStringSubmatch(message); m != nil {
		f.Text = "there is no Secret " + m[1]
		f.Hint = "Create it with `host deploy secrets`, which reads the values from its input, and deploy again."
		return f
	}
	if m := missingKey.FindStringSubmatch(strings.TrimSpace(message)); m != nil {
		f.Text = fmt.Sprintf("the %s %s has no key %s", m[2], m[3], m[1])
		f.Hint = "Add it with `host deploy secrets " + m[1] + "`, and deploy again."
		if m[2] != "Secret" {
			f.Reason, f.Hint = ConfigBroken, "Add the key, or take it out of the overlay."
		}
		return f
	}
	f.Reason, f.Text = ConfigBroken, "the container's configuration does not hold"
	f.Hint = "The node's words name what is missing. Change the overlay, or create it."
	if m := missingMap.FindStringSubmatch(message); m != nil {
		f.Text = "there is no ConfigMap " + m[1]
	}
	return f
}

// foreign is what a kernel, or an emulator, says of a program of another
// architecture.
var foreign = regexp.MustCompile(`(?i)exec format error|Invalid ELF image`)

func architecture(message string) *Failure {
	if !foreign.MatchString(message) {
		return nil
	}
	return &Failure{
		Reason: WrongArchitecture, Text: "the program in the image is not for the node's architecture", Said: oneLine(message),
		Hint: "Build it for the node's with --platform. `host deploy` checks this for the images that it builds itself.",
	}
}

func explainCrash(c ContainerStatus) *Failure {
	ended := c.LastState.Terminated
	if ended == nil {
		ended = c.State.Terminated
	}
	if ended == nil {
		return &Failure{Reason: Crashing, Text: "the worker ends again and again", Hint: "Its log says why.", ran: true}
	}
	if f := architecture(ended.Message); f != nil {
		f.Said = lastLine(ended.Message)
		return f
	}
	if ended.Reason == "OOMKilled" {
		return &Failure{
			Reason: OutOfMemory, Text: "the worker was killed for using more memory than its limit", ran: true,
			Hint: "Raise limits.memory in an overlay, or find in the log what took so much.",
		}
	}
	how := fmt.Sprintf("the worker ends as it starts, with exit code %d", ended.ExitCode)
	if ended.Signal != 0 {
		how = fmt.Sprintf("the worker is ended by signal %d as it starts", ended.Signal)
	}
	return &Failure{
		Reason: Crashing, Text: how, Said: lastLine(ended.Message), ran: true,
		Hint: "The log's last lines say why. `host run` with the same environment shows it here.",
	}
}

// lastLine is the last line of a text that is not empty.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return oneLine(lines[len(lines)-1])
}
