package infer

import (
	"encoding/json"
	"strings"
)

// codex is OpenAI's agent, in its JSON mode. It has no system prompt of a
// request's own: that stands before the prompt.
type codex struct{ prefix []string }

// Arguments implements Adapter.
func (c codex) Arguments(r *Request, model string) []string {
	f := flags{}
	f.once(c.prefix, "exec", "e")
	f.once(c.prefix, "--json")
	f.once(c.prefix, "--ephemeral")
	f.once(c.prefix, "--skip-git-repo-check")
	if !contains(c.prefix, "--sandbox") && !contains(c.prefix, "-s") && (r.NoTools || len(r.Tools) == 0) {
		f.value("--sandbox", "read-only")
	}
	for _, provider := range []string{"openai/", "openai-codex/"} {
		model = strings.TrimPrefix(model, provider)
	}
	f.value("--model", model)
	if r.Thinking != "" && r.Thinking != "off" {
		effort, _ := json.Marshal(r.Thinking) // a word
		f.value("-c", "model_reasoning_effort="+string(effort))
	}
	f = append(f, "-") // the prompt comes on standard input
	return append(append([]string{}, c.prefix...), f...)
}

// Input implements Adapter.
func (codex) Input(r *Request) string {
	var parts []string
	for _, part := range []string{r.System, r.AppendSystemPrompt, r.Prompt} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n\n")
}

// Parser implements Adapter.
func (codex) Parser() Parser { return &codexParser{} }

type codexParser struct{ reply Reply }

type codexEvent struct {
	Type    string `json:"type"`
	Message string `json:"message"`
	Item    *struct {
		Type string `json:"type"`
		Text string `json:"text"`
	} `json:"item"`
	Error *struct {
		Message string `json:"message"`
	} `json:"error"`
	Usage *struct {
		Input  int64 `json:"input_tokens"`
		Cached int64 `json:"cached_input_tokens"`
		Output int64 `json:"output_tokens"`
	} `json:"usage"`
}

// Line implements Parser.
func (p *codexParser) Line(line []byte) bool {
	var e codexEvent
	if !event(line, &e) || e.Type == "" {
		return false
	}
	p.reply.Provider = "openai"
	switch e.Type {
	case "item.completed":
		if e.Item != nil && e.Item.Type == "agent_message" {
			p.reply.Answered, p.reply.Text, p.reply.Failure = true, e.Item.Text, ""
		}
	case "turn.completed":
		p.reply.Failure, p.reply.Final = "", true // what an error event told was overcome
		if u := e.Usage; u != nil {
			// Cached input is part of the input there.
			p.reply.Usage = p.reply.Usage.add(&Usage{InputTokens: u.Input - u.Cached, CacheReadTokens: u.Cached, OutputTokens: u.Output, TotalTokens: u.Input + u.Output})
		}
	case "turn.failed":
		p.reply.Answered = true
		if p.reply.Failure = "the turn failed"; e.Error != nil {
			p.reply.Failure = e.Error.Message
		}
	case "error":
		p.reply.Answered, p.reply.Failure = true, e.Message
	}
	return true
}

// Reply implements Parser.
func (p *codexParser) Reply() Reply { return p.reply }
