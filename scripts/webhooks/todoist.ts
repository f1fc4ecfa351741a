import Redis from "ioredis";
import { defineWebhook } from "host:webhook";

const names: Record<string, string> = {
  "note:added": "comment.added",
  "item:added": "task.created",
  "item:completed": "task.completed",
  "item:deleted": "task.deleted",
};

/** Tasks that an agent has just closed itself: their completion is no news. */
const closedByAgent = "joelclaw:todoist:agent-closed";

let redis: Redis | undefined;

/**
 * Todoist: tasks and comments.
 * https://developer.todoist.com/api/v1/#tag/Webhooks
 */
export default defineWebhook({
  id: "todoist",
  eventPrefix: "todoist",
  verify: {
    scheme: "hmac-sha256",
    header: "x-todoist-hmac-sha256",
    encoding: "base64",
    secrets: ["TODOIST_CLIENT_SECRET"],
  },
  async normalize(body, headers) {
    const name = names[body.event_name];
    if (!name) return [];
    const entity = body.event_data ?? {};
    const taskId = name === "comment.added" ? entity.item_id : entity.id;
    if (name === "task.completed" && (await isEcho(String(taskId)))) return [];
    return [{
      name,
      data: {
        ...(name === "comment.added"
          ? { taskId, commentId: entity.id, taskContent: entity.item?.content, taskLabels: entity.item?.labels, projectId: entity.item?.project_id }
          : { taskId, projectId: entity.project_id, labels: entity.labels, description: entity.description }),
        content: entity.content,
        userId: body.user_id,
        initiator: body.initiator,
        triggeredAt: body.triggered_at,
        payload: entity,
      },
      // The delivery's id where there is one: completing a task once more is another event.
      idempotencyKey: `todoist-${body.event_name}-${entity.id}-${headers["x-todoist-delivery-id"] ?? body.triggered_at ?? ""}`,
    }];
  },
});

/** Says whether an agent closed the task. Without Redis nobody did. */
async function isEcho(taskId: string): Promise<boolean> {
  const url = process.env.REDIS_URL;
  if (!url) return false;
  redis ??= new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 1000, commandTimeout: 1000 });
  try {
    return (await redis.sismember(closedByAgent, taskId)) === 1;
  } catch (error) {
    console.warn("todoist: cannot tell whether an agent closed the task", taskId, error);
    return false;
  }
}
