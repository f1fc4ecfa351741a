package deploy

import (
	"testing"

	"systembus/deploy/kube"
)

// TestCheckSigned refuses a Secret with which the worker would take calls that
// nobody has signed.
func TestCheckSigned(t *testing.T) {
	for _, tt := range []struct {
		dev  string
		want string
	}{
		{"", ""}, {"0", ""}, {"false", ""},
		{"maybe", ""}, // ends the worker
		{"1", "INNGEST_DEV in the Secret bus-env has the worker take calls that nobody has signed"},
		{"http://inngest:8288", "INNGEST_DEV in the Secret bus-env has the worker take calls that nobody has signed"},
	} {
		data := map[string][]byte{"INNGEST_SIGNING_KEY": []byte("0f1e2d3c4b5a6978"), "INNGEST_EVENT_KEY": []byte("e")}
		if tt.dev != "" {
			data["INNGEST_DEV"] = []byte(tt.dev)
		}
		got := ""
		if err := checkSigned("bus-env", &kube.Secret{Data: data}); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("INNGEST_DEV=%q: got %q, want %q", tt.dev, got, tt.want)
		}
	}
}
