/** Event schemas of version 3 of the SDK: they speak to the compiler. */

/** The schemas are kept for middleware that checks events by them. */
export class EventSchemas {
  runtimeSchemas: Record<string, unknown> = {};

  #add(schemas: Record<string, unknown>): this {
    this.runtimeSchemas = { ...this.runtimeSchemas, ...schemas };
    return this;
  }

  fromRecord(..._types: unknown[]): this {
    return this;
  }

  fromUnion(): this {
    return this;
  }

  fromGenerated(): this {
    return this;
  }

  /** Zod schemas by event name, or a list of those that hold their name. */
  fromZod(schemas: any): this {
    if (!Array.isArray(schemas)) return this.#add(schemas);
    return this.#add(
      Object.fromEntries(
        schemas.map(({ shape }) => {
          const { name, ...rest } = shape;
          return [name.value, rest];
        }),
      ),
    );
  }

  /** Schemas of events' data by event name. */
  fromSchema(schemas: Record<string, unknown>): this {
    return this.#add(Object.fromEntries(Object.entries(schemas).map(([name, data]) => [name, { data }])));
  }
}
