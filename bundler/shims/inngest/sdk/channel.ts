/** Realtime channels and their topics. */

function topicsOf(channel: string, topics: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(topics).map(([topic, config]) => [topic, { channel, topic, config }]));
}

/** A channel, or a family of channels when the name is a function. */
function channel(options: { name: any; topics: Record<string, any> }): any {
  const { name, topics } = options;
  if (typeof name !== "function") return { name, topics, ...topicsOf(name, topics), $infer: topics };
  const family = (...args: any[]) => {
    const made = name(...args);
    return { name: made, topics, ...topicsOf(made, topics) };
  };
  return Object.defineProperties(family, {
    topics: { value: topics, enumerable: true },
    $infer: { value: topics },
    $params: { value: undefined },
  });
}

export const realtime = { channel };
