package server

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/go-chi/chi/v5"

	"systembus/host/reply"
	"systembus/host/statuspage"
)

// only routes the methods of path to h, and answers 405 to all others with an
// Allow header in the order given.
func only(r chi.Router, path string, h http.HandlerFunc, methods ...string) {
	for _, m := range methods {
		r.Method(m, path, h)
	}
	allow := strings.Join(methods, ", ")
	r.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(methods, r.Method) {
			h(w, r)
			return
		}
		w.Header().Set("Allow", allow)
		reply.Error(w, http.StatusMethodNotAllowed, r.Method+" is not allowed here; allowed: "+allow)
	})
}

// front answers / : operators get the status document, or the page when they
// ask with a browser; everyone else learns that the worker is there.
func (s *Server) front(admit admission) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept, Authorization")
		if s.Status == nil {
			reply.Indented(w, http.StatusOK, map[string]string{"status": "ok"})
			return
		}
		if admit(r) != nil {
			doc := s.Status()
			reply.Indented(w, http.StatusOK, map[string]string{"service": doc.Service, "status": doc.Status})
			return
		}
		if s.Page != nil && prefersHTML(r.Header.Get("Accept")) {
			statuspage.Serve(w, s.Page())
			return
		}
		reply.Indented(w, http.StatusOK, s.Status())
	}
}

// prefersHTML says that an Accept header names HTML, as browsers' do, and does
// not like JSON better. "*/*", which everything else sends, is no wish for HTML.
func prefersHTML(accept string) bool {
	quality := map[string]float64{}
	for part := range strings.SplitSeq(accept, ",") {
		name, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q := 1.0
		if text, given := params["q"]; given {
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		quality[name] = q
	}
	html := max(quality["text/html"], quality["application/xhtml+xml"])
	return html > 0 && html >= quality["application/json"]
}

// live answers /livez: the process runs. It depends on nothing else, so that
// no function can get its worker killed.
func (s *Server) live(w http.ResponseWriter, _ *http.Request) {
	reply.Indented(w, http.StatusOK, map[string]string{"status": "ok"})
}

// ready answers /readyz: 200, or 503 with the reasons.
func (s *Server) ready(w http.ResponseWriter, _ *http.Request) {
	var reasons []string
	if s.Draining() {
		reasons = append(reasons, "draining")
	}
	if s.Unready != nil {
		reasons = append(reasons, s.Unready()...)
	}
	if len(reasons) > 0 {
		reply.Indented(w, http.StatusServiceUnavailable, map[string]any{"status": "unready", "reasons": reasons})
		return
	}
	reply.Indented(w, http.StatusOK, map[string]string{"status": "ok"})
}

// limit bounds the body that h reads, and lifts the connection's read deadline
// once it is read: a call may take minutes, its request may not.
func (s *Server) limit(h http.Handler) http.Handler {
	limit := s.BodyLimit
	if limit == 0 {
		limit = 32 << 20
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > limit {
			reply.Error(w, http.StatusRequestEntityTooLarge, "the body is larger than this worker accepts; raise --body-limit")
			return
		}
		r.Body = &body{ReadCloser: http.MaxBytesReader(w, r.Body, limit), control: http.NewResponseController(w), whole: func() { delivered(r.Context()) }}
		h.ServeHTTP(w, r)
	})
}

type body struct {
	io.ReadCloser
	control *http.ResponseController
	// whole is called when the body has been read.
	whole func()
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.control.SetReadDeadline(time.Time{})
		b.whole()
	}
	return n, err
}

func isAddrInUse(err error) bool { return errors.Is(err, syscall.EADDRINUSE) }
