package goja

import "testing"

// TestDefaultsInPatternsOfArrowParameters checks patterns that are first read as assignments, because they follow
// a comma, and have defaults within.
func TestDefaultsInPatternsOfArrowParameters(t *testing.T) {
	for script, want := range map[string]string{
		`((a, [b, c = 1] = []) => c)(1)`:                 "1",
		`((a, [b, c = 1] = []) => [a, b, c])(1, [2])`:    "1,2,1",
		`((a, [, c = 1] = []) => c)(1, [2, 3])`:          "3",
		`((a, [b, {c = 1} = {}] = []) => c)(1)`:          "1",
		`((a, [b, [c = 1] = []] = []) => c)(1)`:          "1",
		`((a = 1, [b = a] = []) => b)()`:                 "1",
		`((a, {b, d: [c = 1] = []} = {}) => c)(1)`:       "1",
		`((a, [b = 1, ...[c = 2]] = []) => [b, c])(0)`:   "1,2",
		`let r; (async (a, [b = 3] = []) => r = b)(); r`: "3",
	} {
		v, err := New().RunString(script)
		if err != nil {
			t.Errorf("%s: %v", script, err)
		} else if got := v.String(); got != want {
			t.Errorf("%s: got %s, want %s", script, got, want)
		}
	}
	if _, err := New().RunString(`((a, [b.c] = []) => 1)`); err == nil {
		t.Error("a member expression is no binding")
	}
}
