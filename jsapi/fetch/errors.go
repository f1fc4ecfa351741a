package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"systembus/host/dial"
	"systembus/jsapi"
)

// errnos are Node's names and numbers of what can go wrong with a connection.
var errnos = []struct {
	errno  syscall.Errno
	code   string
	number int
}{
	{syscall.ECONNREFUSED, "ECONNREFUSED", -111},
	{syscall.ECONNRESET, "ECONNRESET", -104},
	{syscall.EPIPE, "EPIPE", -32},
	{syscall.EHOSTUNREACH, "EHOSTUNREACH", -113},
	{syscall.ENETUNREACH, "ENETUNREACH", -101},
	{syscall.ETIMEDOUT, "ETIMEDOUT", -110},
	{syscall.EADDRNOTAVAIL, "EADDRNOTAVAIL", -99},
}

// shape gives a failure the fields that Node gives it: what a script finds as
// the cause of "fetch failed".
func shape(err error) error {
	var denied *dial.DeniedError
	var dns *net.DNSError
	var op *net.OpError
	var timeout net.Error
	switch {
	case errors.As(err, &denied):
		return denied
	case errors.As(err, &dns):
		return dnsError(dns)
	case errors.As(err, &op) && op.Op == "dial":
		if e := dialError(op); e != nil {
			return e
		}
	}
	if e := tlsError(err); e != nil {
		return e
	}
	for _, known := range errnos {
		if errors.Is(err, known.errno) {
			return &jsapi.Error{Message: "read " + known.code, Code: known.code, Props: map[string]any{"errno": known.number, "syscall": "read"}}
		}
	}
	text := err.Error()
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), strings.Contains(text, "server closed idle connection"):
		return &jsapi.Error{Name: "SocketError", Message: "other side closed", Code: "UND_ERR_SOCKET"}
	case strings.Contains(text, "timeout awaiting response headers"):
		return &jsapi.Error{Name: "HeadersTimeoutError", Message: "Headers Timeout Error", Code: "UND_ERR_HEADERS_TIMEOUT"}
	case strings.Contains(text, "response headers exceeded"):
		return &jsapi.Error{Name: "HeadersOverflowError", Message: "Headers Overflow Error", Code: "UND_ERR_HEADERS_OVERFLOW"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &jsapi.Error{Name: "ConnectTimeoutError", Message: "Connect Timeout Error", Code: "UND_ERR_CONNECT_TIMEOUT"}
	case strings.Contains(text, "malformed HTTP"), strings.Contains(text, "malformed MIME header"), strings.Contains(text, "bad Content-Length"):
		return &jsapi.Error{Name: "HTTPParserError", Message: text, Code: "HPE_INVALID_CONSTANT"}
	}
	return err
}

func dnsError(e *net.DNSError) error {
	code, number := "ENOTFOUND", -3008
	if !e.IsNotFound {
		code, number = "EAI_AGAIN", -3001
	}
	return &jsapi.Error{Message: "getaddrinfo " + code + " " + e.Name, Code: code,
		Props: map[string]any{"errno": number, "syscall": "getaddrinfo", "hostname": e.Name}}
}

func dialError(e *net.OpError) error {
	address, port := "", 0
	if tcp, ok := e.Addr.(*net.TCPAddr); ok {
		address, port = tcp.IP.String(), tcp.Port
	}
	for _, known := range errnos {
		if errors.Is(e.Err, known.errno) {
			return &jsapi.Error{Message: fmt.Sprintf("connect %s %s:%d", known.code, address, port), Code: known.code,
				Props: map[string]any{"errno": known.number, "syscall": "connect", "address": address, "port": port}}
		}
	}
	if e.Timeout() {
		return &jsapi.Error{Name: "ConnectTimeoutError", Message: fmt.Sprintf("Connect Timeout Error (attempted address: %s:%d, timeout: %dms)", address, port, dial.Timeout.Milliseconds()),
			Code: "UND_ERR_CONNECT_TIMEOUT"}
	}
	return nil
}

// tlsError names what is wrong with a certificate as OpenSSL does.
func tlsError(err error) error {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		if unknown.Cert != nil && unknown.Cert.Issuer.String() == unknown.Cert.Subject.String() {
			return &jsapi.Error{Message: "self-signed certificate", Code: "DEPTH_ZERO_SELF_SIGNED_CERT"}
		}
		return &jsapi.Error{Message: "unable to verify the first certificate", Code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE"}
	case errors.As(err, &name):
		return &jsapi.Error{Message: "Hostname/IP does not match certificate's altnames: " + name.Error(), Code: "ERR_TLS_CERT_ALTNAME_INVALID"}
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return &jsapi.Error{Message: "certificate has expired", Code: "CERT_HAS_EXPIRED"}
	case errors.As(err, &record):
		return &jsapi.Error{Message: "wrong version number", Code: "ERR_SSL_WRONG_VERSION_NUMBER"}
	}
	return nil
}
