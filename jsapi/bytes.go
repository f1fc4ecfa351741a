package jsapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/dop251/goja"
)

// BytesOf are the bytes that an ArrayBuffer, a typed array or a DataView
// covers, not copied: they belong to the script. ok is false for anything else.
func BytesOf(v goja.Value) (b []byte, ok bool) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return nil, false
	}
	// Only a buffer may be exported: exporting a view copies it, and reads
	// beyond the memory of an empty one at its end.
	if ab, ok := arrayBuffer(o); ok {
		return ab.Bytes(), !ab.Detached()
	}
	buffer, ok := o.Get("buffer").(*goja.Object)
	if !ok {
		return nil, false
	}
	ab, ok := arrayBuffer(buffer)
	if !ok || ab.Detached() {
		return nil, false
	}
	offset, length := o.Get("byteOffset"), o.Get("byteLength")
	if offset == nil || length == nil {
		return nil, false
	}
	from := offset.ToInteger()
	return ab.Bytes()[from : from+length.ToInteger()], true
}

var (
	arrayBufferType = reflect.TypeFor[goja.ArrayBuffer]()
	promiseType     = reflect.TypeFor[*goja.Promise]()
)

func arrayBuffer(o *goja.Object) (goja.ArrayBuffer, bool) {
	if o.ExportType() != arrayBufferType {
		return goja.ArrayBuffer{}, false
	}
	ab, ok := o.Export().(goja.ArrayBuffer)
	return ab, ok
}

// kindOf names a value for an error: "undefined", "null", "an array",
// "a string", "a number", "a Date".
func kindOf(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	}
	if o, ok := v.(*goja.Object); ok {
		if _, callable := goja.AssertFunction(v); callable {
			return "a function"
		}
		if class := o.ClassName(); class != "Object" {
			return article(class)
		}
		return "an object"
	}
	switch v.Export().(type) {
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case int64, float64:
		return "a number"
	}
	return "a " + strings.ToLower(fmt.Sprintf("%T", v.Export()))
}

func article(noun string) string {
	if strings.ContainsRune("AEIOU", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// strictUnmarshal decodes one JSON value and refuses unknown fields.
func strictUnmarshal(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
