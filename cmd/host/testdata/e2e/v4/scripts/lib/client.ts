import { Inngest } from "inngest";

export const inngest = new Inngest({ id: "e2e-v4" });
