package registry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"slices"
	"strings"
	"time"
	"unicode"

	"systembus/jsapi/subprocess"
)

// A Token is a credential for a registry. It prints as where it came from,
// whatever verb or encoder prints it, and is written nowhere.
type Token struct {
	// Source is told to people: "GHCR_TOKEN", "secrets lease ghcr_pat".
	Source string
	secret string
}

// NewToken makes one of a secret. Who calls it takes care that the secret
// stands in no file, argument or log.
func NewToken(source, secret string) Token { return Token{source, secret} }

// String is the source.
func (t Token) String() string { return "token of " + t.Source }

// Format writes the source, whatever the verb.
func (t Token) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, t.String()) // as fmt does, whose writers give no error
}

// LogValue is the source.
func (t Token) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalText is the source.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// A Source gives a credential, or says why it has none.
type Source struct {
	// Name is told to people.
	Name string
	// Lease gets the credential. It is called once, when it is needed.
	Lease func(ctx context.Context) (Token, error)
}

// leaseTimeout bounds each program that is asked for a credential.
const leaseTimeout = 10 * time.Second

// Sources are where a credential is looked for, in this order: the variable
// GHCR_TOKEN, a lease of ghcr_pat for twenty minutes from agent-secrets, and
// the GitHub command line's own token. environ is the environment of the
// programs that are asked, less what [ChildEnv] takes away.
func Sources(environ []string) []Source {
	return []Source{
		{Name: tokenVariable, Lease: func(context.Context) (Token, error) {
			for _, v := range slices.Backward(environ) {
				if name, value, _ := strings.Cut(v, "="); name == tokenVariable && value != "" {
					return parse(tokenVariable, value)
				}
			}
			return Token{}, errors.New("not set")
		}},
		command(environ, "secrets lease ghcr_pat", "secrets", "lease", "ghcr_pat", "--ttl", "20m", "--client-id", "host-deploy"),
		command(environ, "gh auth token", "gh", "auth", "token"),
	}
}

// tokenVariable holds a token that the user chose.
const tokenVariable = "GHCR_TOKEN"

// credentials are variables that are a deploy's own business, and the
// worker's: the registry's token, the Inngest server's keys, where notifications
// are posted, and what the places want to which events go.
var credentials = []string{
	tokenVariable, "INNGEST_SIGNING_KEY", "INNGEST_SIGNING_KEY_FALLBACK", "INNGEST_EVENT_KEY",
	"CLICKHOUSE_PASSWORD", "TYPESENSE_API_KEY", "OTEL_EMIT_TOKEN", "SENTRY_DSN", "HOST_INTERNAL_TOKEN",
	"HOST_DEPLOY_NOTIFY_URL",
}

// ChildEnv is an environment for a program that a deploy starts: without the
// credentials that a deploy uses itself, which are nobody else's business.
func ChildEnv(environ []string) []string {
	var kept []string
	for _, v := range environ {
		if name, _, _ := strings.Cut(v, "="); !slices.Contains(credentials, name) {
			kept = append(kept, v)
		}
	}
	return kept
}

// command is a source that a program prints. Its output goes nowhere else.
func command(environ []string, name, program string, args ...string) Source {
	return Source{Name: name, Lease: func(ctx context.Context) (Token, error) {
		path, err := subprocess.LookPath(program, "/", environ)
		if err != nil {
			return Token{}, fmt.Errorf("there is no program %s", program)
		}
		ctx, cancel := context.WithTimeoutCause(ctx, leaseTimeout, fmt.Errorf("no answer in %v", leaseTimeout))
		defer cancel()
		var out bytes.Buffer
		cmd := exec.CommandContext(ctx, path, args...)
		cmd.Env, cmd.Stdout, cmd.WaitDelay = ChildEnv(environ), &out, time.Second
		if err := cmd.Run(); err != nil {
			if ctx.Err() != nil {
				return Token{}, context.Cause(ctx)
			}
			return Token{}, err
		}
		return parse(name, out.String())
	}}
}

// parse finds the token in what a program printed: the first line that is not
// empty and not a warning.
func parse(source, output string) (Token, error) {
	for line := range strings.SplitSeq(output, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "WARNING:") {
			continue
		}
		if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
			return Token{}, errors.New("what it gave is not a token: there is white space in it")
		}
		return NewToken(source, line), nil
	}
	return Token{}, errors.New("it gave nothing")
}
