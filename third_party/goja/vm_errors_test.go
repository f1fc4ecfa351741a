package goja

import "testing"

// Reading from nothing is told as Node tells it.
func TestReadFromNothing(t *testing.T) {
	for code, want := range map[string]string{
		`let n = null; n.foo`:                             "TypeError: Cannot read properties of null (reading 'foo')",
		`let u; u.foo.bar`:                                "TypeError: Cannot read properties of undefined (reading 'foo')",
		`let o = {}; o.a.b()`:                             "TypeError: Cannot read properties of undefined (reading 'b')",
		`let n = null; n.f()`:                             "TypeError: Cannot read properties of null (reading 'f')",
		`let n = null, k = "key"; n[k]`:                   "TypeError: Cannot read properties of null (reading 'key')",
		`let n = null, k = "key"; n[k]()`:                 "TypeError: Cannot read properties of null (reading 'key')",
		`let u; u[0]`:                                     "TypeError: Cannot read properties of undefined (reading '0')",
		`class A { m() { return this.x.y } } new A().m()`: "TypeError: Cannot read properties of undefined (reading 'y')",
		`class B extends Object { m() { return super.q.z } } new B().m()`: "TypeError: Cannot read properties of undefined (reading 'z')",
	} {
		_, err := New().RunString("try { " + code + " } catch (e) { throw String(e) }")
		if e, ok := err.(*Exception); !ok || e.Value().String() != want {
			t.Errorf("%s: got %v, want %s", code, err, want)
		}
	}
}
