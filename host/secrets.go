package host

import (
	"context"
	"fmt"
	"log/slog"

	"systembus/host/secrets"
)

// holdSecrets makes the store of the secrets that the settings declare, and
// keeps their values out of the log.
func (a *App) holdSecrets() error {
	if err := secrets.Check(a.cfg.SecretSources); err != nil {
		return fmt.Errorf("secret sources: %w", err)
	}
	a.secrets = secrets.New(secrets.Options{
		Table: a.cfg.Secrets.Secrets.Value, Sources: a.cfg.SecretSources, Role: string(a.cfg.Role), Dir: a.cfg.Dir,
		Timeout: a.cfg.SecretTimeout, Lookup: a.lookup, Environ: a.environ, Log: a.log,
	})
	a.log = slog.New(a.secrets.Redactor().Handler(a.log.Handler()))
	return nil
}

// Lease reads the secrets, before anything needs them: scripts read their
// environment while they are loaded. It returns when all were answered for, or
// at the deadline in the settings.
func (a *App) Lease(ctx context.Context) { a.secrets.Lease(ctx) }

// Secrets are the secrets that the worker holds.
func (a *App) Secrets() *secrets.Store { return a.secrets }
