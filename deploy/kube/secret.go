package kube

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
)

// A Secret is one with its values, which nothing prints.
type Secret struct {
	Metadata Meta              `json:"metadata"`
	Type     string            `json:"type"`
	Data     map[string][]byte `json:"data"`
}

// String names the secret and its keys, and no value.
func (s *Secret) String() string { return s.Metadata.Name + " with " + join(s.Keys()) }

// GoString is String, for %#v.
func (s *Secret) GoString() string { return s.String() }

// Keys are the names of the values, sorted.
func (s *Secret) Keys() []string { return slices.Sorted(maps.Keys(s.Data)) }

// Hash changes when a value does, and tells nothing of any.
func (s *Secret) Hash() string {
	sum := sha256.New()
	for _, key := range s.Keys() {
		value := sha256.Sum256(s.Data[key])
		sum.Write([]byte(key))
		sum.Write(value[:])
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// Secret reads one; NotFound tells of its absence.
func (c *Client) Secret(ctx context.Context, name string) (*Secret, error) {
	var s Secret
	return &s, c.get(ctx, "the Secret "+name, c.core("secrets/"+name), nil, &s)
}

// ApplySecret writes a Secret of the type with the values, and removes those
// that an earlier call wrote and this one does not.
func (c *Client) ApplySecret(ctx context.Context, name, kind string, data map[string][]byte) error {
	body, err := json.Marshal(map[string]any{
		"apiVersion": "v1", "kind": "Secret", "type": kind, "data": data,
		"metadata": map[string]any{"name": name, "namespace": c.Namespace},
	})
	if err != nil {
		return err
	}
	return c.do(ctx, request{
		what: "apply the Secret " + name, method: http.MethodPatch, path: c.core("secrets/" + name),
		query: url.Values{"fieldManager": {FieldManager}, "force": {"true"}},
		body:  body, contentType: applyType,
	}, nil)
}
