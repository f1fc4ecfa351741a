// What a handler's argument and "host:gateway" share.

// Loaded with the first message: most functions send none.
const native = (): typeof import("host:internal/gateway").default => require("host:internal/gateway");
declare const require: (name: "host:internal/gateway") => any;

type Extra = Record<string, unknown> | undefined;

/** Where a message comes from. */
interface Place {
  name?: unknown;
  originSession?: unknown;
}

/** The gateway of one event, or of whatever event the running code handles. */
export class GatewayContext {
  #place: () => Place | undefined;

  constructor(place: () => Place | undefined) {
    this.#place = place;
    // They are taken apart: `const { notify } = gateway`.
    for (const name of ["progress", "notify", "alert"] as const) {
      Object.defineProperty(this, name, { value: this[name].bind(this), enumerable: true, configurable: true, writable: true });
    }
  }

  get originSession(): string | undefined {
    const origin = this.#place()?.originSession;
    return typeof origin === "string" && origin !== "" ? origin : undefined;
  }

  progress(message: string, extra?: Extra): Promise<unknown> {
    return this.#send("progress", () => ({ message, ...extra }), true);
  }

  notify(type: string, payload?: Extra): Promise<unknown> {
    return this.#send(type, () => payload ?? {}, true);
  }

  alert(message: string, extra?: Extra): Promise<unknown> {
    return this.#send("alert", () => ({ message, ...extra }), false);
  }

  /** Sends, whatever happens: what cannot be sent is told in the result. */
  async #send(type: unknown, payload: () => unknown, routed: boolean): Promise<unknown> {
    try {
      const name = this.#place()?.name;
      const source = name === undefined ? "host" : `inngest/${name}`;
      return await native().send(String(type), payload(), source, routed ? this.originSession : undefined);
    } catch (error) {
      const kind = typeof type === "string" ? type : "unknown";
      console.warn(`[gateway] ${kind} was not sent:`, error);
      return { pushed: false, error: String(error), type: kind };
    }
  }
}

/** The place that an event is. */
export function placeOf(event: any): Place {
  return { name: event?.name, originSession: event?.data?.originSession };
}
