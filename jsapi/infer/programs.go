package infer

import (
	"context"
	"path/filepath"

	"golang.org/x/sys/unix"

	"systembus/host/infer"
	"systembus/jsapi/subprocess"
)

// Programs runs the programs that ask models as children of the host: in its
// table, with their whole tree stopped together, and ended when it ends.
type Programs struct{ Table *subprocess.Table }

// Start implements the engine's Runner.
func (p Programs) Start(ctx context.Context, command infer.Program) (infer.Process, error) {
	child, err := p.Table.Start(ctx, subprocess.Command{
		File: command.File, Args: append([]string{filepath.Base(command.File)}, command.Args...), Dir: command.Dir, Env: command.Env,
		Stdio: []subprocess.Stdio{
			{Kind: "handle", Handle: command.Stdin}, {Kind: "handle", Handle: command.Stdout}, {Kind: "handle", Handle: command.Stderr},
		},
		Owner: command.Owner,
	})
	if err != nil {
		return nil, err
	}
	return program{child}, nil
}

type program struct{ *subprocess.Child }

// Exit implements infer.Process.
func (p program) Exit() (status int, signal string) {
	e := p.Child.Exit()
	if e.Signal != 0 {
		return e.Code, unix.SignalName(e.Signal)
	}
	return e.Code, ""
}

// Stop implements infer.Process.
func (p program) Stop(reason error, force bool) {
	p.Child.Stop(reason)
	if force {
		p.Kill(unix.SIGKILL)
	}
}
