// Package kube is what a deployment needs of a Kubernetes cluster: applying
// objects, watching a rollout to its end or to an early, explained failure,
// going back to an earlier revision, and reaching a pod's port.
//
// It knows the few fields that it reads, as structs of its own, and uses from
// client-go what must be everyone's: how a kubeconfig is read, how to
// authenticate, and port-forwarding.
package kube

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// FieldManager is the name under which objects are applied: what others have
// changed in the fields that are ours shows by its absence.
const FieldManager = "host-deploy"

// requestTimeout bounds one request to the API server.
const requestTimeout = 30 * time.Second

// answerLimit bounds what is read of an answer.
const answerLimit = 64 << 20

// A Client talks to one cluster, about one namespace.
type Client struct {
	// Context is the kubeconfig's context, Server the API server's URL.
	Context, Server string
	// Namespace is what all names are in.
	Namespace string

	config *rest.Config
	http   *http.Client
	// ahead is by how much the server's clock was ahead of this machine's when
	// it last answered, in nanoseconds; nil where that is not looked at.
	ahead *atomic.Int64
}

// now is the time by the server's clock, to a second: deploys from machines whose
// clocks differ agree by it.
func (c *Client) now() time.Time {
	if c.ahead == nil {
		return time.Now()
	}
	return time.Now().Add(time.Duration(c.ahead.Load()))
}

// compareClocks learns of the server's clock by an answer. What a second, which
// is how exact a server tells its time, can explain is no difference.
func (c *Client) compareClocks(answer http.Header) {
	at, err := http.ParseTime(answer.Get("Date"))
	if c.ahead == nil || err != nil {
		return
	}
	ahead := time.Until(at)
	if ahead.Abs() < 2*time.Second {
		ahead = 0
	}
	c.ahead.Store(int64(ahead))
}

// Options choose the cluster.
type Options struct {
	// Kubeconfig is the file; empty for KUBECONFIG in the environment, else
	// ~/.kube/config, else what a pod has.
	Kubeconfig string
	// Context and Namespace replace the kubeconfig's own.
	Context, Namespace string
	// UserAgent is the program's name and version.
	UserAgent string
	// Lookup reads the environment.
	Lookup func(string) (string, bool)
}

// Open reads the kubeconfig. It talks to nobody.
func Open(o Options) (*Client, error) {
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	rules.WarnIfAllMissing = false
	if o.Lookup != nil {
		if list, ok := o.Lookup("KUBECONFIG"); ok && list != "" {
			rules.Precedence = strings.Split(list, ":")
		}
	}
	if o.Kubeconfig != "" {
		rules.ExplicitPath = o.Kubeconfig
	}
	overrides := &clientcmd.ConfigOverrides{CurrentContext: o.Context}
	loader := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides)
	raw, err := loader.RawConfig()
	if err != nil {
		return nil, fmt.Errorf("the kubeconfig: %w", err)
	}
	if _, ok := raw.Contexts[o.Context]; o.Context != "" && !ok {
		return nil, fmt.Errorf("the kubeconfig has no context %q: it has %s", o.Context, join(slices.Sorted(maps.Keys(raw.Contexts))))
	}
	config, err := loader.ClientConfig()
	if clientcmd.IsEmptyConfig(err) {
		return nil, fmt.Errorf("there is no kubeconfig, or nothing in it: looked for %s", strings.Join(rules.GetLoadingPrecedence(), ", "))
	}
	if err != nil {
		return nil, fmt.Errorf("the kubeconfig: %w", err)
	}
	namespace, _, err := loader.Namespace()
	if err != nil {
		return nil, fmt.Errorf("the kubeconfig: %w", err)
	}
	if o.Namespace != "" {
		namespace = o.Namespace
	}
	current := o.Context
	if current == "" {
		current = raw.CurrentContext
	}
	config.UserAgent = o.UserAgent
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, fmt.Errorf("the kubeconfig: %w", err)
	}
	return &Client{Context: current, Server: strings.TrimSuffix(config.Host, "/"), Namespace: namespace, config: config, http: client, ahead: new(atomic.Int64)}, nil
}

// An Error is a refusal by the API server.
type Error struct {
	// What was asked: "apply Deployment bus".
	What string
	// Status is the HTTP status; Reason and Message are the server's.
	Status          int
	Reason, Message string
	// Causes are the details: the field and what is wrong with it.
	Causes []Cause
}

// A Cause is one detail of an Error.
type Cause struct {
	Reason, Message, Field string
}

// Error names what was asked and gives the server's words.
func (e *Error) Error() string {
	if e.Message == "" {
		return fmt.Sprintf("%s: the cluster answered %d %s", e.What, e.Status, http.StatusText(e.Status))
	}
	return e.What + ": " + e.Message
}

// Hint says what to do about it, or is "".
func (e *Error) Hint() string {
	switch {
	case e.Status == http.StatusUnauthorized:
		return "The cluster does not know the kubeconfig's user: its token or certificate is wrong or has expired. Log in again, or fetch the kubeconfig anew."
	case e.Status != http.StatusForbidden:
		return ""
	case strings.Contains(e.Message, "exceeded quota"):
		return "The namespace's quota is used up: free some of it, or ask who runs the cluster for more."
	case strings.Contains(e.Message, " cannot "):
		return "Ask who runs the cluster for a role with this right in the namespace."
	}
	return ""
}

// An UnreachableError says that a cluster gave no answer, or none of
// Kubernetes.
type UnreachableError struct {
	// What was asked, and of which server.
	What, Server string
	Err          error
}

// Error names what was asked of whom, and the cause.
func (e *UnreachableError) Error() string {
	return fmt.Sprintf("%s: the cluster at %s: %v", e.What, e.Server, e.Err)
}

// Unwrap is the cause.
func (e *UnreachableError) Unwrap() error { return e.Err }

// Hint says what to do about it.
func (e *UnreachableError) Hint() string {
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](e.Err)
	_, strange := errors.AsType[*json.SyntaxError](e.Err)
	switch {
	case untrusted:
		return "This machine does not trust the cluster's certificate: fetch the kubeconfig anew, with the authority that signed it."
	case strange:
		return "Something else answers there, such as a proxy that wants a login: see the server in the kubeconfig."
	case strings.Contains(e.Err.Error(), "getting credentials"):
		return "The kubeconfig names a program that gives the credentials, and that program failed: run it by hand, or log in again."
	}
	return "Is the kubeconfig's context the right one, and the cluster up? `kubectl config get-contexts` lists them; choose one with --context."
}

// NotFound says that the object does not exist.
func NotFound(err error) bool { return status(err) == http.StatusNotFound }

// Conflict says that the object was there, or has changed, or has fields that
// somebody else owns.
func Conflict(err error) bool { return status(err) == http.StatusConflict }

func status(err error) int {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Status
	}
	return 0
}

// A request is one to the API server.
type request struct {
	what   string
	method string
	// path is below the server's URL, query without "?".
	path  string
	query url.Values
	// body is JSON, of the type contentType or application/json.
	body        []byte
	contentType string
}

// do makes a request and decodes the answer into out, unless that is nil.
func (c *Client) do(ctx context.Context, r request, out any) error {
	text, err := c.raw(ctx, r)
	if err != nil || out == nil {
		return err
	}
	if err := json.Unmarshal(text, out); err != nil {
		return &UnreachableError{r.what, c.Server, fmt.Errorf("its answer is not Kubernetes': %w", err)}
	}
	return nil
}

func (c *Client) raw(ctx context.Context, r request) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, requestTimeout, fmt.Errorf("no answer within %s", requestTimeout))
	defer cancel()
	u := c.Server + r.path
	if len(r.query) > 0 {
		u += "?" + r.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, r.method, u, bytes.NewReader(r.body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.what, err)
	}
	req.Header.Set("Accept", "application/json")
	if len(r.body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.contentType != "" {
		req.Header.Set("Content-Type", r.contentType)
	}
	res, err := c.http.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
		}
		return nil, &UnreachableError{r.what, c.Server, err}
	}
	defer res.Body.Close()
	c.compareClocks(res.Header)
	text, err := io.ReadAll(io.LimitReader(res.Body, answerLimit))
	if err != nil {
		return nil, &UnreachableError{r.what, c.Server, err}
	}
	if res.StatusCode < 400 {
		return text, nil
	}
	refusal := &Error{What: r.what, Status: res.StatusCode}
	var said struct {
		Reason, Message string
		Details         struct{ Causes []Cause }
	}
	if json.Unmarshal(text, &said) == nil {
		refusal.Reason, refusal.Message, refusal.Causes = said.Reason, said.Message, said.Details.Causes
	}
	return nil, refusal
}

// get reads an object, or a list of those with the labels.
func (c *Client) get(ctx context.Context, what, path string, labels map[string]string, out any) error {
	var query url.Values
	if len(labels) > 0 {
		var terms []string
		for key, value := range labels {
			terms = append(terms, key+"="+value)
		}
		query = url.Values{"labelSelector": {strings.Join(terms, ",")}}
	}
	return c.do(ctx, request{what: "read " + what, method: http.MethodGet, path: path, query: query}, out)
}

// core and others are the paths of the namespace's objects.
func (c *Client) core(resource string) string {
	return "/api/v1/namespaces/" + c.Namespace + "/" + resource
}

func (c *Client) group(group, resource string) string {
	return "/apis/" + group + "/namespaces/" + c.Namespace + "/" + resource
}
