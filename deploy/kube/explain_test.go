package kube_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/deploy/kube"
)

var update = flag.Bool("update", false, "write the golden files anew")

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// snapshot is a Deployment at revision 2 with a new pod whose status is the
// JSON given, and an old pod that is well.
func snapshot(t *testing.T, status string) *kube.Snapshot {
	t.Helper()
	s := &kube.Snapshot{At: now}
	decode(t, `{"metadata": {"name": "bus", "uid": "d", "generation": 2, "annotations": {"deployment.kubernetes.io/revision": "2"}},
	  "spec": {"replicas": 1, "progressDeadlineSeconds": 180}, "status": {"observedGeneration": 2, "replicas": 2, "updatedReplicas": 1}}`, &s.Deployment)
	decode(t, `[{"metadata": {"name": "bus-2", "annotations": {"deployment.kubernetes.io/revision": "2"}, "labels": {"pod-template-hash": "two"}}},
	  {"metadata": {"name": "bus-1", "annotations": {"deployment.kubernetes.io/revision": "1"}, "labels": {"pod-template-hash": "one"}}}]`, &s.Sets)
	decode(t, `[{"metadata": {"name": "bus-2-x", "uid": "x", "labels": {"pod-template-hash": "two"}, "creationTimestamp": "2026-03-01T11:59:00Z"}, "status": `+status+`},
	  {"metadata": {"name": "bus-1-y", "uid": "y", "labels": {"pod-template-hash": "one"}}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}}]`, &s.Pods)
	return s
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

// waiting is a pod's status with a container that waits.
func waiting(reason, message string) string {
	text, _ := json.Marshal(message)
	return fmt.Sprintf(`{"containerStatuses": [{"name": "worker", "image": "ghcr.io/o/bus@sha256:1", "state": {"waiting": {"reason": %q, "message": %s}}}]}`, reason, text)
}

// crashed is one whose container has ended.
func crashed(terminated string) string {
	return `{"containerStatuses": [{"name": "worker", "restartCount": 1, "state": {"waiting": {"reason": "CrashLoopBackOff"}}, "lastState": {"terminated": ` + terminated + `}}]}`
}

func unscheduled(message, since string) string {
	text, _ := json.Marshal(message)
	return fmt.Sprintf(`{"conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": %s, "lastTransitionTime": %q}]}`, text, since)
}

// TestExplain compares what people are told with testdata/explain.txt. The
// messages of Kubernetes are those of containerd, CRI-O and of the registries.
func TestExplain(t *testing.T) {
	tests := []struct{ name, status string }{
		{"no platform, containerd", waiting("ErrImagePull", `failed to pull and unpack image "ghcr.io/o/bus@sha256:1": no match for platform in manifest: not found`)},
		{"no platform, docker", waiting("ErrImagePull", `no matching manifest for linux/arm64/v8 in the manifest list entries`)},
		{"exec format error, in the log", crashed(`{"exitCode": 255, "reason": "Error", "message": "exec /app/host: exec format error\n"}`)},
		{"exec format error, at the start", waiting("RunContainerError", `failed to start containerd task: exec: "/app/host": exec format error`)},
		{"under an emulator", crashed(`{"exitCode": 255, "reason": "Error", "message": "/app/host: Invalid ELF image for this architecture\n"}`)},
		{"no such tag", waiting("ImagePullBackOff", `Back-off pulling image "ghcr.io/o/bus@sha256:1": GET https://ghcr.io/v2/o/bus/manifests/sha256:1: MANIFEST_UNKNOWN: manifest unknown`)},
		{"expired pull secret", waiting("ErrImagePull", `failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://ghcr.io/token: 401 Unauthorized`)},
		{"pull denied", waiting("ImagePullBackOff", `Back-off pulling image: denied: permission_denied: read_package`)},
		{"registry not reached", waiting("ImagePullBackOff", `Back-off pulling image "x": dial tcp: lookup ghcr.io: no such host`)},
		{"crash loop", crashed(`{"exitCode": 1, "reason": "Error", "message": "serving\nINNGEST_DEV=\"maybe\": want true, 1, false, 0\n"}`)},
		{"killed by a signal", crashed(`{"exitCode": 139, "signal": 11, "reason": "Error"}`)},
		{"out of memory", crashed(`{"exitCode": 137, "reason": "OOMKilled"}`)},
		{"missing Secret", waiting("CreateContainerConfigError", `secret "bus-env" not found`)},
		{"missing key", waiting("CreateContainerConfigError", `couldn't find key INNGEST_SIGNING_KEY in Secret joelclaw/bus-env`)},
		{"missing ConfigMap", waiting("CreateContainerConfigError", `configmap "extra" not found`)},
		{"a mount that cannot be made", waiting("CreateContainerError", `failed to generate container "x" spec: mkdir /data: read-only file system`)},
		{"malformed image", waiting("InvalidImageName", `couldn't parse image name "Bus": invalid reference format`)},
		{"affinity", unscheduled("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.", "2026-03-01T11:59:00Z")},
		{"taint", unscheduled("0/1 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }.", "2026-03-01T11:59:00Z")},
		{"a node without room on its disk", unscheduled("0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }.", "2026-03-01T11:59:00Z")},
		{"no room", unscheduled("0/1 nodes are available: 1 Insufficient memory.", "2026-03-01T11:59:00Z")},
	}
	var got strings.Builder
	for _, tt := range tests {
		f := kube.Explain(snapshot(t, tt.status), kube.Rules{PullSecret: "ghcr-pull", EnvSecret: "bus-env"})
		if f == nil {
			t.Errorf("%s: not a failure", tt.name)
			continue
		}
		fmt.Fprintf(&got, "# %s\n[%s] %s\n  %s\n  said: %s\n\n", tt.name, f.Reason, f.Text, f.Hint, f.Said)
		if f.Pod != "bus-2-x" {
			t.Errorf("%s: the pod is %q", tt.name, f.Pod)
		}
	}
	golden(t, "testdata/explain.txt", got.String())
}

// TestNoFailure: what may still become well is not explained away.
func TestNoFailure(t *testing.T) {
	for name, status := range map[string]string{
		"pulling":                  waiting("ContainerCreating", ""),
		"first try to reach it":    waiting("ErrImagePull", "dial tcp: i/o timeout"),
		"running, not ready":       `{"containerStatuses": [{"name": "worker", "state": {"running": {}}}]}`,
		"no node since a moment":   unscheduled("0/1 nodes are available: 1 Insufficient memory.", "2026-03-01T11:59:55Z"),
		"back-off without a cause": waiting("ImagePullBackOff", ""),
		"nothing known":            `{}`,
	} {
		if f := kube.Explain(snapshot(t, status), kube.Rules{}); f != nil {
			t.Errorf("%s: %s", name, f.Text)
		}
	}
}

// TestOldPods: trouble of the old revision's pods, and of pods that are being
// stopped, is no failure of the new one.
func TestOldPods(t *testing.T) {
	s := snapshot(t, `{}`)
	broken := waiting("CreateContainerConfigError", `secret "bus-env" not found`)
	decode(t, broken, &s.Pods[1].Status)
	decode(t, broken, &s.Pods[0].Status)
	s.Pods[0].Metadata.DeletionTimestamp = &now
	if f := kube.Explain(s, kube.Rules{}); f != nil {
		t.Errorf("got %q", f.Text)
	}
}

func TestDeploymentConditions(t *testing.T) {
	for _, tt := range []struct{ condition, want string }{
		{`{"type": "ReplicaFailure", "status": "True", "reason": "FailedCreate", "message": "pods \"bus-2\" is forbidden: exceeded quota: small"}`, "the cluster does not create the pods"},
		{`{"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "ReplicaSet \"bus-2\" has timed out"}`,
			"after 3m0s 0 of 1 new pods are ready; waiting for bus-2-x: running, not ready: HTTP probe failed with statuscode: 503"},
	} {
		s := snapshot(t, `{"containerStatuses": [{"name": "worker", "state": {"running": {}}}]}`)
		decode(t, `[{"involvedObject": {"uid": "x"}, "reason": "Unhealthy", "message": "HTTP probe failed with statuscode: 503"}]`, &s.Events)
		decode(t, "["+tt.condition+"]", &s.Deployment.Status.Conditions)
		f := kube.Explain(s, kube.Rules{})
		if f == nil || f.Text != tt.want {
			t.Errorf("got %+v, want %q", f, tt.want)
		}
	}
}

// TestKilledForItsProbe: the exit code of a container that a node has killed says
// nothing of why.
func TestKilledForItsProbe(t *testing.T) {
	s := snapshot(t, crashed(`{"exitCode": 137, "reason": "Error"}`))
	decode(t, `[{"involvedObject": {"uid": "x"}, "reason": "Killing", "message": "Container worker failed liveness probe, will be restarted"}]`, &s.Events)
	f := kube.Explain(s, kube.Rules{})
	if f == nil || f.Text != "the worker is killed again and again, since it does not answer at /livez" || f.Said != "Container worker failed liveness probe, will be restarted" {
		t.Errorf("got %+v", f)
	}
}

// TestEvicted: a pod that a node has put out is not waited for, and is told of
// while another one comes.
func TestEvicted(t *testing.T) {
	s := snapshot(t, `{"phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory. "}`)
	const want = "new pods; bus-2-x was put out by its node: Evicted: The node was low on resource: memory."
	if p := s.Progress(); p.Waiting != want || p.Done {
		t.Errorf("got %q, want %q", p.Waiting, want)
	}
	if pods := s.NewPods(); len(pods) != 0 {
		t.Errorf("still one of the new pods: %+v", pods)
	}
}

func TestProgress(t *testing.T) {
	ready := `{"conditions": [{"type": "Ready", "status": "True"}]}`
	for _, tt := range []struct {
		name, deployment, pod, want string
	}{
		{"unseen", `{"metadata": {"generation": 3}}`, `{}`, "the cluster to take notice"},
		{"too few", `{"spec": {"replicas": 2}}`, ready, "new pods: 1 of 2"},
		{"pulling", `{}`, waiting("ContainerCreating", ""), "bus-2-x: pulling the image"},
		{"just ready", `{}`, ready, "the new pods to have been ready for long enough"},
		{"old pods", `{"status": {"availableReplicas": 1}}`, ready, "1 pods of the old revision to go"},
		{"done", `{"status": {"availableReplicas": 1, "replicas": 1}}`, ready, ""},
	} {
		s := snapshot(t, tt.pod)
		decode(t, tt.deployment, s.Deployment)
		p := s.Progress()
		if p.Waiting != tt.want || p.Done != (tt.want == "") {
			t.Errorf("%s: got %q, done %v; want %q", tt.name, p.Waiting, p.Done, tt.want)
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, string(want)); diff != "" {
		t.Errorf("got - want + (write it anew with -update):\n%s", diff)
	}
}
