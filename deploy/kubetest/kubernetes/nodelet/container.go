package main

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// emulator is the path of the program for foreign architectures in a pod.
const emulator = "/.emulator"

// argv is the image's command line with what the pod puts in its place.
func (p *pod) argv() []string {
	c, image := p.container(), p.image.Config
	if len(c.Command) > 0 {
		return append(append([]string{}, c.Command...), c.Args...)
	}
	if len(c.Args) > 0 {
		return append(append([]string{}, image.Entrypoint...), c.Args...)
	}
	return append(append([]string{}, image.Entrypoint...), image.Cmd...)
}

// command is a program of the image, in the pod's root and as its user.
func (p *pod) command(env, argv []string) *exec.Cmd {
	var user uint32
	if sc := p.object.Spec.SecurityContext; sc != nil && sc.RunAsUser != nil {
		user = uint32(*sc.RunAsUser)
	}
	if sc := p.container().SecurityContext; sc != nil && sc.RunAsUser != nil {
		user = uint32(*sc.RunAsUser)
	}
	cmd := &exec.Cmd{Path: argv[0], Args: argv, Env: env, Dir: "/"}
	if dir := p.image.Config.WorkingDir; dir != "" {
		cmd.Dir = dir
	}
	if p.node.emulator != "" {
		cmd.Path, cmd.Args = emulator, append([]string{emulator}, argv...)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Chroot: p.root, Credential: &syscall.Credential{Uid: user, Gid: user}, Setpgid: true, Pdeathsig: syscall.SIGKILL,
	}
	return cmd
}

// environment is the container's, in a kubelet's words when a Secret or a key
// of one is missing. PORT, last, is the pod's own address.
func (p *pod) environment(ctx context.Context) ([]string, error) {
	c := p.container()
	env := append([]string{}, p.image.Config.Env...)
	for _, from := range c.EnvFrom {
		if from.SecretRef == nil {
			continue
		}
		optional := from.SecretRef.Optional != nil && *from.SecretRef.Optional
		secret, err := p.secret(ctx, from.SecretRef.Name)
		if err != nil && !optional {
			return nil, err
		}
		if err == nil {
			for key, value := range secret.Data {
				env = append(env, key+"="+string(value))
			}
		}
	}
	for _, e := range c.Env {
		value, ok, err := p.value(ctx, e)
		if err != nil {
			return nil, err
		}
		if ok {
			env = append(env, e.Name+"="+value)
		}
	}
	if slices.ContainsFunc(env, func(v string) bool { return strings.HasPrefix(v, "HOST_ADMIN_ADDR=") }) {
		env = append(env, "HOST_ADMIN_ADDR="+net.JoinHostPort(p.ip, "3112")) // all pods share one loopback
	}
	return append(env, "PORT="+net.JoinHostPort(p.ip, "3111")), nil
}

func (p *pod) value(ctx context.Context, e corev1.EnvVar) (value string, ok bool, err error) {
	from := e.ValueFrom
	switch {
	case from == nil:
		return e.Value, true, nil
	case from.FieldRef != nil:
		switch from.FieldRef.FieldPath {
		case "metadata.name":
			return p.object.Name, true, nil
		case "metadata.namespace":
			return p.object.Namespace, true, nil
		}
		return "", false, fmt.Errorf("this node does not know the field %s", from.FieldRef.FieldPath)
	case from.ResourceFieldRef != nil:
		limit := p.container().Resources.Limits[corev1.ResourceName(strings.TrimPrefix(from.ResourceFieldRef.Resource, "limits."))]
		return strconv.FormatInt(limit.Value(), 10), true, nil
	case from.SecretKeyRef != nil:
		ref := from.SecretKeyRef
		optional := ref.Optional != nil && *ref.Optional
		secret, err := p.secret(ctx, ref.Name)
		if err != nil {
			if optional {
				err = nil
			}
			return "", false, err
		}
		data, ok := secret.Data[ref.Key]
		if !ok && !optional {
			return "", false, fmt.Errorf("couldn't find key %s in Secret %s/%s", ref.Key, p.object.Namespace, ref.Name)
		}
		return string(data), ok, nil
	}
	return "", false, fmt.Errorf("this node does not know where the variable %s comes from", e.Name)
}

func (p *pod) secret(ctx context.Context, name string) (*corev1.Secret, error) {
	return p.node.client.CoreV1().Secrets(p.object.Namespace).Get(ctx, name, metav1.GetOptions{})
}
