declare module "host:gateway" {
  /** What became of a message. */
  export interface GatewayPushResult {
    /** The event is in the lists of its sessions. */
    pushed: boolean;
    /** It will be delivered later: the system sleeps, or Redis is away. */
    queued?: boolean;
    eventId?: string;
    type: string;
    originSession?: string;
    /** Why it was not sent. */
    error?: string;
  }

  /**
   * Tells people and agents what a function does. Nothing here throws or
   * rejects, and nothing waits more than a few seconds: while Redis is away,
   * messages wait in the host and are delivered in order when it is back.
   *
   * Every handler has one in its argument, failure handlers included:
   *
   * ```ts
   * async ({ event, step, gateway }) => {
   *   await gateway.progress("Step 3/5 complete");
   * }
   * ```
   *
   * What stands outside `step.run` is sent again at each replay.
   */
  export interface GatewayContext {
    /** Type "progress": to the gateway and the session the run came from. */
    progress(message: string, extra?: Record<string, unknown>): Promise<GatewayPushResult>;
    /** An event of a type of your own, "video.transcribed". */
    notify(type: string, payload?: Record<string, unknown>): Promise<GatewayPushResult>;
    /** Type "alert": delivered even while the system sleeps; not to the session the run came from. */
    alert(message: string, extra?: Record<string, unknown>): Promise<GatewayPushResult>;
    /** The session that the run came from: `event.data.originSession`. */
    readonly originSession: string | undefined;
  }

  /** The gateway of the call that the running code belongs to. */
  export const gateway: GatewayContext;
}
