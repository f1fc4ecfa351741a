package kube

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"

	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/util/exec"
)

// Exec runs a program in a container and gives what it printed and its exit
// code. The error is that of a program that could not be run.
func (c *Client) Exec(ctx context.Context, pod, container string, argv ...string) (stdout, stderr string, code int, err error) {
	u, err := url.Parse(c.Server + c.core("pods/"+pod+"/exec"))
	if err != nil {
		return "", "", 0, err
	}
	u.RawQuery = url.Values{"container": {container}, "command": argv, "stdout": {"true"}, "stderr": {"true"}}.Encode()
	run, err := remotecommand.NewSPDYExecutor(c.config, http.MethodPost, u)
	if err != nil {
		return "", "", 0, err
	}
	var out, errs bytes.Buffer
	err = run.StreamWithContext(ctx, remotecommand.StreamOptions{Stdout: &out, Stderr: &errs})
	if ended, ok := errors.AsType[exec.CodeExitError](err); ok {
		return out.String(), errs.String(), ended.Code, nil
	}
	return out.String(), errs.String(), 0, err
}
