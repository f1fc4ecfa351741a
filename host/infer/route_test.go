package infer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRoutes(t *testing.T) {
	routes, err := ParseRoutes(map[string]string{"classification": "anthropic/haiku, openai/mini", "default": "anthropic/sonnet", "fallback": "openai/gpt,anthropic/haiku"})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		r    Request
		want []string
	}{
		"a task":                {Request{Task: "classification"}, []string{"anthropic/haiku", "openai/mini", "openai/gpt"}},
		"a task without models": {Request{Task: "vision"}, []string{"anthropic/sonnet", "openai/gpt", "anthropic/haiku"}},
		"no task":               {Request{}, []string{"anthropic/sonnet", "openai/gpt", "anthropic/haiku"}},
		"a model first":         {Request{Model: "openai/gpt"}, []string{"openai/gpt", "anthropic/sonnet", "anthropic/haiku"}},
		"one attempt":           {Request{Model: "x/y", MaxAttempts: 1}, []string{"x/y"}},
		"five attempts":         {Request{Model: "x/y", MaxAttempts: 5}, []string{"x/y", "anthropic/sonnet", "openai/gpt", "anthropic/haiku"}},
		"a provider":            {Request{Task: "classification", Provider: "openai"}, []string{"openai/mini", "openai/gpt"}},
		"a provider's model":    {Request{Model: "opus", Provider: "anthropic", MaxAttempts: 1}, []string{"anthropic/opus"}},
		"another's model":       {Request{Model: "openai/gpt", Provider: "anthropic", MaxAttempts: 2}, []string{"openai/gpt", "anthropic/sonnet"}},
		"a provider of nothing": {Request{Task: "classification", Provider: "openai-codex"}, []string{""}},
		"a policy":              {Request{Task: "vision", Policy: &Policy{Models: []string{"p/1"}, Fallbacks: []string{"p/2"}}}, []string{"p/1", "p/2"}},
		"a policy of none":      {Request{Policy: &Policy{}}, []string{""}},
	} {
		c.r.Prompt = "x"
		if err := c.r.check(); err != nil {
			t.Fatal(err)
		}
		got, refused := routes.models(&c.r, false)
		if refused != nil {
			t.Errorf("%s: %v", name, refused)
		}
		if diff := cmp.Diff(got, c.want); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for task, models := range map[string]string{"digests": "a/b", "digest": "a/b,,c", "json": "", "simple": "--flag"} {
		if _, err := ParseRoutes(map[string]string{task: models}); err == nil || !strings.Contains(err.Error(), task) {
			t.Errorf("%s=%q: %v", task, models, err)
		}
	}
}

func TestAgents(t *testing.T) {
	root, home := t.TempDir(), t.TempDir()
	deep := filepath.Join(root, "1", "2", "3", "4", "5", "6", "7", "8")
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(deep+"/9", 0o755); err != nil {
		t.Fatal(err)
	}
	write(root+"/.pi/agents/reviewer.md", "---\nname: other\ndescription: reviews\nmodel: anthropic/opus\ntools:\n  - read\n  - grep\nthinking: high\n---\n\nYou review.\n\n--- not front matter\n")
	write(deep+"/.pi/agents/near.md", "---\ntools: \"\"\n---\nNear.")
	write(root+"/.pi/agents/near.md", "Far.")
	write(home+"/.pi/agent/agents/homely.md", "---\r\nextensions: a.ts, b.ts\r\n---\r\nHome.\r\n")
	write(root+"/agents/homely.md", "Not this.")
	write(root+"/agents/classifier.md", "Mine.")
	write(root+"/agents/broken.md", "---\ntools: {a: [\n---\nx")
	write(root+"/agents/open.md", "---\nmodel: x\n")

	type agent struct {
		model, thinking, system string
		tools, extensions       []string
		noTools, discovers      bool
	}
	for _, c := range []struct {
		name, dir string
		want      agent
	}{
		{"reviewer", deep, agent{model: "anthropic/opus", thinking: "high", system: "You review.\n\n--- not front matter", tools: []string{"read", "grep"}}},
		{"near", deep, agent{system: "Near.", noTools: true}},
		{"near", filepath.Dir(deep), agent{system: "Far."}},
		{"homely", deep, agent{system: "Home.", extensions: []string{"a.ts", "b.ts"}, discovers: true}},
		{"classifier", deep, agent{system: "Mine."}},
		{"triage", deep, agent{system: profiles["triage"].System, noTools: true}},
	} {
		a, err := FindAgent(c.name, c.dir, home)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var r Request
		a.apply(&r)
		got := agent{r.Model, r.Thinking, r.System, r.Tools, r.Extensions, r.NoTools, r.discoversExtensions()}
		if diff := cmp.Diff(got, c.want, cmp.AllowUnexported(agent{})); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	for name, want := range map[string]string{"broken": "front matter", "open": "no closing line", "nobody": "there is no agent", "../agents/classifier": "letters"} {
		if _, err := FindAgent(name, deep, home); code(err) != CodeAgent || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := FindAgent("reviewer", deep+"/9", ""); code(err) != CodeAgent {
		t.Errorf("nine folders up: %v", err)
	}
	reviewer, _ := FindAgent("reviewer", deep, home)
	r := Request{Model: "m/own", NoTools: true, System: "Own."}
	reviewer.apply(&r)
	if r.Model != "m/own" || r.System != "Own." || len(r.Tools) > 0 || r.Thinking != "high" {
		t.Errorf("the request's own options do not win: %+v", r)
	}
}

func TestExtractJSON(t *testing.T) {
	for text, want := range map[string]string{
		`{"b":1,"a":2}`:                       `{"b":1,"a":2}`,
		"  [1, 2]\n":                          `[1, 2]`,
		`"just text"`:                         `"just text"`,
		"42":                                  `42`,
		"Sure!\n```json\n{\"a\": 1}\n```\nok": `{"a": 1}`,
		"```\nnot json\n```\nand\n```JSON\n[1]\n```": `[1]`,
		"```js\nx\n```\nthen {\"a\": {}} and {":      `{"a": {}}`,
		"a {curly} word, then [1, {\"x\": null}].":   `[1, {"x": null}]`,
		"[see below] {\"a\": \"}\"}":                 `{"a": "}"}`,
		"```json\r\n{\"a\": 1}\r\n```":               `{"a": 1}`,
		"no JSON here":                               "",
		"{half":                                      "",
		"":                                           "",
		strings.Repeat("{", 5000) + `{"a":1}`:        "",
	} {
		got, ok := extractJSON(text)
		if string(got) != want || ok != (want != "") {
			t.Errorf("%.40q: got %q, %v", text, got, ok)
		}
	}
}
