package goja

import "github.com/dop251/goja/unistring"

// htmlMethods are the methods of strings that put a tag around them.
var htmlMethods = []htmlMethod{
	{"anchor", "a", "name"}, {"big", "big", ""}, {"blink", "blink", ""}, {"bold", "b", ""}, {"fixed", "tt", ""},
	{"fontcolor", "font", "color"}, {"fontsize", "font", "size"}, {"italics", "i", ""}, {"link", "a", "href"},
	{"small", "small", ""}, {"strike", "strike", ""}, {"sub", "sub", ""}, {"sup", "sup", ""},
}

type htmlMethod struct{ name, tag, attribute string }

func (r *Runtime) htmlMethod(m htmlMethod) Value {
	length := 0
	if m.attribute != "" {
		length = 1
	}
	return r.methodProp(func(call FunctionCall) Value {
		r.checkObjectCoercible(call.This)
		s := call.This.toString()
		var b StringBuilder
		b.WriteString(asciiString("<" + m.tag))
		if m.attribute != "" {
			b.WriteString(asciiString(" " + m.attribute + "=\""))
			value := call.Argument(0).toString()
			for i := range value.Length() {
				if c := value.CharAt(i); c == '"' {
					b.WriteString(asciiString("&quot;"))
				} else {
					b.WriteRune(rune(c))
				}
			}
			b.WriteRune('"')
		}
		b.WriteRune('>')
		b.WriteString(s)
		b.WriteString(asciiString("</" + m.tag + ">"))
		return b.String()
	}, unistring.String(m.name), length)
}
