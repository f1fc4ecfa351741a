package host_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"systembus/host/config"
)

// An event that is handed in starts a function; an agent's result is kept in
// the inbox of the settings.
func TestIntake(t *testing.T) {
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts":  client,
		"scripts/functions/a.ts": script("a", `"host"`, `event.data.n + 1`),
	})
	app := embedded(t, dir, map[string]string{"HOST_INTERNAL_TOKEN": "letmein", "HOME": dir}, func(c *config.Config) { c.Inbox = "~/inbox" })
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	ask := func(method, path, body, token string) (int, string) {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		app.Handler().ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	if code, text := ask("POST", "/internal/queue/enqueue", `{"name":"x/a","data":{"n":1}}`, "guess"); code != 401 {
		t.Errorf("with a wrong token: %d %s", code, text)
	}
	if code, text := ask("POST", "/internal/queue/enqueue", `{"name":"x/a","data":{"n":41}}`, "letmein"); code != 202 {
		t.Fatalf("enqueue: %d %s", code, text)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, text := ask("GET", "/v2/runs?includeOutput=true", "", ""); strings.Contains(text, `"COMPLETED"`) {
			if !strings.Contains(text, "42") {
				t.Errorf("the function gave %s", text)
			}
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("no run has completed: %s", text)
		}
	}
	if code, text := ask("POST", "/internal/agent-result", `{"requestId":"r","status":"completed"}`, "letmein"); code != 200 {
		t.Fatalf("result: %d %s", code, text)
	}
	if code, text := ask("GET", "/internal/agent-await/r", "", "letmein"); code != 200 || !strings.Contains(text, "completed") {
		t.Errorf("await: %d %s", code, text)
	}
}
