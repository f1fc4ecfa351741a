package observe

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Sink is somewhere that events go.
type Sink interface {
	// Name says which sink it is, in settings, metrics and the outbox.
	Name() string
	// Wants says whether events of a level are for this sink.
	Wants(Level) bool
	// Send delivers a batch, and returns nil when the sink has all of it. The
	// error is a *RefusedError when trying again would not help; a
	// *PartialError when the first ones were delivered; a *RejectedError when
	// all but some were, and the sink does not say which; anything else means
	// later.
	Send(ctx context.Context, batch []Record) error
}

// A RefusedError is a batch that the sink will never take for what it holds.
type RefusedError struct {
	Sink   string
	Status int
	// Text is what the sink said, shortened.
	Text string
}

// Error implements error.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s refuses it: %d %s", e.Sink, e.Status, e.Text)
}

// A PartialError is a batch whose first Sent records were delivered. Err says
// why the next was not; it may be a *RefusedError.
type PartialError struct {
	Sent int
	Err  error
}

// Error implements error.
func (e *PartialError) Error() string { return fmt.Sprintf("after %d events: %v", e.Sent, e.Err) }

// Unwrap gives the cause.
func (e *PartialError) Unwrap() error { return e.Err }

// A RejectedError is a batch of which the sink took all but N, for good. It does
// not say which: sending the batch again would double the others.
type RejectedError struct {
	Sink string
	N    int
	Text string
}

// Error implements error.
func (e *RejectedError) Error() string {
	return fmt.Sprintf("%s refuses %d of them: %s", e.Sink, e.N, e.Text)
}

// A StatusError is an answer that means: not now.
type StatusError struct {
	Sink   string
	Status int
	Text   string
	// After is how long the sink asks to be left alone; zero when it does not.
	After time.Duration
}

// RetryAfter is what the outbox heeds.
func (e *StatusError) RetryAfter() time.Duration { return e.After }

// Error implements error.
func (e *StatusError) Error() string {
	return fmt.Sprintf("%s answers %d %s", e.Sink, e.Status, e.Text)
}

// Limits on one exchange with a sink.
const (
	// DefaultTimeout is how long a sink may take over a batch.
	DefaultTimeout = 5 * time.Second
	// maxAnswer bounds what is read of an answer.
	maxAnswer = 1 << 20
	// atOnce is how many requests go to a sink that takes events one by one.
	atOnce = 8
)

// A Key gives a credential each time that it is needed: it may be renewed.
type Key func() string

// get is the credential; "" without one.
func (k Key) get() string {
	if k == nil {
		return ""
	}
	return k()
}

// A wire is the HTTP half of a sink.
type wire struct {
	sink    string
	client  *http.Client
	timeout time.Duration
}

// post sends body and gives the answer's, when its status is one of success.
func (w wire) post(ctx context.Context, url string, header http.Header, body []byte) (http.Header, []byte, error) {
	timeout := w.timeout
	if timeout == 0 {
		timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, fmt.Errorf("%s did not answer within %v", w.sink, timeout))
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", w.sink, err)
	}
	r.Header = header
	client := w.client
	if client == nil {
		client = http.DefaultClient
	}
	answer, err := client.Do(r)
	if err != nil {
		return nil, nil, w.explain(ctx, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return nil, nil, w.explain(ctx, err)
	}
	if answer.StatusCode/100 == 2 {
		return answer.Header, text, nil
	}
	return nil, nil, w.judge(answer, text)
}

// explain tells of a timeout as such. Addresses may hold passwords: they are
// not told.
func (w wire) explain(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if inner, ok := err.(interface{ Unwrap() error }); ok && inner.Unwrap() != nil {
		err = inner.Unwrap() // a *url.Error without its URL
	}
	return fmt.Errorf("%s: %w", w.sink, err)
}

// judge says whether a status is about the batch or about the sink. What may
// be mended by an operator (a key, a table that is not there) is tried again.
func (w wire) judge(answer *http.Response, text []byte) error {
	said := cut(strings.TrimSpace(string(text)), 300)
	switch answer.StatusCode {
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusUnsupportedMediaType:
		return &RefusedError{Sink: w.sink, Status: answer.StatusCode, Text: said}
	}
	after, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
	return &StatusError{Sink: w.sink, Status: answer.StatusCode, Text: said, After: time.Duration(max(0, after)) * time.Second}
}

// each calls send for every record, a few at a time, for a sink that takes
// them one by one. When one fails, those before it count as delivered; those
// after it may have been delivered too, and will be again.
func each(batch []Record, send func(Record) error) error {
	errs := make([]error, len(batch))
	var tasks sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i, r := range batch {
		slots <- struct{}{}
		tasks.Go(func() {
			errs[i] = send(r)
			<-slots
		})
	}
	tasks.Wait()
	for i, err := range errs {
		if err != nil {
			return &PartialError{Sent: i, Err: err}
		}
	}
	return nil
}
