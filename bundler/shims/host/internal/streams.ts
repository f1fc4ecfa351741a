// The web's streams (WHATWG Streams), by the package that is made from the
// specification's own reference implementation.

export * from "web-streams-polyfill";
