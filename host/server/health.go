package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// A Trouble is why a worker could not be reached.
type Trouble string

// The kinds of trouble.
const (
	UnknownName Trouble = "unknown name"
	Refused     Trouble = "refused"
	NoAnswer    Trouble = "no answer"
	// NotReady is a worker that answers that it is not ready, or something else
	// that answers in its place.
	NotReady Trouble = "not ready"
)

// A Health is what came of asking a worker whether it is ready.
type Health struct {
	OK      bool    `json:"ok"`
	Trouble Trouble `json:"trouble,omitempty"`
	Text    string  `json:"text,omitempty"`
}

// AskHealth asks at the URL, that of a worker's /readyz, until ctx ends.
func AskHealth(ctx context.Context, at string) Health {
	err := ask(ctx, at)
	if err == nil {
		return Health{OK: true}
	}
	h := Health{Trouble: NotReady, Text: err.Error()}
	unknown, isUnknown := errors.AsType[*net.DNSError](err)
	late, isLate := errors.AsType[net.Error](err)
	_, isNetwork := errors.AsType[*net.OpError](err)
	switch {
	case isUnknown && unknown.IsNotFound:
		h.Trouble = UnknownName
	case isLate && late.Timeout():
		h.Trouble = NoAnswer
	case isNetwork:
		h.Trouble = Refused
	}
	return h
}

func ask(ctx context.Context, at string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err // which says the URL itself
	}
	if err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(res.Body, 200)) // for people, as far as it came
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s: %s", at, res.Status, text)
	}
	return nil
}
