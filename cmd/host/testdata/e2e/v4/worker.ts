import type { InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { functionsIn, listen } from "../listen";
import { inngest } from "./scripts/lib/client";

const functions = await functionsIn<InngestFunction.Any>(new URL("./scripts/functions/", import.meta.url));
listen(serve({ client: inngest, functions }));
