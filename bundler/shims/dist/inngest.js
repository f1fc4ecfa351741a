// Code generated from bundler/shims/inngest/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 18c351d7558278f69200c6919cb863c694344d32a660df90c1a1bfa7f498d606
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
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
var __toESM = (mod, isNodeMode, target) => !isNodeMode && mod != null && mod.__esModule ? mod : (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });

// bundler/shims/inngest/index.ts
var index_exports = {};
__export(index_exports, {
  ConsoleLogger: () => ConsoleLogger,
  EventSchemas: () => EventSchemas,
  EventType: () => EventType,
  GeminiAiAdapter: () => GeminiAiAdapter,
  Inngest: () => Inngest,
  InngestCommHandler: () => InngestCommHandler,
  InngestFunction: () => InngestFunction,
  InngestFunctionReference: () => InngestFunctionReference,
  InngestMiddleware: () => InngestMiddleware,
  Middleware: () => Middleware,
  NonRetriableError: () => NonRetriableError,
  ProxyLogger: () => ProxyLogger,
  RetryAfterError: () => RetryAfterError,
  StepError: () => StepError,
  __host: () => __host,
  anthropic: () => anthropic,
  azureOpenai: () => azureOpenai,
  cron: () => cron,
  deepseek: () => deepseek,
  dependencyInjectionMiddleware: () => dependencyInjectionMiddleware,
  eventType: () => eventType,
  experiment: () => experiment2,
  fetch: () => fetch,
  gemini: () => gemini,
  grok: () => grok,
  group: () => group,
  headerKeys: () => headerKeys,
  internalEvents: () => internalEvents,
  invoke: () => invoke,
  isInngest: () => isInngest,
  isInngestFunction: () => isInngestFunction,
  isInngestMiddleware: () => isInngestMiddleware,
  isInngestRequest: () => isInngestRequest,
  models: () => models,
  openai: () => openai,
  openaiResponses: () => openaiResponses,
  queryKeys: () => queryKeys,
  realtime: () => realtime,
  referenceFunction: () => referenceFunction,
  serializeError: () => serializeError,
  slugify: () => slugify,
  staticSchema: () => staticSchema,
  step: () => step,
  version: () => version,
  wrapStringFirstLogger: () => wrapStringFirstLogger
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/call.ts
var import_step6 = require("host:internal/step");

// bundler/shims/host/_gateway.ts
var native = () => require("host:internal/gateway");
var GatewayContext = class {
  #place;
  constructor(place) {
    this.#place = place;
    for (const name of ["progress", "notify", "alert"]) {
      Object.defineProperty(this, name, { value: this[name].bind(this), enumerable: true, configurable: true, writable: true });
    }
  }
  get originSession() {
    const origin2 = this.#place()?.originSession;
    return typeof origin2 === "string" && origin2 !== "" ? origin2 : void 0;
  }
  progress(message, extra) {
    return this.#send("progress", () => ({ message, ...extra }), true);
  }
  notify(type, payload) {
    return this.#send(type, () => payload ?? {}, true);
  }
  alert(message, extra) {
    return this.#send("alert", () => ({ message, ...extra }), false);
  }
  /** Sends, whatever happens: what cannot be sent is told in the result. */
  async #send(type, payload, routed) {
    try {
      const name = this.#place()?.name;
      const source = name === void 0 ? "host" : `inngest/${name}`;
      return await native().send(String(type), payload(), source, routed ? this.originSession : void 0);
    } catch (error) {
      const kind = typeof type === "string" ? type : "unknown";
      console.warn(`[gateway] ${kind} was not sent:`, error);
      return { pushed: false, error: String(error), type: kind };
    }
  }
};
function placeOf(event) {
  return { name: event?.name, originSession: event?.data?.originSession };
}

// bundler/shims/inngest/sdk/duration.ts
var second = 1e3;
var minute = 60 * second;
var hour = 60 * minute;
var day = 24 * hour;
var week = 7 * day;
var year = 365.25 * day;
var units = {};
for (const [names2, value] of [
  ["ms msec msecs millisecond milliseconds", 1],
  ["s sec secs second seconds", second],
  ["m min mins minute minutes", minute],
  ["h hr hrs hour hours", hour],
  ["d day days", day],
  ["w week weeks", week],
  ["y yr yrs year years", year]
]) {
  for (const name of names2.split(" ")) units[name] = value;
}
var pattern = /^(-?(?:\d+)?\.?\d+) *([a-z]+)?$/i;
function parseMilliseconds(text2) {
  if (text2 === "") throw new Error(`want a duration such as "10s" or a number of milliseconds, got ""`);
  if (text2.length > 100) return void 0;
  const match = pattern.exec(text2);
  if (!match) return void 0;
  const unit = units[(match[2] ?? "ms").toLowerCase()];
  return unit === void 0 ? void 0 : parseFloat(match[1]) * unit;
}
function tag(value) {
  return typeof value === "object" && value !== null ? value[Symbol.toStringTag] : void 0;
}
function isTemporalDuration(value) {
  return tag(value) === "Temporal.Duration";
}
function isTemporalMoment(value) {
  const name = tag(value);
  return name === "Temporal.Instant" || name === "Temporal.ZonedDateTime";
}
function temporalMilliseconds(duration) {
  const options2 = { unit: "milliseconds" };
  if (duration.years || duration.months || duration.weeks) {
    options2.relativeTo = (/* @__PURE__ */ new Date()).toISOString().slice(0, -1);
  }
  return duration.total(options2);
}
function isoString(time) {
  if (typeof time === "string") return new Date(time).toISOString();
  if (time instanceof Date) return time.toISOString();
  const name = tag(time);
  if (name === "Temporal.ZonedDateTime") return time.toInstant().toString();
  if (name === "Temporal.Instant") return String(time);
  throw new TypeError("want a Date, a date string, a Temporal.Instant or a Temporal.ZonedDateTime");
}
var spans = [
  ["w", week],
  ["d", day],
  ["h", hour],
  ["m", minute],
  ["s", second]
];
function timeString(where, input, dialect) {
  if (input instanceof Date) return input.toISOString();
  if (isTemporalMoment(input)) return isoString(input);
  let left;
  if (typeof input === "string") left = parseMilliseconds(input);
  else if (typeof input === "number") left = input;
  else if (isTemporalDuration(input)) left = temporalMilliseconds(input);
  if (left === void 0 || Number.isNaN(left) || left === Infinity) {
    throw new TypeError(
      `${where}: want a duration such as "2h", milliseconds, a Date or a Temporal value, got ${show(input)}`
    );
  }
  if (dialect >= 4 && left > 0 && left < second) left = second;
  let text2 = "";
  for (const [suffix, span] of spans) {
    const count = Math.floor(left / span);
    if (count > 0) {
      text2 += count + suffix;
      left %= span;
    }
  }
  return text2;
}
function show(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

// bundler/shims/inngest/sdk/json.ts
function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    return JSON.stringify(value, tolerant());
  }
}
function tolerant() {
  const holders = [];
  const path = [];
  return function(key, value) {
    if (holders.length === 0) {
      holders.push(value);
    } else {
      const depth = holders.indexOf(this);
      if (depth >= 0) {
        holders.length = depth + 1;
        path.length = depth;
      } else {
        holders.push(this);
      }
      path.push(key);
      const at = holders.indexOf(value);
      if (at === 0) value = "[Circular ~]";
      else if (at > 0) value = `[Circular ~.${path.slice(0, at).join(".")}]`;
    }
    return typeof value === "bigint" ? void 0 : value;
  };
}

// bundler/shims/inngest/sdk/errors.ts
var NonRetriableError = class extends Error {
  constructor(message, options2) {
    super(message);
    this.cause = options2?.cause;
    this.name = "NonRetriableError";
  }
};
var RetryAfterError = class extends Error {
  /** The `Retry-After` header: whole seconds, or an ISO 8601 time. */
  retryAfter;
  /** @param retryAfter milliseconds, a text such as `"30s"`, or a Date. */
  constructor(message, retryAfter, options2) {
    super(message);
    this.name = "RetryAfterError";
    if (retryAfter instanceof Date) {
      this.retryAfter = retryAfter.toISOString();
    } else {
      const ms = typeof retryAfter === "string" ? parseMilliseconds(retryAfter) : retryAfter;
      const seconds = Math.ceil((ms ?? NaN) / 1e3);
      if (!Number.isFinite(seconds)) {
        throw new Error("retryAfter must be a number of milliseconds, a ms-compatible string, or a Date");
      }
      this.retryAfter = String(seconds);
    }
    this.cause = options2?.cause;
  }
};
var StepError = class extends Error {
  /** @param stepId the step's id, with its index when the id repeats. */
  constructor(stepId, error) {
    const plain = parseSerialized(error) ?? error ?? {};
    super(text(plain.message) ?? "Unknown error");
    this.stepId = stepId;
    this.name = text(plain.name) ?? "Error";
    const stack = text(plain.stack);
    Object.defineProperty(this, "stack", { value: stack, writable: true, configurable: true });
    this.cause = plain.cause ? deserializeError(plain.cause, true) : void 0;
  }
  stepId;
};
function text(value) {
  return typeof value === "string" ? value : void 0;
}
var copied = ["name", "message", "stack", "code", "cause"];
var maxDepth = 5;
function serializeError(subject, allowUnknown = false) {
  try {
    const already = parseSerialized(subject);
    if (already) return already;
    if (typeof subject !== "object" || subject === null) {
      if (allowUnknown) return subject;
      return fromText(typeof subject === "string" ? subject : stringify(subject));
    }
    const plain = {};
    for (const key of copied) if (key in subject) plain[key] = subject[key];
    if (!plain.name && allowUnknown) return subject;
    plain.name ||= "Error";
    plain.message ||= stringify(subject) || "Unknown error; error serialization could not find a message.";
    plain.stack ||= "";
    plain.__serialized = true;
    let at = plain;
    for (let depth = 0; depth < maxDepth && at.cause; depth++) {
      const cause = serializeError(at.cause, true);
      if (typeof cause !== "object" || cause === null) {
        at.cause = cause;
        break;
      }
      at = at.cause = cause === at.cause ? { ...cause } : cause;
    }
    return plain;
  } catch {
    if (allowUnknown) return subject;
    return {
      name: "Could not serialize source error",
      message: "Serializing the source error failed.",
      stack: "",
      __serialized: true
    };
  }
}
function fromText(message) {
  return {
    name: "Error",
    message: message || "{}",
    stack: "",
    __serialized: true
  };
}
function parseSerialized(value) {
  if (typeof value === "string" && value[0] === "{") {
    let parsed;
    try {
      parsed = JSON.parse(value);
    } catch {
      return void 0;
    }
    if (parsed?.__serialized === true && typeof parsed.name === "string" && typeof parsed.message === "string" && typeof parsed.stack === "string") {
      return parsed;
    }
    return void 0;
  }
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "__serialized")) {
    return value.__serialized === true ? value : void 0;
  }
  return void 0;
}
var classes = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  NonRetriableError
};
function deserializeError(subject, allowUnknown = false) {
  const isError = typeof subject === "object" && subject !== null && Object.hasOwn(subject, "name") && Object.hasOwn(subject, "message");
  if (!isError) {
    if (allowUnknown) return subject;
    const error2 = new Error("Unknown error; could not reserialize");
    Object.defineProperty(error2, "stack", { value: void 0, writable: true, configurable: true });
    return error2;
  }
  const Class = Object.hasOwn(classes, subject.name) ? classes[subject.name] : Error;
  const error = new Class("");
  for (const key of copied) {
    if (!(key in subject)) continue;
    const value = key === "cause" ? deserializeError(subject.cause, true) : subject[key];
    Object.defineProperty(error, key, {
      value,
      enumerable: key === "code",
      configurable: true,
      writable: true
    });
  }
  return error;
}
var memoized = /* @__PURE__ */ new WeakMap();
function memoizedError(id, hashed, error) {
  const made = new StepError(id, error);
  memoized.set(made, hashed);
  return made;
}
function describeError(thrown) {
  const fault = thrown;
  const isObject = typeof thrown === "object" && thrown !== null;
  const noRetry = isObject && (thrown instanceof NonRetriableError || fault.name === "NonRetriableError");
  let retryAfter;
  if (isObject && !noRetry && (thrown instanceof RetryAfterError || fault.name === "RetryAfterError")) {
    if (fault.retryAfter != null) retryAfter = String(fault.retryAfter);
  }
  return stringify({
    error: serializeError(thrown === void 0 ? "undefined" : thrown),
    noRetry,
    retryAfter,
    memoized: isObject ? memoized.get(fault) : void 0
  });
}

// bundler/shims/inngest/sdk/function.ts
var import_client = require("host:internal/client");

// bundler/shims/inngest/sdk/constants.ts
var version = "4.18.1";
var headerKeys = {
  ContentType: "content-type",
  Host: "host",
  ForwardedFor: "x-forwarded-for",
  RealIp: "x-real-ip",
  Location: "location",
  ContentLength: "content-length",
  Signature: "x-inngest-signature",
  SdkVersion: "x-inngest-sdk",
  Environment: "x-inngest-env",
  Platform: "x-inngest-platform",
  Framework: "x-inngest-framework",
  NoRetry: "x-inngest-no-retry",
  RequestId: "x-request-id",
  GenerationId: "x-inngest-generation-id",
  InngestJobId: "x-inngest-job-id",
  RequestVersion: "x-inngest-req-version",
  RetryAfter: "retry-after",
  InngestServerKind: "x-inngest-server-kind",
  InngestExpectedServerKind: "x-inngest-expected-server-kind",
  InngestSyncKind: "x-inngest-sync-kind",
  EventIdSeed: "x-inngest-event-id-seed",
  TraceParent: "traceparent",
  TraceState: "tracestate",
  InngestRunId: "x-run-id",
  InngestStepId: "x-inngest-step-id",
  InngestForceStepPlan: "x-inngest-force-step-plan",
  SdkHandled: "x-inngest-sdk-handled"
};
var queryKeys = { DeployId: "deployId", FnId: "fnId", Probe: "probe", StepId: "stepId" };
var internalEvents = {
  FunctionFailed: "inngest/function.failed",
  FunctionInvoked: "inngest/function.invoked",
  FunctionFinished: "inngest/function.finished",
  FunctionCancelled: "inngest/function.cancelled",
  ScheduledTimer: "inngest/scheduled.timer",
  HttpRequest: "inngest/http.request",
  DeferredSchedule: "inngest/deferred.schedule"
};
function slugify(text2) {
  return text2.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

// bundler/shims/inngest/sdk/static-schema.ts
function staticSchema() {
  return {
    "~standard": { version: 1, vendor: "inngest", validate: (value) => ({ value }) }
  };
}

// bundler/shims/inngest/sdk/events.ts
var EventType = class {
  event;
  name;
  schema;
  version;
  constructor(options2) {
    this.event = this.name = options2.name;
    this.schema = options2.schema;
    this.version = options2.version;
  }
  /** An event to send, which `send` validates. */
  create(data, options2) {
    return {
      name: this.name,
      data,
      id: options2?.id,
      ts: options2?.ts,
      v: options2?.v ?? this.version,
      meta: options2?.meta,
      validate: async () => {
        if (!this.schema) return;
        if (!data) throw new Error("data is required");
        const { issues } = await this.schema["~standard"].validate(data);
        if (issues) throw new Error(issues.map((issue) => describe(issue, "")).join(", "));
      }
    };
  }
};
function eventType(name, options2 = {}) {
  return new EventType({ name, ...options2 });
}
function cron(schedule) {
  return { cron: schedule };
}
function invoke(schema) {
  return new EventType({ name: internalEvents.FunctionInvoked, schema });
}
var EventValidationError = class extends NonRetriableError {
  constructor(message) {
    super(message);
    this.name = "EventValidationError";
  }
};
function describe(issue, whole) {
  const path = issue.path?.length ? issue.path.join(".") : whole;
  return path ? `${path}: ${issue.message}` : issue.message;
}
async function check(schema, data) {
  const { issues } = await schema["~standard"].validate(data);
  if (!issues) return;
  const text2 = issues.map((issue) => describe(issue, "value")).join(", ");
  throw new EventValidationError(text2 || "Validation failed");
}
function any(checks) {
  return async (data) => {
    const ends = await Promise.allSettled(checks.map((one) => one(data)));
    const failed = ends.filter((end) => end.status === "rejected");
    if (failed.length === ends.length) throw failed.at(-1).reason;
  };
}
function eventCheck(triggers2) {
  const schemas = /* @__PURE__ */ new Map();
  for (const trigger of triggers2) {
    const type = trigger instanceof EventType ? trigger : trigger.event;
    const name = trigger.cron ? internalEvents.ScheduledTimer : type instanceof EventType ? type.name : type;
    const list2 = schemas.get(name) ?? [];
    if (!schemas.has(name)) schemas.set(name, list2);
    if (type instanceof EventType && type.schema) list2.push(type.schema);
  }
  const all = [...schemas.values()].flat();
  if (all.length === 0) return void 0;
  if (!schemas.has(internalEvents.FunctionInvoked)) schemas.set(internalEvents.FunctionInvoked, all);
  const checks = /* @__PURE__ */ new Map();
  for (const [name, list2] of schemas) {
    checks.set(name, list2.length ? any(list2.map((schema) => (data) => check(schema, data))) : void 0);
  }
  const find4 = (name) => {
    if (checks.has(name)) return checks.get(name);
    const wild = [...checks].filter(([key]) => key.endsWith("*") && name.startsWith(key.slice(0, -1)));
    if (wild.length === 0) throw new EventValidationError(`Event not found in triggers: ${name}`);
    const found = wild.map(([, one]) => one).filter((one) => one !== void 0);
    return found.length ? any(found) : void 0;
  };
  return async (events2) => {
    await Promise.all(events2.map((event) => find4(event.name)?.(event.data)));
  };
}

// bundler/shims/inngest/sdk/known.ts
var own = [
  "id",
  "name",
  "description",
  "triggers",
  "concurrency",
  "batchEvents",
  "idempotency",
  "rateLimit",
  "throttle",
  "debounce",
  "priority",
  "timeouts",
  "singleton",
  "cancelOn",
  "retries",
  "onFailure",
  "middleware",
  "optimizeParallelism",
  "experimentalCheckpointing",
  "checkpointing"
];
var members = {
  triggers: ["event", "if", "cron", "jitter"],
  concurrency: ["limit", "key", "scope"],
  batchEvents: ["maxSize", "timeout", "key", "if"],
  rateLimit: ["key", "limit", "period"],
  throttle: ["key", "limit", "period", "burst"],
  debounce: ["key", "period", "timeout"],
  priority: ["run"],
  timeouts: ["start", "finish"],
  singleton: ["key", "mode"],
  cancelOn: ["event", "if", "match", "timeout"],
  checkpointing: ["bufferedSteps", "maxRuntime", "maxInterval"]
};
function unknownOptions(opts) {
  const found = [];
  look(opts, own, void 0, found);
  for (const of of Object.keys(members)) {
    for (const one of Array.isArray(opts[of]) ? opts[of] : [opts[of]]) look(one, members[of], of, found);
  }
  return found;
}
function look(value, known, of, found) {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return;
  for (const name of Object.keys(value)) if (value[name] !== void 0 && !known.includes(name)) found.push({ of, name, known });
}

// bundler/shims/inngest/sdk/pipeline.ts
var import_step2 = require("host:internal/step");

// bundler/shims/inngest/sdk/turn.ts
function isPromise(value) {
  return typeof value?.then === "function";
}
function inTurn(list2, visit, take, from = 0) {
  for (let i = from; i < list2.length; i++) {
    const value = visit(list2[i]);
    if (isPromise(value)) {
      return value.then((given) => {
        take(given);
        return inTurn(list2, visit, take, i + 1);
      });
    }
    take(value);
  }
  return void 0;
}
function after(before, next) {
  return before ? before.then(next) : next();
}
function nothing() {
}

// bundler/shims/inngest/sdk/hooks-v3.ts
var backward = /* @__PURE__ */ new Set(["afterMemoization", "afterExecution", "transformOutput"]);
function isClassic(middleware) {
  return typeof middleware?.init === "function";
}
async function initialize(all, client, fn) {
  const out = [];
  for (const one of all) out.push(await one.init(fn ? { client, fn } : { client }) ?? {});
  return out;
}
var Hooks = class {
  constructor(all) {
    this.all = all;
  }
  all;
  #done;
  has(name) {
    return this.all.some((hooks) => typeof hooks[name] === "function");
  }
  hooks(name) {
    const found = this.all.filter((hooks) => typeof hooks[name] === "function");
    return backward.has(name) ? found.reverse() : found;
  }
  /** Runs a hook that transforms nothing: once, however often it is asked for. */
  once(name, input) {
    this.#done ??= /* @__PURE__ */ new Map();
    if (!this.#done.has(name)) {
      const run2 = (hooks) => hooks[name](input);
      this.#done.set(name, inTurn(this.hooks(name), run2, nothing));
    }
    return this.#done.get(name);
  }
  /** Passes a value through the hooks, each adding what it returns. */
  fold(name, value, merge) {
    const take = (output) => {
      value = merge(value, output);
    };
    return after(
      inTurn(this.hooks(name), (hooks) => hooks[name](value), take),
      () => value
    );
  }
};
var others = [
  "beforeMemoization",
  "afterMemoization",
  "beforeExecution",
  "afterExecution",
  "transformOutput",
  "finished",
  "beforeResponse"
];
var RunInput = class {
  constructor(ctx, fn, recorded2) {
    this.ctx = ctx;
    this.fn = fn;
    this.recorded = recorded2;
  }
  ctx;
  fn;
  recorded;
  reqArgs = [];
  get steps() {
    return this.recorded();
  }
};
var RunHooks = class _RunHooks extends Hooks {
  /** @param recorded gives the recorded steps, if a hook asks for them. */
  static open(registered, ctx, fn, recorded2) {
    const input = new RunInput(ctx, fn, recorded2);
    const all = [];
    return after(
      inTurn(registered, (one) => one.onFunctionRun?.(input), (hooks) => hooks && all.push(hooks)),
      () => new _RunHooks(all)
    );
  }
  /** Whether there are hooks that do more than to change the argument. */
  get busy() {
    for (const hooks of this.all) for (const name of others) if (hooks[name]) return true;
    return false;
  }
  /**
   * Adds to `ctx` what middleware wants in it, and gives the recorded steps
   * as it wants them, if it wants them to be others.
   */
  transformInput(ctx, fn, recorded2) {
    let steps;
    const input = new RunInput(ctx, fn, () => steps ?? recorded2());
    const take = (output) => {
      adopt(ctx, output?.ctx);
      if (output?.steps) steps = input.steps.map((step2, i) => ({ ...step2, ...output.steps[i] }));
    };
    return after(
      inTurn(this.hooks("transformInput"), (hooks) => hooks.transformInput(input), take),
      () => steps
    );
  }
  /** @param result `{ data }` or `{ error }`, with the op's fields for a step. */
  async transformOutput(result, step2) {
    const output = await this.fold("transformOutput", { result, step: step2 }, (before, output2) => ({
      result: { ...before.result, ...output2?.result },
      step: step2
    }));
    return output.result;
  }
  async beforeExecution() {
    await this.once("afterMemoization");
    await this.once("beforeExecution");
  }
};
var SendHooks = class _SendHooks extends Hooks {
  static async open(registered) {
    const all = [];
    await inTurn(registered, (one) => one.onSendEvent?.(), (hooks) => hooks && all.push(hooks));
    return new _SendHooks(all);
  }
  async transformInput(payloads) {
    const input = { payloads: [...payloads] };
    const output = await this.fold("transformInput", input, (before, output2) => ({ ...before, ...output2 }));
    return output.payloads;
  }
  async transformOutput(result) {
    const output = await this.fold("transformOutput", { result }, (before, output2) => ({
      result: { ...before.result, ...output2?.result }
    }));
    return output.result;
  }
};

// bundler/shims/inngest/sdk/scope.ts
var import_step = require("host:internal/step");
var used = false;
function scoped() {
  return used;
}
function scope() {
  return used ? (0, import_step.mode)() : void 0;
}
async function inScope(added, fn) {
  const around = scope();
  used = true;
  return await (0, import_step.withMode)({ ...around, ...added }, fn);
}
function decorate(step2, opts) {
  const around = scope();
  if (around?.choosing) {
    throw new NonRetriableError(
      "Step tools (step.run, step.sleep, etc.) cannot be called inside an experiment select() callback. Move step calls into variant callbacks instead."
    );
  }
  around?.seen?.();
  const parallelMode = step2.parallelMode ?? around?.parallelMode;
  if (!parallelMode && !around?.experiment) return opts;
  return { ...opts, ...parallelMode ? { parallelMode } : void 0, ...around?.experiment };
}

// bundler/shims/inngest/sdk/hooks-v4.ts
var others2 = [
  "onMemoizationEnd",
  "onRunStart",
  "onRunComplete",
  "onRunError",
  "onStepStart",
  "onStepComplete",
  "onStepError",
  "transformStepInput",
  "wrapFunctionHandler",
  "wrapRequest",
  "wrapStep",
  "wrapStepHandler"
];
function stepType(op, type) {
  switch (op) {
    case "StepPlanned":
      return type === void 0 ? "run" : type.replace(/^step\./, "");
    case "Sleep":
      return "sleep";
    case "WaitForEvent":
      return "waitForEvent";
    case "WaitForSignal":
      return "waitForSignal";
    case "InvokeFunction":
      return "invoke";
    case "Gateway":
      return "fetch";
    case "AIGateway":
      return "ai.infer";
  }
  return "unknown";
}
var Layers = class {
  constructor(classes2, client, fn) {
    this.client = client;
    this.fn = fn;
    this.all = classes2.map((Class) => new Class({ client }));
  }
  client;
  fn;
  all;
  /** The handler's argument, once it is complete. */
  ctx;
  has(hook) {
    return this.all.some((one) => one[hook]);
  }
  /** Whether there are hooks that do more than to change the handler's argument. */
  get busy() {
    for (const one of this.all) for (const hook of others2) if (one[hook]) return true;
    return false;
  }
  /** Tells of something that happened. A hook that throws is logged, no more. */
  tell(hook, extra = {}) {
    const run2 = async (one) => {
      try {
        await one[hook]({ ctx: this.ctx, fn: this.fn, ...extra });
      } catch (error) {
        this.client.logger.error({ err: error, hook, mw: one.id }, "middleware error");
      }
    };
    return inTurn(this.with(hook), run2, nothing);
  }
  /** Passes a value through the hooks, each giving the next one's. */
  transform(hook, value) {
    const take = (output) => {
      value = output ?? value;
    };
    return after(
      inTurn(this.with(hook), (one) => one[hook](value), take),
      () => value
    );
  }
  with(hook) {
    return this.all.filter((one) => one[hook]);
  }
  /** Wraps a function in the hooks, the first middleware outermost. */
  wrap(hook, inner, args) {
    let chain = inner;
    for (const one of [...this.all].reverse()) {
      if (!one[hook]) continue;
      const next = chain;
      chain = async () => one[hook]({ ...args(), next });
    }
    return chain;
  }
  /**
   * Wraps what a step's promise gives. A step that middleware makes before it
   * calls `next` is not wrapped by that middleware again.
   */
  wrapStep(inner, stepInfo) {
    let chain = inner;
    for (const one of [...this.all].reverse()) {
      if (!one.wrapStep) continue;
      const next = chain;
      chain = async () => {
        const within = scope()?.wrapping ?? none;
        if (within.has(one)) return next();
        const outside = () => inScope({ wrapping: within }, next);
        return inScope(
          { wrapping: /* @__PURE__ */ new Set([...within, one]) },
          () => one.wrapStep({ ctx: this.ctx, fn: this.fn, stepInfo, next: outside })
        );
      };
    }
    return chain;
  }
};
var none = /* @__PURE__ */ new Set();

// bundler/shims/inngest/sdk/logger.ts
var ranks = { debug: 0, info: 1, warn: 2, error: 3, fatal: 3, silent: 4 };
function isRecord(value) {
  return typeof value === "object" && value !== null;
}
function fieldsFirst(args) {
  return args.length > 1 && isRecord(args[0]) && typeof args[1] === "string";
}
var ConsoleLogger = class {
  level;
  constructor(options2 = {}) {
    this.level = options2.level ?? "info";
  }
  info(...args) {
    this.#log("info", args);
  }
  warn(...args) {
    this.#log("warn", args);
  }
  error(...args) {
    this.#log("error", args);
  }
  debug(...args) {
    this.#log("debug", args);
  }
  #log(level, args) {
    if (ranks[level] < (ranks[this.level] ?? ranks.info)) return;
    if (!fieldsFirst(args)) {
      console[level](...args);
      return;
    }
    const [{ err, ...fields }, message, ...rest] = args;
    console[level](message);
    if (err) console[level](err);
    if (Object.keys(fields).length) console[level](fields);
    if (rest.length) console[level](...rest);
  }
};
function wrapStringFirstLogger(logger2) {
  const wrap2 = (level) => (...args) => {
    if (fieldsFirst(args)) [args[0], args[1]] = [args[1], args[0]];
    logger2[level](...args);
  };
  return { info: wrap2("info"), warn: wrap2("warn"), error: wrap2("error"), debug: wrap2("debug") };
}
var ProxyLogger = class {
  constructor(logger2) {
    this.logger = logger2;
    return new Proxy(this, {
      get: (target, key, receiver) => key in target ? Reflect.get(target, key, receiver) : Reflect.get(target.logger, key, target.logger)
    });
  }
  logger;
  enabled = false;
  info(...args) {
    if (this.enabled) this.logger.info(...args);
  }
  warn(...args) {
    if (this.enabled) this.logger.warn(...args);
  }
  error(...args) {
    if (this.enabled) this.logger.error(...args);
  }
  debug(...args) {
    if (this.enabled) this.logger.debug?.(...args);
  }
  enable() {
    this.enabled = true;
  }
  disable() {
    this.enabled = false;
  }
  async flush() {
    await this.logger.flush?.();
  }
};
function switchedLogger(logger2, on) {
  const proxy = new ProxyLogger(logger2);
  Object.defineProperty(proxy, "enabled", { get: on });
  return proxy;
}
var LoggerMiddleware = class {
  id = "inngest:logger";
  #logger;
  client;
  constructor(options2) {
    this.client = options2.client;
  }
  onStepError(input) {
    this.#tell(input, input.error, "Inngest step error");
  }
  onRunError(input) {
    this.#tell(input, input.error, "Inngest function error");
  }
  async wrapRequest({ next }) {
    try {
      return await next();
    } finally {
      await (this.#logger ?? this.client.logger).flush?.();
    }
  }
  #tell({ ctx, fn }, error, message) {
    this.#logger = ctx.logger;
    if (fn.dialect === 3) this.#logger.error(error);
    else this.#logger.error({ err: error }, message);
  }
};

// bundler/shims/inngest/sdk/registration.ts
var sorted = /* @__PURE__ */ new WeakMap();
var nothing2 = { classic: Promise.resolve([]), classes: [], empty: true };
function registerAll(middleware, client, fn) {
  const classic = [];
  const classes2 = [];
  for (const one of middleware) {
    if (isClassic(one)) classic.push(one);
    else if (typeof one === "function") classes2.push(one);
    else throw new TypeError(`middleware: want an InngestMiddleware or a Middleware.BaseMiddleware class, got ${show(one)}`);
  }
  if (!fn && client.ownLogger) classes2.unshift(LoggerMiddleware);
  if (classic.length + classes2.length === 0) return;
  const before = fn ? middlewareOf(client).classic : nothing2.classic;
  const own2 = before.then(() => initialize(classic, client, fn));
  own2.catch(() => {
  });
  sorted.set(fn ?? client, { classic: own2, classes: classes2, empty: false });
  for (const Class of classes2) Class.onRegister?.({ client, fn });
}
function middlewareOf(owner2) {
  return sorted.get(owner2) ?? nothing2;
}

// bundler/shims/inngest/sdk/run.ts
var native2 = __toESM(require("host:internal/step"));
var Run = class {
  constructor(state, layers, registered) {
    this.state = state;
    this.layers = layers;
    this.registered = registered;
    this.fn = state.owner.fn;
    this.call = state.owner.call;
    this.input = state.input;
    this.#ctx = layers.ctx = state.ctx;
  }
  state;
  layers;
  registered;
  fn;
  call;
  input;
  #ctx;
  #hooks;
  /** Recorded results that middleware replaced. */
  #replaced = /* @__PURE__ */ new Map();
  /** Recorded steps that the code has not come to. */
  #unseen = none2;
  /** Whether middleware has nothing to do with recorded steps. */
  #quick = false;
  /** The recorded failures that steps have rejected with. */
  #rejected;
  /** Each of these happens once. */
  #memoizationEnded;
  #finished;
  /** What wrapRequest gives, and what lets its `next` return. */
  #request;
  #answered;
  /** Runs the handler, and gives a promise of what it gives, or that at once. */
  start(handler) {
    const hooks = RunHooks.open(this.registered, this.#ctx, this.fn, () => recorded(this.input));
    return isPromise(hooks) ? hooks.then((hooks2) => this.#begin(hooks2, handler)) : this.#begin(hooks, handler);
  }
  #begin(hooks, handler) {
    this.#hooks = hooks;
    const busy = hooks.busy || this.layers.busy || this.registered.some((one) => one.onSendEvent);
    if (busy) return this.#surround(handler, true);
    return after(this.#transformInput(), () => {
      if (this.#replaced.size > 0) return this.#surround(handler, false);
      const check2 = this.input.failure ? void 0 : this.fn.check;
      return check2 ? check2(this.#ctx.events).then(() => handler(this.#ctx)) : handler(this.#ctx);
    });
  }
  /** Takes part in all that the call does. */
  #surround(handler, transform) {
    this.state.owner.found = this.#found;
    this.#unseen = new Set(this.input.stack ?? []);
    this.#quick = !["transformStepInput", "wrapStep", "onRunError", "onStepError"].some((hook) => this.layers.has(hook));
    if (native2.beforeAnswer) native2.beforeAnswer(this.call, () => this.#finish());
    return this.#wrapRequest(() => this.#run(handler, transform));
  }
  /** From here on, what middleware does decides what is answered. */
  async #run(handler, transform) {
    const { fn, input, layers } = this;
    let result;
    try {
      if (transform) await this.#transformInput();
      await this.#hooks.once("beforeMemoization");
      if (this.#unseen.size === 0) await this.#endMemoization();
      if (!input.stack?.length && input.attempt === 0) await layers.tell("onRunStart");
      const check2 = input.failure ? void 0 : fn.check;
      const inner = async () => {
        await check2?.(this.#ctx.events);
        return handler(this.#ctx);
      };
      const chain = layers.wrap("wrapFunctionHandler", inner, () => ({ ctx: this.#ctx, fn }));
      try {
        const data = await chain();
        await this.#afterExecution();
        await layers.tell("onRunComplete", { output: data });
        result = { data };
      } catch (error) {
        await this.#afterExecution();
        await layers.tell("onRunError", { error: asError(error), isFinalAttempt: this.#isFinal(error) });
        result = { error };
      }
    } catch (error) {
      result = { error };
    }
    const output = await this.#hooks.transformOutput(result, void 0);
    await this.#hooks.once("finished", { result: pick(output) });
    if (!native2.beforeAnswer) await this.#finish();
    return settle(result, output);
  }
  /**
   * Runs `wrapRequest` round the call. Its `next` gives the answer when it is
   * ready; the call's own result does not wait for what comes after.
   */
  async #wrapRequest(run2) {
    const { layers, fn, input } = this;
    if (!layers.has("wrapRequest")) return run2();
    return new Promise((resolve, reject) => {
      const next = () => new Promise((answer) => {
        this.#answered = () => answer({ status: 200, headers: {}, body: "" });
        run2().then(resolve, reject);
      });
      const requestInfo = {
        method: "POST",
        headers: {},
        get url() {
          return new URL("http://host/api/inngest");
        },
        body: async () => ({ event: input.event, events: input.events })
      };
      const args = () => ({ requestArgs: [], requestInfo, runId: input.runId, fn });
      this.#request = layers.wrap("wrapRequest", next, args)();
      this.#request.then(
        () => this.#answered ?? reject(new Error("middleware: wrapRequest returned without calling next()")),
        reject
      );
    });
  }
  /** The answer is ready: the last hooks. */
  #finish() {
    return this.#finished ??= (async () => {
      await this.#endMemoization();
      await this.#hooks.once("afterExecution");
      await this.#hooks.once("beforeResponse");
      this.#answered?.();
      await this.#request?.catch(() => {
      });
    })();
  }
  #transformInput() {
    let before;
    const steps = () => before ??= recorded(this.input);
    const changed = this.#hooks.transformInput(this.#ctx, this.fn, steps);
    const take = (changed2) => {
      changed2?.forEach((step2, i) => this.#replace(step2.id, step2, steps()[i]));
      return this.#transformFunctionInput();
    };
    return isPromise(changed) ? changed.then(take) : take(changed);
  }
  #transformFunctionInput() {
    const { fn, layers } = this;
    const ctx = this.#ctx;
    if (!layers.has("transformFunctionInput")) return void 0;
    let given;
    const steps = () => given ??= this.#typedSteps();
    const output = layers.transform("transformFunctionInput", {
      ctx,
      fn,
      get steps() {
        return { ...steps() };
      }
    });
    const take = (output2) => {
      adopt(ctx, output2.ctx);
      if (!given) return;
      for (const [id, step2] of Object.entries(output2.steps ?? {})) {
        if (step2?.type === "data" && given[id]) this.#replace(id, { data: step2.data }, given[id]);
      }
    };
    if (isPromise(output)) return output.then(take);
    take(output);
    return void 0;
  }
  /** Recorded results as version 4 gives them. */
  #typedSteps() {
    const out = {};
    for (const { id, ...step2 } of recorded(this.input)) {
      const { data, error, input } = { ...step2, ...this.#replaced.get(id) };
      if (error !== void 0) out[id] = { type: "error", error };
      else if (input !== void 0) out[id] = { type: "input", input };
      else out[id] = { type: "data", data };
    }
    return out;
  }
  #replace(id, now, before) {
    if (now.data !== before.data || now.error !== before.error) {
      this.#replaced.set(id, { data: now.data, error: now.error });
    }
  }
  /** Runs once what comes after the last recorded step, before new code. */
  #endMemoization() {
    return this.#memoizationEnded ??= (async () => {
      await this.#hooks.beforeExecution();
      await this.layers.tell("onMemoizationEnd");
    })();
  }
  async #afterExecution() {
    await this.#hooks.beforeExecution();
    await this.#hooks.once("afterExecution");
  }
  /** Whether the server will not try again after the error. */
  #isFinal(error) {
    const { attempt, maxAttempts } = this.#ctx;
    if (maxAttempts && attempt + 1 >= maxAttempts) return true;
    if (error instanceof NonRetriableError || error?.name === "NonRetriableError") return true;
    return !(error instanceof RetryAfterError) && Boolean(this.#rejected?.has(error));
  }
  /** Notes a found step, in the place of the native function. */
  #found = (call, op, id, name, displayName, opts, body, input) => {
    const claim2 = typeof id === "string" ? native2.claim(call, id) : id;
    this.#unseen.delete(claim2.id);
    if (this.#quick && claim2.memoized && this.#unseen.size > 0 && this.#replaced.size === 0) {
      return native2.find(call, op, claim2, name, displayName, opts, body, input);
    }
    return this.#note(claim2, op, name, displayName, opts, body, input);
  };
  async #note(claim2, op, name, displayName, opts, body, input) {
    const { call, layers } = this;
    const userId = claim2.userland;
    const info = {
      hashedId: claim2.id,
      memoized: claim2.memoized,
      stepType: stepType(op, opts?.type),
      options: { id: userId, name: displayName },
      input: op === "InvokeFunction" || op === "WaitForEvent" ? [opts] : input
    };
    if (layers.has("transformStepInput")) {
      await this.#transformStep(info);
      if (info.options.id !== userId) {
        claim2 = native2.claim(call, info.options.id);
        info.hashedId = claim2.id;
        info.memoized = claim2.memoized;
        this.#unseen.delete(claim2.id);
      }
      if (info.stepType === "sleep" && info.input) name = timeString("step.sleep: argument 2", info.input[0], this.fn.dialect);
      else if (op === "InvokeFunction" || op === "WaitForEvent") opts = info.input?.[0] ?? opts;
      else input = info.input;
    }
    if (this.#unseen.size === 0) await this.#endMemoization();
    if (op === "InvokeFunction" && !claim2.memoized) opts = await this.#transformInvocation(opts);
    const done = { id: claim2.id, op: "StepRun", name, displayName, opts };
    const run2 = body && ((...args) => this.#runBody(body, args, info, done));
    const note2 = () => native2.find(call, op, claim2, name, displayName, opts, run2, input);
    if (!claim2.memoized) {
      return body && layers.has("wrapStep") ? layers.wrapStep(note2, info)() : note2();
    }
    const settled = note2().then(
      (data) => this.#substitute(claim2, userId, data),
      (error) => this.#substitute(claim2, userId, void 0, error)
    );
    if (this.#quick) return settled;
    this.#rejected ??= /* @__PURE__ */ new WeakSet();
    await settled.catch((error) => this.#rejected.add(error));
    return layers.wrapStep(() => settled, info)();
  }
  async #transformStep(info) {
    const { hashedId, memoized: memoized2, stepType: type } = info;
    const before = info.input;
    const output = await this.layers.transform("transformStepInput", {
      fn: this.fn,
      stepInfo: { hashedId, memoized: memoized2, stepType: type },
      stepOptions: { ...info.options },
      input: [...before ?? []]
    });
    info.options = output.stepOptions;
    info.input = before === void 0 && output.input.length === 0 ? void 0 : output.input;
  }
  /** An invocation's payload is an event, which version 3 lets middleware see. */
  async #transformInvocation(opts) {
    const hooks = await SendHooks.open(await middlewareOf(this.fn.client).classic);
    if (hooks.all.length === 0) return opts;
    const [event] = await hooks.transformInput([{ ...opts.payload, name: "inngest/function.invoked" }]);
    const { name, ...payload } = event ?? {};
    return { ...opts, payload: { ...opts.payload, ...payload } };
  }
  #substitute(claim2, userId, data, error) {
    const replaced = this.#replaced.get(claim2.id);
    if (replaced) {
      if (replaced.data !== void 0) return replaced.data;
      const indexed = claim2.index ? `${userId}:${claim2.index}` : userId;
      throw memoizedError(indexed, claim2.id, replaced.error);
    }
    if (error !== void 0) throw error;
    return data;
  }
  async #runBody(body, args, info, op) {
    const { layers } = this;
    await this.#endMemoization();
    await layers.tell("onStepStart", { stepInfo: info });
    let result;
    try {
      const inner = async () => body(...args);
      const chain = layers.wrap("wrapStepHandler", inner, () => ({ ctx: this.#ctx, fn: this.fn, stepInfo: info }));
      let data;
      try {
        data = await chain();
      } finally {
        await this.#hooks.once("afterExecution");
      }
      await layers.tell("onStepComplete", { stepInfo: info, output: data });
      result = { data };
    } catch (error) {
      await layers.tell("onStepError", { stepInfo: info, error: asError(error), isFinalAttempt: this.#isFinal(error) });
      result = { error };
    }
    const output = await this.#hooks.transformOutput({ ...op, ...result }, op);
    if (!native2.beforeAnswer) await this.#finish();
    return settle(result, output);
  }
};
var none2 = /* @__PURE__ */ new Set();
function recorded(input) {
  const steps = input.steps ?? {};
  return Object.keys(steps).map((id) => ({ id, ...steps[id] }));
}
function pick({ data, error }) {
  return error === void 0 ? { data } : { error };
}
function settle(result, output) {
  if (output.error !== void 0) throw output.error;
  if ("error" in result && result.error === void 0) throw void 0;
  return output.data;
}
function asError(thrown) {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === "object" ? JSON.stringify(thrown) : String(thrown));
}

// bundler/shims/inngest/sdk/pipeline.ts
async function sending(client, fn) {
  const ofClient = middlewareOf(client);
  const ofFunction = fn ? middlewareOf(fn) : void 0;
  if (ofClient.empty && (ofFunction?.empty ?? true)) return void 0;
  const hooks = await SendHooks.open(await ofClient.classic);
  const layers = new Layers([...ofClient.classes, ...ofFunction?.classes ?? []], client, fn);
  return {
    async transform(payloads) {
      payloads = await hooks.transformInput(payloads);
      return (await layers.transform("transformSendEvent", { events: payloads, fn })).events;
    },
    async deliver(payloads, deliver) {
      const send3 = () => deliver(payloads);
      const chain = payloads.length ? layers.wrap("wrapSendEvent", send3, () => ({ events: payloads, fn })) : send3;
      return hooks.transformOutput(await chain());
    }
  };
}
function pipeline(fn) {
  const ofClient = middlewareOf(fn.client);
  const ofFunction = middlewareOf(fn);
  if (ofClient.empty && ofFunction.empty) return void 0;
  const classes2 = [...ofClient.classes, ...ofFunction.classes];
  let ready;
  const both = Promise.all([ofClient.classic, ofFunction.classic]).then(([a, b]) => ready = [...a, ...b]);
  both.catch(() => {
  });
  const start = (registered, call, input, handler) => new Run(open(fn, call, input, import_step2.find), new Layers(classes2, fn.client, fn), registered).start(handler);
  return {
    run(call, input, handler) {
      if (ready) return start(ready, call, input, handler);
      return both.then((registered) => start(registered, call, input, handler));
    }
  };
}

// bundler/shims/inngest/sdk/function.ts
var InngestFunction = class {
  /** The check of incoming events, made at the first call. */
  #check = null;
  /** The middleware, made at the first call; undefined when there is none. */
  #pipeline = null;
  client;
  opts;
  fn;
  onFailureFn;
  /** The SDK's major version whose form of createFunction made it. */
  dialect;
  constructor(client, opts, fn, dialect) {
    this.client = client;
    this.opts = opts;
    this.fn = fn;
    this.onFailureFn = opts.onFailure;
    this.dialect = dialect;
  }
  get [Symbol.toStringTag]() {
    return "Inngest.Function";
  }
  /** The function's id, after `prefix` and a hyphen when there is a prefix. */
  id(prefix) {
    return prefix ? `${prefix}-${this.opts.id}` : this.opts.id;
  }
  /** The id with that of the client's app before it. */
  get absoluteId() {
    return this.id(this.client.id);
  }
  get name() {
    return this.opts.name || this.id();
  }
  get description() {
    return this.opts.description;
  }
  /** What registers the function: its configuration, and its failure handler's. */
  getConfig(options2) {
    const { baseUrl, appPrefix } = options2;
    const url = typeof baseUrl === "string" ? baseUrl : baseUrl.href;
    return JSON.parse((0, import_client.config)(describe2(this), url, appPrefix ?? ""));
  }
  /** The check of incoming events against the triggers' schemas, if any. */
  get check() {
    if (this.#check === null) {
      this.#check = this.dialect >= 4 ? eventCheck(this.opts.triggers) : void 0;
    }
    return this.#check;
  }
  get pipeline() {
    if (this.#pipeline === null) this.#pipeline = pipeline(this);
    return this.#pipeline;
  }
};
var InngestFunctionReference = class {
  constructor(opts) {
    this.opts = opts;
  }
  opts;
  get [Symbol.toStringTag]() {
    return "Inngest.FunctionReference";
  }
};
function referenceFunction(options2) {
  const { functionId, appId } = options2;
  return new InngestFunctionReference({ functionId, appId });
}
var verbatim = [
  "idempotency",
  "batchEvents",
  "rateLimit",
  "throttle",
  "concurrency",
  "debounce",
  "priority",
  "timeouts",
  "singleton"
];
function describe2(fn) {
  const { opts, client, dialect } = fn;
  const options2 = {};
  for (const key of verbatim) {
    if (opts[key] != null) options2[key] = spans2(opts[key], dialect);
  }
  if (opts.retries !== void 0) options2.retries = { attempts: opts.retries };
  if (opts.cancelOn) {
    options2.cancel = list(opts.cancelOn).map((on) => cancellation(on, dialect));
  }
  const unknown = unknownOptions(opts);
  return stringify({
    id: opts.id,
    name: fn.name,
    app: client.id,
    dialect,
    triggers: triggers(opts.triggers),
    options: Object.keys(options2).length ? options2 : void 0,
    failure: fn.onFailureFn ? true : void 0,
    checkpointing: checkpointing(
      opts.checkpointing ?? client.options.checkpointing ?? opts.experimentalCheckpointing ?? client.options.experimentalCheckpointing
    ),
    optimizeParallelism: opts.optimizeParallelism ?? client.options.optimizeParallelism,
    unknown: unknown.length ? unknown : void 0
  });
}
function list(value) {
  return Array.isArray(value) ? value : [value];
}
function spans2(value, dialect) {
  if (isTemporalDuration(value)) return timeString("options", value, dialect);
  if (Array.isArray(value)) return value.map((item) => spans2(item, dialect));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const out = {};
  for (const key of Object.keys(value)) out[key] = spans2(value[key], dialect);
  return out;
}
function cancellation(on, dialect) {
  const out = { event: on.event instanceof EventType ? on.event.name : on.event };
  const match = on.match ? `event.${on.match} == async.${on.match}` : void 0;
  if (match && on.if) out.if = `${match} && (${on.if})`;
  else if (match ?? on.if) out.if = match ?? on.if;
  if (on.timeout) out.timeout = timeString("cancelOn: timeout", on.timeout, dialect);
  return out;
}
function triggers(all) {
  const out = [];
  for (const trigger of all) {
    if (trigger.cron) {
      out.push({ cron: trigger.cron, jitter: trigger.jitter || void 0 });
      continue;
    }
    const event = trigger.event instanceof EventType ? trigger.event.name : trigger.event;
    if (event !== internalEvents.FunctionInvoked) out.push({ event, expression: trigger.if });
  }
  return out;
}
function checkpointing(setting) {
  if (typeof setting !== "object" || setting === null) return setting ?? void 0;
  return {
    bufferedSteps: setting.bufferedSteps,
    maxRuntime: milliseconds(setting.maxRuntime),
    maxInterval: milliseconds(setting.maxInterval)
  };
}
function milliseconds(span) {
  if (span === void 0 || typeof span === "number") return span;
  const ms = typeof span === "string" ? parseMilliseconds(span) : isTemporalDuration(span) ? temporalMilliseconds(span) : void 0;
  if (ms === void 0) throw new TypeError(`checkpointing: want a duration such as "10s", got ${show(span)}`);
  return ms;
}
function readArguments(args) {
  let [opts, second2, third] = args;
  const dialect = typeof second2 === "function" && typeof third !== "function" ? 4 : 3;
  const handler = dialect === 4 ? second2 : third;
  if (typeof handler !== "function") {
    throw new Error(
      args.length < 3 ? '"createFunction" expected a handler function as the second argument. Triggers belong in the first argument: createFunction({ id, triggers: { event: "..." } }, handler)' : `createFunction: argument 3: want a handler function, got ${show(third)}`
    );
  }
  if (typeof opts === "string" && dialect === 3) {
    console.warn("createFunction: a string as the first argument is deprecated; pass { id } instead");
    opts = { id: opts };
  }
  if (typeof opts !== "object" || opts === null) {
    throw new TypeError(`createFunction: argument 1: want an object of options, got ${show(opts)}`);
  }
  const id = opts.id;
  if (typeof id !== "string" || id === "") {
    throw new TypeError(`createFunction: options.id: want a string that is not empty, got ${show(id)}`);
  }
  if (opts.onFailure !== void 0 && typeof opts.onFailure !== "function") {
    throw new TypeError(`createFunction ${show(id)}: options.onFailure: want a function, got ${show(opts.onFailure)}`);
  }
  const given = dialect === 4 ? opts.triggers ?? [] : second2;
  const triggers2 = list(given).map((trigger) => readTrigger(id, trigger, dialect));
  return { opts: { ...opts, triggers: triggers2 }, handler, dialect };
}
function readTrigger(id, trigger, dialect) {
  if (typeof trigger === "string") {
    console.warn(`createFunction ${show(id)}: a string as a trigger is deprecated; pass { event: ${show(trigger)} } instead`);
    return { event: trigger };
  }
  const event = trigger?.event;
  const valid = typeof trigger?.cron === "string" || typeof event === "string" || event instanceof EventType;
  if (!valid) {
    const where = dialect === 4 ? "options.triggers" : "argument 2";
    throw new TypeError(
      `createFunction ${show(id)}: ${where}: want { event: "name" }, { cron: "..." } or an event type, got ${show(trigger)}`
    );
  }
  return trigger;
}

// bundler/shims/inngest/sdk/group.ts
var import_step5 = require("host:internal/step");

// bundler/shims/inngest/sdk/steps.ts
var import_step4 = require("host:internal/step");

// bundler/shims/inngest/sdk/models.ts
function variable(name) {
  return globalThis.process?.env?.[name];
}
function under(base, path) {
  return new URL(path, base.endsWith("/") ? base : `${base}/`).href;
}
function fill(options2) {
  return (_model, body) => {
    Object.assign(body, options2.defaultParameters);
    body.model ||= options2.model;
  };
}
function openaiLike(format, base, key, path) {
  return (options2) => ({
    url: under(options2.baseUrl || base, path),
    authKey: options2.apiKey || variable(key) || "",
    format,
    onCall: fill(options2),
    options: options2
  });
}
var openai = openaiLike("openai-chat", "https://api.openai.com/v1/", "OPENAI_API_KEY", "chat/completions");
var openaiResponses = openaiLike(
  "openai-responses",
  "https://api.openai.com/v1/",
  "OPENAI_API_KEY",
  "responses"
);
var deepseek = openaiLike(
  "openai-chat",
  "https://api.deepseek.com/v1/",
  "DEEPSEEK_API_KEY",
  "chat/completions"
);
var grok = openaiLike("grok", "https://api.x.ai/v1", "XAI_API_KEY", "chat/completions");
function azureOpenai(options2) {
  if (!options2.endpoint) throw new Error("Azure OpenAI endpoint is required");
  const authKey = options2.apiKey || variable("AZURE_OPENAI_API_KEY") || "";
  const url = new URL(`openai/deployments/${options2.deployment}/chat/completions`, options2.endpoint);
  url.searchParams.set("api-version", options2.apiVersion);
  return {
    url: url.href,
    authKey,
    format: "azure-openai",
    onCall: fill(options2),
    options: options2,
    headers: { "api-key": authKey, "Content-Type": "application/json" }
  };
}
function anthropic(options2) {
  const headers = { "anthropic-version": "2023-06-01" };
  if (options2.betaHeaders?.length) headers["anthropic-beta"] = options2.betaHeaders.join(",");
  return {
    url: under(options2.baseUrl || "https://api.anthropic.com/v1/", "messages"),
    authKey: options2.apiKey || variable("ANTHROPIC_API_KEY") || "",
    format: "anthropic",
    onCall: fill(options2),
    headers,
    options: options2
  };
}
function gemini(options2) {
  const authKey = options2.apiKey || variable("GEMINI_API_KEY") || "";
  const base = options2.baseUrl || "https://generativelanguage.googleapis.com/v1beta/";
  return {
    url: under(base, `models/${options2.model}:generateContent?key=${authKey}`),
    authKey,
    format: "gemini",
    onCall(_model, body) {
      if (!options2.defaultParameters) return;
      const { generationConfig, ...rest } = options2.defaultParameters;
      Object.assign(body, { ...rest, ...body });
      if (!generationConfig) return;
      body.generationConfig = {
        ...generationConfig,
        ...body.generationConfig,
        thinkingConfig: { ...generationConfig.thinkingConfig, ...body.generationConfig?.thinkingConfig }
      };
    },
    headers: {},
    options: options2
  };
}
var models = { anthropic, gemini, openai, azureOpenai, deepseek, grok, openaiResponses };
function names(...list2) {
  return Object.fromEntries(list2.map((name) => [name, name]));
}
var GeminiAiAdapter = {
  HarmCategory: names(
    "HARM_CATEGORY_UNSPECIFIED",
    "HARM_CATEGORY_HATE_SPEECH",
    "HARM_CATEGORY_SEXUALLY_EXPLICIT",
    "HARM_CATEGORY_DANGEROUS_CONTENT",
    "HARM_CATEGORY_HARASSMENT",
    "HARM_CATEGORY_CIVIC_INTEGRITY"
  ),
  HarmBlockThreshold: names(
    "HARM_BLOCK_THRESHOLD_UNSPECIFIED",
    "BLOCK_LOW_AND_ABOVE",
    "BLOCK_MEDIUM_AND_ABOVE",
    "BLOCK_ONLY_HIGH",
    "BLOCK_NONE",
    "OFF"
  )
};

// bundler/shims/inngest/sdk/realtime.ts
var host = __toESM(require("host:internal/client"));

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/sdk/realtime.ts
async function read(args) {
  const first = await args[0];
  const message = args.length > 1 ? { ...first, data: args[1], schema: first?.config?.schema } : first;
  const { channel: channel2, topic } = message ?? {};
  const name = typeof channel2 === "string" ? channel2 : channel2?.name;
  if (typeof name !== "string" || typeof topic !== "string") {
    throw new TypeError(`realtime.publish: want a topic { channel, topic }, got ${show(first)}`);
  }
  return { channel: name, topic, data: message.data, schema: message.schema };
}
async function publish2(client, args) {
  const { channel: channel2, topic, data, schema } = await read(args);
  if (schema) {
    const { issues } = await schema["~standard"].validate(data);
    if (issues) throw new Error(`Schema validation failed for topic "${topic}"`);
  }
  await host.publish(client.settings, channel2, topic, stringify(data) ?? "null");
  return data;
}
var subscriptionToken = async () => unavailable("a realtime subscription token", "ask for it where the subscriber's request is served")();

// bundler/shims/inngest/sdk/fetch.ts
var import_step3 = require("host:internal/step");
var fallback = (input, init) => globalThis.fetch(input, init);
async function durable(input, init) {
  const state = stateOf((0, import_step3.current)());
  if (!state || (0, import_step3.inStep)()) {
    const where = state ? "inside a step" : "outside of a function";
    if (!fallback) throw new Error(`step.fetch() called ${where} and had no fallback set`);
    return fallback(input, init);
  }
  const request = typeof input === "object" && input !== null && "url" in input ? input : void 0;
  const url = request ? request.url : String(input);
  const headers = {};
  const given = request?.headers ?? init?.headers;
  if (given) new Headers(given).forEach((value, key) => headers[key] = value);
  const { hostname } = new URL(url);
  const answer = await requestStep(state.owner, `step.fetch: ${hostname}`, {
    url,
    method: init?.method ?? request?.method ?? "GET",
    headers,
    body: init?.body
  });
  return new Response(answer.body, { status: answer.status_code, headers: answer.headers });
}
var fetch = Object.assign(durable, {
  /** Sets what makes the request where there can be no step. */
  config(options2) {
    if ("fallback" in options2) fetch.fallback = fallback = options2.fallback;
    return fetch;
  },
  fallback
});

// bundler/shims/inngest/sdk/sessions.ts
var most = 5;
function propagated(events2) {
  let shared;
  for (const event of events2 ?? []) {
    const own2 = /* @__PURE__ */ new Map();
    for (const [key, id] of Object.entries(event?.meta?.sessions ?? {})) {
      if (key && id != null) own2.set(key, String(id));
    }
    if (!shared) shared = own2;
    else for (const [key, id] of shared) if (own2.get(key) !== id) shared.delete(key);
    if (shared.size === 0) break;
  }
  const entries = [...shared ?? []].sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.slice(0, most));
}
function compare(a, b) {
  const left = Array.from(a, (char) => char.codePointAt(0));
  const right = Array.from(b, (char) => char.codePointAt(0));
  const end = Math.min(left.length, right.length);
  for (let i = 0; i < end; i++) if (left[i] !== right[i]) return left[i] - right[i];
  return left.length - right.length;
}
function enabled(client) {
  const { sessionPropagation } = client.options;
  if (typeof sessionPropagation === "boolean") return sessionPropagation;
  return !/^(0|false|no|off)$/i.test(globalThis.process?.env?.INNGEST_SESSION_PROPAGATION ?? "");
}
function stamp(event, client, sessions2) {
  if (!sessions2 || Object.keys(sessions2).length === 0 || !enabled(client)) return event;
  return { ...event, meta: { ...event.meta, propagated_sessions: { ...sessions2 } } };
}
function normalizeMeta(meta) {
  if (meta == null) return void 0;
  if (typeof meta !== "object" || Array.isArray(meta)) throw new Error("Event meta must be an object");
  const sessions2 = normalize(meta.sessions, true);
  const propagated_sessions = normalize(meta.propagated_sessions, false);
  return sessions2 === void 0 && propagated_sessions === void 0 ? void 0 : { sessions: sessions2, propagated_sessions };
}
function normalize(sessions2, cuts) {
  if (sessions2 === void 0) return void 0;
  if (sessions2 === null) return cuts ? null : void 0;
  if (typeof sessions2 !== "object" || Array.isArray(sessions2)) throw new Error("Event sessions must be an object");
  const out = {};
  for (const [key, value] of Object.entries(sessions2)) {
    if (!key) throw new Error("Event session keys cannot be empty");
    if (value === null && cuts) {
      out[key] = null;
      continue;
    }
    if (typeof value !== "string" && typeof value !== "number") {
      throw new Error(`Event session "${key}" must be a string${cuts ? ", number, or null" : " or number"}`);
    }
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new Error(`Event session "${key}" must be a finite number`);
    }
    out[key] = String(value);
    if (!out[key]) throw new Error(`Event session "${key}" cannot have an empty ID`);
  }
  return Object.keys(out).length ? out : void 0;
}

// bundler/shims/inngest/sdk/steps.ts
function options(tool2, value) {
  if (typeof value === "string") return { id: value };
  if (typeof value?.id === "string") return value;
  throw new TypeError(`step.${tool2}: argument 1: want a step id or { id, name? }, got ${show(value)}`);
}
function wantFunction(tool2, value) {
  if (typeof value !== "function") {
    throw new TypeError(`step.${tool2}: argument 2: want a function, got ${show(value)}`);
  }
}
function wantObject(tool2, value) {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`step.${tool2}: argument 2: want an object of options, got ${show(value)}`);
  }
}
var owner = /* @__PURE__ */ Symbol("inngest.call");
function ownerOf(self) {
  const found = self?.[owner] ?? stateOf((0, import_step4.current)())?.owner;
  if (found) return found;
  throw new Error("step tools can only be used within Inngest function executions; no context was found");
}
function note({ found, call }, op, step2, name, opts, run2, input) {
  const { id } = step2;
  return found(call, op, id, name, step2.name ?? id, decorate(step2, opts), run2, input);
}
function withBody(self, tool2, type, idOrOptions, run2, input) {
  try {
    const own2 = ownerOf(self);
    const step2 = options(tool2, idOrOptions);
    wantFunction(tool2, run2);
    const given = input.length ? input : void 0;
    const opts = given || type ? { input: given, type } : void 0;
    return note(own2, "StepPlanned", step2, step2.id, opts, run2, given);
  } catch (error) {
    return Promise.reject(error);
  }
}
function run(idOrOptions, body, ...input) {
  const own2 = this?.[owner];
  if (own2 && typeof idOrOptions === "string" && typeof body === "function" && input.length === 0 && !scoped()) {
    return own2.found(own2.call, "StepPlanned", idOrOptions, idOrOptions, idOrOptions, void 0, body, void 0);
  }
  return withBody(this, "run", void 0, idOrOptions, body, input);
}
async function sleep(idOrOptions, time) {
  const own2 = ownerOf(this);
  const step2 = options("sleep", idOrOptions);
  return note(own2, "Sleep", step2, timeString("step.sleep: argument 2", time, own2.fn.dialect));
}
async function sleepUntil(idOrOptions, time) {
  const own2 = ownerOf(this);
  const step2 = options("sleepUntil", idOrOptions);
  let until;
  try {
    until = isoString(time);
  } catch {
    throw new Error(
      `Invalid \`Date\`, date string, \`Temporal.Instant\`, or \`Temporal.ZonedDateTime\` passed to sleepUntil: ${time}`
    );
  }
  return note(own2, "Sleep", step2, until);
}
async function waitForEvent(idOrOptions, wait) {
  const own2 = ownerOf(this);
  const { dialect } = own2.fn;
  const step2 = options("waitForEvent", idOrOptions);
  wantObject("waitForEvent", wait);
  const { event, match, timeout } = wait;
  const name = event instanceof EventType ? event.name : event;
  if (typeof name !== "string") {
    throw new TypeError(`step.waitForEvent: options.event: want an event's name or type, got ${show(event)}`);
  }
  const condition = match ? `event.${match} == async.${match}` : wait.if || void 0;
  const opts = { timeout: timeString("step.waitForEvent: options.timeout", timeout, dialect), if: condition };
  const got = await note(own2, "WaitForEvent", step2, name, opts);
  const check2 = dialect >= 4 && got !== null && event instanceof EventType ? eventCheck([event]) : void 0;
  try {
    await check2?.([got]);
  } catch (error) {
    throw memoizedError(step2.id, step2.id, error);
  }
  return got;
}
async function waitForSignal(idOrOptions, wait) {
  const own2 = ownerOf(this);
  const step2 = options("waitForSignal", idOrOptions);
  wantObject("waitForSignal", wait);
  const { signal: signal2, timeout, onConflict } = wait;
  const opts = { signal: signal2, timeout: timeString("step.waitForSignal: options.timeout", timeout, own2.fn.dialect), conflict: onConflict };
  return note(own2, "WaitForSignal", step2, signal2, opts);
}
async function invoke2(idOrOptions, how) {
  const own2 = ownerOf(this);
  const step2 = options("invoke", idOrOptions);
  return note(own2, "InvokeFunction", step2, "", invocation(own2, how));
}
async function sendEvent(idOrOptions, events2) {
  const own2 = ownerOf(this);
  const step2 = options("sendEvent", idOrOptions);
  const { fn, call } = own2;
  const send3 = () => fn.client.deliver(events2, { fn, sessions: stateOf(call)?.ctx.sessions });
  return note(own2, "StepPlanned", step2, "sendEvent", { type: "step.sendEvent" }, send3);
}
async function sendSignal(idOrOptions, signal2) {
  const own2 = ownerOf(this);
  const step2 = options("sendSignal", idOrOptions);
  wantObject("sendSignal", signal2);
  const send3 = () => own2.fn.client.sendSignal({ signal: signal2.signal, data: signal2.data });
  return note(own2, "StepPlanned", step2, "sendSignal", { type: "step.sendSignal", signal: signal2.signal }, send3);
}
async function infer(idOrOptions, request) {
  const own2 = ownerOf(this);
  const step2 = options("ai.infer", idOrOptions);
  wantObject("ai.infer", request);
  return note(own2, "AIGateway", step2, "", inference(request));
}
function wrap(idOrOptions, body, ...input) {
  return withBody(this, "ai.wrap", "step.ai.wrap", idOrOptions, body, input);
}
async function publishStep(idOrOptions, ...message) {
  const own2 = ownerOf(this);
  const step2 = options("realtime.publish", idOrOptions);
  const send3 = () => publish2(own2.fn.client, message);
  return note(own2, "StepPlanned", step2, "", { type: "step.realtime.publish" }, send3);
}
function requestStep(own2, id, request) {
  return note(own2, "Gateway", { id }, "", request);
}
function chooseStep(own2, idOrOptions, choose) {
  return withBody({ [owner]: own2 }, "experiment", "group.experiment", idOrOptions, choose, []);
}
function stepTools(own2) {
  return {
    [owner]: own2,
    run,
    sleep,
    sleepUntil,
    waitForEvent,
    waitForSignal,
    invoke: invoke2,
    sendEvent,
    sendSignal,
    ai: { [owner]: own2, infer, wrap, models },
    realtime: { [owner]: own2, publish: publishStep },
    fetch
  };
}
function invocation({ fn, call }, how) {
  const { client, dialect } = fn;
  const target = how?.function;
  let id;
  if (target instanceof InngestFunction) {
    id = target.id(target.client.id === client.id ? (0, import_step4.app)(call) : target.client.id);
  } else if (target instanceof InngestFunctionReference) {
    const { appId, functionId } = target.opts;
    id = [appId || (0, import_step4.app)(call), functionId].filter(Boolean).join("-");
  } else if (dialect === 3 && typeof target === "string" && target) {
    console.warn(
      `step.invoke: a string as the function is deprecated; pass the function or referenceFunction({ functionId }) instead of ${show(target)}`
    );
    id = target;
  } else {
    throw new Error(
      dialect === 3 ? "Invalid invocation options passed to invoke; must include either a function or functionId." : "Invalid invocation options passed to invoke; must include a function instance or referenceFunction()."
    );
  }
  const { data, user, v, meta, timeout } = how;
  if (data !== void 0 && (typeof data !== "object" || data === null || Array.isArray(data))) {
    throw new TypeError(`step.invoke: options.data: want an object, got ${show(data)}`);
  }
  const payload = { data };
  if (dialect === 3) {
    payload.user = user;
    payload.v = v;
  } else {
    payload.v = v;
    payload.meta = normalizeMeta(stamp({ meta }, client, stateOf(call)?.ctx.sessions).meta);
  }
  return {
    payload,
    function_id: id,
    timeout: timeout === void 0 ? void 0 : timeString("step.invoke: options.timeout", timeout, dialect)
  };
}
function inference(request) {
  const { model, body, ...rest } = request;
  if (typeof model !== "object" || model === null) {
    throw new TypeError(`step.ai.infer: options.model: want a model such as step.ai.models.openai(...), got ${show(model)}`);
  }
  const copy = { ...model };
  model.onCall?.(copy, body);
  return {
    type: "step.ai.infer",
    url: copy.url,
    headers: copy.headers,
    auth_key: copy.authKey,
    format: copy.format,
    body,
    ...rest
  };
}

// bundler/shims/inngest/sdk/group.ts
function wantCall(tool2) {
  const state = stateOf((0, import_step5.current)());
  if (state) return state.owner;
  throw new Error(`\`group\` tools can only be used within Inngest function executions; ${tool2} found none`);
}
async function parallel(first, second2) {
  const options2 = typeof first === "function" ? {} : first;
  const callback = typeof first === "function" ? first : second2;
  if (typeof callback !== "function") throw new Error("`group.parallel()` requires a callback function");
  wantCall("group.parallel()");
  return inScope({ parallelMode: options2?.mode ?? "race" }, callback);
}
async function experiment(idOrOptions, options2) {
  const owner2 = wantCall("group.experiment()");
  const { variants, select } = options2 ?? {};
  const names2 = Object.keys(variants ?? {});
  if (names2.length === 0) throw new Error("`group.experiment()` requires at least one variant to be defined.");
  if (typeof select !== "function") {
    throw new TypeError(`group.experiment: options.select: want a strategy such as experiment.weighted({...}), got ${show(select)}`);
  }
  const id = typeof idOrOptions === "string" ? idOrOptions : idOrOptions.id;
  const variant = await chooseStep(owner2, idOrOptions, async () => {
    const chosen = await inScope({ choosing: true }, () => select(names2));
    if (!names2.includes(chosen)) {
      throw new NonRetriableError(
        `group.experiment("${id}"): select() returned "${chosen}" which is not a known variant. Available variants: ${names2.join(", ")}`
      );
    }
    return chosen;
  });
  if (!Object.hasOwn(variants, variant)) {
    throw new Error(
      `group.experiment("${id}"): variant "${variant}" was selected but is not defined. Available variants: ${names2.join(", ")}`
    );
  }
  let steps = 0;
  const context = {
    experimentStepID: "",
    experimentName: id,
    variant,
    selectionStrategy: select.__experimentConfig?.strategy ?? "custom"
  };
  const result = await inScope({ experiment: context, seen: () => steps++ }, variants[variant]);
  if (steps === 0) {
    throw new NonRetriableError(
      `group.experiment("${id}"): variant "${variant}" did not invoke any step tools. Wrap your variant logic in step.run() to ensure it is memoized and not re-executed on replay.`
    );
  }
  return { result, variant, experimentRef: { experimentName: id, variant } };
}
var groupTools = { parallel, experiment };

// bundler/shims/inngest/sdk/call.ts
function stateOf(call) {
  return call && (0, import_step6.kept)(call);
}
function invoke3(fn, call, input) {
  try {
    if (!(fn instanceof InngestFunction)) throw new TypeError(`want an Inngest function, got ${show(fn)}`);
    const handler = input.failure ? fn.onFailureFn : fn.fn;
    if (!handler) throw new Error(`function ${show(fn.id())} has no onFailure handler`);
    const { pipeline: pipeline2 } = fn;
    if (pipeline2) return pipeline2.run(call, input, handler);
    const { ctx } = open(fn, call, input, import_step6.find);
    const check2 = input.failure ? void 0 : fn.check;
    if (check2) return check2(input.events).then(() => handler(ctx));
    return handler(ctx);
  } catch (error) {
    return Promise.reject(error);
  }
}
function open(fn, call, input, found) {
  const owner2 = { fn, call, found };
  const ctx = {
    event: input.event,
    runId: input.runId,
    attempt: input.attempt,
    maxAttempts: input.maxAttempts,
    step: stepTools(owner2),
    group: groupTools
  };
  const state = { owner: owner2, input, ctx };
  (0, import_step6.keep)(call, state);
  Object.defineProperty(ctx, origin, { value: state });
  Object.defineProperty(ctx, "events", events);
  Object.defineProperty(ctx, "logger", logger);
  Object.defineProperty(ctx, "gateway", gateway);
  if (fn.dialect >= 4) {
    ctx.requestId = input.requestId;
    ctx.jobId = input.jobId;
    ctx.defer = defer;
    Object.defineProperty(ctx, "sessions", sessions);
  }
  if (input.failure) ctx.error = deserializeError(ctx.event?.data?.error);
  return state;
}
var defer = unavailable("defer()", "send an event with step.sendEvent and handle it in another function");
var origin = /* @__PURE__ */ Symbol("inngest.state");
function lazily(key, make) {
  return {
    get() {
      const own2 = this?.[origin];
      const state = own2 ?? stateOf((0, import_step6.current)());
      return state && keep(own2 ? this : state.ctx, key, make(state));
    },
    set(value) {
      keep(this, key, value);
    },
    enumerable: true,
    configurable: true
  };
}
var events = lazily("events", ({ input }) => input.events);
var logger = lazily("logger", callLogger);
var gateway = lazily("gateway", ({ ctx }) => new GatewayContext(() => placeOf(ctx.event)));
var sessions = lazily("sessions", ({ ctx }) => propagated(ctx.events));
function keep(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  return value;
}
function adopt(ctx, from) {
  if (!from || from === ctx) return;
  for (const key of Object.keys(from)) keep(ctx, key, from[key]);
}
function callLogger({ owner: { fn, call }, ctx }) {
  let { logger: logger2 } = fn.client;
  if (typeof logger2.child === "function") {
    const fields = { runID: ctx.runId, eventName: ctx.event?.name };
    if (fn.dialect === 3) fields.functionName = fn.name;
    if (ctx.requestId !== void 0) fields.requestId = ctx.requestId;
    if (ctx.jobId !== void 0) fields.jobId = ctx.jobId;
    try {
      logger2 = logger2.child(fields);
    } catch (error) {
      logger2.error("the logger's child() threw", error);
    }
  }
  return switchedLogger(logger2, () => !(0, import_step6.replaying)(call));
}

// bundler/shims/inngest/sdk/client.ts
var import_step8 = require("host:internal/step");
var host2 = __toESM(require("host:internal/client"));

// bundler/shims/inngest/sdk/send.ts
var import_step7 = require("host:internal/step");
async function send(client, events2, sender, deliver) {
  let payloads = Array.isArray(events2) ? events2 : events2 ? [events2] : [];
  payloads = payloads.map((event) => inherit(event, client, sender.sessions));
  const middleware = await sending(client, sender.fn ?? null);
  if (middleware) payloads = await middleware.transform(payloads);
  for (const event of payloads) if (typeof event?.validate === "function") await event.validate();
  const now = Date.now();
  payloads = payloads.map((event, i) => complete(event, i, now));
  return middleware ? middleware.deliver(payloads, deliver) : deliver(payloads);
}
function inherit(event, client, sessions2) {
  if (!sessions2) {
    const ctx = stateOf((0, import_step7.current)())?.ctx;
    if (!ctx || event?.meta?.propagated_sessions !== void 0) return event;
    sessions2 = ctx.sessions;
  }
  return stamp(event, client, sessions2);
}
function complete(event, index, now) {
  if (typeof event?.name !== "string" || event.name === "") {
    throw new TypeError(`send: event ${index + 1}: want an event with a name, got ${show(event)}`);
  }
  const { sessions: sessions2, ctx, validate: validate2, ...rest } = event;
  return { ...rest, ts: event.ts || now, data: event.data || {}, meta: normalizeMeta(event.meta) };
}

// bundler/shims/inngest/sdk/client.ts
var environment = {
  INNGEST_EVENT_KEY: "eventKey",
  INNGEST_EVENT_API_BASE_URL: "eventBaseUrl",
  INNGEST_API_BASE_URL: "apiBaseUrl",
  INNGEST_BASE_URL: "baseUrl",
  INNGEST_SIGNING_KEY: "signingKey",
  INNGEST_ENV: "env",
  INNGEST_DEV: "dev"
};
var Inngest = class {
  id;
  options;
  schemas;
  appVersion;
  logger;
  /** Whether the logger is the script's own rather than the console. */
  ownLogger;
  /** The client's middleware, of either version of the SDK. */
  middleware;
  #functions = [];
  #overrides = {};
  #settings;
  constructor(options2) {
    if (typeof options2 !== "object" || options2 === null || !options2.id) {
      throw new Error("An `id` must be passed to create an Inngest instance.");
    }
    if (typeof options2.id !== "string") {
      throw new TypeError(`new Inngest: options.id: want a string, got ${show(options2.id)}`);
    }
    this.options = options2;
    this.id = options2.id;
    this.schemas = options2.schemas;
    this.appVersion = options2.appVersion;
    this.ownLogger = options2.logger !== void 0;
    this.logger = options2.logger ?? new ConsoleLogger();
    this.middleware = options2.middleware ?? [];
    registerAll(this.middleware, this, null);
  }
  get [Symbol.toStringTag]() {
    return "Inngest.App";
  }
  /** Resolves when the middleware is ready. */
  get ready() {
    return Promise.resolve();
  }
  get env() {
    return this.#overrides.env ?? this.options.env ?? variable2("INNGEST_ENV") ?? null;
  }
  get eventKey() {
    return this.#overrides.eventKey ?? this.options.eventKey ?? variable2("INNGEST_EVENT_KEY");
  }
  get isDev() {
    const { isDev } = this.options;
    if (typeof isDev === "boolean") return isDev;
    const text2 = this.#overrides.dev ?? variable2("INNGEST_DEV");
    return text2 !== void 0 && !/^(0|false|no|off|)$/i.test(text2);
  }
  /** The functions that the client has created. */
  get funcs() {
    return this.#functions;
  }
  /** Takes settings from these variables rather than the environment's. */
  setEnvVars(env = {}) {
    for (const key of Object.keys(environment)) {
      if (env[key] !== void 0) this.#overrides[environment[key]] = env[key];
    }
    this.#settings = void 0;
    return this;
  }
  setEventKey(key) {
    this.#overrides.eventKey = key || void 0;
    this.#settings = void 0;
  }
  /** The client as the host is told of it, JSON. */
  get settings() {
    if (this.#settings === void 0) {
      const { eventKey, baseUrl, env, isDev, signingKey } = this.options;
      const { dev, ...overrides } = this.#overrides;
      this.#settings = stringify({
        id: this.id,
        eventKey,
        baseUrl,
        env,
        signingKey,
        isDev: isDev ?? (dev === void 0 ? void 0 : this.isDev),
        ...overrides
      });
    }
    return this.#settings;
  }
  /** Creates a durable function, in the form of either version of the SDK. */
  createFunction = (...args) => {
    const { opts, handler, dialect } = readArguments(args);
    const fn = new InngestFunction(this, opts, handler, dialect);
    registerAll(opts.middleware ?? [], this, fn);
    this.#functions.push(fn);
    (0, import_step8.record)(fn);
    return fn;
  };
  /** Sends an event, or a list of events. */
  send = (events2, options2) => {
    return this.deliver(events2, {}, options2?.env);
  };
  /** Sends events for a step of a function, or for other code. */
  deliver(events2, sender, env) {
    const opts = env === void 0 ? void 0 : stringify({ env });
    return send(this, events2, sender, async (payloads) => {
      if (payloads.length === 0) {
        console.warn("inngest.send() was called with no events, so nothing has been sent");
        return { ids: [] };
      }
      return JSON.parse(await host2.send(this.settings, stringify(payloads), opts));
    });
  }
  async sendSignal(options2) {
    const { signal: signal2, data, env } = options2;
    const settings = env === void 0 ? this.settings : stringify({ ...JSON.parse(this.settings), env });
    return JSON.parse(await host2.signal(settings, stringify({ signal: signal2, data })));
  }
  realtime = {
    publish: (...args) => publish2(this, args),
    token: (options2) => subscriptionToken(this, options2),
    getSubscriptionToken: (options2) => subscriptionToken(this, options2),
    subscribe: unavailable("inngest.realtime.subscribe()", "subscribe in the browser or in another process")
  };
  endpoint = unavailable("inngest.endpoint()", "create a function, and invoke it by an event");
  endpointProxy = unavailable("inngest.endpointProxy()", "create a function, and invoke it by an event");
  score = unavailable("inngest.score()", "record the score in the function's result or send it as an event");
  get metadata() {
    return unavailable("inngest.metadata", "put what you want to see in a step's result")();
  }
  get sandboxes() {
    return unavailable("inngest.sandboxes", "run the command as a child process of a step")();
  }
};
function variable2(name) {
  return globalThis.process?.env?.[name] || void 0;
}

// bundler/shims/inngest/sdk/deferred.ts
var import_step9 = require("host:internal/step");
function tool(kind, path) {
  return async (...args) => {
    const ctx = stateOf((0, import_step9.current)())?.ctx;
    if (!ctx) {
      throw new Error(`\`${kind}\` tools can only be used within Inngest function executions; no context was found`);
    }
    let owner2 = ctx[kind];
    for (const name of path.slice(0, -1)) owner2 = owner2[name];
    return owner2[path.at(-1)](...args);
  };
}
var step = {
  run: tool("step", ["run"]),
  sleep: tool("step", ["sleep"]),
  sleepUntil: tool("step", ["sleepUntil"]),
  waitForEvent: tool("step", ["waitForEvent"]),
  waitForSignal: tool("step", ["waitForSignal"]),
  sendEvent: tool("step", ["sendEvent"]),
  sendSignal: tool("step", ["sendSignal"]),
  invoke: tool("step", ["invoke"]),
  fetch: tool("step", ["fetch"]),
  ai: { infer: tool("step", ["ai", "infer"]), wrap: tool("step", ["ai", "wrap"]), models },
  realtime: { publish: tool("step", ["realtime", "publish"]) }
};
var group = { parallel: tool("group", ["parallel"]), experiment: tool("group", ["experiment"]) };

// bundler/shims/inngest/sdk/experiment.ts
var import_step10 = require("host:internal/step");

// bundler/shims/inngest/sdk/sha256.ts
function fraction(x) {
  return (x - Math.floor(x)) * 2 ** 32 | 0;
}
var initial;
var constants = [];
function prepare() {
  const words = [];
  for (let n = 2; constants.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (words.length < 8) words.push(fraction(Math.sqrt(n)));
    constants.push(fraction(Math.cbrt(n)));
  }
  return words;
}
function utf8(text2) {
  return Array.from(unescape(encodeURIComponent(text2)), (char) => char.charCodeAt(0));
}
var turn = (x, by) => x >>> by | x << 32 - by;
function sha256(text2) {
  const bytes = utf8(text2);
  const bits = bytes.length * 8;
  bytes.push(128);
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let shift = 56; shift >= 0; shift -= 8) bytes.push(Math.floor(bits / 2 ** shift) & 255);
  const hash = [...initial ??= prepare()];
  const words = new Array(64);
  for (let at = 0; at < bytes.length; at += 64) {
    for (let i = 0; i < 64; i++) {
      if (i < 16) {
        const j = at + 4 * i;
        words[i] = bytes[j] << 24 | bytes[j + 1] << 16 | bytes[j + 2] << 8 | bytes[j + 3];
        continue;
      }
      const a2 = words[i - 15];
      const b2 = words[i - 2];
      const s0 = turn(a2, 7) ^ turn(a2, 18) ^ a2 >>> 3;
      const s1 = turn(b2, 17) ^ turn(b2, 19) ^ b2 >>> 10;
      words[i] = words[i - 16] + s0 + words[i - 7] + s1 | 0;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = h + s1 + (e & f ^ ~e & g) + constants[i] + words[i] | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = s0 + (a & b ^ a & c ^ b & c) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, d + t1 | 0, c, b, a, t1 + t2 | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => hash[i] = hash[i] + value | 0);
  }
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

// bundler/shims/inngest/sdk/experiment.ts
function point(text2) {
  return Number.parseInt(sha256(text2).slice(0, 8), 16) / 2 ** 32;
}
function share(at, weights) {
  const entries = Object.entries(weights).sort(([a], [b]) => a.localeCompare(b));
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let end = 0;
  for (const [name, weight] of entries) {
    end += weight / total;
    if (at < end) return name;
  }
  return entries.at(-1)[0];
}
function validate(weights) {
  for (const [name, weight] of Object.entries(weights)) {
    if (!Number.isFinite(weight)) {
      throw new Error(
        `experiment.weighted(): weight for "${name}" is not a finite number (${weight}); weights must be finite numbers >= 0`
      );
    }
    if (weight < 0) {
      throw new Error(`experiment.weighted(): weight for "${name}" is negative (${weight}); weights must be >= 0`);
    }
  }
  if (!Object.values(weights).some((weight) => weight > 0)) {
    throw new Error("experiment.weighted(): all weights are zero; at least one weight must be positive");
  }
  return { ...weights };
}
function strategy(choose, config2) {
  return Object.assign(choose, { __experimentConfig: config2 });
}
var experiment2 = {
  /** Always the same variant. */
  fixed(variant) {
    return strategy(() => variant, { strategy: "fixed" });
  },
  /** By weight, the same for all attempts of a run. */
  weighted(given) {
    const weights = validate(given);
    const choose = () => {
      const runId = stateOf((0, import_step10.current)())?.ctx.runId;
      return share(point(runId ?? String(Math.random())), weights);
    };
    return strategy(choose, { strategy: "weighted", weights });
  },
  /** By a value, such as a user's id: the same for all runs with it. */
  bucket(value, options2) {
    const weights = options2?.weights && validate(options2.weights);
    const text2 = value == null ? "" : String(value);
    const choose = (names2) => share(point(text2), weights ?? Object.fromEntries(names2.map((name) => [name, 1])));
    return strategy(choose, { strategy: "bucket", weights, ...value == null ? { nullishBucket: true } : void 0 });
  },
  /** By a function of the script's. */
  custom(choose) {
    return strategy(choose, { strategy: "custom" });
  }
};

// bundler/shims/inngest/sdk/guards.ts
function tagged(tag2) {
  return (input) => input?.[Symbol.toStringTag] === tag2;
}
var isInngest = tagged("Inngest.App");
var isInngestFunction = tagged("Inngest.Function");
var isInngestMiddleware = tagged("Inngest.Middleware");
function isInngestRequest(request) {
  const headers = request?.headers;
  if (typeof headers?.get !== "function") return false;
  return Boolean(headers.get(headerKeys.InngestRunId)) && typeof headers.get(headerKeys.Signature) === "string";
}

// bundler/shims/inngest/sdk/middleware.ts
var BaseMiddleware = class {
  client;
  constructor(options2) {
    this.client = options2.client;
  }
};
var Middleware = { BaseMiddleware };
var InngestMiddleware = class {
  name;
  init;
  constructor(options2) {
    this.name = options2.name;
    this.init = options2.init;
  }
  get [Symbol.toStringTag]() {
    return "Inngest.Middleware";
  }
};
function dependencyInjectionMiddleware(ctx) {
  return class extends BaseMiddleware {
    id = "inngest:dependency-injection";
    transformFunctionInput(input) {
      Object.assign(input.ctx, ctx);
      return input;
    }
  };
}

// bundler/shims/inngest/sdk/channel.ts
function topicsOf(channel2, topics) {
  return Object.fromEntries(Object.entries(topics).map(([topic, config2]) => [topic, { channel: channel2, topic, config: config2 }]));
}
function channel(options2) {
  const { name, topics } = options2;
  if (typeof name !== "function") return { name, topics, ...topicsOf(name, topics), $infer: topics };
  const family = (...args) => {
    const made = name(...args);
    return { name: made, topics, ...topicsOf(made, topics) };
  };
  return Object.defineProperties(family, {
    topics: { value: topics, enumerable: true },
    $infer: { value: topics },
    $params: { value: void 0 }
  });
}
var realtime = { channel };

// bundler/shims/inngest/sdk/schemas.ts
var EventSchemas = class {
  runtimeSchemas = {};
  #add(schemas) {
    this.runtimeSchemas = { ...this.runtimeSchemas, ...schemas };
    return this;
  }
  fromRecord(..._types) {
    return this;
  }
  fromUnion() {
    return this;
  }
  fromGenerated() {
    return this;
  }
  /** Zod schemas by event name, or a list of those that hold their name. */
  fromZod(schemas) {
    if (!Array.isArray(schemas)) return this.#add(schemas);
    return this.#add(
      Object.fromEntries(
        schemas.map(({ shape }) => {
          const { name, ...rest } = shape;
          return [name.value, rest];
        })
      )
    );
  }
  /** Schemas of events' data by event name. */
  fromSchema(schemas) {
    return this.#add(Object.fromEntries(Object.entries(schemas).map(([name, data]) => [name, { data }])));
  }
};

// bundler/shims/inngest/index.ts
var InngestCommHandler = class {
  constructor() {
    unavailable("InngestCommHandler", "the host serves your functions itself")();
  }
};
var __host = {
  /** JSON of the function as the manifest holds it. */
  describe: describe2,
  /** Whether a value is a function object that createFunction made. */
  is: (value) => value instanceof InngestFunction,
  /** Runs a function's handler, with its middleware. */
  invoke: invoke3,
  /**
   * JSON of anything thrown: `{ error, noRetry, retryAfter?, memoized? }`.
   * `memoized` is the hashed id of the step whose recorded failure, made by
   * `stepError`, this very object is.
   */
  error: describeError,
  /**
   * The error to reject with for a recorded failure.
   *
   * @param id the author's id, with its index when the id repeats.
   */
  stepError: memoizedError,
  /** JSON as the SDK writes it; undefined for a value that has none. */
  stringify
};
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { ConsoleLogger, EventSchemas, EventType, GeminiAiAdapter, Inngest, InngestCommHandler, InngestFunction, InngestFunctionReference, InngestMiddleware, Middleware, NonRetriableError, ProxyLogger, RetryAfterError, StepError, __host, anthropic, azureOpenai, cron, deepseek, dependencyInjectionMiddleware, eventType, experiment: experiment2, fetch, gemini, grok, group, headerKeys, internalEvents, invoke, isInngest, isInngestFunction, isInngestMiddleware, isInngestRequest, models, openai, openaiResponses, queryKeys, realtime, referenceFunction, serializeError, slugify, staticSchema, step, version, wrapStringFirstLogger });
