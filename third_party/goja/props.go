package goja

import (
	"math"

	"github.com/dop251/goja/unistring"
)

// The own string-keyed properties of an object are kept in one of two forms.
//
// Most objects are "shaped": the names stand, in the order they were added, in a shape that all objects built the
// same way share, and the object itself has but a slice of values. Making such an object, copying it and visiting
// its properties costs no hashing and one allocation.
//
// An object used as a dictionary - with many properties, with integer-like names (these are enumerated first and
// in numeric order), with unusually long names, or one from which properties were deleted - has a map and a list
// of names of its own.
//
// The zero value of both is an object without properties.

const (
	// maxShapedProps is how many properties a shaped object may have.
	maxShapedProps = 48
	// maxShapedName is how long, in bytes, a name of a shape may be.
	maxShapedName = 64
	// maxShapes bounds the shapes of a runtime, and with it what objects used as dictionaries can leave behind.
	maxShapes = 8192
	// linearProps is up to how many names are compared one by one.
	linearProps = 8
	// patience is how often the names of a larger shape are, before it gets an index: shapes that are only passed
	// through while an object is built get none.
	patience = 32
)

type shape struct {
	names []unistring.String
	index map[unistring.String]int // nil until it is needed
	finds int

	// The shapes with one more property: the one used last, and all once there are several.
	nextName unistring.String
	next     *shape
	others   map[unistring.String]*shape

	parent  *shape
	reach   int // the most properties that a descendant has
	claimed bool
	keys    []Value // the names as values, nil until they are needed
}

// shapes are the shapes of one runtime.
type shapes struct {
	root  shape
	count int
}

func (s *shape) find(name unistring.String) int {
	if len(s.names) <= linearProps {
		for i, n := range s.names {
			if n == name {
				return i
			}
		}
		return -1
	}
	return s.findIndexed(name)
}

func (s *shape) findIndexed(name unistring.String) int {
	if s.index == nil {
		if s.finds++; s.finds < patience {
			for i, n := range s.names {
				if n == name {
					return i
				}
			}
			return -1
		}
		s.index = make(map[unistring.String]int, len(s.names))
		for i, n := range s.names {
			s.index[n] = i
		}
	}
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}

// keyValues are the names as values; they must not be changed.
func (s *shape) keyValues() []Value {
	if s.keys == nil && len(s.names) > 0 {
		s.keys = make([]Value, len(s.names))
		for i, n := range s.names {
			s.keys[i] = stringValueFromRaw(n)
		}
	}
	return s.keys
}

// with is the shape that has name in addition, or nil if there shall be none.
func (s *shape) with(all *shapes, name unistring.String) *shape {
	if s.next != nil && s.nextName == name {
		return s.next
	}
	return s.withOther(all, name)
}

func (s *shape) withOther(all *shapes, name unistring.String) *shape {
	if n := s.others[name]; n != nil {
		s.nextName, s.next = name, n
		return n
	}
	if len(s.names) >= maxShapedProps || len(name) > maxShapedName || all.count >= maxShapes ||
		strToArrayIdx(name) != math.MaxUint32 {
		return nil
	}
	n := &shape{parent: s, reach: len(s.names) + 1}
	if s.claimed {
		n.names = append(s.names[:len(s.names):len(s.names)], name)
	} else {
		n.names = append(s.names, name)
		s.claimed = true
	}
	all.count++
	if s.next != nil {
		if s.others == nil {
			s.others = map[unistring.String]*shape{s.nextName: s.next}
		}
		s.others[name] = n
	}
	s.nextName, s.next = name, n
	for p := s; p != nil && p.reach < n.reach; p = p.parent {
		p.reach = n.reach
	}
	return n
}

// room is the capacity that the slots of an object of this shape should grow to.
func (s *shape) room() int {
	n := len(s.names)
	most := 4
	if n > 2 {
		most = 2 * n
	}
	if s.reach < most {
		most = s.reach
	}
	if most < n {
		return n
	}
	return most
}

// dictionary holds the properties of an object that is not shaped. A name that is not among the values, or the
// other way round, is the business of templatedObject.
type dictionary struct {
	values map[unistring.String]Value
	names  []unistring.String

	lastSortedPropLen, idxPropCount int
}

// allShapes is where new shapes of o are counted, nil for an object without a runtime.
func (o *baseObject) allShapes() *shapes {
	if o.val == nil || o.val.runtime == nil {
		return nil
	}
	return &o.val.runtime.shapes
}

// ownValue is the property's value or *valueProperty, nil if there is none.
func (o *baseObject) ownValue(name unistring.String) Value {
	if s := o.shape; s != nil {
		if i := s.find(name); i >= 0 {
			return o.slots[i]
		}
		return nil
	}
	if o.dict != nil {
		return o.dict.values[name]
	}
	return nil
}

func (o *baseObject) hasOwnValue(name unistring.String) bool {
	if s := o.shape; s != nil {
		return s.find(name) >= 0
	}
	if o.dict != nil {
		_, exists := o.dict.values[name]
		return exists
	}
	return false
}

// assignOwnValue sets a property that exists.
func (o *baseObject) assignOwnValue(name unistring.String, v Value) {
	if s := o.shape; s != nil {
		o.slots[s.find(name)] = v
		return
	}
	o.dict.values[name] = v
}

// addOwnValue adds a property that does not exist.
func (o *baseObject) addOwnValue(name unistring.String, v Value) {
	if o.dict == nil {
		if all := o.allShapes(); all != nil {
			s := o.shape
			if s == nil {
				s = &all.root
			}
			if n := s.with(all, name); n != nil {
				o.addSlot(n, v)
				return
			}
		}
		o.toDictionary()
	}
	d := o.dict
	names := copyNamesIfNeeded(d.names, 1)
	d.names = append(names, name)
	d.values[name] = v
}

// addSlot adds a value as the last property of shape s, the successor of the object's own.
func (o *baseObject) addSlot(s *shape, v Value) {
	if len(o.slots) == cap(o.slots) {
		slots := make([]Value, len(o.slots), s.room())
		copy(slots, o.slots)
		o.slots = slots
	}
	o.slots = append(o.slots, v)
	o.shape = s
}

// putOwnValue sets or adds a property.
func (o *baseObject) putOwnValue(name unistring.String, v Value) {
	if s := o.shape; s != nil {
		if i := s.find(name); i >= 0 {
			o.slots[i] = v
			return
		}
	} else if o.dict != nil {
		if _, exists := o.dict.values[name]; exists {
			o.dict.values[name] = v
			return
		}
	}
	o.addOwnValue(name, v)
}

// toDictionary gives the object a map and names of its own.
func (o *baseObject) toDictionary() *dictionary {
	if o.dict != nil {
		return o.dict
	}
	d := &dictionary{values: make(map[unistring.String]Value, len(o.slots)+1)}
	if s := o.shape; s != nil {
		d.names = make([]unistring.String, len(s.names), len(s.names)+2)
		copy(d.names, s.names)
		for i, n := range d.names {
			d.values[n] = o.slots[i]
		}
		d.lastSortedPropLen = len(d.names) // No name of a shape is integer-like.
	}
	o.shape, o.slots, o.dict = nil, nil, d
	return d
}

// ownNames are the names in their order; they must not be changed.
func (o *baseObject) ownNames() []unistring.String {
	if s := o.shape; s != nil {
		return s.names[:len(s.names):len(s.names)]
	}
	if o.dict != nil {
		o.ensurePropOrder()
		return o.dict.names
	}
	return nil
}

// indexedProps is how many of the properties have integer-like names.
func (o *baseObject) indexedProps() int {
	if o.dict == nil {
		return 0
	}
	o.ensurePropOrder()
	return o.dict.idxPropCount
}

// plainSlots tells whether o is an ordinary object that is shaped, has no symbols, and no accessor, hidden or
// read-only property: whoever copies its slots has copied the object.
func (o *baseObject) plainSlots() bool {
	if o.dict != nil || o.symValues != nil && o.symValues.size > 0 {
		return false
	}
	return !o.specialSlots()
}

// specialSlots tells whether a slot holds an accessor, or a hidden or read-only property.
func (o *baseObject) specialSlots() bool {
	for _, v := range o.slots {
		if _, special := v.(*valueProperty); special {
			return true
		}
	}
	return false
}

// copySlots gives target, if it is an empty ordinary object, the enumerable own properties of source at once. It
// reports false, having done nothing, where that must be done one by one.
func copySlots(target, source *Object) bool {
	from, ok := source.self.(*baseObject)
	if !ok || from.shape == nil || !from.plainSlots() {
		return false
	}
	to, ok := target.self.(*baseObject)
	if !ok || to.shape != nil || to.dict != nil || to.symValues != nil || !to.extensible || target.runtime != source.runtime {
		return false
	}
	to.shape = from.shape
	to.slots = make([]Value, len(from.slots), from.shape.room())
	copy(to.slots, from.slots)
	return true
}

// A Record makes an ordinary object property by property, as an object literal or JSON.parse does: no setter and no
// prototype is asked. It is much faster than Object.Set.
type Record struct {
	val  *Object
	base *baseObject
}

// NewRecord begins an object.
func (r *Runtime) NewRecord() Record {
	o := r.NewObject()
	return Record{val: o, base: o.self.(*baseObject)}
}

// Define adds a property, or replaces the value of the one that has the name. The name is UTF-8.
func (rec Record) Define(name []byte, v Value) {
	o := rec.base
	if o.dict == nil {
		s := o.shape
		if s == nil {
			s = &o.val.runtime.shapes.root
		}
		if s.next != nil && string(s.nextName) == string(name) {
			o.addSlot(s.next, v)
			return
		}
	}
	o.putOwnValue(unistring.NewFromString(string(name)), v)
}

// Object is the object.
func (rec Record) Object() *Object { return rec.val }

// NewArrayOf makes an array that takes over values.
func (r *Runtime) NewArrayOf(values []Value) *Object {
	return r.newArrayValues(values)
}

// StringOf is ToValue for a string, which is UTF-8.
func StringOf(s string) String {
	if isASCII(s) {
		return asciiString(s)
	}
	if len(s) > 16 {
		return &importedString{s: s}
	}
	return newStringValue(s)
}

// SameString tells whether v is an ASCII string with these bytes.
func SameString(v String, ascii []byte) bool {
	a, ok := v.(asciiString)
	return ok && string(a) == string(ascii)
}
