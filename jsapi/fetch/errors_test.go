package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"

	"systembus/host/dial"
	"systembus/jsapi"
)

// code is what a script finds as the error's code.
func code(err error) string {
	var e *jsapi.Error
	var coded interface{ Code() string }
	switch {
	case errors.As(err, &e):
		return e.Code
	case errors.As(err, &coded):
		return coded.Code()
	}
	return ""
}

func get(t *testing.T, transport *http.Transport, url string) error {
	t.Helper()
	r := &request{transport: transport, method: "GET", url: url, header: http.Header{}}
	resp, _, _, err := r.do(t.Context())
	if err == nil {
		_ = resp.Body.Close()
	}
	return shape(err)
}

func TestShape(t *testing.T) {
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	_ = l.Close()
	transport := &http.Transport{DialContext: (*dial.Dialer)(nil).DialContext}
	defer transport.CloseIdleConnections()

	tests := []struct {
		about string
		err   error
		code  string
	}{
		{"refused", get(t, transport, "http://"+closed), "ECONNREFUSED"},
		{"unknown certificate", get(t, transport, secure.URL), "DEPTH_ZERO_SELF_SIGNED_CERT"},
		{"not TLS", get(t, transport, "https"+plain.URL[len("http"):]), "ERR_SSL_WRONG_VERSION_NUMBER"},
		{"metadata service", get(t, transport, "http://169.254.169.254/"), "EACCES"},
		{"no such name", shape(&net.DNSError{Name: "x.invalid", IsNotFound: true}), "ENOTFOUND"},
		{"no name server", shape(&net.DNSError{Name: "x", IsTemporary: true}), "EAI_AGAIN"},
		{"reset", shape(fmt.Errorf("read: %w", syscall.ECONNRESET)), "ECONNRESET"},
		{"closed", shape(io.ErrUnexpectedEOF), "UND_ERR_SOCKET"},
		{"canceled", shape(context.Canceled), ""},
	}
	for _, tt := range tests {
		if tt.err == nil {
			t.Errorf("%s: no error", tt.about)
			continue
		}
		if got := code(tt.err); got != tt.code {
			t.Errorf("%s: code %q in %v, want %q", tt.about, got, tt.err, tt.code)
		}
	}
}

func FuzzParseMultipart(f *testing.F) {
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n"), "b")
	f.Add([]byte("--b\r\n\r\n"), "b")
	f.Fuzz(func(t *testing.T, body []byte, boundary string) {
		parts, err := parseMultipart(body, boundary)
		if err == nil && parts == nil {
			t.Error("no parts and no error")
		}
	})
}
