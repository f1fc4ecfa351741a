package infer

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func ask(e *Engine, edit ...func(*Request)) (Result, error) {
	r := Request{Prompt: "question"}
	for _, f := range edit {
		f(&r)
	}
	return e.Infer(context.Background(), r)
}

func TestTheAnswerAndItsEnvironment(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	e, f := newEngine(t, Options{Routes: Routes{"summary": {"anthropic/haiku"}}}, play{print: says("the answer")})
	got, err := ask(e, func(r *Request) {
		r.Task, r.Env = "summary", map[string]string{"EXTRA": "1"}
		r.Environ = []string{"HOME=/home/ada", "PATH=/bin", "INNGEST_SIGNING_KEY=signkey-x", "INNGEST_EVENT_KEY=x", "INNGEST_BASE_URL=u"}
	})
	if err != nil {
		t.Fatal(err)
	}
	cost, zero := 0.03, 0.0
	want := Result{Text: "the answer", Model: "m", Provider: "anthropic",
		Usage: &Usage{InputTokens: 19, TotalTokens: 19, CostInput: &cost, CostOutput: &zero, CostTotal: &cost}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
	env := slices.Sorted(slices.Values(f.started[0].Env))
	if diff := cmp.Diff(env, []string{"EXTRA=1", "HOME=/home/ada", "INNGEST_BASE_URL=u",
		"PATH=/home/ada/.local/bin:/home/ada/.bun/bin:/home/ada/.local/share/fnm/aliases/default/bin:/bin"}); diff != "" {
		t.Error(diff)
	}
	if f.prompts[0] != "question" || slices.Contains(f.started[0].Args, "question") {
		t.Errorf("the prompt is %q on standard input; arguments %q", f.prompts[0], f.started[0].Args)
	}
	if left := leftovers(t); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestWhatIsNoAnswer(t *testing.T) {
	failing := strings.ReplaceAll(says(""), `"stopReason":"stop"`, `"stopReason":"error","errorMessage":"WORDS"`)
	words := func(w string) string { return strings.ReplaceAll(failing, "WORDS", w) }
	for name, c := range map[string]struct {
		play  play
		edit  func(*Request)
		code  string
		words string
	}{
		"missing":             {play{start: &os.PathError{Op: "spawn", Path: "pi", Err: syscall.ENOENT}}, nil, CodeMissing, "pi is not installed"},
		"not executable":      {play{start: &os.PathError{Op: "spawn", Path: "pi", Err: syscall.EACCES}}, nil, CodeMissing, "not executable"},
		"no such folder":      {play{start: &os.PathError{Op: "chdir", Path: "/x", Err: syscall.ENOENT}}, func(r *Request) { r.CWD = "/x" }, CodeOptions, "/x (cwd)"},
		"no process":          {play{start: syscall.EAGAIN}, nil, CodeFailed, "could not be started"},
		"a status":            {play{status: 2, stderr: "a\nno key\n"}, nil, CodeFailed, "pi exited with status 2: a · no key"},
		"a status alone":      {play{status: 2}, nil, CodeFailed, "pi exited with status 2, and did not say why: run it by hand"},
		"a limit on stderr":   {play{status: 1, stderr: "429 Too Many Requests"}, nil, CodeLimited, "429"},
		"nothing":             {play{}, nil, CodeEmpty, "pi printed nothing, and did not say why: run it by hand"},
		"prose":               {play{print: "Hello!\nHow are you?\n"}, nil, CodeOutput, "printed 2 lines, none of which is an event of its JSON mode; is it the program that inferCommand"},
		"JSON of another":     {play{print: "{\"answer\": 42}\n[1]\nnull\n"}, nil, CodeOutput, "printed 3 lines"},
		"half a line":         {play{print: `{"type":"session"}` + "\n" + `{"type":"message_end","mess`}, nil, CodeOutput, "in the middle of an event, and did not say why: run it by hand"},
		"only half a line":    {play{print: `{"type":"sess`}, nil, CodeOutput, "in the middle of an event"},
		"no message":          {play{print: `{"type":"session"}` + "\n", stderr: "bye"}, nil, CodeOutput, "without an answer of the model: bye"},
		"no text":             {play{print: says(" ")}, func(r *Request) { r.RequireTextOutput = true }, CodeEmpty, "without text"},
		"no JSON":             {play{print: says("no {idea}")}, func(r *Request) { r.RequireJSON = true }, CodeJSON, "without JSON: no {idea}"},
		"a limit":             {play{print: words("You have hit your ChatGPT usage limit.")}, nil, CodeLimited, "usage limit"},
		"a refusal":           {play{print: words("Connection error.")}, nil, CodeProvider, "pi: Connection error."},
		"another's answer":    {play{print: says("hi")}, func(r *Request) { r.Model = "openai/gpt-5" }, CodeModel, "pi (openai/gpt-5) answered with anthropic/m"},
		"a flood":             {play{print: strings.Repeat("x", 1<<20+1), stays: true}, nil, CodeFlood, "more than 1 MiB of output, which is inferOutputLimit"},
		"a flood that ended":  {play{print: strings.Repeat(says("x"), 10000)}, nil, CodeFlood, "more than 1 MiB"},
		"a flood of errors":   {play{stderr: strings.Repeat("x", 1<<20+1), stays: true}, nil, CodeFlood, "more than 1 MiB"},
		"hanging":             {play{wait: time.Hour}, nil, CodeTimeout, "pi timed out after 2m0s; raise the request's timeout, or run pi by hand"},
		"hanging, and saying": {play{print: "x", stderr: "waiting for login", stays: true}, nil, CodeTimeout, "pi timed out after 2m0s: waiting for login; raise"},
		"hanging in the end":  {play{print: `{"type":"session"}` + "\n", stays: true}, nil, CodeTimeout, "pi timed out after 2m0s"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e, _ := newEngine(t, Options{OutputLimit: 1 << 20}, c.play)
				_, err := ask(e, func(r *Request) {
					if c.edit != nil {
						c.edit(r)
					}
				})
				if code(err) != c.code || !strings.Contains(err.Error(), c.words) {
					t.Errorf("got %s: %v, want %s with %q", code(err), err, c.code, c.words)
				}
				if s := e.Stats(); s.Running != 0 || s.Waiting != 0 || s.Failed != 1 {
					t.Errorf("%+v", s)
				}
			})
		})
	}
}

func TestWhatIsAnAnswerNevertheless(t *testing.T) {
	for name, c := range map[string]struct {
		play play
		want string
	}{
		"a bad status":             {play{print: says("done"), status: 1}, "done"},
		"no text, none wanted":     {play{print: says("")}, ""},
		"no line end":              {play{print: strings.TrimSpace(strings.SplitAfter(says("done"), "\n")[1])}, "done"},
		"an end that is torn":      {play{print: says("done") + `{"type":"ses`}, "done"},
		"noise between":            {play{print: "warning: old\n" + says("done")}, "done"},
		"the last of several":      {play{print: says("let me see") + says("done")}, "done"},
		"a program that stays":     {play{print: says("done"), stays: true}, "done"},
		"an error that was mended": {play{print: strings.ReplaceAll(says(""), `"stop"`, `"error"`) + says("done")}, "done"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e, _ := newEngine(t, Options{}, c.play)
				got, err := ask(e)
				if err != nil || got.Text != c.want {
					t.Errorf("got %q, %v", got.Text, err)
				}
			})
		})
	}
}

func TestModelsAreTriedWithinOneDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		routes := Routes{"digest": {"anthropic/a", "anthropic/b"}, "default": {"anthropic/d"}, "fallback": {"anthropic/z", "anthropic/a"}}
		e, f := newEngine(t, Options{Routes: routes}, play{wait: 50 * time.Second, status: 1})
		began := time.Now()
		_, err := ask(e, func(r *Request) { r.Task, r.Model = "digest", "anthropic/first" })
		if code(err) != CodeTimeout || time.Since(began) != 2*time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if diff := cmp.Diff(f.models(), []string{"anthropic/first", "anthropic/a", "anthropic/b"}); diff != "" {
			t.Error(diff)
		}
		var own *Error
		if !errors.As(err, &own) {
			t.Fatal(err)
		}
		var tried []string
		for _, a := range own.Attempts {
			tried = append(tried, a.Model+" "+a.Code)
		}
		if diff := cmp.Diff(tried, []string{"anthropic/first INFER_CLI_FAILED", "anthropic/a INFER_CLI_FAILED", "anthropic/b INFER_TIMEOUT"}); diff != "" {
			t.Error(diff)
		}
	})
}

func TestNoOtherModelForWhatItCannotMend(t *testing.T) {
	for name, p := range map[string]play{"missing": {start: syscall.ENOENT}, "timeout": {wait: time.Hour}} {
		synctest.Test(t, func(t *testing.T) {
			e, f := newEngine(t, Options{Routes: Routes{"default": {"a/a", "b/b"}}}, p)
			if _, err := ask(e); err == nil || len(f.models()) != 1 {
				t.Errorf("%s: tried %q: %v", name, f.models(), err)
			}
		})
	}
}

func TestTheQueueKeepsItsBoundsAndOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, f := newEngine(t, Options{Concurrency: 2, Queue: 3}, play{wait: time.Second, print: says("x")})
		var mu sync.Mutex
		codes := map[string]int{}
		var tasks sync.WaitGroup
		for range 7 {
			tasks.Go(func() {
				_, err := ask(e)
				mu.Lock()
				defer mu.Unlock()
				codes[code(err)]++
			})
		}
		synctest.Wait()
		if s := e.Stats(); s.Running != 2 || s.Waiting != 3 {
			t.Errorf("running %d, waiting %d", s.Running, s.Waiting)
		}
		tasks.Wait()
		if diff := cmp.Diff(codes, map[string]int{"": 5, CodeQueueFull: 2}); diff != "" {
			t.Error(diff)
		}
		if f.most != 2 {
			t.Errorf("%d programs at a time", f.most)
		}
	})
}

func TestWaitingIsPartOfTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, f := newEngine(t, Options{Concurrency: 1}, play{wait: time.Hour})
		hour := 3.6e6
		long, cancel := context.WithCancelCause(t.Context())
		first := make(chan error)
		go func() {
			_, err := e.Infer(long, Request{Prompt: "x", Timeout: &hour})
			first <- err
		}()
		synctest.Wait()
		_, err := ask(e)
		if code(err) != CodeQueueTimeout || !strings.Contains(err.Error(), "no place within 2m0s") {
			t.Errorf("%s: %v", code(err), err)
		}
		waiting := make(chan error)
		ctx, stop := context.WithCancelCause(t.Context())
		go func() {
			_, err := e.Infer(ctx, Request{Prompt: "x"})
			waiting <- err
		}()
		synctest.Wait()
		stop(errors.New("not needed any more"))
		if err := <-waiting; code(err) != CodeCancelled || !strings.Contains(err.Error(), "not needed any more") {
			t.Errorf("%s: %v", code(err), err)
		}
		cancel(errors.New("the run was cancelled"))
		if err := <-first; code(err) != CodeCancelled || !strings.Contains(err.Error(), "the run was cancelled") {
			t.Errorf("%s: %v", code(err), err)
		}
		if len(f.models()) != 1 {
			t.Errorf("%d programs were run", len(f.models()))
		}
	})
}

func TestTimeoutsAreBroughtWithinBounds(t *testing.T) {
	for given, want := range map[float64]time.Duration{0: time.Second, -5: time.Second, 500: time.Second, 1500: 1500 * time.Millisecond, 1e12: time.Hour} {
		r := Request{Timeout: &given}
		if got := r.deadline(); got != want {
			t.Errorf("timeout %v is %v, want %v", given, got, want)
		}
	}
	if got := (&Request{}).deadline(); got != 2*time.Minute {
		t.Errorf("no timeout is %v", got)
	}
}

func TestStrictRequests(t *testing.T) {
	routes := Routes{"default": {"haiku"}}
	yes, no := true, false
	for name, c := range map[string]struct {
		engine bool
		r      Request
		code   string
	}{
		"a name alone":               {true, Request{Model: "opus"}, CodeModel},
		"a name alone, not strict":   {true, Request{Model: "opus", Strict: &no}, ""},
		"a name alone, strict":       {false, Request{Model: "opus", Strict: &yes}, CodeModel},
		"a name alone, let through":  {true, Request{Model: "opus", AllowLegacy: true}, ""},
		"a configured name":          {true, Request{Model: "haiku"}, ""},
		"a name with its provider":   {true, Request{Model: "anthropic/opus"}, ""},
		"a name, the provider apart": {true, Request{Model: "opus", Provider: "anthropic"}, ""},
		"no model":                   {true, Request{}, ""},
	} {
		c.r.Prompt = "x"
		e, _ := newEngine(t, Options{Strict: c.engine, Routes: routes}, play{print: says("x")})
		if _, err := e.Infer(t.Context(), c.r); code(err) != c.code {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
	}
}
