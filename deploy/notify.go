package deploy

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// notifyTimeout bounds telling of a deploy's end, all tries together.
const notifyTimeout = 15 * time.Second

// notifyTries are how often that is tried.
const notifyTries = 3

// A notification is what is posted in the end. Text is what the incoming
// webhooks of chats show; Deploy is for programs.
type notification struct {
	Text   string `json:"text"`
	Deploy Result `json:"deploy"`
}

// notify posts what became of the deploy. The URL may be a credential, as a
// chat's are, and stands in no error. A log's last lines stay here.
func (d *Deploy) notify(ctx context.Context) error {
	if d.Notify == nil {
		return nil
	}
	n := notification{d.result.Sentence(), d.result}
	n.Deploy.Details = nil
	body, err := json.Marshal(n)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, notifyTimeout, fmt.Errorf("no answer within %s", notifyTimeout))
	defer cancel()
	for try := range notifyTries {
		if try > 0 {
			if err := wait(ctx, time.Second<<(try-1)); err != nil {
				break
			}
		}
		var final bool
		if final, err = post(ctx, d.Notify, body); err == nil || final {
			break
		}
	}
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", d.Notify.Host, err)
	}
	return nil
}

// post sends a JSON text. final says that another try would end the same.
func post(ctx context.Context, to *url.URL, body []byte) (final bool, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(body))
	if err != nil {
		return true, err
	}
	req.Header.Set("Content-Type", "application/json")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		if failed, ok := errors.AsType[*url.Error](err); ok {
			err = failed.Err // without the URL
		}
		return false, err
	}
	defer res.Body.Close()
	if res.StatusCode/100 == 2 {
		return true, nil
	}
	said, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20)) // nothing is as good as a part
	text := string(said)
	for _, part := range []string{to.RequestURI(), to.Path, to.RawQuery} { // which a server may repeat
		if len(part) > 1 {
			text = strings.ReplaceAll(text, part, "[...]")
		}
	}
	err = fmt.Errorf("%s %s", res.Status, strings.TrimSpace(text[:min(len(text), 200)]))
	return res.StatusCode/100 != 5 && res.StatusCode != http.StatusTooManyRequests, err
}

// Sentence is the result in one line, for people.
func (r *Result) Sentence() string {
	what := r.Name
	if id := cmp.Or(shortTag(r.Tag), shortTag(r.Commit), short(r.Digest)); id != "" {
		what += " " + id
	}
	where := r.Namespace
	if r.Context != "" {
		where += " of " + r.Context
	}
	var text strings.Builder
	switch {
	case !r.OK:
		fmt.Fprintf(&text, "✘ %s to %s %s: %s", what, where, r.Outcome(), firstLine(errors.New(r.Error)))
	case r.wentBack():
		fmt.Fprintf(&text, "✓ %s in %s went back from revision %d, and is revision %d now", what, where, r.RevisionBefore, r.RevisionAfter)
	case r.UpToDate:
		fmt.Fprintf(&text, "✓ %s is up to date in %s", what, where)
	default:
		fmt.Fprintf(&text, "✓ deployed %s to %s, revision %d", what, where, r.RevisionAfter)
	}
	for _, change := range []struct {
		word  string
		names []string
	}{{"new", r.Added}, {"changed", r.Changed}, {"gone", r.Removed}} {
		if r.OK && len(change.names) > 0 {
			fmt.Fprintf(&text, ", %s: %s", change.word, listed(change.names, 5))
		}
	}
	if r.Actor != "" {
		fmt.Fprintf(&text, " (%s, %.1f s)", r.Actor, r.Seconds)
	}
	return text.String()
}

// wentBack says that this is what a rollback came to, and no deploy.
func (r *Result) wentBack() bool {
	return r.OK && len(r.Phases) > 0 && r.Phases[len(r.Phases)-1].Phase == Rollback
}

// Outcome is how a deploy that failed left things, for people.
func (r *Result) Outcome() string {
	outcome := fmt.Sprintf("failed in %s", r.Phase)
	if r.Interrupted {
		outcome = fmt.Sprintf("interrupted in %s", r.Phase)
	}
	switch {
	case r.RolledBack:
		outcome += fmt.Sprintf("; what was in revision %d serves again", r.RevisionBefore)
	case r.Stays != "":
		outcome += "; " + r.Stays
	case r.Phase == Preflight || r.Phase == Build || r.Phase == Push:
		outcome += "; nothing was changed in the cluster"
	case r.Phase == Finish:
		outcome += "; the deploy itself is verified"
	}
	return outcome
}
