package server

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"systembus/host/reply"
)

type requestIDKey struct{}

// RequestID is the id of the request that ctx belongs to, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// requestID gives every request an id, the caller's when it is sane, and
// echoes it.
func requestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !sane(id) {
			id = rand.Text()
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id)))
	})
}

// sane says whether a stranger's id may appear in logs and headers.
func sane(id string) bool {
	if id == "" || len(id) > 128 {
		return false
	}
	for _, c := range []byte(id) {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// contain answers 500 when a handler panics, and logs the stack. What the
// panic said stays in the log.
func (s *Server) contain(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			s.log().ErrorContext(r.Context(), "a request handler panicked", "panic", p,
				"method", r.Method, "path", r.URL.Path, "request", RequestID(r.Context()), "stack", string(debug.Stack()))
			reply.Error(w, http.StatusInternalServerError, "the worker made a mistake; its log has the details under request "+RequestID(r.Context()))
		}()
		next.ServeHTTP(w, r)
	})
}

// secure sets the headers that keep a browser from doing more with an answer
// than show it.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// pace gives the client a time for each part of the answer, which a write
// deadline for the whole of it cannot: a call may take minutes before its
// answer begins, and reading it may not.
func (s *Server) pace(next http.Handler) http.Handler {
	each := cmp.Or(s.WriteTimeout, time.Minute)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			delivered(r.Context())
		}
		control := http.NewResponseController(w)
		_ = control.SetWriteDeadline(time.Time{}) // The last request's.
		next.ServeHTTP(&paced{ResponseWriter: w, control: control, each: each}, r)
	})
}

type paced struct {
	http.ResponseWriter
	control *http.ResponseController
	each    time.Duration
}

// Write implements io.Writer.
func (p *paced) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(p.each))
	return p.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (p *paced) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// oneRequestWhenChunked ends the connection after a request in chunks. Where a
// proxy and this server disagree about a body's length, what one takes for its
// end the other takes for a second request: so there is none.
func oneRequestWhenChunked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(r.TransferEncoding, "chunked") {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// http1 refuses the preface of HTTP/2, which net/http hands on as a request.
func http1(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 1 {
			w.Header().Set("Connection", "close")
			reply.Error(w, http.StatusHTTPVersionNotSupported, "this worker speaks HTTP/1.1; HTTP/2 ends at the proxy before it")
			return
		}
		next.ServeHTTP(w, r)
	})
}
