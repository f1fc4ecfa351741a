package infer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"systembus/host/spelling"
)

// Routes are the models to try by task, the best first. "default" is for
// tasks without models of their own, and for requests without a task;
// "fallback" comes after those of any task. Without any, the program's own
// default model is asked.
type Routes map[string][]string

// fallback is the name of the route that comes last.
const fallback = "fallback"

// ParseRoutes reads routes as settings have them: models by task, separated
// by commas.
func ParseRoutes(settings map[string]string) (Routes, error) {
	known := append(Tasks(), fallback)
	routes := Routes{}
	for _, task := range slices.Sorted(maps.Keys(settings)) {
		if !slices.Contains(known, task) {
			return nil, fmt.Errorf("models of %q: there is no such task%s; want one of %s", task, spelling.DidYouMean(task, known), strings.Join(known, ", "))
		}
		for model := range strings.SplitSeq(settings[task], ",") {
			if model = strings.TrimSpace(model); model == "" || strings.HasPrefix(model, "-") {
				return nil, fmt.Errorf("models of %q: %q names no model; want such as \"anthropic/claude-haiku-4-5, openai/gpt-5-mini\"", task, settings[task])
			}
			routes[task] = append(routes[task], model)
		}
	}
	return routes, nil
}

// models lists what is to be tried for a request, without repetition: its own
// model, those of its policy or task, the fallbacks. There is at least one;
// the empty name is the program's own choice.
func (rs Routes) models(r *Request, strict bool) ([]string, *Error) {
	first, last := rs[r.Task], rs[fallback]
	if len(first) == 0 {
		first = rs["default"]
	}
	if r.Policy != nil {
		first, last = r.Policy.Models, r.Policy.Fallbacks
	}
	model := r.qualified(r.Model)
	if strict && model != "" && !strings.Contains(model, "/") && !r.AllowLegacy && !rs.has(model) {
		return nil, fail(CodeModel, "infer: model %q has no provider and is not configured: write \"provider/model\", add it to inferModels in host.json, or set allowLegacy", r.Model)
	}
	var out []string
	for _, m := range slices.Concat([]string{model}, first, last) {
		if m = r.qualified(m); m == "" || slices.Contains(out, m) || !r.admits(m) {
			continue
		}
		out = append(out, m)
	}
	if len(out) == 0 {
		return []string{""}, nil
	}
	return out[:min(len(out), r.MaxAttempts)], nil
}

func (rs Routes) has(model string) bool {
	for _, models := range rs {
		if slices.Contains(models, model) {
			return true
		}
	}
	return false
}

// qualified is a model with the request's provider, where it has none.
func (r *Request) qualified(model string) string {
	if model == "" || r.Provider == "" || strings.Contains(model, "/") {
		return model
	}
	return r.Provider + "/" + model
}

// admits says whether a model is of the provider that the request insists on.
func (r *Request) admits(model string) bool {
	provider, _, named := strings.Cut(model, "/")
	return r.Provider == "" || !named || provider == r.Provider || model == r.Model
}
