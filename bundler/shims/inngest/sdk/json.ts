/** JSON as the Inngest SDK writes it. */

/**
 * The JSON text of a value: a circular reference becomes a text naming where
 * it leads, `"[Circular ~.a.b]"`; a BigInt vanishes as `undefined` does.
 * `undefined` for a value that has no JSON.
 */
export function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // A cycle, a BigInt, or an exception of a toJSON, which will come again.
    return JSON.stringify(value, tolerant());
  }
}

function tolerant() {
  const holders: unknown[] = [];
  const path: string[] = [];
  return function (this: unknown, key: string, value: unknown): unknown {
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
    return typeof value === "bigint" ? undefined : value;
  };
}
