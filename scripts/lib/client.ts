import { EventSchemas, Inngest } from "inngest";

/** The events of these functions: what is sent, and by whom it is awaited. */
type Events = {
  "customer/import.requested": { data: { source: string } };
  "message/received": { data: { from: string; text: string } };
  "notification/requested": { data: { to: string; text: string } };
  "order/placed": { data: { orderId: string; customer: string; amount: number } };
  "order/approval.requested": { data: { orderId: string; amount: number } };
  "order/approval.decided": { data: { orderId: string; approved: boolean; by: string } };
  "order/withdrawn": { data: { orderId: string } };
  "reminder/requested": { data: { id: string; to: string; text: string; at: string } };
  "reminder/cancelled": { data: { id: string } };
  "webhook/received": { data: { kind: string; payload: Record<string, unknown> } };
};

/**
 * The client of all functions here. Its id is the app's, unless INNGEST_APP_ID
 * says otherwise.
 */
export const inngest = new Inngest({
  id: "system-bus",
  schemas: new EventSchemas().fromRecord<Events>(),
});
