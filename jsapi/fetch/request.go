package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"systembus/host/dial"
)

// A request is sent, and sent again where a response redirects it.
type request struct {
	transport http.RoundTripper
	dialer    *dial.Dialer
	method    string
	url       string
	header    http.Header
	redirect  string // follow, error or manual
	body      []byte
	hasBody   bool
	stream    io.Reader
	// raw is for node:http: the length and the connection are as the headers
	// say, and the body of the response is given as it came.
	raw bool
}

// maxRedirects is the web's bound (WHATWG Fetch 4.4).
const maxRedirects = 20

var (
	errRedirect  = errors.New("unexpected redirect")
	errRedirects = errors.New("redirect count exceeded")
	errReplay    = errors.New("a redirect would need the body's stream a second time")
	errScheme    = errors.New("URL scheme must be a HTTP(S) scheme")
)

// do sends the request and follows redirects. final is the URL of the
// response.
func (r *request) do(ctx context.Context) (resp *http.Response, final string, redirected bool, err error) {
	for n := 0; ; n++ {
		resp, err = r.send(ctx)
		if err != nil {
			return nil, "", false, err
		}
		next, err := r.next(resp)
		if err != nil || next == "" {
			if err != nil {
				_ = resp.Body.Close() // the redirect is what failed
			}
			return resp, r.url, n > 0, err
		}
		_, _ = io.CopyN(io.Discard, resp.Body, 4<<10) // lets the connection be used again
		_ = resp.Body.Close()
		if n >= maxRedirects {
			return nil, "", false, errRedirects
		}
		if err := r.redirectTo(resp.StatusCode, next); err != nil {
			return nil, "", false, err
		}
	}
}

func (r *request) send(ctx context.Context) (*http.Response, error) {
	var body io.Reader
	switch {
	case r.stream != nil:
		body = r.stream
	case r.hasBody:
		body = bytes.NewReader(r.body)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, r.url, body)
	if err != nil {
		return nil, err
	}
	port, _ := strconv.ParseUint(req.URL.Port(), 10, 16) // 0 when there is none
	if err := r.dialer.Check(req.URL.Hostname(), uint16(port)); err != nil {
		return nil, err
	}
	req.Header = r.header.Clone()
	if host := req.Header.Get("Host"); host != "" {
		req.Host = host
	}
	if r.raw {
		r.frame(req)
	}
	for _, name := range []string{"Host", "Content-Length", "Transfer-Encoding", "Keep-Alive"} {
		req.Header.Del(name)
	}
	if !r.raw {
		req.Header.Del("Connection")
	}
	if r.hasBody && len(r.body) == 0 {
		req.Body = http.NoBody
	}
	return r.transport.RoundTrip(req)
}

// frame takes from the headers how long a streamed body is, and whether the
// connection is kept.
func (r *request) frame(req *http.Request) {
	if n, err := strconv.ParseInt(req.Header.Get("Content-Length"), 10, 64); err == nil && r.stream != nil {
		req.ContentLength = n
	}
	req.Close = strings.EqualFold(req.Header.Get("Connection"), "close")
}

// next is where the response redirects to, or "".
func (r *request) next(resp *http.Response) (string, error) {
	switch resp.StatusCode {
	case 301, 302, 303, 307, 308:
	default:
		return "", nil
	}
	switch r.redirect {
	case "manual":
		return "", nil
	case "error":
		return "", errRedirect
	}
	location := resp.Header.Get("Location")
	if location == "" {
		return "", nil
	}
	next, err := whatwg.ParseRef(r.url, fromLatin1(location))
	if err != nil {
		return "", err
	}
	if s := next.Scheme(); s != "http" && s != "https" {
		return "", errScheme
	}
	return next.Href(true), nil
}

// redirectTo changes the request to what follows a redirect (WHATWG Fetch 4.4).
func (r *request) redirectTo(status int, next string) error {
	if status != http.StatusSeeOther && r.stream != nil {
		return errReplay
	}
	post := r.method == http.MethodPost && (status == http.StatusMovedPermanently || status == http.StatusFound)
	other := status == http.StatusSeeOther && r.method != http.MethodGet && r.method != http.MethodHead
	if post || other {
		r.method, r.body, r.hasBody, r.stream = http.MethodGet, nil, false, nil
		for _, name := range []string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type", "Content-Length"} {
			r.header.Del(name)
		}
	}
	from, err := whatwg.Parse(r.url)
	if err != nil {
		return err
	}
	to, err := whatwg.Parse(next)
	if err != nil {
		return err
	}
	if from.Scheme() != to.Scheme() || from.Host() != to.Host() {
		for _, name := range []string{"Authorization", "Proxy-Authorization", "Cookie", "Host"} {
			r.header.Del(name)
		}
	}
	r.url = next
	return nil
}
