package isolate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"systembus/bundler"
	"systembus/jsapi"
)

// A provider is the object that a script exports to take webhooks, in one of
// its two forms: that of defineWebhook, or the older one with methods.
type provider struct {
	object *goja.Object
	older  bool
}

// What the functions of a provider are called, by what they are for, in both
// forms.
var providerMethods = map[string][2]string{
	"verify": {"verify", "verifySignature"}, "normalize": {"normalize", "normalizePayload"}, "challenge": {"challenge", "buildChallengeResponse"},
}

func (p *provider) method(of string) (goja.Callable, bool) {
	name := providerMethods[of][0]
	if p.older {
		name = providerMethods[of][1]
	}
	return goja.AssertFunction(p.object.Get(name))
}

// findWebhook looks for a provider among the exports.
func (i *Isolate) findWebhook(exports *goja.Object) error {
	found := map[*goja.Object]string{}
	for _, key := range exports.Keys() {
		o, ok := exports.Get(key).(*goja.Object)
		if !ok || found[o] != "" {
			continue
		}
		p := &provider{object: o}
		_, normalizes := p.method("normalize")
		p.older = !normalizes
		if _, ok := p.method("normalize"); !ok || !isString(o.Get("id")) || !isString(o.Get("eventPrefix")) {
			if key == "default" && normalizes {
				return errors.New("the default export has a function normalize, and no id or eventPrefix: a webhook needs both")
			}
			continue
		}
		found[o] = key
		i.provider = p
	}
	switch len(found) {
	case 0:
		return nil
	case 1:
		described, err := i.describeWebhook()
		if err != nil {
			return fmt.Errorf("webhook %q: %w", i.provider.object.Get("id"), err)
		}
		i.defined.Webhook = described
		return nil
	}
	return fmt.Errorf("the exports %s are all webhooks: a file holds one", strings.Join(slices.Sorted(maps.Values(found)), " and "))
}

func isString(v goja.Value) bool {
	if v == nil {
		return false
	}
	_, ok := v.Export().(string)
	return ok
}

// describeWebhook reads everything of a provider but its functions.
func (i *Isolate) describeWebhook() (*bundler.Webhook, error) {
	p := i.provider
	w := &bundler.Webhook{ID: p.object.Get("id").String(), EventPrefix: strings.TrimSuffix(p.object.Get("eventPrefix").String(), "/")}
	if _, custom := p.method("verify"); !custom {
		if p.older {
			return nil, errors.New("verifySignature is no function")
		}
		if err := i.data("verify", &w.Verify); err != nil {
			return nil, err
		}
		if w.Verify == nil {
			return nil, errors.New("verify: say how its deliveries are signed")
		}
	}
	if _, script := p.method("challenge"); script {
		w.Challenge = &bundler.Challenge{Kind: "script"}
	} else if err := i.data("challenge", &w.Challenge); err != nil {
		return nil, err
	}
	return w, errors.Join(i.data("secrets", &w.Secrets), i.data("maxBody", &w.MaxBody), i.data("contentTypes", &w.ContentTypes))
}

// data reads a member of the provider that is plain data.
func (i *Isolate) data(name string, into any) error {
	text, err := i.vm.JSON(i.provider.object.Get(name))
	if err != nil {
		return i.explain(err)
	}
	if text == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %s", name, strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}

// A WebhookCall is a call of a provider's function.
type WebhookCall struct {
	// Method is "verify", "normalize" or "challenge".
	Method string
	// Body is the delivery's, for verify and normalize.
	Body []byte
	// Headers have names in lower case. Query is for challenge.
	Headers, Query map[string]string
	// Timeout is the deadline; the isolate is condemned past it.
	Timeout time.Duration
}

// BodyError says that a delivery's body is not JSON, so that normalize was not
// called.
type BodyError struct{ Err error }

// Error implements error.
func (e *BodyError) Error() string { return "the body is not JSON: " + e.Err.Error() }

// Unwrap gives what is wrong with the text.
func (e *BodyError) Unwrap() error { return e.Err }

// Webhook calls a function of a script's provider and gives what it returned
// as JSON text; nil for undefined. What the script threw is a *ScriptError, a
// body that it cannot be given a *BodyError.
func (p *Pool) Webhook(ctx context.Context, path string, c WebhookCall) (json.RawMessage, error) {
	s, err := p.script(path)
	if err != nil {
		return nil, err
	}
	i, err := s.take(ctx, p)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.Timeout, fmt.Errorf("%s did not answer within %v", c.Method, c.Timeout))
	answer, err := i.ask(ctx, cancel, c)
	i.give()
	var thrown *ScriptError
	var malformed *BodyError
	if err != nil && !errors.As(err, &thrown) && !errors.As(err, &malformed) {
		cancel()
	}
	p.relieve()
	if i.defined.Settings.Fresh {
		i.vm.Close(nil)
	}
	p.note(s, i, err, "script", path, "webhook", c.Method)
	return answer, err
}

// An asked is a call of a provider in flight. All but finished belongs to the
// isolate's loop.
type asked struct {
	isolate  *Isolate
	task     *jsapi.Task
	left     bool
	finished chan answered
	release  context.CancelFunc
}

type answered struct {
	value json.RawMessage
	err   error
}

// ask calls the provider's function on the loop.
func (i *Isolate) ask(ctx context.Context, release context.CancelFunc, c WebhookCall) (json.RawMessage, error) {
	a := &asked{isolate: i, finished: make(chan answered, 1), release: release}
	a.task = jsapi.NewTask(ctx, "webhook "+i.source.Path+" "+c.Method, a)
	if !i.vm.PostTask(a.task, func() { a.start(c) }) {
		return nil, i.deathCause()
	}
	select {
	case got := <-a.finished:
		return got.value, got.err
	case <-i.dead:
		return nil, i.deathCause()
	case <-ctx.Done():
	}
	finished := make(chan error, 1)
	select {
	case got := <-a.finished: // it made it after all
		return got.value, got.err
	default:
	}
	return nil, i.overdue(a.task, finished, a.leave, context.Cause(ctx))
}

func (a *asked) start(c WebhookCall) {
	i := a.isolate
	i.vm.Open(a.task)
	result, err := i.callProvider(c)
	if err == nil {
		err = i.vm.Then(result, func(v goja.Value) {
			text, err := i.vm.JSON(v)
			a.finish(text, err)
		}, func(reason goja.Value) { a.finish(nil, i.vm.Exception(reason)) })
	}
	if err != nil {
		a.finish(nil, err)
	}
}

// callProvider calls the function with the arguments of its form.
func (i *Isolate) callProvider(c WebhookCall) (goja.Value, error) {
	if i.provider == nil {
		return nil, fmt.Errorf("%s no longer exports a webhook", i.source.Path)
	}
	f, ok := i.provider.method(c.Method)
	if !ok {
		return nil, fmt.Errorf("the webhook of %s has no function for %s", i.source.Path, c.Method)
	}
	var first goja.Value
	switch {
	case c.Method == "normalize":
		body, err := i.vm.ParseJSON(c.Body)
		if err != nil {
			return nil, &BodyError{err}
		}
		first = body
	case c.Method == "challenge":
		first = i.vm.Value(orEmpty(c.Query))
	case i.provider.older:
		first = i.vm.Value(strings.ToValidUTF8(string(c.Body), "\ufffd"))
	default:
		first = i.vm.Bytes(bytes.Clone(c.Body))
	}
	return i.vm.Call(f, i.provider.object, first, i.vm.Value(orEmpty(c.Headers)))
}

// orEmpty keeps a script from being given null.
func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

func (a *asked) finish(value json.RawMessage, err error) {
	if a.left || a.isolate.vm.Fatal() != nil {
		return
	}
	if err != nil {
		err = a.isolate.explain(err)
	}
	a.leave()
	a.finished <- answered{value, err}
}

func (a *asked) leave() {
	a.left = true
	a.isolate.vm.Touch()
}

// Drained implements jsapi.Watcher.
func (a *asked) Drained(inFlight int) {
	if a.left && inFlight == 0 {
		a.isolate.vm.Forget(a.task)
		a.release()
	}
}

// Stalled implements jsapi.Watcher.
func (a *asked) Stalled() {
	if !a.left {
		a.finish(nil, errors.New("it waits for something that nothing in flight will bring"))
	}
}
