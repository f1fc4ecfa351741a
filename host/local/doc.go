// Package local is an executor that plays the Inngest server's part in memory
// on one machine: it accepts events, starts the functions that they trigger,
// calls the SDK's endpoint step by step, remembers what the steps gave, and
// sleeps, waits, retries and cancels as a server does. It is for development
// (`host dev` and `host exec` with nothing installed) and for tests.
//
// It is not for production: nothing outlives the process. Production is a real
// Inngest server, which this package stands in for and does not replace.
//
// An Executor drives functions only through call requests (SDK_SPEC 4.4) to
// an http.Handler or a URL, so what runs here runs unchanged on a server:
//
//	e := local.New(local.Options{Handler: endpoint, Observer: show})
//	go e.Run(ctx)
//	err := e.Register(sync)            // or the host posts it to /fn/register
//	id, err := e.Invoke(ctx, "app-fn", data)
//	run, err := e.Wait(ctx, id)
//
// It is itself an http.Handler for the part of a server's API that SDKs call:
// POST /fn/register, POST /e/{key}, GET /v0/runs/{id}/batch and /actions,
// POST /v1/checkpoint/{id}/async, POST /v1/signals, POST /v1/realtime/publish,
// GET /dev, GET /health; and for some of what people ask: GET /v2/apps,
// /v2/apps/{app}/functions, /v2/runs, /v2/runs/{id}, /v2/events/{id}/runs,
// POST /v2/runs/{id}/cancel, /v2/runs/{id}/rerun and
// /v2/apps/{app}/functions/{function}/invoke.
//
// With SkipClock a function that sleeps for a week ends at once, with its
// sleeps, timeouts and retries in the right order.
//
// What differs from a server: retries have no jitter; step.fetch and
// step.ai.infer repeat their request without calling the function in between;
// a rate limit counts starts in the last period exactly; deferred functions,
// sessions and Connect are not there.
package local
