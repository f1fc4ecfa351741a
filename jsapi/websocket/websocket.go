// Package websocket lends the library WebSocket connections to servers (RFC
// 6455). The class itself is in bundler/shims/host/internal/websocket.ts.
package websocket

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/coder/websocket"
	"github.com/dop251/goja"

	"systembus/host/dial"
	"systembus/jsapi"
)

// maxMessage is how many bytes one message may have.
const maxMessage = 64 << 20

// Module lends "host:internal/websocket-native". dialer connects; the default
// policy when nil.
func Module(dialer *dial.Dialer) *jsapi.Module {
	client := &http.Client{Transport: &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext,
		TLSHandshakeTimeout: dial.Timeout, IdleConnTimeout: 30 * time.Second,
	}}
	return &jsapi.Module{Name: "host:internal/websocket-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{"open": func(c goja.FunctionCall) goja.Value {
			var protocols []string
			vm.Runtime().ForOf(c.Argument(1), func(v goja.Value) bool {
				protocols = append(protocols, v.String())
				return true
			})
			return open(vm, client, c.Argument(0).String(), protocols)
		}}
	}}
}

// A socket is one connection.
type socket struct {
	vm   *jsapi.VM
	conn *websocket.Conn
	ctx  context.Context //nolint:containedctx // ends with the call that opened the connection
	stop context.CancelFunc
}

func open(vm *jsapi.VM, client *http.Client, url string, protocols []string) goja.Value {
	s := &socket{vm: vm}
	s.ctx, s.stop = context.WithCancel(vm.Context())
	opened := vm.Go(func(context.Context) (func() goja.Value, error) {
		conn, resp, err := websocket.Dial(s.ctx, url, &websocket.DialOptions{HTTPClient: client, Subprotocols: protocols})
		if err != nil {
			s.stop()
			return nil, err
		}
		if resp.Body != nil {
			_ = resp.Body.Close() // a connection that was taken over has none
		}
		conn.SetReadLimit(maxMessage)
		return func() goja.Value {
			s.conn = conn
			return vm.Runtime().ToValue(conn.Subprotocol())
		}, nil
	})
	return vm.Value(jsapi.Exports{
		"opened": opened,
		"receive": func(goja.FunctionCall) goja.Value {
			return s.receive()
		},
		"send": func(c goja.FunctionCall) goja.Value { return s.send(c.Argument(0)) },
		"close": vm.Async("WebSocket.close", func(code int, reason string) error {
			return s.close(code, reason)
		}),
	})
}

// receive gives the next message as text or bytes, or how the connection was
// closed as {code, reason}.
func (s *socket) receive() goja.Value {
	return s.vm.Go(func(context.Context) (func() goja.Value, error) {
		kind, data, err := s.conn.Read(s.ctx)
		if err != nil {
			s.stop()
			code, reason := int(websocket.StatusAbnormalClosure), ""
			if closed, ok := errors.AsType[websocket.CloseError](err); ok {
				code, reason = int(closed.Code), closed.Reason
			}
			return func() goja.Value { return s.vm.Value(jsapi.Exports{"code": code, "reason": reason}) }, nil
		}
		if kind == websocket.MessageText {
			return func() goja.Value { return s.vm.Runtime().ToValue(string(data)) }, nil
		}
		return func() goja.Value { return s.vm.Bytes(data) }, nil
	})
}

func (s *socket) send(message goja.Value) goja.Value {
	kind := websocket.MessageText
	data := []byte(message.String())
	if b, ok := jsapi.BytesOf(message); ok {
		kind, data = websocket.MessageBinary, append([]byte{}, b...)
	}
	return s.vm.Go(func(context.Context) (func() goja.Value, error) {
		if err := s.conn.Write(s.ctx, kind, data); err != nil {
			return nil, err
		}
		return goja.Undefined, nil
	})
}

// close begins the closing handshake; receive tells its end.
func (s *socket) close(code int, reason string) error {
	if s.conn == nil {
		s.stop()
		return nil
	}
	return s.conn.Close(websocket.StatusCode(code), reason)
}
