// Package fetch lends the library HTTP requests (WHATWG Fetch): one exchange
// is a request and the response to it, whose bodies may be streams. The
// classes themselves are in bundler/shims/host/internal/fetch.ts.
package fetch

import (
	"net/http"
	"time"

	"github.com/dop251/goja"

	"systembus/host/dial"
	"systembus/jsapi"
)

// UserAgent is what requests say of themselves unless the script does.
const UserAgent = "systembus"

// Options say how requests are made.
type Options struct {
	// Dialer connects; the default policy when nil.
	Dialer *dial.Dialer
	// MaxBody is how many bytes of a response a script may read in one piece;
	// 256 MiB when zero. Streams have no bound.
	MaxBody int64
}

// Module lends "host:internal/fetch-native". Its connections are shared by all
// VMs.
func Module(o Options) *jsapi.Module {
	if o.MaxBody == 0 {
		o.MaxBody = 256 << 20
	}
	transport := newTraced(&http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            o.Dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  5 * time.Minute,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // done here, so that headers stay as they were
	})
	return &jsapi.Module{Name: "host:internal/fetch-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"start": func(c goja.FunctionCall) goja.Value {
				return start(vm, transport, o, c)
			},
			"parseMultipart": vm.Sync("formData", func(body []byte, boundary string) ([]part, error) {
				return parseMultipart(body, boundary)
			}),
			"concat":    func(c goja.FunctionCall) goja.Value { return concat(vm, c) },
			"userAgent": UserAgent,
		}
	}}
}

// concat joins byte arrays into one.
func concat(vm *jsapi.VM, c goja.FunctionCall) goja.Value {
	var parts [][]byte
	size := 0
	vm.Runtime().ForOf(c.Argument(0), func(v goja.Value) bool {
		b, ok := jsapi.BytesOf(v)
		if !ok {
			vm.Throw(jsapi.TypeErrorf("concat: want byte arrays"))
		}
		parts = append(parts, b)
		size += len(b)
		return true
	})
	out := make([]byte, 0, size)
	for _, p := range parts {
		out = append(out, p...)
	}
	return vm.Bytes(out)
}
