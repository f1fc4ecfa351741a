// Package regexp gives scripts the regular expressions that the engine's own
// lack: Unicode properties and the v flag. It replaces the RegExp class by one
// that rewrites such patterns; all else about them stays as it was written.
package regexp

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// regExp is the class of one VM.
type regExp struct {
	vm     *jsapi.VM
	native *goja.Object
	proto  *goja.Object
	// source and flags are the hidden properties that hold what the script
	// wrote.
	source, flags *goja.Symbol
	// masters are compiled expressions to make copies of: bundles make their
	// expressions anew each time that a literal is evaluated.
	masters map[key]*goja.Object
}

// Setup replaces RegExp in a new VM.
func Setup(vm *jsapi.VM) error {
	rt := vm.Runtime()
	native := rt.Get("RegExp").ToObject(rt)
	r := &regExp{vm: vm, native: native, proto: native.Get("prototype").ToObject(rt),
		source: goja.NewSymbol("host.source"), flags: goja.NewSymbol("host.flags")}
	class := rt.ToValue(func(c goja.ConstructorCall) *goja.Object { return r.construct(c) }).ToObject(rt)
	define := func(name string, v any) error {
		return class.DefineDataProperty(name, rt.ToValue(v), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	species := rt.ToValue(func(c goja.FunctionCall) goja.Value { return c.This })
	for _, err := range []error{
		define("name", "RegExp"),
		define("length", 2),
		class.DefineDataProperty("prototype", r.proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE),
		class.DefineAccessorPropertySymbol(goja.SymSpecies, species, nil, goja.FLAG_TRUE, goja.FLAG_FALSE),
		r.proto.DefineDataProperty("constructor", class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE),
		r.override("source", r.source),
		r.override("flags", r.flags),
		r.text(),
		r.flag("hasIndices", "d"),
		r.flag("unicodeSets", "v"),
		r.lastMatch(class),
		rt.GlobalObject().DefineDataProperty("RegExp", class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE),
	} {
		if err != nil {
			return fmt.Errorf("RegExp: %w", err)
		}
	}
	return nil
}

// lastMatch gives the class what the engine's tells of the last match: RegExp.$1
// and its like.
func (r *regExp) lastMatch(class *goja.Object) error {
	object := r.vm.Runtime().Get("Object").ToObject(r.vm.Runtime())
	describe, _ := goja.AssertFunction(object.Get("getOwnPropertyDescriptor"))
	define, _ := goja.AssertFunction(object.Get("defineProperty"))
	for _, name := range r.native.GetOwnPropertyNames() {
		if slices.Contains([]string{"name", "length", "prototype"}, name) {
			continue
		}
		key := r.vm.Runtime().ToValue(name)
		descriptor, err := describe(object, r.native, key)
		if err != nil {
			return err
		}
		if _, err := define(object, class, key, descriptor); err != nil {
			return err
		}
	}
	return nil
}

// override makes a getter of the prototype tell what the script wrote.
func (r *regExp) override(name string, written *goja.Symbol) error {
	rt := r.vm.Runtime()
	reflect := rt.Get("Reflect").ToObject(rt)
	descriptor, _ := goja.AssertFunction(reflect.Get("getOwnPropertyDescriptor"))
	d, err := descriptor(reflect, r.proto, rt.ToValue(name))
	if err != nil {
		return err
	}
	native, ok := goja.AssertFunction(d.ToObject(rt).Get("get"))
	if !ok {
		return fmt.Errorf("the engine has no getter %s", name)
	}
	getter := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		if o, ok := c.This.(*goja.Object); ok {
			if v := o.GetSymbol(written); v != nil {
				return v
			}
		}
		v, err := native(c.This)
		if err != nil {
			r.vm.Throw(err)
		}
		return v
	})
	return r.proto.DefineAccessorProperty(name, getter, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// text makes toString go by source and flags, as the standard says.
func (r *regExp) text() error {
	rt := r.vm.Runtime()
	toString := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			r.vm.Throw(jsapi.TypeErrorf("RegExp.prototype.toString called on non-object"))
		}
		return rt.ToValue("/" + o.Get("source").String() + "/" + o.Get("flags").String())
	})
	return r.proto.DefineDataProperty("toString", toString, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// flag defines a getter for a flag that the engine does not know.
func (r *regExp) flag(name, letter string) error {
	rt := r.vm.Runtime()
	getter := rt.ToValue(func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			r.vm.Throw(jsapi.TypeErrorf("RegExp.prototype.%s getter called on non-object", name))
		}
		if o == r.proto {
			return goja.Undefined()
		}
		v := o.GetSymbol(r.flags)
		return rt.ToValue(v != nil && strings.Contains(v.String(), letter))
	})
	return r.proto.DefineAccessorProperty(name, getter, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// A key identifies what was rewritten; a rewritten is what it became.
type (
	key       struct{ pattern, flags string }
	rewritten struct {
		pattern, flags string
		err            error
	}
)

// cache keeps what was rewritten, for all VMs: bundles make the same regular
// expressions in each.
var cache struct {
	sync.Mutex
	m map[key]rewritten
}

// cached bounds the cache; a script may make patterns without end.
const cached = 2000

func rewrite(pattern, flags string) rewritten {
	k := key{pattern, flags}
	cache.Lock()
	defer cache.Unlock()
	if done, ok := cache.m[k]; ok {
		return done
	}
	p, f, err := Rewrite(pattern, flags)
	if len(cache.m) >= cached || cache.m == nil {
		cache.m = map[key]rewritten{}
	}
	done := rewritten{p, f, err}
	cache.m[k] = done
	return done
}

// construct is `new RegExp(...)` and `RegExp(...)`.
func (r *regExp) construct(c goja.ConstructorCall) *goja.Object {
	pattern, flags, plain := r.arguments(c.Arguments)
	if plain {
		return r.finish(c, r.plain(c.Arguments))
	}
	rt := r.vm.Runtime()
	k := key{pattern, flags}
	master := r.masters[k]
	if master == nil {
		done := rewrite(pattern, flags)
		if done.err != nil {
			r.vm.Throw(&jsapi.Error{Name: "SyntaxError", Message: done.err.Error()})
		}
		master = r.keep(k, r.make(rt.ToValue(done.pattern), rt.ToValue(done.flags)))
	}
	o := r.make(master)
	for symbol, text := range map[*goja.Symbol]string{r.source: escapeSource(pattern), r.flags: sorted(flags)} {
		if err := o.DefineDataPropertySymbol(symbol, rt.ToValue(text), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			r.vm.Throw(err)
		}
	}
	return r.finish(c, o)
}

// arguments reads pattern and flags. plain says that the engine can do it.
func (r *regExp) arguments(args []goja.Value) (pattern, flags string, plain bool) {
	if len(args) == 0 {
		return "", "", true
	}
	if len(args) > 1 && !goja.IsUndefined(args[1]) {
		flags = args[1].String()
	}
	switch p := args[0].(type) {
	case goja.String:
		pattern = p.String()
	case *goja.Object:
		written := p.GetSymbol(r.source)
		if written == nil {
			if p.ClassName() != "RegExp" || flags == "" {
				return "", "", true
			}
			pattern = p.Get("source").String()
			break
		}
		pattern = written.String()
		if len(args) < 2 || goja.IsUndefined(args[1]) {
			flags = p.GetSymbol(r.flags).String()
		}
		// What was rewritten once must not be taken as it now is.
		return pattern, flags, false
	default:
		return "", "", true
	}
	return pattern, flags, !Needed(pattern, flags)
}

// plain makes an expression that the engine understands.
func (r *regExp) plain(args []goja.Value) *goja.Object {
	if len(args) != 2 {
		return r.make(args...)
	}
	pattern, ok := args[0].(goja.String)
	flags, ok2 := args[1].(goja.String)
	if !ok || !ok2 {
		return r.make(args...)
	}
	k := key{pattern.String(), flags.String()}
	master := r.masters[k]
	if master == nil {
		master = r.keep(k, r.make(args...))
	}
	return r.make(master)
}

// kept bounds the expressions that a VM keeps compiled.
const kept = 500

func (r *regExp) keep(k key, o *goja.Object) *goja.Object {
	if len(r.masters) >= kept || r.masters == nil {
		r.masters = map[key]*goja.Object{}
	}
	r.masters[k] = o
	return o
}

func (r *regExp) make(args ...goja.Value) *goja.Object {
	o, err := r.vm.Runtime().New(r.native, args...)
	if err != nil {
		r.vm.Throw(err)
	}
	return o
}

// finish gives the object the prototype of a subclass.
func (r *regExp) finish(c goja.ConstructorCall, o *goja.Object) *goja.Object {
	if c.NewTarget == nil {
		return o
	}
	if proto, ok := c.NewTarget.Get("prototype").(*goja.Object); ok && proto != r.proto {
		if err := o.SetPrototype(proto); err != nil {
			r.vm.Throw(err)
		}
	}
	return o
}

// escapeSource is a pattern as source gives it: it could stand between
// slashes.
func escapeSource(pattern string) string {
	if pattern == "" {
		return "(?:)"
	}
	var b strings.Builder
	class := false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\' && i+1 < len(pattern):
			b.WriteByte(c)
			i++
			b.WriteByte(pattern[i])
			continue
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			b.WriteByte('\\')
		case c == '\n':
			b.WriteString(`\n`)
			continue
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}

// sorted is flags in the order in which the property flags has them.
func sorted(flags string) string {
	var b strings.Builder
	for _, f := range "dgimsuvy" {
		if strings.ContainsRune(flags, f) {
			b.WriteRune(f)
		}
	}
	return b.String()
}
