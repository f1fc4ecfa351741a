import { defineWebhook } from "host:webhook";

/** What Vercel calls an event, in its old names and its new ones, and what it is called here. */
const names: Record<string, string> = {
  "deployment": "deploy.created",
  "deployment.created": "deploy.created",
  "deployment-ready": "deploy.ready",
  "deployment.ready": "deploy.ready",
  "deployment.succeeded": "deploy.succeeded",
  "deployment-error": "deploy.error",
  "deployment.error": "deploy.error",
  "deployment.canceled": "deploy.canceled",
  "deployment.promoted": "deploy.promoted",
};

/**
 * Vercel: deployments.
 * https://vercel.com/docs/webhooks/webhooks-api
 */
export default defineWebhook({
  id: "vercel",
  eventPrefix: "vercel",
  verify: { scheme: "hmac-sha1", header: "x-vercel-signature", secrets: ["VERCEL_WEBHOOK_SECRET"] },
  normalize(body) {
    const name = names[body.type];
    if (!name) return [];
    const { deployment = {}, project = {}, team, user, target, links } = body.payload ?? {};
    return [{
      name,
      data: {
        type: body.type,
        deploymentId: deployment.id,
        name: deployment.name,
        url: deployment.url,
        projectId: project.id,
        target,
        teamId: team?.id,
        userId: user?.id,
        links,
        meta: deployment.meta,
        createdAt: body.createdAt,
        region: body.region,
        payload: body.payload,
      },
      // Each delivery has an id of its own, which a repeat keeps.
      idempotencyKey: `vercel-${body.type}-${body.id ?? deployment.id}-${body.createdAt}`,
    }];
  },
});
