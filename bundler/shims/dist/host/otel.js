// Code generated from bundler/shims/host/otel.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: ded8ed235e8dfefef1d5c1879495764e160bc9db10cef06656bb92e12e8b403b
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true, configurable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/host/otel.ts
var otel_exports = {};
__export(otel_exports, {
  emitMeasuredOtelEvent: () => emitMeasuredOtelEvent,
  emitOtelEvent: () => emitOtelEvent
});
module.exports = __toCommonJS(otel_exports);
var import_otel = require("host:internal/otel");
var message = (e) => {
  try {
    return e instanceof Error ? e.message || e.name : String(e);
  } catch {
    return "an error that has no text";
  }
};
var deepest = 64;
function json(value) {
  const holders = [];
  const above = [];
  return JSON.stringify(value, function(_key, item) {
    if (typeof item === "bigint" || typeof item === "function" || typeof item === "symbol") return String(item);
    if (item instanceof Error) return { name: item.name, message: item.message, stack: item.stack };
    if (typeof item !== "object" || item === null) return item;
    while (holders.length > 0 && holders.at(-1) !== this) {
      holders.pop();
      above.pop();
    }
    if (above.includes(item)) return "[circular]";
    if (above.length >= deepest) return "[too deep]";
    const made = item instanceof Map ? Object.fromEntries(item) : item instanceof Set ? [...item] : item;
    holders.push(made);
    above.push(item);
    return made;
  });
}
function text(input) {
  const { metadata, ...rest } = input;
  const error = rest.error;
  if (error !== void 0 && error !== null && typeof error !== "string") rest.error = message(error);
  const event = JSON.stringify(rest);
  if (metadata === void 0 || metadata === null) return event;
  let about;
  try {
    about = json(metadata) ?? "null";
  } catch (e) {
    about = JSON.stringify({ _unserializable: message(e) });
  }
  return `${event.slice(0, -1)}${event === "{}" ? "" : ","}"metadata":${about}}`;
}
async function emitOtelEvent(input) {
  try {
    return JSON.parse(await (0, import_otel.emit)(text(input)));
  } catch (e) {
    console.warn(`emitOtelEvent: ${message(e)}`);
    return { stored: false, dropped: true, dropReason: "invalid", error: message(e) };
  }
}
async function emitMeasuredOtelEvent(input, operation) {
  const began = performance.now();
  const took = () => Math.round((performance.now() - began) * 1e3) / 1e3;
  let result;
  try {
    result = await operation();
  } catch (e) {
    await emitOtelEvent({ ...input, level: input?.level === "fatal" ? "fatal" : "error", success: false, duration_ms: took(), error: message(e) });
    throw e;
  }
  await emitOtelEvent({ ...input, level: input?.level ?? "info", success: true, duration_ms: took() });
  return result;
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(otel_exports, { emitMeasuredOtelEvent, emitOtelEvent });
