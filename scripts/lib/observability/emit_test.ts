import { equal, test } from "host:test";
import {} from "host:otel"; // which the host alone has
import { emitMeasuredOtelEvent, emitOtelEvent } from "./emit";

test("events by the name that scripts import", { on: ["host"] }, async () => {
  const event = { level: "info", source: "test", component: "lib", action: "tested", success: true } as const;
  equal((await emitOtelEvent(event)).stored, true);
  equal(await emitMeasuredOtelEvent({ source: "test", component: "lib", action: "measured" }, async () => 7), 7);
});
