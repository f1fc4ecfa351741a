// Package buffer lends the library what Buffer does with bytes: Node's text
// encodings, searching and comparing, at Go's speed. "node:buffer" is made of
// it.
package buffer

import (
	"bytes"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Module lends "host:internal/buffer".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/buffer", Open: func(vm *jsapi.VM) jsapi.Exports {
		rt := vm.Runtime()
		at := func(c goja.FunctionCall, i int) []byte {
			b, ok := jsapi.BytesOf(c.Argument(i))
			if !ok {
				vm.Throw(jsapi.TypeErrorf("argument must be an instance of Buffer or Uint8Array"))
			}
			return b
		}
		return jsapi.Exports{
			// encode(text, encoding) gives an ArrayBuffer of the text's bytes.
			"encode": func(c goja.FunctionCall) goja.Value {
				return rt.ToValue(rt.NewArrayBuffer(Encode(c.Argument(0).ToString(), c.Argument(1).String())))
			},
			// decode(view, encoding, start, end) gives the text of bytes.
			"decode": func(c goja.FunctionCall) goja.Value {
				b := at(c, 0)
				from, to := c.Argument(2).ToInteger(), c.Argument(3).ToInteger()
				return Decode(rt, b[from:to], c.Argument(1).String())
			},
			// byteLength(text, encoding) is the length that encode gives.
			"byteLength": func(c goja.FunctionCall) goja.Value {
				return rt.ToValue(byteLength(c.Argument(0).ToString(), c.Argument(1).String()))
			},
			"compare": func(c goja.FunctionCall) goja.Value { return rt.ToValue(bytes.Compare(at(c, 0), at(c, 1))) },
			"equals":  func(c goja.FunctionCall) goja.Value { return rt.ToValue(bytes.Equal(at(c, 0), at(c, 1))) },
			// indexOf(haystack, needle, step, backwards) finds the needle at a
			// multiple of step.
			"indexOf": func(c goja.FunctionCall) goja.Value {
				return rt.ToValue(find(at(c, 0), at(c, 1), int(c.Argument(2).ToInteger()), c.Argument(3).ToBoolean()))
			},
			"isUtf8":  func(c goja.FunctionCall) goja.Value { return rt.ToValue(valid(at(c, 0))) },
			"isAscii": func(c goja.FunctionCall) goja.Value { return rt.ToValue(ascii(at(c, 0))) },
		}
	}}
}

func find(haystack, needle []byte, step int, backwards bool) int {
	offset := 0
	if backwards {
		for len(haystack) > 0 || len(needle) == 0 {
			i := bytes.LastIndex(haystack, needle)
			if i < 0 || i%step == 0 {
				return i
			}
			haystack = haystack[:i+len(needle)-1]
		}
		return -1
	}
	for {
		i := bytes.Index(haystack[offset:], needle)
		if i < 0 {
			return -1
		}
		if (offset+i)%step == 0 {
			return offset + i
		}
		offset += i + 1
	}
}
