// Package console lends scripts console, which writes to the host's log with
// the call that the line comes from (WHATWG Console 1).
package console

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// Module lends "host:internal/console". attrs gives what a line of the code
// that runs now is marked with: function, run, step.
func Module(log *slog.Logger, attrs func(*jsapi.VM) []slog.Attr) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/console", Open: func(vm *jsapi.VM) jsapi.Exports {
		c := &console{vm: vm, log: log, attrs: attrs, counts: map[string]int{}, timers: map[string]time.Time{}}
		return c.exports()
	}}
}

// Global defines console on the global object.
func Global(vm *jsapi.VM) error {
	v, err := vm.Require("host:internal/console")
	if err != nil {
		return err
	}
	return vm.Runtime().GlobalObject().DefineDataProperty("console", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// console is the console of one VM.
type console struct {
	vm     *jsapi.VM
	log    *slog.Logger
	attrs  func(*jsapi.VM) []slog.Attr
	indent string
	counts map[string]int
	timers map[string]time.Time
}

func (c *console) exports() jsapi.Exports {
	at := func(level slog.Level) func(goja.FunctionCall) goja.Value {
		return func(f goja.FunctionCall) goja.Value {
			c.write(level, f.Arguments)
			return goja.Undefined()
		}
	}
	method := func(f func(goja.FunctionCall)) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			f(call)
			return goja.Undefined()
		}
	}
	text := func(level slog.Level, s string) { c.line(level, s) }
	return jsapi.Exports{
		"log":   at(slog.LevelInfo),
		"info":  at(slog.LevelInfo),
		"debug": at(slog.LevelDebug),
		"warn":  at(slog.LevelWarn),
		"error": at(slog.LevelError),
		"dir": method(func(f goja.FunctionCall) {
			c.write(slog.LevelInfo, f.Arguments[:min(1, len(f.Arguments))])
		}),
		"dirxml": at(slog.LevelInfo),
		"table":  at(slog.LevelInfo),
		"trace": method(func(f goja.FunctionCall) {
			c.line(slog.LevelInfo, strings.TrimRight("Trace: "+c.format(f.Arguments)+"\n"+c.stack(), "\n"))
		}),
		"assert": method(func(f goja.FunctionCall) {
			if f.Argument(0).ToBoolean() {
				return
			}
			message := "Assertion failed"
			if len(f.Arguments) > 1 {
				message += ": " + c.format(f.Arguments[1:])
			}
			text(slog.LevelError, message)
		}),
		"count": method(func(f goja.FunctionCall) {
			l := label(f)
			c.counts[l]++
			text(slog.LevelInfo, fmt.Sprintf("%s: %d", l, c.counts[l]))
		}),
		"countReset": method(func(f goja.FunctionCall) { delete(c.counts, label(f)) }),
		"group": method(func(f goja.FunctionCall) {
			if len(f.Arguments) > 0 {
				c.write(slog.LevelInfo, f.Arguments)
			}
			c.indent += "  "
		}),
		"groupCollapsed": method(func(f goja.FunctionCall) {
			if len(f.Arguments) > 0 {
				c.write(slog.LevelInfo, f.Arguments)
			}
			c.indent += "  "
		}),
		"groupEnd": method(func(goja.FunctionCall) { c.indent = strings.TrimSuffix(c.indent, "  ") }),
		"time":     method(func(f goja.FunctionCall) { c.timers[label(f)] = time.Now() }),
		"timeLog": method(func(f goja.FunctionCall) {
			line := c.elapsed(label(f))
			if len(f.Arguments) > 1 {
				line += " " + c.format(f.Arguments[1:])
			}
			text(slog.LevelInfo, line)
		}),
		"timeEnd": method(func(f goja.FunctionCall) {
			text(slog.LevelInfo, c.elapsed(label(f)))
			delete(c.timers, label(f))
		}),
	}
}

func label(f goja.FunctionCall) string {
	if v := f.Argument(0); !goja.IsUndefined(v) {
		return v.String()
	}
	return "default"
}

func (c *console) elapsed(label string) string {
	start, ok := c.timers[label]
	if !ok {
		return fmt.Sprintf("No such label %q for console.time()", label)
	}
	return fmt.Sprintf("%s: %v", label, time.Since(start))
}

func (c *console) write(level slog.Level, args []goja.Value) {
	if !c.log.Enabled(context.Background(), level) {
		return
	}
	c.line(level, c.format(args))
}

func (c *console) line(level slog.Level, s string) {
	if c.indent != "" {
		s = c.indent + strings.ReplaceAll(s, "\n", "\n"+c.indent)
	}
	c.log.LogAttrs(c.vm.Context(), level, s, c.attrs(c.vm)...)
}

func (c *console) stack() string {
	var b strings.Builder
	for _, f := range c.vm.Runtime().CaptureCallStack(20, nil) {
		p := f.Position()
		if p.Line > 0 && !strings.HasPrefix(p.Filename, "host:") {
			fmt.Fprintf(&b, "    at %s (%s:%d:%d)\n", f.FuncName(), p.Filename, p.Line, p.Column)
		}
	}
	return b.String()
}

// format is the text of a line, as util.format makes it. Lines of plain
// strings do not load the module.
func (c *console) format(args []goja.Value) string {
	plain := true
	words := make([]string, len(args))
	for i, a := range args {
		s, ok := a.(goja.String)
		plain = plain && ok
		if ok {
			words[i] = s.String()
		}
	}
	if plain && (len(words) < 2 || !strings.Contains(words[0], "%")) {
		return strings.Join(words, " ")
	}
	util, err := c.vm.Require("node:util")
	if err == nil {
		if format, ok := goja.AssertFunction(util.ToObject(c.vm.Runtime()).Get("format")); ok {
			if v, err := c.vm.Call(format, goja.Undefined(), args...); err == nil {
				return v.String()
			}
		}
	}
	for i, a := range args {
		words[i] = c.describe(a)
	}
	return strings.Join(words, " ")
}

// describe is a value's text where util.format cannot be had.
func (c *console) describe(v goja.Value) string {
	if o, ok := v.(*goja.Object); ok {
		if stack, ok := o.Get("stack").(goja.String); ok {
			return jsapi.Stack(stack.String())
		}
		if text, err := c.vm.JSON(v); err == nil && text != nil {
			return string(text)
		}
	}
	return v.String()
}
