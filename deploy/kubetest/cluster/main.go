// Command cluster builds the Kubernetes for tests, and runs one for trying
// things out:
//
//	go run ./deploy/kubetest/cluster build
//	go run ./deploy/kubetest/cluster up     until it is interrupted
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"systembus/deploy/kubetest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 || args[0] != "build" && args[0] != "up" {
		return fmt.Errorf("usage: cluster build|up")
	}
	programs, err := kubetest.Build(ctx, os.Stderr)
	if err != nil || args[0] == "build" {
		return err
	}
	dir, err := os.MkdirTemp("", "kubetest-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cluster, err := kubetest.Up(ctx, programs, dir)
	defer cluster.Down()
	if err != nil {
		return err
	}
	fmt.Printf("export KUBECONFIG=%s\n", cluster.Kubeconfig)
	<-ctx.Done()
	return nil
}
