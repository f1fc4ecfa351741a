package local

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"systembus/jsapi/step"
)

// gatewayRequest is a request that the server makes for a function
// (step.fetch, step.ai.infer).
type gatewayRequest struct {
	URL     string            `json:"url"`
	Method  string            `json:"method"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
	// AuthKey and Format belong to step.ai.infer.
	AuthKey string `json:"auth_key"`
	Format  string `json:"format"`
}

// gateway makes an op's request on a goroutine of its own, again and again as
// the function's retries allow.
func (e *Executor) gateway(ctx context.Context, calls *sync.WaitGroup, r *run, op planned) *step.Error {
	var req gatewayRequest
	if fault := options(op, &req); fault != nil {
		return fault
	}
	s := r.step(op)
	s.Status, s.StartedAt = Running, e.clock.Now()
	r.holds++
	e.requesting(ctx, calls, r, op, req, 0)
	return nil
}

// requesting makes one attempt. The lock is held.
func (e *Executor) requesting(ctx context.Context, calls *sync.WaitGroup, r *run, op planned, req gatewayRequest, attempt int) {
	s := r.step(op)
	s.Attempts = attempt + 1
	n := r.aboutStep(StepStarted, s)
	n.Attempt, n.Message = attempt, req.URL
	e.notify(n)
	e.inFlight++
	calls.Go(func() {
		memo, fault := e.fetch(ctx, op, req)
		e.mu.Lock()
		defer e.unlock()
		e.inFlight--
		e.poke()
		if r.ended() || ctx.Err() != nil {
			return
		}
		if fault != nil && attempt+1 < r.fn.attempts {
			at := e.clock.Now().Add(e.pause(attempt))
			s.Error = fault
			n := r.aboutStep(StepRetrying, s)
			n.Attempt, n.Error, n.Until = attempt, fault, at
			e.notify(n)
			r.timeouts = append(r.timeouts, e.at(at, func() { e.requesting(ctx, calls, r, op, req, attempt+1) }))
			return
		}
		if fault != nil {
			memo = failedMemo(fault)
		}
		r.holds--
		if fault := e.conclude(r, op, memo); fault != nil {
			e.finish(r, Failed, nil, fault, fault.Name)
		}
	})
}

// fetch makes a request and gives the step's outcome in wire form.
func (e *Executor) fetch(ctx context.Context, op planned, in gatewayRequest) (json.RawMessage, *step.Error) {
	infer := op.Op.Op == "AIGateway"
	name, verb := "GatewayError", "Error making gateway request"
	if infer {
		name, verb = "AIGatewayError", "Error making AI request"
	}
	fail := func(err error) (json.RawMessage, *step.Error) {
		return nil, &step.Error{Name: name, Message: fmt.Sprintf("%s: %v", verb, err)}
	}
	req, err := in.request(ctx, infer)
	if err != nil {
		return fail(err)
	}
	resp, err := e.client.Do(req)
	if err != nil {
		return fail(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxOutput+1))
	if err != nil {
		return fail(err)
	}
	if len(body) > maxOutput {
		return fail(fmt.Errorf("the response is larger than %d MiB", maxOutput>>20))
	}
	if !infer {
		headers := map[string]string{}
		for k, v := range resp.Header {
			headers[k] = strings.Join(v, ",")
		}
		return mustJSON(map[string]any{"data": map[string]any{
			"url": in.URL, "headers": headers, "body": string(body), "status_code": resp.StatusCode,
		}}), nil
	}
	if resp.StatusCode > 299 {
		return nil, &step.Error{Name: name, Stack: string(body),
			Message: fmt.Sprintf("%s: unsuccessful status code: %d", verb, resp.StatusCode)}
	}
	if !json.Valid(body) {
		return fail(fmt.Errorf("the response is not JSON"))
	}
	return mustJSON(map[string]json.RawMessage{"data": body}), nil
}

// request builds the request. The body of step.fetch is a string, that of
// step.ai.infer a JSON value, and the latter is authenticated as its format
// wants.
func (in gatewayRequest) request(ctx context.Context, infer bool) (*http.Request, error) {
	body := []byte(in.Body)
	var text string
	if json.Unmarshal(in.Body, &text) == nil {
		body = []byte(text) // also JSON null, as nothing
	}
	method := in.Method
	if method == "" {
		method = http.MethodGet
		if infer {
			method = http.MethodPost
		}
	}
	u, err := url.Parse(in.URL)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if infer {
		req.Header.Set("Content-Type", "application/json")
		in.authorize(req)
	}
	for k, v := range in.Headers {
		req.Header.Set(k, v)
	}
	return req, nil
}

// authorize adds the key where the provider looks for it.
func (in gatewayRequest) authorize(req *http.Request) {
	switch in.Format {
	case "gemini":
		q := req.URL.Query()
		q.Set("key", in.AuthKey)
		req.URL.RawQuery = q.Encode()
	case "anthropic":
		req.Header.Set("X-Api-Key", in.AuthKey)
		req.Header.Set("Anthropic-Version", "2023-06-01")
	case "azure-openai":
		req.Header.Set("Api-Key", in.AuthKey)
	default: // "openai-chat" and everything that imitates it
		req.Header.Set("Authorization", "Bearer "+in.AuthKey)
	}
}
