package uses_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/jsapi"
	"systembus/jsapi/uses"
)

func TestStepAgain(t *testing.T) {
	for _, tt := range []struct {
		code string
		want string // "id column of the first<-column" for each
	}{
		{`f(async ({ step }) => { step.run("a", g); step.run("b", g); step.sleep("a", 1); });`, "a 24<-24; a 24<-60"},
		{`f(async ({ step: s }) => { s.run({ id: "a", name: "A" }, g); s.run(` + "`a`" + `, g); s.ai.infer("x", {}); s.ai.wrap("x", h); });`,
			"a 27<-27; a 27<-61; x 76<-76; x 76<-97"},
		{`f(async (ctx) => { ctx.step.run("a", g); const { step } = ctx; step.run("a", g); });`, "a 19<-19; a 19<-63"},
		{`async function f(step2, id) { const id2 = "a", tools = step2; tools.run(id2); await Promise.all([step2.run("a", g)]); step2.run(id); step2.run(id); }`,
			"a 62<-62; a 62<-97"},
		{`f(async ({ step }) => { try { step.run("a") } catch { step.run("a") } for (;;) { step.run("a"); } });`, "a 30<-30; a 30<-54; a 30<-81"},
		{`f(async ({ step }) => { if (x) step.run("a"); step.run("a"); });`, "a 31<-31; a 31<-46"},
		{`f(async ({ step }) => { switch (x) { case 1: step.run("a"); case 2: step.run("a"); break; default: step.run("a"); } });`, "a 45<-45; a 45<-68"},
		// The third meets the second alone.
		{`f(async ({ step }) => { if (x) { step.run("a"); } else { step.run("a"); if (y) { step.run("a"); } } });`, "a 57<-57; a 57<-81"},

		// What one run does not do twice.
		{`f(async ({ step }) => step.run("a")); f(async ({ step }) => step.run("a"));`, ""},
		{`f(async ({ step }) => { if (x) { step.run("a"); } else { step.run("a"); } });`, ""},
		{`f(async ({ step }) => { if (x) { step.run("a"); return; } step.run("a"); });`, ""},
		{`f(async ({ step }) => { if (x) { if (y) throw 1; else return step.run("a"); } step.run("a"); });`, ""},
		{`f(async ({ step }) => { if (x) { g(); } else { return step.run("a"); } step.run("a"); });`, ""},
		{`f(async ({ step }) => x ? step.run("a") : step.run("a"));`, ""},
		{`f(async ({ step }) => { switch (x) { case 1: case 2: step.run("a"); break; case 3: return step.run("a"); default: step.run("a"); } });`, ""},
		{`f(async ({ step }) => { for (const x of all) { step.run("a" + x); step.run(` + "`a${x}`" + `); } all.map((x) => step.run(x)); });`, ""},
		// What is no step.
		{`f(async ({ step }) => { step.log("a"); step.log("a"); other.run("a"); other.run("a"); new step.run("a"); new step.run("a"); });`, ""},
		{`f(async (ctx) => { ctx.run("a"); ctx.run("a"); ctx.steps.run("a"); ctx.steps.run("a"); step.run("a"); step.run("a"); });`, ""},
		{`for (const step of all) { step.run("a"); step.run("a"); } f((step) => { step = other; step.run("a"); step.run("a"); });`, ""},
	} {
		tree, err := jsapi.Parse("bundle.js", []byte(tt.code))
		if err != nil {
			t.Fatalf("%s: %v", tt.code, err)
		}
		var got []string
		for _, u := range uses.Find(tree, func(name string) bool { return name == uses.StepAgain }) {
			got = append(got, fmt.Sprintf("%s %d<-%d", u.Step.ID, u.Step.Column, u.Column))
		}
		if diff := cmp.Diff(strings.Join(got, "; "), tt.want); diff != "" {
			t.Errorf("%s\n%s", tt.code, diff)
		}
	}
	tree, err := jsapi.Parse("bundle.js", []byte(`f(({ step }) => { step.run("a"); step.run("a"); });`))
	if err != nil {
		t.Fatal(err)
	}
	if found := uses.Find(tree, func(string) bool { return false }); len(found) > 0 {
		t.Errorf("what nobody wants is found: %v", found)
	}
}
