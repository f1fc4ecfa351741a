//go:build !worker

package main

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"systembus/deploy"
	"systembus/host/observe"
)

// eventPatience bounds how long a deploy's end waits for where events go.
const eventPatience = 5 * time.Second

// emit tells what became of a deploy where the host's events go, as the
// settings say: nil when they go nowhere.
func (f *deployFlags) emit(w *world) (func(context.Context, *deploy.Result), error) {
	sinks, err := observe.Sinks(observe.Settings{
		Store: f.Store, ClickHouseURL: f.ClickHouseURL, TypesenseURL: f.TypesenseURL, ForwardURL: f.ForwardURL, Lookup: w.lookup,
	})
	if err != nil || len(sinks) == 0 {
		return nil, err
	}
	return func(ctx context.Context, r *deploy.Result) {
		system, _ := os.Hostname() // "unknown" without
		p := observe.New(observe.Options{
			Sinks: sinks, Defaults: observe.Defaults{SystemID: system}, Log: w.logger(f.Log), Patience: eventPatience,
		})
		p.Start()
		p.Emit(ctx, deployEvent(r))
		ctx, cancel := context.WithTimeout(ctx, eventPatience)
		defer cancel()
		p.Close(ctx)
	}, nil
}

// deployEvent is a deploy as an event.
func deployEvent(r *deploy.Result) []byte {
	level := observe.Info
	if !r.OK {
		level = observe.Error
	}
	text, err := json.Marshal(map[string]any{
		"source": "host", "component": "deploy", "action": "deploy.finished", "level": level, "success": r.OK, "error": r.Error,
		"duration_ms": r.Seconds * 1000,
		"metadata": map[string]any{
			"id": r.ID, "name": r.Name, "namespace": r.Namespace, "context": r.Context, "actor": r.Actor, "commit": r.Commit,
			"image": r.Image, "revisionBefore": r.RevisionBefore, "revisionAfter": r.RevisionAfter, "phase": r.Phase, "code": r.Code,
			"rolledBack": r.RolledBack, "upToDate": r.UpToDate, "added": r.Added, "removed": r.Removed, "changed": r.Changed,
		},
	})
	if err != nil {
		panic(err) // strings, numbers and booleans alone
	}
	return text
}
