package main_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"systembus/host/inngest/inngesttest"
)

// TestE2EHostRefusesStrangers has a worker in production, with a signing key,
// refuse whoever cannot sign with it: nobody's function runs, and the answer
// tells nothing of what is served.
func TestE2EHostRefusesStrangers(t *testing.T) {
	server := inngesttest.Start(t, inngesttest.Options{SelfHosted: true})
	p := host.serve(t, server, "testdata/e2e/v4", "e2e-v4")
	const call = `{"ctx":{"attempt":0,"run_id":"01M80JRT697120A6RRRJ11HFFV","fn_id":"x","stack":{"stack":[],"current":0}},
		"event":{"name":"e2e/plain.requested","data":{}},"events":[{"name":"e2e/plain.requested","data":{}}],"steps":{},"version":-1}`
	old := "t=1700000000&s=0000000000000000000000000000000000000000000000000000000000000000"
	tests := []struct {
		name, signature string
	}{
		{"no signature", ""},
		{"a signature of another key", strings.Replace(old, "1700000000", unixNow(), 1)},
		{"an old signature", old},
		{"no signature at all, but text", "hello"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost,
				p.url+"/api/inngest?fnId=e2e-v4-plain&stepId=step", strings.NewReader(call))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			if tt.signature != "" {
				req.Header.Set("X-Inngest-Signature", tt.signature)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			if res.StatusCode != http.StatusUnauthorized {
				t.Errorf("status %d, want 401: %s", res.StatusCode, body)
			}
			if bytes.Contains(body, []byte("plain")) || res.Header.Get("X-Inngest-Sdk") != "" {
				t.Errorf("the refusal tells of the worker: %v %s", res.Header, body)
			}
		})
	}
}

// TestE2EHostWithTheWrongKey has a worker whose keys are not the server's: the
// server does not take its registration, and the worker says why.
func TestE2EHostWithTheWrongKey(t *testing.T) {
	server := inngesttest.Start(t, inngesttest.Options{SelfHosted: true})
	cmd := host.command(t, "testdata/e2e/v4", freeAddr(t))
	said := &lockedBuffer{}
	cmd.Stdout, cmd.Stderr = said, said
	cmd.Env = append(append(os.Environ(), server.Env()...), "INNGEST_SIGNING_KEY=ffffffffffffffffffffffffffffffff")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()         // "signal: killed" is what was asked for
	})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for said.count("401")+said.count("nauthorized") == 0 {
		select {
		case <-ctx.Done():
			t.Fatalf("the worker does not say that it was refused:\n%s", said.tail(3000))
		case <-time.After(50 * time.Millisecond):
		}
	}
	if functions, err := server.Functions(t.Context(), "e2e-v4"); err == nil && len(functions) > 0 {
		t.Errorf("the server took %d functions from a worker with the wrong key", len(functions))
	}
}
