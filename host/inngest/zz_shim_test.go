package inngest_test
import ("testing")
func TestZZ(t *testing.T) {
	e := newEndpoint(t, `
const { InngestMiddleware, Middleware, group, experiment, step: mstep, dependencyInjectionMiddleware, eventType, slugify, NonRetriableError: NRE } = require("inngest");
const log = [];
const v3mw = new InngestMiddleware({ name: "m", init: async () => ({ onFunctionRun: async ({ctx, steps}) => ({ transformInput: () => { log.push("ti"); return {ctx: {gateway: 7}} }, beforeResponse: () => { log.push("br") }, transformOutput: ({result}) => { log.push("to") ; return {result: {data: {w: result.data}}} } }) }) });
class V4 extends Middleware.BaseMiddleware { id = "v4"; async wrapStep({next, stepInfo}) { log.push("ws " + stepInfo.options.id); return next(); } wrapRequest({next}) { log.push("wr"); return next() } transformFunctionInput(a) { return {...a, ctx: {...a.ctx, extra: 5}} } onMemoizationEnd() { log.push("me") } }
const a3 = new Inngest({ id: "app", middleware: [v3mw] });
const a4 = new Inngest({ id: "app", middleware: [V4, dependencyInjectionMiddleware({ db: 1 })], checkpointing: false });
exports.m3 = a3.createFunction({ id: "m3" }, { event: "x/y" }, async ({ gateway, step, ...rest }) => { const r = await step.run("a", () => gateway); return [r, Object.keys(rest), log] });
exports.m4 = a4.createFunction({ id: "m4", triggers: { event: "x/y" } }, async ({ extra, db, step, logger, group: g, sessions }) => { logger.info("x"); const { run } = step; const r = await run("a", () => extra + db); return [r, log, sessions] });
fn4({ id: "par" }, async ({ step, group }) => group.parallel(() => Promise.race([step.run("a", () => 1), mstep.run("b", () => 2)])));
fn4({ id: "exp" }, async ({ step, group }) => group.experiment("e", { variants: { a: () => step.run("in-a", () => 1), b: () => step.run("in-b", () => 2) }, select: experiment.bucket("u1") }));
fn4({ id: "fail" }, async ({ step }) => { throw new NRE("x", { cause: new TypeError("y") }) });
fn4({ id: "circ" }, async ({ step }) => { const a = { b: 1n }; a.a = a; return a });
fn4({ id: "mod" }, async () => mstep.run("a", () => 1));
`)
	for _, fn := range []string{"m3", "m4", "par", "exp", "fail", "circ", "mod"} {
		a := e.call(t, call{fn: fn, event: `{"name":"x/y","data":{"n":1}}`})
		t.Logf("%s %d %s", fn, a.Status, a.Body)
	}
	for _, fn := range []string{"m3", "m4"} {
		a := e.call(t, call{fn: fn, event: `{"name":"x/y","data":{"n":1}}`, stack: []string{"a"}, steps: map[string]string{"a": `{"data":3}`}})
		t.Logf("%s %d %s", fn, a.Status, a.Body)
	}
	a := e.call(t, call{fn: "exp", event: `{"name":"x/y","data":{"n":1}}`, stack: []string{"e"}, steps: map[string]string{"e": `{"data":"b"}`}})
	t.Logf("%d %s", a.Status, a.Body)
}
