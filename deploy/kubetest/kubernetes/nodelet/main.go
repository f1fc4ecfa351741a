// Command nodelet is a node of a Kubernetes for tests, all of it on loopback. It
// does what a kubelet, a container runtime and kube-proxy do, as far as a
// deployment can tell: it pulls the pods' images from their registry with the
// pods' pull secrets, unpacks and runs them (those of a foreign architecture
// under qemu), probes them, stops them with their grace, serves logs, exec and
// port-forward to the API server, and forwards the node ports of Services to
// ready pods.
//
// Every pod gets a loopback address of its own, 127.0.x.y, so that old and new
// pods hold the same port; the container is told to listen there with PORT in
// its environment. It needs root, for chroot.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	var n node
	kubeconfig := flag.String("kubeconfig", "", "how to reach the API server")
	flag.StringVar(&n.name, "name", "arm-1", "the node's name")
	flag.StringVar(&n.arch, "arch", "arm64", "the node's architecture")
	flag.StringVar(&n.dir, "dir", "", "a folder for the pods' files and logs")
	flag.StringVar(&n.addr, "addr", "127.0.0.1:0", "where to serve the kubelet's API")
	flag.StringVar(&n.cert, "cert", "", "its certificate")
	flag.StringVar(&n.key, "key", "", "and key")
	flag.StringVar(&n.emulator, "emulator", "", "a static program that runs those of a foreign architecture")
	flag.DurationVar(&n.backoff, "backoff", time.Second, "the first pause before a pull or a start is tried again")
	flag.Parse()
	log.SetFlags(log.Ltime | log.Lmicroseconds)

	cfg, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		log.Fatal(err)
	}
	cfg.QPS, cfg.Burst = 100, 200
	if n.client, err = kubernetes.NewForConfig(cfg); err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := n.run(ctx); err != nil {
		log.Fatal(err)
	}
}
