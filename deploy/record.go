package deploy

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"systembus/deploy/registry"
)

// slogTimeout bounds the program that keeps the journal.
const slogTimeout = 10 * time.Second

// settle puts an error into the result.
func (d *Deploy) settle(err error) {
	d.result.Seconds = seconds(time.Since(d.result.Started))
	failed, ok := errors.AsType[*PhaseError](err)
	if !ok {
		return
	}
	d.result.OK = false
	d.result.Phase, d.result.Error, d.result.Hint, d.result.Details = failed.Phase, failed.Error(), failed.Hint(), failed.Details()
	d.result.Code, d.result.Interrupted, d.result.RolledBack = failed.Code(), failed.Interrupted, failed.RolledBack
	if failed.After != nil {
		d.result.Stays = failed.Stays
		d.result.Details = append(d.result.Details, "going back: "+failed.After.Error())
	}
}

// finish writes the record of the deploy, and tells the journal, whom a
// notification reaches and where events go. What cannot be told is a warning:
// the deploy is what it is.
func (d *Deploy) finish(ctx context.Context, err error) {
	d.settle(err)
	if failed, ok := errors.AsType[*PhaseError](err); ok && failed.Phase == Preflight {
		return // nothing has happened
	}
	if err := d.remember(); err != nil {
		d.warn(Finish, "the deploy's record was not written: "+err.Error())
	}
	if err := d.journal(context.WithoutCancel(ctx)); err != nil {
		d.warn(Finish, "slog: "+err.Error())
	}
	if err := d.notify(context.WithoutCancel(ctx)); err != nil {
		d.warn(Finish, "the notification was not delivered: "+err.Error())
	}
	if d.Emit != nil {
		d.Emit(context.WithoutCancel(ctx), &d.result)
	}
}

func (d *Deploy) remember() error {
	if d.History == "" {
		return nil
	}
	line, err := json.Marshal(d.result)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(d.History), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(d.History, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// journal calls the program slog, where there is one.
func (d *Deploy) journal(ctx context.Context) error {
	program := lookPath(d.Environ, "slog")
	if program == "" {
		return nil
	}
	detail, reason := "deployed "+d.result.Image, "host deploy of "+shortTag(d.result.Commit)
	switch {
	case d.result.wentBack():
		detail, reason = fmt.Sprintf("went back from revision %d", d.result.RevisionBefore), "host deploy rollback"
	case !d.result.OK:
		detail = fmt.Sprintf("deploy of %s failed in %s: %s", d.result.Image, d.result.Phase, firstLine(errors.New(d.result.Error)))
		if d.result.RolledBack {
			detail += " (rolled back)"
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, slogTimeout, fmt.Errorf("no end within %s", slogTimeout))
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "write", "--action", "deploy", "--tool", d.Name, "--detail", detail, "--reason", reason)
	cmd.Env, cmd.WaitDelay = registry.ChildEnv(d.Environ), time.Second
	if output, err := cmd.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(output)))
	}
	return nil
}

// lookPath finds a program on the PATH of an environment, or gives "".
func lookPath(environ []string, program string) string {
	for _, e := range slices.Backward(environ) {
		list, ok := strings.CutPrefix(e, "PATH=")
		if !ok {
			continue
		}
		for _, dir := range filepath.SplitList(list) {
			name := filepath.Join(dir, program)
			if info, err := os.Stat(name); err == nil && !info.IsDir() && info.Mode()&0o111 != 0 {
				return name
			}
		}
		return ""
	}
	return ""
}

// History reads the last n deploys of a file, the newest first.
func History(file string, n int) ([]Result, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []Result
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for number := 1; lines.Scan(); number++ {
		var r Result
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: not a deploy, which is one line of JSON; remove the line: %w", file, number, err)
		}
		all = append(all, r)
	}
	slices.Reverse(all)
	return all[:min(max(n, 0), len(all))], lines.Err()
}
