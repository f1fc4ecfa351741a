import type { WebhookEvent } from "host:webhook";

/** What Front calls an event and what it is called here. */
const names: Record<string, string> = {
  inbound: "message.received",
  inbound_received: "message.received",
  message_received: "message.received",
  outbound: "message.sent",
  outbound_sent: "message.sent",
  message_sent: "message.sent",
  sending_error: "message.failed",
  message_delivery_failed: "message.failed",
  message_bounce_error: "message.failed",
  quarantine: "message.quarantined",
  message_quarantined: "message.quarantined",
  archive: "conversation.archived",
  conversation_archived: "conversation.archived",
  reopen: "conversation.reopened",
  unarchive: "conversation.reopened",
  conversation_reopened: "conversation.reopened",
  trash: "conversation.deleted",
  conversation_deleted: "conversation.deleted",
  restore: "conversation.restored",
  conversation_restored: "conversation.restored",
  move: "conversation.moved",
  conversation_moved: "conversation.moved",
  reminder: "conversation.snoozed",
  conversation_snoozed: "conversation.snoozed",
  reminder_expired: "conversation.unsnoozed",
  conversation_snooze_expired: "conversation.unsnoozed",
  comment: "comment.added",
  new_comment_added: "comment.added",
  assign: "assignee.changed",
  unassign: "assignee.changed",
  assignee_changed: "assignee.changed",
  tag: "tag.added",
  tag_added: "tag.added",
  untag: "tag.removed",
  tag_removed: "tag.removed",
};

/** Makes an event of what Front delivers, whether an application's webhook or a rule's. */
export function normalize(body: any, wanted: (name: string) => boolean): WebhookEvent[] {
  const event = body.payload?.type || body.payload?.emitted_at ? body.payload : body;
  const type = String(event.type ?? body.type ?? "");
  const name = names[type];
  if (!name || !wanted(name)) return [];
  const conversation = event.conversation ?? {};
  const target = event.target?.data ?? {};
  const id = event.id ?? conversation.id;
  return [{
    name,
    data: {
      eventId: event.id,
      type,
      emittedAt: event.emitted_at,
      conversationId: conversation.id,
      subject: conversation.subject,
      status: conversation.status,
      assignee: conversation.assignee?.email,
      tags: conversation.tags?.map((tag: any) => tag.name),
      messageId: target.id,
      from: conversation.recipient?.handle ?? target.author?.email,
      fromName: conversation.recipient?.name,
      bodyPlain: target.text,
      isInbound: target.is_inbound,
      source: event.source?._meta?.type,
      payload: event,
    },
    idempotencyKey: `front-${type}-${id}-${event.emitted_at}`,
  }];
}
