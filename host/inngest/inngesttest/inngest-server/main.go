// Command inngest-server prints the path of a real Inngest server for tests,
// building one on first use.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"systembus/host/inngest/inngesttest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	bin, err := inngesttest.Build(ctx, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(bin)
}
