package main_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"systembus/host/inngest/inngesttest"
)

func unixNow() string { return strconv.FormatInt(time.Now().Unix(), 10) }

// TestE2EHostManaged has the server's management API act on the host's runs,
// and the server forget everything: the worker registers again by itself.
func TestE2EHostManaged(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	server := inngesttest.Start(t, inngesttest.Options{})
	p := host.serve(t, server, "testdata/e2e/v4", "e2e-v4")

	event, err := server.Send(ctx, "e2e/cancelled.requested", map[string]any{"key": "managed"})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.AwaitStep(ctx, event, "events/cancelled", "long"); err != nil {
		t.Fatal(err)
	}
	runs, err := server.Runs(ctx, event)
	if err != nil || len(runs) != 1 {
		t.Fatalf("runs %+v, %v, want one", runs, err)
	}
	if err := server.Cancel(ctx, runs[0].ID); err != nil {
		t.Fatal(err)
	}
	if run, err := server.Await(ctx, event, "events/cancelled"); err != nil || run.Status != "CANCELLED" {
		t.Errorf("the cancelled run is %q, %v", run.Status, err)
	}

	event, err = server.Send(ctx, "e2e/loop.requested", map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	first, err := server.Await(ctx, event, "steps/loop")
	if err != nil {
		t.Fatal(err)
	}
	again, err := server.Rerun(ctx, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	second, err := server.AwaitRunByID(ctx, again)
	if err != nil || second.Status != "COMPLETED" || string(second.Output) != string(first.Output) {
		t.Errorf("the rerun is %s %s, %v, want what the first was: %s %s", second.Status, second.Output, err, first.Status, first.Output)
	}

	server.Restart(t)
	p.register(t, server, "e2e-v4")
	event, err = server.Send(ctx, "e2e/plain.requested", map[string]any{"silent": true})
	if err != nil {
		t.Fatal(err)
	}
	if run, err := server.Await(ctx, event, "plain"); err != nil || run.Status != "COMPLETED" {
		t.Errorf("after the server's restart the run is %q, %v", run.Status, err)
	}
}
