package inngest_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The "inngest" module has tests of its own against the npm packages, under
// Node. Here is what could differ in the engine that really runs it.
func TestLibrary(t *testing.T) {
	e := newEndpoint(t, `
const { InngestMiddleware, Middleware, dependencyInjectionMiddleware, experiment, step: anyStep } = require("inngest");
const trace = [];
const classic = new InngestMiddleware({ name: "classic", init: async () => ({
  onFunctionRun: async ({ steps }) => ({
    transformInput: () => ({ ctx: { gateway: "G" }, steps: steps.map(({ data }) => ({ data: data + "!" })) }),
    transformOutput: ({ result: { data } }) => ({ result: { data: [data] } }),
  }),
}) });
class Modern extends Middleware.BaseMiddleware {
  id = "modern";
  transformFunctionInput(input) { return { ...input, ctx: { ...input.ctx, extra: "E" } }; }
  async wrapStep({ next, stepInfo }) { return stepInfo.options.id + "=" + await next(); }
  async wrapStepHandler({ next }) { return "<" + await next() + ">"; }
  async wrapFunctionHandler({ next }) { return { wrapped: await next() }; }
}
const v3 = new Inngest({ id: "app", middleware: [classic] });
const v4 = new Inngest({ id: "app", middleware: [Modern, dependencyInjectionMiddleware({ db: "D" })], checkpointing: false });
exports.classic = v3.createFunction({ id: "classic" }, { event: "x/y" }, async ({ gateway, step }) => step.run("a", () => gateway));
exports.modern = v4.createFunction({ id: "modern", triggers: { event: "x/y" } }, async ({ extra, db, step }) => step.run("a", () => extra + db));
fn3({ id: "rest" }, { event: "x/y" }, async ({ event, ...rest }) => [Object.keys(rest).sort(), rest.events.length, typeof rest.logger.info]);
fn4({ id: "rest-4" }, async ({ event, ...rest }) => [rest.events.length, rest.sessions]);
fn3({ id: "apart" }, { event: "x/y" }, async ({ step: { run, sleep }, step }) => {
  const copy = { ...step };
  return [await run("a", () => 1), await copy.run("b", () => 2), await sleep("c", 1)];
});
fn3({ id: "module" }, { event: "x/y" }, async () => [await anyStep.run("a", () => 1), await anyStep.run("a", () => 2)]);
fn4({ id: "chosen" }, async ({ step, group }) => (await group.experiment("e", {
  variants: { a: () => step.run("in-a", () => "A"), b: () => step.run("in-b", () => "B") },
  select: experiment.bucket("user-1"),
})).result);
fn4({ id: "race" }, async ({ step, group }) => group.parallel(() => Promise.race([step.run("a", () => 1), step.sleep("b", "1m")])));
`)
	for _, test := range []struct {
		fn, want string
		steps    []string
	}{
		{"classic", `["G!"]`, []string{`StepRun a=["G"]`}},
		{"modern", `{"wrapped":"a=<ED>"}`, []string{`StepRun a="<ED>"`}},
		{"rest", `[["attempt","events","gateway","group","logger","maxAttempts","runId","step"],1,"function"]`, nil},
		{"rest-4", `[1,{}]`, nil},
		{"apart", `[1,2,null]`, []string{"StepRun a=1", "StepRun b=2", "Sleep c"}},
		{"module", `[1,2]`, []string{"StepRun a=1", "StepRun a=2"}},
		{"chosen", `"B"`, []string{`StepRun e="b"`, `StepRun in-b="B"`}},
	} {
		t.Run(test.fn, func(t *testing.T) {
			a, steps := e.drive(t, test.fn, "")
			if diff := cmp.Diff(steps, test.steps); diff != "" {
				t.Errorf("steps (-got +want):\n%s", diff)
			}
			if got := string(a.Body); got != test.want {
				t.Errorf("status %d, got %s, want %s", a.Status, got, test.want)
			}
		})
	}
	t.Run("race", func(t *testing.T) {
		a := e.call(t, call{fn: "race"})
		var ops []struct {
			Opts struct {
				ParallelMode string `json:"parallelMode"`
			} `json:"opts"`
		}
		if err := json.Unmarshal(a.Body, &ops); err != nil {
			t.Fatal(err)
		}
		if len(ops) != 2 || ops[0].Opts.ParallelMode != "race" || ops[1].Opts.ParallelMode != "race" {
			t.Errorf("got %s, want two steps in the race", a.Body)
		}
	})
}
