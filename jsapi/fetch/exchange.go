package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/encoding/unicode"

	"systembus/jsapi"
)

// An exchange is one request and its response.
type exchange struct {
	vm     *jsapi.VM
	max    int64
	cancel context.CancelCauseFunc
	body   io.ReadCloser
	pipe   *io.PipeWriter
}

var errAborted = errors.New("aborted by the script")

// start begins an exchange: start({method, url, headers, redirect}, body)
// where headers are names and values in turn and body is bytes, undefined, or
// true for one that is written later. With raw, headers have their names as they
// came and the body is not decompressed.
func start(vm *jsapi.VM, transport http.RoundTripper, o Options, c goja.FunctionCall) goja.Value {
	rt := vm.Runtime()
	spec := c.Argument(0).ToObject(rt)
	text := func(name string) string { return spec.Get(name).String() }
	r := &request{transport: transport, dialer: o.Dialer, method: text("method"), url: text("url"), redirect: text("redirect"), header: http.Header{}}
	raw := spec.Get("raw")
	r.raw = raw != nil && raw.ToBoolean()
	var name string
	rt.ForOf(spec.Get("headers"), func(v goja.Value) bool {
		if name == "" {
			name = v.String()
			return true
		}
		r.header[http.CanonicalHeaderKey(name)] = append(r.header[http.CanonicalHeaderKey(name)], toLatin1(v.String()))
		name = ""
		return true
	})
	ctx, cancel := context.WithCancelCause(vm.Context())
	x := &exchange{vm: vm, max: o.MaxBody, cancel: cancel}
	if b, ok := jsapi.BytesOf(c.Argument(1)); ok {
		r.body = append([]byte{}, b...)
		r.hasBody = true
	} else if c.Argument(1).ToBoolean() {
		r.stream, x.pipe = io.Pipe()
	}
	// A response that nobody reads to its end gives its connection back when
	// the script lets go of it, at the latest when its call ends.
	runtime.AddCleanup(x, func(cancel context.CancelCauseFunc) { cancel(errAborted) }, cancel)
	promise := vm.Go(func(context.Context) (func() goja.Value, error) {
		resp, final, redirected, err := r.do(ctx) //nolint:bodyclose // finish closes it, when the script has read it
		if err != nil {
			cancel(err)
			return nil, shape(err)
		}
		if r.raw {
			return func() goja.Value {
				x.body = resp.Body
				return x.rawResponse(resp)
			}, nil
		}
		body, err := decompress(resp)
		if err != nil {
			cancel(err)
			return nil, err
		}
		return func() goja.Value {
			x.body = body
			return x.response(resp, final, redirected)
		}, nil
	})
	return vm.Value(jsapi.Exports{
		"response": promise,
		"read":     x.read(),
		"readAll":  x.readAll(),
		"write":    x.write(),
		"end": func(goja.FunctionCall) goja.Value {
			_ = x.pipe.Close() // a pipe's Close gives no error
			return goja.Undefined()
		},
		"abort": func(goja.FunctionCall) goja.Value {
			x.abort()
			return goja.Undefined()
		},
	})
}

func (x *exchange) abort() {
	x.cancel(errAborted)
	if x.pipe != nil {
		_ = x.pipe.CloseWithError(errAborted) // never fails
	}
}

func (x *exchange) response(resp *http.Response, final string, redirected bool) goja.Value {
	rt := x.vm.Runtime()
	var headers []any
	for name, values := range resp.Header {
		for _, v := range values {
			headers = append(headers, strings.ToLower(name), fromLatin1(v))
		}
	}
	statusText := ""
	if resp.ProtoMajor == 1 {
		_, statusText, _ = strings.Cut(resp.Status, " ")
	}
	empty := x.emptied(resp)
	return x.vm.Value(jsapi.Exports{
		"status": resp.StatusCode, "statusText": fromLatin1(statusText), "url": final, "redirected": redirected,
		"headers": rt.NewArray(headers...), "empty": empty,
	})
}

// rawResponse is a response as node:http tells it. The engine's connections do
// not keep the order of different headers: they are sorted.
func (x *exchange) rawResponse(resp *http.Response) goja.Value {
	var headers []any
	if len(resp.TransferEncoding) > 0 {
		resp.Header["Transfer-Encoding"] = resp.TransferEncoding
	}
	for _, name := range slices.Sorted(maps.Keys(resp.Header)) {
		for _, v := range resp.Header[name] {
			headers = append(headers, name, fromLatin1(v))
		}
	}
	_, statusText, _ := strings.Cut(resp.Status, " ")
	rt := x.vm.Runtime()
	return x.vm.Value(jsapi.Exports{
		"status": resp.StatusCode, "statusText": fromLatin1(statusText), "headers": rt.NewArray(headers...),
		"version": rt.NewArray(resp.ProtoMajor, resp.ProtoMinor), "empty": x.emptied(resp),
	})
}

// emptied says whether a response has no body, whose exchange is then over.
func (x *exchange) emptied(resp *http.Response) bool {
	empty := resp.Request.Method == http.MethodHead || resp.StatusCode == http.StatusNoContent || resp.StatusCode == http.StatusNotModified ||
		resp.StatusCode == http.StatusResetContent
	if empty {
		x.finish()
	}
	return empty
}

// finish ends the exchange: the connection can be used again if all was read.
func (x *exchange) finish() {
	_ = x.body.Close() // what was read is read
	x.cancel(nil)
}

// chunk is how much of a body is read at once.
const chunk = 64 << 10

// read gives the next bytes, or null at the end.
func (x *exchange) read() goja.Value {
	return x.vm.Runtime().ToValue(func(goja.FunctionCall) goja.Value {
		return x.vm.Go(func(context.Context) (func() goja.Value, error) {
			buffer := make([]byte, chunk)
			n, err := x.body.Read(buffer)
			for n == 0 && err == nil {
				n, err = x.body.Read(buffer)
			}
			if n > 0 {
				return func() goja.Value { return x.vm.Bytes(buffer[:n:n]) }, nil
			}
			x.finish()
			if !errors.Is(err, io.EOF) {
				return nil, shape(err)
			}
			return goja.Null, nil
		})
	})
}

// readAll gives the rest in one piece, as "bytes", "text" or "json"; text that
// is not JSON is given as {text}, for the script's own parser to refuse.
func (x *exchange) readAll() goja.Value {
	return x.vm.Runtime().ToValue(func(c goja.FunctionCall) goja.Value {
		as := c.Argument(0).String()
		return x.vm.Go(func(context.Context) (func() goja.Value, error) {
			b, err := io.ReadAll(io.LimitReader(x.body, x.max+1))
			x.finish()
			if err != nil {
				return nil, shape(err)
			}
			if int64(len(b)) > x.max {
				return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_BODY_TOO_LARGE",
					Message: fmt.Sprintf("the response's body is larger than %d bytes: read response.body as a stream", x.max)}
			}
			return func() goja.Value { return x.value(b, as) }, nil
		})
	})
}

func (x *exchange) value(b []byte, as string) goja.Value {
	switch as {
	case "bytes":
		return x.vm.Bytes(b)
	case "json":
		o := x.vm.Runtime().NewObject()
		if v, err := x.vm.ParseJSON(bytes.TrimPrefix(b, []byte("\ufeff"))); err == nil && len(b) > 0 {
			_ = o.Set("value", v) // a fresh object takes any property
		} else {
			_ = o.Set("text", decodeText(b))
		}
		return o
	}
	return x.vm.Runtime().ToValue(decodeText(b))
}

// decodeText is the text in UTF-8, without a byte order mark.
func decodeText(b []byte) string {
	text, err := unicode.UTF8.NewDecoder().Bytes(bytes.TrimPrefix(b, []byte("\ufeff")))
	if err != nil {
		return string(b) // the decoder replaces, and does not fail
	}
	return string(text)
}

// write sends bytes of a streamed body, once the ones before are taken.
func (x *exchange) write() goja.Value {
	return x.vm.Async("fetch", func(_ context.Context, b []byte) error {
		_, err := x.pipe.Write(b)
		return err
	})
}

// toLatin1 is s as it stands in a header.
func toLatin1(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

func fromLatin1(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	out := make([]rune, len(s))
	for i := range len(s) {
		out[i] = rune(s[i])
	}
	return string(out)
}
