// The gateway of the call that the running code belongs to: see jsapi/gateway.
import native from "host:internal/gateway";
import { GatewayContext } from "./_gateway.ts";

export const gateway = new GatewayContext(() => native.event());
