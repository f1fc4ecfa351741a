package process

import (
	"os"
	"sort"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

type envKey struct{}

// EnvRead are the variables that the VM's code has read so far, with their
// values; nil for those that were not set.
func EnvRead(vm *jsapi.VM) map[string]*string {
	e, ok := vm.Load(envKey{}).(*environment)
	if !ok {
		return nil
	}
	return e.read
}

// Environ is the environment as the VM's code sees it, in the form of
// os.Environ: what a child process inherits.
func Environ(vm *jsapi.VM) []string {
	e, ok := vm.Load(envKey{}).(*environment)
	if !ok {
		return os.Environ()
	}
	var out []string
	for _, key := range e.Keys() {
		if v, ok := e.value(key); ok {
			out = append(out, key+"="+v)
		}
	}
	return out
}

// environment is process.env of one VM.
type environment struct {
	vm     *jsapi.VM
	lookup func(string) (string, bool)
	// environ lists the host's variables.
	environ func() []string
	// read notes the host's values as the script saw them.
	read map[string]*string
	// written holds the script's own values; nil for deleted ones.
	written map[string]*string
}

func (e *environment) value(key string) (string, bool) {
	if v, ok := e.written[key]; ok {
		if v == nil {
			return "", false
		}
		return *v, true
	}
	v, ok := e.lookup(key)
	if _, seen := e.read[key]; !seen {
		if ok {
			e.read[key] = &v
		} else {
			e.read[key] = nil
		}
	}
	return v, ok
}

// Get implements goja.DynamicObject.
func (e *environment) Get(key string) goja.Value {
	if v, ok := e.value(key); ok {
		return e.vm.Runtime().ToValue(v)
	}
	return nil
}

// Set implements goja.DynamicObject: values become strings, as in Node.
func (e *environment) Set(key string, v goja.Value) bool {
	s := v.String()
	if now, _ := e.value(key); key == "TZ" && s != now {
		e.vm.Throw(&jsapi.Error{Code: "ERR_TIME_ZONE_FIXED", Message: "process.env.TZ cannot be changed while the host runs: all scripts share its time zone. Start the host with TZ=" + s + ", or name the zone where dates are formatted: { timeZone: \"" + s + "\" }"})
	}
	e.written[key] = &s
	return true
}

// Has implements goja.DynamicObject.
func (e *environment) Has(key string) bool {
	_, ok := e.value(key)
	return ok
}

// Delete implements goja.DynamicObject.
func (e *environment) Delete(key string) bool {
	if now, _ := e.value(key); key == "TZ" && now != "" {
		e.vm.Throw(&jsapi.Error{Code: "ERR_TIME_ZONE_FIXED", Message: "process.env.TZ cannot be removed while the host runs: all scripts share its time zone. Start the host without TZ"})
	}
	e.written[key] = nil
	return true
}

// Keys implements goja.DynamicObject.
func (e *environment) Keys() []string {
	seen := map[string]bool{}
	for _, pair := range e.environ() {
		for n := 1; n < len(pair); n++ {
			if pair[n] == '=' {
				seen[pair[:n]] = true
				break
			}
		}
	}
	for key, v := range e.written {
		seen[key] = v != nil
	}
	var keys []string
	for key, ok := range seen {
		if ok {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	return keys
}
