package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// longestBackoff bounds the doubling pause between two tries.
const longestBackoff = 10 * time.Second

// A pod is one with a single container, and where it stands.
type pod struct {
	node   *node
	object *corev1.Pod
	ip     string
	root   string
	log    string
	image  *v1.ConfigFile

	ctx    context.Context
	cancel context.CancelFunc
	done   chan struct{}

	mu     sync.Mutex
	status corev1.ContainerStatus
	cmd    *exec.Cmd
}

func newPod(ctx context.Context, n *node, object *corev1.Pod, ip string) *pod {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	return &pod{
		node: n, object: object, ip: ip, ctx: ctx, cancel: cancel, done: make(chan struct{}),
		root: filepath.Join(n.dir, "pods", string(object.UID)),
		log:  filepath.Join(n.dir, "logs", object.Namespace+"_"+object.Name+".log"),
	}
}

func (p *pod) container() *corev1.Container { return &p.object.Spec.Containers[0] }

// run pulls the image and keeps the container running until stop.
func (p *pod) run() {
	runtime.LockOSThread() // the death of the thread that started it kills the container
	defer close(p.done)
	c := p.container()
	p.status = corev1.ContainerStatus{Name: c.Name, Image: c.Image}
	p.waiting("ContainerCreating", "")
	for _, dir := range []string{p.root, filepath.Dir(p.log)} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			p.waiting("CreateContainerError", err.Error())
			return
		}
	}
	pause := p.node.backoff
	again := func() bool {
		select {
		case <-p.ctx.Done():
			return false
		case <-time.After(pause):
			pause = min(pause*2, longestBackoff)
			return true
		}
	}
	for {
		id, err := p.pull(p.ctx)
		if err == nil {
			p.set(func(s *corev1.ContainerStatus) { s.ImageID = id })
			break
		}
		p.waiting("ErrImagePull", "failed to pull and unpack image \""+c.Image+"\": "+err.Error())
		if !again() {
			return
		}
		p.waiting("ImagePullBackOff", "Back-off pulling image \""+c.Image+"\": "+err.Error())
	}
	pause = p.node.backoff
	for {
		env, err := p.environment(p.ctx)
		if err != nil {
			p.waiting("CreateContainerConfigError", err.Error())
		} else {
			p.once(env, pause)
		}
		if p.ctx.Err() != nil || !again() {
			return
		}
	}
}

// once runs the container to its end.
func (p *pod) once(env []string, pause time.Duration) {
	out, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		p.waiting("CreateContainerError", err.Error())
		return
	}
	defer out.Close()
	from, _ := out.Seek(0, 2)
	cmd := p.command(env, p.argv())
	cmd.Stdout, cmd.Stderr = out, out
	started := metav1.Now()
	if err = cmd.Start(); err == nil {
		p.mu.Lock()
		p.cmd = cmd
		p.mu.Unlock()
		p.set(func(s *corev1.ContainerStatus) {
			s.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: started}}
			yes := true
			s.Started = &yes
		})
		probing, stop := context.WithCancel(p.ctx)
		go p.probe(probing)
		err = cmd.Wait()
		stop()
	}
	if p.ctx.Err() != nil {
		return
	}
	ended := corev1.ContainerStateTerminated{Reason: "Error", ExitCode: 128, StartedAt: started, FinishedAt: metav1.Now()}
	if cmd.ProcessState != nil {
		ended.ExitCode = int32(cmd.ProcessState.ExitCode())
	} else {
		ended.Reason, ended.Message = "StartError", err.Error()
	}
	if ended.ExitCode == 0 {
		ended.Reason = "Completed"
	}
	if p.container().TerminationMessagePolicy == corev1.TerminationMessageFallbackToLogsOnError && ended.ExitCode != 0 {
		if text, err := os.ReadFile(p.log); err == nil && int64(len(text)) > from {
			tail := text[from:]
			ended.Message = string(tail[max(0, len(tail)-2048):])
		}
	}
	p.set(func(s *corev1.ContainerStatus) {
		s.Ready = false
		s.RestartCount++
		s.LastTerminationState = corev1.ContainerState{Terminated: &ended}
		s.State = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{
			Reason:  "CrashLoopBackOff",
			Message: fmt.Sprintf("back-off %s restarting failed container=%s pod=%s", pause, s.Name, p.object.Name),
		}}
	})
}

// stop ends the container as a kubelet does: the preStop sleep, SIGTERM, and
// SIGKILL when the grace has passed.
func (p *pod) stop(grace time.Duration) {
	deadline := time.Now().Add(grace)
	p.mu.Lock()
	cmd := p.cmd
	p.mu.Unlock()
	if l := p.container().Lifecycle; cmd != nil && l != nil && l.PreStop != nil && l.PreStop.Sleep != nil {
		time.Sleep(min(grace, time.Duration(l.PreStop.Sleep.Seconds)*time.Second))
	}
	p.cancel()
	if cmd != nil && cmd.Process != nil {
		_ = cmd.Process.Signal(syscall.SIGTERM)
	}
	select {
	case <-p.done:
	case <-time.After(time.Until(deadline)):
		p.kill()
	}
	if err := os.RemoveAll(p.root); err != nil {
		log.Print(err)
	}
}

// kill ends the container at once and waits for it.
func (p *pod) kill() {
	p.cancel()
	p.mu.Lock()
	if p.cmd != nil && p.cmd.Process != nil {
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	}
	p.mu.Unlock()
	<-p.done
}

// probe asks the readiness probe's path, faster than its period says.
func (p *pod) probe(ctx context.Context) {
	probe := p.container().ReadinessProbe
	if probe == nil || probe.HTTPGet == nil {
		p.set(func(s *corev1.ContainerStatus) { s.Ready = true })
		return
	}
	client := &http.Client{Timeout: 2 * time.Second}
	failures, told := 0, ""
	for ctx.Err() == nil {
		why := ""
		res, err := client.Get("http://" + net.JoinHostPort(p.ip, "3111") + probe.HTTPGet.Path)
		if err != nil {
			why = err.Error()
		} else {
			res.Body.Close()
			if res.StatusCode >= 400 {
				why = fmt.Sprintf("HTTP probe failed with statuscode: %d", res.StatusCode)
			}
		}
		ok := why == ""
		if failures++; ok {
			failures = 0
		}
		p.mu.Lock()
		was := p.status.Ready
		p.mu.Unlock()
		if ok != was && (ok || failures >= int(max(1, probe.FailureThreshold))) && ctx.Err() == nil {
			p.set(func(s *corev1.ContainerStatus) { s.Ready = ok })
		}
		if why != "" && why != told {
			told = why
			p.event("Unhealthy", "Readiness probe failed: "+why)
		}
		select {
		case <-ctx.Done():
		case <-time.After(250 * time.Millisecond):
		}
	}
}

func (p *pod) event(reason, message string) {
	now := metav1.Now()
	_, err := p.node.client.CoreV1().Events(p.object.Namespace).Create(p.ctx, &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{GenerateName: p.object.Name + ".", Namespace: p.object.Namespace},
		InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: p.object.Namespace, Name: p.object.Name, UID: p.object.UID},
		Reason:         reason, Message: message, Type: corev1.EventTypeWarning, FirstTimestamp: now, LastTimestamp: now, Count: 1,
		Source: corev1.EventSource{Component: "kubelet", Host: p.node.name},
	}, metav1.CreateOptions{})
	if err != nil && p.ctx.Err() == nil {
		log.Print(err)
	}
}

func (p *pod) waiting(reason, message string) {
	p.set(func(s *corev1.ContainerStatus) {
		s.State = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
	})
}

// set changes the container's status and tells the API server.
func (p *pod) set(change func(*corev1.ContainerStatus)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&p.status)
	phase, ready := corev1.PodPending, corev1.ConditionFalse
	if p.status.State.Running != nil || p.status.RestartCount > 0 {
		phase = corev1.PodRunning
	}
	if p.status.Ready {
		ready = corev1.ConditionTrue
	}
	now := metav1.Now()
	patch, err := json.Marshal(map[string]any{"status": map[string]any{
		"phase": phase, "podIP": reported(p.ip), "podIPs": []corev1.PodIP{{IP: reported(p.ip)}}, "hostIP": "127.0.0.1",
		"startTime": p.object.CreationTimestamp, "containerStatuses": []corev1.ContainerStatus{p.status},
		"conditions": []corev1.PodCondition{
			{Type: corev1.PodInitialized, Status: corev1.ConditionTrue, LastTransitionTime: now},
			{Type: corev1.PodReady, Status: ready, LastTransitionTime: now},
			{Type: corev1.ContainersReady, Status: ready, LastTransitionTime: now},
		},
	}})
	if err != nil {
		log.Fatal(err)
	}
	pods := p.node.client.CoreV1().Pods(p.object.Namespace)
	_, err = pods.Patch(context.WithoutCancel(p.ctx), p.object.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
	if err != nil && !strings.Contains(err.Error(), "not found") {
		log.Print(err)
	}
}
