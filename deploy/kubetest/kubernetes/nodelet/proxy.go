package main

import (
	"context"
	"io"
	"log"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// A proxy forwards the node ports of Services to their ready endpoints, one
// connection at a time in turn, and does not try another when one fails: what
// a client sees of a rollout is what it would see of kube-proxy.
type proxy struct {
	node *node

	mu    sync.Mutex
	ready map[string][]string // by namespace/service
	ports map[int32]bool
	turn  atomic.Uint64
}

func (x *proxy) run(ctx context.Context) {
	x.ready, x.ports = map[string][]string{}, map[int32]bool{}
	go forever(ctx, "endpoints", x.endpoints)
	forever(ctx, "services", x.services)
}

func forever(ctx context.Context, what string, watch func(context.Context) error) {
	for ctx.Err() == nil {
		if err := watch(ctx); err != nil && ctx.Err() == nil {
			log.Printf("watching %s: %v", what, err)
			time.Sleep(time.Second)
		}
	}
}

func (x *proxy) endpoints(ctx context.Context) error {
	w, err := x.node.client.DiscoveryV1().EndpointSlices("").Watch(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	defer w.Stop()
	for e := range w.ResultChan() {
		slice, ok := e.Object.(*discoveryv1.EndpointSlice)
		if !ok || len(slice.Ports) == 0 || slice.Ports[0].Port == nil {
			continue
		}
		var ready []string
		for _, endpoint := range slice.Endpoints {
			if c := endpoint.Conditions.Ready; e.Type != "DELETED" && (c == nil || *c) {
				ready = append(ready, net.JoinHostPort(actual(endpoint.Addresses[0]), strconv.Itoa(int(*slice.Ports[0].Port))))
			}
		}
		x.mu.Lock()
		x.ready[slice.Namespace+"/"+slice.Labels[discoveryv1.LabelServiceName]] = ready
		x.mu.Unlock()
	}
	return nil
}

func (x *proxy) services(ctx context.Context) error {
	w, err := x.node.client.CoreV1().Services("").Watch(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	defer w.Stop()
	for e := range w.ResultChan() {
		service, ok := e.Object.(*corev1.Service)
		if !ok {
			continue
		}
		for _, port := range service.Spec.Ports {
			if port.NodePort == 0 || x.ports[port.NodePort] || e.Type == "DELETED" {
				continue
			}
			x.ports[port.NodePort] = true
			go x.listen(ctx, service.Namespace+"/"+service.Name, port.NodePort)
		}
	}
	return nil
}

func (x *proxy) listen(ctx context.Context, service string, port int32) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(int(port))))
	if err != nil {
		log.Printf("the node port of %s: %v", service, err)
		return
	}
	context.AfterFunc(ctx, func() { l.Close() })
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go x.forward(conn, service)
	}
}

func (x *proxy) forward(conn net.Conn, service string) {
	defer conn.Close()
	x.mu.Lock()
	ready := x.ready[service]
	x.mu.Unlock()
	if len(ready) == 0 {
		return
	}
	to, err := net.Dial("tcp", ready[x.turn.Add(1)%uint64(len(ready))])
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		_, _ = io.Copy(to, conn)
		_ = to.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(conn, to)
}

// Pods have loopback addresses, which the API server does not let stand in an
// EndpointSlice: what is reported of them is in 10.244.0.0/16.
const loopback, podNetwork = "127.0.", "10.244."

func reported(ip string) string { return strings.Replace(ip, loopback, podNetwork, 1) }

func actual(ip string) string { return strings.Replace(ip, podNetwork, loopback, 1) }
