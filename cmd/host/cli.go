package main

import (
	"context"
	"io"

	"github.com/alecthomas/kong"

	"systembus/host/config"
)

// CLI is the grammar of the command line: one field for each command, in the
// order in which the help lists them.
type CLI struct {
	Dev         devCmd         `cmd:"" set:"addr=127.0.0.1:3111" set:"drainTimeout=2s" help:"Run the functions on this machine, rebuilding when a file changes."`
	Exec        execCmd        `cmd:"" help:"Run one function to its end and show its steps."`
	Functions   functionsCmd   `cmd:"" help:"List the functions: triggers, roles, options, files."`
	Check       checkCmd       `cmd:"" help:"Say what the scripts use that the host does not have."`
	Types       typesCmd       `cmd:"" help:"Write declarations, so that tsc and editors know what scripts have."`
	Build       buildCmd       `cmd:"" help:"Bundle all scripts and write the folder that run serves."`
	Run         runCmd         `cmd:"" set:"addr=:3111" set:"drain=1s" help:"Serve a built folder to an Inngest server."`
	Deploy      deployCmd      `cmd:"" help:"Take the functions to a Kubernetes cluster, verified, or go back."`
	Webhooks    webhooksCmd    `cmd:"" help:"List webhooks, deliver examples, see what waits to be sent."`
	Ps          psCmd          `cmd:"" help:"List the programs that a worker's scripts run."`
	Gateway     gatewayCmd     `cmd:"" help:"Watch what functions tell people and agents."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask a worker whether it is ready."`
	Version     versionCmd     `cmd:"" help:"Print the version."`
}

const description = `Runs durable functions written in TypeScript.

Put a .ts file that exports an Inngest function into scripts/functions, and:

  host dev                     run it here, and again whenever it changes
  host exec daily-digest       run one function to its end and watch its steps
  host build                   bundle everything
  host run --role cluster      serve what was built

Settings come from flags, then the environment, then host.json.`

// groups are the headings under which the help lists flags.
var groups = []kong.Group{
	{Key: "project", Title: "Project"},
	{Key: "serve", Title: "Serving"},
	{Key: "calls", Title: "Calls"},
	{Key: "redis", Title: "Redis", Description: "The server comes from the environment alone: REDIS_URL, or REDIS_HOST and REDIS_PORT."},
	{Key: "inngest", Title: "Inngest", Description: "Keys come from the environment alone: INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, INNGEST_SIGNING_KEY_FALLBACK."},
	{Key: "secrets", Title: "Secrets", Description: "Declared by name; the values never stand in a flag or in host.json."},
	{Key: "infer", Title: "Language models"},
	{Key: "deploy", Title: "Deploying"},
	{Key: "events", Title: "Events", Description: "Keys come from the environment alone: CLICKHOUSE_USER, CLICKHOUSE_PASSWORD, TYPESENSE_API_KEY, OTEL_EMIT_TOKEN, SENTRY_DSN."},
	{Key: "log", Title: "Logging"},
}

// run is the whole program: it parses args, carries out the command and gives
// the exit code. It reads no global state, so tests call it in process. A
// second end of ctx is the caller's business; the first makes servers drain.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	w := newWorld(stdin, stdout, stderr, environ)
	exited := -1
	parser, err := kong.New(&CLI{},
		kong.Name("host"),
		kong.Description(description),
		kong.Writers(w.stdout, w.stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.ExplicitGroups(groups),
		config.Option(w.lookup),
	)
	if err != nil {
		return w.report(err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help has answered, whatever else is wrong.
		return exited
	}
	if err != nil {
		return w.report(usageError{err})
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return w.report(command.Run(w))
}
