package kubetest

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A Cluster is a running Kubernetes on free ports of this machine.
type Cluster struct {
	// Kubeconfig is the file with which clients reach it, as an administrator.
	Kubeconfig string
	// URL is the API server's.
	URL string
	// Token is the administrator's.
	Token string

	dir      string
	programs Programs
	parts    []part
}

// A part is one process of the cluster.
type part struct {
	name   string
	cmd    *exec.Cmd
	exited chan struct{}
}

// Start starts a cluster with one arm64 node and stops it when the test ends;
// a failed test logs what its parts said last.
func Start(tb testing.TB) *Cluster {
	tb.Helper()
	programs, err := Find(tb.Context())
	if os.Getenv("CI") == "true" {
		programs, err = Build(tb.Context(), tb.Output())
	}
	if errors.Is(err, ErrNotFound) && os.Getenv("CI") != "true" {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	c, err := Up(tb.Context(), programs, tb.TempDir())
	tb.Cleanup(func() {
		c.Down()
		if tb.Failed() {
			tb.Logf("the node's last words:\n%s", c.LastWords("nodelet"))
		}
	})
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// Up starts a cluster that keeps its files in dir, and waits until its node is
// ready. Down must be called even after an error.
func Up(ctx context.Context, programs Programs, dir string) (*Cluster, error) {
	c := &Cluster{dir: dir, programs: programs, Kubeconfig: filepath.Join(dir, "kubeconfig")}
	ports, err := freePorts(ctx, 5)
	if err != nil {
		return c, err
	}
	etcd, peer := "http://127.0.0.1:"+ports[0], "http://127.0.0.1:"+ports[1]
	c.URL = "https://127.0.0.1:" + ports[2]
	if err := c.keys(); err != nil {
		return c, err
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	err = c.start(ctx, "etcd", programs.Control, "etcd", "--data-dir="+in("etcd"), "--unsafe-no-fsync",
		"--listen-client-urls="+etcd, "--advertise-client-urls="+etcd, "--listen-peer-urls="+peer,
		"--initial-advertise-peer-urls="+peer, "--initial-cluster=default="+peer)
	if err != nil {
		return c, err
	}
	if err := c.await(ctx, "etcd", etcd+"/health"); err != nil {
		return c, err
	}
	err = c.start(ctx, "kube-apiserver", programs.Control, "kube-apiserver", "--etcd-servers="+etcd,
		"--bind-address=127.0.0.1", "--secure-port="+ports[2], "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.0.0.0/24", "--cert-dir="+in("certs"), "--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+in("sa.pub"), "--service-account-signing-key-file="+in("sa.key"),
		"--authorization-mode=Node,RBAC", "--token-auth-file="+in("tokens.csv"), "--kubelet-preferred-address-types=InternalIP")
	if err != nil {
		return c, err
	}
	if err := c.await(ctx, "kube-apiserver", c.URL+"/readyz"); err != nil {
		return c, err
	}
	if err := c.kubeconfig(in("certs/apiserver.crt")); err != nil {
		return c, err
	}
	// The controllers that only kubeadm needs stay off.
	err = c.start(ctx, "kube-controller-manager", programs.Control, "kube-controller-manager", "--kubeconfig="+c.Kubeconfig,
		"--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port="+ports[3], "--cert-dir="+in("controllers"),
		"--service-account-private-key-file="+in("sa.key"), "--root-ca-file="+in("certs/apiserver.crt"),
		"--use-service-account-credentials=false", "--controllers=*,-bootstrap-signer-controller,-token-cleaner-controller")
	if err != nil {
		return c, err
	}
	err = c.start(ctx, "kube-scheduler", programs.Control, "kube-scheduler", "--kubeconfig="+c.Kubeconfig, "--leader-elect=false",
		"--bind-address=127.0.0.1", "--secure-port="+ports[4], "--cert-dir="+in("scheduler"))
	if err != nil {
		return c, err
	}
	if err := c.await(ctx, "kube-controller-manager", c.URL+"/api/v1/namespaces/default/serviceaccounts/default"); err != nil {
		return c, err
	}
	err = c.start(ctx, "nodelet", programs.Nodelet, "-kubeconfig="+c.Kubeconfig, "-dir="+in("node"), "-cert="+in("certs/apiserver.crt"),
		"-key="+in("certs/apiserver.key"), "-emulator="+programs.Emulator)
	if err != nil {
		return c, err
	}
	return c, c.await(ctx, "nodelet", c.URL+"/api/v1/nodes/arm-1")
}

// Down ends every part, the node and its pods first, and waits for them.
func (c *Cluster) Down() {
	for _, p := range slices.Backward(c.parts) {

		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-p.exited:
		case <-time.After(5 * time.Second):
			_ = p.cmd.Process.Kill()
			<-p.exited
		}
	}
	c.parts = nil
}

// LastWords is the end of a part's log.
func (c *Cluster) LastWords(part string) string {
	text, err := os.ReadFile(c.logFile(part))
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-6000):])
}

func (c *Cluster) logFile(part string) string { return filepath.Join(c.dir, part+".log") }

func (c *Cluster) start(ctx context.Context, name, program string, args ...string) error {
	out, err := os.Create(c.logFile(name))
	if err != nil {
		return err
	}
	defer out.Close()
	cmd := exec.CommandContext(context.WithoutCancel(ctx), program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, out, out
	// An interrupt at the terminal is for the test, which ends the parts in
	// their order.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	p := part{name: name, cmd: cmd, exited: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // how it ended is in its log
		close(p.exited)
	}()
	c.parts = append(c.parts, p)
	return nil
}

// await asks url until it answers 200, unless the part that was started last
// ends before.
func (c *Cluster) await(ctx context.Context, name, url string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 2*time.Minute, fmt.Errorf("%s: no answer at %s after 2m", name, url))
	defer cancel()
	// The server's certificate is its own: it is the one that it has just made.
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer client.CloseIdleConnections()
	last := c.parts[len(c.parts)-1]
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+c.Token)
		if res, err := client.Do(req); err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-last.exited:
			return fmt.Errorf("%s ended as it started:\n%s", last.name, c.LastWords(last.name))
		case <-ctx.Done():
			return fmt.Errorf("%w\n%s", context.Cause(ctx), c.LastWords(name))
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// keys writes the administrator's token and the key of service accounts.
func (c *Cluster) keys() error {
	token := make([]byte, 16)
	_, _ = rand.Read(token) // never fails
	c.Token = hex.EncodeToString(token)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return err
	}
	private := x509.MarshalPKCS1PrivateKey(key)
	return errors.Join(
		os.WriteFile(filepath.Join(c.dir, "tokens.csv"), []byte(c.Token+`,admin,1,"system:masters"`+"\n"), 0o600),
		os.WriteFile(filepath.Join(c.dir, "sa.key"), pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: private}), 0o600),
		os.WriteFile(filepath.Join(c.dir, "sa.pub"), pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), 0o600),
	)
}

func (c *Cluster) kubeconfig(authority string) error {
	text := strings.NewReplacer("URL", c.URL, "AUTHORITY", authority, "TOKEN", c.Token).Replace(`apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "URL", certificate-authority: AUTHORITY}}]
users: [{name: admin, user: {token: TOKEN}}]
contexts: [{name: test, context: {cluster: test, user: admin, namespace: default}}]
current-context: test
`)
	return os.WriteFile(c.Kubeconfig, []byte(text), 0o600)
}

// freePorts finds n ports that nothing listens on now.
func freePorts(ctx context.Context, n int) ([]string, error) {
	var ports []string
	var lc net.ListenConfig
	for range n {
		l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // only at the end, so that all are different
		ports = append(ports, strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	}
	return ports, nil
}
