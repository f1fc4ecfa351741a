package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

// A node runs the pods that the scheduler gives it.
type node struct {
	client                    *kubernetes.Clientset
	name, arch, dir           string
	addr, cert, key, emulator string
	backoff                   time.Duration
	port                      int

	mu   sync.Mutex
	pods map[types.UID]*pod
	next int
}

// run registers the node and serves until ctx ends, then kills what is left.
func (n *node) run(ctx context.Context) error {
	n.pods = map[types.UID]*pod{}
	l, err := net.Listen("tcp", n.addr)
	if err != nil {
		return err
	}
	n.port = l.Addr().(*net.TCPAddr).Port
	go n.serve(l)
	if err := n.heartbeat(ctx); err != nil {
		return err
	}
	go func() {
		for tick := time.Tick(5 * time.Second); ; {
			select {
			case <-ctx.Done():
				return
			case <-tick:
				if err := n.heartbeat(ctx); err != nil {
					log.Print("heartbeat: ", err)
				}
			}
		}
	}()
	go (&proxy{node: n}).run(ctx)
	for ctx.Err() == nil {
		if err := n.watch(ctx); err != nil && ctx.Err() == nil {
			log.Print("watching pods: ", err)
			time.Sleep(time.Second)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, p := range n.pods {
		p.kill()
	}
	return nil
}

// watch follows the node's pods until the API server ends the watch.
func (n *node) watch(ctx context.Context) error {
	w, err := n.client.CoreV1().Pods("").Watch(ctx, metav1.ListOptions{FieldSelector: "spec.nodeName=" + n.name})
	if err != nil {
		return err
	}
	defer w.Stop()
	for e := range w.ResultChan() {
		if p, ok := e.Object.(*corev1.Pod); ok {
			n.sync(ctx, p, e.Type == "DELETED")
		}
	}
	return nil
}

// sync brings what runs here in line with one pod's object.
func (n *node) sync(ctx context.Context, object *corev1.Pod, gone bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.pods[object.UID]
	ending := object.DeletionTimestamp != nil || gone
	switch {
	case p == nil && !ending:
		n.next++
		p = newPod(ctx, n, object, fmt.Sprintf("127.0.%d.%d", 1+n.next/250, 1+n.next%250))
		n.pods[object.UID] = p
		go p.run()
	case p == nil && !gone:
		n.forget(ctx, object)
	case p != nil && ending:
		delete(n.pods, object.UID)
		grace := 30 * time.Second
		if s := object.DeletionGracePeriodSeconds; s != nil {
			grace = time.Duration(*s) * time.Second
		}
		go func() {
			start := time.Now()
			p.stop(grace)
			log.Printf("%s stopped in %s of %s", object.Name, time.Since(start).Round(time.Millisecond), grace)
			n.forget(context.WithoutCancel(ctx), object)
		}()
	}
}

// forget removes a stopped pod's object.
func (n *node) forget(ctx context.Context, object *corev1.Pod) {
	now := int64(0)
	err := n.client.CoreV1().Pods(object.Namespace).Delete(ctx, object.Name,
		metav1.DeleteOptions{GracePeriodSeconds: &now, Preconditions: &metav1.Preconditions{UID: &object.UID}})
	if err != nil {
		log.Printf("removing %s: %v", object.Name, err)
	}
}

// heartbeat creates the node if need be and says that it is ready.
func (n *node) heartbeat(ctx context.Context) error {
	labels := map[string]string{"kubernetes.io/arch": n.arch, "kubernetes.io/os": "linux", "kubernetes.io/hostname": n.name}
	nodes := n.client.CoreV1().Nodes()
	if _, err := nodes.Get(ctx, n.name, metav1.GetOptions{}); err != nil {
		object := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: n.name, Labels: labels}}
		if _, err := nodes.Create(ctx, object, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	room := corev1.ResourceList{
		"cpu": resource.MustParse("64"), "memory": resource.MustParse("64Gi"),
		"pods": resource.MustParse("200"), "ephemeral-storage": resource.MustParse("200Gi"),
	}
	now := metav1.Now()
	patch, err := json.Marshal(map[string]any{"status": corev1.NodeStatus{
		Capacity: room, Allocatable: room,
		Addresses: []corev1.NodeAddress{
			{Type: corev1.NodeInternalIP, Address: "127.0.0.1"}, {Type: corev1.NodeHostName, Address: n.name},
		},
		Conditions: []corev1.NodeCondition{{
			Type: corev1.NodeReady, Status: corev1.ConditionTrue, Reason: "KubeletReady",
			LastHeartbeatTime: now, LastTransitionTime: now,
		}},
		DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: int32(n.port)}},
		NodeInfo:        corev1.NodeSystemInfo{Architecture: n.arch, OperatingSystem: "linux", KubeletVersion: "v1.35.4-nodelet"},
	}})
	if err != nil {
		return err
	}
	_, err = nodes.Patch(ctx, n.name, types.MergePatchType, patch, metav1.PatchOptions{}, "status")
	return err
}

// find gives the running pod of a name.
func (n *node) find(namespace, name string) (*pod, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, p := range n.pods {
		if p.object.Namespace == namespace && p.object.Name == name {
			return p, nil
		}
	}
	return nil, fmt.Errorf("no pod %s/%s here", namespace, name)
}
