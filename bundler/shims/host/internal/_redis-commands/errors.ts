// The errors of ioredis and of the packages that it takes them from.

/** An error reply of the server. */
export class ReplyError extends Error {
  command?: { name: string; args: unknown[] };
  previousErrors?: Error[];
  override get name(): string {
    return this.constructor.name;
  }
}

/** A command that will not be carried out. */
export class AbortError extends Error {
  command?: { name: string; args: unknown[] };
  override get name(): string {
    return this.constructor.name;
  }
}

/** A command that waited through too many attempts to connect. */
export class MaxRetriesPerRequestError extends AbortError {
  constructor(max: number) {
    super(`Reached the max retries per request limit (which is ${max}). Refer to "maxRetriesPerRequest" option for details.`);
  }
}

/** A cluster none of whose nodes says who has which slots. */
export class ClusterAllFailedError extends Error {
  static defaultMessage = "Failed to refresh slots cache.";
  constructor(
    message: string,
    readonly lastNodeError: Error | null,
  ) {
    super(message);
  }
  override get name(): string {
    return this.constructor.name;
  }
}

export const CONNECTION_CLOSED = "Connection is closed.";
