package kube

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"k8s.io/client-go/tools/portforward"
	"k8s.io/client-go/transport/spdy"
)

// Forward opens a port of this machine that leads to a port of a pod, and
// gives its address, until stop is called.
func (c *Client) Forward(ctx context.Context, pod string, port int) (addr string, stop func(), err error) {
	transport, upgrader, err := spdy.RoundTripperFor(c.config)
	if err != nil {
		return "", nil, err
	}
	u, err := url.Parse(c.Server + c.core("pods/"+pod+"/portforward"))
	if err != nil {
		return "", nil, err
	}
	dialer := spdy.NewDialer(upgrader, &http.Client{Transport: transport}, http.MethodPost, u)
	ready, ended, end := make(chan struct{}), make(chan error, 1), make(chan struct{})
	var complaints bytes.Buffer
	f, err := portforward.NewOnAddresses(dialer, []string{"127.0.0.1"}, []string{"0:" + strconv.Itoa(port)}, end, ready, io.Discard, &complaints)
	if err != nil {
		return "", nil, err
	}
	go func() { ended <- f.ForwardPorts() }()
	stop = func() {
		close(end)
		err := <-ended
		_ = err // why it ended does not matter: it was told to
	}
	ctx, cancel := context.WithTimeoutCause(ctx, requestTimeout, fmt.Errorf("forward a port to the pod %s: no answer within %s", pod, requestTimeout))
	defer cancel()
	select {
	case <-ready:
	case err := <-ended:
		return "", nil, fmt.Errorf("forward a port to the pod %s: %w", pod, err)
	case <-ctx.Done():
		close(end) // and not waited for: it may be dialing, which nothing ends
		return "", nil, context.Cause(ctx)
	}
	ports, err := f.GetPorts()
	if err != nil {
		stop()
		return "", nil, err
	}
	return "127.0.0.1:" + strconv.Itoa(int(ports[0].Local)), stop, nil
}

// Logs are the last lines that a container wrote; previous for those of the
// container before its last restart.
func (c *Client) Logs(ctx context.Context, pod, container string, lines int, previous bool) (string, error) {
	query := url.Values{"container": {container}, "tailLines": {strconv.Itoa(lines)}}
	if previous {
		query.Set("previous", "true")
	}
	text, err := c.raw(ctx, request{what: "read the log of " + pod, method: http.MethodGet, path: c.core("pods/" + pod + "/log"), query: query})
	return string(text), err
}
