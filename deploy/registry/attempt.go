package registry

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// as does something with the credential in use, and again with the next one
// when the registry refuses it.
func (c *Client) as(ctx context.Context, doing string, do func(authn.Authenticator) error) error {
	for {
		token, err := c.current(ctx)
		if refusal, none := errors.AsType[*Error](err); none {
			return &Error{Doing: doing, Class: refusal.Class, Tried: c.attempts(), Err: refusal.Err, text: refusal.text}
		}
		if err != nil {
			return &Error{Doing: doing, Class: Credentials, Tried: c.attempts(), Err: err}
		}
		err = do(c.auth(token))
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		e := c.classify(doing, err)
		if e.Class != Unauthorized && e.Class != Forbidden {
			return e
		}
		if token == anonymous {
			e.Tried, e.bare = c.attempts(), true
			return e
		}
		c.refused(token, e)
	}
}

// anonymous is used when no source has a credential: a registry of one's own
// may want none.
var anonymous = Token{Source: "none"}

func (c *Client) auth(t Token) authn.Authenticator {
	if t == anonymous {
		return authn.Anonymous
	}
	return authn.FromConfig(authn.AuthConfig{Username: c.user, Password: t.secret})
}

// current is the credential in use, or the next that a source has. When all
// that there are were refused, the error is the last refusal.
func (c *Client) current(ctx context.Context) (Token, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.token == nil && c.at < len(c.sources) {
		source := c.sources[c.at]
		token, err := source.Lease(ctx)
		if ctx.Err() != nil {
			return Token{}, context.Cause(ctx)
		}
		if err != nil {
			c.tried = append(c.tried, source.Name+": "+err.Error())
			c.at++
			continue
		}
		c.secrets = append(c.secrets, token.secret)
		c.token = &token
	}
	if c.token == nil && c.refusal != nil {
		return Token{}, c.refusal
	}
	if c.token == nil {
		c.token = &anonymous
	}
	return *c.token, nil
}

// refused goes on to the next credential, unless another goroutine has.
func (c *Client) refused(token Token, why *Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token == nil || *c.token != token {
		return
	}
	what := fmt.Sprintf("%s: refused: %s", token.Source, why.Reason())
	c.tried = append(c.tried, what)
	c.refusal, c.token = why, nil
	c.at++
	if c.at < len(c.sources) {
		c.note(what + "; trying " + c.sources[c.at].Name)
	}
}

func (c *Client) attempts() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.tried...)
}

// Redact replaces every credential that was leased so far, for text that
// other programs write.
func (c *Client) Redact(text string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, secret := range c.secrets {
		text = strings.ReplaceAll(text, secret, "[redacted]")
	}
	return text
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// beginUpload begins an upload of a blob and gives it up.
func beginUpload(ctx context.Context, client *http.Client, repo name.Repository) error {
	url := fmt.Sprintf("%s://%s/v2/%s/blobs/uploads/", repo.Scheme(), repo.RegistryStr(), repo.RepositoryStr())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if err := transport.CheckError(res, http.StatusAccepted, http.StatusCreated); err != nil {
		return err
	}
	location, err := res.Location()
	if err != nil || !related(location.Host, repo.RegistryStr()) {
		return nil // an upload that was not finished is dropped in time
	}
	r, err = http.NewRequestWithContext(ctx, http.MethodDelete, location.String(), nil)
	if err != nil {
		return err
	}
	if res, err = client.Do(r); err != nil {
		return ctx.Err() // else as above
	}
	return res.Body.Close()
}
