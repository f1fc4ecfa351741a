// Code generated from bundler/shims/inngest/experimental/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: fb665d95d1d226990e0e95887fdb6b4bcf73b91ed0168f136d2b80679850ea02
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

// bundler/shims/inngest/experimental/index.ts
var index_exports = {};
__export(index_exports, {
  DeferredFunction: () => DeferredFunction,
  InngestSpanProcessor: () => InngestSpanProcessor,
  SandboxError: () => SandboxError,
  SandboxValidationError: () => SandboxValidationError,
  createDefer: () => createDefer,
  createScorer: () => createScorer,
  extendedTracesMiddleware: () => extendedTracesMiddleware,
  getAsyncCtx: () => getAsyncCtx,
  metadataMiddleware: () => metadataMiddleware,
  sandboxMiddleware: () => sandboxMiddleware,
  scoreMiddleware: () => scoreMiddleware
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/experimental/index.ts
function extendedTracesMiddleware(_options) {
  return class ExtendedTraces {
    id = "inngest:extended-traces";
  };
}
var InngestSpanProcessor = class {
  constructor(_app) {
    unavailable("InngestSpanProcessor", "the host exports traces itself: see OTEL_EXPORTER_OTLP_ENDPOINT")();
  }
};
var inResult = "put what you want to see in a step's result";
var asEvent = "send an event with step.sendEvent and handle it in another function";
var asProcess = "run the command as a child process of a step";
var metadataMiddleware = unavailable("metadataMiddleware()", inResult);
var scoreMiddleware = unavailable("scoreMiddleware()", inResult);
var sandboxMiddleware = unavailable("sandboxMiddleware()", asProcess);
var createDefer = unavailable("createDefer()", asEvent);
var createScorer = unavailable("createScorer()", asEvent);
var getAsyncCtx = unavailable("getAsyncCtx()", 'use `step` and `group` of "inngest", which find their call');
var SandboxError = class extends Error {
};
var SandboxValidationError = class extends SandboxError {
};
var DeferredFunction = class {
  constructor() {
    unavailable("DeferredFunction", asEvent)();
  }
};
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { DeferredFunction, InngestSpanProcessor, SandboxError, SandboxValidationError, createDefer, createScorer, extendedTracesMiddleware, getAsyncCtx, metadataMiddleware, sandboxMiddleware, scoreMiddleware });
