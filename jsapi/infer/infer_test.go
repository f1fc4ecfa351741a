package infer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/google/go-cmp/cmp"

	engine "systembus/host/infer"
	"systembus/jsapi/infer"
	"systembus/jsapi/subprocess"
)

// program is a real program under the name of pi: a line of sh.
type program struct {
	t     *testing.T
	env   []string
	dir   string
	table *subprocess.Table
	*engine.Engine
}

func pi(t *testing.T, script string, edit ...func(*engine.Options)) *program {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", t.TempDir())
	if err := os.WriteFile(filepath.Join(dir, "pi"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, dir: dir, table: &subprocess.Table{}, env: []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "DIR=" + dir, "TMPDIR=" + os.TempDir()}}
	o := engine.Options{Runner: infer.Programs{Table: p.table}, Log: slog.New(slog.DiscardHandler)}
	for _, f := range edit {
		f(&o)
	}
	var err error
	if p.Engine, err = engine.New(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.nothingLeft)
	return p
}

// ask asks with a deadline in milliseconds.
func (p *program) ask(ctx context.Context, timeout float64) (engine.Result, error) {
	return p.Infer(ctx, engine.Request{Prompt: "question", Timeout: &timeout, Environ: p.env})
}

// nothingLeft checks that no child and no file of a request is left.
func (p *program) nothingLeft() {
	if live := p.table.Live(); len(live) > 0 {
		p.t.Errorf("children are left: %+v", live)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "host-infer-*"))
	if err != nil || len(left) > 0 {
		p.t.Errorf("files are left: %q, %v", left, err)
	}
}

func code(err error) string {
	if e, ok := errors.AsType[*engine.Error](err); ok {
		return e.Code()
	}
	return fmt.Sprint(err)
}

// answer is a line of sh that prints what pi prints.
const answer = `echo '{"type":"message_end","message":{"role":"assistant","content":[{"type":"text","text":"hi"}],"provider":"a","model":"m"}}'`

func alive(pid int) bool {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err == nil && strings.Contains(string(text), ") Z ") {
		return false
	}
	return syscall.Kill(pid, 0) == nil
}

// pids reads the numbers that scripts have written to a file.
func (p *program) pids(file string) []int {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.dir, file))
	if err != nil {
		p.t.Fatal(err)
	}
	var out []int
	for word := range strings.FieldsSeq(string(text)) {
		pid, err := strconv.Atoi(word)
		if err != nil {
			p.t.Fatal(err)
		}
		out = append(out, pid)
	}
	return out
}

// gone waits until processes have ended.
func (p *program) gone(pids []int) {
	p.t.Helper()
	for _, pid := range pids {
		for range 200 {
			if !alive(pid) {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if alive(pid) {
			p.t.Errorf("process %d lives on", pid)
		}
	}
}

func TestThePromptGoesToStandardInput(t *testing.T) {
	p := pi(t, `cat > $DIR/prompt; tr '\0' '\n' < /proc/$$/cmdline > $DIR/argv; `+answer)
	prompt := strings.Repeat("a long and private prompt\n", 20000)
	if _, err := p.Infer(t.Context(), engine.Request{Prompt: prompt, Environ: p.env}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(p.dir + "/prompt")
	if err != nil || string(got) != prompt {
		t.Errorf("%d bytes on standard input, want %d; %v", len(got), len(prompt), err)
	}
	if argv, err := os.ReadFile(p.dir + "/argv"); err == nil && strings.Contains(string(argv), "private") {
		t.Error("the prompt is among the arguments")
	}
}

func TestAHangIsATimeoutAndTheTreeEnds(t *testing.T) {
	// One grandchild ignores the request to stop, one has a session of its own.
	p := pi(t, `(trap "" TERM; sh -c 'echo $PPID' >> $DIR/pids; sleep 60; sleep 60) &
setsid sh -c 'echo $$ >> $DIR/pids; exec sleep 60' &
echo $$ >> $DIR/pids
wait`)
	_, err := p.ask(t.Context(), 1000)
	if code(err) != engine.CodeTimeout || !strings.HasPrefix(err.Error(), "pi timed out after 1s; raise") {
		t.Errorf("%v", err)
	}
	pids := p.pids("pids")
	if len(pids) != 3 {
		t.Fatalf("processes %v", pids)
	}
	p.gone(pids)
}

func TestAProgramThatDoesNotListenIsKilled(t *testing.T) {
	p := pi(t, `trap "" TERM; while :; do sleep 0.1; done`)
	if _, err := p.ask(t.Context(), 1000); code(err) != engine.CodeTimeout {
		t.Errorf("%v", err)
	}
}

func TestAGrandchildThatHoldsTheOutputHoldsNothingUp(t *testing.T) {
	p := pi(t, answer+`; sleep 60 & echo $! > $DIR/pid`)
	got, err := p.ask(t.Context(), 30000)
	if err != nil || got.Text != "hi" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, pid := range p.pids("pid") {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Errorf("the grandchild was stopped, though its parent succeeded: %v", err)
		}
	}
}

func TestAFloodIsEnded(t *testing.T) {
	for name, script := range map[string]string{
		"output": "exec cat /dev/zero", "errors": "exec cat /dev/zero >&2", "events": `exec yes '{"type":"message_update"}'`,
		"deaf": `trap "" TERM; while :; do echo '{"type":"session"}'; done`,
	} {
		t.Run(name, func(t *testing.T) {
			p := pi(t, script, func(o *engine.Options) { o.OutputLimit = 1 << 20 })
			if _, err := p.ask(t.Context(), 60000); code(err) != engine.CodeFlood {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestHowAProgramEnds(t *testing.T) {
	for name, c := range map[string]struct{ script, code, words string }{
		"by a signal":   {"kill -SEGV $$", engine.CodeFailed, "pi was ended by SIGSEGV"},
		"killed":        {"kill -KILL $$", engine.CodeFailed, "pi was ended by SIGKILL"},
		"with a status": {"echo no model >&2; exit 7", engine.CodeFailed, "pi exited with status 7: no model"},
		"half a line":   {`printf '{"type":"message_end","mess'`, engine.CodeOutput, "in the middle of an event"},
		"nonsense":      {"echo hello", engine.CodeOutput, "none of which is an event"},
		"nothing":       {"exit 0", engine.CodeEmpty, "printed nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := pi(t, c.script).ask(t.Context(), 30000); code(err) != c.code || !strings.Contains(err.Error(), c.words) {
				t.Errorf("%v", err)
			}
		})
	}
	p := pi(t, "")
	if err := os.Remove(p.dir + "/pi"); err != nil {
		t.Fatal(err)
	}
	p.env = []string{"PATH=" + p.dir}
	if _, err := p.ask(t.Context(), 1000); code(err) != engine.CodeMissing {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(p.dir+"/pi", []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := p.ask(t.Context(), 1000); code(err) != engine.CodeMissing || !strings.Contains(err.Error(), "not executable") {
		t.Errorf("%v", err)
	}
}

func TestTheEndOfTheCallEndsTheProgram(t *testing.T) {
	p := pi(t, `echo $$ > $DIR/pid.tmp; mv $DIR/pid.tmp $DIR/pid; sleep 60`)
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() {
		for {
			if _, err := os.Stat(p.dir + "/pid"); err == nil {
				cancel(errors.New("the run was cancelled"))
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	_, err := p.ask(ctx, 60000)
	if code(err) != engine.CodeCancelled || !strings.Contains(err.Error(), "the run was cancelled") {
		t.Errorf("%v", err)
	}
	p.gone(p.pids("pid"))
}

func TestNoRoomForTheFiles(t *testing.T) {
	p := pi(t, answer)
	t.Setenv("TMPDIR", filepath.Join(p.dir, "nowhere"))
	if _, err := p.ask(t.Context(), 1000); code(err) != engine.CodeFiles {
		t.Errorf("%v", err)
	}
}

// TestFiftyHangAtOnce is the storm: nothing may be left of it.
func TestFiftyHangAtOnce(t *testing.T) {
	const calls = 50
	p := pi(t, `sleep 600 & echo $$ $! >> $DIR/pids; wait`, func(o *engine.Options) { o.Concurrency = 10 })
	before := runtime.NumGoroutine()
	codes := map[string]int{}
	var mu sync.Mutex
	var tasks sync.WaitGroup
	for i := range calls {
		tasks.Go(func() {
			timeout := 1500.0
			_, err := p.Infer(t.Context(), engine.Request{Prompt: "x", Timeout: &timeout, Environ: p.env, Component: "storm", Action: strconv.Itoa(i)})
			mu.Lock()
			defer mu.Unlock()
			codes[code(err)]++
		})
	}
	tasks.Wait()
	// A request that came a little later may get a place that has just come free.
	ran, waited := codes[engine.CodeTimeout], codes[engine.CodeQueueTimeout]
	if ran < 10 || ran+waited != calls {
		t.Errorf("outcomes: %v", codes)
	}
	pids := p.pids("pids")
	if len(pids) > 2*ran {
		t.Errorf("%d processes for %d programs and their children", len(pids), ran)
	}
	p.gone(pids)
	if s := p.Stats(); s.Running != 0 || s.Waiting != 0 {
		t.Errorf("running %d, waiting %d", s.Running, s.Waiting)
	}
	// The forced end of a tree is a timer that outlives the tree by little.
	for range 100 {
		if runtime.NumGoroutine() <= before+2 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > before+2 { // the thread that starts programs, and its reader
		t.Errorf("%d goroutines before, %d after", before, now)
	}
}

func TestSpans(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := trace.NewTracerProvider(trace.WithSpanProcessor(spans))
	p := pi(t, `echo "$TRACEPARENT" > $DIR/traceparent
case "$*" in *bad*) exit 1;; esac
echo '{"type":"message_end","message":{"role":"assistant","content":[{"type":"text","text":"hi"}],"provider":"a","model":"m","usage":{"input":2,"output":3,"cacheRead":4,"totalTokens":9,"cost":{"total":0.5}}}}'`)
	ctx, root := provider.Tracer("test").Start(t.Context(), "call")
	_, err := p.Infer(ctx, engine.Request{Prompt: "x", Environ: p.env, Component: "digest", Action: "digest.write", Task: "summary", Policy: &engine.Policy{Models: []string{"a/bad", "a/m"}}})
	root.End()
	if err != nil {
		t.Fatal(err)
	}
	type span struct {
		Name, Kind, Parent, Status string
		Attrs                      map[string]string
	}
	names := map[string]string{}
	for _, s := range spans.Ended() {
		names[s.SpanContext().SpanID().String()] = s.Name()
	}
	var got []span
	program := "" // the span of the program that answered
	for _, s := range spans.Ended() {
		if s.Name() == "exec pi" { // jsapi/subprocess makes it, and tests it.
			if names[s.Parent().SpanID().String()] == "chat a/m" {
				program = s.SpanContext().SpanID().String()
			}
			continue
		}
		attrs := map[string]string{}
		for _, a := range s.Attributes() {
			attrs[string(a.Key)] = attributeText(a)
		}
		got = append(got, span{s.Name(), s.SpanKind().String(), names[s.Parent().SpanID().String()], s.Status().Code.String(), attrs})
	}
	want := []span{
		{"chat a/bad", "client", "infer digest", "Error", map[string]string{"gen_ai.operation.name": "chat", "gen_ai.provider.name": "a", "gen_ai.request.model": "a/bad", "process.command": "pi", "error.type": "INFER_CLI_FAILED"}},
		{"chat a/m", "client", "infer digest", "Unset", map[string]string{"gen_ai.operation.name": "chat", "gen_ai.provider.name": "a", "gen_ai.request.model": "a/m", "gen_ai.response.model": "m", "process.command": "pi",
			"gen_ai.usage.input_tokens": "6", "gen_ai.usage.output_tokens": "3", "gen_ai.usage.cache_read.input_tokens": "4", "gen_ai.usage.cache_creation.input_tokens": "0", "infer.cost_usd": "0.5"}},
		{"infer digest", "internal", "call", "Unset", map[string]string{"infer.component": "digest", "infer.action": "digest.write", "infer.task": "summary", "infer.attempts": "2"}},
		{"call", "internal", "", "Unset", map[string]string{}},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
	text, err := os.ReadFile(p.dir + "/traceparent")
	if want := "00-" + root.SpanContext().TraceID().String() + "-" + program + "-01"; err != nil || strings.TrimSpace(string(text)) != want {
		t.Errorf("the program's TRACEPARENT is %s, want %s", text, want)
	}
}

func attributeText(a attribute.KeyValue) string {
	if s := a.Value.AsString(); s != "" {
		return s
	}
	text, _ := json.Marshal(a.Value.AsInterface())
	return string(text)
}
