// Code generated from bundler/shims/inngest/internals/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 29a57922d94dd861cee1d918d31681facd7646bbc5468c3ac56e1775acc1b312
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

// bundler/shims/inngest/internals/index.ts
var index_exports = {};
__export(index_exports, {
  InngestExecution: () => InngestExecution,
  InngestExecutionEngine: () => InngestExecution,
  InngestExecutionV0: () => InngestExecution,
  InngestExecutionV1: () => InngestExecution,
  InngestExecutionV2: () => InngestExecution,
  ServerTiming: () => ServerTiming,
  errors: () => errors,
  types: () => types
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/duration.ts
var second = 1e3;
var minute = 60 * second;
var hour = 60 * minute;
var day = 24 * hour;
var week = 7 * day;
var year = 365.25 * day;
var units = {};
for (const [names, value] of [
  ["ms msec msecs millisecond milliseconds", 1],
  ["s sec secs second seconds", second],
  ["m min mins minute minutes", minute],
  ["h hr hrs hour hours", hour],
  ["d day days", day],
  ["w week weeks", week],
  ["y yr yrs year years", year]
]) {
  for (const name of names.split(" ")) units[name] = value;
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
  constructor(message, options) {
    super(message);
    this.cause = options?.cause;
    this.name = "NonRetriableError";
  }
};
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

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/internals/index.ts
var engine = "the host runs your functions itself";
var errors = { deserializeError, serializeError };
var types = {};
function namespace(name) {
  return new Proxy({}, { get: (_target, key) => unavailable(`${name}.${String(key)}`, engine)() });
}
var ServerTiming = namespace("ServerTiming");
var InngestExecution = namespace("InngestExecution");
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { InngestExecution, InngestExecutionEngine: InngestExecution, InngestExecutionV0: InngestExecution, InngestExecutionV1: InngestExecution, InngestExecutionV2: InngestExecution, ServerTiming, errors, types });
