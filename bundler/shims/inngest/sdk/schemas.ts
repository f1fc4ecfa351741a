/** Event schemas of version 3 of the SDK: they speak to the compiler alone. */

export class EventSchemas {
  fromRecord(..._types: unknown[]): this {
    return this;
  }

  fromUnion(): this {
    return this;
  }

  fromGenerated(): this {
    return this;
  }

  fromZod(_schemas?: unknown): this {
    return this;
  }

  fromSchema(_schemas?: unknown): this {
    return this;
  }
}
