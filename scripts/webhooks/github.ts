import { defineWebhook } from "host:webhook";

/**
 * GitHub: workflow runs that have ended and packages that were published.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export default defineWebhook({
  id: "github",
  eventPrefix: "github",
  verify: {
    scheme: "hmac-sha256",
    header: "x-hub-signature-256",
    prefix: "sha256=",
    secrets: ["GITHUB_WEBHOOK_SECRET"],
  },
  normalize(body, headers) {
    const delivery = headers["x-github-delivery"] ?? "";
    const data = {
      deliveryId: delivery,
      action: body.action,
      repository: body.repository?.full_name,
      sender: body.sender?.login,
    };
    switch (`${headers["x-github-event"]}.${body.action}`) {
      case "workflow_run.completed": {
        const run = body.workflow_run;
        return [{
          name: "workflow_run.completed",
          data: {
            ...data,
            runId: run.id,
            runNumber: run.run_number,
            runAttempt: run.run_attempt,
            workflow: run.name,
            conclusion: run.conclusion,
            branch: run.head_branch,
            sha: run.head_sha,
            url: run.html_url,
            payload: body,
          },
          idempotencyKey: `github-workflow-run-completed-${delivery}-${run.id}`,
        }];
      }
      case "package.published":
      case "registry_package.published": {
        const found = body.package ?? body.registry_package;
        return [{
          name: "package.published",
          data: {
            ...data,
            package: found.name,
            ecosystem: found.ecosystem ?? found.package_type,
            version: found.package_version?.version,
            url: found.package_version?.html_url ?? found.html_url,
            payload: body,
          },
          idempotencyKey: `github-package-published-${delivery}`,
        }];
      }
    }
    return [];
  },
});
