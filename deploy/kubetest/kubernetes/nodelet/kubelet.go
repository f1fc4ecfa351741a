package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/types"
	rcconst "k8s.io/apimachinery/pkg/util/remotecommand"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/kubelet/pkg/cri/streaming/portforward"
	rc "k8s.io/kubelet/pkg/cri/streaming/remotecommand"
)

const (
	streamIdle   = 4 * time.Hour
	streamCreate = 30 * time.Second
)

// serve answers what the API server asks of a kubelet.
func (n *node) serve(l net.Listener) {
	mux := http.NewServeMux()
	mux.HandleFunc("/portForward/{namespace}/{pod}", func(w http.ResponseWriter, r *http.Request) {
		options, err := portforward.NewV4Options(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		portforward.ServePortForward(w, r, n, r.PathValue("namespace")+"/"+r.PathValue("pod"), "", options,
			streamIdle, streamCreate, portforward.SupportedProtocols)
	})
	mux.HandleFunc("/exec/{namespace}/{pod}/{container}", func(w http.ResponseWriter, r *http.Request) {
		options, err := rc.NewOptions(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		rc.ServeExec(w, r, n, r.PathValue("namespace")+"/"+r.PathValue("pod"), "", r.PathValue("container"),
			r.URL.Query()["command"], options, streamIdle, streamCreate, rcconst.SupportedStreamingProtocols)
	})
	mux.HandleFunc("/containerLogs/{namespace}/{pod}/{container}", n.logs)
	log.Fatal(http.ServeTLS(l, mux, n.cert, n.key))
}

// logs answers with the whole log, or its last lines.
func (n *node) logs(w http.ResponseWriter, r *http.Request) {
	p, err := n.find(r.PathValue("namespace"), r.PathValue("pod"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	text, err := os.ReadFile(p.log)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	lines := strings.SplitAfter(string(text), "\n")
	if tail, err := strconv.Atoi(r.URL.Query().Get("tailLines")); err == nil && tail+1 < len(lines) {
		lines = lines[len(lines)-tail-1:]
	}
	_, _ = io.WriteString(w, strings.Join(lines, ""))
}

// PortForward implements portforward.PortForwarder.
func (n *node) PortForward(_ context.Context, name string, _ types.UID, port int32, stream io.ReadWriteCloser) error {
	namespace, podName, _ := strings.Cut(name, "/")
	p, err := n.find(namespace, podName)
	if err != nil {
		return err
	}
	conn, err := net.Dial("tcp", net.JoinHostPort(p.ip, strconv.Itoa(int(port))))
	if err != nil {
		return err
	}
	defer conn.Close()
	go func() {
		_, _ = io.Copy(conn, stream)
		_ = conn.(*net.TCPConn).CloseWrite()
	}()
	_, err = io.Copy(stream, conn)
	return err
}

// ExecInContainer implements remotecommand.Executor.
func (n *node) ExecInContainer(ctx context.Context, name string, _ types.UID, _ string, argv []string, in io.Reader, out, errw io.WriteCloser, _ bool, _ <-chan remotecommand.TerminalSize, _ time.Duration) error {
	namespace, podName, _ := strings.Cut(name, "/")
	p, err := n.find(namespace, podName)
	if err != nil {
		return err
	}
	if p.image == nil {
		return errors.New("the container has not started")
	}
	env, err := p.environment(ctx)
	if err != nil {
		return err
	}
	cmd := p.command(env, argv)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, errw
	return cmd.Run()
}
