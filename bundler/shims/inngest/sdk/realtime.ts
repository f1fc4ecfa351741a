/** Realtime channels: publishing to a topic. */

import * as host from "host:internal/client";
import type { Inngest } from "./client";
import { show } from "./duration";
import { stringify } from "./json";
import { unavailable } from "./unavailable";

/** A topic and what to publish to it, from the arguments of either version. */
interface Message {
  channel: string;
  topic: string;
  data: unknown;
  schema?: any;
}

/**
 * Version 3: `({ channel, topic, data })`. Version 4: `(topic, data)`, the
 * topic being an object `{ channel, topic, config? }`.
 */
async function read(args: any[]): Promise<Message> {
  const first = await args[0];
  const message = args.length > 1 ? { ...first, data: args[1], schema: first?.config?.schema } : first;
  const { channel, topic } = message ?? {};
  const name = typeof channel === "string" ? channel : channel?.name;
  if (typeof name !== "string" || typeof topic !== "string") {
    throw new TypeError(`realtime.publish: want a topic { channel, topic }, got ${show(first)}`);
  }
  return { channel: name, topic, data: message.data, schema: message.schema };
}

/** Publishes and gives the data back, as version 3 does. */
export async function publish(client: Inngest, args: any[]): Promise<unknown> {
  const { channel, topic, data, schema } = await read(args);
  if (schema) {
    const { issues } = await schema["~standard"].validate(data);
    if (issues) throw new Error(`Schema validation failed for topic "${topic}"`);
  }
  await host.publish(client.settings, channel, topic, stringify(data) ?? "null");
  return data;
}

export const subscriptionToken: (client: Inngest, options: any) => Promise<never> = async () =>
  unavailable("a realtime subscription token", "ask for it where the subscriber's request is served")();
