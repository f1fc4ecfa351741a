package infer

import (
	"slices"
	"strings"
)

// claude is Claude Code, in its streaming JSON mode.
type claude struct{ prefix []string }

func contains(words []string, word string) bool { return slices.Contains(words, word) }

// Arguments implements Adapter.
func (c claude) Arguments(r *Request, model string) []string {
	f := flags{}
	f.once(c.prefix, "-p", "--print")
	if !contains(c.prefix, "--output-format") {
		f.value("--output-format", "stream-json")
	}
	f.once(c.prefix, "--verbose") // which stream-json asks for
	f.once(c.prefix, "--no-session-persistence")
	if !r.discoversExtensions() {
		f.once(c.prefix, "--strict-mcp-config")
	}
	for _, extension := range r.Extensions {
		f.value("--mcp-config", extension)
	}
	switch {
	case r.NoTools:
		f = append(f, "--tools", "")
	case len(r.Tools) > 0:
		f.value("--tools", strings.Join(r.Tools, ","))
	}
	model = strings.TrimPrefix(model, "anthropic/")
	f.value("--model", model)
	switch r.Thinking {
	case "minimal":
		f.value("--effort", "low")
	case "low", "medium", "high", "xhigh":
		f.value("--effort", r.Thinking)
	}
	f.value("--system-prompt", r.System)
	f.value("--append-system-prompt", r.AppendSystemPrompt)
	return append(append([]string{}, c.prefix...), f...)
}

// Input implements Adapter.
func (claude) Input(r *Request) string { return r.Prompt }

// Parser implements Adapter.
func (claude) Parser() Parser { return &claudeParser{} }

type claudeParser struct{ reply Reply }

type claudeEvent struct {
	Type    string `json:"type"`
	Message *struct {
		Model   string `json:"model"`
		Content []struct {
			Type string `json:"type"`
			Text string `json:"text"`
		} `json:"content"`
	} `json:"message"`
	// Of the line that ends the output:
	Subtype string       `json:"subtype"`
	IsError bool         `json:"is_error"`
	Result  string       `json:"result"`
	Errors  []string     `json:"errors"`
	Cost    *float64     `json:"total_cost_usd"`
	Usage   *claudeUsage `json:"usage"`
}

type claudeUsage struct {
	Input      int64 `json:"input_tokens"`
	Output     int64 `json:"output_tokens"`
	CacheRead  int64 `json:"cache_read_input_tokens"`
	CacheWrite int64 `json:"cache_creation_input_tokens"`
}

// Line implements Parser.
func (p *claudeParser) Line(line []byte) bool {
	var e claudeEvent
	if !event(line, &e) || e.Type == "" {
		return false
	}
	switch e.Type {
	case "assistant":
		if e.Message == nil {
			break
		}
		var text strings.Builder
		for _, part := range e.Message.Content {
			if part.Type == "text" {
				text.WriteString(part.Text)
			}
		}
		p.reply.Answered, p.reply.Provider, p.reply.Model = true, "anthropic", e.Message.Model
		if text.Len() > 0 {
			p.reply.Text = text.String()
		}
	case "result":
		p.reply.Provider, p.reply.Answered, p.reply.Final = "anthropic", true, true
		if e.IsError || e.Subtype != "" && e.Subtype != "success" {
			p.reply.Failure = strings.Join(append(e.Errors, e.Result), " ")
			if strings.TrimSpace(p.reply.Failure) == "" {
				p.reply.Failure = e.Subtype
			}
		} else {
			p.reply.Text = e.Result
		}
		if u := e.Usage; u != nil {
			p.reply.Usage = &Usage{InputTokens: u.Input, OutputTokens: u.Output, CacheReadTokens: u.CacheRead, CacheWriteTokens: u.CacheWrite,
				TotalTokens: u.Input + u.Output + u.CacheRead + u.CacheWrite, CostTotal: e.Cost}
		}
	}
	return true
}

// Reply implements Parser.
func (p *claudeParser) Reply() Reply { return p.reply }
