// Code generated from bundler/shims/inngest/realtime/index.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: f5d6fa1c43b9fa038b182a54a983a79749345a33dc38ebef456af1c7cbe3ce65
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

// bundler/shims/inngest/realtime/index.ts
var index_exports = {};
__export(index_exports, {
  channel: () => channel2,
  getSubscriptionToken: () => getSubscriptionToken,
  realtime: () => realtime,
  staticSchema: () => staticSchema,
  subscribe: () => subscribe
});
module.exports = __toCommonJS(index_exports);

// bundler/shims/inngest/sdk/unavailable.ts
function unavailable(what, instead) {
  return () => {
    throw new Error(`${what} is not available in the host: ${instead}`);
  };
}

// bundler/shims/inngest/sdk/channel.ts
function topicsOf(channel3, topics) {
  return Object.fromEntries(Object.entries(topics).map(([topic, config]) => [topic, { channel: channel3, topic, config }]));
}
function channel(options) {
  const { name, topics } = options;
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

// bundler/shims/inngest/sdk/static-schema.ts
function staticSchema() {
  return {
    "~standard": { version: 1, vendor: "inngest", validate: (value) => ({ value }) }
  };
}

// bundler/shims/inngest/realtime/index.ts
var channel2 = realtime.channel;
var subscribe = unavailable("subscribe()", "subscribe in the browser or in another process");
var getSubscriptionToken = unavailable(
  "getSubscriptionToken()",
  "ask for a token where the subscriber's request is served"
);
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(index_exports, { channel: channel2, getSubscriptionToken, realtime, staticSchema, subscribe });
