// Code generated from bundler/shims/node/buffer.ts by bundler/shims/gen; DO NOT EDIT.
// sha256 of its sources: c363692de9f25a8abd5ca1877d440078389d824aa992dda188b1465f6c8f81f8
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
var __copyProps = (to, from2, except, desc) => {
  if (from2 && typeof from2 === "object" || typeof from2 === "function") {
    for (let key of __getOwnPropNames(from2))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from2[key], enumerable: !(desc = __getOwnPropDesc(from2, key)) || desc.enumerable });
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

// bundler/shims/node/buffer.ts
var buffer_exports = {};
__export(buffer_exports, {
  Blob: () => Blob,
  Buffer: () => Buffer2,
  File: () => File,
  INSPECT_MAX_BYTES: () => INSPECT_MAX_BYTES,
  SlowBuffer: () => SlowBuffer,
  atob: () => atob,
  btoa: () => btoa,
  constants: () => constants,
  default: () => buffer_default,
  isAscii: () => isAscii,
  isUtf8: () => isUtf8,
  kMaxLength: () => kMaxLength,
  kStringMaxLength: () => kStringMaxLength,
  resolveObjectURL: () => resolveObjectURL,
  transcode: () => transcode
});
module.exports = __toCommonJS(buffer_exports);
var import_buffer = __toESM(require("host:internal/buffer"));
var import_node_errors2 = require("host:internal/node-errors");

// bundler/shims/node/_buffernumbers.ts
var import_node_errors = require("host:internal/node-errors");
function checkOffset(buffer, offset, width) {
  if (offset === void 0) offset = 0;
  if (typeof offset !== "number") throw (0, import_node_errors.invalidArgType)("offset", "number", offset);
  if (!Number.isInteger(offset)) throw (0, import_node_errors.outOfRange)("offset", "an integer", offset);
  const max = buffer.length - width;
  if (max < 0) throw (0, import_node_errors.coded)(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
  if (offset < 0 || offset > max) throw (0, import_node_errors.outOfRange)("offset", `>= 0 and <= ${max}`, offset);
  return offset;
}
function checkWidth(width) {
  if (width === void 0) throw (0, import_node_errors.invalidArgType)("byteLength", "number", width);
  if (typeof width !== "number") throw (0, import_node_errors.invalidArgType)("byteLength", "number", width);
  if (!Number.isInteger(width)) throw (0, import_node_errors.outOfRange)("byteLength", "an integer", width);
  if (width < 1 || width > 6) throw (0, import_node_errors.outOfRange)("byteLength", ">= 1 and <= 6", width);
  return width;
}
function readUnsigned(b, offset, width, little) {
  const at = checkOffset(b, offset, width);
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + b[little ? at + width - 1 - i : at + i];
  return value;
}
function readSigned(b, offset, width, little) {
  const value = readUnsigned(b, offset, width, little);
  const half = 2 ** (8 * width - 1);
  return value >= half ? value - 2 * half : value;
}
function power(bits, signed, width) {
  if (width > 4 || bits > 32) return signed ? `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}` : `>= 0 and < 2 ** ${bits}`;
  const high = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const low = signed ? -(2 ** (bits - 1)) : 0;
  return `>= ${low} and <= ${high}`;
}
function writeInteger(b, value, offset, width, little, signed) {
  value = +value;
  if (offset === void 0) offset = 0;
  else if (typeof offset !== "number") throw (0, import_node_errors.invalidArgType)("offset", "number", offset);
  const bits = 8 * width;
  const high = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const low = signed ? -(2 ** (bits - 1)) : 0;
  if (value > high || value < low) throw (0, import_node_errors.outOfRange)("value", power(bits, signed, width), value);
  const at = checkOffset(b, offset, width);
  let rest = Math.trunc(value) || 0;
  if (rest < 0) rest += 2 ** bits;
  for (let i = 0; i < width; i++) {
    b[little ? at + i : at + width - 1 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return at + width;
}
var view = (b) => new DataView(b.buffer, b.byteOffset, b.byteLength);
var numbers = {
  readUIntLE(o, w) {
    return readUnsigned(this, need(o), checkWidth(w), true);
  },
  readUIntBE(o, w) {
    return readUnsigned(this, need(o), checkWidth(w), false);
  },
  readIntLE(o, w) {
    return readSigned(this, need(o), checkWidth(w), true);
  },
  readIntBE(o, w) {
    return readSigned(this, need(o), checkWidth(w), false);
  },
  writeUIntLE(v, o, w) {
    return writeInteger(this, v, o, checkWidth(w), true, false);
  },
  writeUIntBE(v, o, w) {
    return writeInteger(this, v, o, checkWidth(w), false, false);
  },
  writeIntLE(v, o, w) {
    return writeInteger(this, v, o, checkWidth(w), true, true);
  },
  writeIntBE(v, o, w) {
    return writeInteger(this, v, o, checkWidth(w), false, true);
  }
};
function need(offset) {
  if (offset === void 0) throw (0, import_node_errors.invalidArgType)("offset", "number", offset);
  return offset;
}
function method(name, f) {
  Object.defineProperty(f, "name", { value: name });
  numbers[name] = f;
  if (name.includes("UInt")) numbers[name.replace("UInt", "Uint")] = f;
}
for (const width of [1, 2, 4]) {
  for (const end of width === 1 ? [""] : ["LE", "BE"]) {
    const bits = width * 8;
    const little = end === "LE";
    method(`readUInt${bits}${end}`, function(o) {
      return readUnsigned(this, o, width, little);
    });
    method(`readInt${bits}${end}`, function(o) {
      return readSigned(this, o, width, little);
    });
    method(`writeUInt${bits}${end}`, function(v, o) {
      return writeInteger(this, v, o, width, little, false);
    });
    method(`writeInt${bits}${end}`, function(v, o) {
      return writeInteger(this, v, o, width, little, true);
    });
  }
}
for (const end of ["LE", "BE"]) {
  const little = end === "LE";
  method(`readFloat${end}`, function(o) {
    return view(this).getFloat32(checkOffset(this, o, 4), little);
  });
  method(`readDouble${end}`, function(o) {
    return view(this).getFloat64(checkOffset(this, o, 8), little);
  });
  method(`writeFloat${end}`, function(v, o) {
    const at = checkOffset(this, o, 4);
    view(this).setFloat32(at, v, little);
    return at + 4;
  });
  method(`writeDouble${end}`, function(v, o) {
    const at = checkOffset(this, o, 8);
    view(this).setFloat64(at, v, little);
    return at + 8;
  });
  method(`readBigInt64${end}`, function(o) {
    return view(this).getBigInt64(checkOffset(this, o, 8), little);
  });
  method(`readBigUInt64${end}`, function(o) {
    return view(this).getBigUint64(checkOffset(this, o, 8), little);
  });
  for (const signed of [true, false]) {
    method(`writeBig${signed ? "Int" : "UInt"}64${end}`, function(v, o) {
      const low = signed ? -(2n ** 63n) : 0n;
      const high = signed ? 2n ** 63n - 1n : 2n ** 64n - 1n;
      if (v < low || v > high) throw (0, import_node_errors.outOfRange)("value", signed ? ">= -(2n ** 63n) and < 2n ** 63n" : ">= 0n and < 2n ** 64n", v);
      const at = checkOffset(this, o, 8);
      signed ? view(this).setBigInt64(at, v, little) : view(this).setBigUint64(at, v, little);
      return at + 8;
    });
  }
}
for (const [key, f] of Object.entries(numbers)) if (key.includes("UInt")) numbers[key.replace("UInt", "Uint")] ??= f;

// bundler/shims/node/buffer.ts
var kMaxLength = 2 ** 31 - 1;
var kStringMaxLength = 2 ** 29 - 24;
var INSPECT_MAX_BYTES = 50;
var constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength };
var names = {
  utf8: "utf8",
  "utf-8": "utf8",
  ucs2: "utf16le",
  "ucs-2": "utf16le",
  utf16le: "utf16le",
  "utf-16le": "utf16le",
  latin1: "latin1",
  binary: "latin1",
  ascii: "ascii",
  base64: "base64",
  base64url: "base64url",
  hex: "hex"
};
function canonical(encoding) {
  if (encoding === void 0 || encoding === null || encoding === "") return "utf8";
  if (typeof encoding !== "string") return void 0;
  return names[encoding] ?? names[encoding.toLowerCase()];
}
function known(encoding) {
  const name = canonical(encoding);
  if (name === void 0) throw (0, import_node_errors2.coded)(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
  return name;
}
var FastBuffer = class extends Uint8Array {
};
function size(n) {
  if (typeof n !== "number") throw (0, import_node_errors2.invalidArgType)("size", "number", n);
  if (!(n >= 0 && n <= kMaxLength)) throw (0, import_node_errors2.outOfRange)("size", `>= 0 && <= ${kMaxLength}`, n);
  return n;
}
function Buffer2(a, b, c) {
  if (typeof a === "number") {
    if (typeof b === "string") throw (0, import_node_errors2.invalidArgType)("string", "string", a);
    return alloc(a);
  }
  return from(a, b, c);
}
function fromText(text, encoding) {
  return new FastBuffer(import_buffer.default.encode(text, known(encoding)));
}
function from(value, a, b) {
  if (typeof value === "string") return fromText(value, a);
  if (typeof value === "object" && value !== null) {
    if (value instanceof ArrayBuffer) {
      let offset = a === void 0 ? 0 : +a;
      if (Number.isNaN(offset)) offset = 0;
      const max = value.byteLength - offset;
      if (max < 0) throw (0, import_node_errors2.coded)(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"offset" is outside of buffer bounds');
      let length = max;
      if (b !== void 0) {
        length = +b;
        if (!(length > 0)) length = 0;
        if (length > max) throw (0, import_node_errors2.coded)(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"length" is outside of buffer bounds');
      }
      return new FastBuffer(value, offset, length);
    }
    const inner = value.valueOf?.();
    if (inner != null && inner !== value && (typeof inner === "string" || typeof inner === "object")) return from(inner, a, b);
    const copied = fromObject(value);
    if (copied) return copied;
    if (typeof value[Symbol.toPrimitive] === "function") {
      const text = value[Symbol.toPrimitive]("string");
      if (typeof text === "string") return fromText(text, a);
    }
  }
  throw (0, import_node_errors2.invalidArgType)("first argument", ["string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"], value);
}
function fromObject(o) {
  if (ArrayBuffer.isView(o) && !(o instanceof DataView)) {
    const out = new FastBuffer(o.length);
    out.set(o);
    return out;
  }
  if (o.length !== void 0) {
    if (typeof o.length !== "number") return new FastBuffer(0);
    return fromArray(o);
  }
  if (o.type === "Buffer" && Array.isArray(o.data)) return fromArray(o.data);
  return void 0;
}
function fromArray(list) {
  const n = list.length > 0 ? list.length : 0;
  const out = new FastBuffer(n);
  for (let i = 0; i < n; i++) out[i] = list[i];
  return out;
}
function alloc(n, fill, encoding) {
  const out = new FastBuffer(size(n));
  if (fill !== void 0 && fill !== 0 && n > 0) out.fill(fill, encoding);
  return out;
}
var isBytes = (v) => v instanceof Uint8Array;
Object.defineProperty(Buffer2, "name", { value: "Buffer", configurable: true });
Object.setPrototypeOf(Buffer2, Uint8Array);
Buffer2.prototype = FastBuffer.prototype;
Object.defineProperty(FastBuffer.prototype, "constructor", { value: Buffer2, writable: true, configurable: true });
var statics = {
  poolSize: 8192,
  from,
  of: (...items) => fromArray(items),
  alloc,
  allocUnsafe: (n) => new FastBuffer(size(n)),
  allocUnsafeSlow: (n) => new FastBuffer(size(n)),
  copyBytesFrom(view2, offset = 0, length) {
    const part = view2.subarray(offset, length === void 0 ? void 0 : offset + length);
    return from(new Uint8Array(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength)));
  },
  isBuffer: (v) => v instanceof Buffer2,
  isEncoding: (v) => typeof v === "string" && v.length !== 0 && canonical(v) !== void 0,
  byteLength(value, encoding) {
    if (typeof value !== "string") {
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
      throw (0, import_node_errors2.invalidArgType)("string", ["string", "Buffer", "ArrayBuffer"], value);
    }
    return import_buffer.default.byteLength(value, canonical(encoding) ?? "utf8");
  },
  compare(a, b) {
    if (!isBytes(a)) throw (0, import_node_errors2.invalidArgType)("buf1", ["Buffer", "Uint8Array"], a);
    if (!isBytes(b)) throw (0, import_node_errors2.invalidArgType)("buf2", ["Buffer", "Uint8Array"], b);
    return a === b ? 0 : import_buffer.default.compare(a, b);
  },
  concat(list, length) {
    if (!Array.isArray(list)) throw (0, import_node_errors2.invalidArgType)("list", "Array", list);
    if (list.length === 0) return new FastBuffer(0);
    if (length === void 0) {
      length = 0;
      for (const b of list) if (b.length) length += b.length;
    } else if (!Number.isInteger(length) || length < 0) throw (0, import_node_errors2.outOfRange)("length", `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, length);
    const out = new FastBuffer(length);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      const b = list[i];
      if (!isBytes(b)) throw (0, import_node_errors2.invalidArgType)(`list[${i}]`, ["Buffer", "Uint8Array"], b);
      if (at >= out.length) continue;
      out.set(at + b.length > out.length ? b.subarray(0, out.length - at) : b, at);
      at += b.length;
    }
    return out;
  }
};
for (const [name, value] of Object.entries(statics)) Object.defineProperty(Buffer2, name, { value, writable: true, configurable: true, enumerable: true });
Object.defineProperty(Buffer2, Symbol.species, { configurable: true, get: () => FastBuffer });
function bound(n, length, fallback) {
  if (n === void 0) return fallback;
  n = Math.trunc(+n) || 0;
  if (n < 0) return Math.max(0, n + length);
  return Math.min(n, length);
}
function search(buffer, value, offset, encoding, backwards) {
  if (typeof offset === "string") {
    encoding = offset;
    offset = void 0;
  } else if (offset > 2147483647) offset = 2147483647;
  else if (offset < -2147483648) offset = -2147483648;
  offset = +offset;
  if (Number.isNaN(offset)) offset = backwards ? buffer.length || 0 : 0;
  offset = Math.trunc(offset) + 0;
  let step = 1;
  let needle;
  if (typeof value === "number") needle = new Uint8Array([value & 255]);
  else if (typeof value === "string") {
    const name = known(encoding);
    if (name === "utf16le") step = 2;
    needle = new Uint8Array(import_buffer.default.encode(value, name));
  } else if (isBytes(value)) {
    needle = value;
    if (canonical(encoding) === "utf16le") step = 2;
  } else throw (0, import_node_errors2.invalidArgType)("value", ["number", "string", "Buffer", "Uint8Array"], value);
  const length = buffer.length;
  if (offset < 0) offset += length;
  if (offset < 0) {
    if (backwards && needle.length > 0) return -1;
    offset = 0;
  }
  if (offset > length) {
    if (!backwards) return needle.length === 0 ? length : -1;
    offset = length;
  }
  if (needle.length === 0) return offset;
  const whole = new Uint8Array(buffer.buffer, buffer.byteOffset, length);
  if (backwards) return import_buffer.default.indexOf(whole.subarray(0, Math.min(length, offset + needle.length)), needle, step, true);
  if (step === 2) offset += offset % 2;
  const at = import_buffer.default.indexOf(whole.subarray(offset), needle, step, false);
  return at < 0 ? -1 : at + offset;
}
var methods = {
  toString(encoding, start, end) {
    const length = this.length;
    start = start === void 0 || start <= 0 ? 0 : start >= length ? length : Math.trunc(start) || 0;
    end = end === void 0 || end > length ? length : end <= 0 ? 0 : Math.trunc(end) || 0;
    if (end <= start) return "";
    return import_buffer.default.decode(this, known(encoding), start, end);
  },
  toLocaleString(encoding, start, end) {
    return this.toString(encoding, start, end);
  },
  toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  },
  equals(other) {
    if (!isBytes(other)) throw (0, import_node_errors2.invalidArgType)("otherBuffer", ["Buffer", "Uint8Array"], other);
    return this === other || import_buffer.default.equals(this, other);
  },
  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    if (!isBytes(target)) throw (0, import_node_errors2.invalidArgType)("target", ["Buffer", "Uint8Array"], target);
    const range = (n, name, fallback, max) => {
      if (n === void 0) return fallback;
      if (typeof n !== "number") throw (0, import_node_errors2.invalidArgType)(name, "number", n);
      if (!(n >= 0 && n <= max)) throw (0, import_node_errors2.outOfRange)(name, `>= 0 && <= ${max}`, n);
      return n;
    };
    const ts = range(targetStart, "targetStart", 0, Number.MAX_SAFE_INTEGER);
    const te = range(targetEnd, "targetEnd", target.length, target.length);
    const ss = range(sourceStart, "sourceStart", 0, Number.MAX_SAFE_INTEGER);
    const se = range(sourceEnd, "sourceEnd", this.length, this.length);
    if (ss >= se) return ts >= te ? 0 : -1;
    if (ts >= te) return 1;
    return import_buffer.default.compare(this.subarray(ss, se), target.subarray(ts, te));
  },
  indexOf(value, offset, encoding) {
    return search(this, value, offset, encoding, false);
  },
  lastIndexOf(value, offset, encoding) {
    return search(this, value, offset, encoding, true);
  },
  includes(value, offset, encoding) {
    return search(this, value, offset, encoding, false) !== -1;
  },
  fill(value, offset, end, encoding) {
    if (typeof value === "string") {
      if (offset === void 0 || typeof offset === "string") {
        encoding = offset;
        offset = 0;
        end = this.length;
      } else if (typeof end === "string") {
        encoding = end;
        end = this.length;
      }
      const name = known(encoding);
      if (value.length === 0) value = 0;
      else {
        const bytes = new Uint8Array(import_buffer.default.encode(value, name));
        if (bytes.length === 0) throw (0, import_node_errors2.invalidArgValue)("value", value);
        value = bytes;
      }
    } else if (typeof value === "boolean") value = +value;
    else if (isBytes(value) && value.length === 0) throw (0, import_node_errors2.invalidArgValue)("value", value);
    if (offset === void 0) {
      offset = 0;
      end = this.length;
    } else {
      if (typeof offset !== "number") throw (0, import_node_errors2.invalidArgType)("offset", "number", offset);
      if (!(offset >= 0 && offset <= Number.MAX_SAFE_INTEGER)) throw (0, import_node_errors2.outOfRange)("offset", `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, offset);
      if (end === void 0) end = this.length;
      else if (!(end >= 0 && end <= this.length)) throw (0, import_node_errors2.outOfRange)("end", `>= 0 && <= ${this.length}`, end);
      if (offset >= end) return this;
    }
    if (!isBytes(value)) {
      Uint8Array.prototype.fill.call(this, (+value || 0) & 255, offset, end);
      return this;
    }
    const source = value.slice();
    for (let at = offset; at < end; at += source.length) this.set(at + source.length > end ? source.subarray(0, end - at) : source, at);
    return this;
  },
  write(text, offset, length, encoding) {
    if (typeof text !== "string") throw (0, import_node_errors2.invalidArgType)("argument", "string", text);
    if (offset === void 0 || typeof offset === "string") {
      encoding = offset ?? encoding;
      offset = 0;
      length = this.length;
    } else {
      if (!Number.isInteger(offset) || offset < 0 || offset > this.length) throw (0, import_node_errors2.outOfRange)("offset", `>= 0 && <= ${this.length}`, offset);
      const left = this.length - offset;
      if (length === void 0) length = left;
      else if (typeof length === "string") {
        encoding = length;
        length = left;
      } else {
        if (!Number.isInteger(length) || length < 0 || length > this.length) throw (0, import_node_errors2.outOfRange)("length", `>= 0 && <= ${this.length}`, length);
        if (length > left) length = left;
      }
    }
    const name = known(encoding);
    let bytes = new Uint8Array(import_buffer.default.encode(text, name));
    if (bytes.length > length) {
      let end = length;
      if (name === "utf8") while (end > 0 && (bytes[end] & 192) === 128) end--;
      if (name === "utf16le") end -= end % 2;
      bytes = bytes.subarray(0, end);
    }
    this.set(bytes, offset);
    return bytes.length;
  },
  copy(target, targetStart, start, end) {
    if (!isBytes(target)) throw (0, import_node_errors2.invalidArgType)("target", ["Buffer", "Uint8Array"], target);
    targetStart = targetStart === void 0 ? 0 : Math.trunc(+targetStart) || 0;
    if (targetStart < 0) throw (0, import_node_errors2.outOfRange)("targetStart", ">= 0", targetStart);
    start = start === void 0 ? 0 : Math.trunc(+start) || 0;
    if (start < 0 || start > this.length) throw (0, import_node_errors2.outOfRange)("sourceStart", `>= 0 && <= ${this.length}`, start);
    end = end === void 0 ? this.length : Math.trunc(+end) || 0;
    if (end < 0) throw (0, import_node_errors2.outOfRange)("sourceEnd", ">= 0", end);
    if (targetStart >= target.length || start >= end) return 0;
    const n = Math.min(end, this.length, start + target.length - targetStart) - start;
    target.set(Uint8Array.prototype.subarray.call(this, start, start + n), targetStart);
    return n;
  },
  slice(start, end) {
    return this.subarray(start, end);
  },
  subarray(start, end) {
    const from2 = bound(start, this.length, 0);
    const to = bound(end, this.length, this.length);
    return new FastBuffer(this.buffer, this.byteOffset + from2, to > from2 ? to - from2 : 0);
  },
  swap16() {
    return swap(this, 2);
  },
  swap32() {
    return swap(this, 4);
  },
  swap64() {
    return swap(this, 8);
  },
  asciiSlice(a, b) {
    return this.toString("ascii", a, b);
  },
  latin1Slice(a, b) {
    return this.toString("latin1", a, b);
  },
  utf8Slice(a, b) {
    return this.toString("utf8", a, b);
  },
  hexSlice(a, b) {
    return this.toString("hex", a, b);
  },
  base64Slice(a, b) {
    return this.toString("base64", a, b);
  },
  ucs2Slice(a, b) {
    return this.toString("utf16le", a, b);
  },
  utf8Write(s, a, b) {
    return this.write(s, a, b, "utf8");
  },
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")](_depth, options) {
    const shown = Math.min(exported.INSPECT_MAX_BYTES, this.length);
    let text = import_buffer.default.decode(this, "hex", 0, shown).replace(/(.{2})/g, "$1 ").trim();
    if (this.length > shown) text += ` ... ${this.length - shown} more byte${this.length - shown > 1 ? "s" : ""}`;
    const extra = Object.keys(this).filter((k) => !/^\d+$/.test(k));
    let props = "";
    for (const key of extra) props += `${props || shown ? ", " : ""}${key}: ${options?.stylize ? String(this[key]) : this[key]}`;
    return `<${this.constructor?.name ?? "Buffer"}${text || props ? " " : " "}${text}${props}>`;
  }
};
function swap(b, width) {
  if (b.length % width !== 0) throw (0, import_node_errors2.coded)(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${width * 8}-bits`);
  for (let i = 0; i < b.length; i += width) Uint8Array.prototype.subarray.call(b, i, i + width).reverse();
  return b;
}
for (const source of [methods, numbers]) {
  for (const key of Reflect.ownKeys(source)) {
    Object.defineProperty(FastBuffer.prototype, key, { value: source[key], writable: true, configurable: true, enumerable: true });
  }
}
for (const [name, key] of [["parent", "buffer"], ["offset", "byteOffset"]]) {
  Object.defineProperty(FastBuffer.prototype, name, { configurable: true, enumerable: true, get() {
    return this instanceof Buffer2 ? this[key] : void 0;
  } });
}
var SlowBuffer = (n) => new FastBuffer(size(n));
var isUtf8 = (v) => import_buffer.default.isUtf8(new Uint8Array(v.buffer ?? v, v.byteOffset ?? 0, v.byteLength));
var isAscii = (v) => import_buffer.default.isAscii(new Uint8Array(v.buffer ?? v, v.byteOffset ?? 0, v.byteLength));
var transcode = (source, fromEncoding, toEncoding) => {
  const text = import_buffer.default.decode(source, known(fromEncoding), 0, source.length);
  const to = known(toEncoding);
  return new FastBuffer(import_buffer.default.encode(to === "ascii" || to === "latin1" ? text.replace(to === "ascii" ? new RegExp("[^\\x00-\\x7f]", "gu") : new RegExp("[^\\x00-\\xff]", "gu"), "?") : text, to));
};
var resolveObjectURL = (_id) => void 0;
var btoa = (text) => globalThis.btoa(String(text));
var atob = (text) => globalThis.atob(String(text));
var Blob = globalThis.Blob;
var File = globalThis.File;
var exported = {
  Buffer: Buffer2,
  SlowBuffer,
  kMaxLength,
  kStringMaxLength,
  constants,
  INSPECT_MAX_BYTES,
  isUtf8,
  isAscii,
  transcode,
  resolveObjectURL,
  btoa,
  atob,
  get Blob() {
    return globalThis.Blob;
  },
  get File() {
    return globalThis.File;
  }
};
var buffer_default = exported;
((all, values) => { for (const name in values) Object.defineProperty(all, name, { value: values[name], enumerable: true, writable: true, configurable: true }); })(buffer_exports, { Blob, Buffer: Buffer2, File, INSPECT_MAX_BYTES, SlowBuffer, atob, btoa, constants, default: buffer_default, isAscii, isUtf8, kMaxLength, kStringMaxLength, resolveObjectURL, transcode });
