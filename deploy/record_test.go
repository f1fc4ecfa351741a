package deploy

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFinish keeps what happened, and tells it where events go; of a deploy
// that was refused before anything happened it does neither.
func TestFinish(t *testing.T) {
	file := filepath.Join(t.TempDir(), ".host", "deploys.jsonl")
	journal := filepath.Join(t.TempDir(), "journal")
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "slog"), []byte("#!/bin/sh\necho \"$@\" >>"+journal+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	var told []string
	finish := func(err error) *Result {
		d := New(Options{
			History: file, Environ: []string{"PATH=" + bin},
			Emit: func(_ context.Context, r *Result) { told = append(told, string(r.Phase)) },
		})
		d.Name, d.result.Image, d.result.Commit, d.result.OK = "bus", "r/bus@sha256:1", "c0ffee", err == nil
		d.finish(t.Context(), err)
		return &d.result
	}
	if r := finish(&PhaseError{Phase: Preflight, Err: errors.New("dirty")}); r.Code != 10 || r.Error != "dirty" {
		t.Errorf("refused: %+v", r)
	}
	if r := finish(nil); r.Code != 0 || len(r.Warnings) > 0 {
		t.Errorf("well: %+v", r)
	}
	if r := finish(&PhaseError{Phase: Rollout, Err: errors.New("no node takes the pod"), RolledBack: true}); r.Code != 34 || !r.RolledBack {
		t.Errorf("rolled back: %+v", r)
	}
	if diff := cmp.Diff(told, []string{"", "rollout"}); diff != "" {
		t.Errorf("told: got - want +:\n%s", diff)
	}
	back := New(Options{Environ: []string{"PATH=" + bin}})
	back.Name, back.result.OK, back.result.RevisionBefore, back.result.Phases = "bus", true, 4, []PhaseRecord{{Phase: Rollback}}
	back.finish(t.Context(), nil)
	all, err := History(file, 10)
	if err != nil || len(all) != 2 || all[0].Phase != Rollout || !all[1].OK {
		t.Errorf("history: %+v, %v", all, err)
	}
	text, err := os.ReadFile(journal)
	want := "write --action deploy --tool bus --detail deployed r/bus@sha256:1 --reason host deploy of c0ffee\n" +
		"write --action deploy --tool bus --detail deploy of r/bus@sha256:1 failed in rollout: no node takes the pod (rolled back) --reason host deploy of c0ffee\n" +
		"write --action deploy --tool bus --detail went back from revision 4 --reason host deploy rollback\n"
	if diff := cmp.Diff(string(text), want); err != nil || diff != "" {
		t.Errorf("slog: got - want +:\n%s%v", diff, err)
	}
	if err := os.WriteFile(file, []byte("{}\nbroken\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := History(file, 10); err == nil {
		t.Error("a history that is broken: no error")
	}
}

// TestCodes are the exit codes of the phases.
func TestCodes(t *testing.T) {
	var got []int
	for _, phase := range append(Phases(), Rollback) {
		got = append(got, (&PhaseError{Phase: phase}).Code())
	}
	if diff := cmp.Diff(got, []int{10, 11, 12, 13, 14, 15, 16, 17, 18}); diff != "" {
		t.Errorf("got - want +:\n%s", diff)
	}
	if got := (&PhaseError{Phase: Verify, RolledBack: true}).Code(); got != 36 {
		t.Errorf("rolled back: %d", got)
	}
}

// TestHistoryOfOddFiles: a line that was torn is named, and a number of deploys
// that is none gives none.
func TestHistoryOfOddFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "deploys.jsonl")
	if err := os.WriteFile(file, []byte("{\"id\":\"a\"}\n{\"id\":\"b\"}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if all, err := History(file, 9); err != nil || len(all) != 2 || all[0].ID != "b" {
		t.Errorf("got %+v, %v", all, err)
	}
	if all, err := History(file, -1); err != nil || len(all) != 0 {
		t.Errorf("got %+v, %v", all, err)
	}
	if err := os.WriteFile(file, []byte("{\"id\":\"a\"}\n{\"id\""), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := History(file, 9); err == nil || !strings.HasPrefix(err.Error(), file+":2: not a deploy, which is one line of JSON; remove the line") {
		t.Errorf("got %v", err)
	}
}
