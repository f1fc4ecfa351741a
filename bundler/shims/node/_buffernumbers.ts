// Reading and writing numbers in a Buffer.
import { coded, invalidArgType, outOfRange } from "host:internal/node-errors";

type Any = any;

function checkOffset(buffer: Any, offset: Any, width: number): number {
  if (offset === undefined) offset = 0;
  if (typeof offset !== "number") throw invalidArgType("offset", "number", offset);
  if (!Number.isInteger(offset)) throw outOfRange("offset", "an integer", offset);
  const max = buffer.length - width;
  if (max < 0) throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
  if (offset < 0 || offset > max) throw outOfRange("offset", `>= 0 and <= ${max}`, offset);
  return offset;
}

function checkWidth(width: Any): number {
  if (width === undefined) throw invalidArgType("byteLength", "number", width);
  if (typeof width !== "number") throw invalidArgType("byteLength", "number", width);
  if (!Number.isInteger(width)) throw outOfRange("byteLength", "an integer", width);
  if (width < 1 || width > 6) throw outOfRange("byteLength", ">= 1 and <= 6", width);
  return width;
}

function readUnsigned(b: Any, offset: Any, width: number, little: boolean): number {
  const at = checkOffset(b, offset, width);
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + b[little ? at + width - 1 - i : at + i];
  return value;
}

function readSigned(b: Any, offset: Any, width: number, little: boolean): number {
  const value = readUnsigned(b, offset, width, little);
  const half = 2 ** (8 * width - 1);
  return value >= half ? value - 2 * half : value;
}

function power(bits: number, signed: boolean, width: number): string {
  if (width > 4 || bits > 32) return signed ? `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}` : `>= 0 and < 2 ** ${bits}`;
  const high = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const low = signed ? -(2 ** (bits - 1)) : 0;
  return `>= ${low} and <= ${high}`;
}

function writeInteger(b: Any, value: Any, offset: Any, width: number, little: boolean, signed: boolean): number {
  value = +value;
  if (offset === undefined) offset = 0;
  else if (typeof offset !== "number") throw invalidArgType("offset", "number", offset);
  const bits = 8 * width;
  const high = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const low = signed ? -(2 ** (bits - 1)) : 0;
  if (value > high || value < low) throw outOfRange("value", power(bits, signed, width), value);
  const at = checkOffset(b, offset, width);
  let rest = Math.trunc(value) || 0;
  if (rest < 0) rest += 2 ** bits;
  for (let i = 0; i < width; i++) {
    b[little ? at + i : at + width - 1 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return at + width;
}

const view = (b: Any): DataView => new DataView(b.buffer, b.byteOffset, b.byteLength);

export const numbers: Record<string, (...args: Any[]) => Any> = {
  readUIntLE(this: Any, o: Any, w: Any) { return readUnsigned(this, need(o), checkWidth(w), true); },
  readUIntBE(this: Any, o: Any, w: Any) { return readUnsigned(this, need(o), checkWidth(w), false); },
  readIntLE(this: Any, o: Any, w: Any) { return readSigned(this, need(o), checkWidth(w), true); },
  readIntBE(this: Any, o: Any, w: Any) { return readSigned(this, need(o), checkWidth(w), false); },
  writeUIntLE(this: Any, v: Any, o: Any, w: Any) { return writeInteger(this, v, o, checkWidth(w), true, false); },
  writeUIntBE(this: Any, v: Any, o: Any, w: Any) { return writeInteger(this, v, o, checkWidth(w), false, false); },
  writeIntLE(this: Any, v: Any, o: Any, w: Any) { return writeInteger(this, v, o, checkWidth(w), true, true); },
  writeIntBE(this: Any, v: Any, o: Any, w: Any) { return writeInteger(this, v, o, checkWidth(w), false, true); },
};

function need(offset: Any): Any {
  if (offset === undefined) throw invalidArgType("offset", "number", offset);
  return offset;
}

function method(name: string, f: (this: Any, ...args: Any[]) => Any): void {
  Object.defineProperty(f, "name", { value: name });
  numbers[name] = f;
  if (name.includes("UInt")) numbers[name.replace("UInt", "Uint")] = f;
}

for (const width of [1, 2, 4]) {
  for (const end of width === 1 ? [""] : ["LE", "BE"]) {
    const bits = width * 8;
    const little = end === "LE";
    method(`readUInt${bits}${end}`, function (o) { return readUnsigned(this, o, width, little); });
    method(`readInt${bits}${end}`, function (o) { return readSigned(this, o, width, little); });
    method(`writeUInt${bits}${end}`, function (v, o) { return writeInteger(this, v, o, width, little, false); });
    method(`writeInt${bits}${end}`, function (v, o) { return writeInteger(this, v, o, width, little, true); });
  }
}

for (const end of ["LE", "BE"]) {
  const little = end === "LE";
  method(`readFloat${end}`, function (o) { return view(this).getFloat32(checkOffset(this, o, 4), little); });
  method(`readDouble${end}`, function (o) { return view(this).getFloat64(checkOffset(this, o, 8), little); });
  method(`writeFloat${end}`, function (v, o) { const at = checkOffset(this, o, 4); view(this).setFloat32(at, v, little); return at + 4; });
  method(`writeDouble${end}`, function (v, o) { const at = checkOffset(this, o, 8); view(this).setFloat64(at, v, little); return at + 8; });
  method(`readBigInt64${end}`, function (o) { return view(this).getBigInt64(checkOffset(this, o, 8), little); });
  method(`readBigUInt64${end}`, function (o) { return view(this).getBigUint64(checkOffset(this, o, 8), little); });
  for (const signed of [true, false]) {
    method(`writeBig${signed ? "Int" : "UInt"}64${end}`, function (v, o) {
      const low = signed ? -(2n ** 63n) : 0n;
      const high = signed ? 2n ** 63n - 1n : 2n ** 64n - 1n;
      if (v < low || v > high) throw outOfRange("value", signed ? ">= -(2n ** 63n) and < 2n ** 63n" : ">= 0n and < 2n ** 64n", v);
      const at = checkOffset(this, o, 8);
      signed ? view(this).setBigInt64(at, v, little) : view(this).setBigUint64(at, v, little);
      return at + 8;
    });
  }
}
for (const [key, f] of Object.entries(numbers)) if (key.includes("UInt")) numbers[key.replace("UInt", "Uint")] ??= f;
