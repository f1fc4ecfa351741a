package host

import (
	"testing"

	"systembus/jsapi"
	"systembus/jsapi/uses"
)

func TestCallsWithoutATimeout(t *testing.T) {
	for _, tt := range []struct {
		call string
		want bool // it may have one
	}{
		{`run(["a"])`, false},
		{`run(["a"], {})`, false},
		{`run(["a"], { cwd: "/" })`, false},
		{`run(["a"], { timeout: 5 })`, true},
		{`run(["a"], { "timeout": 5 })`, true},
		{`run(["a"], { timeout })`, true},
		{`run(["a"], options)`, true},
		{`run(["a"], { ...options })`, true},
		{`run(...all)`, true},
		{`run(["a"], ...all)`, true},
		{`run(["a"], { [key]: 1 })`, true},
		{`run(["a"], { get timeout() { return 5; } })`, true},
	} {
		tree, err := jsapi.Parse("x.js", []byte(`const { run } = require("host:subprocess"); `+tt.call))
		if err != nil {
			t.Fatal(err)
		}
		found := uses.Find(tree, func(name string) bool { return timed[name] })
		if len(found) != 1 {
			t.Fatalf("%s: found %v", tt.call, found)
		}
		if got := mayTime(found[0].Args); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.call, got, tt.want)
		}
	}
}
