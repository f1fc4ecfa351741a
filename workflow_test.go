package systembus_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// A workflow is as much of a GitHub Actions workflow as ours uses: what else
// stands in the file is a mistake.
type workflow struct {
	Name        string            `json:"name"`
	On          map[string]any    `json:"on"`
	Permissions map[string]string `json:"permissions"`
	Jobs        map[string]struct {
		Needs          string            `json:"needs"`
		If             string            `json:"if"`
		RunsOn         string            `json:"runs-on"`
		TimeoutMinutes int               `json:"timeout-minutes"`
		Permissions    map[string]string `json:"permissions"`
		Concurrency    map[string]any    `json:"concurrency"`
		Steps          []struct {
			Name  string            `json:"name"`
			Uses  string            `json:"uses"`
			With  map[string]any    `json:"with"`
			Env   map[string]string `json:"env"`
			Shell string            `json:"shell"`
			Run   string            `json:"run"`
		} `json:"steps"`
	} `json:"jobs"`
}

// TestWorkflow: the workflow has the shape that GitHub reads, runs on GitHub's
// own machines, and hands its token to one step, in the environment.
func TestWorkflow(t *testing.T) {
	text, err := os.ReadFile(".github/workflows/ci.yml")
	if err != nil {
		t.Fatal(err)
	}
	// To YAML 1.1, "on" is the boolean.
	plain := regexp.MustCompile(`(?m)^on:`).ReplaceAll(text, []byte(`"on":`))
	var w workflow
	if err := yaml.UnmarshalStrict(plain, &w); err != nil {
		t.Fatal(err)
	}
	if len(w.Permissions) != 1 || w.Permissions["contents"] != "read" {
		t.Errorf("all jobs may %v, want to read alone", w.Permissions)
	}
	pinned := regexp.MustCompile(`^actions/[a-z-]+@(v\d+|[0-9a-f]{40})$`)
	pushes := 0
	for name, job := range w.Jobs {
		if job.RunsOn != "ubuntu-latest" || job.TimeoutMinutes == 0 || job.TimeoutMinutes > 120 {
			t.Errorf("%s runs on %q for %d minutes, want GitHub's own machines and a bound", name, job.RunsOn, job.TimeoutMinutes)
		}
		if _, known := w.Jobs[job.Needs]; job.Needs != "" && !known {
			t.Errorf("%s needs %s, which is no job", name, job.Needs)
		}
		for i, step := range job.Steps {
			if (step.Uses == "") == (step.Run == "") {
				t.Errorf("%s, step %d: want either uses or run", name, i+1)
			}
			if step.Uses != "" && !pinned.MatchString(step.Uses) {
				t.Errorf("%s uses %s, want one of GitHub's own at a version", name, step.Uses)
			}
			if strings.HasPrefix(step.Uses, "actions/checkout@") && step.With["persist-credentials"] != false {
				t.Errorf("%s, step %d: the checkout leaves the workflow's token in .git, for every later step", name, i+1)
			}
			if strings.Contains(step.Run, ".ci/run") && !strings.HasPrefix(step.Run, `sudo -E env "PATH=$PATH" `) {
				t.Errorf("%s, step %d: the tests' Kubernetes needs root, which GitHub's machines are not by themselves", name, i+1)
			}
			if strings.Contains(step.Run, "secrets.") {
				t.Errorf("%s, step %d: a secret stands in what the shell runs and prints", name, i+1)
			}
			for variable, value := range step.Env {
				if strings.Contains(value, "secrets.") && (variable != "GHCR_TOKEN" || !strings.Contains(step.Run, "deploy push")) {
					t.Errorf("%s, step %d: %s=%s, want a secret for the push alone", name, i+1, variable, value)
				}
			}
			if strings.Contains(step.Run, "deploy push") {
				pushes++
				if job.Permissions["packages"] != "write" || job.Needs == "" || !strings.Contains(job.If, "refs/heads/main") {
					t.Errorf("%s pushes with %v, after %q, if %s", name, job.Permissions, job.Needs, job.If)
				}
			}
			checkScript(t, name, step.Run)
		}
	}
	if pushes != 1 {
		t.Errorf("%d steps push, want one", pushes)
	}
}

// checkScript makes sure that a shell can read a step's script, and that what
// it runs of this repository is there.
func checkScript(t *testing.T, job, script string) {
	t.Helper()
	if script == "" {
		return
	}
	if bash, err := exec.LookPath("bash"); err == nil {
		if out, err := exec.CommandContext(t.Context(), bash, "-n", "-c", script).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", job, err, out)
		}
	}
	for _, path := range regexp.MustCompile(`\./?[\w./-]*/[\w./-]+`).FindAllString(script, -1) {
		if _, err := os.Stat(path); err != nil && !strings.HasPrefix(path, ".host/") {
			t.Errorf("%s runs %s: %v", job, path, err)
		}
	}
}
