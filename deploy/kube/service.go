package kube

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// serviceName splits the host of a URL as pods see Services: "name",
// "name.namespace" or "name.namespace.svc.cluster.local". Any name with one
// dot may be a Service's; only the cluster knows.
func (c *Client) serviceName(host string) (name, namespace string, ok bool) {
	labels := strings.Split(host, ".")
	switch {
	case host == "" || host == "localhost" || strings.Trim(host, "0123456789.") == "" || strings.Contains(host, ":"):
		return "", "", false
	case len(labels) == 1:
		return labels[0], c.Namespace, true
	case len(labels) == 2 || labels[2] == "svc":
		return labels[0], labels[1], true
	}
	return "", "", false
}

// ForwardService opens a port of this machine that leads to a ready pod of the
// Service that a URL names, as pods would reach it, and gives the address, until
// stop is called. found is false when the URL names no Service of the cluster.
func (c *Client) ForwardService(ctx context.Context, to *url.URL) (addr string, stop func(), found bool, err error) {
	name, namespace, ok := c.serviceName(to.Hostname())
	if !ok {
		return "", nil, false, nil
	}
	there := *c
	there.Namespace = namespace
	var service struct {
		Spec struct {
			Ports []struct {
				Name string
				Port int
			}
		}
	}
	err = there.get(ctx, "the Service "+name, there.core("services/"+name), nil, &service)
	if NotFound(err) {
		return "", nil, false, nil
	}
	if err != nil {
		return "", nil, false, err
	}
	wanted := portOf(to)
	portName, has := "", false
	for _, p := range service.Spec.Ports {
		if p.Port == wanted {
			portName, has = p.Name, true
		}
	}
	if !has {
		return "", nil, true, fmt.Errorf("the Service %s in %s has no port %d", name, namespace, wanted)
	}
	pod, port, err := there.backend(ctx, name, portName)
	if err != nil {
		return "", nil, true, err
	}
	addr, stop, err = there.Forward(ctx, pod, port)
	return addr, stop, true, err
}

// backend is a ready pod of a Service, and the port there that one of the
// Service's leads to.
func (c *Client) backend(ctx context.Context, service, portName string) (pod string, port int, err error) {
	slices, err := c.endpointSlices(ctx, service)
	if err != nil {
		return "", 0, err
	}
	for _, slice := range slices {
		for _, p := range slice.Ports {
			for _, e := range slice.Endpoints {
				if p.Name == portName && e.ready() && e.TargetRef.Kind == "Pod" {
					return e.TargetRef.Name, p.Port, nil
				}
			}
		}
	}
	return "", 0, fmt.Errorf("no ready pod stands behind the Service %s in %s", service, c.Namespace)
}

func portOf(u *url.URL) int {
	if port, err := strconv.Atoi(u.Port()); err == nil {
		return port
	}
	if u.Scheme == "https" {
		return 443
	}
	return 80
}

// An endpointSlice is what is read of one.
type endpointSlice struct {
	Ports []struct {
		Name string
		Port int
	}
	Endpoints []endpoint
}

type endpoint struct {
	Addresses  []string
	Conditions struct{ Ready *bool }
	TargetRef  struct{ Kind, Name string }
}

// ready says that it takes traffic; where nothing is said, it does.
func (e endpoint) ready() bool { return e.Conditions.Ready == nil || *e.Conditions.Ready }

func (c *Client) endpointSlices(ctx context.Context, service string) ([]endpointSlice, error) {
	var list struct{ Items []endpointSlice }
	err := c.get(ctx, "the endpoints of "+service, c.group("discovery.k8s.io/v1", "endpointslices"),
		map[string]string{"kubernetes.io/service-name": service}, &list)
	return list.Items, err
}

// ReadyEndpoints are the addresses behind a Service that take traffic.
func (c *Client) ReadyEndpoints(ctx context.Context, service string) ([]string, error) {
	slices, err := c.endpointSlices(ctx, service)
	if err != nil {
		return nil, err
	}
	var ready []string
	for _, slice := range slices {
		for _, e := range slice.Endpoints {
			if e.ready() {
				ready = append(ready, e.Addresses...)
			}
		}
	}
	return ready, nil
}
