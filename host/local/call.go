package local

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gowebpki/jcs"
	"github.com/oklog/ulid/v2"
)

// The server's limits.
const (
	maxSteps    = 1000
	maxOutput   = 4 << 20
	maxBody     = 4 << 20
	maxState    = 32 << 20
	maxResponse = 8 << 20
	maxCallTime = 2 * time.Hour
	maxRetries  = 20
)

// callBody is the body of a call request (SDK_SPEC 4.4).
type callBody struct {
	Ctx     callContext                `json:"ctx"`
	Event   *Event                     `json:"event"`
	Events  []Event                    `json:"events"`
	Steps   map[string]json.RawMessage `json:"steps"`
	Defers  struct{}                   `json:"defers"`
	UseAPI  bool                       `json:"use_api"`
	Version int                        `json:"version"`
}

type callContext struct {
	Attempt     int    `json:"attempt"`
	MaxAttempts int    `json:"max_attempts"`
	Plan        bool   `json:"disable_immediate_execution"`
	Env         string `json:"env"`
	FnID        string `json:"fn_id"`
	RunID       string `json:"run_id"`
	Generation  int    `json:"generation_id"`
	JobID       string `json:"job_id"`
	RequestID   string `json:"request_id"`
	QueueItemID string `json:"qi_id"`
	StepID      string `json:"step_id"`
	Stack       stack  `json:"stack"`
	UseAPI      bool   `json:"use_api"`
}

type stack struct {
	Stack   []string `json:"stack"`
	Current int      `json:"current"`
}

// queueItem is the name of a job that the checkpoint API knows it by.
func (j *job) queueItem() string {
	return base64.StdEncoding.EncodeToString([]byte(j.id + "::default"))
}

// dispatched makes the call of a job on a goroutine of its own. The lock is
// held; calls counts the goroutines that Run must wait for.
func (e *Executor) dispatched(ctx context.Context, calls *sync.WaitGroup, j *job) {
	r := j.run
	now := e.clock.Now()
	j.generation++
	j.request = ulid.MustNew(ulid.Timestamp(now), ulid.DefaultEntropy()).String()
	j.started = now
	if r.status == Queued {
		e.began(r)
	}
	if j.step != "step" {
		s := r.step(j.op)
		s.Status, s.Attempts = Running, j.attempt+1
		if s.StartedAt.IsZero() {
			s.StartedAt = now
		}
		n := r.aboutStep(StepStarted, s)
		n.Attempt = j.attempt
		e.notify(n)
	}
	body := r.request(j)
	calls.Go(func() {
		a := e.call(ctx, j, body)
		e.mu.Lock()
		defer e.unlock()
		e.inFlight--
		e.release(j)
		j.request = ""
		if ctx.Err() == nil && !r.ended() {
			e.answered(ctx, calls, j, a)
		}
		e.poke()
	})
}

// request is the body of the call of a job, from the run's present state.
func (r *run) request(j *job) callBody {
	return callBody{
		Ctx: callContext{
			Attempt: j.attempt, MaxAttempts: r.fn.attempts, Plan: r.plan || j.plan,
			FnID: r.fn.uuid, RunID: r.id, Generation: j.generation, JobID: j.id,
			RequestID: j.request, QueueItemID: j.queueItem(), StepID: "step",
			Stack: stack{Stack: slices.Clone(r.stack), Current: slices.Index(r.stack, j.from) + 1},
		},
		Event: &r.events[0], Events: r.events, Steps: r.state(), Version: r.version,
	}
}

// state is what a call is told of the steps.
func (r *run) state() map[string]json.RawMessage {
	state := maps.Clone(r.memo)
	for id, input := range r.inputs {
		if _, ended := state[id]; !ended {
			state[id] = input
		}
	}
	return state
}

// answer is a function's response, or why there is none.
type answer struct {
	status int
	header http.Header
	body   []byte
	err    error
}

// call makes the call request of a job.
func (e *Executor) call(ctx context.Context, j *job, body callBody) answer {
	ctx, cancel := context.WithTimeoutCause(ctx, maxCallTime,
		fmt.Errorf("the call took longer than %v", maxCallTime))
	defer cancel()
	if body.Ctx.Stack.Stack == nil {
		body.Ctx.Stack.Stack = []string{}
	}
	text, err := encode(body)
	if err == nil && len(text) > maxBody {
		body.UseAPI, body.Ctx.UseAPI = true, true
		body.Event, body.Events, body.Steps = nil, []Event{}, map[string]json.RawMessage{}
		text, err = encode(body)
	}
	if err != nil {
		return answer{err: err}
	}
	to, err := e.target.address(j.run.fn, j.step)
	if err != nil {
		return answer{err: err}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(text))
	if err != nil {
		return answer{err: err}
	}
	h := req.Header
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", "Inngest")
	h.Set("X-Inngest-Server-Kind", e.kind())
	h.Set("X-Run-Id", j.run.id)
	h.Set("X-Request-Id", body.Ctx.RequestID)
	h.Set("X-Inngest-Job-Id", j.id)
	h.Set("X-Inngest-Generation-Id", strconv.Itoa(body.Ctx.Generation))
	h.Set("X-Inngest-Step-Id", j.step)
	h.Set("X-Inngest-Req-Version", strconv.Itoa(body.Version))
	if trace := traceparent(j.run.id); trace != "" {
		h.Set("Traceparent", trace)
	}
	if e.signing != "" {
		// The machine's clock, not the executor's: the other side compares it
		// with its own.
		h.Set("X-Inngest-Signature", sign(e.signing, text, time.Now()))
	}
	return e.target.do(req)
}

// encode is JSON with sorted keys, as the server sends it (RFC 8785).
func encode(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	sorted, err := jcs.Transform(text)
	if err == nil {
		return sorted, nil
	}
	// Half a surrogate pair, which JavaScript strings may have, has no
	// canonical form; encoding/json makes it U+FFFD.
	var decoded any
	if err := json.Unmarshal(text, &decoded); err != nil {
		return nil, err
	}
	if text, err = json.Marshal(decoded); err != nil {
		return nil, err
	}
	return jcs.Transform(text)
}

// kind is what the executor says it is: "cloud" is what self-hosted servers
// with a signing key say.
func (e *Executor) kind() string {
	if e.signing != "" {
		return "cloud"
	}
	return "dev"
}

// target is where the functions are.
type target struct {
	handler http.Handler
	url     string
	client  *http.Client
}

// address is the URL of a function's step.
func (t target) address(fn *function, step string) (string, error) {
	u, err := url.Parse(fn.url)
	if err != nil {
		return "", fmt.Errorf("the URL of function %s: %w", fn.id, err)
	}
	if t.handler == nil && t.url != "" {
		base, err := url.Parse(t.url)
		if err != nil {
			return "", fmt.Errorf("the URL of the functions: %w", err)
		}
		u.Scheme, u.Host, u.Path, u.RawPath = base.Scheme, base.Host, base.Path, base.RawPath
	}
	q := u.Query()
	q.Set("fnId", fn.id)
	q.Set("stepId", step)
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// do sends a request and reads the whole answer.
func (t target) do(req *http.Request) answer {
	if t.handler != nil {
		w := &recorder{header: http.Header{}}
		req.RequestURI = req.URL.RequestURI()
		req.RemoteAddr = "127.0.0.1:0"
		t.handler.ServeHTTP(w, req)
		if w.overflow {
			return answer{err: errTooLarge}
		}
		if w.status == 0 {
			w.status = http.StatusOK
		}
		return answer{status: w.status, header: w.header, body: w.body.Bytes(), err: context.Cause(req.Context())}
	}
	client := *t.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := client.Do(req)
	if err != nil {
		if cause := context.Cause(req.Context()); cause != nil {
			err = cause
		}
		return answer{err: fmt.Errorf("error performing request to SDK URL: %w", err)}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxResponse+1))
	if err == nil && len(body) > maxResponse {
		err = errTooLarge
	}
	return answer{status: resp.StatusCode, header: resp.Header, body: body, err: err}
}

var errTooLarge = fmt.Errorf("the response is larger than %d MiB", maxResponse>>20)

// recorder keeps what a handler answers.
type recorder struct {
	header   http.Header
	status   int
	body     bytes.Buffer
	overflow bool
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	if r.body.Len()+len(p) > maxResponse {
		r.overflow = true
		return 0, errTooLarge
	}
	return r.body.Write(p)
}

// Flush implements http.Flusher for streamed answers.
func (r *recorder) Flush() {}
