package kube

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Meta is what is read of an object's metadata.
type Meta struct {
	Name              string            `json:"name"`
	Namespace         string            `json:"namespace"`
	UID               string            `json:"uid"`
	Generation        int64             `json:"generation"`
	ResourceVersion   string            `json:"resourceVersion"`
	Labels            map[string]string `json:"labels"`
	Annotations       map[string]string `json:"annotations"`
	CreationTimestamp time.Time         `json:"creationTimestamp"`
	DeletionTimestamp *time.Time        `json:"deletionTimestamp"`
	OwnerReferences   []struct {
		UID string `json:"uid"`
	} `json:"ownerReferences"`
}

// A Condition is one of an object's conditions.
type Condition struct {
	Type    string `json:"type"`
	Status  string `json:"status"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
	// LastTransitionTime is when the status changed last.
	LastTransitionTime time.Time `json:"lastTransitionTime"`
}

// A Deployment is what is read of one.
type Deployment struct {
	Metadata Meta `json:"metadata"`
	Spec     struct {
		Replicas *int `json:"replicas"`
		Selector struct {
			MatchLabels map[string]string `json:"matchLabels"`
		} `json:"selector"`
		Template                Template `json:"template"`
		ProgressDeadlineSeconds int      `json:"progressDeadlineSeconds"`
	} `json:"spec"`
	Status struct {
		ObservedGeneration int64       `json:"observedGeneration"`
		Replicas           int         `json:"replicas"`
		UpdatedReplicas    int         `json:"updatedReplicas"`
		ReadyReplicas      int         `json:"readyReplicas"`
		AvailableReplicas  int         `json:"availableReplicas"`
		Conditions         []Condition `json:"conditions"`
	} `json:"status"`
}

// A Template is a pod's, in a Deployment or a ReplicaSet.
type Template struct {
	Spec struct {
		Containers []struct {
			Name  string `json:"name"`
			Image string `json:"image"`
		} `json:"containers"`
	} `json:"spec"`
}

// Image is what the container of the name runs, or "".
func (t Template) Image(container string) string {
	for _, c := range t.Spec.Containers {
		if c.Name == container {
			return c.Image
		}
	}
	return ""
}

// revisionAnnotation is where the Deployment's controller counts.
const revisionAnnotation = "deployment.kubernetes.io/revision"

// Revision is the number of a Deployment's, or a ReplicaSet's, template; 0
// when it has none yet.
func (m Meta) Revision() int {
	n, _ := strconv.Atoi(m.Annotations[revisionAnnotation])
	return n
}

// Desired is how many replicas there should be.
func (d *Deployment) Desired() int {
	if d.Spec.Replicas == nil {
		return 1
	}
	return *d.Spec.Replicas
}

// condition finds one by its type.
func condition(all []Condition, kind string) (Condition, bool) {
	i := slices.IndexFunc(all, func(c Condition) bool { return c.Type == kind })
	if i < 0 {
		return Condition{}, false
	}
	return all[i], true
}

// A ReplicaSet holds the pods of one revision of a Deployment.
type ReplicaSet struct {
	Metadata Meta `json:"metadata"`
	Spec     struct {
		Replicas *int     `json:"replicas"`
		Template Template `json:"template"`
	} `json:"spec"`
	Status struct {
		Replicas int `json:"replicas"`
	} `json:"status"`

	// raw is the whole object, for going back to it.
	raw json.RawMessage
}

// UnmarshalJSON keeps the whole beside the fields.
func (r *ReplicaSet) UnmarshalJSON(text []byte) error {
	type plain ReplicaSet
	if err := json.Unmarshal(text, (*plain)(r)); err != nil {
		return err
	}
	r.raw = slices.Clone(text)
	return nil
}

// A Pod is what is read of one.
type Pod struct {
	Metadata Meta `json:"metadata"`
	Spec     struct {
		NodeName string `json:"nodeName"`
	} `json:"spec"`
	Status struct {
		Phase string `json:"phase"`
		// Reason and Message say why a pod has failed: "Evicted".
		Reason            string            `json:"reason"`
		Message           string            `json:"message"`
		Conditions        []Condition       `json:"conditions"`
		ContainerStatuses []ContainerStatus `json:"containerStatuses"`
		// InitContainerStatuses are those of what runs before.
		InitContainerStatuses []ContainerStatus `json:"initContainerStatuses"`
	} `json:"status"`
}

// A ContainerStatus is how one container of a pod is.
type ContainerStatus struct {
	Name         string         `json:"name"`
	Ready        bool           `json:"ready"`
	RestartCount int            `json:"restartCount"`
	Image        string         `json:"image"`
	State        ContainerState `json:"state"`
	LastState    ContainerState `json:"lastState"`
}

// A ContainerState has one of its members.
type ContainerState struct {
	Waiting *struct {
		Reason  string `json:"reason"`
		Message string `json:"message"`
	} `json:"waiting"`
	Running *struct {
		StartedAt time.Time `json:"startedAt"`
	} `json:"running"`
	Terminated *Terminated `json:"terminated"`
}

// Terminated is how a container ended.
type Terminated struct {
	ExitCode int    `json:"exitCode"`
	Signal   int    `json:"signal"`
	Reason   string `json:"reason"`
	Message  string `json:"message"`
}

// Ready says that the pod takes traffic.
func (p *Pod) Ready() bool {
	c, ok := condition(p.Status.Conditions, "Ready")
	return ok && c.Status == "True" && p.Metadata.DeletionTimestamp == nil
}

// An Event is something that Kubernetes reported of a pod.
type Event struct {
	InvolvedObject struct {
		Name string `json:"name"`
		UID  string `json:"uid"`
	} `json:"involvedObject"`
	Type          string    `json:"type"`
	Reason        string    `json:"reason"`
	Message       string    `json:"message"`
	Count         int       `json:"count"`
	LastTimestamp time.Time `json:"lastTimestamp"`
	EventTime     time.Time `json:"eventTime"`
}

// A Node is what is read of one.
type Node struct {
	Metadata Meta `json:"metadata"`
	Spec     struct {
		Unschedulable bool `json:"unschedulable"`
	} `json:"spec"`
	Status struct {
		NodeInfo struct {
			Architecture    string `json:"architecture"`
			OperatingSystem string `json:"operatingSystem"`
		} `json:"nodeInfo"`
	} `json:"status"`
}

// Deployment reads one; NotFound tells of its absence.
func (c *Client) Deployment(ctx context.Context, name string) (*Deployment, error) {
	var d Deployment
	return &d, c.get(ctx, "the Deployment "+name, c.group("apps/v1", "deployments/"+name), nil, &d)
}

// ReplicaSets are those of a deployment, the highest revision first.
func (c *Client) ReplicaSets(ctx context.Context, d *Deployment) ([]ReplicaSet, error) {
	var list struct{ Items []ReplicaSet }
	if err := c.get(ctx, "the ReplicaSets", c.group("apps/v1", "replicasets"), d.Spec.Selector.MatchLabels, &list); err != nil {
		return nil, err
	}
	list.Items = slices.DeleteFunc(list.Items, func(r ReplicaSet) bool { return !ownedBy(r.Metadata, d.Metadata.UID) })
	slices.SortFunc(list.Items, func(a, b ReplicaSet) int { return b.Metadata.Revision() - a.Metadata.Revision() })
	return list.Items, nil
}

// Pods are those of a deployment, of all its revisions, the newest first.
func (c *Client) Pods(ctx context.Context, d *Deployment) ([]Pod, error) {
	var list struct{ Items []Pod }
	if err := c.get(ctx, "the pods", c.core("pods"), d.Spec.Selector.MatchLabels, &list); err != nil {
		return nil, err
	}
	slices.SortFunc(list.Items, func(a, b Pod) int {
		if byAge := b.Metadata.CreationTimestamp.Compare(a.Metadata.CreationTimestamp); byAge != 0 {
			return byAge
		}
		return strings.Compare(a.Metadata.Name, b.Metadata.Name)
	})
	return list.Items, nil
}

// Events are the namespace's, of pods and the other objects.
func (c *Client) Events(ctx context.Context) ([]Event, error) {
	var list struct{ Items []Event }
	err := c.get(ctx, "the events", c.core("events"), nil, &list)
	return list.Items, err
}

// Nodes are the cluster's.
func (c *Client) Nodes(ctx context.Context) ([]Node, error) {
	var list struct{ Items []Node }
	err := c.get(ctx, "the nodes", "/api/v1/nodes", nil, &list)
	return list.Items, err
}

func ownedBy(m Meta, uid string) bool {
	for _, owner := range m.OwnerReferences {
		if owner.UID == uid {
			return true
		}
	}
	return false
}

func join(names []string) string {
	switch len(names) {
	case 0:
		return "nothing"
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
