package infer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Agent is a definition of how requests are answered: a Markdown file whose
// front matter says with what, and whose text is the system prompt.
type Agent struct {
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	Model       string `yaml:"model"`
	Task        string `yaml:"task"`
	Thinking    string `yaml:"thinking"`
	// Tools are the only ones lent to the model; an empty list that is there
	// lends none.
	Tools      *words `yaml:"tools"`
	NoTools    bool   `yaml:"noTools"`
	Extensions words  `yaml:"extensions"`
	// System is the text below the front matter.
	System string `yaml:"-"`
	// Path is the file; empty for a built-in profile.
	Path string `yaml:"-"`
}

// words is a list, or a text with commas.
type words []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (w *words) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	if node.Kind == yaml.ScalarNode {
		list = strings.Split(node.Value, ",")
	} else if err := node.Decode(&list); err != nil {
		return err
	}
	for _, word := range list {
		if word = strings.TrimSpace(word); word != "" {
			*w = append(*w, word)
		}
	}
	return nil
}

// profiles are the agents that need no file.
var profiles = map[string]Agent{
	"classifier": {Task: "classification", NoTools: true,
		System: "You classify what you are given. Answer with the class alone, exactly as it was offered to you, or with the JSON that was asked for. Explain nothing."},
	"reflector": {Task: "reasoning", NoTools: true,
		System: "You look back at what was done and say what can be learned from it: what worked, what did not, and what to do differently. Use only what you are given, and say so when it does not suffice."},
	"triage": {Task: "classification", NoTools: true,
		System: "You decide what needs attention and how soon. Weigh impact and urgency, choose the least alarming level that is right, and give the one reason that decides."},
}

// agentName is what an agent may be called: never a path.
var agentName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*$`)

// ancestors is how many folders upwards agents are looked for, the first one
// included.
const ancestors = 9

// FindAgent finds the definition of an agent: .pi/agents in dir and eight
// folders above it, .pi/agent/agents in home, agents in dir and those above,
// then the built-in profiles.
func FindAgent(name, dir, home string) (Agent, error) {
	if !agentName.MatchString(name) {
		return Agent{}, fail(CodeAgent, "infer: agent %q: a name has letters, digits, \"-\", \"_\" and \".\" only", name)
	}
	var places []string
	above := func(sub ...string) {
		folder := dir
		for range ancestors {
			places = append(places, filepath.Join(append([]string{folder}, sub...)...))
			if filepath.Dir(folder) == folder {
				break
			}
			folder = filepath.Dir(folder)
		}
	}
	above(".pi", "agents")
	if home != "" {
		places = append(places, filepath.Join(home, ".pi", "agent", "agents"))
	}
	above("agents")
	for _, place := range places {
		file := filepath.Join(place, name+".md")
		text, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Agent{}, &Error{Kind: CodeAgent, Message: fmt.Sprintf("infer: agent %q: %v", name, err), Cause: err}
		}
		agent, err := parseAgent(string(text))
		if err != nil {
			return Agent{}, &Error{Kind: CodeAgent, Message: fmt.Sprintf("infer: agent %q: %s: %v", name, file, err), Cause: err}
		}
		agent.Name, agent.Path = name, file
		return agent, nil
	}
	if agent, ok := profiles[name]; ok {
		agent.Name = name
		return agent, nil
	}
	return Agent{}, fail(CodeAgent, "infer: there is no agent %q: want %s.md in .pi/agents of %s or a folder above it, or in ~/.pi/agent/agents", name, name, dir)
}

// parseAgent reads a definition: YAML between two lines of "---", then text.
// A file without front matter is a system prompt alone.
func parseAgent(text string) (Agent, error) {
	var a Agent
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	if head, ok := strings.CutPrefix(text, "---\n"); ok {
		front, body, closed := strings.Cut("\n"+head, "\n---")
		if !closed {
			return a, errors.New("the front matter has no closing line \"---\"")
		}
		if err := yaml.Unmarshal([]byte(front), &a); err != nil {
			return a, fmt.Errorf("front matter: %w", err)
		}
		_, text, _ = strings.Cut(body, "\n")
	}
	a.System = strings.TrimSpace(text)
	return a, nil
}

// apply fills in what the request itself does not say.
func (a Agent) apply(r *Request) {
	first := func(own *string, agents string) {
		if *own == "" {
			*own = agents
		}
	}
	first(&r.Model, a.Model)
	first(&r.Task, a.Task)
	first(&r.Thinking, a.Thinking)
	first(&r.System, a.System)
	if len(r.Tools) == 0 && !r.NoTools {
		switch {
		case a.NoTools, a.Tools != nil && len(*a.Tools) == 0:
			r.NoTools = true
		case a.Tools != nil:
			r.Tools = slices.Clone(*a.Tools)
		}
	}
	if len(r.Extensions) == 0 {
		r.Extensions = slices.Clone(a.Extensions)
	}
	if r.NoExtensions == nil && len(a.Extensions) > 0 {
		off := false
		r.NoExtensions = &off
	}
}
