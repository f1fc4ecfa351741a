package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"syscall"

	"github.com/dop251/goja"
	"github.com/redis/go-redis/v9"
	"golang.org/x/sys/unix"

	"systembus/host/dial"
	hostredis "systembus/host/redis"
	"systembus/jsapi"
)

// form says how replies are given: integers as strings, strings as bytes.
type form struct{ numbers, bytes bool }

// results is the list of [error, reply] of a group.
func (c *client) results(replies []*redis.Cmd, f form) goja.Value {
	rt := c.module.vm.Runtime()
	all := make([]any, len(replies))
	for i, reply := range replies {
		err := reply.Err()
		switch {
		case errors.Is(err, redis.Nil):
			all[i] = rt.NewArray(goja.Null(), goja.Null())
		case err != nil:
			all[i] = rt.NewArray(c.errorOf(err))
		default:
			all[i] = rt.NewArray(goja.Null(), c.value(reply.Val(), f))
		}
	}
	return rt.NewArray(all...)
}

// value is a reply as scripts see it.
func (c *client) value(v any, f form) goja.Value {
	vm := c.module.vm
	switch v := v.(type) {
	case nil:
		return goja.Null()
	case string:
		if f.bytes {
			return vm.Bytes([]byte(v))
		}
		return vm.Value(v)
	case int64:
		if f.numbers {
			return vm.Value(strconv.FormatInt(v, 10))
		}
		return vm.Value(v)
	case []any:
		all := make([]any, len(v))
		for i, item := range v {
			all[i] = c.value(item, f)
		}
		return vm.Runtime().NewArray(all...)
	case error:
		if errors.Is(v, redis.Nil) {
			return goja.Null()
		}
		return c.errorOf(v)
	}
	return vm.Value(fmt.Sprint(v))
}

// errorOf is an error reply as the library's ReplyError.
func (c *client) errorOf(err error) goja.Value {
	v, thrown := c.module.vm.Call(c.replyError, goja.Undefined(), c.module.vm.Value(err.Error()))
	if thrown != nil {
		return c.module.vm.ErrorValue(err)
	}
	return v
}

// shape gives a failed connection the fields that Node gives it.
func shape(err error) error {
	var denied *dial.DeniedError
	var late *hostredis.TimeoutError
	var name *net.DNSError
	var op *net.OpError
	var number syscall.Errno
	switch {
	case errors.As(err, &late):
		return &jsapi.Error{Name: "TimeoutError", Message: late.Error(), Code: late.Code()}
	case errors.As(err, &denied):
		return denied
	case errors.As(err, &name):
		code, text := "ENOTFOUND", "getaddrinfo ENOTFOUND "
		if !name.IsNotFound {
			code, text = "EAI_AGAIN", "getaddrinfo EAI_AGAIN "
		}
		return &jsapi.Error{Message: text + name.Name, Code: code, Props: map[string]any{"syscall": "getaddrinfo", "hostname": name.Name}}
	case errors.As(err, &op) && op.Op == "dial":
		return dialError(op)
	case errors.As(err, &number):
		code := unix.ErrnoName(number)
		return &jsapi.Error{Message: "read " + code, Code: code, Props: map[string]any{"errno": -int64(number), "syscall": "read"}}
	case isTimeout(err):
		return &jsapi.Error{Message: "connect ETIMEDOUT", Code: "ETIMEDOUT", Props: map[string]any{"syscall": "connect"}}
	case errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed), errors.Is(err, redis.ErrClosed):
		return &jsapi.Error{Message: "read ECONNRESET", Code: "ECONNRESET", Props: map[string]any{"syscall": "read"}}
	}
	return err
}

func dialError(op *net.OpError) error {
	var number syscall.Errno
	if !errors.As(op, &number) {
		if op.Timeout() {
			return &jsapi.Error{Message: "connect ETIMEDOUT", Code: "ETIMEDOUT", Props: map[string]any{"syscall": "connect"}}
		}
		return op
	}
	code := unix.ErrnoName(number)
	props := map[string]any{"errno": -int64(number), "syscall": "connect"}
	address := ""
	switch a := op.Addr.(type) {
	case *net.TCPAddr:
		address = a.String()
		props["address"], props["port"] = a.IP.String(), a.Port
	case *net.UnixAddr:
		address = a.Name
		props["address"] = a.Name
	}
	return &jsapi.Error{Message: "connect " + code + " " + address, Code: code, Props: props}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

// toInteger reads an argument of a command as a number; 0 if it is none.
func toInteger(v any) int64 {
	n, err := strconv.ParseInt(fmt.Sprintf("%s", v), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
