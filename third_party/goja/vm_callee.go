package goja

import "strings"

// A call of what is no function tells which expression was called, as V8 does, from the source: `d.nope is not a function`.

// notFunction throws for a callee that cannot be called. It is for the instruction of a call alone.
func (vm *vm) notFunction(v Value) {
	text := ""
	if vm.prg != nil && vm.prg.src != nil {
		text = calleeBefore(vm.prg.src.Source(), vm.prg.sourceOffset(vm.pc))
	}
	if text == "" {
		text = describeValue(v)
	}
	panic(vm.r.NewTypeError("%s is not a function", text))
}

// notConstructor throws for what `new` cannot make an object of.
func (vm *vm) notConstructor(v Value) {
	text := ""
	if vm.prg != nil && vm.prg.src != nil {
		source, at := vm.prg.src.Source(), vm.prg.sourceOffset(vm.pc)
		if at >= 0 && at < len(source) && strings.HasPrefix(source[at:], "new ") {
			rest := source[at+len("new "):]
			n := 0
			for n < len(rest) && (isNameByte(rest[n]) || rest[n] == '.') {
				n++
			}
			if n == len(rest) || strings.IndexByte("(; )\n,]}", rest[n]) >= 0 {
				text = strings.Trim(rest[:n], ".")
			}
		}
	}
	if text == "" {
		text = describeValue(v)
	}
	panic(vm.r.NewTypeError("%s is not a constructor", text))
}

// describeValue is a value as V8's messages have it.
func describeValue(v Value) string {
	switch v := v.(type) {
	case memberUnresolved:
		return v.ref.String()
	case *Object:
		if _, ok := v.self.assertCallable(); ok {
			return v.String()
		}
		if name := constructorName(v); name != "" {
			return "#<" + name + ">"
		}
		return "object"
	case String:
		return `"` + v.String() + `"`
	case nil:
		return "undefined"
	default:
		return v.String()
	}
}

// constructorName is the name of the function that made an object, if it can be had without running code.
func constructorName(o *Object) string {
	for p := o; p != nil; p = p.self.proto() {
		if _, ok := p.self.(*proxyObject); ok {
			return ""
		}
		if f, ok := p.self.getOwnPropStr("constructor").(*valueProperty); ok && !f.accessor {
			if c, ok := f.value.(*Object); ok {
				return ownName(c)
			}
		} else if c, ok := p.self.getOwnPropStr("constructor").(*Object); ok {
			return ownName(c)
		}
	}
	return ""
}

func ownName(f *Object) string {
	if _, ok := f.self.(*proxyObject); ok {
		return ""
	}
	v := f.self.getOwnPropStr("name")
	if p, ok := v.(*valueProperty); ok && !p.accessor {
		v = p.value
	}
	if s, ok := v.(String); ok {
		return s.String()
	}
	return ""
}

func isNameByte(c byte) bool {
	return c == '_' || c == '$' || c == '#' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// calleeBefore reads the callee of the call whose parenthesis is at an offset of the source, backwards: a
// chain of names, of what is in brackets, and of calls, which are told as `f(...)`. It is "" for all else.
func calleeBefore(source string, at int) string {
	if at <= 0 || at >= len(source) || source[at] != '(' {
		return ""
	}
	var parts []string // from the last
	end := at
	for {
		end = len(strings.TrimRight(source[:end], " \t\r\n"))
		if strings.HasSuffix(source[:end], "?.") {
			end -= 2
			continue
		}
		if end == 0 {
			return ""
		}
		switch c := source[end-1]; {
		case c == ')' || c == ']':
			open := opening(source, end-1)
			if open < 0 {
				return ""
			}
			inner := strings.TrimSpace(source[open+1 : end-1])
			before := len(strings.TrimRight(source[:open], " \t\r\n"))
			follows := before > 0 && (isNameByte(source[before-1]) || source[before-1] == ')' || source[before-1] == ']' || source[before-1] == '.') && !keywordBefore(source[:before])
			switch {
			case c == ']' && !follows:
				return ""
			case c == ']':
				name := strings.Trim(inner, `"'`)
				if len(name) != len(inner) {
					parts = append(parts, "."+name)
				} else if plainChain(inner) {
					parts = append(parts, "["+inner+"]")
				} else {
					parts = append(parts, "[...]")
				}
			case follows:
				parts = append(parts, "(...)")
			default:
				first, second, comma := strings.Cut(inner, ",")
				switch {
				case comma && strings.TrimSpace(first) == "0" && plainChain(strings.TrimSpace(second)):
					parts = append(parts, "(0 , "+strings.TrimSpace(second)+")")
				case plainChain(inner):
					parts = append(parts, inner)
				default:
					parts = append(parts, "(intermediate value)")
				}
				return join(parts)
			}
			end = open
		case isNameByte(c):
			start := end - 1
			for start > 0 && isNameByte(source[start-1]) {
				start--
			}
			name := source[start:end]
			before := strings.TrimRight(source[:start], " \t\r\n")
			if strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "..") {
				end = len(before) - 1
				if strings.HasSuffix(before, "?.") {
					end--
				}
				parts = append(parts, before[end:]+name)
				continue
			}
			if name == "super" {
				name = "(intermediate value)"
			}
			parts = append(parts, name)
			return join(parts)
		default:
			return ""
		}
	}
}

// join puts the parts of a callee together, which were read from the last to the first.
func join(parts []string) string {
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
	}
	return b.String()
}

// opening is where the bracket that is closed at an offset is opened. It is negative when there is text in quotes between
// the two that has brackets itself, or nothing opens it within reach.
func opening(source string, at int) int {
	const reach = 2000
	depth := 0
	for i := at; i >= 0 && i > at-reach; i-- {
		switch source[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth == 0 {
				if matching(source[i], source[at]) && evenQuotes(source[i:at]) {
					return i
				}
				return -1
			}
		}
	}
	return -1
}

func matching(open, closing byte) bool {
	return open == '(' && closing == ')' || open == '[' && closing == ']'
}

// evenQuotes says whether no text in quotes is open at the end.
func evenQuotes(s string) bool {
	return strings.Count(s, `"`)%2 == 0 && strings.Count(s, `'`)%2 == 0 && strings.Count(s, "`")%2 == 0
}

// plainChain says whether a text is a chain of names, or a number.
func plainChain(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		if !isNameByte(s[i]) && s[i] != '.' {
			return false
		}
	}
	return true
}

// keywordBefore says whether a source ends in a word after which a parenthesis or bracket begins an expression.
func keywordBefore(source string) bool {
	start := len(source)
	for start > 0 && isNameByte(source[start-1]) {
		start--
	}
	switch source[start:] {
	case "return", "await", "typeof", "void", "delete", "throw", "in", "of", "case", "yield", "new", "instanceof", "else", "do":
		return true
	}
	return false
}

// baseToSet is the object that has a property set.
func (vm *vm) baseToSet(base, name Value) *Object {
	if base == nil || base == _undefined || base == _null {
		panic(vm.r.NewTypeError("Cannot set properties of %s (setting '%s')", nilSafe(base), name))
	}
	return base.ToObject(vm.r)
}
