package k8s_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/deploy/k8s"
)

// A pod is what the rules below look at.
type pod struct {
	HostNetwork, HostPID, HostIPC bool
	ServiceAccountName            string
	AutomountServiceAccountToken  *bool
	EnableServiceLinks            *bool
	TerminationGracePeriodSeconds int
	SecurityContext               map[string]any
	NodeSelector                  map[string]string
	Tolerations                   []map[string]string
	Affinity                      struct {
		NodeAffinity struct {
			RequiredDuringSchedulingIgnoredDuringExecution struct {
				NodeSelectorTerms []struct {
					MatchExpressions []struct {
						Key, Operator string
						Values        []string
					}
				}
			}
		}
	}
	Volumes    []map[string]any
	Containers []struct {
		Name, Image, ImagePullPolicy string
		Env                          []struct {
			Name, Value string
			ValueFrom   map[string]map[string]string
		}
		EnvFrom                                     []map[string]map[string]string
		StartupProbe, LivenessProbe, ReadinessProbe probe
		Lifecycle                                   struct {
			PreStop struct{ Sleep struct{ Seconds int } }
		}
		Resources       struct{ Requests, Limits map[string]string }
		SecurityContext map[string]any
	}
}

type probe struct {
	HTTPGet          struct{ Path, Port string }
	PeriodSeconds    int
	FailureThreshold int
}

// A deployment is what the rules look at.
type deployment struct {
	Spec struct {
		Replicas *int
		Strategy struct {
			RollingUpdate struct{ MaxSurge, MaxUnavailable int }
		}
		Template struct{ Spec pod }
	}
}

// rendered is an overlay's objects, and its Deployment as a struct.
func rendered(t *testing.T, overlay string) ([]k8s.Object, deployment) {
	t.Helper()
	o := options()
	o.Overlay, o.Env, o.Architectures = overlay, nil, nil
	objects, err := k8s.Render(o)
	if err != nil {
		t.Fatal(err)
	}
	var d deployment
	decode(t, objects, "Deployment", &d)
	return objects, d
}

// decode reads the object of a kind.
func decode(t *testing.T, objects []k8s.Object, kind string, into any) {
	t.Helper()
	i := slices.IndexFunc(objects, func(o k8s.Object) bool { return o.Kind() == kind })
	if i < 0 {
		t.Fatalf("there is no %s", kind)
	}
	text, err := json.Marshal(objects[i])
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// TestRules holds every overlay to what a worker's pods must be, whoever
// writes the golden files anew.
func TestRules(t *testing.T) {
	for _, overlay := range append([]string{""}, k8s.Overlays()...) {
		t.Run("overlay "+overlay, func(t *testing.T) {
			objects, d := rendered(t, overlay)
			pod := d.Spec.Template.Spec
			if len(pod.Containers) != 1 || pod.Containers[0].Name != k8s.Container {
				t.Fatalf("the containers: %+v", pod.Containers)
			}
			for name, wrong := range map[string]bool{
				"an autoscaler owns the number of replicas":                 d.Spec.Replicas != nil,
				"an update takes no pod away before its successor is ready": d.Spec.Strategy.RollingUpdate.MaxUnavailable != 0 || d.Spec.Strategy.RollingUpdate.MaxSurge != 1,
				"nothing of the node is shared":                             pod.HostNetwork || pod.HostPID || pod.HostIPC || strings.Contains(text(t, pod.Volumes), "hostPath"),
				"the image is that of the digest, and pulled once":          pod.Containers[0].Image != image || pod.Containers[0].ImagePullPolicy != "IfNotPresent",
				"no token of the Kubernetes API":                            pod.AutomountServiceAccountToken == nil || *pod.AutomountServiceAccountToken || pod.ServiceAccountName != "bus",
				"no variables of other Services":                            pod.EnableServiceLinks == nil || *pod.EnableServiceLinks,
			} {
				if wrong {
					t.Errorf("not so: %s", name)
				}
			}
			pod.restricted(t)
			pod.probed(t)
			pod.drains(t)
			pod.remembers(t)
			pod.placed(t, overlay)
			policies(t, objects)
		})
	}
}

// restricted is what Pod Security's policy of that name asks for, and a root
// that cannot be written.
func (p pod) restricted(t *testing.T) {
	t.Helper()
	type object = map[string]any
	want := object{"runAsNonRoot": true, "runAsUser": 65532.0, "runAsGroup": 65532.0, "fsGroup": 65532.0, "seccompProfile": object{"type": "RuntimeDefault"}}
	if diff := cmp.Diff(p.SecurityContext, want); diff != "" {
		t.Errorf("the pod's security (-got +want):\n%s", diff)
	}
	want = object{"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": object{"drop": []any{"ALL"}}}
	if diff := cmp.Diff(p.Containers[0].SecurityContext, want); diff != "" {
		t.Errorf("the container's security (-got +want):\n%s", diff)
	}
}

// probed: each probe asks its own question, and none asks Inngest's path.
func (p pod) probed(t *testing.T) {
	t.Helper()
	c := p.Containers[0]
	for _, tt := range []struct {
		name, path string
		probe      probe
		// forgiven is how many seconds a worker may fail for, at least.
		forgiven int
	}{
		{"startup", "/livez", c.StartupProbe, 90}, {"liveness", "/livez", c.LivenessProbe, 60}, {"readiness", "/readyz", c.ReadinessProbe, 10},
	} {
		if tt.probe.HTTPGet.Path != tt.path || tt.probe.HTTPGet.Port != "http" || tt.probe.PeriodSeconds*tt.probe.FailureThreshold < tt.forgiven {
			t.Errorf("the %s probe: %+v, want %s and %d seconds", tt.name, tt.probe, tt.path, tt.forgiven)
		}
	}
}

// drains: the pod is killed only after the pause and the longest step.
func (p pod) drains(t *testing.T) {
	t.Helper()
	c := p.Containers[0]
	i := slices.IndexFunc(c.Env, func(e struct {
		Name, Value string
		ValueFrom   map[string]map[string]string
	}) bool {
		return e.Name == "HOST_DRAIN_TIMEOUT"
	})
	if i < 0 {
		t.Fatal("HOST_DRAIN_TIMEOUT is not set")
	}
	drain, err := time.ParseDuration(c.Env[i].Value)
	if err != nil || drain < 10*time.Minute {
		t.Errorf("steps have %s (%v), want ten minutes", drain, err)
	}
	pause := time.Duration(c.Lifecycle.PreStop.Sleep.Seconds) * time.Second
	if grace := time.Duration(p.TerminationGracePeriodSeconds) * time.Second; pause < 5*time.Second || grace <= pause+drain {
		t.Errorf("the pod is killed after %s, which a pause of %s and %s for steps do not fit in", grace, pause, drain)
	}
}

// remembers: the program is told of its memory, is not throttled, and has its
// keys from a Secret.
func (p pod) remembers(t *testing.T) {
	t.Helper()
	c := p.Containers[0]
	if _, throttled := c.Resources.Limits["cpu"]; throttled || c.Resources.Limits["memory"] == "" || c.Resources.Requests["cpu"] == "" || c.Resources.Requests["ephemeral-storage"] == "" {
		t.Errorf("resources: %+v", c.Resources)
	}
	from := map[string]map[string]map[string]string{}
	for _, e := range c.Env {
		if e.ValueFrom != nil {
			from[e.Name] = e.ValueFrom
		}
	}
	want := map[string]map[string]map[string]string{
		"HOST_MEMORY_LIMIT":   {"resourceFieldRef": {"resource": "limits.memory"}},
		"INNGEST_SIGNING_KEY": {"secretKeyRef": {"name": "bus-env", "key": "INNGEST_SIGNING_KEY"}},
		"INNGEST_EVENT_KEY":   {"secretKeyRef": {"name": "bus-env", "key": "INNGEST_EVENT_KEY"}},
	}
	if diff := cmp.Diff(from, want); diff != "" {
		t.Errorf("variables from elsewhere (-got +want):\n%s", diff)
	}
	if diff := cmp.Diff(c.EnvFrom, []map[string]map[string]string{{"secretRef": {"name": "bus-env"}}}); diff != "" {
		t.Errorf("the environment (-got +want):\n%s", diff)
	}
}

// placed: on a node that the image is for; a control plane takes the worker of
// the overlay for a single node alone.
func (p pod) placed(t *testing.T, overlay string) {
	t.Helper()
	rules := map[string]string{}
	for _, term := range p.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms {
		for _, r := range term.MatchExpressions {
			rules[r.Key] += r.Operator + " " + strings.Join(r.Values, ",")
		}
	}
	if diff := cmp.Diff(rules, map[string]string{"kubernetes.io/os": "In linux", "kubernetes.io/arch": "In arm64"}); diff != "" {
		t.Errorf("nodes (-got +want):\n%s", diff)
	}
	if tolerates := strings.Contains(text(t, p.Tolerations), "node-role.kubernetes.io/control-plane"); tolerates != (overlay == "single-node") {
		t.Errorf("tolerations: %v", p.Tolerations)
	}
}

// policies are those of the other objects: one pod at a time may be evicted,
// nobody from elsewhere may call, and the account may ask nothing.
func policies(t *testing.T, objects []k8s.Object) {
	t.Helper()
	var budget struct {
		Spec struct {
			MinAvailable, MaxUnavailable *int
			UnhealthyPodEvictionPolicy   string
		}
	}
	decode(t, objects, "PodDisruptionBudget", &budget)
	if s := budget.Spec; s.MinAvailable != nil || s.MaxUnavailable == nil || *s.MaxUnavailable != 1 || s.UnhealthyPodEvictionPolicy != "AlwaysAllow" {
		t.Errorf("the disruption budget: %+v", s)
	}
	var account struct {
		AutomountServiceAccountToken *bool
		ImagePullSecrets             []map[string]string
	}
	decode(t, objects, "ServiceAccount", &account)
	if account.AutomountServiceAccountToken == nil || *account.AutomountServiceAccountToken || len(account.ImagePullSecrets) != 1 || account.ImagePullSecrets[0]["name"] != "ghcr-pull" {
		t.Errorf("the service account: %+v", account)
	}
	var network struct {
		Spec struct {
			PolicyTypes []string
			Ingress     []struct {
				From  []map[string]any
				Ports []struct{ Port any }
			}
			Egress []struct {
				To    []map[string]any
				Ports []struct{ Port any }
			}
		}
	}
	decode(t, objects, "NetworkPolicy", &network)
	s := network.Spec
	if !slices.Equal(s.PolicyTypes, []string{"Ingress", "Egress"}) || len(s.Ingress) != 1 || len(s.Ingress[0].From) != 1 || len(s.Ingress[0].Ports) != 1 || s.Ingress[0].Ports[0].Port != "http" {
		t.Errorf("who may call: %+v", s)
	}
	// A rule without "to" or ports would open everything.
	var ports []any
	for _, rule := range s.Egress {
		if len(rule.To) == 0 || len(rule.Ports) == 0 {
			t.Errorf("a rule that allows too much: %+v", rule)
		}
		for _, p := range rule.Ports {
			ports = append(ports, p.Port)
		}
	}
	if diff := cmp.Diff(ports, []any{53.0, 53.0, 8288.0, 6379.0, 443.0}); diff != "" {
		t.Errorf("whom the worker may call (-got +want):\n%s", diff)
	}
}

// TestScaling: the autoscaler is of this Deployment, goes up at once and down
// slowly, and never to none, which would answer nobody.
func TestScaling(t *testing.T) {
	objects, _ := rendered(t, "autoscale")
	var scaler struct {
		Spec struct {
			ScaleTargetRef map[string]string
			MinReplicas    int
			Behavior       struct {
				ScaleUp   any
				ScaleDown struct {
					StabilizationWindowSeconds int
				}
			}
		}
	}
	decode(t, objects, "HorizontalPodAutoscaler", &scaler)
	s := scaler.Spec
	if diff := cmp.Diff(s.ScaleTargetRef, map[string]string{"apiVersion": "apps/v1", "kind": "Deployment", "name": "bus"}); diff != "" {
		t.Errorf("what is scaled (-got +want):\n%s", diff)
	}
	if s.MinReplicas < 1 || s.Behavior.ScaleUp != nil || s.Behavior.ScaleDown.StabilizationWindowSeconds < 300 {
		t.Errorf("how it is scaled: %+v", s)
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
