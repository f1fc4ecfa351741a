package infer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// A play is what a fake program does: it waits, prints, and exits.
type play struct {
	wait   time.Duration
	print  string
	stderr string
	status int
	// stays keeps it running after it has printed, until it is stopped.
	stays bool
	start error
}

// fake runs plays instead of programs: one after the other, the last of them
// for ever.
type fake struct {
	plays []play

	mu      sync.Mutex
	started []Program
	prompts []string
	live    int
	most    int
}

// Start implements Runner.
func (f *fake) Start(ctx context.Context, p Program) (Process, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	next := f.plays[min(len(f.started), len(f.plays)-1)]
	f.started = append(f.started, p)
	if next.start != nil {
		return nil, next.start
	}
	prompt, err := io.ReadAll(p.Stdin)
	if err != nil {
		return nil, err
	}
	f.prompts = append(f.prompts, string(prompt))
	f.live++
	f.most = max(f.most, f.live)
	child := &fakeProcess{done: make(chan struct{}), stop: make(chan error, 1), status: next.status}
	go func() {
		defer close(child.done)
		defer func() {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.live--
		}()
		select {
		case <-time.After(next.wait):
		case <-ctx.Done():
			child.signal = "SIGTERM"
			return
		case <-child.stop:
			child.signal = "SIGTERM"
			return
		}
		_, out := p.Stdout.WriteString(next.print)
		_, err := p.Stderr.WriteString(next.stderr)
		if errors.Join(out, err) != nil {
			panic(err)
		}
		if next.stays {
			select {
			case <-ctx.Done():
			case <-child.stop:
			}
			child.signal = "SIGTERM"
		}
	}()
	return child, nil
}

type fakeProcess struct {
	done   chan struct{}
	stop   chan error
	status int
	signal string
}

func (p *fakeProcess) Done() <-chan struct{} { return p.done }
func (p *fakeProcess) Exit() (int, string)   { return p.status, p.signal }
func (p *fakeProcess) Stop(reason error, _ bool) {
	select {
	case p.stop <- reason:
	default:
	}
}

// says is the output of pi for an answer.
func says(text string) string { return saysWith(text, "anthropic", 19, 0.03) }

func saysWith(text, provider string, tokens int, cost float64) string {
	message := fmt.Sprintf(`{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":%q}],"provider":%q,"model":"m",`+
		`"usage":{"input":%d,"output":0,"totalTokens":%[3]d,"cost":{"input":%[4]v,"output":0,"total":%[4]v}},"stopReason":"stop"}`, text, provider, tokens, cost)
	return `{"type":"session"}` + "\n" + `{"type":"message_end","message":` + message + "}\n" + `{"type":"agent_end","messages":[]}` + "\n"
}

func newEngine(t *testing.T, o Options, plays ...play) (*Engine, *fake) {
	t.Helper()
	f := &fake{plays: plays}
	o.Runner = f
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	e, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return e, f
}

// code is the code of an error; "" for none.
func code(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// models are those that the programs were asked for, in order.
func (f *fake) models() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := []string{}
	for _, p := range f.started {
		model := ""
		for i, arg := range p.Args {
			if arg == "--models" {
				model = p.Args[i+1]
			}
		}
		out = append(out, model)
	}
	return out
}

// leftovers are the temporary folders of requests that are still there.
func leftovers(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "host-infer-") {
			out = append(out, e.Name())
		}
	}
	return out
}
