package host

import (
	"bytes"
	"cmp"
	"io"
	"net/http"
)

// memory is an http.ResponseWriter that keeps the answer.
type memory struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (m *memory) Header() http.Header { return m.header }

func (m *memory) WriteHeader(status int) {
	if m.status == 0 {
		m.status = status
	}
}

func (m *memory) Write(p []byte) (int, error) {
	m.WriteHeader(http.StatusOK)
	return m.body.Write(p)
}

func (m *memory) response(r *http.Request) *http.Response {
	status := cmp.Or(m.status, http.StatusOK)
	return &http.Response{
		StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: m.header, Body: io.NopCloser(&m.body), ContentLength: int64(m.body.Len()), Request: r,
	}
}
