package jsapi

import (
	"context"
	"errors"
	"fmt"

	"github.com/dop251/goja"
)

// An Error is a native error with the fields that scripts look at.
type Error struct {
	// Name is the JavaScript error's name; "Error" when empty. "TypeError"
	// and "RangeError" make errors of these classes.
	Name    string
	Message string
	// Code is Node's code, such as "ENOENT".
	Code string
	// Props are further own properties: errno, syscall, path.
	Props map[string]any
	Cause error
}

// Error implements error.
func (e *Error) Error() string { return e.Message }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Cause }

// TypeErrorf is an Error of the class TypeError.
func TypeErrorf(format string, args ...any) *Error {
	return &Error{Name: "TypeError", Message: fmt.Sprintf(format, args...)}
}

// Throw throws err to the script that called the native code running now.
// A script's own exception comes back as itself.
func (vm *VM) Throw(err error) {
	panic(vm.ErrorValue(err))
}

// ErrorValue is err as the value a script catches.
func (vm *VM) ErrorValue(err error) goja.Value {
	if exception, ok := errors.AsType[*goja.Exception](err); ok {
		return exception.Value()
	}
	if thrown, ok := errors.AsType[*Thrown](err); ok {
		return thrown.Value
	}
	e := describe(err)
	class := vm.newError
	if e.Name == "TypeError" || e.Name == "RangeError" || e.Name == "SyntaxError" {
		class = vm.rt.Get(e.Name)
	}
	o, nerr := vm.rt.New(class, vm.rt.ToValue(e.Message))
	if nerr != nil {
		return vm.rt.NewGoError(err)
	}
	hidden := func(name string, v any) {
		// The object is fresh and extensible: defining cannot fail.
		_ = o.DefineDataProperty(name, vm.rt.ToValue(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	if e.Name != "" && e.Name != "Error" {
		hidden("name", e.Name)
	}
	if e.Cause != nil {
		hidden("cause", vm.ErrorValue(e.Cause))
	}
	if e.Code != "" {
		_ = o.Set("code", e.Code)
	}
	for name, v := range e.Props {
		_ = o.Set(name, vm.Value(v))
	}
	return o
}

// describe is err in the fields of an Error.
func describe(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	e = &Error{Message: err.Error()}
	var coded interface{ Code() string }
	switch {
	case errors.As(err, &coded):
		e.Code = coded.Code()
	case errors.Is(err, context.DeadlineExceeded):
		e.Name = "TimeoutError"
	case errors.Is(err, context.Canceled):
		e.Name = "AbortError"
	}
	return e
}
