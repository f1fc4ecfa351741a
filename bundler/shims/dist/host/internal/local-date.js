// Code generated from bundler/shims/host/internal/local-date.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: 61977a03ee2a4b7f325bb842c136ec8a788edf60ec81d572ec74e3dab72c0efb
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

// bundler/shims/host/internal/local-date.ts
var local_date_exports = {};
__export(local_date_exports, {
  install: () => install
});
module.exports = __toCommonJS(local_date_exports);
var import_intl_native = require("host:internal/intl-native");
var Native = Date;
var { UTC, parse: nativeParse } = Native;
var { getTime, setTime } = Native.prototype;
var day = 864e5;
function fromLocal(local) {
  if (!(Math.abs(local) <= 864e13 + day)) return NaN;
  const before = (0, import_intl_native.localOffset)(local - day);
  const a = local - before;
  if ((0, import_intl_native.localOffset)(a) === before) return a;
  const after = (0, import_intl_native.localOffset)(local + day);
  const b = local - after;
  return (0, import_intl_native.localOffset)(b) === after ? b : a;
}
function parse(text) {
  const t = nativeParse(text);
  if (Number.isNaN(t)) return t;
  for (const zone of ["Z", " UTC"]) {
    const local = nativeParse(text + zone);
    if (Number.isNaN(local)) continue;
    const offset = local - t;
    return offset === (0, import_intl_native.localOffset)(local - day) || offset === (0, import_intl_native.localOffset)(local + day) ? fromLocal(local) : t;
  }
  return t;
}
function LocalDate(...args) {
  if (!new.target) return new Native().toString();
  if (args.length > 1) return Reflect.construct(Native, [fromLocal(UTC(...args))], new.target);
  let value = args[0];
  if (args.length === 1 && !(value instanceof Native)) {
    if (typeof value === "object" && value !== null) value = primitive(value);
    if (typeof value === "string") value = parse(value);
    args = [value];
  }
  return Reflect.construct(Native, args, new.target);
}
function primitive(value) {
  const exotic = value[Symbol.toPrimitive];
  if (exotic !== void 0 && exotic !== null) return exotic.call(value, "default");
  for (const name of ["valueOf", "toString"]) {
    const result = typeof value[name] === "function" ? value[name]() : value;
    if (typeof result !== "object" || result === null) return result;
  }
  throw new TypeError("Cannot convert object to primitive value");
}
var setters = { Milliseconds: 1, Seconds: 2, Minutes: 3, Hours: 4, Date: 1, Month: 2, FullYear: 3 };
function install() {
  for (const [name, value] of Object.entries({ name: "Date", length: 7 })) Object.defineProperty(LocalDate, name, { value, configurable: true });
  const statics = {
    now: Native.now,
    UTC,
    parse: { parse: (text) => parse(`${text}`) }.parse
  };
  for (const [name, value] of Object.entries(statics)) Object.defineProperty(LocalDate, name, { value, writable: true, configurable: true });
  Object.defineProperty(LocalDate, "prototype", { value: Native.prototype, writable: false });
  const hidden = { writable: true, configurable: true, enumerable: false };
  Object.defineProperty(Native.prototype, "constructor", { value: LocalDate, ...hidden });
  Object.defineProperty(globalThis, "Date", { value: LocalDate, ...hidden });
  for (const [part, length] of Object.entries(setters)) {
    const inUTC = Native.prototype[`setUTC${part}`];
    const name = `set${part}`;
    const value = {
      [name](...args) {
        const t = getTime.call(this);
        const u = new Native(Number.isNaN(t) ? NaN : t + (0, import_intl_native.localOffset)(t));
        return setTime.call(this, fromLocal(inUTC.apply(u, args)));
      }
    }[name];
    Object.defineProperty(value, "length", { value: length, configurable: true });
    Object.defineProperty(Native.prototype, name, { value, ...hidden });
  }
}
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(local_date_exports, { install });
