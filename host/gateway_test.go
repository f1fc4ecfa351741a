package host_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"systembus/host/gateway"
	"systembus/host/local"
)

const tells = `import { inngest } from "../lib/client";
import { gateway } from "host:gateway";
export const roles = ["host"];
export const tells = inngest.createFunction(
  { id: "tells", retries: 0, onFailure: async ({ event, gateway: mine, step }: any) => {
    await step.run("alarm", () => mine.alert("it failed", { of: event.data.function_id }));
  } },
  { event: "x/tells" },
  async ({ event, step, ...rest }: any) => {
    const own = rest.gateway;
    await step.run("progress", () => own.progress("halfway"));
    await step.run("notify", async () => {
      await Promise.resolve();
      return gateway.notify("imported", { at: 1 });
    });
    if (event.data.fail) throw new Error("as asked");
    return [own.originSession, gateway.originSession];
  },
);
`

// Handlers, failure handlers and imports reach the gateway, in the name of the
// event that they handle, and routed to where it came from.
func TestGatewayOfHandlers(t *testing.T) {
	m := miniredis.RunT(t)
	if _, err := m.SAdd(gateway.SessionsKey, gateway.Gateway, "pi-7"); err != nil {
		t.Fatal(err)
	}
	app := embedded(t, folder(t, map[string]string{"scripts/lib/client.ts": client, "scripts/functions/tells.ts": tells}),
		map[string]string{"REDIS_URL": "redis://" + m.Addr()}, nil)
	if build := live(t, app, app.Project(), nil); build.Failed() {
		t.Fatal(build.Problems)
	}
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{`{"originSession":"pi-7"}`, `{"fail":true}`} {
		id, err := app.Executor.Start(t.Context(), "shop-tells", local.Event{Name: "x/tells", Data: json.RawMessage(data)})
		if err != nil {
			t.Fatal(err)
		}
		run, err := app.Executor.Wait(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if run.Status == local.Completed {
			if got, want := string(run.Output), `["pi-7","pi-7"]`; got != want {
				t.Errorf("the run gave %s, want %s", got, want)
			}
		}
		if err := app.Executor.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	answer := httptest.NewRecorder()
	app.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	var status struct{ Gateway gateway.Stats }
	if err := json.Unmarshal(answer.Body.Bytes(), &status); err != nil {
		t.Fatal(err)
	}
	if status.Gateway.Delivered != 5 || status.Gateway.Waiting != 0 {
		t.Errorf("the status says %+v, want 5 delivered", status.Gateway)
	}
	stop()

	told := func(session string) (all []string) {
		list, _ := m.List(gateway.EventsPrefix + session) // none is a failed comparison
		for _, text := range slices.Backward(list) {
			var e gateway.Event
			if err := json.Unmarshal([]byte(text), &e); err != nil {
				t.Fatal(err)
			}
			all = append(all, e.Source+" "+e.Type+" "+string(e.Payload))
		}
		return all
	}
	routed := []string{`inngest/x/tells progress {"message":"halfway"}`, `inngest/x/tells imported {"at":1}`}
	if diff := cmp.Diff(told("pi-7"), routed); diff != "" {
		t.Error("the origin was told:", diff)
	}
	want := slices.Concat(routed, routed, []string{`inngest/inngest/function.failed alert {"message":"it failed","of":"shop-tells"}`})
	if diff := cmp.Diff(told(gateway.Gateway), want); diff != "" {
		t.Error("the gateway was told:", diff)
	}
}
