package infer

import (
	"bytes"
	"strings"
)

// pi is the coding agent of that name, in its JSON mode.
type pi struct{ prefix []string }

// Arguments implements Adapter.
func (p pi) Arguments(r *Request, model string) []string {
	f := flags{}
	f.once(p.prefix, "-p", "--print")
	f.once(p.prefix, "--no-session")
	if !contains(p.prefix, "--mode") {
		f.value("--mode", "json")
	}
	if !r.discoversExtensions() {
		f.once(p.prefix, "--no-extensions", "-ne")
	}
	for _, extension := range r.Extensions {
		f.value("--extension", extension)
	}
	if r.NoTools {
		f.once(p.prefix, "--no-tools", "-nt")
	} else {
		f.value("--tools", strings.Join(r.Tools, ","))
	}
	if r.Print {
		f.once(p.prefix, "--print")
	}
	if model != "" {
		if r.Thinking != "" && !strings.Contains(model, ":") {
			model += ":" + r.Thinking
		}
		f.value("--models", model)
	} else {
		f.value("--provider", r.Provider)
		f.value("--thinking", r.Thinking)
	}
	f.value("--system-prompt", r.System)
	f.value("--append-system-prompt", r.AppendSystemPrompt)
	return append(append([]string{}, p.prefix...), f...)
}

// Input implements Adapter.
func (pi) Input(r *Request) string { return r.Prompt }

// Parser implements Adapter.
func (pi) Parser() Parser { return &piParser{} }

type piParser struct {
	reply    Reply
	messages *Usage // of message_end
	turns    *Usage // of turn_end, for versions that tell nothing else
	final    bool
}

type piEvent struct {
	Type    string `json:"type"`
	Message *struct {
		Role    string `json:"role"`
		Content []struct {
			Type string `json:"type"`
			Text string `json:"text"`
		} `json:"content"`
		Model         string   `json:"model"`
		ResponseModel string   `json:"responseModel"`
		Provider      string   `json:"provider"`
		Usage         *piUsage `json:"usage"`
		StopReason    string   `json:"stopReason"`
		ErrorMessage  string   `json:"errorMessage"`
	} `json:"message"`
}

type piUsage struct {
	Input      int64 `json:"input"`
	Output     int64 `json:"output"`
	CacheRead  int64 `json:"cacheRead"`
	CacheWrite int64 `json:"cacheWrite"`
	Total      int64 `json:"totalTokens"`
	Cost       *struct {
		Input  float64 `json:"input"`
		Output float64 `json:"output"`
		Total  float64 `json:"total"`
	} `json:"cost"`
}

// piUpdate starts the lines that repeat the answer with each of its words.
// They are most of the output, and nothing in them is not said again.
var piUpdate = []byte(`{"type":"message_update"`)

// Line implements Parser.
func (p *piParser) Line(line []byte) bool {
	if bytes.HasPrefix(line, piUpdate) {
		return true
	}
	var e piEvent
	if !event(line, &e) || e.Type == "" {
		return false
	}
	p.final = e.Type == "agent_end" && p.reply.Failure == "" || p.final && e.Type != "agent_start"
	m := e.Message
	if m == nil || m.Role != "assistant" || e.Type != "message_end" && e.Type != "turn_end" {
		return true
	}
	var text strings.Builder
	for _, part := range m.Content {
		if part.Type == "text" {
			text.WriteString(part.Text)
		}
	}
	p.reply = Reply{Text: text.String(), Answered: true, Model: m.Model, Provider: m.Provider}
	if m.StopReason == "error" || m.StopReason == "aborted" {
		p.reply.Failure = m.ErrorMessage
		if p.reply.Failure == "" {
			p.reply.Failure = "the answer ended with " + m.StopReason
		}
	}
	if e.Type == "message_end" {
		p.messages = p.messages.add(m.Usage.usage())
	} else {
		p.turns = p.turns.add(m.Usage.usage())
	}
	return true
}

// usage is nil when nothing was counted.
func (u *piUsage) usage() *Usage {
	if u == nil || u.Input+u.Output+u.CacheRead+u.CacheWrite+u.Total == 0 {
		return nil
	}
	out := &Usage{InputTokens: u.Input, OutputTokens: u.Output, CacheReadTokens: u.CacheRead, CacheWriteTokens: u.CacheWrite, TotalTokens: u.Total}
	if out.TotalTokens == 0 {
		out.TotalTokens = u.Input + u.Output + u.CacheRead + u.CacheWrite
	}
	if u.Cost != nil {
		out.CostInput, out.CostOutput, out.CostTotal = &u.Cost.Input, &u.Cost.Output, &u.Cost.Total
	}
	return out
}

// Reply implements Parser.
func (p *piParser) Reply() Reply {
	r := p.reply
	r.Final = p.final
	if r.Usage = p.messages; r.Usage == nil {
		r.Usage = p.turns
	}
	return r
}
