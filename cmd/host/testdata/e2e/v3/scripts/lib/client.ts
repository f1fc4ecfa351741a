import { Inngest, InngestMiddleware } from "inngest";

/** Stamps what this app sends under one name, wherever it is sent from. */
const stamp = new InngestMiddleware({
  name: "stamp",
  init: () => ({
    onSendEvent: () => ({
      transformInput: ({ payloads }) => ({
        payloads: payloads.map((p) =>
          p.name === "e2e/stamp.sent" ? { ...p, data: { ...p.data, stamp: `${p.data?.stamp ?? ""}client;` } } : p,
        ),
      }),
    }),
  }),
});

export const inngest = new Inngest({ id: "e2e-v3", middleware: [stamp] });
