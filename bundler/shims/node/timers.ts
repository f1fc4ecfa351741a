// node:timers.
import promises from "node:timers/promises";

const g: any = globalThis;
export const setTimeout = g.setTimeout, setInterval = g.setInterval, setImmediate = g.setImmediate, clearTimeout = g.clearTimeout, clearInterval = g.clearInterval, clearImmediate = g.clearImmediate;
export { promises };
export default { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, get promises() { return promises; } };
