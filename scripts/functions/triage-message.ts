import { inngest } from "../lib/client";
import { infer, InferError } from "../lib/inference";

export const roles = ["host"];

const desks = ["billing", "shipping", "returns", "other"] as const;
type Desk = (typeof desks)[number];

/** What a message is about, and who says so. */
interface Triage {
  desk: Desk;
  urgent: boolean;
  by: string;
}

/** Errors that asking again soon does not mend: there is nobody to ask, or nobody who may be asked. */
const nobodyToAsk = ["INFER_CLI_MISSING", "INFER_CIRCUIT_OPEN", "INFER_BUDGET"];

/**
 * Asks a model which desk a message is for. A message is no command: the
 * model gets no tools, and what it answers is checked before it is believed.
 */
async function askModel(text: string): Promise<Triage> {
  const { data, model } = await infer<Partial<Triage>>(
    `Which desk is this message for: ${desks.join(", ")}? Is it urgent? ` +
      `Answer with JSON such as {"desk": "billing", "urgent": false}.\n\n<message>\n${text}\n</message>`,
    {
      agent: "classifier",
      requireJson: true,
      timeout: 60_000,
      component: "triage-message",
      action: "triage-message.classify",
    },
  );
  const desk = desks.find((known) => known === data?.desk) ?? "other";
  return { desk, urgent: data?.urgent === true, by: model ?? "a model" };
}

/** Without a model: words that are hard to misunderstand. */
function byWords(text: string): Triage {
  const has = (words: RegExp) => words.test(text);
  const desk: Desk = has(/invoice|refund|charged/i) ? "billing" : has(/parcel|deliver|tracking/i) ? "shipping" : has(/return|broken/i) ? "returns" : "other";
  return { desk, urgent: has(/urgent|immediately|lawyer/i), by: "words" };
}

/** Sorts a customer's message, and tells the desk that it is for. */
export const triageMessage = inngest.createFunction(
  {
    id: "triage-message",
    name: "Triage a message",
    retries: 2,
    concurrency: { limit: 2 },
  },
  { event: "message/received" },
  async ({ event, step, logger }) => {
    const { from, text } = event.data;

    // In a step, the answer is paid for once, however often the function goes on.
    const triage = await step.run("classify", async () => {
      try {
        return await askModel(text);
      } catch (error) {
        if (!(error instanceof InferError) || !nobodyToAsk.includes(error.code)) throw error;
        logger.warn(`no model sorts messages: ${error.message}`);
        return byWords(text);
      }
    });

    await step.sendEvent("tell-the-desk", {
      name: "notification/requested",
      data: { to: triage.desk, text: `${triage.urgent ? "Urgent: " : ""}${from} writes: ${text}` },
    });
    return triage;
  },
);
