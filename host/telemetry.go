package host

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"systembus/host/secrets"
	"systembus/host/telemetry"
)

// lastExport is how long the end of a worker waits for the last of its
// telemetry to be taken.
const lastExport = 5 * time.Second

// instrument makes the store of the secrets that the settings declare and the
// telemetry that the environment asks for, and makes both a part of the log:
// it has no secrets, and is exported.
func (a *App) instrument() error {
	if err := secrets.Check(a.cfg.SecretSources); err != nil {
		return fmt.Errorf("secret sources: %w", err)
	}
	a.secrets = secrets.New(secrets.Options{
		Table: a.cfg.Secrets.Secrets.Value, Sources: a.cfg.SecretSources, Role: string(a.cfg.Role), Dir: a.cfg.Dir,
		Timeout: a.cfg.SecretTimeout, Lookup: a.lookup, Environ: a.environ, Log: a.log,
	})
	redactor := a.secrets.Redactor()
	var err error
	a.telemetry, err = telemetry.Start(context.Background(), telemetry.Options{
		Lookup: a.lookup, Version: a.version, Role: string(a.cfg.Role), Redact: redactor.String, Log: a.log,
	})
	if err != nil {
		return err
	}
	a.log = slog.New(redactor.Handler(a.telemetry.Handler(a.log.Handler())))
	return nil
}

// Lease reads the secrets, before anything needs them: scripts read their
// environment while they are loaded. It returns when all were answered for, or
// at the deadline in the settings.
func (a *App) Lease(ctx context.Context) { a.secrets.Lease(ctx) }

// Secrets are the secrets that the worker holds.
func (a *App) Secrets() *secrets.Store { return a.secrets }
