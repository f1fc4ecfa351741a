package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"systembus/host/config"
	"systembus/jsapi/subprocess"
)

// psCmd is `host ps`.
type psCmd struct {
	Addr string `json:"addr" env:"HOST_ADMIN_ADDR,PORT" default:":3111" placeholder:"[HOST:]PORT" help:"Where the worker listens; its --admin-addr when it has one."`
	JSON bool   `help:"Print the programs as JSON."`

	config.Project
}

// Help is shown by host ps --help.
func (*psCmd) Help() string {
	return `Asks a worker which programs its scripts run, for which call, and for how long. In production the
token of HOST_INTERNAL_TOKEN is sent along.

Examples:
  host ps
  host ps --addr worker:9311
  host ps --json | jq '.children[] | select(.ageMs > 60000)'`
}

// Run asks and prints.
func (c *psCmd) Run(ctx context.Context, w *world) error {
	children, err := c.ask(ctx, w)
	if err != nil {
		return err
	}
	if c.JSON {
		return w.json(map[string]any{"children": children})
	}
	if len(children) == 0 {
		fmt.Fprintln(w.stdout, "no programs run")
		return nil
	}
	table := grid("PID", "AGE", "COMMAND", "FOR")
	for _, child := range children {
		table.Row(fmt.Sprint(child.PID), span(time.Duration(child.Age)*time.Millisecond), commandLine(child.Command), child.Owner)
	}
	fmt.Fprintln(w.stdout, trimLines(table.String()))
	return nil
}

// ask reads the worker's status document.
func (c *psCmd) ask(ctx context.Context, w *world) ([]subprocess.Entry, error) {
	addr, err := config.Serving{Addr: c.Addr}.Listen("127.0.0.1")
	if err != nil {
		return nil, usageError{err}
	}
	if host, port, err := net.SplitHostPort(addr); err == nil && host == "" {
		addr = net.JoinHostPort("127.0.0.1", port)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/", nil)
	if err != nil {
		return nil, usageError{err}
	}
	r.Header.Set("Accept", "application/json")
	if token, ok := w.lookup("HOST_INTERNAL_TOKEN"); ok && token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, hintError{fmt.Errorf("no worker answers at %s: %w", addr, cmp.Or(errors.Unwrap(err), err)), "Say where it listens, with --addr."}
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 64<<20))
	if err != nil {
		return nil, err
	}
	var status struct {
		Children *[]subprocess.Entry `json:"children"`
	}
	if answer.StatusCode != http.StatusOK || json.Unmarshal(text, &status) != nil || status.Children == nil {
		return nil, hintError{fmt.Errorf("%s answered %s, without its programs", addr, answer.Status),
			"Ask at the worker's --admin-addr, or set HOST_INTERNAL_TOKEN to its token."}
	}
	return *status.Children, nil
}

// commandLine is a command as a person would type it, cut short.
func commandLine(args []string) string {
	text := strings.Join(strings.Fields(strings.Join(args, " ")), " ")
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return text
}
