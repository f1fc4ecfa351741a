const custom = Symbol.for("nodejs.util.inspect.custom");

/** Makes util.inspect, and so the console, show a class by the properties given. */
export function shown(of: { prototype: object; name: string }, properties: string[]): void {
  Object.defineProperty(of.prototype, custom, {
    configurable: true,
    writable: true,
    value(this: any, depth: number, options: unknown, inspect?: (value: unknown, options: unknown) => string) {
      const fields = Object.fromEntries(properties.map((p) => [p, this[p]]));
      return inspect ? `${of.name} ${inspect(fields, options)}` : fields;
    },
  });
}
