//go:build !worker

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/term"

	"systembus/deploy/kube"
)

// deployPullSecretCmd is `host deploy pull-secret`.
type deployPullSecretCmd struct{ deployFlags }

// Help is shown by host deploy pull-secret --help.
func (*deployPullSecretCmd) Help() string {
	return `Makes the Secret with which the cluster's nodes pull the image, of the same credentials that a deploy
pushes with: GHCR_TOKEN, a lease of ghcr_pat, or gh's. A token that may only read (read:packages), in
GHCR_TOKEN for this one command, is better: it stays in the cluster.

Example:
  GHCR_TOKEN=$(secrets lease ghcr_read) host deploy pull-secret`
}

// Run makes the Secret.
func (c *deployPullSecretCmd) Run(ctx context.Context, w *world) error {
	if c.Repository == "" {
		return usageError{errNoRepository}
	}
	o, err := c.inCluster(w)
	if err != nil {
		return err
	}
	login, err := o.Registry.DockerConfig(ctx)
	if err != nil {
		return err
	}
	err = o.Cluster.ApplySecret(ctx, c.PullSecret, "kubernetes.io/dockerconfigjson", map[string][]byte{".dockerconfigjson": login})
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s the Secret %s in %s pulls from %s, with the credential of %s\n", good.Render("✓"), c.PullSecret,
		o.Cluster.Namespace, o.Registry.Host(), o.Registry.Credential())
	return nil
}

// deploySecretsCmd is `host deploy secrets`.
type deploySecretsCmd struct {
	deployFlags
	Keys   []string `arg:"" optional:"" name:"key" help:"Set only these; on a terminal each is asked for."`
	Remove []string `placeholder:"KEY" help:"Remove a value; may be repeated."`
	List   bool     `help:"List the names of the values that there are, and change nothing."`
}

// Help is shown by host deploy secrets --help.
func (*deploySecretsCmd) Help() string {
	return `Sets values of the Secret NAME-env, which is the worker's environment in the cluster. They are read
from standard input as NAME=value lines, or asked for when keys are named on a terminal; never from
the command line, which others can see. The other values stay. Pods get them with the next deploy.

Examples:
  host deploy secrets INNGEST_SIGNING_KEY INNGEST_EVENT_KEY
  printf 'REDIS_URL=%s\n' "$(secrets lease redis_url)" | host deploy secrets
  host deploy secrets --list`
}

// envLine is NAME=value, as files of variables have it.
var envLine = regexp.MustCompile(`^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$`)

// Run sets the values.
func (c *deploySecretsCmd) Run(ctx context.Context, w *world) error {
	o, err := c.inCluster(w)
	if err != nil {
		return err
	}
	name := c.Name + "-env"
	secret, err := o.Cluster.Secret(ctx, name)
	if err != nil && !kube.NotFound(err) {
		return err
	}
	if c.List {
		for _, key := range secret.Keys() {
			fmt.Fprintln(w.stdout, key)
		}
		return nil
	}
	data := map[string][]byte{}
	maps.Copy(data, secret.Data)
	for _, key := range c.Remove {
		if _, ok := data[key]; !ok {
			return fmt.Errorf("the Secret %s has no %s", name, key)
		}
		delete(data, key)
	}
	values := map[string][]byte{}
	if len(c.Remove) == 0 || len(c.Keys) > 0 {
		if values, err = c.read(w); err != nil {
			return err
		}
	}
	maps.Copy(data, values)
	if err := o.Cluster.ApplySecret(ctx, name, "Opaque", data); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s the Secret %s in %s: set %s, removed %s; it has %s\n", good.Render("✓"), name, o.Cluster.Namespace,
		orNothing(slices.Sorted(maps.Keys(values))), orNothing(c.Remove), orNothing(slices.Sorted(maps.Keys(data))))
	return nil
}

func orNothing(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// read takes the values from standard input.
func (c *deploySecretsCmd) read(w *world) (map[string][]byte, error) {
	values := map[string][]byte{}
	if f, ok := w.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if len(c.Keys) == 0 {
			return nil, usageError{errors.New("which? name the keys, or give NAME=value lines as standard input")}
		}
		for _, key := range c.Keys {
			fmt.Fprintf(w.stderr, "%s: ", key)
			value, err := term.ReadPassword(int(f.Fd()))
			fmt.Fprintln(w.stderr)
			if err != nil {
				return nil, err
			}
			values[key] = value
		}
		return values, nil
	}
	lines := bufio.NewScanner(w.stdin)
	lines.Buffer(nil, 1<<20)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		m := envLine.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("line %d of standard input is not NAME=value", number)
		}
		if len(c.Keys) > 0 && !slices.Contains(c.Keys, m[1]) {
			return nil, fmt.Errorf("line %d of standard input sets %s, which is not among the keys that were named", number, m[1])
		}
		values[m[1]] = []byte(unquote(m[2]))
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	for _, key := range c.Keys {
		if _, ok := values[key]; !ok {
			return nil, fmt.Errorf("standard input has no line for %s", key)
		}
	}
	if len(values) == 0 {
		return nil, errors.New("standard input has no NAME=value line")
	}
	return values, nil
}

// unquote removes the quotes around a value.
func unquote(value string) string {
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		return value[1 : n-1]
	}
	return value
}
