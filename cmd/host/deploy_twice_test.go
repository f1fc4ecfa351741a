//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// twice is a second Ctrl-C, while the deploy goes back: it ends at once, says
// how the cluster is left, and the command that it names brings back what was
// there.
func (p *place) twice(t *testing.T) {
	p.function(t, p.main, "word 8")
	p.commit(t)
	// Should nobody listen, the signal would end the tests.
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, os.Interrupt)
	defer signal.Stop(caught)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &trigger{at: "  rollout   0 of 1"}
	out.do = func() {
		cancel()
		out.at, out.next = "  rollback  to revision", func() {
			if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
				t.Error(err)
			}
			<-caught
			time.Sleep(300 * time.Millisecond) // the deploy gets it as well
		}
	}
	var errs bytes.Buffer
	start := time.Now()
	code := run(ctx, []string{"deploy", "-C", p.dir}, strings.NewReader(""), out, &errs, p.environ)
	text := out.text.String() + errs.String()
	t.Logf("Ctrl-C twice (%s)\n%s", time.Since(start).Round(time.Millisecond), text)
	if code != 14 || !strings.Contains(text, "✘ rollback  interrupted") {
		t.Fatalf("exit code %d", code)
	}
	// Where exactly it was, depends on the machine.
	named := regexp.MustCompile("`host (deploy rollback [0-9]+)` goes back\n").FindStringSubmatch(text)
	if named == nil {
		t.Log("the objects were set already")
	} else {
		p.must(t, "", strings.Fields(named[1])...)
	}
	p.completes(t, p.main, "one")
}
