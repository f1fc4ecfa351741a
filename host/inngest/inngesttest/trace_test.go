package inngesttest

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStepsOf(t *testing.T) {
	tests := []struct {
		name, trace string
		want        []Step
	}{
		{"an inline step is recorded twice", `{"children":[
			{"name":"a","stepId":"1","stepOp":"RUN","status":"COMPLETED","startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:00:02Z","output":{"data":1}},
			{"name":"a","stepId":"1","stepOp":"RUN","status":"COMPLETED","startedAt":"2026-01-01T00:00:01Z","endedAt":"2026-01-01T00:00:01Z","output":{"data":1}},
			{"name":"Finalization","status":"COMPLETED"}]}`,
			[]Step{{ID: "1", Name: "a", Op: "RUN", Status: "COMPLETED", Attempts: 1, Output: json.RawMessage(`{"data":1}`)}}},
		{"a retried step ends as its last attempt", `{"children":[
			{"name":"b","stepId":"2","stepOp":"RUN","status":"COMPLETED","startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:00:09Z","output":{"data":2},"children":[
				{"name":"Attempt 0","stepId":"2","status":"FAILED"},{"name":"Attempt 1","stepId":"2","status":"COMPLETED"}]},
			{"name":"b","stepId":"2","stepOp":"RUN","status":"FAILED","startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:00:01Z","output":{"name":"Error"}}]}`,
			[]Step{{ID: "2", Name: "b", Op: "RUN", Status: "COMPLETED", Attempts: 2, Output: json.RawMessage(`{"data":2}`)}}},
		{"the operation may be told by one record only, and steps are sorted", `{"children":[
			{"name":"z","stepId":"4","status":"FAILED","endedAt":"2026-01-01T00:00:02Z","output":{"name":"E"}},
			{"name":"z","stepId":"4","stepOp":"RUN","status":"FAILED","endedAt":"2026-01-01T00:00:01Z","output":{"name":"D"}},
			{"name":"a","stepId":"5","stepOp":"SLEEP","status":"COMPLETED"}]}`,
			[]Step{
				{ID: "5", Name: "a", Op: "SLEEP", Status: "COMPLETED", Attempts: 1},
				{ID: "4", Name: "z", Op: "RUN", Status: "FAILED", Attempts: 1, Output: json.RawMessage(`{"name":"E"}`)},
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var root span
			if err := json.Unmarshal([]byte(tt.trace), &root); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(stepsOf(root), tt.want); diff != "" {
				t.Errorf("steps (-got +want):\n%s", diff)
			}
		})
	}
}
