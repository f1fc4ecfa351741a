package infer

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The outputs in testdata were recorded from the programs themselves, which
// asked a server that played the provider: pi 0.73.1, Claude Code 2.1.330,
// codex 0.169.0.
func TestRecordedOutput(t *testing.T) {
	for _, c := range []struct {
		file, adapter string
		want          Reply
	}{
		{"pi.jsonl", "pi", Reply{Text: "Hello there", Answered: true, Model: "m1", Provider: "fake", Final: true, Usage: &Usage{
			InputTokens: 8, OutputTokens: 7, TotalTokens: 18, CacheReadTokens: 3,
			CostInput: new(0.000024), CostOutput: new(0.000105), CostTotal: new(0.00012989999999999999)}}},
		{"pi-limited.jsonl", "pi", Reply{Answered: true, Failure: "429 Rate limit reached", Model: "m1", Provider: "fake"}},
		{"claude.jsonl", "claude", Reply{Text: "Hello there", Answered: true, Model: "claude-haiku-4-5", Provider: "anthropic", Final: true, Usage: &Usage{
			InputTokens: 8, OutputTokens: 7, TotalTokens: 19, CacheReadTokens: 3, CacheWriteTokens: 1, CostTotal: new(0.00004455)}}},
		{"codex.jsonl", "codex", Reply{Text: "Hello there", Answered: true, Provider: "openai", Final: true, Usage: &Usage{
			InputTokens: 8, OutputTokens: 7, TotalTokens: 18, CacheReadTokens: 3}}},
	} {
		text, err := os.ReadFile("testdata/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := adapterOf(c.adapter, nil)
		p := a.Parser()
		for line := range bytes.Lines(text) {
			if !p.Line(line) {
				t.Errorf("%s: not an event: %s", c.file, line)
			}
		}
		if diff := cmp.Diff(p.Reply(), c.want); diff != "" {
			t.Errorf("%s: %s", c.file, diff)
		}
	}
}

func TestReplies(t *testing.T) {
	for name, c := range map[string]struct {
		adapter, lines string
		want           Reply
	}{
		"pi: usage of every turn": {"pi", saysWith("one", "a", 5, 1) + saysWith("two", "a", 7, 2), Reply{Text: "two", Answered: true, Model: "m", Provider: "a", Final: true,
			Usage: &Usage{InputTokens: 12, TotalTokens: 12, CostInput: new(float64(3)), CostOutput: new(float64(0)), CostTotal: new(float64(3))}}},
		"pi: turns alone":      {"pi", strings.ReplaceAll(says("x"), "message_end", "turn_end"), Reply{Text: "x", Answered: true, Model: "m", Provider: "anthropic", Final: true, Usage: &Usage{InputTokens: 19, TotalTokens: 19, CostInput: new(float64(0.03)), CostOutput: new(float64(0)), CostTotal: new(float64(0.03))}}},
		"pi: it goes on":       {"pi", saysWith("x", "a", 0, 0) + `{"type":"agent_start"}`, Reply{Text: "x", Answered: true, Model: "m", Provider: "a"}},
		"pi: aborted":          {"pi", `{"type":"message_end","message":{"role":"assistant","content":[],"stopReason":"aborted"}}`, Reply{Answered: true, Failure: "the answer ended with aborted"}},
		"pi: the user's words": {"pi", `{"type":"message_end","message":{"role":"user","content":[{"type":"text","text":"x"}]}}`, Reply{}},
		"claude: an error":     {"claude", `{"type":"result","subtype":"error_max_turns","is_error":true}`, Reply{Answered: true, Failure: "error_max_turns", Provider: "anthropic", Final: true}},
		"claude: a refusal":    {"claude", `{"type":"result","subtype":"success","is_error":true,"result":"Invalid API key"}`, Reply{Answered: true, Failure: "Invalid API key", Provider: "anthropic", Final: true}},
		"codex: a failed turn": {"codex", `{"type":"error","message":"again"}` + "\n" + `{"type":"turn.failed","error":{"message":"usage limit"}}`, Reply{Answered: true, Failure: "usage limit", Provider: "openai"}},
		"codex: an error mended": {"codex", `{"type":"error","message":"Reconnecting"}` + "\n" + `{"type":"item.completed","item":{"type":"agent_message","text":"ok"}}` + "\n" + `{"type":"turn.completed"}`,
			Reply{Answered: true, Text: "ok", Provider: "openai", Final: true}},
	} {
		a, _ := adapterOf(c.adapter, nil)
		p := a.Parser()
		for line := range strings.Lines(c.lines) {
			p.Line([]byte(line))
		}
		if diff := cmp.Diff(p.Reply(), c.want); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestArguments(t *testing.T) {
	on := false
	everything := Request{System: "S", AppendSystemPrompt: "A", Thinking: "high", Tools: []string{"read", "grep"}, Extensions: []string{"e.ts"}, NoExtensions: &on, Print: true}
	for name, c := range map[string]struct {
		command string
		r       Request
		model   string
		want    string
	}{
		"pi":                 {"pi", Request{}, "", "-p --no-session --mode json --no-extensions"},
		"pi, everything":     {"pi", everything, "anthropic/opus", "-p --no-session --mode json --extension e.ts --tools read,grep --print --models anthropic/opus:high --system-prompt S --append-system-prompt A"},
		"pi, own thinking":   {"pi", Request{Thinking: "low"}, "anthropic/opus:high", "-p --no-session --mode json --no-extensions --models anthropic/opus:high"},
		"pi, no model":       {"pi", Request{Thinking: "low", Provider: "openai", NoTools: true}, "", "-p --no-session --mode json --no-extensions --no-tools --provider openai --thinking low"},
		"pi, with flags":     {"/opt/pi --print --no-session", Request{}, "", "--print --no-session --mode json --no-extensions"},
		"claude":             {"claude -p", Request{NoTools: true}, "anthropic/haiku", "-p --output-format stream-json --verbose --no-session-persistence --strict-mcp-config --tools  --model haiku"},
		"claude, everything": {"claude", everything, "opus", "-p --output-format stream-json --verbose --no-session-persistence --mcp-config e.ts --tools read,grep --model opus --effort high --system-prompt S --append-system-prompt A"},
		"codex":              {"codex exec", Request{}, "openai-codex/gpt-5", "exec --json --ephemeral --skip-git-repo-check --sandbox read-only --model gpt-5 -"},
		"codex, everything":  {"codex", everything, "", `exec --json --ephemeral --skip-git-repo-check -c model_reasoning_effort="high" -`},
	} {
		command, err := ParseCommand(c.command, "")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Join(command.Adapter.Arguments(&c.r, c.model), " "), c.want); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	r := Request{Prompt: "P", System: "S", AppendSystemPrompt: "A"}
	if got := (codex{}).Input(&r); got != "S\n\nA\n\nP" {
		t.Errorf("codex is given %q", got)
	}
}

func TestCommands(t *testing.T) {
	for _, c := range []struct{ text, adapter, program, fault string }{
		{"", "", "pi", ""}, {"/opt/bin/codex exec", "", "/opt/bin/codex", ""}, {"my-wrapper", "pi", "my-wrapper", ""},
		{"my-wrapper", "", "", "no adapter for \"my-wrapper\""}, {"pi", "gemini", "", "no adapter for \"gemini\""},
	} {
		got, err := ParseCommand(c.text, c.adapter)
		if got.Program != c.program || (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%q, %q: %+v, %v", c.text, c.adapter, got, err)
		}
	}
}

// FuzzParsers feeds what a program might print: nothing may panic.
func FuzzParsers(f *testing.F) {
	for _, name := range []string{"pi.jsonl", "claude.jsonl", "codex.jsonl"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range bytes.Lines(text) {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		for _, name := range Adapters() {
			a, _ := adapterOf(name, nil)
			p := a.Parser()
			if !p.Line(line) && p.Reply().Answered {
				t.Errorf("%s: an answer from what is no event: %q", name, line)
			}
		}
		extractJSON(string(line))
	})
}
