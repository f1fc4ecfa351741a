package deploy

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"systembus/deploy/kube"
	"systembus/host/inngest"
)

// inngestTimeout bounds one request to the Inngest server.
const inngestTimeout = 30 * time.Second

// connect finds the way to the Inngest server. Where nobody said how this
// machine reaches it, it is where the pods reach it; a name that only the
// cluster knows leads through a forwarded port, for as long as the deploy takes.
func (d *Deploy) connect(ctx context.Context) error {
	if d.Inngest == nil {
		at, err := d.workerInngest(ctx)
		if err != nil || at == "" {
			return err
		}
		d.Inngest = &inngest.Client{Env: inngest.Environment{
			Mode: inngest.Cloud, API: at, Events: at, SigningKey: d.Keys.SigningKey, EventKey: d.Keys.EventKey, Version: d.Version,
		}}
	}
	if d.Inngest.HTTP == nil {
		d.Inngest.HTTP = &http.Client{Timeout: inngestTimeout}
	}
	env := &d.Inngest.Env
	to, err := url.Parse(env.API)
	if err != nil || resolves(ctx, to.Hostname()) {
		return err
	}
	addr, stop, found, err := d.Cluster.ForwardService(ctx, to)
	if err != nil {
		return problem("INNGEST_BASE_URL says where this machine reaches it, for example through `kubectl port-forward`.", "the Inngest server at %s: %w", env.API, err)
	}
	if !found {
		return nil // what asks it tells that it is not to be found
	}
	d.stops = append(d.stops, stop)
	if env.Events == env.API {
		env.Events = "http://" + addr
	}
	d.forwarded, env.API = env.API, "http://"+addr
	return nil
}

// workerInngest is the Inngest server's URL as the pods have it, or "".
func (d *Deploy) workerInngest(ctx context.Context) (string, error) {
	if d.WorkerInngest != "" {
		return strings.TrimSuffix(d.WorkerInngest, "/"), nil
	}
	secret, err := d.Cluster.Secret(ctx, d.secretName())
	if kube.NotFound(err) {
		return "", nil
	}
	return strings.TrimSuffix(strings.TrimSpace(string(secret.Data["INNGEST_BASE_URL"])), "/"), err
}

// resolves says whether this machine knows a name.
func resolves(ctx context.Context, host string) bool {
	_, err := net.DefaultResolver.LookupHost(ctx, host)
	return err == nil
}

// close ends the forwarded ports.
func (d *Deploy) close() {
	for _, stop := range d.stops {
		stop()
	}
	d.stops = nil
}

// inngestAt is the Inngest server's address for people: its own, and not the
// forwarded port's.
func (d *Deploy) inngestAt() string {
	if d.forwarded != "" {
		return d.forwarded + ", through a forwarded port"
	}
	return d.Inngest.Env.API
}
