package kube

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDifferences(t *testing.T) {
	tests := []struct{ name, was, now, want string }{
		{"nothing", `{"kind": "Service", "metadata": {"resourceVersion": "1", "labels": {"a": "b"}}, "spec": {"ports": [1]}, "status": {}}`,
			`{"kind": "Service", "metadata": {"resourceVersion": "2", "labels": {"a": "b"}}, "spec": {"ports": [1]}, "status": {"x": 1}}`, "null"},
		{"a field, one too few and one too many", `{"metadata": {}, "spec": {"ports": [1], "type": "NodePort"}}`, `{"metadata": {}, "spec": {"ports": [2], "externalName": "x"}}`,
			`[{"op":"remove","path":"/spec/externalName"},{"op":"add","path":"/spec/ports","value":[1]},{"op":"add","path":"/spec/type","value":"NodePort"}]`},
		{"replicas are an autoscaler's", `{"spec": {"replicas": 1, "minReadySeconds": 5}}`, `{"spec": {"replicas": 3, "minReadySeconds": 9}}`,
			`[{"op":"add","path":"/spec/minReadySeconds","value":5}]`},
		{"outside spec", `{"data": {"a": "1"}, "automountServiceAccountToken": false}`, `{"data": {"a": "2"}, "immutable": true}`,
			`[{"op":"add","path":"/automountServiceAccountToken","value":false},{"op":"add","path":"/data","value":{"a":"1"}},{"op":"remove","path":"/immutable"}]`},
		{"labels and annotations; the count of revisions goes on",
			`{"metadata": {"labels": {"a": "1"}, "annotations": {"deployment.kubernetes.io/revision": "3", "note": "old"}}}`,
			`{"metadata": {"annotations": {"deployment.kubernetes.io/revision": "4", "note": "new"}}}`,
			`[{"op":"add","path":"/metadata/annotations","value":{"deployment.kubernetes.io/revision":"4","note":"old"}},{"op":"add","path":"/metadata/labels","value":{"a":"1"}}]`},
		{"the count alone", `{"metadata": {"annotations": {"deployment.kubernetes.io/revision": "3"}}}`,
			`{"metadata": {"annotations": {"deployment.kubernetes.io/revision": "4"}}}`, "null"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var was, now Object
			if err := json.Unmarshal([]byte(tt.was), &was); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(tt.now), &now); err != nil {
				t.Fatal(err)
			}
			got, err := json.Marshal(differences(was, now))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(got), tt.want); diff != "" {
				t.Errorf("got - want +:\n%s", diff)
			}
		})
	}
}
