// Package kubetest runs a real Kubernetes on loopback for tests: the released
// API server, controllers, scheduler and etcd, built from their Go modules into
// one program, and one arm64 node of our own making, which pulls images from a
// registry, runs them under qemu, probes them, and serves logs, exec,
// port-forward and node ports. Nothing of the machine is changed: no network
// interfaces, no cgroups, no containers.
//
//	cluster := kubetest.Start(t)
//	// deploy with cluster.Kubeconfig
//
// Without the programs the test is skipped and says what to do; with CI=true
// in the environment they are built instead, and a test that cannot have them
// fails. Do not use the API server's proxy to pods and services: it refuses
// loopback addresses. Port-forward and node ports work.
package kubetest
